// Blocks of time: made, changed and removed, each told in a message with the way back.
import type { Refusal } from '../../contract/operation.ts';
import { formatDate } from '../i18n/index.svelte.ts';
import { t } from '../i18n/later.svelte.ts';
import { call, newId, sync } from '../sync/client.svelte.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { blockChanges, blockInput, blockOf, newBlockOf } from './block.ts';
import { draftOf, type BlockDraft, type Changes, type Draft } from './draft.ts';
import { sendChanges, sending, sendRemoval, told, type Sent } from './lesson-actions.ts';
import { titleOf } from './lesson-words.svelte.ts';
import { rangeText } from './time-text.ts';

const now = () => Date.now() + sync.clockOffsetMs;

/** Null when it went through. */
export async function createBlock(place: Draft, block: BlockDraft): Promise<Refusal | null> {
  const input = blockInput(await newId(), place, block, now());
  const row = newBlockOf(input);
  const when = `${formatDate(row.onDate, 'weekdayShort')}, ${rangeText(row.startMin, row.durationMin)}`;
  const outcome = await told(t('block.made', { what: titleOf(row), when }), (own) => sending(null, 0, (write) => write({ overlay: { newLesson: row } }, (_seen, shown) => call('block.create', input, shown)), own));
  return outcome.isDone ? null : outcome.refusal;
}
/** `changes`: of time, trainer and room. */
export async function saveBlock(lesson: LessonView, changes: Changes, block: BlockDraft, isHoldLonger: boolean): Promise<Refusal | null> {
  const other = blockChanges(lesson, block, isHoldLonger, now());
  const outcome = await told(t('block.saved', { what: titleOf({ ...lesson, block: block.what, title: block.title.trim() }) }), async (own) => {
    const moved = await sendChanges(lesson, changes, {}, own);
    if (moved.refusal || !other) return moved;
    const rest = await sending(lesson.id, lesson.rev, (write) => write({}, (seenRev) => call('block.update', { id: lesson.id, seenRev, ...other })), own);
    return { revs: [...rest.revs, ...moved.revs], warnings: moved.warnings, refusal: rest.refusal };
  });
  return outcome.isDone ? null : outcome.refusal;
}
export async function removeBlock(lesson: LessonView): Promise<Refusal | null> {
  const outcome = await told(t('block.removed', { what: titleOf(lesson) }), (own) => sendRemoval(lesson, own));
  return outcome.isDone ? null : outcome.refusal;
}
/** The same on another day; says nothing. */
export const sendBlockCopy = (original: LessonView, onDate: string): Promise<Sent> =>
  sending(null, 0, async (write) => {
    const input = blockInput(await newId(), { ...draftOf(original), onDate, fold: 0 }, blockOf(original), now());
    await write({ overlay: { newLesson: newBlockOf(input) } }, (_seen, shown) => call('block.create', input, shown));
  });
