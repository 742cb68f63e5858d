// Everything done to a lesson from the calendar: sends it with its overlay, tells the outcome, offers the way back.
// The outbox sends edits of one lesson one after another, each having seen the one before. `send…` says nothing; the others tell it in a message.
import type { Lesson } from '../../contract/entities.ts';
import type { Conflict, Refusal } from '../../contract/operation.ts';
import type { Input } from '../../contract/ops.ts';
import { overlay } from '../actions/place.svelte.ts';
import { t } from '../i18n/index.svelte.ts';
import { call, newId, Refused } from '../sync/client.svelte.ts';
import { conflictText } from '../sync/refusal-text.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { dismiss, toast } from '../ui/toast.svelte.ts';
import { copyInput, copyOf, type CopyPlace } from './copy.ts';
import { createInput, moveInput, moveOverlay, newLessonOf, updateInput, type Changes, type Draft } from './draft.ts';
import { refusalWords } from './refusal-words.svelte.ts';
import { undoable } from './undo.svelte.ts';

const UNDO_SECONDS = 120;
const REDO_SECONDS = 30;
export interface Way { readonly label: string; readonly run: () => void }
export type Outcome = { isDone: true } | { isDone: false; refusal: Refusal };
/** What became of it: writes in the order in which they are taken back, and why it stopped, if it did. */
export interface Sent { readonly revs: readonly number[]; readonly warnings: readonly Conflict[]; readonly refusal: Refusal | null }
type Why = Pick<Input<'lesson.cancel'>, 'reason' | 'askedBy' | 'scope'>;
type Done = { rev: number; output: { warnings?: Conflict[] | undefined } };
interface SaveOptions { seenRev?: number | undefined; override?: string | undefined; askedBy?: Why['askedBy'] | undefined; scope?: Why['scope'] }

/** Saves changes of any kind: place and time first, then the rest. `text` is what the message says, `more` what it offers besides the way back. */
export const saveLesson = async (lesson: LessonView, changes: Changes, { text, more, ...options }: SaveOptions & { text: string; more?: () => readonly Way[] }): Promise<Outcome> => told(text, sendChanges(lesson, changes, options), more);
export const sendChanges = (lesson: LessonView, changes: Changes, options: SaveOptions = {}): Promise<Sent> =>
  sending(lesson.id, options.seenRev ?? lesson.rev, async (seen, took) => {
    const scope = options.scope && { scope: options.scope };
    const how = { ...(options.override && { override: options.override }), ...(options.askedBy && { askedBy: options.askedBy }), ...scope };
    const move = moveInput(lesson, changes, seen);
    const update = updateInput(lesson, changes, seen);
    if (move) took(await call('lesson.move', { ...move, ...how }, { overlay: { lessonId: lesson.id, fields: moveOverlay(changes) } }));
    // The move may have given people other places, which is no change by somebody else.
    if (update) took(await call('lesson.update', { ...update, ...scope, seenRev: update.clientIds ? seenOf(lesson.id, seen) : seen }));
  });

/** Pins a person to a place of the room; without a slot the place is released. */
export const pinPlace = async (lesson: LessonView, clientId: number, slot: number | undefined, text: string): Promise<Outcome> =>
  told(text, sending(lesson.id, lesson.rev, async (seenRev, took) => took(await call('lesson.update', { id: lesson.id, seenRev, pins: [{ clientId, ...(slot !== undefined && { slot }) }] }))));

/** Makes a lesson; it is on the screen at once, by the id that `named` is told. */
export const createLesson = async (draft: Draft, { override, insteadOf, named }: Pick<Input<'lesson.create'>, 'override' | 'insteadOf'> & { named?: (id: number) => void }, text: string): Promise<Outcome> =>
  told(text, sending(null, 0, async (_seen, took) => {
    const kind = draft.kindId === null ? undefined : store.lessonKind.get(draft.kindId);
    const id = await newId();
    const input = createInput(id, draft, kind);
    if (!input) throw new Refused({ code: 'invalid', field: 'kindId' });
    named?.(id);
    took(await call('lesson.create', { ...input, ...(override && { override }), ...(insteadOf && { insteadOf }) }, { overlay: { newLesson: newLessonOf(id, draft) } }));
  }));
/** Makes the same lesson again elsewhere. */
export const copyLesson = async (original: LessonView, at: CopyPlace, text: string): Promise<Outcome> => told(text, sendCopy(original, at));
export const sendCopy = (original: LessonView, at: CopyPlace, override?: string): Promise<Sent> =>
  sending(null, 0, async (_seen, took) => {
    const input = copyInput(await newId(), original, at, original.kindId === undefined ? undefined : store.lessonKind.get(original.kindId));
    if (!input) throw new Refused({ code: 'invalid', field: 'kindId' });
    took(await call('lesson.create', { ...input, ...(override && { override }) }, { overlay: { newLesson: copyOf(input, original) } }));
  });

export const holdLesson = async (lesson: LessonView, text: string): Promise<Outcome> => told(text, sendHold(lesson));
export const sendHold = (lesson: LessonView): Promise<Sent> => change(lesson, { status: 'held' }, (seenRev, overlay) => call('lesson.hold', { id: lesson.id, seenRev }, overlay));
export const restoreLesson = async (lesson: LessonView, text: string): Promise<Outcome> =>
  told(text, change(lesson, { status: 'planned' }, (seenRev, overlay) => call('lesson.restore', { id: lesson.id, seenRev }, overlay)));
export const cancelLesson = async (lesson: LessonView, text: string, why: Why, more?: () => readonly Way[]): Promise<Outcome> => told(text, sendCancel(lesson, why), more);
/** A block of time is not cancelled but removed. */
export const sendCancel = (lesson: LessonView, why: Why): Promise<Sent> =>
  lesson.block ? sendRemoval(lesson) : change(lesson, { status: 'cancelled' }, (seenRev, overlay) => call('lesson.cancel', { id: lesson.id, seenRev, ...why }, overlay));

export const sendRemoval = (block: LessonView): Promise<Sent> => sending(block.id, block.rev, async (seenRev, took) => took(await call('block.remove', { id: block.id, seenRev })));

/** Takes back writes in the order given, as many as can be; says how it went, asks for a reason where one is wanted, and offers to do them again. An undo is taken back in the same way. */
export async function undoChanges(revs: readonly number[], isRedo = false, reason?: string): Promise<Outcome> {
  undoable.forget(revs);
  const refusals: Refusal[] = [];
  const back: number[] = [];
  for (const rev of revs) {
    const outcome = await attempt(async () => {
      const done = await call('change.undo', { rev, ...(reason && { reason }) });
      // The way back of an own change is an own change, too. The writes of one lesson hang together.
      for (const [id, own] of ownRevs) if (own === rev || (revs.length <= 2 && back.includes(own))) ownRevs.set(id, done.rev);
      back.unshift(done.rev);
    });
    if (!outcome.isDone && outcome.refusal.field === 'reason') {
      overlay.open({ kind: 'undo', revs: revs.slice(revs.indexOf(rev)), isRedo });
      return outcome;
    }
    if (!outcome.isDone) refusals.push(outcome.refusal);
    // The writes of one lesson hang together; of many, the others are taken back all the same.
    if (!outcome.isDone && revs.length <= 2) break;
  }
  const [refusal] = refusals;
  if (!refusal && isRedo) tellDone(t('calendar.redone'), back);
  else if (!refusal) {
    dismiss(shownMessage);
    shownMessage = toast({ text: t('calendar.undone'), seconds: REDO_SECONDS, action: { label: t('do.redo'), run: () => void undoChanges(back, true) } });
  }
  else if (revs.length <= 2) toast({ text: refusalWords(refusal), tone: 'danger', seconds: 10 });
  else toast({ text: `${t('batch.undonePart', { n: revs.length - refusals.length, of: revs.length })} ${[...new Set(refusals.map(refusalWords))].join(' ')}`, tone: 'danger', seconds: 15 });
  return refusal ? { isDone: false, refusal } : { isDone: true };
}
/** Takes back what this device changed last, and be it still on its way. */
export async function undoLast() {
  await undoable.settled;
  const { last } = undoable;
  if (!last) return;
  dismiss(shownMessage);
  void undoChanges(last.revs);
}
/** Says in a message why it did not work; `way` is what can be done about it. */
export function tellRefusal(refusal: Refusal, way?: Way) {
  toast({ text: refusalWords(refusal), tone: 'danger', seconds: 12, ...(way && { action: way }) });
}
/** The message with the way back; one at a time, the history has the earlier ones. */
export function tellDone(text: string, revs: readonly number[], warnings: readonly Conflict[] = [], tone: 'plain' | 'danger' = 'plain', more: readonly Way[] = []) {
  const warned = warnings.length ? ` ${t('calendar.warning')} ${[...new Set(warnings.map(conflictText))].join('; ')}.` : '';
  dismiss(shownMessage);
  if (revs.length) undoable.add({ text, revs });
  shownMessage = toast({ text: `${text}${warned}`, tone, seconds: revs.length ? UNDO_SECONDS : 15, ...(revs.length && { action: { label: t('do.undo'), run: () => void undoChanges(revs) } }), ...(more.length && { more }) });
}
let shownMessage = 0;

const told = (text: string, sent: Promise<Sent>, more?: () => readonly Way[]): Promise<Outcome> => undoable.awaiting(sent.then(({ revs, warnings, refusal }) => {
  if (revs.length) tellDone(text, revs, warnings, 'plain', more?.());
  return refusal ? { isDone: false, refusal } : { isDone: true };
}));
const change = (lesson: LessonView, fields: Partial<Lesson>, send: (seenRev: number, options: { overlay: { lessonId: number; fields: Partial<Lesson> } }) => Promise<Done>): Promise<Sent> =>
  sending(lesson.id, lesson.rev, async (seen, took) => took(await send(seen, { overlay: { lessonId: lesson.id, fields } })));

/** What this device itself did last to a lesson: seen, even while the row is still on its way. */
const ownRevs = new Map<number, number>();
const seenOf = (lessonId: number, seenRev: number): number => Math.max(seenRev, ownRevs.get(lessonId) ?? 0);
export async function sending(lessonId: number | null, seenRev: number, run: (seenRev: number, took: (done: Done) => void) => Promise<void>): Promise<Sent> {
  const revs: number[] = [];
  const warnings: Conflict[] = [];
  const outcome = await attempt(() => run(lessonId === null ? seenRev : seenOf(lessonId, seenRev), (done) => {
    revs.unshift(done.rev);
    warnings.push(...(done.output.warnings ?? []));
    if (lessonId !== null) ownRevs.set(lessonId, done.rev);
  }));
  return { revs, warnings, refusal: outcome.isDone ? null : outcome.refusal };
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
