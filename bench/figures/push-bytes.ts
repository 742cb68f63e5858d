// One move as it travels to a device: the frame of a push, on the wire.
import { decodeFrame } from '../../src/contract/frames.ts';
import type { Figure } from '../figure.ts';
import { Mover } from '../mover.ts';
import { connectAll, startServer } from '../setup.ts';
import type { LeanSocket } from '../socket.ts';
import { spread } from '../stats.ts';
import { insertWeek, WEEK, weekLessons } from '../week.ts';

/** What WebSocket puts before a short frame of a server. */
const HEADER_BYTES = 2;
const WITHIN_MS = 5000;

export const pushBytes: Figure = async (bench) => {
  const server = await startServer(await bench.database('week', WEEK, insertWeek));
  const [sender, other] = await connectAll(server.port, 'staff', 2);
  const lesson = weekLessons().find((l) => l.status === 'planned' && l.clients.length === 1 && !l.note);
  // The login of client 1001 has the first session of clients.
  const [client] = await connectAll(server.port, 'client', 1, (lesson?.clients[0] ?? 0) - 1001);
  if (!sender || !other || !client || !lesson) throw new Error('somebody is not connected');
  const pushed = pushOf(other);
  const seen = pushOf(client);
  await new Mover(sender, [lesson]).move();
  const [frame, slim] = [await pushed, await seen];
  const changes = decodeFrame(frame).flatMap((m) => (m.kind === 'changes' ? m.changes : []));
  const [change] = changes;
  if (changes.length !== 1 || change?.isGone || !change) throw new Error('one move should push one row');
  for (const s of [sender, other, client]) s.close();
  await server.stop();
  const bytes = frame.length + HEADER_BYTES;
  return [{
    what: 'One move pushed to staff, the frame on the wire', unit: 'bytes', reach: { most: 40 }, figure: spread([bytes]),
    ours: `${bytes} bytes`, baseline: `${JSON.stringify(change).length} bytes as JSON`,
    notes: [`The whole row of a lesson with one client, ${Object.keys(change.row).length} fields, and ${HEADER_BYTES} bytes of WebSocket; ${slim.length + HEADER_BYTES} bytes to that client.`],
  }];
};

/** The next frame with changes that this socket gets. */
const pushOf = (socket: LeanSocket): Promise<Buffer> => new Promise((done, failed) => {
  const late = setTimeout(() => failed(socket.ended ?? new Error('no push came')), WITHIN_MS);
  socket.onPush = (payload) => {
    socket.onPush = null;
    clearTimeout(late);
    done(Buffer.from(payload));
  };
});
/** Payload length of the push that one such change brings to this socket, which may come beside an answer. */
export async function frameBytesOf(socket: LeanSocket, change: () => unknown): Promise<number> {
  const pushed = pushOf(socket);
  await change();
  return (await pushed).length;
}
