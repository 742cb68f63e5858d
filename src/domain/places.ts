// Which places of a room each lesson takes. Places are given by the system and reshuffled unless pinned.
// Invariant of a result: no place is in two lessons at once, every lesson has as many as it needs, pinned ones stay.
import { overlaps, type During } from './studio-time.ts';

export interface Seated extends During {
  id: number;
  /** How many places it needs. */
  need: number;
  slots: readonly number[];
  pinned: readonly number[];
  /** Not to be reshuffled: held, or reaching out of the loaded window. */
  isFixed: boolean;
}

/**
 * Places for `target` among the lessons already in the room, moving others only when there is no other way.
 * Gives the lessons whose places change, target first; null when the room has too few.
 */
export function seat(target: Seated, others: readonly Seated[], usable: readonly number[]): Map<number, number[]> | null {
  const beside = others.filter((o) => overlaps(o, target));
  const taken = new Set(beside.flatMap((o) => o.slots));
  const direct = pick(target, usable.filter((s) => !taken.has(s)));
  if (direct) return new Map([[target.id, direct]]);
  return reshuffle(target, others, usable);
}

/** Own places first (pinned, then present ones), then the lowest free. */
function pick(lesson: Seated, free: readonly number[]): number[] | null {
  const isFree = new Set(free);
  if (!lesson.pinned.every((s) => isFree.has(s))) return null;
  const order = [...new Set([...lesson.pinned, ...lesson.slots.filter((s) => isFree.has(s)), ...free])];
  return order.length < lesson.need ? null : order.slice(0, lesson.need).sort((a, b) => a - b);
}

/** Tries that a reshuffle may take before it gives up; without pinned places the first always succeeds. */
const MOST_TRIES = 2000;

/** Gives places anew in order of start, which is always enough where nothing is pinned; around pinned ones it searches. */
function reshuffle(target: Seated, others: readonly Seated[], usable: readonly number[]): Map<number, number[]> | null {
  const all = [target, ...others];
  const given = new Map<number, readonly number[]>();
  for (const l of all) given.set(l.id, l.isFixed ? l.slots : l.pinned);
  const movable = all.filter((l) => !l.isFixed).sort((a, b) => a.fromMs - b.fromMs || b.pinned.length - a.pinned.length || a.id - b.id);
  let tries = 0;
  const give = (i: number): boolean => {
    const l = movable[i];
    if (!l) return true;
    const taken = new Set(all.filter((o) => o.id !== l.id && overlaps(o, l)).flatMap((o) => given.get(o.id) ?? []));
    const free = usable.filter((s) => !taken.has(s));
    for (let turn = 0; turn < Math.max(1, free.length); turn++) {
      const slots = pick({ ...l, slots: [] }, [...free.slice(turn), ...free.slice(0, turn)]);
      if (!slots || ++tries > MOST_TRIES) return false;
      given.set(l.id, slots);
      if (give(i + 1)) return true;
      given.set(l.id, l.pinned);
    }
    return false;
  };
  if (!give(0)) return null;
  const changed = new Map<number, number[]>([[target.id, [...(given.get(target.id) ?? [])]]]);
  for (const l of movable) {
    const slots = given.get(l.id) ?? [];
    if (slots.join() !== l.slots.join()) changed.set(l.id, [...slots]);
  }
  return changed;
}

/** Places for people among a lesson's places: who has one keeps it, the pinned first; the rest take what is left in order. */
export function assign<B extends { clientId: number; slot?: number | undefined; isPinned?: boolean | undefined }>(bookings: readonly B[], slots: readonly number[]): B[] {
  const free = new Set(slots);
  const kept = new Map<number, number>();
  for (const wanted of [true, false]) {
    for (const b of bookings) {
      if (b.slot !== undefined && !!b.isPinned === wanted && free.delete(b.slot)) kept.set(b.clientId, b.slot);
    }
  }
  const rest = [...free];
  return bookings.map((b) => {
    const slot = kept.get(b.clientId) ?? rest.shift();
    const { slot: _old, isPinned, ...base } = b;
    return { ...base, ...(slot !== undefined && { slot }), ...(isPinned && slot === b.slot && { isPinned }) } as B; // the same booking with its place
  });
}
