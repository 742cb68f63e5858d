// Everything done to a lesson from the calendar: sends it with its overlay, tells the outcome, offers the way back.
// The outbox sends edits of one lesson one after another, each having seen the one before.
import type { Lesson } from '../../contract/entities.ts';
import type { Conflict, Refusal } from '../../contract/operation.ts';
import type { Input } from '../../contract/ops.ts';
import { t } from '../i18n/index.svelte.ts';
import { call, newId, Refused } from '../sync/client.svelte.ts';
import { conflictText } from '../sync/refusal-text.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { dismiss, toast } from '../ui/toast.svelte.ts';
import { createInput, moveInput, moveOverlay, newLessonOf, updateInput, type Changes, type Draft } from './draft.ts';
import { refusalWords } from './refusal-words.svelte.ts';

const UNDO_SECONDS = 120;
export type Outcome = { isDone: true } | { isDone: false; refusal: Refusal };
type Done = { rev: number; output: { warnings?: Conflict[] | undefined } };

/** Saves changes of any kind: place and time first, then the rest. `text` is what the message says. */
export async function saveLesson(lesson: LessonView, changes: Changes, options: { seenRev?: number | undefined; override?: string | undefined; text: string }): Promise<Outcome> {
  const override = options.override ? { override: options.override } : {};
  const revs: number[] = [];
  const warnings: Conflict[] = [];
  const outcome = await settled(lesson.id, options.seenRev ?? lesson.rev, async (seen) => {
    const move = moveInput(lesson, changes, seen);
    const update = updateInput(lesson, changes, seen);
    let last = seen;
    if (move) last = take(await call('lesson.move', { ...move, ...override }, { overlay: { lessonId: lesson.id, fields: moveOverlay(changes) } }));
    // The move may have given people other places, which is no change by somebody else.
    if (update) last = take(await call('lesson.update', { ...update, seenRev: update.clientIds ? last : seen }));
    return last;
  });
  function take(done: Done) {
    revs.unshift(done.rev);
    warnings.push(...(done.output.warnings ?? []));
    return done.rev;
  }
  if (revs.length) tell(options.text, revs, warnings);
  return outcome;
}

/** Makes a lesson; it is on the screen at once. */
export async function createLesson(draft: Draft, override: string | undefined, text: string): Promise<Outcome> {
  const kind = draft.kindId === null ? undefined : store.lessonKind.get(draft.kindId);
  return attempt(async () => {
    const id = await newId();
    const input = createInput(id, draft, kind);
    if (!input) throw new Refused({ code: 'invalid', field: 'kindId' });
    const done = await call('lesson.create', { ...input, ...(override && { override }) }, { overlay: { newLesson: newLessonOf(id, draft) } });
    tell(text, [done.rev], done.output.warnings);
  });
}
export const holdLesson = (lesson: LessonView, text: string) =>
  change(lesson, text, { status: 'held' }, (seenRev, overlay) => call('lesson.hold', { id: lesson.id, seenRev }, overlay));
export const restoreLesson = (lesson: LessonView, text: string) =>
  change(lesson, text, { status: 'planned' }, (seenRev, overlay) => call('lesson.restore', { id: lesson.id, seenRev }, overlay));
export const cancelLesson = (lesson: LessonView, text: string, why: Pick<Input<'lesson.cancel'>, 'reason' | 'askedBy'>) =>
  change(lesson, text, { status: 'cancelled' }, (seenRev, overlay) => call('lesson.cancel', { id: lesson.id, seenRev, ...why }, overlay));

/** Takes back writes, the latest first; says how it went. */
export async function undoChanges(revs: readonly number[]): Promise<Outcome> {
  const outcome = await attempt(async () => {
    for (const rev of revs) await call('change.undo', { rev });
  });
  toast(outcome.isDone ? { text: t('calendar.undone') } : { text: refusalWords(outcome.refusal), tone: 'danger', seconds: 10 });
  return outcome;
}
/** Says in a message why it did not work; `way` is what can be done about it. */
export function tellRefusal(refusal: Refusal, way?: { label: string; run: () => void }) {
  toast({ text: refusalWords(refusal), tone: 'danger', seconds: 12, ...(way && { action: way }) });
}

/** The message with the way back; one at a time, the history has the earlier ones. */
let told = 0;
function tell(text: string, revs: number[], warnings: readonly Conflict[] = []) {
  const warned = warnings.length ? ` ${t('calendar.warning')} ${[...new Set(warnings.map(conflictText))].join('; ')}.` : '';
  dismiss(told);
  told = toast({ text: `${text}${warned}`, seconds: UNDO_SECONDS, action: { label: t('do.undo'), run: () => void undoChanges(revs) } });
}
async function change(lesson: LessonView, text: string, fields: Partial<Lesson>, send: (seenRev: number, options: { overlay: { lessonId: number; fields: Partial<Lesson> } }) => Promise<{ rev: number; output: object }>): Promise<Outcome> {
  return settled(lesson.id, lesson.rev, async (seen) => {
    const done = await send(seen, { overlay: { lessonId: lesson.id, fields } });
    tell(text, [done.rev]);
    return done.rev;
  });
}

/** What this device itself did last to a lesson: seen, even while the row is still on its way. */
const ownRevs = new Map<number, number>();
function settled(lessonId: number, seenRev: number, run: (seenRev: number) => Promise<number>): Promise<Outcome> {
  return attempt(async () => {
    const rev = await run(Math.max(seenRev, ownRevs.get(lessonId) ?? 0));
    ownRevs.set(lessonId, rev);
  });
}
async function attempt(run: () => Promise<unknown>): Promise<Outcome> {
  try {
    await run();
    return { isDone: true };
  } catch (error) {
    if (error instanceof Refused) return { isDone: false, refusal: error.refusal };
    // A fault of ours: told to whoever watches for faults, and the form stays usable.
    reportError(error);
    return { isDone: false, refusal: { code: 'failed' } };
  }
}
