// What is done to all picked lessons together: one message, one way back, refusals listed in words.
import type { Input } from '../../contract/ops.ts';
import { addDays, monthOf, startOfWeek } from '../../domain/calendar-day.ts';
import { formatDate, t, type TextKey } from '../i18n/index.svelte.ts';
import { layOver } from '../sync/client.svelte.ts';
import type { Overlay } from '../sync/overlays.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { moveOrder, movedTime, runBatch, type BatchResult } from './batch.ts';
import { moveOverlay } from './draft.ts';
import { making, sendCancel, sendChanges, sendHold, tellDone, type Sent, type Way } from './lesson-actions.ts';
import { titleOf } from './lesson-words.svelte.ts';
import type { OwnChange } from './own-changes.ts';
import { ownChanges } from './own-changes.svelte.ts';
import { pickedLessons } from './picked.svelte.ts';
import { refusalWords } from './refusal-words.svelte.ts';
import type { CalendarScreen } from './screen.svelte.ts';
import { timeText } from './time-text.ts';

export interface Shift { readonly days: number; readonly minutes: number; /** The same trainer for all; absent leaves everybody with the own one. */ readonly trainerId?: number | null | undefined }
type Told = 'batch.moved' | 'batch.held' | 'batch.cancelled' | 'batch.copied' | 'batch.copiedAll';

/** What of the time a view shows at once. */
const SPANS = { day: (date: string) => date, week: startOfWeek, month: monthOf } as const;
/** Moves what is picked, and leads there where that is not in sight. Where some were refused, they alone stay picked, so that what has moved is not moved once more with them. */
export async function moveMany(screen: CalendarScreen, { days, minutes, trainerId }: Shift): Promise<void> {
  const lessons = pickedLessons(screen);
  const changesOf = (l: LessonView) => ({ ...movedTime(l, days, minutes), ...(trainerId !== undefined && { trainerId }) });
  const planned = lessons.filter((l) => l.status === 'planned');
  const result = await toAll('batch.moved', moveOrder(planned, days * 1440 + minutes), lessons, (l) => ({ lessonId: l.id, fields: moveOverlay(changesOf(l)) }), (l, own) => sendChanges(l, changesOf(l), {}, own), ({ done }) => {
    const there = done.map((l) => addDays(l.onDate, days)).sort()[0];
    const span = SPANS[screen.view];
    return there !== undefined && span(there) !== span(screen.date) ? [{ label: t('calendar.showHidden'), run: () => screen.go(screen.view, there) }] : [];
  });
  if (!result?.refused.length || !result.done.length) return;
  screen.clearPicked();
  screen.addPicked(result.refused.map(({ item }) => item.id));
}
export async function holdMany(lessons: readonly LessonView[], today: string): Promise<void> {
  const due = lessons.filter((l) => l.status === 'planned' && l.onDate <= today);
  await toAll('batch.held', due, lessons, inState('held'), sendHold);
}
export async function cancelMany(lessons: readonly LessonView[], why: Pick<Input<'lesson.cancel'>, 'reason' | 'askedBy'>): Promise<void> {
  const planned = lessons.filter((l) => l.status === 'planned');
  await toAll('batch.cancelled', planned, lessons, (l) => (l.block ? { goneId: l.id } : inState('cancelled')(l)), (l, own) => sendCancel(l, why, own));
}
const inState = (status: 'held' | 'cancelled') => (l: LessonView): Overlay => ({ lessonId: l.id, fields: { status } });
/** One change of all that are due, on the screen at once; taking it back on its way stops it, and gives null. */
async function toAll(what: Told & TextKey, due: readonly LessonView[], picked: readonly LessonView[], shown: (lesson: LessonView) => Overlay, send: (lesson: LessonView, own: OwnChange) => Promise<Sent>, more?: (result: BatchResult<LessonView>) => readonly Way[]): Promise<BatchResult<LessonView> | null> {
  const { made: result, early } = await making(t(what, { n: due.length }), (own) => {
    const ahead = (own.ahead = new Map(due.map((l) => [l.id, layOver(shown(l))])));
    return runBatch(due, (l) => send(l, own), { isStopped: () => own.isTakenBack }).finally(() => ownChanges.takeOffAhead(ahead));
  });
  if (result) tellBatch(what, result, nameOf, picked.length - due.length, more?.(result), early);
  return result;
}

/** One message for all. `skipped`: how many it was not about, because of their state. */
export function tellBatch<T>(what: Told & TextKey, result: BatchResult<T>, name: (item: T) => string, skipped = 0, more: readonly Way[] = [], early = 0) {
  const { done, refused, revs, warnings } = result;
  const sums = [
    ...(done.length || !refused.length ? [t(what, { n: done.length })] : []),
    ...(skipped ? [t('batch.skipped', { n: skipped })] : []),
    ...(refused.length ? [t('batch.refused', { n: refused.length })] : []),
  ];
  // A line each, so that the eye finds the one it looks for.
  const lines = refused.slice(0, 3).map(({ item, refusal }) => `${name(item)} — ${refusalWords(refusal)}`);
  if (refused.length > lines.length) lines.push(t('batch.andMore', { n: refused.length - lines.length }));
  tellDone([sums.join(' '), ...lines].join('\n'), revs, warnings.slice(0, 3), refused.length ? 'danger' : 'plain', more, early);
}
export const nameOf = (l: LessonView): string => `${formatDate(l.onDate, 'weekdayShort')} ${timeText(l.startMin)} ${titleOf(l)}`;
