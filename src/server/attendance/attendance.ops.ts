// Marking who came. The state of a place is what is written here; what it takes follows in visit.store.
import type { Lesson, Outcome } from '../../contract/entities.ts';
import type { Taking } from '../../contract/attendance.ops.ts';
import { cancelOutcome, halvesOf, policyOf } from '../../domain/policy.ts';
import { duringOf } from '../../domain/studio-time.ts';
import { matching, project } from '../../domain/visibility.ts';
import { isStaff, refuse, refuseField, type Handlers, type WriteContext } from '../context.ts';
import { codeOf } from '../db/rows.ts';
import type { LoadedLesson } from '../lessons/lesson.load.ts';
import { isOwn, loadOwn, requireLesson, requireNamed, requireStatus } from '../lessons/lesson.rules.ts';
import { saveLesson } from '../lessons/lesson.store.ts';
import { todayOf } from '../today.ts';
import { asHeld } from './held.ts';
import type { Decided } from './visit.store.ts';

export const attendanceHandlers: Handlers<'attendance'> = {
  async 'attendance.mark'(ctx, { lessonId, clientId, seen, outcome: asked, takes, reason }) {
    if (takes && !isStaff(ctx.actor)) refuse('forbidden', { field: 'takes' });
    const before = await loadOwn(ctx, lessonId);
    const startMs = requireMarkable(ctx, before.row);
    const outcome = asked === 'cancelled' ? cancelOutcome(policyOf(ctx.studio), ctx.now, startMs) : asked;
    const state = stateIn(before.row, clientId);
    if (state === undefined) {
      if (outcome !== 'attended') refuse('notFound', { field: 'clientId' });
      await requireNamed(ctx, { clientIds: [clientId] });
    }
    if ((outcome === 'attended' || outcome === 'noShow') && before.row.onDate > todayOf(ctx)) refuse('wrongStatus', { reason: 'future' });
    if (outcome === 'noShow' && startMs > ctx.now) refuse('wrongStatus', { reason: 'future' });
    if (state === outcome && !takes) return { taken: [] };
    if (state !== undefined && state !== outcome) await requireSeen(ctx, before, clientId, state, seen);
    if (reason) ctx.because.reason = reason;
    const decided: Decided | undefined = takes && new Map([[clientId, { halves: halvesOf(takes) }]]);
    return { taken: told(ctx, await mark(ctx, before, [clientId], outcome, decided)) };
  },
  async 'attendance.markAll'(ctx, { lessonId, outcome }) {
    const before = await loadOwn(ctx, lessonId);
    const startMs = requireMarkable(ctx, before.row);
    if (before.row.onDate > todayOf(ctx) || (outcome === 'noShow' && startMs > ctx.now)) refuse('wrongStatus', { reason: 'future' });
    const waiting = (before.row.bookings ?? []).filter((b) => !b.state).map((b) => b.clientId);
    return { taken: waiting.length ? told(ctx, await mark(ctx, before, waiting, outcome)) : [] };
  },
  async 'attendance.undo'(ctx, { lessonId, clientId, seen, reason }) {
    const before = await loadOwn(ctx, lessonId);
    const state = stateIn(before.row, clientId) ?? refuse('notFound', { field: 'clientId' });
    if (state === 'booked') return {};
    if (before.row.status === 'cancelled') refuse('wrongStatus', { reason: 'cancelled' });
    await requireSeen(ctx, before, clientId, state, seen);
    if (before.row.onDate < todayOf(ctx) && !reason) refuseField('reason', 'required');
    if (reason) ctx.because.reason = reason;
    await mark(ctx, before, [clientId], 'booked');
    return {};
  },
  async 'attendance.forgive'(ctx, { lessonId, clientId, seen, reason }) {
    const before = await loadOwn(ctx, lessonId);
    const state = stateIn(before.row, clientId) ?? refuse('notFound', { field: 'clientId' });
    await requireSeen(ctx, before, clientId, state, seen);
    if (state === 'booked') refuse('wrongStatus', { reason: 'booked' });
    if (reason) ctx.because.reason = reason;
    await mark(ctx, before, [clientId], state, new Map([[clientId, { halves: 0, isForgiven: true }]]));
    return {};
  },
  async 'attendance.answer'(ctx, { lessonId, clientId, answer }) {
    const before = await loadOwn(ctx, lessonId, clientId);
    const isByTeam = isStaff(ctx.actor) || isOwn(ctx, before.row);
    if (!isByTeam && answer === 'noAnswer') refuse('forbidden', { field: 'answer' });
    const place = before.row.bookings?.find((b) => b.clientId === clientId) ?? refuse('notFound', { field: 'clientId' });
    if (place.answer === answer) return {};
    requireStatus(before.row, 'planned');
    if (place.state) refuse('wrongStatus', { reason: place.state });
    if (requireMarkable(ctx, before.row) <= ctx.now) refuse('wrongStatus', { reason: 'past' });
    const { answer: _, ...rest } = place;
    const bookings = (before.row.bookings ?? []).map((b) => (b === place ? { ...rest, ...(answer && { answer }) } : b));
    await saveLesson(ctx, before, { ...before, row: { ...before.row, bookings } });
    return {};
  },
};

/** Gives these places that state, and the lesson what follows from it: it is held once it has begun and somebody is there. */
export async function mark(ctx: WriteContext, before: LoadedLesson, clientIds: readonly number[], state: Outcome | 'booked', decided?: Decided): Promise<Taking[]> {
  const row = withStates(before.row, clientIds, state, decided);
  const startMs = duringOf(row, ctx.studio.zone)?.fromMs ?? Infinity;
  if (row.status === 'planned' && startMs <= ctx.now && row.bookings?.some((b) => b.state === 'attended')) Object.assign(row, await asHeld(ctx, row));
  const takings: Taking[] = [];
  await saveLesson(ctx, before, { ...before, row }, { takings, ...(decided && { decided }) });
  return takings;
}
function withStates(row: Lesson, clientIds: readonly number[], state: Outcome | 'booked', decided?: Decided): Lesson {
  const ids = new Set(clientIds);
  const others = (row.bookings ?? []).filter((b) => !ids.has(b.clientId));
  const othersOff = (row.calledOff ?? []).filter((b) => !ids.has(b.clientId));
  const forgiven = (clientId: number) => decided?.get(clientId)?.isForgiven && { isForgiven: true };
  if (state === 'booked' || state === 'attended' || state === 'noShow') {
    const known = new Map((row.bookings ?? []).map((b) => [b.clientId, b]));
    const marked = clientIds.map((clientId) => {
      const { slot, isPinned, answer } = known.get(clientId) ?? {};
      return { clientId, ...(slot !== undefined && { slot }), ...(isPinned && { isPinned }), ...(answer && { answer }), ...(state !== 'booked' && { state }), ...forgiven(clientId) };
    });
    return { ...row, bookings: [...others, ...marked].sort((a, b) => a.clientId - b.clientId), calledOff: othersOff };
  }
  return { ...row, bookings: others, calledOff: [...othersOff, ...clientIds.map((clientId) => ({ clientId, state, ...forgiven(clientId) }))].sort((a, b) => a.clientId - b.clientId) };
}
/** Undefined for somebody who has no place and had none. */
const stateIn = (row: Lesson, clientId: number): Outcome | 'booked' | undefined => {
  const place = row.bookings?.find((b) => b.clientId === clientId);
  return place ? (place.state ?? 'booked') : row.calledOff?.find((b) => b.clientId === clientId)?.state;
};
/** What somebody else has marked since the caller saw the place is not written over in silence; one's own mark is, and what was marked by itself. Refuses changedMeanwhile. */
async function requireSeen(ctx: WriteContext, { row, aud }: LoadedLesson, clientId: number, state: Outcome | 'booked', seen: Outcome | 'booked' | undefined): Promise<void> {
  if (seen === undefined || seen === state) return;
  const changes = await ctx.query<{ userId: number; by: string | null; before: Lesson | null; after: Lesson | null }>(`select a.user_id as "userId", u.name as by, a.before, a.after
    from audit a left join studio_user u on u.studio_id = a.studio_id and u.id = a.user_id
    where a.studio_id = $1 and a.tbl = $2 and a.id = $3 order by a.rev desc, a.ord desc limit 100`, [ctx.studioId, codeOf('lesson'), row.id]);
  const last = changes.find((c) => c.after && stateIn(c.after, clientId) === state && !(c.before && stateIn(c.before, clientId) === state));
  if (!last?.by || last.userId === ctx.actor.userId) return;
  refuse('changedMeanwhile', { fields: [], current: { table: 'lesson', row: project('lesson', row, matching(aud, ctx.keys)) }, by: last.by });
}
/** When it begins. Refuses blocks and lessons that are cancelled. */
function requireMarkable(ctx: WriteContext, row: Lesson): number {
  requireLesson(row);
  if (row.status === 'cancelled') refuse('wrongStatus', { reason: 'cancelled' });
  return duringOf(row, ctx.studio.zone)?.fromMs ?? refuse('noSuchTime');
}
/** A trainer is not told sums. */
const told = (ctx: WriteContext, takings: readonly Taking[]): Taking[] => (isStaff(ctx.actor) ? [...takings] : takings.map(({ chargedMinor: _c, subscriptionId: _s, ...t }) => t));
