// The same studio with a thousand lessons and with a million: a move, and a month read. A month holds as many lessons in both.
import { encodeRequest } from '../../src/contract/frames.ts';
import { ops } from '../../src/contract/ops.ts';
import { LESSONS_A_DAY, type Fill } from '../data.ts';
import { digits, shown, type Figure, type Row } from '../figure.ts';
import { moversOf } from '../mover.ts';
import { closedLoop } from '../schedule.ts';
import { connectAll, startServer, type Bench } from '../setup.ts';
import type { LeanSocket } from '../socket.ts';
import { ratios, spread } from '../stats.ts';

const CONNECTIONS = 20;
const READERS = 2;
/** Numbers of reads lie apart from those of moves on the same socket. */
const FIRST_READ = 1_000_000;
const SMALL = 1000;
/** Both have this month whole; the large one has as many years before it as after. */
const MONTH = '2040-05-01';
const month = Number(MONTH.slice(0, 4)) * 12 + Number(MONTH.slice(5, 7)) - 1;
const { code, input } = ops['calendar.load'];
const sessions = { staff: CONNECTIONS, client: 0 };

export const million: Figure = async (bench) => {
  const count = bench.isQuick ? 100_000 : 1_000_000;
  const daysBefore = Math.floor(count / LESSONS_A_DAY / 2);
  const firstDay = new Date(Date.parse(MONTH) - daysBefore * 86_400_000).toISOString().slice(0, 10);
  const [few, many]: [Fill, Fill] = [{ lessons: SMALL, firstDay: MONTH, bookings: 0, sessions }, { lessons: count, firstDay, bookings: 0, sessions }];
  // Loaded before anybody connects: a device that is silent for that long is let go.
  await bench.database('thousand', few);
  const startedAt = performance.now();
  await bench.database('million', many);
  const loadSeconds = (performance.now() - startedAt) / 1000;
  const small = await sideOf(bench, 'thousand', few, 0);
  const large = await sideOf(bench, 'million', many, daysBefore * LESSONS_A_DAY);
  const move = await compare(bench, 'lesson.move', small.move, large.move, count);
  const read = await compare(bench, 'A month read (calendar.load)', small.read, large.read, count);
  const note = `Moved are the lessons of fifty days around that month, as people do. Loading ${count} lessons took ${digits(loadSeconds)} s.`;
  await Promise.all([small.stop(), large.stop()]);
  return [{ ...move, notes: [note] }, read];
};

interface Side { move(seconds: number): Promise<number>; read(seconds: number): Promise<number>; stop(): Promise<void> }
/** `first`: number of the first lesson of the month. Both measures give operations a second. */
async function sideOf(bench: Bench, name: string, fill: Fill, first: number): Promise<Side> {
  const server = await startServer(await bench.database(name, fill));
  const sockets = await connectAll(server.port, 'staff', CONNECTIONS);
  const movers = moversOf(sockets, fill, SMALL, first);
  // One month at a time on a socket; each caller goes round sockets of its own, so that no allowance runs out.
  let turn = 0;
  const read = async (caller: number) => {
    const number = turn++;
    const socket = sockets[(number * READERS + caller) % CONNECTIONS] as LeanSocket; // there are CONNECTIONS of them
    const answer = await socket.request(encodeRequest(code, FIRST_READ + number, input, { months: [month] }), FIRST_READ + number);
    if (answer.isRefused) throw new Error('reading a month was refused');
  };
  return {
    move: async (seconds) => (await closedLoop(CONNECTIONS, seconds, (k) => movers[k]?.move() ?? Promise.resolve())).perSecond,
    read: async (seconds) => (await closedLoop(READERS, seconds, read)).perSecond,
    async stop() {
      for (const s of sockets) s.close();
      await server.stop();
    },
  };
}

async function compare(bench: Bench, what: string, small: (seconds: number) => Promise<number>, large: (seconds: number) => Promise<number>, count: number): Promise<Row> {
  const seconds = bench.isQuick ? 1 : 1.5;
  const few: number[] = [], many: number[] = [];
  for (let round = 0; round < (bench.isQuick ? 4 : 8); round++) {
    const a = await small(seconds);
    const b = await large(seconds);
    // The first round warms both up.
    if (round) { few.push(a); many.push(b); }
  }
  return {
    what: `${what}, with ${count.toLocaleString('en')} lessons stored against ${SMALL.toLocaleString('en')}`, unit: '×', reach: { most: 1.3 }, figure: spread(ratios(few, many)),
    ours: `${shown(many, '/s')} with ${count.toLocaleString('en')}`, baseline: `${shown(few, '/s')} with ${SMALL.toLocaleString('en')}`, notes: [],
  };
}
