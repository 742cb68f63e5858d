// Regular schedules. A lesson made by one is a lesson like any other, which remembers what it was meant to be.
import type { Lesson, LessonKind, Series } from '../../contract/entities.ts';
import type { Input } from '../../contract/ops.ts';
import { addDays, daysBetween, weekday } from '../../domain/calendar-day.ts';
import { isMemberOn, type Membership } from '../../domain/membership.ts';
import { assign } from '../../domain/places.ts';
import { isOfSlot } from '../../domain/series.ts';
import { duringOf, instantAt, localOf } from '../../domain/studio-time.ts';
import { seriesAudiences } from '../../domain/visibility.ts';
import { UNSTATED } from '../../domain/working-hours.ts';
import { refreshClientAudiences } from '../clients/client.store.ts';
import { isStaff, refuse, type Handlers, type ReadContext, type WriteContext } from '../context.ts';
import { editRow } from '../edit.ts';
import { findRow, insertRow, type Stored } from '../db/rows.ts';
import { requireOwnId } from '../ids.ts';
import { insertLessons, type NewLesson } from '../import/insert-rows.ts';
import { loadLessons, type LoadedLesson } from '../lessons/lesson.load.ts';
import { isOwn, requireNamed, requireStatus, type Found } from '../lessons/lesson.rules.ts';
import { peopleOf, removeLessons, saveLesson } from '../lessons/lesson.store.ts';
import { vacate } from '../lessons/occupancy.ts';
import { blocksOf, requireOpenTime } from '../lessons/open-time.ts';
import { takeIds } from '../transport/outside.ts';
import { conflictsOf, datesOfPlan, duringsOf, type Plan } from './series.plan.ts';

type Kind = NonNullable<Found['kind']>;
type Exception = NonNullable<Input<'series.create'>['exceptions']>[number];

export const seriesHandlers: Handlers<'series'> = {
  async 'series.preview'(ctx, plan) {
    const dates = datesOfPlan(plan);
    const { kind, found } = await requirePlan(ctx, plan);
    const [studio] = await ctx.query<{ zone: string; closedDays: { onDate: string }[] }>('select zone, closed_days as "closedDays" from studio where id = $1', [ctx.studioId]);
    if (!studio) return refuse('notFound');
    const durings = duringsOf(dates, studio.zone);
    const closed = new Set(studio.closedDays.map((d) => d.onDate));
    const members = plan.groupId ? await membersOf(ctx, plan.groupId) : [];
    const clientIds = [...new Set([...members.map((m) => m.clientId), ...(plan.clientIds ?? [])])];
    const needs = { trainerId: trainerOf(ctx, plan), roomId: plan.roomId, clientIds, capacity: capacityOf(plan, kind, found), takesWholeRoom: plan.takesWholeRoom ?? kind.takesWholeRoom };
    const conflicts = await conflictsOf(ctx.query, ctx.studioId, needs, durings, ctx.actor);
    const blocks = await blocksOf(ctx.query, ctx.studioId, durings.map((during) => ({ during, trainerId: needs.trainerId, roomId: needs.roomId })), instantAt(addDays(localOf(ctx.now, studio.zone).onDate, 1), 0, studio.zone));
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
    const dates = datesOfPlan(plan);
    await requireOwnId(ctx, id, 'series');
    if (!isStaff(ctx.actor) && priceMinor !== undefined) refuse('forbidden', { field: 'priceMinor' });
    const { kind, found } = await requirePlan(ctx, plan);
    if (!isStaff(ctx.actor) && exceptions.some((e) => e.trainerId === null)) refuse('forbidden', { field: 'trainerId' });
    for (const trainerId of new Set(exceptions.map((e) => e.trainerId ?? undefined))) if (trainerId) await requireNamed(ctx, { trainerId });
    const takesWholeRoom = (plan.takesWholeRoom ?? kind.takesWholeRoom) || undefined;
    const trainerId = trainerOf(ctx, plan);
    const row: Series = {
      id, rev: ctx.rev, kindId: plan.kindId, clientIds: [...(plan.clientIds ?? [])].sort((a, b) => a - b), priceMinor: priceMinor ?? kind.priceMinor, capacity: capacityOf(plan, kind, found), slots: plan.slots, fromOn: plan.fromOn,
      untilOn: dates.at(-1)?.onDate ?? plan.fromOn, ...(trainerId && { trainerId }), ...(plan.roomId && { roomId: plan.roomId }), ...(plan.groupId && { groupId: plan.groupId }), ...(title && { title }), ...(note && { note }), ...(takesWholeRoom && { takesWholeRoom }),
    };
    const aud = seriesAudiences(row);
    await insertRow(ctx.query, 'series', ctx.studioId, row, aud);
    ctx.record('series', id, null, { row, aud });
    const by = new Map(exceptions.map((e) => [keyOf(e), e]));
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
    const others = await membersAhead(ctx, id, { includesChanged, like: origin, ...(scope === 'following' && { afterOn: origin.seriesOn }) });
    const slot = { weekday: weekday(origin.onDate), startMin: origin.startMin, durationMin: origin.durationMin };
    const slots = series.row.slots.map((s) => (isOfSlot(s, origin) ? slot : s));
    // A series of one lesson a week is what its lessons are; of several, each may have a trainer of its own.
    const { trainerId, roomId, kindId, capacity, priceMinor, title, note, takesWholeRoom } = origin;
    await editRow(ctx, 'series', id, seenRev, { slots, ...(slots.length === 1 && { trainerId: trainerId ?? null, roomId: roomId ?? null, kindId, capacity, priceMinor, title: title ?? null, note: note ?? null, takesWholeRoom: takesWholeRoom ?? null }) }, seriesAudiences);
    await vacate(ctx, [lessonId, ...others.map((o) => o.row.id)]);
    const changed = [pattern, ...others].map((before) => {
      const onDate = before === pattern ? origin.onDate : addDays(before.row.seriesOn ?? before.row.onDate, shift);
      const { fold: _, isChanged: _c, ...rest } = before.row;
      const next = without({ ...rest, kindId, trainerId, roomId, capacity, priceMinor, title, note, takesWholeRoom, onDate, startMin: origin.startMin, durationMin: origin.durationMin, seriesOn: onDate, seriesMin: origin.startMin });
      return { before, next };
    });
    await requireOpenTime(ctx, changed.map(({ before, next }) => ({ row: next, before: before.row })), override);
    for (const { before, next } of changed) {
      await saveLesson(ctx, before, { row: next, format: pattern.format, trainerHours: pattern.trainerHours }, { isVacated: true, isOfSeries: true, arePeopleLater: true });
    }
    if (others.some((o) => o.row.trainerId !== trainerId)) await refreshClientAudiences(ctx, peopleOf([pattern, ...others]));
    return { count: others.length };
  },

  async 'series.end'(ctx, { id, seenRev, fromOn, includesChanged = false }) {
    const series = await requireSeries(ctx, id);
    const members = await membersAhead(ctx, id, { includesChanged, fromOn });
    await removeLessons(ctx, members);
    const untilOn = addDays(fromOn, -1);
    if (untilOn < series.row.untilOn) await editRow(ctx, 'series', id, seenRev, { untilOn });
    return { count: members.length };
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
async function requireSeries(ctx: WriteContext, id: number): Promise<Stored<'series'>> {
  const found = await findRow(ctx.query, 'series', ctx.studioId, id);
  return found && (isStaff(ctx.actor) || isOwn(ctx, found.row)) ? found : refuse('notFound');
}
async function membersOf(ctx: ReadContext, groupId: number): Promise<Membership[]> {
  const found = await ctx.query<{ clientId: number; fromOn: string; toOn: string | null }>(`select m.client_id as "clientId", m.from_on as "fromOn", m.to_on as "toOn" from group_member m
    join client c on c.studio_id = m.studio_id and c.id = m.client_id where m.studio_id = $1 and m.group_id = $2 and not c.is_archived`, [ctx.studioId, groupId]);
  return found.map(({ toOn, ...m }) => ({ ...m, ...(toOn !== null && { toOn }) }));
}
/** Lessons of the series that are planned and have not begun. `like`: of the slot of that lesson, without itself; `afterOn`: meant for a later day; `fromOn`: standing on that day or later. */
async function membersAhead(ctx: WriteContext, id: number, which: { includesChanged: boolean; like?: Lesson; afterOn?: string | undefined; fromOn?: string }): Promise<LoadedLesson[]> {
  const found = await ctx.query<{ id: number }>(`select id from lesson where studio_id = $1 and series_id = $2 and status = 'planned' and lower(during) > to_timestamp($3::float8 / 1000)
      and ($4 or not is_changed) and ($5::bigint is null or (id <> $5 and extract(isodow from series_on) = $6 and series_min = $7)) and ($8::date is null or series_on > $8) and ($9::date is null or on_date >= $9)`,
    [ctx.studioId, id, ctx.now, which.includesChanged, which.like?.id ?? null, which.like ? weekday(which.like.seriesOn ?? which.like.onDate) : null, which.like?.seriesMin ?? null, which.afterOn ?? null, which.fromOn ?? null]);
  return (await loadLessons(ctx.query, ctx.studioId, found.map((f) => f.id))).filter((l) => isTheirs(ctx, l));
}
/** A trainer's schedule may have lessons that somebody else teaches instead: those are not the trainer's to change. */
const isTheirs = (ctx: WriteContext, { row }: LoadedLesson): boolean => isStaff(ctx.actor) || isOwn(ctx, row);

type Member = Omit<Lesson, 'id' | 'rev' | 'headCount' | 'bookings'>;
/** A lesson as the rule and its exception want it. */
function memberOf(series: Series, { onDate, startMin, durationMin }: { onDate: string; startMin: number; durationMin: number }, otherwise: Exception | undefined): Member {
  const { kindId, roomId, groupId, title, note, priceMinor, capacity, takesWholeRoom } = series;
  const trainerId = otherwise?.trainerId === undefined ? series.trainerId : (otherwise.trainerId ?? undefined);
  const at = { onDate: otherwise?.toOn ?? onDate, startMin: otherwise?.toMin ?? startMin };
  const isChanged = trainerId !== series.trainerId || at.onDate !== onDate || at.startMin !== startMin;
  return {
    ...at, durationMin, status: 'planned', kindId, capacity, seriesId: series.id, seriesOn: onDate, seriesMin: startMin, ...(priceMinor !== undefined && { priceMinor }), ...(trainerId && { trainerId }), ...(roomId && { roomId }), ...(groupId && { groupId }),
    ...(title && { title }), ...(note && { note }), ...(takesWholeRoom && { takesWholeRoom }), ...(isChanged && { isChanged }),
  };
}
/** All in one go; only places of a room that is shared have to be found one by one. */
async function insertMembers(ctx: WriteContext, series: Series, wanted: readonly Member[], kind: Pick<LessonKind, 'format'>): Promise<void> {
  const groupMembers = series.groupId ? await membersOf(ctx, series.groupId) : [];
  const isShared = series.roomId !== undefined && !series.takesWholeRoom;
  const usable = series.roomId && !isShared ? ((await findRow(ctx.query, 'room', ctx.studioId, series.roomId))?.row.places ?? []).filter((p) => !p.isOutOfOrder && !p.isArchived).map((p) => p.slot) : [];
  const first = await takeIds(ctx.query, ctx.studioId, wanted.length);
  const lessons = wanted.map((member, i): NewLesson => {
    const during = duringOf(member, ctx.studio.zone) ?? refuse('noSuchTime', { field: 'startMin', reason: member.onDate });
    const people = [...new Set([...groupMembers.filter((m) => isMemberOn(m, member.onDate)).map((m) => m.clientId), ...series.clientIds])].sort((a, b) => a - b);
    if (people.length > series.capacity) refuse('full', { count: series.capacity });
    return { row: { ...member, id: first + i, bookings: assign(people.map((clientId) => ({ clientId })), usable) }, slots: [], during, isOpen: kind.format === 'group' };
  });
  if (isShared) for (const { row } of lessons) await saveLesson(ctx, null, { row: { ...row, rev: ctx.rev }, format: kind.format, trainerHours: UNSTATED }, { arePeopleLater: true });
  else if (lessons.length) await insertLessons(ctx, lessons);
  await refreshClientAudiences(ctx, lessons.flatMap(({ row }) => (row.bookings ?? []).map((b) => b.clientId)));
}
