// Requests on their way: numbered once, encoded once, sent again after a reconnect until answered.
// Invariant: a write that has a number is only ever sent as the very same bytes; edits of one row go one after another.
import { encodeRequest, type Reader } from '../../contract/frames.ts';
import type { Operation, Refusal } from '../../contract/operation.ts';
import { ShapeError } from '../../contract/bytes.ts';
import { Refused } from './refused.ts';

export interface Clock { now(): number; after(ms: number, run: () => void): () => void; random(): number }
export interface Answered { output: unknown; rev: number }
interface Entry {
  name: string;
  operation: Operation;
  input: Record<string, unknown>;
  chain: string | null;
  request: number;
  frame: Uint8Array | null;
  isSent: boolean;
  wasSent: boolean;
  attempts: number;
  since: number;
  notBefore: number;
  resolve: (value: Answered) => void;
  reject: (error: Error) => void;
}

/** Fewer than the 32 a server takes at once. */
const WINDOW = 16;
/** Calls that may be repeated without a stored answer. */
const isRepeatable = (e: Entry) => e.operation.effect !== 'session' || e.name === 'session.leaseIds';

export class Outbox {
  #clock: Clock;
  #changed: () => void;
  #entries: Entry[] = [];
  #tails = new Map<string, Entry>();
  #lastRequest = 0;
  #send: ((bytes: Uint8Array) => void) | null = null;
  #cancelTimer: (() => void) | null = null;
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  get pendingWrites() { return this.#entries.filter((e) => e.operation.effect === 'write').length; }
  /** When the request that waits longest for its answer was first due; null when none waits. */
  get waitingSince() {
    let least: number | null = null;
    for (const e of this.#entries) if (e.wasSent && (least === null || e.since < least)) least = e.since;
    return least;
  }
  call(name: string, operation: Operation, input: Record<string, unknown>): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const rowId = input['id'] ?? input['userId'];
      const chain = operation.effect === 'write' && typeof rowId === 'number' ? `${name.split('.')[0]}:${rowId}` : null;
      const entry: Entry = { name, operation, input: { ...input }, chain, request: 0, frame: null, isSent: false, wasSent: false, attempts: 0, since: this.#clock.now(), notBefore: 0, resolve, reject };
      // What waits for an earlier edit of the same row is numbered when its turn comes; a mistake in it shows at once.
      const mustWait = chain !== null && this.#tails.has(chain);
      if (!(mustWait ? this.#isWellFormed(entry) : this.#encode(entry))) return;
      if (chain !== null) this.#tails.set(chain, entry);
      this.#entries.push(entry);
      this.#pump();
      this.#changed();
    });
  }
  /** A connection is ready: everything unanswered goes again, in its order. */
  attach(send: (bytes: Uint8Array) => void) {
    this.#send = send;
    for (const e of [...this.#entries]) {
      if (e.wasSent && !isRepeatable(e)) this.#settle(e, () => e.reject(new Refused({ code: 'unavailable' })));
      e.isSent = false;
      if (!e.wasSent) e.since = this.#clock.now();
    }
    this.#pump();
  }
  detach() { this.#send = null; }
  answer(request: number, rev: number, body: Reader) {
    const entry = this.#entries.find((e) => e.request === request && e.request > 0);
    if (!entry) return;
    let output: unknown;
    try {
      output = entry.operation.output.read(body);
    } catch (error) {
      this.#settle(entry, () => entry.reject(error as Error), rev); // a ShapeError: the two sides disagree
      return;
    }
    this.#settle(entry, () => entry.resolve({ output, rev }), rev);
  }
  refuse(request: number, refusal: Refusal) {
    const entry = this.#entries.find((e) => e.request === request && e.request > 0);
    if (!entry) return;
    if (refusal.code !== 'unavailable' && refusal.code !== 'tooMany') {
      this.#settle(entry, () => entry.reject(new Refused(refusal)));
      return;
    }
    const now = this.#clock.now();
    const wait = refusal.code === 'tooMany' ? Math.min(10_000, Math.max(500, (refusal.retryAt ?? 0) - now)) : Math.min(10_000, 300 * 2 ** entry.attempts);
    entry.attempts++;
    entry.isSent = false;
    entry.notBefore = now + wait * (0.75 + this.#clock.random() / 2);
    this.#pump();
  }
  /** Another person has signed in: what the last one left unsent is not theirs. */
  abandon() {
    for (const e of this.#entries.splice(0)) e.reject(new Refused({ code: 'forbidden' }));
    this.#tails.clear();
    this.#changed();
  }

  #settle(entry: Entry, tell: () => void, rev?: number) {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    const { chain } = entry;
    if (chain !== null && this.#tails.get(chain) === entry) this.#tails.delete(chain);
    const next = chain === null ? undefined : this.#entries.find((e) => e.chain === chain && !e.frame);
    if (next) {
      // The person has seen the own earlier edit.
      const seen = next.input['seenRev'];
      if (typeof seen === 'number' && rev !== undefined && rev > seen) next.input['seenRev'] = rev;
      if (!this.#encode(next)) this.#entries = this.#entries.filter((e) => e !== next);
    }
    tell();
    this.#pump();
    this.#changed();
  }
  #isWellFormed(entry: Entry) {
    try {
      encodeRequest(entry.operation.code, 0, entry.operation.input, entry.input);
      return true;
    } catch (error) {
      entry.reject(refusedShape(error));
      return false;
    }
  }
  #encode(entry: Entry): boolean {
    const request = this.#lastRequest + 1;
    const isWrite = entry.operation.effect === 'write';
    try {
      entry.frame = encodeRequest(entry.operation.code, request, entry.operation.input, entry.input, isWrite ? request - this.#lowestWrite(request) : undefined);
    } catch (error) {
      entry.reject(refusedShape(error));
      return false;
    }
    entry.request = this.#lastRequest = request;
    return true;
  }
  #lowestWrite(own: number) {
    let lowest = own;
    for (const e of this.#entries) if (e.operation.effect === 'write' && e.request && e.request < lowest) lowest = e.request;
    return lowest;
  }
  #pump() {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (!this.#send) return;
    const now = this.#clock.now();
    let inFlight = this.#entries.filter((e) => e.isSent).length;
    let soonest = Infinity;
    for (const e of this.#entries) {
      if (e.isSent || !e.frame) continue;
      if (e.notBefore > now) {
        soonest = Math.min(soonest, e.notBefore);
        continue;
      }
      if (inFlight >= WINDOW) break;
      if (!e.wasSent) e.since = now;
      e.isSent = e.wasSent = true;
      inFlight++;
      this.#send(e.frame);
    }
    if (soonest < Infinity) this.#cancelTimer = this.#clock.after(soonest - now, () => this.#pump());
  }
}
function refusedShape(error: unknown): Error {
  if (!(error instanceof ShapeError)) return error as Error; // whatever was thrown
  return new Refused({ code: 'invalid', ...(error.field && { field: error.field }), reason: error.reason });
}
