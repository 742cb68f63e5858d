// The week after, the same as this one: which lessons are made, which are there already, and what would stand in the way. Hints only; the server decides.
import type { Absence, Closure, Studio } from '../../contract/entities.ts';
import { addDays, daysBetween } from '../../domain/calendar-day.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { windowsOn } from './away.ts';
import { candidateOf, clientIdsOf, findHint, type Hint, type Places } from './conflicts.ts';

export interface WeekCopy {
  readonly lesson: LessonView;
  readonly onDate: string;
  /** `exists`: an equal one is there; `cancelled`: it has been called off there; `closed`, `absence`, `closure`: nothing new enters that time without a reason. */
  readonly state: 'free' | 'clash' | 'exists' | 'cancelled' | Shut['what'];
  readonly hint: Hint | null;
  /** In words of the studio, where it has given any. */
  readonly reason?: string | undefined;
}
/** What keeps new lessons out of a time. */
export interface Shut { readonly what: 'closed' | 'absence' | 'closure'; readonly reason?: string | undefined }
interface Away { readonly studio: Pick<Studio, 'closedDays'> | null; readonly absences: readonly Absence[]; readonly closures: readonly Closure[]; readonly today: string }
const WEEK = 7;

/** Copies of a week's lessons and blocks of time, in order of time. What was cancelled or held back for somebody is not repeated; what was held is. */
export function weekCopies(week: readonly LessonView[], next: readonly LessonView[], places: Places, shutAt: (lesson: LessonView) => Shut | null): WeekCopy[] {
  const there = next.filter((l) => l.status !== 'cancelled');
  return week
    .filter((l) => (l.status === 'planned' || l.status === 'held') && (l.kindId !== undefined || l.block !== undefined) && !isTentative(l))
    .toSorted((a, b) => daysBetween(b.onDate, a.onDate) || a.startMin - b.startMin || a.id - b.id)
    .map((lesson) => {
      const onDate = addDays(lesson.onDate, WEEK);
      const moved = { ...lesson, onDate };
      if (there.some((l) => isEqual(l, moved))) return { lesson, onDate, state: 'exists', hint: null };
      const { id: _own, ...candidate } = candidateOf(moved);
      const hint = findHint(candidate, there, places);
      // A block of time may stand where nobody works.
      const shut = lesson.block ? null : shutAt(moved);
      const free = next.some((l) => l.status === 'cancelled' && isEqual(l, moved)) ? 'cancelled' : 'free';
      return { lesson, onDate, state: hint ? 'clash' : (shut?.what ?? free), hint, ...(!hint && shut?.reason && { reason: shut.reason }) };
    });
}
export const isTentative = (l: LessonView): boolean => l.block === 'hold';
/** As the server will see it: a closed day, an absence of the trainer, closed time of the studio or the room. */
export function shutIn({ studio, absences, closures, today }: Away): (lesson: LessonView) => Shut | null {
  return (l) => {
    const day = studio?.closedDays.find((d) => d.onDate === l.onDate);
    if (day) return { what: 'closed', reason: day.reason };
    const meets = (span: Absence | Closure) => windowsOn(l.onDate, [span], today).some((w) => w.from < l.startMin + l.durationMin && l.startMin < w.to)
      || windowsOn(addDays(l.onDate, 1), [span], today).some((w) => w.from < l.startMin + l.durationMin - 1440);
    if (l.trainerId !== undefined && absences.some((a) => a.trainerId === l.trainerId && meets(a))) return { what: 'absence' };
    const closure = closures.find((c) => !c.isOver && (c.roomId === undefined || c.roomId === l.roomId) && meets(c));
    return closure ? { what: 'closure', reason: closure.reason } : null;
  };
}
/** The same time, kind and trainer for the same group or people: no need for another. */
export function isEqual(a: LessonView, b: LessonView): boolean {
  if (a.onDate !== b.onDate || a.startMin !== b.startMin || a.durationMin !== b.durationMin || a.kindId !== b.kindId || a.trainerId !== b.trainerId || a.groupId !== b.groupId || a.block !== b.block) return false;
  if (a.block) return a.roomId === b.roomId;
  return a.groupId !== undefined || clientIdsOf(a).toSorted().join() === clientIdsOf(b).toSorted().join();
}
