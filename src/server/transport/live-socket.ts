// One connected device: what it may see, how far it has been told, and what waits to be sent.
// Everything queued in one tick leaves as one frame; long messages go in pieces, two in flight, so that short ones pass them.
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { WebSocket } from 'ws';
import { encodeFrame, encodeGoodbye, encodePiece, PIECE_BYTES } from '../../contract/frames.ts';
import { keysOf } from '../../domain/visibility.ts';
import type { Actor } from '../context.ts';

const deflate = promisify<Uint8Array, Buffer>(deflateRaw);
const DEFLATE_FROM_BYTES = 1024;
const FULL_BYTES = 256 * 1024;
const IN_FLIGHT = 2;
const BURST = 100;
const PER_SECOND = 20;

export const CLOSE_CODES = { restart: 1012, signedOut: 4401, outdated: 4426, rolesChanged: 4403, slow: 4408, idle: 4409, malformed: 4400 } as const;
export type EndReason = keyof typeof CLOSE_CODES;

// A message shared by many sockets is framed once.
const frames = new WeakMap<Uint8Array, Uint8Array>();
const shared = new WeakSet<Uint8Array>();
/** Says that many sockets will be sent this very message. */
export const share = (message: Uint8Array): Uint8Array => { shared.add(message); return message; };
const flush = (socket: LiveSocket) => socket.flush();
function frameOf(message: Uint8Array): Uint8Array {
  let frame = frames.get(message);
  if (!frame) frames.set(message, (frame = encodeFrame([message])));
  return frame;
}

interface Packed { bytes: Uint8Array; isDeflated: boolean }
// Nor is it deflated for each of them.
const packs = new WeakMap<Uint8Array, Promise<Packed>>();
function packedOf(message: Uint8Array): Promise<Packed> {
  let packed = packs.get(message);
  if (!packed) packs.set(message, (packed = pack(message)));
  return packed;
}
async function pack(message: Uint8Array): Promise<Packed> {
  const deflated = message.length > DEFLATE_FROM_BYTES ? await deflate(message) : message;
  return deflated.length < message.length ? { bytes: deflated, isDeflated: true } : { bytes: message, isDeflated: false };
}

// Most sockets are one of few: clients of one kind, or one person's devices. Equal keys are one object.
const keySets = new Map<string, WeakRef<ReadonlySet<string>>>();
function keySetOf(actor: Actor): ReadonlySet<string> {
  const keys = keysOf(actor);
  const name = keys.join(' ');
  const known = keySets.get(name)?.deref();
  if (known) return known;
  const fresh = new Set(keys);
  keySets.set(name, new WeakRef(fresh));
  return fresh;
}

interface Stream extends Packed { id: number; at: number; unanswered: number; done: () => void }

export class LiveSocket {
  readonly ws: WebSocket;
  readonly studioId: number;
  actor: Actor;
  readonly keys: ReadonlySet<string>;
  /** Rev up to which this device has been sent all that it may see. */
  cursor = 0;
  /** While paused: what the device has for certain; the rest is still in pieces on its way. */
  delivered = 0;
  /** While paused nothing is pushed; whoever paused it calls Feed.catchUp. Starts paused until its hello is answered. */
  isPaused = true;
  isEnded = false;
  /** Has said hello. */
  isGreeted = false;
  // These two by the clock of the process: the wall clock put right must not end every socket.
  heardAt = performance.now();
  lagSince = 0;
  inFlight = 0;
  lowest = 0;
  // Absent while nothing waits: most sockets are idle most of the time.
  #queue: Uint8Array[] | null = null;
  #streams: Stream[] | null = null;
  #nextStream = 1;
  #tokens = BURST;
  #tokensAt = this.heardAt;

  constructor(ws: WebSocket, studioId: number, actor: Actor) {
    this.ws = ws;
    this.studioId = studioId;
    this.actor = actor;
    this.keys = keySetOf(actor);
  }
  /** Queues a short message for the frame of this tick. */
  queue(message: Uint8Array): void {
    if (this.isEnded) return;
    if (this.#queue) this.#queue.push(message);
    else {
      this.#queue = [message];
      setImmediate(flush, this);
    }
  }
  flush(): void {
    const queue = this.#queue;
    this.#queue = null;
    if (!queue || this.ws.readyState !== this.ws.OPEN) return;
    const only = queue.length === 1 ? queue[0] : undefined;
    this.ws.send(only && shared.has(only) ? frameOf(only) : encodeFrame(queue));
  }
  /** Sends when short; false when the message must go in pieces. */
  sendWhole(message: Uint8Array): boolean {
    if (message.length > PIECE_BYTES) return false;
    // What a thousand sockets get goes out at once: nothing else is likely to join it in this tick.
    if (!this.#queue && shared.has(message) && this.ws.readyState === this.ws.OPEN) this.ws.send(frameOf(message));
    else this.queue(message);
    return true;
  }
  /** Any message whose order to pushes does not matter: an answer. Above a kilobyte it travels deflated. */
  send(message: Uint8Array): void {
    if (message.length > DEFLATE_FROM_BYTES) void this.sendPieces(message);
    else this.queue(message);
  }
  /** Long messages, in this order. Resolves when the device has the last piece of each, or the socket has ended. */
  async sendPieces(...messages: Uint8Array[]): Promise<void> {
    const packed = await Promise.all(messages.map(packedOf));
    if (this.isEnded) return;
    const streams = (this.#streams ??= []);
    const arrived = Promise.all(packed.map((p) => new Promise<void>((done) => streams.push({ id: this.#nextStream++, ...p, at: 0, unanswered: 0, done }))));
    this.#pump();
    await arrived;
  }
  pieceArrived(id: number): void {
    const stream = this.#streams?.find((s) => s.id === id);
    if (!stream || !stream.unanswered) return;
    stream.unanswered--;
    if (stream.at >= stream.bytes.length && !stream.unanswered) {
      this.#streams = this.#streams?.filter((s) => s !== stream) ?? null;
      stream.done();
    }
    this.#pump();
  }
  #pump(): void {
    const streams = this.#streams ?? [];
    let unanswered = streams.reduce((n, s) => n + s.unanswered, 0);
    for (const s of streams) {
      while (s.at < s.bytes.length && unanswered < IN_FLIGHT) {
        const end = Math.min(s.at + PIECE_BYTES, s.bytes.length);
        this.queue(encodePiece(s.id, end === s.bytes.length, s.isDeflated, s.bytes.subarray(s.at, end)));
        s.at = end;
        s.unanswered++;
        unanswered++;
      }
    }
  }
  /** Too much waits in the kernel and here: nothing is pushed until it has drained. */
  isOverfull(): boolean {
    if (this.ws.bufferedAmount < FULL_BYTES) return false;
    if (!this.isPaused) this.delivered = this.cursor;
    this.isPaused = true;
    this.lagSince ||= performance.now();
    return true;
  }
  /** Takes one operation's worth of the allowance; false when it is used up. */
  takeToken(): boolean {
    const now = performance.now();
    this.#tokens = Math.min(BURST, this.#tokens + ((now - this.#tokensAt) * PER_SECOND) / 1000);
    this.#tokensAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
  /** Says goodbye and closes. */
  end(reason: EndReason): void {
    if (this.isEnded) return;
    if (reason !== 'malformed') this.queue(encodeGoodbye(reason));
    this.flush();
    this.isEnded = true;
    this.ws.close(CLOSE_CODES[reason], reason);
    const { ws } = this;
    setTimeout(() => ws.terminate(), 2000).unref();
    this.closed();
  }
  /** The connection is gone: whoever waits for pieces goes on. */
  closed(): void {
    this.isEnded = true;
    const streams = this.#streams ?? [];
    this.#streams = null;
    for (const s of streams) s.done();
  }
}
