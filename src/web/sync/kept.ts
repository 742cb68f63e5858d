// What was seen last on this device, so that the calendar opens at once and without a line. One person at a time; signing out forgets it.
import type { Snapshot, Welcome } from '../../contract/frames.ts';
import { WIRE_VERSION } from '../../contract/hello.ts';
import { createStore, del, get, set } from 'idb-keyval';
import type { Clock } from './outbox.ts';

const KEY = 'seen';
const WRITE_AFTER_MS = 3000;
export interface Kept { me: Welcome['me']; epoch: string; view: string; snapshot: Snapshot }
/** Rows as they are: the browser copies them several times faster than they are decoded. */
type Stored = Kept & { wire: number };

let reading: Promise<Kept | null> | null = null;
/** Begins to read before the program that asks for it has come. */
export function readAhead() { reading = read(); }
/** Null where nothing is kept, where it was written by another version, and where the browser keeps nothing. */
export function readKept(): Promise<Kept | null> {
  const ahead = reading;
  reading = null;
  return ahead ?? read();
}
async function read(): Promise<Kept | null> {
  try {
    const found = await get<Stored>(KEY, store());
    return found?.wire === WIRE_VERSION && found.snapshot ? found : null;
  } catch {
    return null;
  }
}
/** Writes what is seen a while after it has changed, when the browser is idle; a stream of changes is written at times. */
export class Keeper {
  #clock: Clock;
  #look: () => Kept | null;
  #cancel: (() => void) | null = null;
  constructor(clock: Clock, look: () => Kept | null) {
    this.#clock = clock;
    this.#look = look;
  }
  changed() { this.#cancel ??= this.#clock.after(WRITE_AFTER_MS, () => this.flush()); }
  /** Writes now what has changed. */
  flush() {
    if (!this.#cancel) return;
    this.#cancel();
    this.#cancel = null;
    const seen = this.#look();
    if (seen) void write(seen);
  }
  /** Nothing is kept any more, nor will be by this page until the next `changed`. */
  async forget() {
    this.#cancel?.();
    this.#cancel = null;
    reading = null;
    try {
      await del(KEY, store());
    } catch {
      // Then nothing was kept.
    }
  }
}
async function write(kept: Kept): Promise<void> {
  try {
    await set(KEY, { ...kept, wire: WIRE_VERSION } satisfies Stored, store());
  } catch {
    // Full or refused: the next visit asks the server for everything.
  }
}
let opened: ReturnType<typeof createStore> | null = null;
const store = () => (opened ??= createStore('rytm', 'kept'));
