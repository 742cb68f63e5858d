// Working hours of the studio and of a trainer: a lesson outside them is a warning, never a refusal.
import type { Lesson, Studio, Trainer } from '../contract/entities.ts';
import type { Conflict } from '../contract/operation.ts';

type Hours = Studio['hours'];
const DAY_MIN = 1440;

/** ISO weekday of a date, Monday 1 … Sunday 7. */
export const weekdayOf = (onDate: string): number => ((Math.floor(Date.parse(onDate) / 86_400_000) + 3) % 7 + 7) % 7 + 1;

/** Whether [startMin, startMin + durationMin) lies within one span of that weekday. No hours at all means not stated, hence inside. */
export function isWithin(hours: Hours, onDate: string, startMin: number, durationMin: number): boolean {
  if (!hours.length) return true;
  const day = weekdayOf(onDate);
  const end = Math.min(startMin + durationMin, DAY_MIN);
  return hours.some((h) => h.weekday === day && h.startMin <= startMin && end <= h.endMin);
}
/** Warnings for a lesson that is not cancelled, and no block of time: outside the studio's hours, outside its trainer's. */
export function outsideHours(row: Lesson, studio: Hours, trainer: Trainer['hours']): Conflict[] {
  if (row.status === 'cancelled' || row.block) return [];
  const warnings: Conflict[] = [];
  if (!isWithin(studio, row.onDate, row.startMin, row.durationMin)) warnings.push({ what: 'outsideHours' });
  if (row.trainerId && !isWithin(trainer, row.onDate, row.startMin, row.durationMin)) warnings.push({ what: 'outsideHours', id: row.trainerId });
  return warnings;
}
