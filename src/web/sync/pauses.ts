// When to draw what no hand has asked for: at once while nobody touches anything; while somebody types or points, right after a key or
// a click has been answered on the screen, so that the next one need not wait for it.
import type { Clock } from './outbox.ts';

/** So long after a key or a click the next one is likely. */
const AT_WORK_MS = 1000;
/** Nothing waits longer for a pause. */
export const MOST_WAIT_MS = 250;

export class Pauses {
  #clock: Clock;
  #actedAt = -Infinity;
  #waiting = new Set<() => void>();
  #cancel: (() => void) | null = null;
  constructor(clock: Clock) { this.#clock = clock; }

  /** A key or a click has come. */
  acted() { this.#actedAt = this.#clock.now(); }
  /** It has been answered on the screen. */
  answered() {
    this.#cancel?.();
    this.#cancel = null;
    const due = [...this.#waiting];
    this.#waiting.clear();
    for (const run of due) run();
  }
  /** Runs it once, however often it is asked for until then. */
  whenQuiet(run: () => void) {
    if (this.#clock.now() - this.#actedAt > AT_WORK_MS) return run();
    this.#waiting.add(run);
    this.#cancel ??= this.#clock.after(MOST_WAIT_MS, () => this.answered());
  }
}
