// Days as people type them: «24.11», «24/11/26», «завтра», «пт», “24 Nov”. A day is 'YYYY-MM-DD'; no clock and no zone here.
import { addDays, daysBetween, isDay, weekday } from '../../domain/calendar-day.ts';

export type ReadDay = { date: string } | { problem: 'unreadable' | 'noSuchDay' | 'noYear' };
export interface Reading {
  today: string;
  /** Days that lie behind, such as birth dates: two digits of a year mean the latest such year gone by, and a year has to be said. */
  isPast?: boolean | undefined;
}

/** The day that was typed. Without a year the nearest such day is meant, a weekday or a bare number is the next one, today included. */
export function readDay(text: string, reading: Reading): ReadDay {
  const clean = text.trim().toLowerCase().replace(/['’ʼ`´"]/g, '').replace(/\s+/g, ' ').replace(/^(у|в|на|on) /, '').replace(/(\d) ?(р|року)\.?$/, '$1').replace(/[.,]$/, '');
  return byNumbers(clean, reading) ?? byMonthName(clean, reading) ?? byWord(clean, reading) ?? { problem: 'unreadable' };
}

const ISO = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/;
const SPACED = /^(\d{1,2})(?: ?[.,/\- ] ?(\d{1,2})(?: ?[.,/\- ] ?(\d{4}|\d{2}))?)?$/;
const CLOSE = /^(\d\d)(\d\d)(\d{4}|\d\d)?$/;
function byNumbers(text: string, reading: Reading): ReadDay | null {
  const iso = ISO.exec(text);
  if (iso) return dayOf(Number(iso[3]), Number(iso[2]), iso[1], reading);
  const parts = SPACED.exec(text) ?? CLOSE.exec(text);
  if (!parts) return null;
  const day = Number(parts[1]);
  return parts[2] === undefined ? nextOfNumber(day, reading) : dayOf(day, Number(parts[2]), parts[3], reading);
}

const MONTHS = [['січ', 'jan'], ['лют', 'feb'], ['бер', 'mar'], ['кві', 'apr'], ['тра', 'may'], ['чер', 'jun'], ['лип', 'jul'], ['сер', 'aug'], ['вер', 'sep'], ['жов', 'oct'], ['лис', 'nov'], ['гру', 'dec']];
function byMonthName(text: string, reading: Reading): ReadDay | null {
  const found = /^(\d{1,2})(?:st|nd|rd|th)?\.? ([а-яіїєґ]{3,}|[a-z]{3,})\.?,?(?: (\d{4}|\d\d))?$/.exec(text);
  const turned = found ? null : /^([a-z]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}|\d\d))?$/.exec(text);
  const name = found?.[2] ?? turned?.[1];
  const month = name === undefined ? -1 : MONTHS.findIndex((stems) => stems.some((stem) => name.startsWith(stem)));
  return month < 0 ? null : dayOf(Number(found?.[1] ?? turned?.[2]), month + 1, found?.[3] ?? turned?.[3], reading);
}

const OFFSETS: readonly [word: string, least: number, days: number][] = [
  ['сьогодні', 2, 0], ['завтра', 2, 1], ['післязавтра', 4, 2], ['вчора', 2, -1], ['учора', 2, -1], ['позавчора', 4, -2], ['today', 3, 0], ['tomorrow', 3, 1], ['yesterday', 3, -1],
];
/** Short names, then beginnings of the long ones, from Monday on. */
const WEEKDAYS = [['пн', 'понеділок', 'monday'], ['вт', 'вівторок', 'tuesday'], ['ср', 'середа', 'середу', 'wednesday'], ['чт', 'четвер', 'thursday'], ['пт', 'пятниця', 'пятницю', 'friday'], ['сб', 'субота', 'суботу', 'saturday'], ['нд', 'неділя', 'неділю', 'sunday']];
function byWord(text: string, { today, isPast }: Reading): ReadDay | null {
  const shift = /^([+-]) ?(\d{1,3})$/.exec(text);
  if (shift) return { date: addDays(today, Number(shift[2]) * (shift[1] === '-' ? -1 : 1)) };
  const offset = OFFSETS.find(([word, least]) => text.length >= least && word.startsWith(text));
  if (offset) return { date: addDays(today, offset[2]) };
  const at = text.length < 2 ? -1 : WEEKDAYS.findIndex((names) => names.some((name) => name.startsWith(text)));
  if (at < 0) return null;
  const ahead = (at + 1 - weekday(today) + 7) % 7;
  return { date: addDays(today, isPast && ahead ? ahead - 7 : ahead) };
}

function dayOf(day: number, month: number, year: string | undefined, { today, isPast }: Reading): ReadDay {
  const thisYear = Number(today.slice(0, 4));
  if (year === undefined) {
    if (isPast) return { problem: 'noYear' };
    const near = [thisYear, thisYear + 1, thisYear - 1].map((y) => textOf(y, month, day)).filter(isDay).sort((a, b) => Math.abs(daysBetween(today, a)) - Math.abs(daysBetween(today, b)));
    return near[0] ? { date: near[0] } : { problem: 'noSuchDay' };
  }
  const date = textOf(year.length === 4 ? Number(year) : wholeYear(Number(year), thisYear, isPast), month, day);
  return isDay(date) ? { date } : { problem: 'noSuchDay' };
}
const wholeYear = (short: number, thisYear: number, isPast = false) => (isPast && 2000 + short > thisYear ? 1900 + short : 2000 + short);
function nextOfNumber(day: number, { today, isPast }: Reading): ReadDay {
  if (isPast) return { problem: 'noYear' };
  for (let ahead = 0; ahead < 62; ahead++) {
    const date = addDays(today, ahead);
    if (Number(date.slice(8)) === day) return { date };
  }
  return { problem: 'noSuchDay' };
}
const textOf = (year: number, month: number, day: number) => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
