// The picked lessons as rows, in order of time; those that have gone meanwhile are left out.
import { store, type LessonView } from '../sync/store.svelte.ts';
import type { CalendarScreen } from './screen.svelte.ts';

export const pickedLessons = (screen: CalendarScreen): LessonView[] => lessonsOf(screen.picked);
/** All that are picked, where this lesson is one of several; otherwise none. */
export const pickedWith = (screen: CalendarScreen, id: number): LessonView[] => (screen.picked.size > 1 && screen.picked.has(id) ? pickedLessons(screen) : []);
export const lessonsOf = (ids: Iterable<number>): LessonView[] =>
  [...ids].flatMap((id) => store.lessons.get(id) ?? []).sort((a, b) => a.onDate.localeCompare(b.onDate) || a.startMin - b.startMin);
