// Working hours of the studio and of a trainer: a lesson outside them is a warning, never a refusal.
import type { Lesson, Studio, Trainer } from '../contract/entities.ts';
import type { Conflict } from '../contract/operation.ts';

type Hours = Studio['hours'];
const DAY_MIN = 1440;

/** ISO weekday of a date, Monday 1 … Sunday 7. */
export const weekdayOf = (onDate: string): number => ((Math.floor(Date.parse(onDate) / 86_400_000) + 3) % 7 + 7) % 7 + 1;

/** When a trainer works: each week, and otherwise on single dates. */
export type OpenTimes = Pick<Trainer, 'hours'> & { dayHours?: Trainer['dayHours'] | null };
export const UNSTATED: OpenTimes = { hours: [] };
interface Span { readonly startMin: number; readonly endMin: number }
/** The spans of a date, in order; null where hours are not stated at all, which closes nothing. */
export function spansOn({ hours, dayHours }: OpenTimes, onDate: string): Span[] | null {
  const special = dayHours?.find((d) => d.onDate === onDate);
  const day = weekdayOf(onDate);
  const spans = special ? special.spans : hours.length ? hours.filter((h) => h.weekday === day) : null;
  return spans && [...spans].sort((a, b) => a.startMin - b.startMin);
}
/** Whether [startMin, startMin + durationMin) lies within one span of that date. */
export function isWithin(times: OpenTimes, onDate: string, startMin: number, durationMin: number): boolean {
  const end = Math.min(startMin + durationMin, DAY_MIN);
  return spansOn(times, onDate)?.some((h) => h.startMin <= startMin && end <= h.endMin) ?? true;
}
/** Warnings for a lesson that is not cancelled, and no block of time: outside the studio's hours, outside its trainer's. */
export function outsideHours(row: Pick<Lesson, 'status' | 'block' | 'trainerId' | 'onDate' | 'startMin' | 'durationMin'>, studio: Hours, trainer: OpenTimes): Conflict[] {
  if (row.status === 'cancelled' || row.block) return [];
  const warnings: Conflict[] = [];
  if (!isWithin({ hours: studio }, row.onDate, row.startMin, row.durationMin)) warnings.push({ what: 'outsideHours' });
  if (row.trainerId && !isWithin(trainer, row.onDate, row.startMin, row.durationMin)) warnings.push({ what: 'outsideHours', id: row.trainerId });
  return warnings;
}
