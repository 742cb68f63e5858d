// The waiting list. Everything done here ends with the line settled against the places that are free now.
import type { Waiting } from '../../contract/entities.ts';
import type { Input, Output } from '../../contract/ops.ts';
import { isMemberFrom } from '../../domain/membership.ts';
import { freeFor, OFFER_MS, OFFERS_END_MS } from '../../domain/waiting.ts';
import { waitingAudiences } from '../../domain/visibility.ts';
import { refreshClientAudiences } from '../clients/client.store.ts';
import { isStaff, refuse, refuseField, type Handlers, type WriteContext } from '../context.ts';
import { findRow, insertRow, type Stored } from '../db/rows.ts';
import { getVisible } from '../edit.ts';
import { joinGroup } from '../groups/group.ops.ts';
import { isOwn, requireNamed } from '../lessons/lesson.rules.ts';
import { addClientToLessons } from '../lessons/participants.ts';
import { todayOf } from '../today.ts';
import { takeIds } from '../transport/outside.ts';
import { dropWaiting, freeInGroup, freeInLesson, lineOf, settleGroup, settleLesson, startOf, targetOf, writeWaiting, type Target } from './waiting.store.ts';

/** As many as a line may have. */
const MOST_WAITING = 200;
/** What is waited for, with what is free there. `lastMs`: offers end then. */
interface Aim { target: Target; trainerId: number | undefined; isIn: boolean; free: number; lastMs: number; startMs: number; settle(): Promise<void> }

export const waitlistHandlers: Handlers<'waitlist'> = {
  'waitlist.join': joinLine,
  async 'waitlist.leave'(ctx, { id }) {
    const { entry, aim } = await requireEntry(ctx, id);
    await dropWaiting(ctx, [entry]);
    await aim.settle();
    return {};
  },
  async 'waitlist.offer'(ctx, { id }) {
    const { entry, aim } = await requireEntry(ctx, id);
    requireAhead(ctx, aim);
    if (aim.lastMs <= ctx.now) refuse('wrongStatus', { reason: 'late' });
    await requireFree(ctx, entry, aim);
    const { hasLapsed: _, ...row } = entry.row;
    await writeWaiting(ctx, entry, { row: { ...row, offeredUntil: Math.min(ctx.now + OFFER_MS, aim.lastMs) }, aud: entry.aud });
    return {};
  },
  /** Booking the client takes the entry out of the line. */
  async 'waitlist.accept'(ctx, { id, fromOn }) {
    const { entry, aim } = await requireEntry(ctx, id);
    const { clientId, offeredUntil = 0 } = entry.row;
    requireAhead(ctx, aim);
    if (!mayDecide(ctx, aim) && offeredUntil <= ctx.now) refuse('wrongStatus', { reason: 'notOffered' });
    await requireFree(ctx, entry, aim);
    if ('lessonId' in aim.target) await addClientToLessons(ctx, [aim.target.lessonId], clientId);
    else await joinGroup(ctx, { id: aim.target.groupId, clientIds: [clientId], fromOn: mayDecide(ctx, aim) ? (fromOn ?? todayOf(ctx)) : todayOf(ctx) });
    return {};
  },
};

/** To the end of a line; a free place is offered at once. */
export async function joinLine(ctx: WriteContext, { lessonId, groupId, clientId }: Input<'waitlist.join'>): Promise<Output<'waitlist.join'>> {
  if ((lessonId === undefined) === (groupId === undefined)) return refuseField('lessonId', 'required');
  const aim = lessonId === undefined ? await aimAtGroup(ctx, groupId ?? 0, clientId) : await aimAtLesson(ctx, lessonId, clientId);
  if (clientId !== ctx.actor.clientId) await requireNamed(ctx, { clientIds: [clientId] });
  requireAhead(ctx, aim);
  const line = await lineOf(ctx, aim.target);
  if (aim.isIn || line.some((w) => w.row.clientId === clientId)) return refuse('taken', { field: 'clientId' });
  if (line.length >= MOST_WAITING) refuse('full', { count: MOST_WAITING });
  const row: Waiting = { id: await takeIds(ctx.query, ctx.studioId, 1), rev: ctx.rev, ...aim.target, clientId, position: line.length + 1, joinedAt: ctx.now };
  const aud = waitingAudiences(row, aim.trainerId);
  await insertRow(ctx.query, 'waiting', ctx.studioId, row, aud);
  ctx.record('waiting', row.id, null, { row, aud });
  await refreshClientAudiences(ctx, [clientId]);
  await aim.settle();
  return { id: row.id, position: row.position };
}

/** The entry, for staff, the trainer of what is waited for, and the one who waits. */
async function requireEntry(ctx: WriteContext, id: number): Promise<{ entry: Stored<'waiting'>; aim: Aim }> {
  const entry = await getVisible(ctx, 'waiting', id);
  const target = targetOf(entry.row);
  const aim = 'lessonId' in target ? await aimAtLesson(ctx, target.lessonId, entry.row.clientId) : await aimAtGroup(ctx, target.groupId, entry.row.clientId);
  return { entry, aim };
}
async function requireFree(ctx: WriteContext, { row }: Stored<'waiting'>, aim: Aim): Promise<void> {
  const line = await lineOf(ctx, aim.target);
  if (freeFor(line.map((w) => w.row), row.clientId, aim.free, ctx.now) <= 0) refuse('full', { ...(aim.free > 0 && { reason: 'offered' }) });
}
function requireAhead(ctx: WriteContext, aim: Aim): void {
  if (aim.startMs <= ctx.now) refuse('wrongStatus', { reason: 'begun' });
}
/** Staff decide for others, a trainer in the own lessons; who is in a group is for staff, and everybody else decides only for oneself. */
const mayDecide = (ctx: WriteContext, { target, trainerId }: Aim): boolean => isStaff(ctx.actor) || ('lessonId' in target && isOwn(ctx, { trainerId }));
/** Everyone else is told notFound, whether it is there or not. */
function requireParty(ctx: WriteContext, aim: Aim, clientId: number, isVisible: boolean): Aim {
  return mayDecide(ctx, aim) || (clientId === ctx.actor.clientId && isVisible) ? aim : refuse('notFound');
}
async function aimAtLesson(ctx: WriteContext, lessonId: number, clientId: number): Promise<Aim> {
  const lesson = await findRow(ctx.query, 'lesson', ctx.studioId, lessonId);
  if (!lesson) return refuse('notFound', { field: 'lessonId' });
  const { row } = lesson;
  if (row.block) return refuse('notFound', { field: 'lessonId' });
  const startMs = startOf(ctx, row);
  const aim: Aim = {
    target: { lessonId }, trainerId: row.trainerId, isIn: row.bookings?.some((b) => b.clientId === clientId) ?? false, free: freeInLesson(row), lastMs: startMs - OFFERS_END_MS,
    startMs: row.status === 'planned' ? startMs : 0, settle: () => settleLesson(ctx, row),
  };
  // A client waits for what the open timetable shows, or goes on waiting for what it showed.
  const isSeen = lesson.aud.includes('o') || (await lineOf(ctx, { lessonId })).some((w) => w.row.clientId === clientId);
  return requireParty(ctx, aim, clientId, isSeen);
}
async function aimAtGroup(ctx: WriteContext, groupId: number, clientId: number): Promise<Aim> {
  const group = await findRow(ctx.query, 'group', ctx.studioId, groupId);
  if (!group) return refuse('notFound', { field: 'groupId' });
  const { row } = group;
  const isIn = isMemberFrom(row.members ?? [], clientId, todayOf(ctx));
  const aim: Aim = { target: { groupId }, trainerId: row.trainerId, isIn, free: freeInGroup(row, todayOf(ctx)), lastMs: Infinity, startMs: row.isArchived ? 0 : Infinity, settle: () => settleGroup(ctx, row) };
  return requireParty(ctx, aim, clientId, true);
}
