// A line between browser and server that can be cut, slowed, and torn in the middle of an answer.
import net from 'node:net';
import { after } from 'node:test';

export interface Line {
  url: string;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  /** Lets the server hear everything and nobody hear the server. */
  mute(): void;
  /** Breaks each connection after so many bytes of the server's, until `restore`. */
  tearAfter(bytes: number): void;
  /** Lets the server hear everything; what it says waits until `restore`. */
  hold(): void;
  /** Each direction waits so long. */
  delay(ms: number): void;
  restore(): void;
  /** Bytes that have gone through in both directions. */
  readonly bytes: number;
}

export async function openLine(target: string): Promise<Line> {
  const state = { isCut: false, isMute: false, isHeld: false, tear: Infinity, delayMs: 0, bytes: 0 };
  const held: (() => void)[] = [];
  const sockets = new Set<net.Socket>();
  const breakAll = () => { for (const socket of sockets) socket.destroy(); };
  const port = Number(new URL(target).port);
  const server = net.createServer((near) => {
    if (state.isCut) return near.destroy();
    const far = net.connect(port, '127.0.0.1');
    let heard = 0;
    for (const [from, to] of [[near, far], [far, near]] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('error', () => {});
      from.on('close', () => { sockets.delete(from); to.destroy(); });
      from.on('data', (chunk: Buffer) => {
        if (from === far) {
          heard += chunk.length;
          if (state.isMute) return;
        }
        const pass = () => {
          if (to.destroyed) return;
          state.bytes += chunk.length;
          if (from === near || heard <= state.tear) return void to.write(chunk);
          to.write(chunk.subarray(0, Math.max(0, chunk.length - (heard - state.tear))), () => to.destroy());
        };
        if (state.isHeld && from === far) held.push(pass);
        else if (state.delayMs) setTimeout(pass, state.delayMs);
        else pass();
      });
    }
    return undefined;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  after(() => {
    breakAll();
    server.close();
  });
  const { port: own } = server.address() as net.AddressInfo; // listening on TCP
  return {
    url: `http://127.0.0.1:${own}`,
    get bytes() { return state.bytes; },
    cut() {
      state.isCut = true;
      breakAll();
    },
    mute() { state.isMute = true; },
    tearAfter(bytes) { state.tear = bytes; },
    hold() { state.isHeld = true; },
    delay(ms) { state.delayMs = ms; },
    restore() {
      Object.assign(state, { isCut: false, isMute: false, isHeld: false, tear: Infinity, delayMs: 0 });
      for (const pass of held.splice(0)) pass();
    },
  };
}
