// A slow line in front of a server: so much a second in each direction for all connections together, a delay each way, and a round trip
// before a connection can be used. For everything that passes, WebSockets included, which a browser's own throttling leaves alone.
import net from 'node:net';

export interface SlowLine {
  port: number;
  /** Passes everything as it comes when it is not slow. */
  isSlow: boolean;
  /** Bytes towards the browser, connections opened. */
  readonly passed: { bytes: number; connections: number };
  /** Ends every connection, so that the next visit opens its own. */
  cut(): void;
  close(): Promise<void>;
}
const PACKET_BYTES = 1460;

export async function openSlowLine(target: number, { kilobits, roundTripMs }: { kilobits: number; roundTripMs: number }): Promise<SlowLine> {
  const sockets = new Set<net.Socket>();
  const cut = () => { for (const socket of sockets) socket.destroy(); };
  const line = { port: 0, isSlow: false, passed: { bytes: 0, connections: 0 }, cut, close: async () => { cut(); await new Promise((done) => server.close(done)); } };
  const [up, down] = [new Direction(kilobits, roundTripMs / 2), new Direction(kilobits, roundTripMs / 2)];
  const server = net.createServer((near) => {
    const far = net.connect(target, '127.0.0.1');
    line.passed.connections++;
    const isUsable = new Promise((done) => setTimeout(done, line.isSlow ? roundTripMs : 0));
    for (const [from, to, direction] of [[near, far, up], [far, near, down]] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('error', () => {}); // its close follows
      from.on('data', (chunk: Buffer) => {
        if (from === far) line.passed.bytes += chunk.length;
        if (!line.isSlow) to.write(chunk);
        else if (from === near) void isUsable.then(() => direction.send(to, chunk));
        else direction.send(to, chunk);
      });
      from.on('close', () => {
        sockets.delete(from);
        to.end();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  line.port = (server.address() as net.AddressInfo).port; // listening on TCP
  return line;
}

/** One packet after the other, the connections in turn. */
class Direction {
  #bytesAMs: number;
  #delayMs: number;
  #waiting = new Map<net.Socket, Buffer[]>();
  #freeAt = 0;
  #isBusy = false;
  constructor(kilobits: number, delayMs: number) {
    this.#bytesAMs = kilobits / 8;
    this.#delayMs = delayMs;
  }
  send(to: net.Socket, chunk: Buffer) {
    const packets = this.#waiting.get(to) ?? [];
    for (let at = 0; at < chunk.length; at += PACKET_BYTES) packets.push(chunk.subarray(at, at + PACKET_BYTES));
    this.#waiting.set(to, packets);
    if (!this.#isBusy) this.#next();
  }
  #next() {
    const [found] = this.#waiting;
    this.#isBusy = found !== undefined;
    if (!found) return;
    const [to, [packet = Buffer.alloc(0), ...rest]] = found;
    this.#waiting.delete(to);
    if (rest.length) this.#waiting.set(to, rest);
    // Timers come late; what is lost so is made up by the next.
    this.#freeAt = Math.max(this.#freeAt, performance.now() - 5) + packet.length / this.#bytesAMs;
    setTimeout(() => {
      setTimeout(() => { if (to.writable) to.write(packet); }, this.#delayMs);
      this.#next();
    }, Math.max(0, this.#freeAt - performance.now()));
  }
}
