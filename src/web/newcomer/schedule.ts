// A client's regular schedule out of what is typed: days and times, with whom and where, from when, for how long.
import type { Subscription } from '../../contract/entities.ts';
import type { Input } from '../../contract/ops.ts';
import { addDays, weekday } from '../../domain/calendar-day.ts';
import { freeLessons } from '../../domain/subscription.ts';
import { parseTime } from '../calendar/time-text.ts';
import { isBadRow, type SlotRow } from '../subscriptions/type-form.ts';

export type End = 'paid' | 'until' | 'open';
export interface ScheduleForm { rows: SlotRow[]; kindId: number | null; trainerId: number | null; roomId: number | null; fromOn: string; end: End; untilOn: string }

/** What ends with the subscription: so many lessons, or its last day. */
export const canEndWith = (s: Subscription | undefined): s is Subscription => s !== undefined && ((freeLessons(s) ?? 0) > 0 || (freeLessons(s) === null && s.endOn !== undefined));
/** The first day from which no lesson would lie in the past. */
export const firstDay = (today: string, nowMin: number, rows: readonly SlotRow[]): string =>
  rows.some((r) => r.weekday === weekday(today) && (parseTime(r.start) ?? 1440) <= nowMin) ? addDays(today, 1) : today;
/** The day of the first lesson, from that day on. */
export const firstLesson = (fromOn: string, rows: readonly SlotRow[]): string => {
  const ahead = rows.map((r) => (r.weekday - weekday(fromOn) + 7) % 7);
  return addDays(fromOn, ahead.length ? Math.min(...ahead) : 0);
};
/** null while something is missing or cannot be read. */
export function planOf(form: ScheduleForm, clientIds: readonly number[], subscription?: Subscription): Input<'series.preview'> | null {
  if (form.kindId === null || !form.rows.length || form.rows.some(isBadRow) || !form.fromOn || (form.end === 'until' && (!form.untilOn || form.untilOn < form.fromOn))) return null;
  const count = form.end === 'paid' && subscription ? freeLessons(subscription) : null;
  const untilOn = form.end === 'until' ? form.untilOn : form.end === 'paid' && count === null ? subscription?.endOn : undefined;
  return {
    kindId: form.kindId, ...(form.trainerId !== null && { trainerId: form.trainerId }), ...(form.roomId !== null && { roomId: form.roomId }), clientIds: [...clientIds],
    slots: form.rows.map((r) => ({ weekday: r.weekday, startMin: parseTime(r.start) ?? 0, durationMin: Number(r.length) })), // none is null: looked at above
    fromOn: form.fromOn, ...(untilOn !== undefined && { untilOn }), ...(count !== null && { count }),
  };
}
