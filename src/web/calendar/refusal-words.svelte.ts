// A refusal and a history entry in words of the calendar: names of fields, values as people read them.
import type { Lesson } from '../../contract/entities.ts';
import type { Refusal } from '../../contract/operation.ts';
import { formatDate, formatMoney, t } from '../i18n/index.svelte.ts';
import { conflictText, refusalText } from '../sync/refusal-text.ts';
import { store } from '../sync/store.svelte.ts';
import { clientText, trainerText } from './lesson-words.svelte.ts';
import { rangeText, timeText } from './time-text.ts';

/** The common text, but for a race the calendar says who did what and how it is now, and a closed day is not a taken one. */
export function refusalWords(refusal: Refusal): string {
  if (refusal.code === 'changedMeanwhile') return changedText(refusal);
  if (!canOverride(refusal)) return refusalText(refusal);
  return t('calendar.refused.closedDay', { why: [...new Set(refusal.conflicts?.map(conflictText))].join('; ') });
}
/** True when staff may enter anyway, giving a reason. */
export const canOverride = (refusal: Refusal | undefined): boolean => refusal?.code === 'conflict' && !!refusal.conflicts?.length && refusal.conflicts.every((c) => c.what === 'closedDay');

/** Who changed what in the meantime, and how it is now. */
function changedText(refusal: Refusal): string {
  const by = refusal.by || t('calendar.someone');
  const fields = [...new Set((refusal.fields ?? []).map(fieldText))].join(', ');
  const now = refusal.current?.table === 'lesson' ? nowText(refusal.current.row, refusal.fields ?? []) : '';
  return `${t('calendar.refused.changedMeanwhile', { by, fields })}${now ? ` ${now}` : ''}`;
}
function nowText(row: Lesson, fields: readonly string[]): string {
  const isTime = fields.some((f) => f === 'onDate' || f === 'startMin' || f === 'durationMin');
  const parts = [isTime ? `${formatDate(row.onDate, 'weekdayShort')}, ${rangeText(row.startMin, row.durationMin)}` : '', fields.includes('trainerId') ? trainerText(row.trainerId) : ''].filter(Boolean);
  return parts.length ? t('calendar.refused.now', { value: parts.join(', ') }) : '';
}

const FIELDS = ['onDate', 'startMin', 'fold', 'durationMin', 'trainerId', 'roomId', 'status', 'kindId', 'groupId', 'title', 'priceMinor', 'note', 'capacity', 'bookings', 'takesWholeRoom', 'meantTrainerId', 'cancelReason', 'cancelAskedBy', 'headCount'] as const;
type Field = (typeof FIELDS)[number];
const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name);
const SAME: Record<string, Field> = { clientIds: 'bookings', pins: 'bookings', clients: 'bookings' };
/** The name of a field of a lesson; fields unknown here show as they are. */
export function fieldText(name: string): string {
  const known = SAME[name] ?? name;
  return isField(known) ? t(`calendar.field.${known}`) : name;
}
/** A value of the history as people read it: minutes as time, numbers as names. */
export function valueText(field: string, value: string | undefined): string {
  if (value === undefined || value === '') return t('calendar.nothing');
  const number = Number(value);
  switch (field) {
    case 'onDate': return formatDate(value, 'weekdayShort');
    case 'startMin': return Number.isInteger(number) ? timeText(number) : value;
    case 'durationMin': return Number.isInteger(number) ? t('calendar.minutes', { n: number }) : value;
    case 'trainerId': case 'meantTrainerId': return Number.isInteger(number) ? trainerText(number) : value;
    case 'roomId': return store.room.get(number)?.name ?? value;
    case 'kindId': return store.lessonKind.get(number)?.name ?? value;
    case 'groupId': return store.group.get(number)?.name ?? value;
    case 'bookings': return value.split(',').map((id) => clientText(Number(id))).join(', ');
    case 'priceMinor': return Number.isInteger(number) ? formatMoney(number, store.studio?.currency) : value;
    case 'takesWholeRoom': return t(value === 'true' ? 'calendar.yes' : 'calendar.no');
    case 'status': return value === 'planned' || value === 'held' || value === 'cancelled' ? t(`calendar.status.${value}`) : value;
    case 'cancelAskedBy': return value === 'studio' || value === 'trainer' || value === 'client' ? t(`calendar.askedBy.${value}`) : value;
    default: return value;
  }
}
