// Weekly hours as rows of text while they are edited, and back.
import { formatTime, parseTime } from '../i18n/format.svelte.ts';

export interface Interval { weekday: number; startMin: number; endMin: number }
export interface HoursRow { weekday: number; start: string; end: string }

export const toRows = (hours: readonly Interval[]): HoursRow[] =>
  [...hours].sort((a, b) => a.weekday - b.weekday || a.startMin - b.startMin).map((h) => ({ weekday: h.weekday, start: formatTime(h.startMin), end: formatTime(h.endMin) }));
/** What was typed, as a time in full; unreadable text stays. */
export function tidyTime(text: string): string {
  const min = parseTime(text);
  return min === null ? text : formatTime(min);
}
/** Midnight at the end means the end of the day. `badWeekday`: the first day whose times do not make intervals. */
export function fromRows(rows: readonly HoursRow[]): { hours: Interval[]; badWeekday: number | null } {
  const hours: Interval[] = [];
  let badWeekday: number | null = null;
  for (const row of rows) {
    const startMin = parseTime(row.start);
    const typedEnd = parseTime(row.end);
    const endMin = typedEnd === 0 ? 1440 : typedEnd;
    if (startMin === null || endMin === null || endMin <= startMin) badWeekday ??= row.weekday;
    else hours.push({ weekday: row.weekday, startMin, endMin });
  }
  hours.sort((a, b) => a.weekday - b.weekday || a.startMin - b.startMin);
  for (const [i, h] of hours.entries()) {
    const before = hours[i - 1];
    if (before && before.weekday === h.weekday && before.endMin > h.startMin) badWeekday ??= h.weekday;
  }
  return { hours, badWeekday };
}
