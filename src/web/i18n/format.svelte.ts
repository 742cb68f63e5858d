// Dates, times and money as people here write them. Studio dates are 'YYYY-MM-DD' and never pass through the browser's zone. Weeks start on Monday.
import { localeTag } from './locale.svelte.ts';

const DATE_STYLES = {
  /** 22.11.2026 */
  numeric: { day: '2-digit', month: '2-digit', year: 'numeric' },
  /** 22.11 */
  dayAndMonth: { day: '2-digit', month: '2-digit' },
  /** 22 лист. */
  short: { day: 'numeric', month: 'short' },
  /** 22 листопада */
  day: { day: 'numeric', month: 'long' },
  /** 22 листопада 2026 р. */
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  /** нд, 22 лист. */
  weekdayShort: { weekday: 'short', day: 'numeric', month: 'short' },
  /** неділя, 22 листопада */
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  /** нд */
  weekdayOnly: { weekday: 'short' },
  /** листопад 2026 р. */
  month: { month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateStyle = keyof typeof DATE_STYLES;

const dateFormats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const whole = localeTag() + key;
  let found = dateFormats.get(whole);
  if (!found) dateFormats.set(whole, (found = new Intl.DateTimeFormat(localeTag(), options)));
  return found;
}
/** A week of lessons says the same seven days hundreds of times. */
const dateTexts = new Map<string, string>();
const MOST_DATE_TEXTS = 500;
/** A studio date, 'YYYY-MM-DD', as text. */
export function formatDate(date: string, style: DateStyle = 'day'): string {
  const key = `${localeTag()}${style}${date}`;
  let text = dateTexts.get(key);
  if (text === undefined) {
    if (dateTexts.size > MOST_DATE_TEXTS) dateTexts.clear();
    dateTexts.set(key, (text = dateFormat(style, { ...DATE_STYLES[style], timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))));
  }
  return text;
}
/** Minutes since midnight as 18:05; 1440 is 24:00. */
export function formatTime(min: number): string {
  return `${String(Math.floor(min / 60)).padStart(2, '0')}:${String(min % 60).padStart(2, '0')}`;
}
/** '18:05', '18.05', '1805' or '18' as minutes since midnight, 0 … 1440; null when it is no time. */
export function parseTime(text: string): number | null {
  const found = /^(\d{1,2})(?:[:.,\s]?(\d\d))?$/.exec(text.trim());
  if (!found) return null;
  const min = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return Number(found[2] ?? 0) < 60 && min <= 1440 ? min : null;
}
/** An instant (milliseconds) in the browser's zone: for sessions and messages, not for lessons. */
export function formatInstant(ms: number): string {
  return dateFormat('instant', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(ms));
}
/** «15 хв тому», «вчора»; whole days beyond a day. */
export function formatAgo(ms: number, now: number): string {
  const relative = new Intl.RelativeTimeFormat(localeTag(), { numeric: 'auto' });
  const min = Math.round((ms - now) / 60_000);
  if (Math.abs(min) < 60) return relative.format(min, 'minute');
  if (Math.abs(min) < 1440) return relative.format(Math.round(min / 60), 'hour');
  return relative.format(Math.round(min / 1440), 'day');
}
const moneyFormats = new Map<string, Intl.NumberFormat>();
/** Hundredths of the currency as «1 250 ₴»; kopiykas only where there are some, below zero «− 1 250 ₴». */
export function formatMoney(minor: number, currency = 'UAH'): string {
  const digits = minor % 100 === 0 ? 0 : 2;
  const key = `${localeTag()}${currency}${digits}`;
  let format = moneyFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(localeTag(), { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: digits, maximumFractionDigits: digits });
    moneyFormats.set(key, format);
  }
  return (minor < 0 ? '−\u00a0' : '') + format.format(Math.abs(minor) / 100);
}
/** «₴» */
export const currencySign = (currency = 'UAH'): string => formatMoney(0, currency).replace(/[\d\s]/g, '');
/** '450' or '450,50' as hundredths; null when it is no sum. */
export function parseMoney(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(plain)) return null;
  const [whole = '0', cents = ''] = plain.split('.');
  return Number(whole) * 100 + Number(cents.padEnd(2, '0'));
}
/** ISO weekday (Monday 1 … Sunday 7) by name. */
export function weekdayName(weekday: number, style: 'long' | 'short' = 'long'): string {
  // 2024-01-01 was a Monday.
  return dateFormat(`weekday-${style}`, { weekday: style, timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, weekday)));
}
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const days = new Map<string, Intl.DateTimeFormat>();
/** Today in a zone, as a studio date. */
export function todayIn(zone: string, now = Date.now()): string {
  let format = days.get(zone);
  if (!format) days.set(zone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })));
  return format.format(now);
}
