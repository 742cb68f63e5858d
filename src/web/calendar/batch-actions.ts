// What is done to all picked lessons together: one message, one way back, refusals listed in words.
import type { Input } from '../../contract/ops.ts';
import { formatDate, t, type TextKey } from '../i18n/index.svelte.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { moveOrder, movedTime, runBatch, type BatchResult } from './batch.ts';
import { sendCancel, sendChanges, sendHold, tellDone } from './lesson-actions.ts';
import { titleOf } from './lesson-words.svelte.ts';
import { refusalWords } from './refusal-words.svelte.ts';
import { timeText } from './time-text.ts';

export interface Shift { readonly days: number; readonly minutes: number; /** The same trainer for all; absent leaves everybody with the own one. */ readonly trainerId?: number | null | undefined }
type Told = 'batch.moved' | 'batch.held' | 'batch.cancelled' | 'batch.copied' | 'batch.copiedAll';

export async function moveMany(lessons: readonly LessonView[], { days, minutes, trainerId }: Shift): Promise<void> {
  const planned = lessons.filter((l) => l.status === 'planned');
  const result = await runBatch(moveOrder(planned, days * 1440 + minutes), (l) => sendChanges(l, { ...movedTime(l, days, minutes), ...(trainerId !== undefined && { trainerId }) }));
  tellBatch('batch.moved', result, nameOf, lessons.length - planned.length);
}
export async function holdMany(lessons: readonly LessonView[], today: string): Promise<void> {
  const due = lessons.filter((l) => l.status === 'planned' && l.onDate <= today);
  tellBatch('batch.held', await runBatch(due, sendHold), nameOf, lessons.length - due.length);
}
export async function cancelMany(lessons: readonly LessonView[], why: Pick<Input<'lesson.cancel'>, 'reason' | 'askedBy'>): Promise<void> {
  const planned = lessons.filter((l) => l.status === 'planned');
  tellBatch('batch.cancelled', await runBatch(planned, (l) => sendCancel(l, why)), nameOf, lessons.length - planned.length);
}

/** One message for all. `skipped`: how many it was not about, because of their state. */
export function tellBatch<T>(what: Told & TextKey, result: BatchResult<T>, name: (item: T) => string, skipped = 0) {
  const { done, refused, revs, warnings } = result;
  const parts = done.length || !refused.length ? [t(what, { n: done.length })] : [];
  if (skipped) parts.push(t('batch.skipped', { n: skipped }));
  const shown = refused.slice(0, 3).map(({ item, refusal }) => `${name(item)} — ${refusalWords(refusal)}`);
  if (refused.length) parts.push(`${t('batch.refused', { n: refused.length })} ${shown.join(' ')}${refused.length > shown.length ? ` ${t('batch.andMore', { n: refused.length - shown.length })}` : ''}`);
  tellDone(parts.join(' '), revs, warnings.slice(0, 3), refused.length ? 'danger' : 'plain');
}
export const nameOf = (l: LessonView): string => `${formatDate(l.onDate, 'weekdayShort')} ${timeText(l.startMin)} ${titleOf(l)}`;
