// The same move at 200 a second, whoever waits: 20 staff send, they and 480 clients receive every push. Latency from the scheduled time.
import { startChild } from '../child.ts';
import { shown, type Figure } from '../figure.ts';
import { moversOf } from '../mover.ts';
import { openLoop } from '../schedule.ts';
import { connectAll, startServer } from '../setup.ts';
import { p99, quantile, ratios, spread } from '../stats.ts';
import { USUAL } from '../usual.ts';

const PER_SECOND = 200;
const STAFF = 20;
const CLIENTS = 480;

export const moveLatency: Figure = async (bench) => {
  const seconds = bench.isQuick ? 2 : 5;
  const server = await startServer(await bench.database('latency', USUAL));
  const bare = startChild('bare/move.ts');
  const receivers = startChild('receivers.ts');
  await bare.ask('start', { config: { ...(await bench.database('bare', USUAL)), user: 'rytm_app' }, fill: USUAL });
  await receivers.ask('greet', { port: server.port, staff: 0, client: CLIENTS });
  const sockets = await connectAll(server.port, 'staff', STAFF);
  const movers = moversOf(sockets, USUAL);
  const run = (i: number) => movers[i % STAFF]?.move() ?? Promise.resolve();
  await openLoop(100, 1, 1, run);
  await bare.ask('pace', { perSecond: 100, seconds: 1, seed: 1 });
  const ours: number[] = [], medians: number[] = [], theirs: number[] = [], theirMedians: number[] = [], cpu: number[] = [];
  let pushes = 0;
  for (let round = 1; round <= (bench.isQuick ? 3 : 5); round++) {
    const paced = await bare.ask<number[]>('pace', { perSecond: PER_SECOND, seconds, seed: round });
    const [cpuBefore, pushesBefore] = [await server.ask<number>('cpu'), await receivers.ask<number>('pushes')];
    const startedAt = performance.now();
    const latencies = await openLoop(PER_SECOND, seconds, round, run);
    cpu.push((await server.ask<number>('cpu') - cpuBefore) / (performance.now() - startedAt) / 10);
    pushes += await receivers.ask<number>('pushes') - pushesBefore;
    theirs.push(p99(paced));
    ours.push(p99(latencies));
    theirMedians.push(median(paced));
    medians.push(median(latencies));
  }
  for (const s of sockets) s.close();
  await Promise.all([server.stop(), bare.stop(), receivers.stop()]);
  return [{
    what: `The same, open loop at ${PER_SECOND} a second, ${STAFF} staff and ${CLIENTS} clients receiving, p99`, unit: '×', reach: { most: 2 }, figure: spread(ratios(ours, theirs)),
    ours: shown(ours, 'ms'), baseline: `${shown(theirs, 'ms')} bare driver at that rate, one connection`,
    notes: [`Medians: ours ${shown(medians, 'ms')}, the bare driver's ${shown(theirMedians, 'ms')}. The server was busy ${shown(cpu, '%')} of one core; ${pushes} frames reached the clients.`],
  }];
};
const median = (values: readonly number[]) => quantile([...values].sort((a, b) => a - b), 0.5);
