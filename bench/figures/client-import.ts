// Ten thousand clients from a file, piece after piece over one socket as the browser sends them, while other desks move lessons.
import { startChild } from '../child.ts';
import type { Fill } from '../data.ts';
import { digits, shown, type Figure } from '../figure.ts';
import { moversOf } from '../mover.ts';
import { openLoop } from '../schedule.ts';
import { connectAll, startServer } from '../setup.ts';
import { p99, quantile, ratios, spread } from '../stats.ts';

const LINES = 10_000;
const FILL: Fill = { lessons: 2000, firstDay: '2031-02-03', bookings: 4, sessions: { staff: 12, client: 1 } };
const MOVES_A_SECOND = 20;

export const clientImport: Figure = async (bench) => {
  const server = await startServer(await bench.database('import', FILL));
  const importer = startChild('importer.ts');
  await importer.ask('greet', server.port);
  const sockets = await connectAll(server.port, 'staff', 9, 1);
  const movers = moversOf(sockets, FILL);
  const move = (i: number) => movers[i % movers.length]?.move() ?? Promise.resolve();
  await openLoop(MOVES_A_SECOND, 2, 1, move);
  const seconds: number[] = [], writes: number[] = [], readMs: number[] = [];
  const during: number[][] = [], alone: number[][] = [];
  for (let round = 1; round <= (bench.isQuick ? 3 : 5); round++) {
    readMs.push(await importer.ask<number>('read', { round, count: LINES }));
    // A session's allowance of a hundred at once is full again by the end of it.
    alone.push(await openLoop(MOVES_A_SECOND, 6, round, move));
    let isOver = false;
    const importing = importer.ask<{ seconds: number; writes: number[] }>('send').finally(() => { isOver = true; });
    importing.catch(() => {}); // awaited below
    const moved: number[] = [];
    for (let n = 0; !isOver; n++) moved.push(...(await openLoop(MOVES_A_SECOND, 0.5, round * 100 + n, move)));
    const sent = await importing;
    seconds.push(sent.seconds);
    writes.push(...sent.writes);
    during.push(moved);
  }
  for (const s of sockets) s.close();
  writes.sort((a, b) => a - b);
  const [p99During, p99Alone] = [during.map(p99), alone.map(p99)];
  // A round has some hundred moves, of which the p99 is the slowest or nearly: what counts is that of all rounds together.
  const figure = { ...spread(ratios(p99During, p99Alone)), median: p99(during.flat()) / p99(alone.flat()) };
  return [
    {
      what: `Import of ${LINES} clients, in pieces`, unit: 's', reach: { most: 10 }, figure: spread(seconds), ours: shown(seconds, 's'), baseline: '—',
      notes: [`A piece of fifty takes ${digits(quantile(writes, 0.5))} ms (95 % within ${digits(quantile(writes, 0.95))} ms). Reading and planning the file before takes ${shown(readMs, 'ms')}.`],
    },
    {
      what: `Moves of lessons while it runs, ${MOVES_A_SECOND} a second, p99`, unit: '×', reach: { most: 2 }, figure, ours: shown(p99During, 'ms'), baseline: `${shown(p99Alone, 'ms')} without it`,
      notes: [
        `A move waits for the part of a piece that is being written, no longer. Of all rounds together: ${during.flat().length} moves, p50 ${digits(median(during.flat()))} and p99 ${digits(p99(during.flat()))} ms; without the import ${alone.flat().length} moves, ${digits(median(alone.flat()))} and ${digits(p99(alone.flat()))} ms. In the brackets are single rounds.`,
      ],
    },
  ];
};
const median = (values: readonly number[]): number => spread(values).median;
