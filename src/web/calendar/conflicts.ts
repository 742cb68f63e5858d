// Says while a lesson is still in the hand what would stand in its way among the lessons on this screen.
// A hint only: the server decides, and sees more.
import type { LessonKind, Room } from '../../contract/entities.ts';
import { daysBetween } from '../../domain/calendar-day.ts';
import type { LessonView } from '../sync/store.svelte.ts';

export interface Candidate {
  /** The lesson being moved, which never stands in its own way; absent for a new one. */
  readonly id?: number | undefined;
  readonly onDate: string; readonly startMin: number; readonly durationMin: number;
  readonly trainerId?: number | null | undefined; readonly roomId?: number | null | undefined;
  readonly clientIds: readonly number[];
  readonly kindId?: number | undefined; readonly capacity?: number | undefined; readonly takesWholeRoom?: boolean | undefined;
}
export interface Hint { readonly what: 'trainer' | 'client' | 'room'; readonly id: number; readonly lesson: LessonView }
export interface Places { room(id: number): Room | undefined; kind(id: number): LessonKind | undefined }

/** The first thing that clashes: trainer before client before room. `others` begin on the day before, the day, or the day after. */
export function findHint(candidate: Candidate, others: readonly LessonView[], places: Places): Hint | null {
  const beside = others.filter((o) => o.id !== candidate.id && o.status !== 'cancelled' && doOverlap(candidate, o));
  return trainerHint(candidate, beside) ?? clientHint(candidate, beside) ?? roomHint(candidate, beside, places);
}

/** Half-open: back to back is no overlap. */
export function doOverlap(a: Pick<Candidate, 'onDate' | 'startMin' | 'durationMin'>, b: Pick<Candidate, 'onDate' | 'startMin' | 'durationMin'>): boolean {
  const start = (a.onDate === b.onDate ? 0 : daysBetween(a.onDate, b.onDate) * 1440) + b.startMin;
  return a.startMin < start + b.durationMin && start < a.startMin + a.durationMin;
}
export const clientIdsOf = (l: Pick<LessonView, 'bookings'>): number[] => l.bookings?.map((b) => b.clientId) ?? [];
export const candidateOf = (l: LessonView): Candidate => ({ ...l, clientIds: clientIdsOf(l) });

/** The first room without a clash at that time; undefined when all are taken or none is there. */
export function freeRoom(candidate: Candidate, others: readonly LessonView[], rooms: readonly Room[], places: Places): number | undefined {
  const beside = others.filter((o) => o.id !== candidate.id && o.status !== 'cancelled' && doOverlap(candidate, o));
  return rooms.find((r) => !r.isArchived && !roomHint({ ...candidate, roomId: r.id }, beside, places))?.id;
}

/** When the room has no place for it on that day: minutes of the day, as roomHint would say of each. `there`: lessons of the day in that room. */
export function roomBusy(candidate: Candidate, there: readonly LessonView[], places: Places): { from: number; to: number }[] {
  const room = candidate.roomId ? places.room(candidate.roomId) : undefined;
  if (!room) return [];
  const usable = room.places.filter((p) => !p.isArchived && !p.isOutOfOrder).length;
  const isWhole = takesWhole(candidate, places);
  const spare = usable > 0 ? usable - needs(candidate, places) : Infinity;
  const weight = (l: LessonView) => (isWhole || takesWhole(l, places) ? Infinity : l.status === undefined ? 0 : needs(l, places));
  const others = there.filter((l) => l.id !== candidate.id && l.status !== 'cancelled').map((l) => ({ from: l.startMin, to: l.startMin + l.durationMin, weight: weight(l) }));
  const moments = [...new Set(others.flatMap((o) => [o.from, o.to]))].sort((a, b) => a - b);
  return moments.slice(0, -1).flatMap((from, i) => {
    const inside = others.filter((o) => o.from <= from && from < o.to);
    const taken = inside.reduce((sum, o) => sum + o.weight, 0);
    return taken === Infinity || (inside.length > 0 && taken > spare) ? [{ from, to: moments[i + 1] ?? from }] : [];
  });
}

function trainerHint(candidate: Candidate, beside: readonly LessonView[]): Hint | null {
  const id = candidate.trainerId;
  const lesson = id ? beside.find((o) => o.trainerId === id) : undefined;
  return id && lesson ? { what: 'trainer', id, lesson } : null;
}
function clientHint(candidate: Candidate, beside: readonly LessonView[]): Hint | null {
  const own = new Set(candidate.clientIds);
  if (!own.size) return null;
  for (const lesson of beside) {
    const id = clientIdsOf(lesson).find((c) => own.has(c));
    if (id !== undefined) return { what: 'client', id, lesson };
  }
  return null;
}
function roomHint(candidate: Candidate, beside: readonly LessonView[], places: Places): Hint | null {
  const id = candidate.roomId;
  const room = id ? places.room(id) : undefined;
  if (!id || !room) return null;
  const there = beside.filter((o) => o.roomId === id);
  // Busy time of others does not tell how many places it takes.
  const known = there.filter((o) => o.status !== undefined);
  const whole = known.find((o) => takesWhole(o, places));
  if (whole) return { what: 'room', id, lesson: whole };
  const first = there[0];
  if (!first) return null;
  if (takesWhole(candidate, places)) return { what: 'room', id, lesson: first };
  const usable = room.places.filter((p) => !p.isArchived && !p.isOutOfOrder).length;
  const wanted = needs(candidate, places) + mostAtOnce(candidate, known, places);
  return known[0] && usable > 0 && wanted > usable ? { what: 'room', id, lesson: known[0] } : null;
}

type Sized = Pick<Candidate, 'kindId' | 'capacity' | 'takesWholeRoom'>;
const takesWhole = (l: Sized, places: Places): boolean => l.takesWholeRoom ?? (l.kindId !== undefined && places.kind(l.kindId)?.takesWholeRoom) === true;
const needs = (l: Sized, places: Places): number => l.capacity ?? (l.kindId === undefined ? 1 : (places.kind(l.kindId)?.capacity ?? 1));

/** The most places taken at one moment of the candidate's time. */
function mostAtOnce(candidate: Candidate, others: readonly LessonView[], places: Places): number {
  const at = (l: LessonView) => daysBetween(candidate.onDate, l.onDate) * 1440 + l.startMin;
  let most = 0;
  for (const moment of [candidate.startMin, ...others.map(at)]) {
    if (moment < candidate.startMin) continue;
    const there = others.filter((l) => at(l) <= moment && moment < at(l) + l.durationMin);
    most = Math.max(most, there.reduce((sum, l) => sum + needs(l, places), 0));
  }
  return most;
}
