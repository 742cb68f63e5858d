// After every commit: reads what changed since the last turn and pushes it to each socket that may see it.
// Invariant: a socket whose cursor is c has been sent everything it may see up to c.
import type { Logger } from 'pino';
import { keysOf } from '../../domain/visibility.ts';
import type { User } from '../../contract/entities.ts';
import type { Database } from '../db/database.ts';
import type { Hub } from '../transport/hub.ts';
import type { LiveSocket } from '../transport/live-socket.ts';
import { TurnEncoder } from './encode.ts';
import { readTurn, type Turn } from './log.ts';

/** Under load one read and one frame a socket serve all commits of this time; an idle studio is pushed at once. */
const TURN_MS = 20;
/** Pushing takes at most this share of the time: with many sockets turns come less often, so that answers are not kept waiting. */
const PUSH_SHARE = 0.2;
/** So many sockets are sent to before whatever else has arrived gets its turn. */
const PUSH_CHUNK = 100;

export class Feed {
  readonly studioId: number;
  #db: Database;
  #hub: Hub;
  #log: Logger;
  /** Everything up to here has been pushed to the sockets that are not paused. */
  #last = -1;
  #isRunning = false;
  #isDirty = false;
  #startedAt = 0;
  /** When the latest pushing began, and how long it took. */
  #pushedAt = 0;
  #pushMs = 0;
  #timer: NodeJS.Timeout | null = null;
  /** Reads of paused sockets that are under way, by where they begin: one long message pauses many at one place, and they come back together. */
  #reads = new Map<number, Promise<TurnEncoder | 'pruned'>>();

  constructor(studioId: number, db: Database, hub: Hub, log: Logger) {
    this.studioId = studioId;
    this.#db = db;
    this.#hub = hub;
    this.#log = log;
  }
  get last() { return this.#last; }

  /** Something may have been committed; cheap to call often. */
  wake(): void {
    this.#isDirty = true;
    if (this.#isRunning || this.#timer) return;
    const wait = Math.max(this.#startedAt + TURN_MS, this.#pushedAt + this.#pushMs / PUSH_SHARE) - performance.now();
    if (wait <= 0) void this.#run();
    else this.#timer = setTimeout(() => { this.#timer = null; void this.#run(); }, wait);
  }
  async #run(): Promise<void> {
    this.#isRunning = true;
    this.#isDirty = false;
    this.#startedAt = performance.now();
    try {
      await this.#turn();
    } catch (error) {
      this.#log.warn({ err: error }, 'feed turn failed; it will be tried again');
      setTimeout(() => this.wake(), 500).unref();
      this.#isDirty = false;
    }
    this.#isRunning = false;
    if (this.#isDirty) this.wake();
  }
  async #turn(): Promise<void> {
    if (this.#last < 0) {
      const head = await this.#db.read<{ rev: number }>('select rev from studio_rev where studio_id = $1', [this.studioId]);
      this.#last = head[0]?.rev ?? 0;
      return;
    }
    const turn = await readTurn(this.#db, this.studioId, this.#last);
    if (turn === 'pruned') {
      // The log was pruned or the database restored under us: every socket starts from a snapshot.
      for (const socket of this.#hub.ofStudio(this.studioId)) socket.end('restart');
      this.#last = -1;
      return;
    }
    this.#last = turn.toRev;
    if (turn.toRev === turn.fromRev) return;
    const encoder = new TurnEncoder(turn);
    this.#pushedAt = performance.now();
    let count = 0;
    for (const socket of [...this.#hub.ofStudio(this.studioId)]) {
      this.#push(socket, encoder);
      if (++count % PUSH_CHUNK === 0) await new Promise((done) => setImmediate(done));
    }
    this.#pushMs = performance.now() - this.#pushedAt;
    this.#dropChangedUsers(turn);
  }
  #push(socket: LiveSocket, encoder: TurnEncoder): void {
    if (socket.isPaused || socket.cursor >= encoder.turn.toRev) return;
    if (socket.isOverfull()) return;
    if (socket.cursor < encoder.turn.fromRev) {
      // It stands before this turn: what lies between comes from the log.
      socket.delivered = socket.cursor;
      socket.isPaused = true;
      void this.catchUp(socket);
      return;
    }
    const message = encoder.messageFor(socket.keys, socket.cursor);
    socket.delivered = socket.cursor;
    socket.cursor = encoder.turn.toRev;
    if (message) this.#sendChanges(socket, message);
  }
  #sendChanges(socket: LiveSocket, message: Uint8Array): void {
    // A long message goes in pieces; nothing newer may overtake it.
    if (socket.sendWhole(message)) return;
    socket.isPaused = true;
    void socket.sendPieces(message).then(() => this.catchUp(socket));
  }

  /** Brings a paused socket from its cursor to now and lets it run again. Ends it when the log is gone. */
  async catchUp(socket: LiveSocket): Promise<void> {
    try {
      while (!socket.isEnded) {
        const encoder = await this.#encoderAfter(socket.cursor);
        if (encoder === 'pruned') return socket.end('restart');
        const message = encoder.messageFor(socket.keys, socket.cursor);
        socket.delivered = socket.cursor;
        socket.cursor = encoder.turn.toRev;
        // The first device of this process says where pushing begins.
        if (this.#last < 0) this.#last = encoder.turn.toRev;
        if (message && !socket.sendWhole(message)) await socket.sendPieces(message);
        if (socket.cursor >= this.#last) {
          socket.isPaused = false;
          return;
        }
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'catching up failed');
      socket.end('restart');
    }
  }
  #encoderAfter(rev: number): Promise<TurnEncoder | 'pruned'> {
    const read = this.#reads.get(rev) ?? readTurn(this.#db, this.studioId, rev).then((turn) => (turn === 'pruned' ? turn : new TurnEncoder(turn))).finally(() => this.#reads.delete(rev));
    this.#reads.set(rev, read);
    return read;
  }
  /** A login whose roles changed sees other rows from now on: its sockets come back with a snapshot. */
  #dropChangedUsers(turn: Turn): void {
    for (const change of turn.changes) {
      if (change.table !== 'user') continue;
      const user = change.row as User | null; // rows of table user
      for (const socket of this.#hub.ofUser(this.studioId, change.id)) {
        if (!user || user.isDisabled) socket.end('signedOut');
        else if (keysOf({ userId: user.id, ...user }).join() !== [...socket.keys].join()) socket.end('rolesChanged');
      }
    }
  }
}
