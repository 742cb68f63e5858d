// From one lesson to the others of its regular schedule, in the same write. Others are those of its weekday and time; what a person has changed on its own keeps its change.
// Invariant: each lesson is saved once, so that one undo takes all of it back.
import type { Lesson, SCOPES, Series } from '../../contract/entities.ts';
import type { Conflict } from '../../contract/operation.ts';
import { addDays, daysBetween, startOfWeek, weekday } from '../../domain/calendar-day.ts';
import { doSlotsOverlap, isOfSlot } from '../../domain/series.ts';
import { seriesAudiences } from '../../domain/visibility.ts';
import { isStaff, refuse, refuseField, type ReadContext, type WriteContext } from '../context.ts';
import { applyEdit } from '../edit.ts';
import { findRow, type Stored } from '../db/rows.ts';
import { loadLessons, type LoadedLesson } from '../lessons/lesson.load.ts';
import { isOwn, requireStatus } from '../lessons/lesson.rules.ts';
import { peopleChanged, peopleOf, saveLesson, type LessonTarget, type SaveOptions } from '../lessons/lesson.store.ts';
import { vacate } from '../lessons/occupancy.ts';
import { requireOpenTime } from '../lessons/open-time.ts';
import { todayOf } from '../today.ts';

export type Scope = (typeof SCOPES)[number];
/** What goes from one lesson to the others besides its time and its people. */
const SHARED = ['durationMin', 'trainerId', 'roomId', 'kindId', 'groupId', 'capacity', 'priceMinor', 'title', 'note', 'takesWholeRoom'] as const satisfies readonly (keyof Lesson)[];
const TIME = ['onDate', 'startMin', 'fold'] as const satisfies readonly (keyof Lesson)[];
type Part = (typeof SHARED)[number] | (typeof TIME)[number];
interface Seen extends Stored<'series'> { seenRev: number }
interface Spread { scope: Scope; /** `all`: the others become as the lesson is, whatever has made it so. */ parts: readonly Part[] | 'all'; includesChanged?: boolean; override?: string | undefined; pins?: SaveOptions['pins'] }

/** Saves the lesson, and what changes in it goes to the others. Refuses a lesson without a series. Gives the lesson's warnings. */
export async function saveInScope(ctx: WriteContext, before: LoadedLesson, target: LessonTarget, options: Pick<Spread, 'scope' | 'override' | 'pins'>): Promise<Conflict[]> {
  const series = await seriesOf(ctx, before);
  const parts = [...SHARED, ...TIME].filter((part) => before.row[part] !== target.row[part]);
  return (await saveWithSeries(ctx, { ...series, seenRev: series.row.rev }, before, target, { ...options, parts })).warnings;
}

/** Saves the lesson as `target` has it, the others like it, and the rule. `count`: how many others. */
export async function saveWithSeries(ctx: WriteContext, series: Seen, before: LoadedLesson, target: LessonTarget, { scope, parts, includesChanged = false, override, pins }: Spread): Promise<{ count: number; warnings: Conflict[] }> {
  requireStatus(before.row, 'planned');
  const origin = target.row;
  const has = (...wanted: Part[]) => parts === 'all' || wanted.some((part) => parts.includes(part));
  const isTime = has(...TIME);
  const shift = isTime ? daysBetween(origin.seriesOn ?? origin.onDate, origin.onDate) : 0;
  const ahead = await membersAhead(ctx, series.row.id, { includesChanged: true, like: origin, ...(scope === 'following' && { afterOn: origin.seriesOn }) });
  const others = ahead.filter(({ row }) => row.status === 'planned' && (includesChanged || !row.isChanged));
  const people = differenceOf(before.row, origin);
  const shared = Object.fromEntries(SHARED.filter((part) => has(part)).map((part) => [part, origin[part]])) as Partial<Lesson>; // fields of a lesson
  await editRule(ctx, series, origin, { scope, isTime, shift, shared, people });
  await vacate(ctx, [before, ...others].map((l) => l.row.id));
  const changed = [before, ...others].map((was) => {
    const isOrigin = was === before;
    const { fold, isChanged, ...rest } = isOrigin ? origin : was.row;
    const onDate = isOrigin ? origin.onDate : addDays(was.row.seriesOn ?? was.row.onDate, shift);
    const time = isTime ? { onDate, startMin: origin.startMin, seriesOn: onDate, seriesMin: origin.startMin } : {};
    const next = { ...rest, ...shared, ...time, fold: isOrigin || !isTime ? fold : undefined, isChanged: isTime ? undefined : isChanged, bookings: isOrigin ? rest.bookings : withPeople(rest.bookings, people) };
    return { was, next: without(next), isOrigin };
  });
  // Those that keep their own time were meant for another one from now on.
  const meant = shift || (isTime && origin.startMin !== origin.seriesMin) ? ahead.filter((m) => !others.includes(m)) : [];
  if (isTime) await requireOneEach(ctx, series.row.id, [...changed.map(({ next }) => next), ...meant.map(({ row }) => meantFor(row, origin, shift))]);
  for (const l of meant) await saveLesson(ctx, l, { ...l, row: meantFor(l.row, origin, shift) }, { isOfSeries: true, arePeopleLater: true });
  await requireOpenTime(ctx, changed.map(({ was, next }) => ({ row: next, before: was.row })), override);
  const warnings: Conflict[] = [];
  for (const { was, next, isOrigin } of changed) {
    const { format, trainerHours } = isOrigin || has('kindId', 'trainerId') ? target : was;
    const warned = await saveLesson(ctx, was, { row: next, format, trainerHours }, { isVacated: true, isOfSeries: true, arePeopleLater: true, ...(isOrigin && pins && { pins }) });
    if (isOrigin) warnings.push(...warned);
  }
  await peopleChanged(ctx, [...peopleOf([before, ...others]), ...people.added]);
  return { count: others.length, warnings };
}

/** Cancels the lesson as `cancelled` has it, and the others. The rule loses that weekday and time, or ends where it has no other. */
export async function cancelInScope(ctx: WriteContext, before: LoadedLesson, cancelled: Lesson, scope: Scope): Promise<void> {
  const series = await seriesOf(ctx, before);
  const { seriesOn = before.row.onDate } = before.row;
  const others = (await membersAhead(ctx, series.row.id, { includesChanged: false, like: before.row, ...(scope === 'following' && { afterOn: seriesOn }) })).filter(({ row }) => row.status === 'planned');
  const slots = series.row.slots.filter((s) => !isOfSlot(s, before.row));
  const today = todayOf(ctx);
  const lastOn = scope === 'following' && seriesOn > today ? addDays(seriesOn, -1) : today;
  const { untilOn } = series.row;
  await applyEdit(ctx, 'series', series, series.row.rev, slots.length ? { slots } : { untilOn: untilOn !== undefined && untilOn < lastOn ? untilOn : lastOn }, seriesAudiences);
  const { status, cancelReason, cancelAskedBy } = cancelled;
  for (const l of [before, ...others]) await saveLesson(ctx, l, { ...l, row: l === before ? cancelled : without({ ...l.row, status, cancelReason, cancelAskedBy }) }, { isOfSeries: true, arePeopleLater: true });
  await peopleChanged(ctx, peopleOf([before, ...others]));
}

export async function requireSeries(ctx: ReadContext, id: number): Promise<Stored<'series'>> {
  const found = await findRow(ctx.query, 'series', ctx.studioId, id);
  return found && (isStaff(ctx.actor) || isOwn(ctx, found.row)) ? found : refuse('notFound');
}
/** Lessons of the series that have not begun, cancelled ones too. `like`: of the slot of that lesson, without itself; `afterOn`: meant for a later day; `fromOn`: standing on that day or later. */
export async function membersAhead(ctx: WriteContext, id: number, which: { includesChanged: boolean; like?: Lesson; afterOn?: string | undefined; fromOn?: string }): Promise<LoadedLesson[]> {
  const found = await ctx.query<{ id: number }>(`select id from lesson where studio_id = $1 and series_id = $2 and status <> 'held' and lower(during) > to_timestamp($3::float8 / 1000)
      and ($4 or not is_changed) and ($5::bigint is null or (id <> $5 and extract(isodow from series_on) = $6 and series_min = $7)) and ($8::date is null or series_on > $8) and ($9::date is null or on_date >= $9)`,
    [ctx.studioId, id, ctx.now, which.includesChanged, which.like?.id ?? null, which.like ? weekday(which.like.seriesOn ?? which.like.onDate) : null, which.like?.seriesMin ?? null, which.afterOn ?? null, which.fromOn ?? null]);
  return (await loadLessons(ctx.query, ctx.studioId, found.map((f) => f.id))).filter((l) => isTheirs(ctx, l));
}
/** A trainer's schedule may have lessons that somebody else teaches instead: those are not the trainer's to change. */
export const isTheirs = (ctx: ReadContext, { row }: LoadedLesson): boolean => isStaff(ctx.actor) || isOwn(ctx, row);

async function seriesOf(ctx: WriteContext, { row }: LoadedLesson): Promise<Stored<'series'>> {
  return requireSeries(ctx, row.seriesId ?? refuseField('scope', 'range'));
}
interface People { added: number[]; removed: number[] }
function differenceOf(before: Lesson, after: Lesson): People {
  const [was, is] = [before, after].map((row) => (row.bookings ?? []).map((b) => b.clientId)) as [number[], number[]]; // one for each
  return { added: is.filter((id) => !was.includes(id)), removed: was.filter((id) => !is.includes(id)) };
}
const withPeople = (bookings: Lesson['bookings'] = [], { added, removed }: People) =>
  [...bookings.filter((b) => !removed.includes(b.clientId)), ...added.filter((id) => !bookings.some((b) => b.clientId === id)).map((clientId) => ({ clientId }))].sort((a, b) => a.clientId - b.clientId);
/** Brings the rule up to date. Of one lesson a week it is what its lessons are; of several, each may have a trainer and people of its own. */
async function editRule(ctx: WriteContext, series: Seen, origin: Lesson, { scope, isTime, shift, shared, people }: { scope: Scope; isTime: boolean; shift: number; shared: Partial<Lesson>; people: People }): Promise<void> {
  const { row } = series;
  const { durationMin, ...others } = shared;
  const slots = row.slots.map((s) => (isOfSlot(s, origin) ? { ...s, ...(isTime && { weekday: weekday(origin.onDate), startMin: origin.startMin }), ...(durationMin !== undefined && { durationMin }) } : s));
  if (doSlotsOverlap(slots)) refuseField('slots', 'overlap');
  const isLike = (d: { onDate: string; startMin: number }) => weekday(d.onDate) === weekday(origin.seriesOn ?? origin.onDate) && d.startMin === origin.seriesMin && d.onDate > (scope === 'following' ? (origin.seriesOn ?? '') : todayOf(ctx));
  const leftOut = isTime ? row.leftOut?.map((d) => (isLike(d) ? { ...d, onDate: addDays(d.onDate, shift), startMin: origin.startMin } : d)) : row.leftOut;
  // The last week is looked at once more: under the new rule it may have dates that were not due under the old one.
  const filledTo = row.filledTo && isTime ? addDays(startOfWeek(row.filledTo), Math.min(0, shift) - 1) : row.filledTo;
  const whole = slots.length === 1 ? { ...(Object.fromEntries(Object.entries(others).map(([field, value]) => [field, value ?? null])) as Partial<Series>), clientIds: withPeople(row.clientIds.map((clientId) => ({ clientId })), people).map((b) => b.clientId) } : {}; // fields that a lesson and its rule share
  await applyEdit(ctx, 'series', series, series.seenRev, { slots, leftOut, filledTo, ...whole }, seriesAudiences);
}
/** A date of the rule has one lesson: none of these may be meant for the date of another that keeps its own. */
async function requireOneEach(ctx: WriteContext, id: number, lessons: readonly Lesson[]): Promise<void> {
  const found = await ctx.query('select 1 from lesson l join unnest($3::date[], $4::int[]) x(on_date, min) on l.series_on = x.on_date and l.series_min = x.min where l.studio_id = $1 and l.series_id = $2 and l.id <> all($5::bigint[]) limit 1',
    [ctx.studioId, id, lessons.map((l) => l.seriesOn), lessons.map((l) => l.seriesMin), lessons.map((l) => l.id)]);
  if (found.length) refuseField('slots', 'overlap');
}
const meantFor = (row: Lesson, { startMin }: Lesson, shift: number): Lesson => ({ ...row, seriesOn: addDays(row.seriesOn ?? row.onDate, shift), seriesMin: startMin });
/** Leaves out what is undefined. */
const without = (row: { [K in keyof Lesson]: Lesson[K] | undefined }): Lesson => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as Lesson; // the required fields are set by the caller
