// What this device has changed, and what the lessons were before: taken back on the screen at once, on the server when its turn comes.
// Invariant: what is taken back is sent in the order in which it was asked for, each after its change has been answered; what is not sent does not stay laid over a lesson.
import { lessonOf, type Laid, type Overlay } from '../sync/overlays.ts';

/** `rev` once it is answered; `before` lays what was there over the lesson, null where this device does not know. */
export interface OwnWrite { rev?: number; readonly before: Overlay | null }
/** What one message tells, from the moment it is on the screen. */
export interface OwnChange {
  /** In the order in which they are taken back. */
  writes: OwnWrite[];
  /** Nothing more of it is sent then. */
  isTakenBack: boolean;
  /** Writes may still come. */
  isUnderWay: boolean;
  /** By lesson, what is on the screen of it before its turn to be sent comes. */
  ahead?: Map<number, Laid>;
  /** Resolves when nothing of it is on its way any more. */
  through: Promise<unknown>;
}
interface Screen { layOver(overlay: Overlay): Laid; takeOff(key: number): void; /** Of the row held; 0 where there is none. */ revOf(lessonId: number): number; listed(count: number): void }
const MOST = 50;
export const newChange = (writes: OwnWrite[] = []): OwnChange => ({ writes, isTakenBack: false, isUnderWay: false, through: Promise.resolve() });
/** Says of the lesson only that something is on its way. */
export const underWay = (lessonId: number): Overlay => ({ lessonId, fields: {} });

export class OwnChanges {
  #screen: Screen;
  /** The newest last. Only for the way back by key and palette: the history has everything. */
  #list: readonly OwnChange[] = [];
  #byRev = new Map<number, OwnWrite>();
  /** As of when a lesson has been seen here; what this device does to it itself is, even while the row is still on its way. */
  #seen = new Map<number, number>();
  #takingBack: Promise<unknown> = Promise.resolve();
  #takingBackOf = new Map<number, Promise<unknown>>();
  constructor(screen: Screen) { this.#screen = screen; }

  /** A change that can be taken back while it is on its way; null when it has been. `run` rejects for nothing. */
  async make<T>(run: (change: OwnChange) => Promise<T>): Promise<T | null> {
    const change = newChange();
    change.isUnderWay = true;
    this.#put([...this.#list, change]);
    const running = (change.through = run(change));
    const made = await running;
    change.writes = change.writes.filter((w) => w.rev);
    change.isUnderWay = false;
    this.#forget([]);
    return change.isTakenBack ? null : made;
  }
  /** Takes note of writes that have been answered; nothing new where they are known from `make`. */
  add(revs: readonly number[]) {
    if (revs.length && !this.#list.some((c) => c.writes.some((w) => w.rev === revs[0]))) this.#put([...this.#list, newChange(this.writesOf(revs))]);
  }
  /** The last one, which is in the list no more. */
  takeLast(): OwnChange | undefined {
    const last = this.#list.at(-1);
    if (last) last.isTakenBack = true;
    this.#put(this.#list.slice(0, -1));
    return last;
  }
  writesOf(revs: readonly number[]): OwnWrite[] { return revs.map((rev) => this.#byRev.get(rev) ?? this.answered({ before: null }, rev)); }
  answered(write: OwnWrite, rev: number): OwnWrite {
    write.rev = rev;
    this.#byRev.set(rev, write);
    if (write.before) this.seenOf(lessonOf(write.before), rev);
    return write;
  }
  /** As of when the person has seen a lesson that was seen at that rev. */
  seenOf(lessonId: number, rev: number): number {
    const seen = Math.max(rev, this.#seen.get(lessonId) ?? 0);
    this.#seen.set(lessonId, seen);
    return seen;
  }
  /** Resolves when what has been taken back of it so far is through, and seen. */
  takenBackOf(lessonId: number): Promise<unknown> | undefined { return this.#takingBackOf.get(lessonId); }

  /** Shows at once what was before. `send` gets its turn with what has been answered of it; an overlay that it does not take out of `laid` is taken off. */
  takeBack<T>({ writes, through, ahead }: OwnChange, send: (writes: readonly OwnWrite[], laid: Map<OwnWrite, Laid>) => Promise<T>): Promise<T> {
    this.#forget(writes);
    this.takeOffAhead(ahead);
    const laid = new Map<OwnWrite, Laid>();
    const sent = Promise.all([this.#takingBack, through]).then(() => send(writes.filter((w) => w.rev), laid)).finally(() => {
      for (const { key } of laid.values()) this.#screen.takeOff(key);
    });
    this.#takingBack = sent.catch(() => {}); // told to whoever takes back
    for (const write of writes) {
      if (!write.before) continue;
      const id = lessonOf(write.before);
      // What somebody else has changed since stays as it is: what it would be then only the server knows.
      laid.set(write, this.#screen.layOver(this.#screen.revOf(id) > this.seenOf(id, 0) ? underWay(id) : write.before));
      this.#takingBackOf.set(id, this.#takingBack);
    }
    return sent;
  }
  /** What will not be sent does not stay on the screen. */
  takeOffAhead(ahead: OwnChange['ahead']) {
    for (const { key } of ahead?.values() ?? []) this.#screen.takeOff(key);
    ahead?.clear();
  }
  #forget(writes: readonly OwnWrite[]) {
    for (const c of this.#list) c.writes = c.writes.filter((w) => !writes.includes(w));
    this.#put(this.#list.filter((c) => c.writes.length || c.isUnderWay));
  }
  #put(list: readonly OwnChange[]) {
    this.#list = list.slice(-MOST);
    this.#screen.listed(this.#list.length);
  }
}
