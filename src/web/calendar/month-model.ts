// The month as weeks of days, Monday first, and what fits into a day of it. Studio dates only.
import { addDays, daysBetween, firstOfMonth, monthOf, startOfWeek } from '../../domain/calendar-day.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import type { Column } from './grid-model.ts';

/** Every day of the weeks that touch the month of `date`: 28, 35 or 42. */
export function monthDays(date: string): string[] {
  const month = monthOf(date);
  const first = startOfWeek(firstOfMonth(month));
  const last = addDays(firstOfMonth(month + 1), -1);
  const weeks = Math.ceil((daysBetween(first, last) + 1) / 7);
  return Array.from({ length: weeks * 7 }, (_, i) => addDays(first, i));
}
export const monthColumns = (date: string): Column[] => monthDays(date).map((day) => ({ key: day, date: day }));
/** The same day of another month, or its last one where it is shorter. */
export function addMonths(date: string, count: number): string {
  const month = monthOf(date) + count;
  const days = daysBetween(firstOfMonth(month), firstOfMonth(month + 1));
  return addDays(firstOfMonth(month), Math.min(Number(date.slice(8)), days) - 1);
}
export const inOrder = (lessons: readonly LessonView[]): LessonView[] => [...lessons].sort((a, b) => a.startMin - b.startMin || a.durationMin - b.durationMin || a.id - b.id);
/** Of a day's lessons, in order, those that find room: cancelled ones only where the others leave some. */
export function fitting(lessons: readonly LessonView[], room: number): readonly LessonView[] {
  if (lessons.length <= room) return lessons;
  const isOn = (l: LessonView) => l.status !== 'cancelled';
  let forCancelled = Math.max(0, room - lessons.filter(isOn).length);
  return lessons.filter((l) => isOn(l) || forCancelled-- > 0).slice(0, room);
}
/** Minutes of a day's lessons that take place, for the load of days. */
export const loadOf = (lessons: readonly Pick<LessonView, 'status' | 'durationMin'>[]): number => lessons.reduce((sum, l) => sum + (l.status === 'cancelled' ? 0 : l.durationMin), 0);
