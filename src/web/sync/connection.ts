// One socket to the server and its life: hello, heartbeat, pieces, reconnect with full jitter. Knows nothing of rows or screens.
// Invariant: messages are handed over in the order they became whole; nothing of an earlier socket is handed over after it ended.
import { decodeFrame, encodeRequest, PING, type ServerMessage } from '../../contract/frames.ts';
import { encodeHello, encodePieceArrived, type Hello } from '../../contract/hello.ts';
import { nothing } from '../../contract/operation.ts';
import type { Clock } from './outbox.ts';
import { Pieces } from './pieces.ts';

export interface SocketLike {
  /** Has said hello already. */
  readonly isGreeted?: boolean;
  send(bytes: Uint8Array): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}
export type LinkState = 'connecting' | 'catchingUp' | 'live' | 'offline' | 'signedOut' | 'outdated';
export interface ConnectionHost {
  clock: Clock;
  open(): SocketLike;
  /** Asked when an upgrade fails, since a browser does not say why. */
  isSignedOut(): Promise<boolean>;
  hello(): Hello;
  message(message: Exclude<ServerMessage, { kind: 'piece' }>): void;
  /** A long message has begun to arrive, or has been handled. */
  streams(delta: 1 | -1): void;
  down(): void;
  changed(): void;
}

const SILENCE_MS = 20_000;
const PATIENCE_MS = 10_000;
const MOST_WAIT_MS = 20_000;
const ENDINGS: Readonly<Record<number, 'signedOut' | 'outdated'>> = { 4401: 'signedOut', 4426: 'outdated' };

export class Connection {
  state: LinkState = 'connecting';
  /** When the next attempt is due; null unless one is awaited. */
  retryAt: number | null = null;
  #host: ConnectionHost;
  #socket: SocketLike | null = null;
  #attempts = 0;
  #isRunning = false;
  #cancelRetry: (() => void) | null = null;
  #cancelWatch: (() => void) | null = null;
  constructor(host: ConnectionHost) { this.#host = host; }

  start() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#attempts = 0;
    this.#set('connecting');
    this.#connect();
  }
  stop() {
    this.#isRunning = false;
    this.#cancelRetry?.();
    this.#drop();
    this.retryAt = null;
  }
  send(bytes: Uint8Array) { this.#socket?.send(bytes); }
  ping() { this.send(encodeRequest(PING, 0, nothing, {})); }
  caughtUp() { if (this.state === 'catchingUp') this.#set('live'); }
  /** The network or the person is back: do not wait for a timer. */
  poke() {
    if (!this.#isRunning) return;
    if (!this.#socket) {
      this.#cancelRetry?.();
      this.#attempts = 0;
      this.#connect();
    } else if (this.state === 'live') this.#askForLife();
  }

  #connect() {
    this.#cancelRetry = null;
    this.retryAt = null;
    let socket: SocketLike;
    try {
      socket = this.#host.open();
    } catch {
      return this.#retry();
    }
    this.#socket = socket;
    const pieces = new Pieces();
    let isOpen = false;
    this.#watch(PATIENCE_MS, () => socket.close());
    socket.onopen = () => {
      isOpen = true;
      this.#set('catchingUp');
      if (!socket.isGreeted) socket.send(encodeHello(this.#host.hello()));
      this.#heard();
    };
    socket.onmessage = ({ data }) => {
      if (this.#socket !== socket) return;
      this.#heard();
      this.#receive(socket, pieces, new Uint8Array(data));
    };
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket) return;
      this.#drop();
      const ending = ENDINGS[code];
      if (ending) this.#end(ending);
      else if (isOpen) this.#retry();
      else void this.#host.isSignedOut().then((isOut) => (isOut ? this.#end('signedOut') : this.#retry()), () => this.#retry());
    };
    this.#host.changed();
  }
  #receive(socket: SocketLike, pieces: Pieces, bytes: Uint8Array) {
    let messages: ServerMessage[];
    try {
      messages = decodeFrame(bytes);
    } catch {
      // The two sides do not understand each other; a new start may.
      socket.close();
      return;
    }
    for (const m of messages) {
      if (this.#socket !== socket) return;
      if (m.kind === 'piece') this.#piece(socket, pieces, m);
      else this.#handle(m);
    }
  }
  #piece(socket: SocketLike, pieces: Pieces, m: Extract<ServerMessage, { kind: 'piece' }>) {
    if (!pieces.has(m.stream)) this.#host.streams(1);
    socket.send(encodePieceArrived(m.stream));
    void pieces.add(m).then((whole) => {
      if (whole && this.#socket === socket) this.#handle(whole);
    }, () => socket.close()).finally(() => { if (m.isLast && this.#socket === socket) this.#host.streams(-1); });
  }
  #handle(m: Exclude<ServerMessage, { kind: 'piece' }>) {
    if (m.kind === 'goodbye') {
      if (m.reason === 'signedOut' || m.reason === 'outdated') return this.#end(m.reason);
      this.#drop();
      return this.#retry();
    }
    if (m.kind === 'welcome') this.#attempts = 0;
    this.#host.message(m);
  }
  #heard() { this.#watch(SILENCE_MS, () => this.#askForLife()); }
  #askForLife() {
    this.ping();
    this.#watch(PATIENCE_MS, () => {
      this.#drop();
      this.#retry();
    });
  }
  #watch(ms: number, run: () => void) {
    this.#cancelWatch?.();
    this.#cancelWatch = this.#host.clock.after(ms, run);
  }
  #drop() {
    this.#cancelWatch?.();
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.close();
    this.#host.down();
  }
  #end(state: 'signedOut' | 'outdated') {
    this.#isRunning = false;
    this.#drop();
    this.#set(state);
  }
  #retry() {
    if (!this.#isRunning) return;
    const wait = this.#host.clock.random() * Math.min(MOST_WAIT_MS, 500 * 2 ** this.#attempts++);
    this.retryAt = this.#host.clock.now() + wait;
    this.#cancelRetry = this.#host.clock.after(wait, () => this.#connect());
    this.#set('offline');
  }
  #set(state: LinkState) {
    // While attempts go on the screen keeps saying that there is no connection.
    this.state = state;
    this.#host.changed();
  }
}
