// Whom to tell about some lessons: one line a person with all their lessons, however many were picked.
import type { LessonView } from '../sync/store.svelte.ts';

export interface Told { readonly clientId: number; readonly planned: readonly LessonView[]; readonly cancelled: readonly LessonView[] }
/** In the order of their first lesson; somebody in several lessons is told once. Lessons in order of time. */
export function peopleToTell(lessons: readonly LessonView[]): Told[] {
  const found = new Map<number, { planned: LessonView[]; cancelled: LessonView[] }>();
  for (const lesson of lessons.toSorted((a, b) => a.onDate.localeCompare(b.onDate) || a.startMin - b.startMin)) {
    for (const { clientId } of lesson.bookings ?? []) {
      const theirs = found.get(clientId) ?? { planned: [], cancelled: [] };
      found.set(clientId, theirs);
      (lesson.status === 'cancelled' ? theirs.cancelled : theirs.planned).push(lesson);
    }
  }
  return [...found].map(([clientId, theirs]) => ({ clientId, ...theirs }));
}
/** One person a line, columns apart by tabs: pastes into a table and into a message alike. */
export const listText = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map((cell) => cell.replace(/[\t\n]+/g, ' ')).join('\t')).join('\n');
