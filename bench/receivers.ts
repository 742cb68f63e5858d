// Many devices in one process that only receive: they stand for phones and screens elsewhere, so they do as little as they can.
import { answer, sharedMicros } from './child.ts';
import { cookieOf } from './data.ts';
import { connectAll } from './setup.ts';
import { LeanSocket } from './socket.ts';

const sockets: LeanSocket[] = [];
/** How many sockets have not had a frame since they were armed, and who waits for the last. */
let missing = 0;
let lastAt = Promise.withResolvers<number>();

answer({
  /** Greeted devices of the application's server. */
  async greet({ port, staff, client }: { port: number; staff: number; client: number }) {
    sockets.push(...(await connectAll(port, 'staff', staff, 20)), ...(await connectAll(port, 'client', client, sockets.length)));
  },
  /** The same number of plain sockets, for a server that speaks no protocol. */
  async open({ port, count }: { port: number; count: number }) {
    for (let i = 0; i < count; i += 50) {
      const some = Array.from({ length: Math.min(50, count - i) }, (_, k) => new LeanSocket(port, cookieOf('client', i + k)));
      for (const s of some) s.onFrame = (payload) => s.onPush?.(payload);
      sockets.push(...some);
      await Promise.all(some.map((s) => s.opened));
    }
  },
  /** From now on each socket is waited for. */
  arm() {
    missing = sockets.length;
    lastAt = Promise.withResolvers();
    for (const s of sockets) s.onPush = () => {
      s.onPush = null;
      if (--missing === 0) lastAt.resolve(sharedMicros());
    };
  },
  /** When the last socket had its frame, in microseconds of the shared clock. */
  last: () => lastAt.promise,
  pushes: () => sockets.reduce((n, s) => n + s.pushes, 0),
  close() {
    for (const s of sockets.splice(0)) s.close();
  },
});
