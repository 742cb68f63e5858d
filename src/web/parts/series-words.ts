// The rule of a regular schedule in words; reactive to the language. For parts that are loaded later.
import type { Series } from '../../contract/entities.ts';
import { formatDate, formatTime, weekdayName } from '../i18n/index.svelte.ts';
import { t } from '../i18n/later.svelte.ts';

/** «пн, ср 18:00» or «пн 18:00, ср 9:00». */
export const slotsText = ({ slots }: Pick<Series, 'slots'>): string =>
  [...Map.groupBy(slots, (s) => s.startMin)].map(([startMin, days]) => `${days.map((s) => weekdayName(s.weekday, 'short')).join(', ')} ${formatTime(startMin)}`).join(', ');
export const untilText = ({ untilOn }: Pick<Series, 'untilOn'>, style?: 'short'): string => (untilOn === undefined ? t('series.noEnd') : t('groupSchedule.until', { date: formatDate(untilOn, style) }));
