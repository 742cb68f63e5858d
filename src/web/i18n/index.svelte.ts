// Texts of the signed-in application: every module's dictionary in one `t`. The gate has its own small one (gate/texts.ts).
import { actions as actionsEn } from './actions.en.ts';
import { actions as actionsUk } from './actions.uk.ts';
import { calendar as calendarEn } from './calendar.en.ts';
import { calendar as calendarUk } from './calendar.uk.ts';
import { calendarView as calendarViewEn } from './calendar-view.en.ts';
import { calendarView as calendarViewUk } from './calendar-view.uk.ts';
import { en } from './en.ts';
import { forms as formsEn } from './forms.en.ts';
import { forms as formsUk } from './forms.uk.ts';
import { translator } from './locale.svelte.ts';
import { uk } from './uk.ts';

const allUk = { ...uk, ...formsUk, ...calendarUk, ...calendarViewUk, ...actionsUk };
export type TextKey = keyof typeof allUk;
export const t = translator(allUk, { ...en, ...formsEn, ...calendarEn, ...calendarViewEn, ...actionsEn });
export { locale, LOCALES, localeTag, plural, setLocale, type Locale } from './locale.svelte.ts';
export { currencySign, formatAgo, formatDate, formatInstant, formatMoney, formatTime, parseMoney, parseTime, todayIn, weekdayName, WEEKDAYS } from './format.svelte.ts';
