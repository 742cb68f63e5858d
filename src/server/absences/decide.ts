// Decisions about the lessons of an absence, all in one transaction: a substitute, another time, cancelled, left as it is.
import type { Lesson } from '../../contract/entities.ts';
import type { Input } from '../../contract/ops.ts';
import type { OpenTimes } from '../../domain/working-hours.ts';
import type { Decided } from '../attendance/visit.store.ts';
import { isStaff, refuse, refuseField, type WriteContext } from '../context.ts';
import { requireFresh } from '../edit.ts';
import { loadLessons, type LoadedLesson } from '../lessons/lesson.load.ts';
import { requireNamed, type Found } from '../lessons/lesson.rules.ts';
import { markLessons, peopleChanged, peopleOf, saveLesson } from '../lessons/lesson.store.ts';
import { vacate } from '../lessons/occupancy.ts';
import { requireOpenTime } from '../lessons/open-time.ts';
import { extendHit } from '../subscriptions/extend-hit.ts';

type Decision = Input<'absence.resolve'>['decisions'][number];

/** Loads lessons that somebody has just seen. Refuses what is not there, named twice, or changed since. */
export async function loadSeen(ctx: WriteContext, seen: readonly { lessonId: number; seenRev: number }[], touched: readonly string[]): Promise<LoadedLesson[]> {
  if (new Set(seen.map((s) => s.lessonId)).size !== seen.length) refuseField('lessonId', 'repeated');
  const loaded = new Map((await loadLessons(ctx.query, ctx.studioId, seen.map((s) => s.lessonId))).map((l) => [l.row.id, l]));
  const lessons: LoadedLesson[] = [];
  for (const { lessonId, seenRev } of seen) {
    const found = loaded.get(lessonId) ?? refuse('notFound', { field: 'lessonId' });
    await requireFresh(ctx, 'lesson', found, seenRev, touched);
    lessons.push(found);
  }
  return lessons;
}

/** Refuses what is not this absence's, and what has been decided already: nothing happens twice. */
export async function decide(ctx: WriteContext, absence: { id: number; trainerId: number }, decisions: readonly Decision[], reason: string, extendDays?: number): Promise<void> {
  const lessons = await loadSeen(ctx, decisions, ['status', 'trainerId', 'onDate', 'startMin', 'isUndecided']);
  for (const { row } of lessons) {
    if (row.absenceId !== absence.id) refuse('notFound', { field: 'lessonId' });
    if (!row.isUndecided) refuse('wrongStatus', { reason: 'decided' });
  }
  const substitutes = new Map<number, Found>();
  for (const trainerId of new Set(decisions.flatMap((d) => (d.how === 'substitute' ? (d.trainerId ?? refuseField('trainerId', 'required')) : [])))) {
    if (!isStaff(ctx.actor)) refuse('forbidden', { field: 'trainerId' });
    if (trainerId === absence.trainerId) refuseField('trainerId', 'range');
    substitutes.set(trainerId, await requireNamed(ctx, { trainerId }));
  }
  const decided = decisions.map((decision, i) => ({ decision, before: lessons[i] as LoadedLesson })); // one for each, in order
  await markLessons(ctx, decided.filter(({ decision }) => decision.how === 'leave').map(({ before }) => before), { isUndecided: null });
  const changed = decided.filter(({ decision }) => decision.how !== 'leave').map(({ decision, before }) => ({ before, row: rowAs(before.row, decision, reason), hours: substitutes.get(decision.trainerId ?? 0)?.trainerHours }));
  await requireOpenTime(ctx, changed.filter(({ row }) => row.status === 'planned').map(({ row, before }) => ({ row, before: before.row })), undefined);
  await saveTogether(ctx, changed);
  if (extendDays) await extendHit(ctx, changed.filter(({ row }) => row.status === 'cancelled').map(({ before }) => before.row), extendDays);
}
/** Saves lessons that may change places among each other. */
export async function saveTogether(ctx: WriteContext, changed: readonly { before: LoadedLesson; row: Lesson; hours?: OpenTimes | undefined; decided?: Decided | undefined }[]): Promise<void> {
  if (!changed.length) return;
  await vacate(ctx, changed.map(({ before }) => before.row.id));
  for (const { before, row, hours, decided } of changed) await saveLesson(ctx, before, { row, format: before.format, trainerHours: hours ?? before.trainerHours }, { isVacated: true, arePeopleLater: true, ...(decided && { decided }) });
  await peopleChanged(ctx, peopleOf(changed.map(({ before }) => before)));
}
function rowAs(row: Lesson, decision: Decision, reason: string): Lesson {
  switch (decision.how) {
    case 'substitute': {
      const meantTrainerId = row.meantTrainerId ?? row.trainerId;
      return { ...row, trainerId: decision.trainerId ?? refuseField('trainerId', 'required'), ...(meantTrainerId && { meantTrainerId }) };
    }
    case 'cancel': return { ...row, status: 'cancelled', cancelReason: reason, cancelAskedBy: 'trainer' };
    case 'move': {
      const { fold: _, ...rest } = row;
      return { ...rest, onDate: decision.onDate ?? refuseField('onDate', 'required'), startMin: decision.startMin ?? refuseField('startMin', 'required') };
    }
    case 'leave': return row;
  }
}
