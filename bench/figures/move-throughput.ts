// lesson.move over the socket, durable, fifty connections, each sending its next move when the last is answered.
import { startChild } from '../child.ts';
import { digits, shown, type Figure } from '../figure.ts';
import { moversOf } from '../mover.ts';
import { closedLoop } from '../schedule.ts';
import { connectAll, startServer } from '../setup.ts';
import { ratios, spread } from '../stats.ts';
import { USUAL } from '../usual.ts';

const CONNECTIONS = 50;

export const moveThroughput: Figure = async (bench) => {
  const seconds = bench.isQuick ? 1 : 2;
  const server = await startServer(await bench.database('throughput', USUAL));
  const bare = startChild('bare/move.ts');
  await bare.ask('start', { config: { ...(await bench.database('bare', USUAL)), user: 'rytm_app' }, fill: USUAL });
  const sockets = await connectAll(server.port, 'staff', CONNECTIONS);
  const movers = moversOf(sockets, USUAL);
  const ours: number[] = [], single: number[] = [], pooled: number[] = [], pipelined: number[] = [], oneRow: number[] = [], cpu: number[] = [];
  await closedLoop(CONNECTIONS, 0.5, (k) => movers[k]?.move() ?? Promise.resolve());
  for (let round = 0; round < (bench.isQuick ? 3 : 7); round++) {
    single.push(await bare.ask<number>('flood', { connections: 1, callers: CONNECTIONS, seconds }));
    const before = await server.ask<number>('cpu');
    const done = await closedLoop(CONNECTIONS, seconds, (k) => movers[k]?.move() ?? Promise.resolve());
    cpu.push((await server.ask<number>('cpu') - before) / done.count);
    ours.push(done.perSecond);
    pooled.push(await bare.ask<number>('flood', { connections: 10, callers: CONNECTIONS, seconds: seconds / 2 }));
    pipelined.push(await bare.ask<number>('flood', { connections: 1, isPipelined: true, callers: CONNECTIONS, seconds: seconds / 2 }));
    oneRow.push(await bare.ask<number>('oneRow', { callers: CONNECTIONS, seconds: seconds / 2 }));
  }
  for (const s of sockets) s.close();
  await Promise.all([server.stop(), bare.stop()]);
  const isSingle = spread(single).median >= spread(pooled).median;
  const best = isSingle ? single : pooled;
  return [{
    what: 'lesson.move over the socket, durable, 50 connections', unit: '×', reach: { least: 0.7 }, figure: spread(ratios(ours, best)),
    ours: shown(ours, '/s'), baseline: `${shown(best, '/s')} bare driver, ${isSingle ? 'one connection' : 'ten connections'}`,
    notes: [
      `The other baseline, ${isSingle ? 'ten connections' : 'one connection'}: ${shown(isSingle ? pooled : single, '/s')}. A one-row durable UPDATE: ${shown(oneRow, '/s')}; ours is ${digits(spread(ratios(ours, oneRow)).median)} of it.`,
      `With the driver's pipelining, one connection: ${shown(pipelined, '/s')}; ours is ${digits(spread(ratios(ours, pipelined)).median)} of that.`,
      `Processor time of the server: ${shown(cpu, 'µs')} a move, pushes to the other 49 included.`,
    ],
  }];
};
