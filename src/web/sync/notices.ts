// Sorts changes by others from the echoes of one's own writes. An own write's rev may be known only after its echo has come,
// so news waits while own writes are unanswered, a second at most.
import type { Lesson } from '../../contract/entities.ts';
import type { Clock } from './outbox.ts';

export interface RemoteChange { id: number; before: Lesson | undefined; after: Lesson | undefined }
const MOST_WAIT_MS = 1000;
const REMEMBERED = 200;

export class Notices {
  #clock: Clock;
  #listeners = new Set<(change: RemoteChange) => void>();
  #waiting: (RemoteChange & { rev: number; at: number })[] = [];
  #own = new Set<number>();
  #hasWrites = false;
  constructor(clock: Clock) { this.#clock = clock; }

  listen(listener: (change: RemoteChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  /** A pushed change; `rev` is the row's, or of the push for one that is gone. */
  seen(change: RemoteChange, rev: number) {
    if (!this.#listeners.size) return;
    this.#waiting.push({ ...change, rev, at: this.#clock.now() });
    if (this.#hasWrites) this.#clock.after(MOST_WAIT_MS, () => this.#tell(this.#clock.now() - MOST_WAIT_MS));
    else this.#tell(Infinity);
  }
  ownRev(rev: number) {
    this.#own.add(rev);
    for (const old of this.#own) {
      if (this.#own.size <= REMEMBERED) break;
      this.#own.delete(old);
    }
  }
  writes(count: number) {
    this.#hasWrites = count > 0;
    if (!this.#hasWrites) this.#tell(Infinity);
  }
  #tell(until: number) {
    const due = this.#waiting.filter((n) => n.at <= until);
    if (!due.length) return;
    this.#waiting = this.#waiting.filter((n) => n.at > until);
    for (const { rev, at: _at, ...change } of due) if (!this.#own.has(rev)) for (const listener of this.#listeners) listener(change);
  }
}
