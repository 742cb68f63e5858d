// Dates of a regular schedule, each with what stands in its way, as far as the asking person may know.
import { LEFT_OUT, type Studio } from '../../contract/entities.ts';
import type { Output } from '../../contract/ops.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { isMemberOn } from '../../domain/membership.ts';
import type { SeriesDate } from '../../domain/series.ts';
import { instantAt, localOf } from '../../domain/studio-time.ts';
import { outsideHours, UNSTATED } from '../../domain/working-hours.ts';
import { isStaff, refuse, type ReadContext } from '../context.ts';
import { requireNamed, type Found } from '../lessons/lesson.rules.ts';
import { blocksOf } from '../lessons/open-time.ts';
import { conflictsOf, duringsOf, type Plan } from './series.plan.ts';
import { membersOf } from './series.store.ts';

type Kind = NonNullable<Found['kind']>;
type Rule = Pick<Plan, 'kindId' | 'trainerId' | 'roomId' | 'groupId' | 'clientIds' | 'capacity' | 'takesWholeRoom'>;

export async function previewOf(ctx: ReadContext, plan: Rule, dates: readonly SeriesDate[]): Promise<Output<'series.preview'>['dates']> {
  const [studio] = await ctx.query<Pick<Studio, 'zone' | 'closedDays' | 'hours'>>('select zone, closed_days as "closedDays", hours from studio where id = $1', [ctx.studioId]);
  if (!studio) return refuse('notFound');
  const { kind, found } = await requirePlan(ctx, plan);
  const durings = duringsOf(dates, studio.zone);
  const closed = new Set(studio.closedDays.map((d) => d.onDate));
  const members = plan.groupId ? await membersOf(ctx, plan.groupId) : [];
  const clientIds = [...new Set([...members.map((m) => m.clientId), ...(plan.clientIds ?? [])])];
  const needs = { trainerId: trainerOf(ctx, plan), roomId: plan.roomId, clientIds, capacity: capacityOf(plan, kind, found), takesWholeRoom: plan.takesWholeRoom ?? kind.takesWholeRoom };
  const conflicts = await conflictsOf(ctx.query, ctx.studioId, needs, durings, ctx.actor);
  const blocks = await blocksOf(ctx.query, ctx.studioId, durings.map((during) => ({ during, trainerId: needs.trainerId, roomId: needs.roomId })), instantAt(addDays(localOf(ctx.now, studio.zone).onDate, 1), 0, studio.zone));
  return dates.map((date, i) => {
    const isThere = (id: number | undefined) => plan.clientIds?.includes(id ?? 0) || members.some((m) => m.clientId === id && isMemberOn(m, date.onDate));
    const there = [...(blocks[i] ?? []), ...(conflicts[i] ?? []).filter((c) => c.what !== 'client' || isThere(c.id))].slice(0, 10);
    const problem = durings[i] ? (closed.has(date.onDate) ? ('closedDay' as const) : undefined) : ('noSuchTime' as const);
    const isOutside = outsideHours({ ...date, ...(needs.trainerId && { trainerId: needs.trainerId }) }, studio.hours, found.trainerHours ?? UNSTATED).length > 0;
    return { ...date, ...(problem && { problem }), ...(there.length && { conflicts: there }), ...(isOutside && { isOutsideHours: true }) };
  });
}

/** Why a date that is not free is left out. */
export const whyOf = ({ problem, conflicts }: Output<'series.preview'>['dates'][number]): (typeof LEFT_OUT)[number] => problem ?? LEFT_OUT.find((why) => why === conflicts?.[0]?.what) ?? 'room';

export const trainerOf = (ctx: ReadContext, plan: Rule): number | undefined => (isStaff(ctx.actor) ? plan.trainerId : (plan.trainerId ?? ctx.actor.trainerId));
export const capacityOf = (plan: Rule, kind: Kind, found: Found): number => plan.capacity ?? found.group?.capacity ?? kind.capacity;
export async function requirePlan(ctx: ReadContext, plan: Rule): Promise<{ kind: Kind; found: Found }> {
  const found = await requireNamed(ctx, { trainerId: trainerOf(ctx, plan), roomId: plan.roomId, kindId: plan.kindId, groupId: plan.groupId, clientIds: plan.clientIds });
  return { kind: found.kind ?? refuse('notFound', { field: 'kindId' }), found };
}
