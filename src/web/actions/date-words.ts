// Days as people type them: «четвер», 'thu', «завтра», '24.11', '24 листопада', '2026-11-24'; a wrong keyboard layout is forgiven.
import { addDays, daysBetween, isDay, startOfWeek, weekday } from '../../domain/calendar-day.ts';
import { layoutsOf } from '../ui/search.ts';

const WEEKDAYS: readonly (readonly string[])[] = [
  ['понеділок', 'пн', 'monday'], ['вівторок', 'вт', 'tuesday'], ['середа', 'середу', 'ср', 'wednesday'], ['четвер', 'чт', 'thursday'],
  ['пятниця', 'пятницю', 'пт', 'friday'], ['субота', 'суботу', 'сб', 'saturday'], ['неділя', 'неділю', 'нд', 'sunday'],
];
const MONTHS: readonly (readonly string[])[] = [
  ['січень', 'січня', 'january'], ['лютий', 'лютого', 'february'], ['березень', 'березня', 'march'], ['квітень', 'квітня', 'april'], ['травень', 'травня', 'may'], ['червень', 'червня', 'june'],
  ['липень', 'липня', 'july'], ['серпень', 'серпня', 'august'], ['вересень', 'вересня', 'september'], ['жовтень', 'жовтня', 'october'], ['листопад', 'листопада', 'november'], ['грудень', 'грудня', 'december'],
];
const NEAR: readonly (readonly [days: number, ...words: string[]])[] = [
  [0, 'сьогодні', 'today'], [1, 'завтра', 'tomorrow'], [2, 'післязавтра'], [-1, 'вчора', 'учора', 'yesterday'], [-2, 'позавчора'],
];
const UNITS: readonly (readonly [days: number, ...words: string[]])[] = [[7, 'тиждень', 'тижні', 'тижня', 'тижнів', 'weeks'], [1, 'день', 'дні', 'дня', 'днів', 'days']];
/** From one on. */
const COUNTS: readonly (readonly string[])[] = [['', 'один', 'a', 'one'], ['два', 'дві', 'two'], ['три', 'three'], ['чотири', 'four']];
const LEAST_LETTERS = 2;

/** Days a text may mean, the likeliest first, at most three. A weekday is the next one, today included, then the one after. */
export function datesIn(text: string, today: string): string[] {
  const found = new Set<string>();
  for (const variant of layoutsOf(text)) for (const date of read(variant.replace(/['’ʼ`]/g, '').replace(/\s+/g, ' '), today)) found.add(date);
  return [...found].slice(0, 3);
}
function read(text: string, today: string): string[] {
  if (isDay(text)) return [text];
  const numbers = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d\d))?\.?$/.exec(text);
  if (numbers) return dayOf(Number(numbers[1]), Number(numbers[2]), numbers[3], today);
  const named = /^(\d{1,2}) ?([^\d\s.,]{2,})\.?(?: (\d{4}))?$/.exec(text) ?? swapped(/^([^\d\s.,]{3,})\.? (\d{1,2})(?: (\d{4}))?$/.exec(text));
  if (named) {
    const month = MONTHS.findIndex((names) => begins(names, named[2] ?? ''));
    return month < 0 ? [] : dayOf(Number(named[1]), month + 1, named[3], today);
  }
  const distance = distanceOf(text);
  if (distance) return [addDays(today, distance)];
  if (text.length < LEAST_LETTERS || /\d/.test(text)) return [];
  if (begins(['наступний тиждень', 'наступного тижня', 'next week'], text) && text.length > 4) return [addDays(startOfWeek(today), 7)];
  const bare = text.replace(/^(у|в|на|on|next|наступн\S*) /, '');
  const days = NEAR.filter(([, ...words]) => begins(words, bare)).map(([days]) => addDays(today, days));
  const at = WEEKDAYS.findIndex((names) => begins(names, bare.replace(/\.$/, '')));
  if (at < 0) return days;
  const next = addDays(today, (at + 1 - weekday(today) + 7) % 7);
  return [...days, next, addDays(next, 7)];
}
/** Days of «через тиждень», «через 2 тижні», «за 10 днів», 'in two weeks'; 0 for anything else. */
function distanceOf(text: string): number {
  const [, count = '', unit = ''] = /^(?:через|за|in)(?: (\S+))? (\S{2,})$/.exec(text) ?? [];
  const of = UNITS.find(([, ...names]) => begins(names, unit))?.[0] ?? 0;
  const many = COUNTS.findIndex((names) => names.includes(count));
  return of * (/^\d{1,2}$/.test(count) ? Number(count) : many + 1);
}
const begins = (names: readonly string[], text: string): boolean => text.length >= LEAST_LETTERS && names.some((name) => name.startsWith(text));
const swapped = (m: RegExpExecArray | null): (string | undefined)[] | null => (m ? [m[0], m[2], m[1], m[3]] : null);

/** Without a year the nearest one: up to four months back, else ahead. */
function dayOf(day: number, month: number, year: string | undefined, today: string): string[] {
  const two = (n: number) => String(n).padStart(2, '0');
  const at = (y: number) => `${y}-${two(month)}-${two(day)}`;
  if (year) return [at(Number(year.length === 2 ? `20${year}` : year))].filter(isDay);
  const now = Number(today.slice(0, 4));
  const near = [now, now + 1, now - 1].map(at).filter(isDay);
  return near.filter((d) => daysBetween(today, d) > -120 && daysBetween(today, d) <= 245).slice(0, 1).concat(near).slice(0, 1);
}
