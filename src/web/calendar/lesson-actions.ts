// Everything done to a lesson from the calendar: sends it with its overlay, tells the outcome, offers the way back.
// The outbox sends edits of one lesson one after another, each having seen the one before. `send…` says nothing; the others tell it in a message.
import type { Lesson } from '../../contract/entities.ts';
import type { Conflict, Refusal } from '../../contract/operation.ts';
import type { Input } from '../../contract/ops.ts';
import { overlay } from '../actions/place.svelte.ts';
import { formatDate, t } from '../i18n/index.svelte.ts';
import { page } from '../router.svelte.ts';
import { call, layOver, newId, Refused } from '../sync/client.svelte.ts';
import { beforeOf, lessonOf, type Laid, type Overlay } from '../sync/overlays.ts';
import { conflictsText } from '../sync/refusal-text.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { dismiss, retell, toast } from '../ui/toast.svelte.ts';
import { choices } from './choices.svelte.ts';
import { copyInput, copyOf, type CopyPlace } from './copy.ts';
import { moveInput, moveOverlay, updatedFields, updateInput, type Changes } from './draft.ts';
import { NO_FILTER, passes } from './filter.ts';
import { titleOf } from './lesson-words.svelte.ts';
import { newChange, underWay, type OwnChange, type OwnWrite } from './own-changes.ts';
import { ownChanges, redoable, type Undone } from './own-changes.svelte.ts';
import { refusalWords } from './refusal-words.svelte.ts';
import { rangeText } from './time-text.ts';

const UNDO_SECONDS = 120;
const REDO_SECONDS = 30;
/** What is answered sooner is told with the answer. */
const UNDER_WAY_MS = 700;
export interface Way { readonly label: string; readonly run: () => void }
export type Outcome = { isDone: true } | { isDone: false; refusal: Refusal };
/** What became of it: writes in the order in which they are taken back, and why it stopped, if it did. */
export interface Sent { readonly revs: readonly number[]; readonly warnings: readonly Conflict[]; readonly refusal: Refusal | null }
type Why = Pick<Input<'lesson.cancel'>, 'reason' | 'askedBy' | 'scope'>;
/** `rev` is 0 where nothing came of it that could be taken back. */
type Done = { rev: number; output: { warnings?: Conflict[] | undefined } };
interface SaveOptions { seenRev?: number | undefined; override?: string | undefined; askedBy?: Why['askedBy'] | undefined; scope?: Why['scope'] }

/** Saves changes of any kind: place and time first, then the rest. `text` is what the message says, `more` what it offers besides the way back. */
export const saveLesson = async (lesson: LessonView, changes: Changes, { text, more, ...options }: SaveOptions & { text: string; more?: () => readonly Way[] }): Promise<Outcome> => told(text, (own) => sendChanges(lesson, changes, options, own), more);
export const sendChanges = (lesson: LessonView, changes: Changes, options: SaveOptions = {}, own?: OwnChange): Promise<Sent> =>
  sending(lesson.id, options.seenRev ?? lesson.rev, async (write) => {
    const scope = options.scope && { scope: options.scope };
    const how = { ...(options.override && { override: options.override }), ...(options.askedBy && { askedBy: options.askedBy }), ...scope };
    const move = moveInput(lesson, changes);
    const update = updateInput(lesson, changes);
    if (move) await write({ overlay: { lessonId: lesson.id, fields: moveOverlay(changes) }, before: options.scope && underWay(lesson.id) }, (seenRev, shown) => call('lesson.move', { ...move, seenRev, ...how }, shown));
    // The move may have given people other places, which is no change by somebody else.
    if (update) await write({ before: options.scope ? underWay(lesson.id) : beforeOf({ lessonId: lesson.id, fields: updatedFields(update) }, lesson) }, (seenRev) => call('lesson.update', { ...update, ...scope, seenRev: update.clientIds ? ownChanges.seenOf(lesson.id, seenRev) : seenRev }));
  }, own);

/** Makes the same lesson again elsewhere. */
export const copyLesson = async (original: LessonView, at: CopyPlace, text: string): Promise<Outcome> => told(text, (own) => sendCopy(original, at, undefined, own));
export const sendCopy = (original: LessonView, at: CopyPlace, override?: string, own?: OwnChange): Promise<Sent> =>
  sending(null, 0, async (write) => {
    const input = copyInput(await newId(), original, at, original.kindId === undefined ? undefined : store.lessonKind.get(original.kindId));
    if (!input) throw new Refused({ code: 'invalid', field: 'kindId' });
    await write({ overlay: { newLesson: copyOf(input, original) } }, (_seen, shown) => call('lesson.create', { ...input, ...(override && { override }) }, shown));
  }, own);

export const holdLesson = async (lesson: LessonView, text: string): Promise<Outcome> => told(text, (own) => sendHold(lesson, own));
export const sendHold = (lesson: LessonView, own?: OwnChange): Promise<Sent> => sendStatus(lesson, 'held', (seenRev, shown) => call('lesson.hold', { id: lesson.id, seenRev }, shown), own);
export const restoreLesson = async (lesson: LessonView, text: string): Promise<Outcome> =>
  told(text, (own) => sendStatus(lesson, 'planned', (seenRev, shown) => call('lesson.restore', { id: lesson.id, seenRev }, shown), own));
export const cancelLesson = async (lesson: LessonView, text: string, why: Why, more?: () => readonly Way[]): Promise<Outcome> => told(text, (own) => sendCancel(lesson, why, own), more);
/** A block of time is not cancelled but removed. */
export const sendCancel = (lesson: LessonView, why: Why, own?: OwnChange): Promise<Sent> =>
  lesson.block ? sendRemoval(lesson, own) : sendStatus(lesson, 'cancelled', (seenRev, shown) => call('lesson.cancel', { id: lesson.id, seenRev, ...why }, shown), own, why.scope);

export const sendRemoval = (block: LessonView, own?: OwnChange): Promise<Sent> => sending(block.id, block.rev, (write) => write({ overlay: { goneId: block.id } }, (seenRev, shown) => call('block.remove', { id: block.id, seenRev }, shown)), own);

/** Takes back writes in the order given, as many as can be; says how it went, asks for a reason where one is wanted, and offers to do them again. An undo is taken back in the same way. */
export const undoChanges = (revs: readonly number[], how: HowBack = {}): Promise<Outcome> => takeBack(newChange(ownChanges.writesOf(revs)), how);
/** `note`: whose change it was, where it was somebody else's. */
interface HowBack { readonly isRedo?: boolean; readonly reason?: string | undefined; readonly note?: string | undefined }
/** Takes back what this device changed last, and be it still on its way. */
export function undoLast() {
  const last = ownChanges.takeLast();
  if (!last) return;
  dismiss(shownMessage);
  void takeBack(last);
}
/** Does again what was taken back last, once that is through. */
export function redoLast() {
  if (!redoable.last) return;
  dismiss(shownMessage);
  redoable.last.redo();
}
/** `own`: a change of its own that this is the sending of, which can be taken back in its turn while it is on its way. */
function takeBack(change: OwnChange, { isRedo = false, reason, note }: HowBack = {}, own?: OwnChange): Promise<Outcome> {
  const before = shownMessage;
  const lessons = lessonsOf(change);
  const ids = idsOf(change);
  const { through, redo } = isRedo ? { through: null, redo: null } : newUndone();
  return ownChanges.takeBack(change, async (writes, laid) => {
    const revs = writes.flatMap((w) => w.rev ?? []);
    const { back, refusals, asked } = await sendBack(writes, laid, reason, own);
    through?.(back);
    if (asked) {
      overlay.open({ kind: 'undo', revs: revs.slice(asked.at), isRedo, note });
      return { isDone: false, refusal: asked.refusal };
    }
    const [refusal] = refusals;
    if (refusal) toast(revs.length <= 2 ? { text: lessons.length === 1 && lessons[0] ? `${titleOf(lessons[0])} — ${refusalWords(refusal)}` : refusalWords(refusal), tone: 'danger', seconds: 10 } : { text: `${t('batch.undonePart', { n: revs.length - refusals.length, of: revs.length })} ${[...new Set(refusals.map(refusalWords))].join(' ')}`, tone: 'danger', seconds: 15 });
    else if (own?.isTakenBack) return { isDone: true };
    else if (!redo) announce(backText('calendar.redone', ids, lessons), back);
    else if (back.length) {
      // What has been done since keeps its own message.
      if (shownMessage === before) dismiss(before);
      const message = toast({ text: [backText('calendar.undone', ids, lessons), note].filter(Boolean).join('\n'), seconds: REDO_SECONDS, action: { label: t('do.redo'), run: redo } });
      if (shownMessage === before) shownMessage = message;
    }
    return refusal ? { isDone: false, refusal } : { isDone: true };
  });
}
/** Sends them one after another. `back`: how they are taken back in their turn; `asked`: where it stopped because a reason is wanted. */
async function sendBack(writes: readonly OwnWrite[], laid: Map<OwnWrite, Laid>, reason: string | undefined, own = newChange()): Promise<{ back: readonly number[]; refusals: readonly Refusal[]; asked?: { at: number; refusal: Refusal } }> {
  const refusals: Refusal[] = [];
  const back: number[] = [];
  for (const [at, write] of writes.entries()) {
    if (own.isTakenBack) break;
    const shown = laid.get(write);
    laid.delete(write);
    // The way back of an own change is an own change, too.
    const next: OwnWrite = { before: shown?.before ?? null };
    own.writes.unshift(next);
    const outcome = await attempt(async () => {
      const { rev } = await call('change.undo', { rev: write.rev ?? 0, ...(reason && { reason }) }, { overlay: shown });
      ownChanges.answered(next, rev);
      back.unshift(rev);
    });
    if (outcome.isDone) continue;
    const { refusal } = outcome;
    if (refusal.field === 'reason') return { back, refusals, asked: { at, refusal } };
    refusals.push(refusal);
    // The writes of one lesson hang together; of many, the others are taken back all the same.
    if (writes.length <= 2) break;
  }
  return { back, refusals };
}
/** One more to be done again, once; `through` says how, or that there is nothing of it. */
function newUndone(): { through: (revs: readonly number[]) => void; redo: () => void } {
  const back = Promise.withResolvers<readonly number[]>();
  let isRedone = false;
  const undone: Undone = {
    redo() {
      redoable.remove(undone);
      if (isRedone) return;
      isRedone = true;
      void ownChanges.make(async (own) => {
        const revs = await back.promise;
        if (revs.length && !own.isTakenBack) await takeBack(newChange(ownChanges.writesOf(revs)), { isRedo: true }, own);
      });
    },
  };
  redoable.add(undone);
  const through = (revs: readonly number[]) => {
    back.resolve(revs);
    if (!revs.length) redoable.remove(undone);
  };
  return { through, redo: undone.redo };
}
/** Says in a message why it did not work; `way` is what can be done about it. Of `lesson`, which it names, the latest alone stays, until something goes through. */
export function tellRefusal(refusal: Refusal, way?: Way, lesson?: LessonView) {
  const words = refusalWords(refusal);
  if (lesson) dismissRefusals([lesson.id]);
  const message = toast({ text: lesson ? `${titleOf(lesson)} — ${words}` : words, tone: 'danger', seconds: 12, ...(way && { action: way }) });
  if (lesson) refused.set(lesson.id, message);
}
/** Messages of refusals by the lesson that they are about. */
const refused = new Map<number, number>();
function dismissRefusals(ids: readonly number[]) {
  for (const id of ids) {
    dismiss(refused.get(id) ?? 0);
    refused.delete(id);
  }
}
const idsOf = ({ writes }: Pick<OwnChange, 'writes'>): number[] => [...new Set(writes.flatMap((w) => (w.before ? [lessonOf(w.before)] : [])))];
/** The lessons concerned as they are before, those that it makes not yet. */
const lessonsOf = ({ writes }: Pick<OwnChange, 'writes'>): LessonView[] => idsOf({ writes }).flatMap((id) => store.lessons.get(id) ?? []);
/** Names the one lesson and where it stands now, which may have come or gone with it, or how many there are. */
function backText(key: 'calendar.undone' | 'calendar.redone', ids: readonly number[], before: readonly LessonView[]): string {
  const [now, ...others] = ids.flatMap((id) => store.lessons.get(id) ?? before.find((l) => l.id === id) ?? []);
  if (!now) return t(key);
  if (others.length) return `${t(key)}: ${t('batch.lessons', { n: others.length + 1 })}`;
  return `${t(key)}: ${titleOf(now)}, ${formatDate(now.onDate, 'weekdayShort')}, ${rangeText(now.startMin, now.durationMin)}`;
}
/** The message with the way back; one at a time, the history has the earlier ones. Nothing that was taken back before is done again after it. */
export function tellDone(text: string, revs: readonly number[], warnings: readonly Conflict[] = [], tone: 'plain' | 'danger' = 'plain', more: readonly Way[] = [], early = 0) {
  redoable.clear();
  announce(text, revs, warnings, tone, more, early);
}
function announce(text: string, revs: readonly number[], warnings: readonly Conflict[] = [], tone: 'plain' | 'danger' = 'plain', more: readonly Way[] = [], early = 0) {
  const gap = text.includes('\n') ? '\n' : ' ';
  const warned = warnings.length ? `${gap}${t('calendar.warning')} ${conflictsText(warnings)}.` : '';
  ownChanges.add(revs);
  const own = { writes: ownChanges.writesOf(revs) };
  dismissRefusals(idsOf(own));
  const hidden = page.path === '/' ? lessonsOf(own).filter((l) => !passes(choices.filter, l)).length : 0;
  const hiddenText = hidden ? `${gap}${hidden > 1 || idsOf(own).length > 1 ? t('calendar.hiddenMany', { n: hidden }) : t('calendar.hidden')}` : '';
  const ways = hidden ? [{ label: t('calendar.showHidden'), run: () => { choices.filter = NO_FILTER; } }, ...more] : more;
  const message = { text: `${text}${warned}${hiddenText}`, tone, seconds: revs.length ? UNDO_SECONDS : 15, ...(revs.length && { action: { label: t('do.undo'), run: () => void undoChanges(revs) } }), ...(ways.length && { more: ways }) };
  // What has been told on its way is told on in the same message, under the same finger.
  if (early && retell(early, message)) return;
  dismiss(shownMessage);
  shownMessage = toast(message);
}
let shownMessage = 0;

/** Sends and tells in a message, unless it has been taken back meanwhile or nothing came of it; `text` may be what only the answer knows. On a slow line the message is there before the answer. */
export async function told(text: string | (() => string), send: (own: OwnChange) => Promise<Sent>, more?: () => readonly Way[]): Promise<Outcome> {
  const { made: sent, early } = await making(typeof text === 'string' ? text : '', send);
  if (early && !sent?.revs.length) dismiss(early);
  if (!sent) return { isDone: true };
  const { revs, warnings, refusal } = sent;
  if (revs.length) tellDone(typeof text === 'string' ? text : text(), revs, warnings, 'plain', more?.(), early);
  return refusal ? { isDone: false, refusal } : { isDone: true };
}
/** `early`: the message that was there before the answer, to be told on; 0 where none was needed or there are no words yet. `made` is null when it has been taken back meanwhile. */
export async function making<T>(text: string, send: (own: OwnChange) => Promise<T>): Promise<{ made: T | null; early: number }> {
  redoable.clear();
  const turn = ++turns;
  let early = 0;
  let sayEarly = 0;
  const made = await ownChanges.make((own) => {
    if (text) sayEarly = window.setTimeout(() => { if (turn === turns && !own.isTakenBack) early = tellUnderWay(text, own); }, UNDER_WAY_MS);
    return send(own);
  });
  clearTimeout(sayEarly);
  return { made, early };
}
let turns = 0;
function tellUnderWay(text: string, own: OwnChange): number {
  dismiss(shownMessage);
  const undo = () => {
    own.isTakenBack = true;
    void takeBack(own);
  };
  shownMessage = toast({ text: `${text} ${t('calendar.underWay')}`, seconds: UNDO_SECONDS, action: { label: t('do.undo'), run: undo } });
  return shownMessage;
}
const sendStatus = (lesson: LessonView, status: NonNullable<Lesson['status']>, send: Send, own?: OwnChange, scope?: Why['scope']): Promise<Sent> =>
  sending(lesson.id, lesson.rev, (write) => write({ overlay: { lessonId: lesson.id, fields: { status } }, before: scope && underWay(lesson.id) }, send), own);

type Send = (seenRev: number, shown: { overlay?: Laid | undefined }) => Promise<Done>;
/** Sends with `overlay` on the screen; `before`: what taking it back shows, where that is not what the overlay lies on. */
type Write = (shown: { overlay?: Overlay; before?: Overlay | undefined }, send: Send) => Promise<void>;
export async function sending(lessonId: number | null, seenRev: number, run: (write: Write) => Promise<void>, own: OwnChange = newChange()): Promise<Sent> {
  const revs: number[] = [];
  const warnings: Conflict[] = [];
  let seen: number | undefined;
  const outcome = await attempt(() => run(async (shown, send) => {
    if (own.isTakenBack) return;
    const ahead = own.ahead?.get(lessonId ?? 0);
    own.ahead?.delete(lessonId ?? 0);
    const laid = ahead ?? (shown.overlay && layOver(shown.overlay));
    const write: OwnWrite = { before: shown.before ?? laid?.before ?? (lessonId === null ? null : underWay(lessonId)) };
    own.writes.unshift(write);
    if (lessonId !== null) await ownChanges.takenBackOf(lessonId);
    seen ??= lessonId === null ? seenRev : ownChanges.seenOf(lessonId, seenRev);
    const { rev, output } = await send(seen, { overlay: laid });
    if (!rev) return;
    ownChanges.answered(write, rev);
    revs.unshift(rev);
    warnings.push(...(output.warnings ?? []));
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
