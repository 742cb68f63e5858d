// How long something lasts, as people say it: «55 хв», «12 год», «4 год 30 хв».
import { t } from '../i18n/index.svelte.ts';

/** So long is still said in minutes, as lessons are. */
const MOST_IN_MINUTES = 180;

export function lengthText(minutes: number): string {
  const [h, n] = [Math.floor(minutes / 60), minutes % 60];
  if (minutes <= MOST_IN_MINUTES) return t('calendar.minutes', { n: minutes });
  return n ? t('calendar.hoursMinutes', { h, n }) : t('calendar.hours', { h });
}
