// What this person has just set and the server has not confirmed yet, laid over the rows held.
// Invariant: an overlay goes when the store has reached the answer's rev, or when the write is refused; it never touches the rows.
import type { Lesson } from '../../contract/entities.ts';

/** `joining`: whose place the server has not seen yet, so that nobody here knows who pays for it. */
export type LessonView = Lesson & { isPending?: boolean; joining?: readonly number[] };
export type Booking = NonNullable<Lesson['bookings']>[number];
/** `places`, `joins` and `leaves` are about single people, so that what becomes of one never touches another. */
export type Overlay = { lessonId: number; fields: Partial<Lesson> } | { lessonId: number; places: readonly Booking[] } | { lessonId: number; joins: Booking; isNew?: boolean } | { lessonId: number; leaves: number } | { newLesson: Lesson } | { goneId: number };
/** One that lies there: to settle or take off by its key. `before` is what takes back on the screen what it shows. */
export interface Laid { readonly key: number; readonly before: Overlay }

interface Entry { key: number; lessonId: number; overlay: Overlay; answeredRev: number | null }
export const lessonOf = (overlay: Overlay): number => ('newLesson' in overlay ? overlay.newLesson.id : 'goneId' in overlay ? overlay.goneId : overlay.lessonId);
/** What shows the lesson as it is seen now, once the overlay given has become true. Fields that it leaves as they are stay out. */
export function beforeOf(overlay: Overlay, seen: Lesson | undefined): Overlay {
  if ('newLesson' in overlay) return { goneId: overlay.newLesson.id };
  if ('goneId' in overlay) return seen ? { newLesson: seen } : overlay;
  if ('joins' in overlay) return { lessonId: overlay.lessonId, leaves: overlay.joins.clientId };
  if ('leaves' in overlay) {
    const place = seen?.bookings?.find((b) => b.clientId === overlay.leaves);
    return place ? { lessonId: overlay.lessonId, joins: place } : { lessonId: overlay.lessonId, fields: {} };
  }
  if ('places' in overlay) return { lessonId: overlay.lessonId, places: (seen?.bookings ?? []).filter((b) => overlay.places.some((place) => place.clientId === b.clientId)) };
  const { lessonId, fields } = overlay;
  // Whoever is called off late leaves the lesson with it.
  const people = fields.status === 'cancelled' ? ['bookings', 'headCount', 'calledOff'] as const : [];
  const names = (Object.keys(fields) as (keyof Lesson)[]).filter((name) => fields[name] !== seen?.[name]); // keys of a part of a lesson
  return { lessonId, fields: Object.fromEntries([...names, ...people].map((name) => [name, seen?.[name]])) }; // undefined is "none", which a row tells by absence
}
function changedBy(overlay: Exclude<Overlay, { newLesson: Lesson } | { goneId: number }>, seen: LessonView): Partial<LessonView> {
  if ('fields' in overlay) return overlay.fields;
  const { bookings, headCount, joining = [] } = seen;
  if (!bookings) return {};
  // Whoever has left the lesson meanwhile does not come back with a place, nor is anybody in it twice.
  if ('places' in overlay) return { bookings: bookings.map((b) => overlay.places.find((place) => place.clientId === b.clientId) ?? b) };
  const isInside = bookings.some((b) => b.clientId === ('joins' in overlay ? overlay.joins.clientId : overlay.leaves));
  const counted = (n: number) => headCount !== undefined && { headCount: headCount + n };
  if ('leaves' in overlay) return isInside ? { bookings: bookings.filter((b) => b.clientId !== overlay.leaves), ...counted(-1) } : {};
  return isInside ? {} : { bookings: [...bookings, overlay.joins], ...counted(1), ...(overlay.isNew && { joining: [...joining, overlay.joins.clientId] }) };
}

export class Overlays {
  #entries: Entry[] = [];
  #next = 1;
  get isEmpty() { return !this.#entries.length; }
  /** Lays it on; gives a key to settle or drop it by. */
  add(overlay: Overlay): number {
    const key = this.#next++;
    this.#entries.push({ key, lessonId: lessonOf(overlay), overlay, answeredRev: null });
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
    for (const { lessonId: id, overlay } of this.#entries) {
      if (id !== lessonId) continue;
      if ('newLesson' in overlay) seen ??= { ...overlay.newLesson, isPending: true, joining: (overlay.newLesson.bookings ?? []).map((b) => b.clientId) };
      else if ('goneId' in overlay) seen = undefined;
      else if (seen) seen = { ...seen, ...changedBy(overlay, seen), isPending: true };
    }
    return seen;
  }
}
