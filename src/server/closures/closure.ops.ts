// Closed time of the studio or of one room. A power cut has no end yet: it hits today's lessons, and closes until somebody says that it is over.
import { MOST_HIT } from '../../contract/absence.ops.ts';
import type { Closure, Lesson } from '../../contract/entities.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { duringOf, instantAt, localOf, overlaps, type During } from '../../domain/studio-time.ts';
import { matching, project } from '../../domain/visibility.ts';
import { lessonsHit, lessonsOf, requireSpan } from '../absences/absence.store.ts';
import { loadSeen, saveTogether } from '../absences/decide.ts';
import { restorableOf } from '../absences/work-list.ts';
import type { Decided } from '../attendance/visit.store.ts';
import { refuse, refuseField, type Handlers, type ReadContext, type WriteContext } from '../context.ts';
import { findRow } from '../db/rows.ts';
import { filled, requireFresh } from '../edit.ts';
import { requireOwnId } from '../ids.ts';
import type { LoadedLesson } from '../lessons/lesson.load.ts';
import { requireNamed } from '../lessons/lesson.rules.ts';
import { markLessons } from '../lessons/lesson.store.ts';
import { requireOpenTime } from '../lessons/open-time.ts';
import { extendHit } from '../subscriptions/extend-hit.ts';
import { insertClosure, updateClosure } from './closure.store.ts';

type When = Pick<Closure, 'roomId' | 'fromOn' | 'fromMin' | 'toOn' | 'toMin'>;

export const closureHandlers: Handlers<'closure'> = {
  async 'closure.preview'(ctx, { id, when }) {
    const zone = (await ctx.query<{ zone: string }>('select zone from studio where id = $1', [ctx.studioId]))[0]?.zone ?? refuse('notFound');
    const told = ({ row, aud }: LoadedLesson, fromMs: number) => ({ lesson: project('lesson', row, matching(aud, ctx.keys)), ...(startOf(row, zone) < fromMs && { isUnderWay: true }) });
    if (id === undefined) {
      const asked = when ?? refuseField('when', 'required');
      const { during, lessons } = await hitBy(ctx, asked, zone);
      return { lessons: lessons.slice(0, MOST_HIT).map((l) => told(l, during.fromMs)), restorable: [] };
    }
    const found = await findRow(ctx.query, 'closure', ctx.studioId, id);
    if (!found) return refuse('notFound');
    const lessons = await lessonsOf(ctx.query, ctx.studioId, 'closure_id', id);
    const ahead = lessons.filter(({ row }) => row.status === 'cancelled' && startOf(row, zone) >= ctx.now);
    return { lessons: lessons.filter(({ row }) => row.isUndecided).map((l) => told(l, instantAt(found.row.fromOn, found.row.fromMin, zone))), restorable: await restorableOf(ctx, { closureId: id }, undefined, ahead) };
  },

  async 'closure.create'(ctx, { id, cancels, reason, underWay, extendDays, ...when }) {
    await requireOwnId(ctx, id, 'closure');
    await requireNamed(ctx, { roomId: when.roomId });
    const { during, lessons } = await hitBy(ctx, when, ctx.studio.zone);
    if (lessons.length > MOST_HIT) refuseField('toOn', 'tooMany');
    const begun = lessons.filter(({ row }) => startOf(row, ctx.studio.zone) < Math.min(during.fromMs, ctx.now));
    await insertClosure(ctx, filled<Closure>({ id, rev: ctx.rev, ...when, reason, underWay: begun.length ? underWay : undefined, byUserId: ctx.actor.isSystem ? undefined : ctx.actor.userId, isOver: false, roomId: when.roomId, toOn: when.toOn, toMin: when.toMin }));
    const answered = lessons.flatMap((before) => {
      const row = begun.includes(before) ? asUnderWay(before.row, underWay, reason) : cancels ? cancelled(before.row, reason) : null;
      return row ? [{ before, row: { ...row, closureId: id }, decided: begun.includes(before) && underWay === 'half' ? halfOf(row) : undefined }] : [];
    });
    await saveTogether(ctx, answered);
    if (extendDays) await extendHit(ctx, answered.filter(({ row }) => row.status === 'cancelled').map(({ before }) => before.row), extendDays);
    await markLessons(ctx, lessons.filter((l) => !answered.some((a) => a.before === l)), { isUndecided: true, closureId: id });
    return { count: lessons.length };
  },

  async 'closure.resolve'(ctx, { id, seenRev, isOver = false, extendDays, restore = [], decisions = [] }) {
    const before = (await findRow(ctx.query, 'closure', ctx.studioId, id)) ?? refuse('notFound');
    if (!isOver && (!decisions.length || restore.length)) refuseField('decisions', 'required');
    if (before.row.isOver && (isOver || restore.length)) refuse('wrongStatus', { reason: 'over' });
    if (isOver) await requireFresh(ctx, 'closure', before, seenRev, ['isOver', 'toOn', 'toMin']);
    const decided = await requireHit(ctx, id, decisions, (row) => row.isUndecided === true);
    const back = await requireHit(ctx, id, restore, (row) => row.status === 'cancelled');
    const leaves = decided.filter((_, i) => decisions[i]?.how === 'leave');
    await markLessons(ctx, leaves, { isUndecided: null });
    const cancels = decided.filter((l) => !leaves.includes(l));
    await saveTogether(ctx, cancels.map((l) => ({ before: l, row: cancelled(l.row, before.row.reason) })));
    if (extendDays) await extendHit(ctx, cancels.map((l) => l.row), extendDays);
    if (isOver) {
      await updateClosure(ctx, before, ended(ctx, before.row));
      await freeUndecided(ctx, id, decided);
      const changed = back.map((l) => ({ before: l, row: restored(l.row) }));
      await requireOpenTime(ctx, changed.map(({ row }) => ({ row })), undefined);
      await saveTogether(ctx, changed);
    }
    return { count: decided.length + back.length };
  },
};

const startOf = (row: Lesson, zone: string): number => duringOf(row, zone)?.fromMs ?? 0;
const cancelled = (row: Lesson, reason: string): Lesson => ({ ...row, status: 'cancelled', cancelReason: reason, cancelAskedBy: 'studio' });
function restored({ closureId: _, cancelReason: _r, cancelAskedBy: _a, ...row }: Lesson): Lesson { return { ...row, status: 'planned' }; }
/** A lesson that had begun: what was given of it counts as held; null where nobody has said. */
function asUnderWay(row: Lesson, how: Closure['underWay'], reason: string): Lesson | null {
  if (how === undefined) return null;
  if (how === 'returned') return cancelled(row, reason);
  return { ...row, status: 'held', ...(how === 'half' && { bookings: (row.bookings ?? []).map((b) => ({ ...b, state: b.state ?? ('attended' as const) })) }) };
}
/** Everybody who was there pays for half a lesson. */
const halfOf = (row: Lesson): Decided => new Map((row.bookings ?? []).filter((b) => b.state === 'attended').map((b) => [b.clientId, { halves: 1 }]));
/** The planned lessons that stand in it. Without an end: until the end of its day, or of today where that is later. */
async function hitBy(ctx: ReadContext, when: When, zone: string): Promise<{ during: During; lessons: LoadedLesson[] }> {
  if ((when.toOn === undefined) !== (when.toMin === undefined)) refuseField('toMin', 'required');
  const today = localOf(ctx.now, zone).onDate;
  const toOn = when.toOn ?? (when.fromOn > today ? when.fromOn : today);
  const during = requireSpan({ ...when, toOn, toMin: when.toMin ?? 1440 }, zone);
  return { during, lessons: await lessonsHit(ctx.query, ctx.studioId, { roomId: when.roomId }, during, { fromOn: when.fromOn, toOn }) };
}
async function requireHit(ctx: WriteContext, id: number, seen: readonly { lessonId: number; seenRev: number }[], fits: (row: Lesson) => boolean): Promise<LoadedLesson[]> {
  const lessons = await loadSeen(ctx, seen, ['status', 'onDate', 'startMin', 'isUndecided']);
  for (const { row } of lessons) {
    if (row.closureId !== id) refuse('notFound', { field: 'lessonId' });
    if (!fits(row)) refuse('wrongStatus', { reason: 'decided' });
  }
  return lessons;
}
/** Over now, or where it has not begun, never. */
function ended(ctx: WriteContext, row: Closure): Closure {
  const now = localOf(ctx.now, ctx.studio.zone);
  const nowMs = instantAt(now.onDate, now.startMin, ctx.studio.zone);
  const isPast = row.toOn !== undefined && instantAt(row.toOn, row.toMin ?? 0, ctx.studio.zone) <= ctx.now;
  const hasBegun = instantAt(row.fromOn, row.fromMin, ctx.studio.zone) < nowMs;
  // Closed for less than a minute it still needs an end after its beginning.
  const end = hasBegun ? { toOn: now.onDate, toMin: now.startMin } : row.fromMin < 1440 ? { toOn: row.fromOn, toMin: row.fromMin + 1 } : { toOn: addDays(row.fromOn, 1), toMin: 1 };
  return { ...row, rev: ctx.rev, isOver: true, ...(!isPast && end) };
}
/** What still waits and lies ahead stands free again. */
async function freeUndecided(ctx: WriteContext, id: number, decided: readonly LoadedLesson[]): Promise<void> {
  const gone: During = { fromMs: ctx.now, toMs: Infinity };
  const waiting = (await lessonsOf(ctx.query, ctx.studioId, 'closure_id', id)).filter(({ row }) => row.isUndecided && !decided.some((d) => d.row.id === row.id) && overlaps(duringOf(row, ctx.studio.zone) ?? gone, gone));
  await markLessons(ctx, waiting.filter(({ row }) => row.absenceId === undefined), { isUndecided: null, closureId: null });
  await markLessons(ctx, waiting.filter(({ row }) => row.absenceId !== undefined), { closureId: null });
}
