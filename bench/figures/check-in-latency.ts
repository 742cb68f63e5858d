// The same check-in at 100 a second, whoever waits: 20 staff send, with 480 clients connected besides. Latency from the scheduled time.
// The bare driver sends the statements that the same check-ins took before, on a database of its own in the same state.
import { createApp } from '../../src/server/app.ts';
import { encodeRequest } from '../../src/contract/frames.ts';
import { ops } from '../../src/contract/ops.ts';
import { openDatabase } from '../../src/server/db/database.ts';
import { startChild } from '../child.ts';
import { STUDIO, type Fill } from '../data.ts';
import { shown, type Figure } from '../figure.ts';
import { openBare, startRecording, stopRecording, type Statement } from '../replay.ts';
import { openLoop } from '../schedule.ts';
import { connectAll, startServer, type Bench } from '../setup.ts';
import { p99, quantile, ratios, spread } from '../stats.ts';
import { addVisitors, visitOf } from '../visitors.ts';

const STAFF = 20, CLIENTS = 480;
const FILL: Fill = { lessons: 3000, firstDay: '2027-01-04', bookings: 4, sessions: { staff: STAFF, client: CLIENTS } };
const PER_SECOND = 100;
const { code, input } = ops['attendance.mark'];

export const checkInLatency: Figure = async (bench) => {
  const [rounds, seconds] = bench.isQuick ? [3, 2] : [5, 5];
  const statements = await recorded(bench, (rounds * seconds + 1) * PER_SECOND);
  const bare = await openBare(bench, await bench.database('check_in_paced', FILL, addVisitors));
  // One transaction after the other, as one connection has to.
  let free: Promise<unknown> = Promise.resolve();
  const replay = (i: number) => (free = free.then(() => bare.replay(statements[i] ?? [])));
  const server = await startServer(await bench.database('check_in_live', FILL, addVisitors));
  const receivers = startChild('receivers.ts');
  await receivers.ask('greet', { port: server.port, staff: 0, client: CLIENTS });
  const desks = await connectAll(server.port, 'staff', STAFF);
  const mark = async (i: number) => {
    const request = Math.floor(i / STAFF) + 1;
    const answer = await desks[i % STAFF]?.request(encodeRequest(code, request, input, visitOf(i), 0), request);
    if (!answer || answer.isRefused) throw new Error(`check-in ${i} was refused`);
  };
  const ours: number[] = [], medians: number[] = [], theirs: number[] = [], theirMedians: number[] = [], cpu: number[] = [];
  let next = 0;
  // The first round, of a second, warms both up.
  for (let round = 0; round <= rounds; round++) {
    const [first, length] = [next, round ? seconds : 1];
    next += length * PER_SECOND;
    const paced = await openLoop(PER_SECOND, length, round, (i) => replay(first + i));
    const before = await server.ask<number>('cpu');
    const startedAt = performance.now();
    const latencies = await openLoop(PER_SECOND, length, round, (i) => mark(first + i));
    if (!round) continue;
    cpu.push((await server.ask<number>('cpu') - before) / (performance.now() - startedAt) / 10);
    theirs.push(p99(paced));
    ours.push(p99(latencies));
    theirMedians.push(median(paced));
    medians.push(median(latencies));
  }
  for (const s of desks) s.close();
  return [{
    what: `The same, open loop at ${PER_SECOND} a second with ${STAFF + CLIENTS} sockets connected, p99`, unit: '×', reach: { most: 2 }, figure: spread(ratios(ours, theirs)),
    ours: shown(ours, 'ms'), baseline: `${shown(theirs, 'ms')} bare driver at that rate, one connection`,
    notes: [`Medians: ours ${shown(medians, 'ms')}, the bare driver's ${shown(theirMedians, 'ms')}. The server was busy ${shown(cpu, '%')} of one core.`],
  }];
};
const median = (values: readonly number[]) => quantile([...values].sort((a, b) => a - b), 0.5);

/** What so many check-ins send to the database, one list for each. */
async function recorded(bench: Bench, count: number): Promise<Statement[][]> {
  const app = await createApp({ db: openDatabase({ ...(await bench.database('check_in_recorded', FILL, addVisitors)), user: 'rytm_app' }) });
  try {
    const all: Statement[][] = [];
    for (let i = 0; i < count; i++) {
      startRecording();
      await app.call(STUDIO, 'attendance.mark', visitOf(i));
      all.push(stopRecording());
    }
    return all;
  } finally {
    await app.close();
  }
}
