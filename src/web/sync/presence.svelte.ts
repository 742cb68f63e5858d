// Who else looks at the lesson that is open here. The server forgets with the connection, so it is told anew after each return.
import type { Clock } from './outbox.ts';

export interface Onlooker { readonly userId: number; readonly name: string }
/** Passing by is no looking. */
const SETTLE_MS = 250;

export class Presence {
  others = $state.raw<readonly Onlooker[]>([]);
  #lessonId: number | null = null;
  #told: number | null = null;
  #cancel: (() => void) | null = null;
  #clock: Clock;
  #ask: (lessonId: number | null) => Promise<readonly Onlooker[]>;
  constructor(clock: Clock, ask: (lessonId: number | null) => Promise<readonly Onlooker[]>) {
    this.#clock = clock;
    this.#ask = ask;
  }
  /** The open lesson; null when none is. */
  look(lessonId: number | null): void {
    if (lessonId === this.#lessonId) return;
    this.#lessonId = lessonId;
    this.others = [];
    this.#cancel?.();
    this.#cancel = this.#clock.after(SETTLE_MS, () => this.#tell());
  }
  /** The connection is new. */
  returned(): void {
    this.#told = null;
    if (this.#lessonId !== null) this.#tell();
  }
  heard(lessonId: number, others: readonly Onlooker[]): void {
    if (lessonId === this.#lessonId) this.others = others;
  }
  #tell(): void {
    this.#cancel?.();
    this.#cancel = null;
    const wanted = this.#lessonId;
    if (wanted === this.#told) return;
    this.#told = wanted;
    // Refused or unanswered: nobody is shown, which is all that is lost.
    this.#ask(wanted).then((others) => { if (wanted !== null) this.heard(wanted, others); }, () => {});
  }
}
