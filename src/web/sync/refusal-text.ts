// Why the server said no, in words: complete for every code, with the names this device knows. Every screen says it with these.
import type { Lesson } from '../../contract/entities.ts';
import type { Conflict, Refusal } from '../../contract/operation.ts';
import { firstOfMonth } from '../../domain/calendar-day.ts';
import { formatDate, formatTime, t, type TextKey } from '../i18n/index.svelte.ts';
import { refusals } from '../i18n/refusals.uk.ts';
import { store } from './store.svelte.ts';

const has = (key: string): key is TextKey & keyof typeof refusals => key in refusals;
const word = (key: string, otherwise: string): string => (has(key) ? t(key) : otherwise);
const SAME: Record<string, string> = { clientIds: 'bookings', pins: 'bookings', clients: 'bookings' };
/** A field of a row by its name; what is unknown here shows as it is. */
export function fieldName(field: string): string {
  const plain = field.split('.')[0] ?? '';
  return word(`field.${SAME[plain] ?? plain}`, field);
}
const reasonText = (reason: string | undefined): string => word(`shape.${reason ?? 'malformed'}`, reason || t('shape.malformed'));

/** One or two sentences for a person; reactive to the language. */
export function refusalText(refusal: Refusal): string {
  switch (refusal.code) {
    case 'invalid':
      return refusal.field ? t('refusal.invalid', { field: fieldName(refusal.field), reason: reasonText(refusal.reason) }) : t('refusal.invalidHere', { reason: reasonText(refusal.reason) });
    case 'conflict': {
      const why = conflictsText(refusal.conflicts ?? []);
      if (canOverride(refusal)) return t('refusal.closedTime', { why });
      return why ? `${t('refusal.conflict')} ${why}.` : t('refusal.conflict');
    }
    case 'changedMeanwhile': return changedText(refusal);
    case 'notFound': return has(`field.${refusal.field}`) ? `${t('refusal.notFound')} (${fieldName(refusal.field ?? '')})` : t('refusal.notFound');
    case 'full': return t(refusal.reason === 'offered' ? 'refusal.fullOffered' : 'refusal.full');
    case 'cannotUndo': return refusal.reason === 'visited' ? t('refusal.cannotUndoVisited') : refusal.reason === 'undone' ? t('refusal.undoneBefore') : has(`field.${refusal.reason}`) ? `${t('refusal.cannotUndo')} (${fieldName(refusal.reason ?? '')})` : t('refusal.cannotUndo');
    case 'monthClosed': return t('refusal.monthClosed', { month: capital(formatDate(firstOfMonth(refusal.count ?? 0), 'month')) });
    case 'inUse': return refusal.count ? t('refusal.inUse', { n: refusal.count }) : t('refusal.inUseSome');
    case 'taken': return refusal.field === 'login' ? t('refusal.takenLogin') : refusal.field === 'name' ? t('refusal.takenName') : refusal.field === 'clientId' ? t('refusal.takenMember') : t('refusal.taken');
    default: return t(`refusal.${refusal.code}`);
  }
}
const OPENED_BY_REASON = ['closedDay', 'absence', 'closure'];
/** True when staff may enter anyway, giving a reason: only closed time and absences stand in the way. */
export const canOverride = (refusal: Refusal | null | undefined): boolean => refusal?.code === 'conflict' && !!refusal.conflicts?.length && refusal.conflicts.every((c) => OPENED_BY_REASON.includes(c.what));

/** Who was quicker with what, and how a lesson is now; of other rows the form keeps what was typed. */
function changedText(refusal: Refusal): string {
  const by = refusal.by || t('refusal.someone');
  const fields = [...new Set((refusal.fields ?? []).map(fieldName))].join(', ');
  const said = fields ? t('refusal.changedMeanwhile', { by, fields }) : t('refusal.changedMeanwhileSome', { by });
  const then = refusal.current?.table === 'lesson' ? nowText(refusal.current.row, refusal.fields ?? []) : t('refusal.kept');
  return then ? `${said} ${then}` : said;
}
function nowText(row: Lesson, fields: readonly string[]): string {
  const isTime = fields.some((f) => f === 'onDate' || f === 'startMin' || f === 'durationMin');
  const end = row.startMin + row.durationMin;
  const time = isTime ? `${formatDate(row.onDate, 'weekdayShort')}, ${formatTime(row.startMin)}–${formatTime(end > 1440 ? end - 1440 : end)}` : '';
  const trainer = fields.includes('trainerId') ? row.trainerId ? nameOf({ what: 'trainer', id: row.trainerId }) : t('calendar.noTrainer') : '';
  const status = fields.includes('status') && row.status ? t(`calendar.status.${row.status}`) : '';
  const value = [time, trainer, status].filter(Boolean).join(', ');
  return value && t('refusal.now', { value });
}
/** The refusal as it concerns one field of a form; undefined when it does not. */
export function fieldError(refusal: Refusal | null | undefined, field: string): string | undefined {
  if (!refusal || refusal.field?.split('.')[0] !== field) return undefined;
  if (refusal.code === 'invalid') return capital(reasonText(refusal.reason));
  return refusalText(refusal);
}
/** All of them, each person and room named once with all the times. */
export const conflictsText = (conflicts: readonly Conflict[]): string => [...new Set(byTime(conflicts).map(({ conflict, startsMin }) => conflictText(conflict, startsMin)))].join('; ');
export function conflictText(c: Conflict, startsMin: readonly number[] = c.startMin === undefined ? [] : [c.startMin]): string {
  const time = startsMin.map((min) => formatTime(min)).join(', ');
  switch (c.what) {
    case 'outsideHours': return t('conflict.outsideHours');
    case 'closedDay': {
      const date = c.onDate ? formatDate(c.onDate) : '';
      return c.reason ? t('conflict.closedDayWhy', { date, reason: c.reason }) : t('conflict.closedDay', { date });
    }
    case 'absence': {
      const name = nameOf({ what: 'trainer', id: c.id });
      return name && c.onDate ? t('conflict.absence', { name, date: formatDate(c.onDate) }) : t('conflict.trainerSome');
    }
    case 'subscription': {
      const name = nameOf({ what: 'client', id: c.id });
      return c.onDate ? t('conflict.subscription', { name, date: formatDate(c.onDate) }) : t('conflict.subscriptionSome', { name });
    }
    case 'closure': return c.reason ? t('conflict.closure', { reason: c.reason }) : t('calendar.closedDay');
    default: {
      const name = nameOf(c);
      const what = namedBy(c);
      return name && time ? t(`conflict.${what}`, { name, time }) : t(`conflict.${c.what}Some`);
    }
  }
}
/** A break or a rent is no lesson. */
const namedBy = ({ what, lessonId }: Conflict) => (lessonId !== undefined && what !== 'place' && store.lessons.get(lessonId)?.block ? 'room' : what);
/** The same person or room in the same words, with all its times. */
function byTime(conflicts: readonly Conflict[]): { conflict: Conflict; startsMin: number[] }[] {
  const found = new Map<string, { conflict: Conflict; startsMin: number[] }>();
  for (const conflict of conflicts) {
    const { what, id, startMin, onDate } = conflict;
    const key = [what, namedBy(conflict), id, startMin === undefined ? onDate : ''].join();
    const same = found.get(key);
    if (!same) found.set(key, { conflict, startsMin: startMin === undefined ? [] : [startMin] });
    else if (startMin !== undefined && !same.startsMin.includes(startMin)) same.startsMin.push(startMin);
  }
  return [...found.values()];
}
function nameOf(c: Pick<Conflict, 'what' | 'id'>): string {
  if (c.id === undefined) return '';
  if (c.what === 'trainer' || c.what === 'client') {
    const person = store[c.what].get(c.id);
    return person ? [person.firstName, person.lastName].filter(Boolean).join(' ') : '';
  }
  return store.room.get(c.id)?.name ?? '';
}
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
