// Arithmetic on studio days written 'YYYY-MM-DD'. No zones, no clock: a day here is a square on the wall calendar.
const DAY_MS = 86_400_000;

/** The day that lies `count` days after (or, negative, before). */
export const addDays = (date: string, count: number): string => new Date(toMs(date) + count * DAY_MS).toISOString().slice(0, 10);
/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => (toMs(to) - toMs(from)) / DAY_MS;
/** ISO weekday, Monday 1 … Sunday 7. */
export const weekday = (date: string): number => new Date(toMs(date)).getUTCDay() || 7;
/** Monday of the week the day belongs to. */
export const startOfWeek = (date: string): string => addDays(date, 1 - weekday(date));
/** Month as one number, year * 12 + month - 1. */
export const monthOf = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
/** First day of a month number. */
export const firstOfMonth = (month: number): string => `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
/** Months touched by the days from `from` to `to`, both inclusive. */
export function monthsBetween(from: string, to: string): number[] {
  const months: number[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month++) months.push(month);
  return months;
}
/** True for a day that exists, 1970 … 2199. */
export function isDay(value: string): boolean {
  if (!/^(19[7-9]|20\d|21\d)\d-\d\d-\d\d$/.test(value)) return false;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === value;
}
/** The day as an instant at UTC midnight: only for Intl.DateTimeFormat with timeZone 'UTC'. */
export const utcMidnight = (date: string): Date => new Date(toMs(date));

const toMs = (date: string) => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
