// A client of the WebSocket protocol for Node: what the command line and the tests speak to a server with.
// Invariant: a request has its number for ever and goes again after a reconnect as the very same bytes until it is answered.
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { inflateRawSync } from 'node:zlib';
import { WebSocket } from 'ws';
import { Reader, Writer } from '../../contract/bytes.ts';
import { decodeMessage, encodeRequest, HELLO, hello, ID_BLOCK, PIECE_ARRIVED, PING, WIRE_VERSION, type Hello, type ServerMessage, type Welcome } from '../../contract/frames.ts';
import { nothing, type Operation, type Refusal } from '../../contract/operation.ts';
import { ops, type Input, type OpName, type Output } from '../../contract/ops.ts';
import { HeldRows } from './held-rows.ts';

export class CallRefused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${refusal.code}${refusal.field ? ` (${refusal.field}: ${refusal.reason})` : ''}`);
    this.name = 'CallRefused';
    this.refusal = refusal;
  }
}
export interface ClientOptions {
  /** Origin of the server: `http://127.0.0.1:7400`. */
  url: string;
  /** `name=token` as `signIn` gives it. */
  cookie: string;
  instance?: number;
  /** Waits and sends again when told `tooMany` or `unavailable`; otherwise these are thrown like any refusal. */
  isPatient?: boolean;
  headers?: Record<string, string>;
  onFrame?: (bytes: Uint8Array) => void;
  /** Every message whole: those that came in pieces joined and inflated. */
  onMessage?: (bytes: Uint8Array) => void;
}
interface Pending { request: number; name: OpName; operation: Operation; frame: Uint8Array; resolve: (answer: { output: unknown; rev: number }) => void; reject: (error: Error) => void }

const HEARTBEAT_MS = 20_000;
const SNAPSHOT_MESSAGES = 2;
const LONGEST_WAIT_MS = 10_000;

/** Signs in over HTTP and gives the session cookie. Throws CallRefused. */
export async function signIn(url: string, login: string, password: string): Promise<string> {
  const response = await fetch(`${url}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json', origin: new URL(url).origin }, body: JSON.stringify({ login, password }) });
  if (response.status !== 204) throw new CallRefused((await response.json().catch(() => ({ code: 'failed' }))) as Refusal); // the route's own shape
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
export async function signOut(url: string, cookie: string): Promise<void> {
  await fetch(`${url}/api/sign-out`, { method: 'POST', headers: { cookie, origin: new URL(url).origin } });
}
/** Connects and waits until the base set is there. */
export async function connect(options: ClientOptions): Promise<SocketClient> {
  const client = new SocketClient(options);
  await client.open();
  return client;
}

export class SocketClient {
  readonly options: ClientOptions;
  readonly instance: number;
  readonly held = new HeldRows();
  /** Names of those who look at a lesson, as last pushed. */
  readonly onlookers = new Map<number, string[]>();
  welcome: Welcome | null = null;
  /** Rev up to which everything has been received: where a resume begins. */
  cursor = 0;
  /** How the present socket ended; null while it is open. */
  ended: { code: number; reason: string } | null = null;
  /** The server has announced the end of this socket: what is held may no longer be what it would send. */
  isLeaving = false;
  #ws: WebSocket | null = null;
  #lastRequest = 0;
  #pending = new Map<number, Pending>();
  #streams = new Map<number, Uint8Array[]>();
  #snapshotsLeft = 0;
  #ready = Promise.withResolvers<void>();
  #heartbeat: NodeJS.Timeout | null = null;
  #ids: { next: number; end: number } = { next: 0, end: 0 };
  #pongs: (() => void)[] = [];

  constructor(options: ClientOptions) {
    this.options = options;
    this.instance = options.instance ?? randomInt(2 ** 47);
  }
  get rows() { return this.held.tables; }

  /** Opens a socket. With `resume` it asks for what was missed, otherwise for everything anew. Rejects with the HTTP status of a refused upgrade. */
  async open({ resume = false, hello: other = {}, isGreeting = true }: { resume?: boolean; hello?: Partial<Hello>; isGreeting?: boolean } = {}): Promise<void> {
    const ws = new WebSocket(`${this.options.url.replace(/^http/, 'ws')}/ws`, { headers: { ...(this.options.cookie && { cookie: this.options.cookie }), ...this.options.headers }, perMessageDeflate: false });
    this.#ws = ws;
    this.ended = null;
    this.isLeaving = false;
    this.#streams.clear();
    this.#ready = Promise.withResolvers<void>();
    this.#ready.promise.catch(() => {}); // awaited below only by a greeting
    ws.on('message', (data: Buffer) => { if (this.#ws === ws) this.#receive(data); });
    ws.on('error', () => {}); // the close that follows says it
    const refused = new Promise<never>((_, reject) => ws.once('unexpected-response', (_request, response) => { reject(new UpgradeRefused(response.statusCode ?? 0)); ws.terminate(); }));
    ws.on('close', (code, reason) => { if (this.#ws === ws) this.#closed(code, reason.toString()); });
    await Promise.race([once(ws, 'open'), refused]);
    refused.catch(() => {}); // it is open: no refusal comes any more
    if (!isGreeting) return;
    const known = resume && this.welcome ? { epoch: this.welcome.epoch, rev: this.cursor, view: this.welcome.view } : { epoch: '', rev: 0, view: '' };
    this.sendFrame(encodeRequest(HELLO, 0, hello, { wire: WIRE_VERSION, instance: this.instance, months: [...this.held.months], ...known, ...other }));
    this.#heartbeat = setInterval(() => this.#ping(), HEARTBEAT_MS).unref();
    await this.#ready.promise;
    for (const p of this.#pending.values()) this.sendFrame(p.frame);
  }
  async reconnect({ resume = true } = {}): Promise<void> {
    await this.close();
    await this.open({ resume });
  }
  /** Closes the socket; unanswered requests stay for the next one. */
  async close(): Promise<void> {
    const ws = this.#ws;
    if (!ws || ws.readyState === WebSocket.CLOSED) return;
    const isClosed = once(ws, 'close');
    ws.close(1000);
    await isClosed;
  }
  /** Resolves when the server or the network has ended the socket. */
  async waitForEnd(): Promise<{ code: number; reason: string }> {
    if (this.#ws && !this.ended) await once(this.#ws, 'close');
    return this.ended ?? { code: 0, reason: '' };
  }

  call<N extends OpName>(name: N, input: Input<N>): Promise<{ output: Output<N>; rev: number }> {
    return this.sendRequest(name, this.requestFrame(name, input)) as Promise<{ output: Output<N>; rev: number }>; // decoded by the operation's output
  }
  /** The bytes of the next request of this client. Throws ShapeError. */
  requestFrame<N extends OpName>(name: N, input: Input<N>): Uint8Array {
    const operation = ops[name] as Operation;
    const request = this.#lastRequest + 1;
    const frame = encodeRequest(operation.code, request, operation.input, input, operation.effect === 'write' ? request - this.#lowestWrite(request) : undefined);
    this.#lastRequest = request;
    return frame;
  }
  /** Sends such bytes, for the first time or again, and waits for the answer to their number. */
  sendRequest(name: OpName, frame: Uint8Array, request: number = this.#lastRequest): Promise<{ output: unknown; rev: number }> {
    return new Promise((resolve, reject) => {
      this.#pending.set(request, { request, name, operation: ops[name] as Operation, frame, resolve, reject });
      if (!this.ended) this.sendFrame(frame);
    });
  }
  get lastRequest() { return this.#lastRequest; }
  sendFrame(bytes: Uint8Array | string): void { this.#ws?.send(bytes); }
  /** A free row number from the blocks leased to this client. */
  async newId(): Promise<number> {
    if (this.#ids.next >= this.#ids.end) {
      const { output } = await this.call('session.leaseIds', {});
      this.#ids = { next: output.first, end: output.first + ID_BLOCK };
    }
    return this.#ids.next++;
  }
  /** Asks for months (year * 12 + month - 1), which are kept current from then on. */
  async load(months: readonly number[]): Promise<void> {
    this.held.loadBegins(months);
    try {
      await this.call('calendar.load', { months: [...months] });
    } catch (error) {
      this.held.loadFailed();
      throw error;
    }
  }
  /** Resolves when everything up to `rev` has been received. Throws after `withinMs`. */
  async waitForRev(rev: number, withinMs = 5000): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (this.cursor < rev) {
      if (this.ended) throw new Error(`the socket ended with ${this.ended.code} ${this.ended.reason} at rev ${this.cursor} of ${rev}`);
      if (performance.now() > deadline) throw new Error(`still at rev ${this.cursor} of ${rev} after ${withinMs} ms`);
      await this.ping();
      if (this.cursor < rev) await new Promise((done) => setTimeout(done, 2));
    }
  }
  /** Resolves when the answer to a heartbeat has come, or the socket has ended. */
  ping(): Promise<void> {
    return new Promise((done) => {
      this.#pongs.push(done);
      if (this.ended) this.#ponged();
      else this.#ping();
    });
  }

  #ping(): void { this.sendFrame(encodeRequest(PING, 0, nothing, {})); }
  #ponged(): void { for (const done of this.#pongs.splice(0)) done(); }
  #lowestWrite(own: number): number {
    let lowest = own;
    for (const p of this.#pending.values()) if (p.operation.effect === 'write') lowest = Math.min(lowest, p.request);
    return lowest;
  }
  #closed(code: number, reason: string): void {
    this.ended = { code, reason };
    if (this.#heartbeat) clearInterval(this.#heartbeat);
    this.#ready.reject(new Error(`the socket ended with ${code} ${reason}`));
    this.#ponged();
  }
  #receive(bytes: Uint8Array): void {
    this.options.onFrame?.(bytes);
    const reader = new Reader(bytes);
    while (reader.left) {
      const whole = reader.raw();
      const message = decodeMessage(whole);
      if (message.kind === 'piece') this.#piece(message);
      else this.#receiveWhole(whole, message);
    }
  }
  #receiveWhole(bytes: Uint8Array, message: ServerMessage): void {
    this.options.onMessage?.(bytes);
    if (message.kind !== 'piece') this.#handle(message);
  }
  #piece(piece: Extract<ServerMessage, { kind: 'piece' }>): void {
    const parts = [...(this.#streams.get(piece.stream) ?? []), piece.bytes];
    this.#streams.set(piece.stream, parts);
    const w = new Writer();
    w.uint(PIECE_ARRIVED);
    w.uint(piece.stream);
    this.sendFrame(w.copy());
    if (!piece.isLast) return;
    this.#streams.delete(piece.stream);
    const joined = Buffer.concat(parts);
    const whole = new Uint8Array(piece.isDeflated ? inflateRawSync(joined) : joined);
    this.#receiveWhole(whole, decodeMessage(whole));
  }
  #handle(message: Exclude<ServerMessage, { kind: 'piece' }>): void {
    switch (message.kind) {
      case 'welcome': return this.#welcomed(message.welcome);
      case 'snapshot':
        this.held.applySnapshot(message.snapshot);
        if (--this.#snapshotsLeft === 0) this.#caughtUp(message.snapshot.rev);
        return;
      case 'changes':
        this.held.applyChanges(message.rev, message.changes);
        this.cursor = Math.max(this.cursor, message.rev);
        return;
      case 'pong':
        // While the base set or a long message is on its way, the server is ahead of what has been received.
        if (!this.#snapshotsLeft && !this.#streams.size) this.cursor = Math.max(this.cursor, message.rev);
        return this.#ponged();
      case 'answer': return this.#answered(message);
      case 'refusal': return this.#refused(message.request, message.refusal);
      case 'presence':
        this.onlookers.set(message.presence.lessonId, message.presence.others.map((o) => o.name));
        return;
      case 'goodbye':
        // The close that follows carries the reason.
        this.isLeaving = true;
        return;
    }
  }
  #welcomed(welcome: Welcome): void {
    this.welcome = welcome;
    if (welcome.mode === 'resume') return this.#caughtUp(welcome.rev);
    this.held.clear();
    this.cursor = 0;
    this.#snapshotsLeft = SNAPSHOT_MESSAGES;
  }
  #caughtUp(rev: number): void {
    this.cursor = Math.max(this.cursor, rev);
    this.#ready.resolve();
  }
  #answered({ request, rev, body }: Extract<ServerMessage, { kind: 'answer' }>): void {
    const pending = this.#pending.get(request);
    if (!pending) return;
    this.#pending.delete(request);
    try {
      const output = pending.operation.output.read(body);
      if (body.left) throw new Error(`the answer to ${pending.name} is longer than its output`);
      if (pending.name === 'calendar.load') {
        const loaded = output as Output<'calendar.load'>; // by the name
        this.held.applyMonths(loaded.rev, loaded.months, loaded.lessons);
      }
      pending.resolve({ output, rev });
    } catch (error) {
      pending.reject(error as Error); // ShapeError, or the one above
    }
  }
  #refused(request: number, refusal: Refusal): void {
    const pending = this.#pending.get(request);
    if (!pending) return;
    if (this.options.isPatient !== false && (refusal.code === 'tooMany' || refusal.code === 'unavailable')) {
      const wait = Math.min(LONGEST_WAIT_MS, Math.max(200, (refusal.retryAt ?? 0) - Date.now()));
      setTimeout(() => { if (!this.ended && this.#pending.has(request)) this.sendFrame(pending.frame); }, wait);
      return;
    }
    this.#pending.delete(request);
    pending.reject(new CallRefused(refusal));
  }
}

/** The HTTP status with which a server refused the socket. */
export class UpgradeRefused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the server refused the connection with status ${status}`);
    this.name = 'UpgradeRefused';
    this.status = status;
  }
}
