// Processor time of the server's process for one operation, without SQL and with: what the socket, the codec and dispatch cost.
import { encodeRequest } from '../../src/contract/frames.ts';
import { ops, type Input, type OpName } from '../../src/contract/ops.ts';
import { startChild, type Child } from '../child.ts';
import { shown, type Figure, type Row } from '../figure.ts';
import { connectAll, startServer, type Bench, type ServerUnderTest } from '../setup.ts';
import { LeanSocket } from '../socket.ts';
import { ratios, spread } from '../stats.ts';
import { USUAL } from '../usual.ts';

/** The allowance of a socket is 100 at once and 20 a second: enough of them, and nobody is refused. */
const SOCKETS = 200;
const AT_ONCE = 32;
const ROUND = 4000;
interface Probe { operation: OpName; frame: (request: number) => Uint8Array; answerBytes: number; isRefused: boolean }

export const processorTime: Figure = async (bench) => {
  const server = await startServer(await bench.database('usual', USUAL), { isWatched: true });
  const sockets = await connectAll(server.port, 'staff', SOCKETS);
  const rows = [await withoutSql(bench, server, sockets), await withSql(bench, server, sockets)];
  for (const s of sockets) s.close();
  await server.stop();
  return rows;
};

async function withoutSql(bench: Bench, server: ServerUnderTest, sockets: readonly LeanSocket[]): Promise<Row> {
  const me = await probe(sockets, 'session.me', {});
  // As long as session.me reads the database, the nearest thing is a request that goes all the way to its handler and is refused there.
  const chosen = (await readsOf(server, sockets, me)) === 0 ? me : await probe(sockets, 'calendar.load', { months: [] });
  const bare = startChild('bare/echo.ts');
  const plain = await openPlain(await bare.ask<number>('start'));
  await bare.ask('reply', { bytes: chosen.answerBytes });
  const ours: number[] = [], theirs: number[] = [];
  for (let round = 0; round < (bench.isQuick ? 4 : 8); round++) {
    const b = await perOperation(bare, () => flood(plain, chosen));
    const a = await perOperation(server, () => flood(sockets, chosen));
    // The first round warms both up.
    if (round) { ours.push(a); theirs.push(b); }
  }
  for (const s of plain) s.close();
  await bare.stop();
  return {
    what: `An operation without SQL (${chosen.operation}${chosen.isRefused ? ', refused by its handler' : ''}), processor time of the server`, unit: '×', reach: { most: 2 }, figure: spread(ratios(ours, theirs)),
    ours: shown(ours, 'µs'), baseline: `${shown(theirs, 'µs')} bare ws echo of as many bytes`, notes: [],
  };
}

async function withSql(bench: Bench, server: ServerUnderTest, sockets: readonly LeanSocket[]): Promise<Row> {
  const get = await probe(sockets, 'studio.get', {});
  // The driver warns that it will one day no longer queue by itself.
  const bare = startChild('bare/query.ts', ['--disable-warning=DeprecationWarning']);
  const plain = await openPlain(await bare.ask<number>('start', { config: { ...(await bench.database('usual', USUAL)), user: 'rytm_app' }, bytes: get.answerBytes }));
  const ours: number[] = [], theirs: number[] = [], behindSocket: number[] = [];
  for (let round = 0; round < (bench.isQuick ? 4 : 8); round++) {
    const startedAt = performance.now();
    const a = await perOperation(server, () => flood(sockets, get));
    const perSecond = ROUND / ((performance.now() - startedAt) / 1000);
    const b = await perOperation(bare, () => bare.ask<number>('pace', { perSecond, seconds: ROUND / perSecond }));
    const c = await perOperation(bare, () => flood(plain, get));
    if (round) { ours.push(a); theirs.push(b); behindSocket.push(c); }
  }
  for (const s of plain) s.close();
  await bare.stop();
  return {
    what: 'A read with SQL (studio.get), processor time of the server', unit: '×', reach: { most: 1.5 }, figure: spread(ratios(ours, theirs)),
    ours: shown(ours, 'µs'), baseline: `${shown(theirs, 'µs')} bare driver, the same query at the same rate`,
    notes: [`The same query behind a bare ws server: ${shown(behindSocket, 'µs')}; ours is ${shown(ratios(ours, behindSocket), '×')} of that.`],
  };
}

async function probe<N extends OpName>(sockets: readonly LeanSocket[], operation: N, input: Input<N>): Promise<Probe> {
  const frame = (request: number) => encodeRequest(ops[operation].code, request, ops[operation].input as never, input as never); // both by the same name
  const answer = await sockets[0]?.request(frame(1), 1);
  // A frame has the length of its message before it.
  return { operation, frame, answerBytes: (answer?.bytes ?? 0) + 1, isRefused: answer?.isRefused ?? true };
}
async function readsOf(server: ServerUnderTest, sockets: readonly LeanSocket[], { frame }: Probe): Promise<number> {
  const before = await server.ask<number>('reads');
  for (let i = 0; i < 20; i++) await sockets[1]?.request(frame(i), i);
  const reads = await server.ask<number>('reads') - before;
  // The server reads a little of its own accord.
  return reads < 10 ? 0 : reads;
}
async function openPlain(port: number): Promise<LeanSocket[]> {
  const sockets = Array.from({ length: SOCKETS }, () => new LeanSocket(port, ''));
  await Promise.all(sockets.map((s) => s.opened));
  return sockets;
}
async function perOperation(child: Child, run: () => Promise<number>): Promise<number> {
  const before = await child.ask<number>('cpu');
  const count = await run();
  return (await child.ask<number>('cpu') - before) / count;
}
/** ROUND requests, each socket having as many, AT_ONCE under way. */
async function flood(sockets: readonly LeanSocket[], { frame }: Probe): Promise<number> {
  let next = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (next < ROUND) {
      const request = next++;
      const socket = sockets[request % sockets.length] as LeanSocket; // there are some
      await socket.roundTrip(frame(request), request);
    }
  }));
  return ROUND;
}
