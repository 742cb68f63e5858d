// A span of local time in words.
import { addDays } from '../../domain/calendar-day.ts';
import type { Span } from '../../domain/studio-time.ts';
import { formatDate, formatTime } from '../i18n/index.svelte.ts';

/** «вт, 24 лист. – чт, 26 лист.», with times where it is not whole days. */
export function spanText({ fromOn, fromMin, toOn, toMin }: Omit<Span, 'toOn' | 'toMin'> & { toOn?: string | undefined; toMin?: number | undefined }): string {
  const from = formatDate(fromOn, 'weekdayShort');
  const begins = fromMin === 0 ? from : `${from}, ${formatTime(fromMin)}`;
  if (toOn === undefined || toMin === undefined) return `${begins} –`;
  const last = toMin === 0 ? addDays(toOn, -1) : toOn;
  const isWhole = fromMin === 0 && (toMin === 0 || toMin === 1440);
  if (isWhole) return last === fromOn ? from : `${from} – ${formatDate(last, 'weekdayShort')}`;
  return last === fromOn ? `${from}, ${formatTime(fromMin)}–${formatTime(toMin || 1440)}` : `${begins} – ${formatDate(last, 'weekdayShort')}, ${formatTime(toMin || 1440)}`;
}
