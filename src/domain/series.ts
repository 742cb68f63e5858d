// The dates of a regular schedule. The truth is local: 18:00 stays 18:00 whatever the clocks do.
import { MOST_MEMBERS, OPEN_DAYS } from '../contract/limits.ts';
import { addDays, startOfWeek, weekday } from './calendar-day.ts';

export interface SeriesSlot { weekday: number; startMin: number; durationMin: number }
/** From a day to a day (inclusive) or for so many lessons. */
export interface SeriesRule { slots: readonly SeriesSlot[]; fromOn: string; untilOn?: string | undefined; count?: number | undefined }
export interface SeriesDate { onDate: string; startMin: number; durationMin: number }

const WEEK_MIN = 7 * 1440;

/** Every lesson of the rule in order of time; one more than MOST_MEMBERS when there are more than that. */
export function seriesDates({ slots, fromOn, untilOn, count = Infinity }: SeriesRule): SeriesDate[] {
  const inWeek = [...slots].sort((a, b) => a.weekday - b.weekday || a.startMin - b.startMin);
  const most = Math.min(count, MOST_MEMBERS + 1);
  const dates: SeriesDate[] = [];
  if (!inWeek.length) return dates;
  for (let monday = startOfWeek(fromOn); dates.length < most && (untilOn === undefined ? count < Infinity : monday <= untilOn); monday = addDays(monday, 7)) {
    for (const { weekday: day, startMin, durationMin } of inWeek) {
      const onDate = addDays(monday, day - 1);
      if (onDate >= fromOn && (untilOn === undefined || onDate <= untilOn) && dates.length < most) dates.push({ onDate, startMin, durationMin });
    }
  }
  return dates;
}
/** The day up to which a schedule without an end has its lessons. */
export const horizonOf = (todayOn: string): string => addDays(todayOn, OPEN_DAYS);
interface Filling { slots: readonly SeriesSlot[]; fromOn: string; untilOn?: string | undefined; filledTo?: string | undefined }
/** Dates that a schedule filled as time goes by is still to have a lesson on. */
export function dueDates({ slots, fromOn, untilOn, filledTo }: Filling, todayOn: string): SeriesDate[] {
  if (filledTo === undefined) return [];
  const next = addDays(filledTo, 1);
  const last = horizonOf(todayOn);
  return seriesDates({ slots, fromOn: next > fromOn ? next : fromOn, untilOn: untilOn !== undefined && untilOn < last ? untilOn : last });
}
/** Whether two lessons of one week would overlap, Sunday night and Monday morning included. */
export function doSlotsOverlap(slots: readonly SeriesSlot[]): boolean {
  const spans = slots.map((s) => ({ from: (s.weekday - 1) * 1440 + s.startMin, length: s.durationMin })).sort((a, b) => a.from - b.from);
  return spans.some((s, i) => {
    const next = spans[(i + 1) % spans.length];
    if (!next || spans.length === 1) return false;
    return (next.from - s.from + WEEK_MIN) % WEEK_MIN < s.length;
  });
}
/** The slot a lesson was made from. */
export const isOfSlot = (slot: SeriesSlot, origin: { seriesOn?: string | undefined; seriesMin?: number | undefined }): boolean =>
  origin.seriesOn !== undefined && slot.weekday === weekday(origin.seriesOn) && slot.startMin === origin.seriesMin;
