// What this person has just set and the server has not confirmed yet, laid over the rows held.
// Invariant: an overlay goes when the store has reached the answer's rev, or when the write is refused; it never touches the rows.
import type { Lesson } from '../../contract/entities.ts';

export type LessonView = Lesson & { isPending?: boolean };
export type Overlay = { lessonId: number; fields: Partial<Lesson> } | { newLesson: Lesson };

interface Entry { key: number; lessonId: number; fields: Partial<Lesson>; newLesson: Lesson | undefined; answeredRev: number | null }

export class Overlays {
  #entries: Entry[] = [];
  #next = 1;
  get isEmpty() { return !this.#entries.length; }
  /** Lays it on; gives a key to settle or drop it by. */
  add(overlay: Overlay): number {
    const isNew = 'newLesson' in overlay;
    const key = this.#next++;
    this.#entries.push({ key, lessonId: isNew ? overlay.newLesson.id : overlay.lessonId, fields: isNew ? {} : overlay.fields, newLesson: isNew ? overlay.newLesson : undefined, answeredRev: null });
    return key;
  }
  /** Applied by the server at `rev`; stays until the rows have got there. */
  answered(key: number, rev: number) {
    const found = this.#entries.find((e) => e.key === key);
    if (found) found.answeredRev = rev;
  }
  /** Takes it off; gives the lesson it lay on. */
  drop(key: number): number | undefined {
    const found = this.#entries.find((e) => e.key === key);
    this.#entries = this.#entries.filter((e) => e !== found);
    return found?.lessonId;
  }
  /** Takes off what the store has reached; gives the lessons concerned. */
  reached(storeRev: number, rowRev: (lessonId: number) => number | undefined): number[] {
    if (!this.#entries.length) return [];
    const isDone = (e: Entry) => e.answeredRev !== null && (storeRev >= e.answeredRev || (rowRev(e.lessonId) ?? -1) >= e.answeredRev);
    const done = this.#entries.filter(isDone);
    if (done.length) this.#entries = this.#entries.filter((e) => !done.includes(e));
    return done.map((e) => e.lessonId);
  }
  clear(): number[] {
    const ids = this.#entries.map((e) => e.lessonId);
    this.#entries = [];
    return ids;
  }
  /** The row as the person should see it; the very same object where nothing is laid on. */
  view(lessonId: number, row: Lesson | undefined): LessonView | undefined {
    let seen: LessonView | undefined = row;
    for (const e of this.#entries) {
      if (e.lessonId !== lessonId) continue;
      if (e.newLesson) seen ??= { ...e.newLesson, isPending: true };
      else if (seen) seen = { ...seen, ...e.fields, isPending: true };
    }
    return seen;
  }
}
