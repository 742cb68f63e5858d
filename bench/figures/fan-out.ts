// One move and a thousand devices: from the commit until the last of them has the push.
import { startChild } from '../child.ts';
import { shown, type Figure } from '../figure.ts';
import { moversOf } from '../mover.ts';
import { connectAll, startServer } from '../setup.ts';
import { ratios, spread } from '../stats.ts';
import { USUAL } from '../usual.ts';
import { frameBytesOf } from './push-bytes.ts';

const STAFF = 20;
const CLIENTS = 980;

export const fanOut: Figure = async (bench) => {
  const server = await startServer(await bench.database('fan_out', USUAL), { isWatched: true });
  const [sender] = await connectAll(server.port, 'staff', 1);
  if (!sender) throw new Error('nobody is connected');
  const [mover] = moversOf([sender], USUAL);
  const receivers = startChild('receivers.ts');
  await receivers.ask('greet', { port: server.port, staff: STAFF, client: CLIENTS });
  const bare = startChild('bare/echo.ts');
  const plain = startChild('receivers.ts');
  await plain.ask('open', { port: await bare.ask<number>('start'), count: STAFF + CLIENTS });
  const bytes = await frameBytesOf(sender, () => mover?.move());
  const ours: number[] = [], theirs: number[] = [], reads: number[] = [], requests: number[] = [];
  const rounds = bench.isQuick ? 20 : 60;
  for (let round = -5; round < rounds; round++) {
    await plain.ask('arm');
    const begun = await bare.ask<number>('broadcast', { bytes });
    const b = await plain.ask<number>('last') - begun;
    await receivers.ask('arm');
    await server.ask('moments');
    const askedAt = Number(process.hrtime.bigint() / 1000n);
    await mover?.move();
    const last = await receivers.ask<number>('last');
    const { committedAt, readAt } = await server.ask<{ committedAt: number; readAt: number }>('moments');
    await new Promise((done) => setTimeout(done, 250));
    // Both warm up.
    if (round < 0) continue;
    theirs.push(b / 1000);
    ours.push((last - committedAt) / 1000);
    reads.push((readAt - committedAt) / 1000);
    requests.push((last - askedAt) / 1000);
  }
  sender.close();
  await Promise.all([server.stop(), receivers.stop(), bare.stop(), plain.stop()]);
  return [{
    what: `One move pushed to ${STAFF + CLIENTS} sockets, from the commit until the last has it`, unit: '×', reach: { most: 1.3 }, figure: spread(ratios(ours, theirs)),
    ours: shown(ours, 'ms'), baseline: `${shown(theirs, 'ms')} bare ws, one shared frame of ${bytes} bytes, from the first send`,
    notes: [`Of ours, reading what changed took ${shown(reads, 'ms')}. From sending the request: ${shown(requests, 'ms')}.`],
  }];
};
