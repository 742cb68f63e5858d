// An instant in the studio's own time, whatever the zone of this browser.
import { formatDate, formatTime } from '../i18n/index.svelte.ts';
import { store } from '../sync/store.svelte.ts';
import { localNow } from './local-now.ts';

/** «пн, 23 лист., 14:00»; reactive to the language and the studio's zone. */
export function instantText(ms: number): string {
  const { date, minute } = localNow(store.studio?.zone ?? '', ms);
  return `${formatDate(date, 'weekdayShort')}, ${formatTime(minute)}`;
}
