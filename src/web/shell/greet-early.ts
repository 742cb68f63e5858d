// Connects before the application has come. A device on which nobody was signed in has nothing to go on from: it asks for all at once.
import { expectedMonths } from '../calendar/expected-months.ts';
import { initialLocale } from '../i18n/initial-locale.ts';
import { openEarly } from '../sync/early.ts';

export function greetEarly({ isNew }: { isNew: boolean }) {
  if (initialLocale() === 'en') import('../i18n/first.en.ts').catch(() => {}); // the application says what it could not load
  const isCalendar = location.pathname === '/';
  // Most of the application has come by then: asked for now, what the first click opens follows it without a gap.
  const asking = () => { if (isCalendar) import('../calendar/OpenForm.svelte').catch(() => {}); };
  openEarly(!isNew ? null : isCalendar ? expectedMonths(new URLSearchParams(location.search)) : [], asking);
}
