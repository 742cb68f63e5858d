// Texts of the signed-in application: every module's dictionary in one `t`. The gate has its own small one (gate/texts.ts).
import { calendar as calendarEn } from './calendar.en.ts';
import { calendar as calendarUk } from './calendar.uk.ts';
import { en } from './en.ts';
import { translator } from './locale.svelte.ts';
import { uk } from './uk.ts';

const allUk = { ...uk, ...calendarUk };
export type TextKey = keyof typeof allUk;
export const t = translator(allUk, { ...en, ...calendarEn });
export { locale, LOCALES, localeTag, plural, setLocale, type Locale } from './locale.svelte.ts';
export { formatAgo, formatDate, formatInstant, formatMoney, formatTime, parseMoney, parseTime, todayIn, weekdayName, WEEKDAYS } from './format.svelte.ts';
