// The week after, the same as this one: which lessons are made, which are there already, and what would stand in the way. Hints only; the server decides.
import { addDays, daysBetween } from '../../domain/calendar-day.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { candidateOf, clientIdsOf, findHint, type Hint, type Places } from './conflicts.ts';

export interface WeekCopy {
  readonly lesson: LessonView;
  readonly onDate: string;
  /** `exists`: an equal one is there; `closed`: the studio does not work that day. */
  readonly state: 'free' | 'clash' | 'closed' | 'exists';
  readonly hint: Hint | null;
}
const WEEK = 7;

/** Copies of a week's lessons, in order of time. What was cancelled is not repeated; what was held is. */
export function weekCopies(week: readonly LessonView[], next: readonly LessonView[], places: Places, isClosed: (date: string) => boolean): WeekCopy[] {
  const there = next.filter((l) => l.status !== 'cancelled');
  return week
    .filter((l) => (l.status === 'planned' || l.status === 'held') && l.kindId !== undefined)
    .toSorted((a, b) => daysBetween(b.onDate, a.onDate) || a.startMin - b.startMin || a.id - b.id)
    .map((lesson) => {
      const onDate = addDays(lesson.onDate, WEEK);
      const moved = { ...lesson, onDate };
      if (there.some((l) => isEqual(l, moved))) return { lesson, onDate, state: 'exists', hint: null };
      const { id: _own, ...candidate } = candidateOf(moved);
      const hint = findHint(candidate, there, places);
      return { lesson, onDate, state: hint ? 'clash' : isClosed(onDate) ? 'closed' : 'free', hint };
    });
}
/** The same time, kind and trainer for the same group or people: no need for another. */
export function isEqual(a: LessonView, b: LessonView): boolean {
  if (a.onDate !== b.onDate || a.startMin !== b.startMin || a.durationMin !== b.durationMin || a.kindId !== b.kindId || a.trainerId !== b.trainerId || a.groupId !== b.groupId) return false;
  return a.groupId !== undefined || clientIdsOf(a).toSorted().join() === clientIdsOf(b).toSorted().join();
}
