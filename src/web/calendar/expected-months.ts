// The months that the calendar will hold for an address, guessed before the studio's zone and the person's choices are known.
import { addDays, isDay, monthsBetween, startOfWeek } from '../../domain/calendar-day.ts';

/** The week of the address or of the device's today, and a week around it. */
export function expectedMonths(query: URLSearchParams, now = new Date()): number[] {
  const asked = query.get('date') ?? '';
  const monday = startOfWeek(isDay(asked) ? asked : [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-'));
  return monthsBetween(addDays(monday, -7), addDays(monday, 13));
}
