// What a connection that only waits costs the server's memory, greeted as every device is.
import { startChild, type Child } from '../child.ts';
import { shown, type Figure } from '../figure.ts';
import { startServer } from '../setup.ts';
import { ratios, spread } from '../stats.ts';
import { USUAL } from '../usual.ts';

const AT_ONCE = 100;
const BEFORE = 1000;
// A small young generation: what has died and waits for collection belongs to no connection.
const FLAGS = ['--expose-gc', '--max-semi-space-size=1'];

export const idleMemory: Figure = async (bench) => {
  const sockets = bench.isQuick ? 1000 : 2000;
  const database = await bench.database('usual', USUAL);
  const ours: number[] = [], theirs: number[] = [];
  for (let round = 0; round < 3; round++) {
    const bare = startChild('bare/echo.ts', FLAGS);
    const port = await bare.ask<number>('start');
    theirs.push(await kilobytesEach(bare, (count) => ({ what: 'open', data: { port, count } }), sockets));
    const server = await startServer(database, { flags: FLAGS });
    ours.push(await kilobytesEach(server, (count) => ({ what: 'greet', data: { port: server.port, staff: 0, client: count } }), sockets));
  }
  return [{
    what: 'Idle connection, memory of the server', unit: '×', reach: { most: 1.5 }, figure: spread(ratios(ours, theirs)),
    ours: shown(ours, 'kB'), baseline: `${shown(theirs, 'kB')} bare ws`, notes: [`What ${sockets} connections add to the resident memory when ${BEFORE} are there already, after collections.`],
  }];
};

async function kilobytesEach(server: Child, connect: (count: number) => { what: string; data: unknown }, sockets: number): Promise<number> {
  const receivers = startChild('receivers.ts');
  const open = async (count: number) => {
    const { what, data } = connect(count);
    await receivers.ask(what, data);
  };
  const openMany = async (count: number) => {
    for (let i = 0; i < count; i += AT_ONCE) {
      await open(AT_ONCE);
      await server.ask('collect');
    }
  };
  // The first ones fill what lies free in the process; what the later ones add is theirs.
  await openMany(BEFORE);
  const before = await server.ask<number>('memory');
  await openMany(sockets);
  // What a greeting leaves behind may take a moment to go.
  await new Promise((done) => setTimeout(done, 1500));
  const after = await server.ask<number>('memory');
  await Promise.all([receivers.stop(), server.stop()]);
  return (after - before) / sockets / 1024;
}
