// Ten thousand clients from a file, piece after piece over one socket as the browser sends them, while another desk moves lessons.
import { encodeRequest } from '../../src/contract/frames.ts';
import { ops } from '../../src/contract/ops.ts';
import { planImport } from '../../src/domain/client-file/plan.ts';
import { readClientFile } from '../../src/domain/client-file/read.ts';
import type { Fill } from '../data.ts';
import { digits, shown, type Figure } from '../figure.ts';
import { moversOf } from '../mover.ts';
import { openLoop } from '../schedule.ts';
import { connectAll, startServer } from '../setup.ts';
import { p99, quantile, ratios, spread } from '../stats.ts';

const LINES = 10_000;
const FILL: Fill = { lessons: 2000, firstDay: '2031-02-03', bookings: 4, sessions: { staff: 12, client: 1 } };
const MOVES_A_SECOND = 20;
const { code, input } = ops['client.import'];

export const clientImport: Figure = async (bench) => {
  const server = await startServer(await bench.database('import', FILL));
  const [desk, ...sockets] = await connectAll(server.port, 'staff', 10);
  if (!desk) throw new Error('nobody is connected');
  const movers = moversOf(sockets, FILL);
  const move = (i: number) => movers[i % movers.length]?.move() ?? Promise.resolve();
  await openLoop(MOVES_A_SECOND, 2, 1, move);
  const seconds: number[] = [], writes: number[] = [], during: number[] = [], alone: number[] = [];
  const readMs: number[] = [];
  let request = 0;
  for (let round = 1; round <= (bench.isQuick ? 1 : 3); round++) {
    const from = performance.now();
    const { pieces } = planImport(readClientFile(fileOf(round), { zone: 'Europe/Kyiv', today: '2030-12-01', trainers: [] }).lines, new Map(), new Map());
    readMs.push(performance.now() - from);
    alone.push(p99(await openLoop(MOVES_A_SECOND, 6, round, move)));
    // A session's allowance of a hundred at once is full again by then.
    let isOver = false;
    const moved: number[] = [];
    const moves = (async () => { for (let n = 0; !isOver; n++) moved.push(...(await openLoop(MOVES_A_SECOND, 0.5, round * 100 + n, move))); })();
    const startedAt = performance.now();
    for (const lines of pieces) {
      const at = performance.now();
      const frame = encodeRequest(code, ++request, input, { lines }, 0);
      let answer = await desk.request(frame, request);
      writes.push(performance.now() - at);
      // Beyond its allowance a session waits, as the browser does.
      for (let tries = 0; answer.isRefused; tries++) {
        if (tries > 5) throw new Error('a piece was refused');
        await new Promise((done) => setTimeout(done, 1000));
        answer = await desk.request(frame, request);
      }
    }
    seconds.push((performance.now() - startedAt) / 1000);
    isOver = true;
    await moves;
    during.push(p99(moved));
  }
  for (const s of [desk, ...sockets]) s.close();
  writes.sort((a, b) => a - b);
  return [
    {
      what: `Import of ${LINES} clients, in pieces`, unit: 's', reach: { most: 10 }, figure: spread(seconds), ours: shown(seconds, 's'), baseline: '—',
      notes: [`A piece of fifty takes ${digits(quantile(writes, 0.5))} ms (95 % within ${digits(quantile(writes, 0.95))} ms). Reading and planning the file before takes ${shown(readMs, 'ms')}.`],
    },
    {
      what: `Moves of lessons while it runs, ${MOVES_A_SECOND} a second, p99`, unit: '×', reach: { most: 2 }, figure: spread(ratios(during, alone)), ours: shown(during, 'ms'), baseline: `${shown(alone, 'ms')} without it`,
      notes: ['A move waits for the part of a piece that is being written, no longer.'],
    },
  ];
};
const fileOf = (round: number): string => `Прізвище;Імʼя;Телефон;Email;Дата народження;Нотатка\n${Array.from({ length: LINES }, (_, i) => `Шевченко ${i % 911};Наталія;06${round}${1_000_000 + i};n${round}-${i}@post.example;01.02.1990;з файлу`).join('\n')}`;
