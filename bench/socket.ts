// A WebSocket client that does as little as it can: the load must not be the bottleneck on a machine it shares with the server.
// It keeps answers and lets go of pushes; what the bytes mean is checked by the tests, not here.
import { connect, type Socket } from 'node:net';
import { Reader } from '../src/contract/bytes.ts';
import { encodeRequest, HELLO, hello, PIECE_ARRIVED, WIRE_VERSION } from '../src/contract/frames.ts';
import { nothing } from '../src/contract/operation.ts';

const ANSWER = 1, REFUSAL = 2, CHANGES = 3, WELCOME = 4, SNAPSHOT = 5, PIECE = 7, GOODBYE = 8;
const SNAPSHOT_MESSAGES = 2;
export interface Answer { isRefused: boolean; rev: number; bytes: number }

export class LeanSocket {
  /** Frames that brought changes. */
  pushes = 0;
  /** Why the connection has ended. */
  ended: Error | null = null;
  onPush: ((payload: Buffer) => void) | null = null;
  /** For servers that do not speak the protocol. */
  onFrame: ((payload: Buffer) => void) | null = null;
  #tcp: Socket;
  #rest: Buffer = Buffer.alloc(0);
  #isOpen = false;
  #isGreeted = false;
  #opened = Promise.withResolvers<void>();
  #greeted = Promise.withResolvers<void>();
  #awaited = Number.POSITIVE_INFINITY;
  #waiting = new Map<number, { done: (answer: Answer) => void; failed: (error: Error) => void }>();
  #pieceBytes = 0;

  constructor(port: number, cookie: string) {
    this.#tcp = connect(port, '127.0.0.1');
    this.#tcp.setNoDelay(true);
    this.#tcp.write(`GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: cnl0bSBiZW5jaG1hcms9PQ==\r\nSec-WebSocket-Version: 13\r\nCookie: ${cookie}\r\n\r\n`);
    this.#tcp.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#tcp.on('error', (error) => this.#fail(error));
    this.#tcp.on('close', () => this.#fail(new Error('the server closed the connection')));
    this.#greeted.promise.catch(() => {}); // not everybody greets
  }
  get opened(): Promise<void> { return this.#opened.promise; }
  /** Says hello as a device that holds nothing; resolves when the base set is there. */
  async greet(instance: number): Promise<void> {
    await this.opened;
    this.send(encodeRequest(HELLO, 0, hello, { wire: WIRE_VERSION, instance, epoch: '', rev: 0, view: '', months: [] }));
    await this.#greeted.promise;
    this.#isGreeted = true;
  }
  /** Sends one request and waits for its answer. */
  request(frame: Uint8Array, request: number): Promise<Answer> {
    return new Promise((done, failed) => {
      if (this.ended) return failed(this.ended);
      this.#waiting.set(request, { done, failed });
      this.send(frame);
    });
  }
  /** Like request, for any server: the next frame that comes is the answer, whatever is in it. */
  roundTrip(frame: Uint8Array, request: number): Promise<unknown> {
    if (this.#isGreeted) return this.request(frame, request);
    return new Promise((done) => {
      this.onFrame = done;
      this.send(frame);
    });
  }
  /** One masked frame; the mask is zero, which is as good as any other. */
  send(payload: Uint8Array): void {
    const isLong = payload.length > 125;
    const frame = Buffer.alloc(payload.length + (isLong ? 8 : 6));
    frame[0] = 0x82;
    frame[1] = 0x80 | (isLong ? 126 : payload.length);
    if (isLong) frame.writeUInt16BE(payload.length, 2);
    frame.set(payload, isLong ? 8 : 6);
    this.#tcp.write(frame);
  }
  close(): void {
    this.#tcp.removeAllListeners('close');
    this.#tcp.destroy();
  }

  /** Nothing a figure does ends a connection: whoever waits is told, and so is the run. */
  #fail(error: Error): void {
    this.ended ??= error;
    this.#opened.reject(error);
    this.#greeted.reject(error);
    for (const { failed } of this.#waiting.values()) failed(error);
    this.#waiting.clear();
  }
  #receive(chunk: Buffer): void {
    let data = this.#rest.length ? Buffer.concat([this.#rest, chunk]) : chunk;
    if (!this.#isOpen) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) { this.#rest = data; return; }
      if (!data.subarray(0, 12).toString().startsWith('HTTP/1.1 101')) return this.#fail(new Error(`the upgrade was refused: ${data.subarray(0, 40).toString()}`));
      this.#isOpen = true;
      this.#opened.resolve();
      data = data.subarray(end + 4);
    }
    let at = 0;
    for (;;) {
      if (data.length - at < 2) break;
      let length = (data[at + 1] as number) & 127; // two bytes are there
      let start = at + 2;
      if (length === 126) {
        if (data.length - at < 4) break;
        length = data.readUInt16BE(at + 2);
        start = at + 4;
      } else if (length === 127) {
        if (data.length - at < 10) break;
        length = Number(data.readBigUInt64BE(at + 2));
        start = at + 10;
      }
      if (data.length < start + length) break;
      const isClose = ((data[at] as number) & 15) === 8; // two bytes are there
      at = start + length;
      const payload = data.subarray(start, at);
      if (isClose) this.#fail(new Error(`the server closed with ${payload.readUInt16BE(0)} ${payload.subarray(2).toString()}`));
      else this.#frame(payload);
    }
    this.#rest = at === data.length ? Buffer.alloc(0) : data.subarray(at);
  }
  #frame(payload: Buffer): void {
    if (this.onFrame) return this.onFrame(payload);
    const r = new Reader(payload);
    while (r.left) {
      const length = r.uint();
      const end = r.at + length;
      this.#message(r, payload, end, length);
      r.at = end;
    }
  }
  #message(r: Reader, payload: Buffer, end: number, length: number): void {
    switch (r.byte()) {
      case CHANGES:
        this.pushes++;
        return this.onPush?.(payload);
      case ANSWER: return this.#answered(r.uint(), { isRefused: false, rev: r.uint(), bytes: length });
      case REFUSAL: return this.#answered(r.uint(), { isRefused: true, rev: 0, bytes: length });
      case WELCOME: this.#awaited = SNAPSHOT_MESSAGES; return;
      case SNAPSHOT: return this.#snapshotPart();
      case PIECE: {
        const stream = r.uint();
        const isLast = r.byte() === 1;
        this.#pieceBytes += end - r.at;
        this.send(encodeRequest(PIECE_ARRIVED, stream, nothing, {}));
        if (isLast) this.#joined();
        return;
      }
      case GOODBYE: return this.#fail(new Error('the server said goodbye'));
    }
  }
  /** The pieces so far were a part of the base set, or else the answer to the one request under way. */
  #joined(): void {
    const bytes = this.#pieceBytes;
    this.#pieceBytes = 0;
    if (this.#awaited > 0) return this.#snapshotPart();
    const [request] = this.#waiting.keys();
    if (request !== undefined) this.#answered(request, { isRefused: false, rev: 0, bytes });
  }
  #snapshotPart(): void { if (--this.#awaited === 0) this.#greeted.resolve(); }
  #answered(request: number, answer: Answer): void {
    const waiting = this.#waiting.get(request);
    this.#waiting.delete(request);
    waiting?.done(answer);
  }
}
