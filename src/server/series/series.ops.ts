// Regular schedules. A lesson made by one is a lesson like any other, which remembers what it was meant to be.
import type { Lesson, Series } from '../../contract/entities.ts';
import { MOST_SHOWN } from '../../contract/limits.ts';
import { addDays, daysBetween, startOfWeek, weekday } from '../../domain/calendar-day.ts';
import { isMemberOn } from '../../domain/membership.ts';
import { doSlotsOverlap, isOfSlot } from '../../domain/series.ts';
import { instantAt, localOf } from '../../domain/studio-time.ts';
import { matching, project, seriesAudiences } from '../../domain/visibility.ts';
import { isStaff, refuse, refuseField, type Handlers, type ReadContext, type WriteContext } from '../context.ts';
import { editRow } from '../edit.ts';
import { findRow, insertRow, selectRows, stored, type Stored } from '../db/rows.ts';
import { requireOwnId } from '../ids.ts';
import { loadLessons, type LoadedLesson } from '../lessons/lesson.load.ts';
import { isOwn, requireNamed, requireStatus, type Found } from '../lessons/lesson.rules.ts';
import { peopleChanged, peopleOf, removeLessons, saveLesson } from '../lessons/lesson.store.ts';
import { vacate } from '../lessons/occupancy.ts';
import { blocksOf, requireOpenTime } from '../lessons/open-time.ts';
import { todayOf } from '../today.ts';
import { conflictsOf, datesOfPlan, duringsOf, filledToOf, type Plan } from './series.plan.ts';
import { insertMembers, memberOf, membersOf } from './series.store.ts';

type Kind = NonNullable<Found['kind']>;

export const seriesHandlers: Handlers<'series'> = {
  async 'series.preview'(ctx, plan) {
    const [studio] = await ctx.query<{ zone: string; closedDays: { onDate: string }[] }>('select zone, closed_days as "closedDays" from studio where id = $1', [ctx.studioId]);
    if (!studio) return refuse('notFound');
    const todayOn = localOf(ctx.now, studio.zone).onDate;
    const dates = datesOfPlan(plan, todayOn);
    const { kind, found } = await requirePlan(ctx, plan);
    const durings = duringsOf(dates, studio.zone);
    const closed = new Set(studio.closedDays.map((d) => d.onDate));
    const members = plan.groupId ? await membersOf(ctx, plan.groupId) : [];
    const clientIds = [...new Set([...members.map((m) => m.clientId), ...(plan.clientIds ?? [])])];
    const needs = { trainerId: trainerOf(ctx, plan), roomId: plan.roomId, clientIds, capacity: capacityOf(plan, kind, found), takesWholeRoom: plan.takesWholeRoom ?? kind.takesWholeRoom };
    const conflicts = await conflictsOf(ctx.query, ctx.studioId, needs, durings, ctx.actor);
    const blocks = await blocksOf(ctx.query, ctx.studioId, durings.map((during) => ({ during, trainerId: needs.trainerId, roomId: needs.roomId })), instantAt(addDays(todayOn, 1), 0, studio.zone));
    return {
      dates: dates.map((date, i) => {
        const isThere = (id: number | undefined) => plan.clientIds?.includes(id ?? 0) || members.some((m) => m.clientId === id && isMemberOn(m, date.onDate));
        const there = [...(blocks[i] ?? []), ...(conflicts[i] ?? []).filter((c) => c.what !== 'client' || isThere(c.id))].slice(0, 10);
        const problem = durings[i] ? (closed.has(date.onDate) ? ('closedDay' as const) : undefined) : ('noSuchTime' as const);
        return { ...date, ...(problem && { problem }), ...(there.length && { conflicts: there }) };
      }),
    };
  },

  async 'series.create'(ctx, { id, title, priceMinor, note, override, exceptions = [], ...plan }) {
    const dates = datesOfPlan(plan, todayOf(ctx));
    await requireOwnId(ctx, id, 'series');
    if (!isStaff(ctx.actor) && priceMinor !== undefined) refuse('forbidden', { field: 'priceMinor' });
    const { kind, found } = await requirePlan(ctx, plan);
    if (!isStaff(ctx.actor) && exceptions.some((e) => e.trainerId === null)) refuse('forbidden', { field: 'trainerId' });
    for (const trainerId of new Set(exceptions.map((e) => e.trainerId ?? undefined))) if (trainerId) await requireNamed(ctx, { trainerId });
    const takesWholeRoom = (plan.takesWholeRoom ?? kind.takesWholeRoom) || undefined;
    const trainerId = trainerOf(ctx, plan);
    const by = new Map(exceptions.map((e) => [keyOf(e), e]));
    const filledTo = filledToOf(plan, todayOf(ctx));
    const leftOut = dates.filter((d) => by.get(keyOf(d))?.isSkipped).map(({ onDate, startMin }) => ({ onDate, startMin }));
    const row: Series = {
      id, rev: ctx.rev, kindId: plan.kindId, clientIds: [...(plan.clientIds ?? [])].sort((a, b) => a - b), priceMinor: priceMinor ?? kind.priceMinor, capacity: capacityOf(plan, kind, found), slots: plan.slots, fromOn: plan.fromOn,
      ...(filledTo ? { filledTo } : { untilOn: dates.at(-1)?.onDate ?? plan.fromOn }), ...(leftOut.length && { leftOut }), ...(trainerId && { trainerId }), ...(plan.roomId && { roomId: plan.roomId }), ...(plan.groupId && { groupId: plan.groupId }), ...(title && { title }), ...(note && { note }), ...(takesWholeRoom && { takesWholeRoom }),
    };
    const aud = seriesAudiences(row);
    await insertRow(ctx.query, 'series', ctx.studioId, row, aud);
    ctx.record('series', id, null, { row, aud });
    const wanted = dates.flatMap((d) => (by.get(keyOf(d))?.isSkipped ? [] : [memberOf(row, d, by.get(keyOf(d)))]));
    await requireOpenTime(ctx, wanted.map((member) => ({ row: member })), override);
    await insertMembers(ctx, row, wanted, kind);
    return { count: wanted.length };
  },

  async 'series.update'(ctx, { id, seenRev, lessonId, scope, includesChanged = false, override }) {
    const series = await requireSeries(ctx, id);
    const [pattern] = await loadLessons(ctx.query, ctx.studioId, [lessonId]);
    if (!pattern || pattern.row.seriesId !== id || !isTheirs(ctx, pattern)) return refuse('notFound');
    requireStatus(pattern.row, 'planned');
    const origin = pattern.row;
    const shift = daysBetween(origin.seriesOn ?? origin.onDate, origin.onDate);
    const isLike = (d: { onDate: string; startMin: number }) => weekday(d.onDate) === weekday(origin.seriesOn ?? origin.onDate) && d.startMin === origin.seriesMin && d.onDate > (scope === 'following' ? (origin.seriesOn ?? '') : todayOf(ctx));
    const ahead = await membersAhead(ctx, id, { includesChanged: true, like: origin, ...(scope === 'following' && { afterOn: origin.seriesOn }) });
    const others = ahead.filter(({ row }) => row.status === 'planned' && (includesChanged || !row.isChanged));
    const slot = { weekday: weekday(origin.onDate), startMin: origin.startMin, durationMin: origin.durationMin };
    const slots = series.row.slots.map((s) => (isOfSlot(s, origin) ? slot : s));
    if (doSlotsOverlap(slots)) refuseField('slots', 'overlap');
    const leftOut = series.row.leftOut?.map((d) => (isLike(d) ? { ...d, onDate: addDays(d.onDate, shift), startMin: origin.startMin } : d));
    // The last week is looked at once more: under the new rule it may have dates that were not due under the old one.
    const filledTo = series.row.filledTo && addDays(startOfWeek(series.row.filledTo), Math.min(0, shift) - 1);
    // A series of one lesson a week is what its lessons are; of several, each may have a trainer of its own.
    const { trainerId, roomId, kindId, capacity, priceMinor, title, note, takesWholeRoom } = origin;
    await editRow(ctx, 'series', id, seenRev, { slots, leftOut, filledTo, ...(slots.length === 1 && { trainerId: trainerId ?? null, roomId: roomId ?? null, kindId, capacity, priceMinor, title: title ?? null, note: note ?? null, takesWholeRoom: takesWholeRoom ?? null }) }, seriesAudiences);
    await vacate(ctx, [lessonId, ...others.map((o) => o.row.id)]);
    const changed = [pattern, ...others].map((before) => {
      const onDate = before === pattern ? origin.onDate : addDays(before.row.seriesOn ?? before.row.onDate, shift);
      const { fold: _, isChanged: _c, ...rest } = before.row;
      const next = without({ ...rest, kindId, trainerId, roomId, capacity, priceMinor, title, note, takesWholeRoom, onDate, startMin: origin.startMin, durationMin: origin.durationMin, seriesOn: onDate, seriesMin: origin.startMin });
      return { before, next };
    });
    // Those that keep their own time were meant for another one from now on.
    const meant = shift || origin.startMin !== origin.seriesMin ? ahead.filter((m) => !others.includes(m)) : [];
    await requireOneEach(ctx, id, [...changed.map(({ next }) => next), ...meant.map(({ row }) => meantFor(row, origin, shift))]);
    for (const before of meant) await saveLesson(ctx, before, { ...before, row: meantFor(before.row, origin, shift) }, { isOfSeries: true, arePeopleLater: true });
    await requireOpenTime(ctx, changed.map(({ before, next }) => ({ row: next, before: before.row })), override);
    for (const { before, next } of changed) {
      await saveLesson(ctx, before, { row: next, format: pattern.format, trainerHours: pattern.trainerHours }, { isVacated: true, isOfSeries: true, arePeopleLater: true });
    }
    await peopleChanged(ctx, peopleOf([pattern, ...others]));
    return { count: others.length };
  },

  async 'series.end'(ctx, { id, seenRev, fromOn, includesChanged = false }) {
    const series = await requireSeries(ctx, id);
    const members = (await membersAhead(ctx, id, { includesChanged, fromOn })).filter(({ row }) => row.status === 'planned');
    await removeLessons(ctx, members);
    const untilOn = addDays(fromOn, -1);
    if (series.row.untilOn === undefined || untilOn < series.row.untilOn) await editRow(ctx, 'series', id, seenRev, { untilOn });
    return { count: members.length };
  },

  async 'series.lessons'(ctx, { id }) {
    await requireSeries(ctx, id);
    const found = await ctx.query(`${selectRows('lesson')} where r.studio_id = $1 and r.series_id = $2 and r.aud && $3::text[] order by r.on_date desc, r.start_min desc, r.id limit ${MOST_SHOWN}`, [ctx.studioId, id, [...ctx.keys]]);
    const lessons = found.map((f) => stored('lesson', f)).map(({ row, aud }) => project('lesson', row, matching(aud, ctx.keys)));
    // Busy time of a colleague who stands in does not say what it is.
    return { lessons: lessons.filter((l) => l.seriesId === id).reverse() };
  },
};

const keyOf = (d: { onDate: string; startMin: number }) => `${d.onDate} ${d.startMin}`;
const trainerOf = (ctx: ReadContext, plan: Plan): number | undefined => (isStaff(ctx.actor) ? plan.trainerId : (plan.trainerId ?? ctx.actor.trainerId));
const capacityOf = (plan: Plan, kind: Kind, found: Found): number => plan.capacity ?? found.group?.capacity ?? kind.capacity;
/** Leaves out what is undefined. */
const without = (row: { [K in keyof Lesson]: Lesson[K] | undefined }): Lesson => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as Lesson; // the required fields are set by the caller

async function requirePlan(ctx: ReadContext, plan: Plan): Promise<{ kind: Kind; found: Found }> {
  const found = await requireNamed(ctx, { trainerId: trainerOf(ctx, plan), roomId: plan.roomId, kindId: plan.kindId, groupId: plan.groupId, clientIds: plan.clientIds });
  return { kind: found.kind ?? refuse('notFound', { field: 'kindId' }), found };
}
/** A date of the rule has one lesson: none of these may be meant for the date of another that keeps its own. */
async function requireOneEach(ctx: WriteContext, id: number, lessons: readonly Lesson[]): Promise<void> {
  const found = await ctx.query('select 1 from lesson l join unnest($3::date[], $4::int[]) x(on_date, min) on l.series_on = x.on_date and l.series_min = x.min where l.studio_id = $1 and l.series_id = $2 and l.id <> all($5::bigint[]) limit 1',
    [ctx.studioId, id, lessons.map((l) => l.seriesOn), lessons.map((l) => l.seriesMin), lessons.map((l) => l.id)]);
  if (found.length) refuseField('slots', 'overlap');
}
const meantFor = (row: Lesson, { startMin }: Lesson, shift: number): Lesson => ({ ...row, seriesOn: addDays(row.seriesOn ?? row.onDate, shift), seriesMin: startMin });
async function requireSeries(ctx: ReadContext, id: number): Promise<Stored<'series'>> {
  const found = await findRow(ctx.query, 'series', ctx.studioId, id);
  return found && (isStaff(ctx.actor) || isOwn(ctx, found.row)) ? found : refuse('notFound');
}
/** Lessons of the series that have not begun, cancelled ones too. `like`: of the slot of that lesson, without itself; `afterOn`: meant for a later day; `fromOn`: standing on that day or later. */
async function membersAhead(ctx: WriteContext, id: number, which: { includesChanged: boolean; like?: Lesson; afterOn?: string | undefined; fromOn?: string }): Promise<LoadedLesson[]> {
  const found = await ctx.query<{ id: number }>(`select id from lesson where studio_id = $1 and series_id = $2 and status <> 'held' and lower(during) > to_timestamp($3::float8 / 1000)
      and ($4 or not is_changed) and ($5::bigint is null or (id <> $5 and extract(isodow from series_on) = $6 and series_min = $7)) and ($8::date is null or series_on > $8) and ($9::date is null or on_date >= $9)`,
    [ctx.studioId, id, ctx.now, which.includesChanged, which.like?.id ?? null, which.like ? weekday(which.like.seriesOn ?? which.like.onDate) : null, which.like?.seriesMin ?? null, which.afterOn ?? null, which.fromOn ?? null]);
  return (await loadLessons(ctx.query, ctx.studioId, found.map((f) => f.id))).filter((l) => isTheirs(ctx, l));
}
/** A trainer's schedule may have lessons that somebody else teaches instead: those are not the trainer's to change. */
const isTheirs = (ctx: WriteContext, { row }: LoadedLesson): boolean => isStaff(ctx.actor) || isOwn(ctx, row);
