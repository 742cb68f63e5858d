// Lessons in words of the language on the screen. Reads the store and the locale: call it inside $derived or a template.
import { addDays } from '../../domain/calendar-day.ts';
import { formatDate, t } from '../i18n/index.svelte.ts';
import { fullName, trainerName } from '../parts/names.ts';
import { sync } from '../sync/client.svelte.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import type { Hint } from './conflicts.ts';
import type { Surroundings } from './defaults.ts';
import { type Column } from './grid-model.ts';
import { headCountText, isUnconfirmed, lessonTitle, type Named } from './lesson-text.ts';
import { canCreate, canEdit, isBusy } from './permissions.ts';
import { rangeText } from './time-text.ts';

export const named: Named = { client: (id) => store.client.get(id), group: (id) => store.group.get(id), kind: (id) => store.lessonKind.get(id) };
export const places = { room: (id: number) => store.room.get(id), kind: (id: number) => store.lessonKind.get(id) };

/** What the defaults of a form look at around a day. */
export const surroundings = (date: string): Surroundings => ({
  kinds: store.lessonKind.all(), rooms: store.room.all(), others: [-1, 0, 1].flatMap((days) => store.lessons.onDate(addDays(date, days))), places,
});

export const blockText = (what: NonNullable<LessonView['block']>): string => t(`block.${what}`);
export const titleOf = (lesson: LessonView): string => lessonTitle(lesson, named, { busy: t('calendar.busy'), lesson: t('calendar.lesson'), block: blockText });
export const countOf = (lesson: LessonView): string => headCountText(lesson, named);
export const trainerText = (id: number | null | undefined): string => {
  const trainer = id ? store.trainer.get(id) : undefined;
  return trainer ? trainerName(trainer) : t('calendar.noTrainer');
};
export const roomText = (id: number | null | undefined): string => (id ? store.room.get(id)?.name : undefined) ?? t('calendar.noRoom');
/** What a column of the grid is called: its day, and whose or which room's it is. */
export const columnText = (column: Column): string =>
  [formatDate(column.date, 'weekday'), column.trainerId === undefined ? '' : trainerText(column.trainerId), column.roomId === undefined ? '' : roomText(column.roomId)].filter(Boolean).join(', ');
export const clientText = (id: number): string => {
  const client = store.client.get(id);
  return client ? fullName(client) : t('refusal.someone');
};
export const hueOf = (lesson: Pick<LessonView, 'trainerId'>): number | undefined => (lesson.trainerId ? store.trainer.get(lesson.trainerId)?.hue : undefined);
export const statusText = (status: LessonView['status']): string => t(status ? `calendar.status.${status}` : 'calendar.busy');

/** Who was meant to teach, where somebody else does. */
export const substituteText = ({ meantTrainerId, trainerId }: LessonView): string => (meantTrainerId && meantTrainerId !== trainerId ? t('calendar.substitute', { name: trainerText(meantTrainerId) }) : '');
/** Marks of what is not paid make sense where subscriptions are sold; a client is told elsewhere. */
export const marksUnpaid = (): boolean => canCreate(sync.me) && store.subscriptionType.all().length > 0;
/** People of the lesson for whom nobody pays. */
export const unpaidIn = (lesson: LessonView): number =>
  (marksUnpaid() && lesson.status !== 'cancelled' && lesson.priceMinor !== 0 && canEdit(sync.me, lesson) ? (lesson.bookings ?? []).filter((b) => !b.isPaid && !lesson.joining?.includes(b.clientId)).length : 0);

/** People of the day are being asked whether they come: today's and tomorrow's, once one of them has been. */
export const asksOn = (date: string, today: string): boolean =>
  (date === today || date === addDays(today, 1)) && store.lessons.onDate(date).some((l) => l.bookings?.some((b) => b.answer));
/** How many have not said yet that they come; empty where all have, or it is nobody's to ask. */
export function unconfirmedText(lesson: LessonView): string {
  const n = lesson.status === 'planned' && canEdit(sync.me, lesson) ? (lesson.bookings ?? []).filter(isUnconfirmed).length : 0;
  return n > 1 ? t('calendar.unconfirmedOf', { n }) : n ? t('calendar.unconfirmed') : '';
}

/** Everything the tile shows and more, for a screen reader. */
export function labelOf(lesson: LessonView): string {
  const kind = lesson.kindId ? store.lessonKind.get(lesson.kindId)?.name : undefined;
  const room = lesson.roomId ? store.room.get(lesson.roomId)?.name : undefined;
  const title = titleOf(lesson);
  return [
    rangeText(lesson.startMin, lesson.durationMin), formatDate(lesson.onDate, 'weekday'), title, countOf(lesson), kind === title ? '' : kind,
    trainerText(lesson.trainerId), substituteText(lesson), room, isBusy(lesson) ? '' : lesson.block ? (lesson.title ? blockText(lesson.block) : '') : statusText(lesson.status), lesson.isUndecided ? t('calendar.undecided') : '', unpaidText(unpaidIn(lesson)), lesson.isPending ? t('calendar.pending') : '',
  ].filter(Boolean).join(', ');
}
const unpaidText = (n: number): string => (n > 1 ? t('calendar.unpaidOf', { n }) : n ? t('calendar.unpaid') : '');
/** Why a lesson in the hand would not fit. */
export function hintText(hint: Hint): string {
  const what = { trainer: () => trainerText(hint.id), client: () => clientText(hint.id), room: () => store.room.get(hint.id)?.name ?? '' }[hint.what]();
  const time = rangeText(hint.lesson.startMin, hint.lesson.durationMin);
  // A break or a rent is no lesson.
  return hint.lesson.block ? `${what}: ${titleOf(hint.lesson)}, ${time}` : t(`calendar.hint.${hint.what}`, { name: what, time });
}
