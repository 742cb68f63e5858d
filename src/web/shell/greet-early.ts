// Greets the server before the application has come. A device on which nobody was signed in has nothing to go on from: it asks for all at once.
import { expectedMonths } from '../calendar/expected-months.ts';
import { initialLocale } from '../i18n/initial-locale.ts';
import { useEarly } from '../sync/early.ts';
import { readAhead } from '../sync/kept.ts';

export function greetEarly(socket: WebSocket, { isNew }: { isNew: boolean }) {
  if (!isNew) readAhead();
  if (initialLocale() === 'en') import('../i18n/first.en.ts').catch(() => {}); // the application says what it could not load
  const isCalendar = location.pathname === '/';
  useEarly(socket, !isNew ? null : isCalendar ? expectedMonths(new URLSearchParams(location.search)) : []);
  // What the first click opens is asked for when only the last of the application is still on its way, and follows it without a gap.
  if (isNew && isCalendar) import('../stage.ts').then(() => import('../calendar/OpenForm.svelte')).catch(() => {});
}
