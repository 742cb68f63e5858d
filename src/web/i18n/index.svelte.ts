// Texts of the signed-in application: every module's dictionary in one `t`. The gate has its own small one (gate/texts.ts).
import { actions } from './actions.uk.ts';
import { calendar } from './calendar.uk.ts';
import { calendarView } from './calendar-view.uk.ts';
import { fetchingTranslator } from './fetched.ts';
import { forms } from './forms.uk.ts';
import { uk } from './uk.ts';

const first = { ...uk, ...forms, ...calendar, ...calendarView, ...actions };
export type TextKey = keyof typeof first;
export const t = fetchingTranslator(first, async () => (await import('./first.en.ts')).first);
export { withTexts } from './fetched.ts';
export { LOCALES, type Locale } from './initial-locale.ts';
export { locale, localeTag, plural, setLocale } from './locale.svelte.ts';
export { currencySign, formatAgo, formatDate, formatInstant, formatMoney, formatTime, parseMoney, parseTime, todayIn, weekdayName, WEEKDAYS } from './format.svelte.ts';
