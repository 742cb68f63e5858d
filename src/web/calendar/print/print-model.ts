// What stands on a printed sheet, as plain rows: a week by days, a day as a list. Names and phones are put in by the screen.
import { addDays, startOfWeek } from '../../../domain/calendar-day.ts';
import type { LessonView } from '../../sync/store.svelte.ts';
import type { PrintKind } from '../../actions/action.ts';

/** The days a sheet covers. */
export const daysOf = (what: PrintKind, date: string): string[] => (what === 'day' ? [date] : Array.from({ length: 7 }, (_, i) => addDays(startOfWeek(date), i)));
/** In order of time; cancelled lessons and mere busy time are left out of paper. */
export function printed(lessons: readonly LessonView[], what: PrintKind, trainerId: number | null): LessonView[] {
  return lessons
    .filter((l) => l.status !== undefined && l.status !== 'cancelled' && (what !== 'trainer' || (l.trainerId ?? null) === trainerId))
    .toSorted((a, b) => a.onDate.localeCompare(b.onDate) || a.startMin - b.startMin || (a.roomId ?? 0) - (b.roomId ?? 0) || a.id - b.id);
}
/** Days without lessons at the weekend take no room on paper. */
export function shownDays(days: readonly string[], lessons: readonly LessonView[]): string[] {
  const used = new Set(lessons.map((l) => l.onDate));
  return days.filter((day, i) => i < 5 || used.has(day) || days.length === 1);
}
/** What is written of a lesson on paper, where no colour tells a break or a hold with somebody's name from it. */
export const whatOf = (lesson: Pick<LessonView, 'block' | 'title'>, title: string, blockText: (what: NonNullable<LessonView['block']>) => string): string => (lesson.block && lesson.title ? `${title} · ${blockText(lesson.block)}` : title);
const STEP = 0.97;
/** The greatest scale, 1 or smaller, at which everything fits; `fits` is asked with each. Never below `least`. */
export function scaleToFit(fits: (scale: number) => boolean, least = 0.3): number {
  for (let scale = 1; scale > least; scale *= STEP) if (fits(scale)) return scale;
  return least;
}
