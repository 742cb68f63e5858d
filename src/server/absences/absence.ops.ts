// A trainer's absences: by staff, or by the trainer for oneself. What stands there when one is declared stays until somebody decides.
import { MOST_HIT } from '../../contract/absence.ops.ts';
import type { Absence } from '../../contract/entities.ts';
import { duringOf, duringOfSpan, instantAt, localOf, overlaps, type During } from '../../domain/studio-time.ts';
import { isStaff, refuse, refuseField, type Handlers, type ReadContext, type WriteContext } from '../context.ts';
import { filled, requireFresh } from '../edit.ts';
import { requireOwnId } from '../ids.ts';
import type { LoadedLesson } from '../lessons/lesson.load.ts';
import { requireNamed, requireStatus } from '../lessons/lesson.rules.ts';
import { markLessons } from '../lessons/lesson.store.ts';
import { requireOpenTime } from '../lessons/open-time.ts';
import { insertAbsence, isTaken, lessonsHit, lessonsOf, moveEnd, removeAbsence, requireAbsence, requireSpan } from './absence.store.ts';
import { decide, loadSeen, saveTogether } from './decide.ts';
import { restorableOf, workList } from './work-list.ts';

export const absenceHandlers: Handlers<'absence'> = {
  async 'absence.preview'(ctx, { id, trainerId, span }) {
    const zone = await zoneOf(ctx);
    if (id !== undefined) {
      const { row } = await requireAbsence(ctx, id);
      const lessons = await lessonsOf(ctx.query, ctx.studioId, 'absence_id', id);
      const ahead = lessons.filter(({ row: l }) => isTaken(l, row.trainerId) && (duringOf(l, zone)?.fromMs ?? 0) >= ctx.now);
      return { lessons: await workList(ctx, row.trainerId, row, lessons.filter(({ row: l }) => l.isUndecided)), restorable: await restorableOf(ctx, { absenceId: id }, row.trainerId, ahead) };
    }
    const whose = await requireTrainer(ctx, trainerId);
    const asked = span ?? refuseField('span', 'required');
    return { lessons: await workList(ctx, whose, asked, (await lessonsHit(ctx.query, ctx.studioId, { trainerId: whose }, requireSpan(asked, zone), asked)).slice(0, MOST_HIT)), restorable: [] };
  },

  async 'absence.create'(ctx, { id, kind, fromOn, fromMin, toOn, toMin, note, ...input }) {
    await requireOwnId(ctx, id, 'absence');
    const trainerId = await requireTrainer(ctx, input.trainerId);
    const during = requireSpan({ fromOn, fromMin, toOn, toMin }, ctx.studio.zone);
    const row = filled<Absence>({ id, rev: ctx.rev, trainerId, kind, fromOn, fromMin, toOn, toMin, note, isEndedEarly: undefined, byUserId: ctx.actor.isSystem ? undefined : ctx.actor.userId });
    await insertAbsence(ctx, row);
    const lessons = await lessonsHit(ctx.query, ctx.studioId, { trainerId }, during, row);
    if (lessons.length > MOST_HIT) refuseField('toOn', 'tooMany');
    await markLessons(ctx, lessons, { isUndecided: true, absenceId: id });
    return { count: lessons.length };
  },

  async 'absence.resolve'(ctx, { id, decisions, reason = '', extendDays }) {
    const { row } = await requireAbsence(ctx, id);
    if (!decisions.length) refuseField('decisions', 'required');
    if (extendDays && !isStaff(ctx.actor)) refuse('forbidden', { field: 'extendDays' });
    await decide(ctx, row, decisions, reason, extendDays);
    return { count: decisions.length };
  },

  async 'absence.extend'(ctx, { id, seenRev, toOn, toMin }) {
    const before = await requireAbsence(ctx, id);
    await requireFresh(ctx, 'absence', before, seenRev, ['toOn', 'toMin']);
    const was = duringOfSpan(before.row, ctx.studio.zone);
    const { toMs } = requireSpan({ ...before.row, toOn, toMin }, ctx.studio.zone);
    if (toMs <= was.toMs) refuseField('toOn', 'range');
    await moveEnd(ctx, before, { toOn, toMin });
    // One that reaches over the old end has been hit before.
    const lessons = (await lessonsHit(ctx.query, ctx.studioId, before.row, { fromMs: was.toMs, toMs }, { fromOn: before.row.toOn, toOn })).filter(({ row }) => row.absenceId !== id);
    if (lessons.length > MOST_HIT) refuseField('toOn', 'tooMany');
    await markLessons(ctx, lessons, { isUndecided: true, absenceId: id });
    return { count: lessons.length };
  },

  async 'absence.end'(ctx, { id, seenRev, restore = [], ...asked }) {
    const before = await requireAbsence(ctx, id);
    await requireFresh(ctx, 'absence', before, seenRev, ['toOn', 'toMin']);
    const was = duringOfSpan(before.row, ctx.studio.zone);
    const now = localOf(ctx.now, ctx.studio.zone);
    const end = { toOn: asked.toOn ?? now.onDate, toMin: asked.toMin ?? (asked.toOn === undefined ? now.startMin : 0) };
    const endMs = instantAt(end.toOn, end.toMin, ctx.studio.zone);
    if (endMs >= was.toMs) was.toMs <= ctx.now ? refuse('wrongStatus', { reason: 'over' }) : refuseField('toOn', 'range');
    const hit = await lessonsOf(ctx.query, ctx.studioId, 'absence_id', id);
    const back = await requireRestorable(ctx, before.row, restore, hit, endMs);
    if (endMs <= was.fromMs) await removeAbsence(ctx, before);
    else await moveEnd(ctx, before, { ...end, isEndedEarly: true });
    const left: During = { fromMs: was.fromMs, toMs: Math.max(endMs, was.fromMs) };
    // Free again: undecided ones, and when the absence is gone as if it had never been, all the others.
    const freed = hit.filter((l) => !back.includes(l) && (l.row.isUndecided || endMs <= was.fromMs) && !overlaps(duringOf(l.row, ctx.studio.zone) ?? was, left));
    await markLessons(ctx, freed.filter(({ row }) => row.closureId === undefined), { isUndecided: null, absenceId: null });
    await markLessons(ctx, freed.filter(({ row }) => row.closureId !== undefined), { absenceId: null });
    await restoreLessons(ctx, back);
    return { count: back.length };
  },
};

/** Whose absence: anybody's for staff, the own for a trainer. Refuses notFound and forbidden. */
async function requireTrainer(ctx: ReadContext, asked: number | undefined): Promise<number> {
  const trainerId = asked ?? ctx.actor.trainerId ?? refuseField('trainerId', 'required');
  await requireNamed(ctx, { trainerId });
  return trainerId;
}
async function zoneOf(ctx: ReadContext): Promise<string> {
  return (await ctx.query<{ zone: string }>('select zone from studio where id = $1', [ctx.studioId]))[0]?.zone ?? refuse('notFound');
}
async function requireRestorable(ctx: WriteContext, absence: Absence, restore: readonly { lessonId: number; seenRev: number }[], hit: readonly LoadedLesson[], endMs: number): Promise<LoadedLesson[]> {
  await loadSeen(ctx, restore, ['status', 'trainerId', 'onDate', 'startMin']);
  return restore.map(({ lessonId }) => {
    const lesson = hit.find((l) => l.row.id === lessonId) ?? refuse('notFound', { field: 'lessonId' });
    requireStatus(lesson.row, 'planned', 'cancelled');
    if (!isTaken(lesson.row, absence.trainerId) || (duringOf(lesson.row, ctx.studio.zone)?.fromMs ?? 0) < endMs) refuse('wrongStatus', { reason: 'notRestorable' });
    return lesson;
  });
}
/** Back to the trainer who was meant, back into the timetable. */
async function restoreLessons(ctx: WriteContext, lessons: readonly LoadedLesson[]): Promise<void> {
  const changed = lessons.map((before) => {
    const { absenceId: _, meantTrainerId, cancelReason: _r, cancelAskedBy: _a, ...row } = before.row;
    return { before, row: before.row.status === 'cancelled' ? { ...row, ...(meantTrainerId && { meantTrainerId }), status: 'planned' as const } : { ...row, ...(meantTrainerId && { trainerId: meantTrainerId }) } };
  });
  await requireOpenTime(ctx, changed.map(({ before, row }) => ({ row, ...(before.row.status === 'planned' && { before: before.row }) })), undefined);
  await saveTogether(ctx, changed);
}
