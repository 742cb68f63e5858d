// Imports a weekly timetable: rooms, groups and the lessons of some weeks, or regular schedules, in one write. Either all of it comes in or nothing does.
// Invariant: what is there already is not made again, so that a second import adds nothing.
import { addDays, isDay, startOfWeek } from '../../domain/calendar-day.ts';
import { isMemberOn, type Membership } from '../../domain/membership.ts';
import { assign } from '../../domain/places.ts';
import { horizonOf } from '../../domain/series.ts';
import { duringOf } from '../../domain/studio-time.ts';
import { readTimetable, type TimetableClass } from '../../domain/timetable.ts';
import type { App } from '../app.ts';
import { peopleChanged } from '../lessons/lesson.store.ts';
import type { WriteContext } from '../context.ts';
import { todayOf } from '../today.ts';
import { takeIds } from '../transport/outside.ts';
import { insertLessons, type NewLesson } from './insert-rows.ts';
import { ImportRefused, type ImportProblem, type Language } from './refused.ts';
import { clashes, clockText, type PlannedLesson } from './timetable-clashes.ts';
import { parseTimetable } from './timetable-csv.ts';
import { nameClasses, type NamedClass } from './timetable-names.ts';
import { insertSeries, numberSeries, withoutSchedule, type LeftOut } from './timetable-series.ts';

export const MOST_WEEKS = 104;

/** `fromOn`: the first day on which there may be a lesson; weeks count from the Monday of its week. `isSeries`: as regular schedules, which without `weeks` have no end. */
export interface TimetableImport { text: string; fromOn: string; weeks?: number | undefined; isSeries?: boolean }
/** How many were made. `skipped`: lessons that were there already or fall on a closed day; `closed`: those of a closed day alone. */
export interface TimetableImported { rooms: number; groups: number; lessons: number; skipped: number; closed: number; series?: number }

/** Throws ImportRefused, which names every bad line; then nothing has changed. */
export async function importTimetable(app: App, studioId: number, asked: TimetableImport): Promise<TimetableImported> {
  const language = (await app.db.read<{ language: Language }>('select language from studio where id = $1', [studioId]))[0]?.language ?? 'en';
  const { classes, problems } = readFile(asked);
  if (problems.length) throw new ImportRefused(problems, language);
  return app.write(studioId, 'timetable.import', (ctx) => write(ctx, classes, asked));
}

function readFile({ text, fromOn, weeks, isSeries = false }: TimetableImport): { classes: TimetableClass[]; problems: ImportProblem[] } {
  const asked: ImportProblem[] = [];
  if (weeks === undefined ? !isSeries : !Number.isInteger(weeks) || weeks < 1 || weeks > MOST_WEEKS) asked.push({ line: 0, reason: 'weeks', other: MOST_WEEKS });
  else if (!isDay(fromOn) || !isDay(addDays(fromOn, (weeks ?? MOST_WEEKS) * 7))) asked.push({ line: 0, reason: 'fromOn', value: fromOn });
  const parsed = parseTimetable(text);
  const read = readTimetable(parsed.lines);
  const inFile = new Map<number, ImportProblem>([...read.problems, ...parsed.problems].map((p) => [p.line, p]));
  return { classes: read.classes, problems: [...asked, ...inFile.values()] };
}

async function write(ctx: WriteContext, classes: readonly TimetableClass[], { fromOn, weeks, isSeries = false }: TimetableImport): Promise<TimetableImported> {
  const refuseIf = (problems: readonly ImportProblem[]) => { if (problems.length) throw new ImportRefused(problems, ctx.studio.language); };
  const named = await nameClasses(ctx, classes);
  refuseIf(named.problems);
  const todayOn = todayOf(ctx);
  const lastOn = weeks === undefined ? horizonOf(fromOn > todayOn ? fromOn : todayOn) : addDays(startOfWeek(fromOn), weeks * 7 - 1);
  const fresh = isSeries ? await withoutSchedule(ctx, named.classes, fromOn) : named.classes;
  const ids = isSeries ? await numberSeries(ctx, fresh) : new Map<TimetableClass, number>();
  const all = named.classes.flatMap((c) => datesOf(c.class.weekday, fromOn, lastOn).map((onDate) => ({ ...c, onDate, seriesId: ids.get(c.class) })));
  const dated = isSeries ? all.filter((d) => d.seriesId !== undefined) : all;
  const closedDays = new Set(ctx.studio.closedDays.map((d) => d.onDate));
  const open = dated.filter((d) => !closedDays.has(d.onDate));
  const present = await presentLessons(ctx, fromOn, lastOn);
  const isThere = (d: Dated) => present.has(keyOf(d.onDate, d.class.startMin, d.room.id, d.group.id));
  const wanted = open.filter((d) => !isThere(d));
  const planned = await plan(ctx, wanted);
  refuseIf(planned.problems);
  refuseIf(await clashes(ctx, planned.lessons));
  const leftOut = dated.filter((d) => closedDays.has(d.onDate) || isThere(d)).map((date): LeftOut => ({ date, why: closedDays.has(date.onDate) ? 'closedDay' : 'room' }));
  const series = isSeries ? await insertSeries(ctx, fresh, ids, { fromOn, ...(weeks === undefined ? { filledTo: lastOn } : { untilOn: lastOn }) }, leftOut) : undefined;
  await insertLessons(ctx, planned.lessons);
  await peopleChanged(ctx, planned.lessons.flatMap(({ row }) => (row.bookings ?? []).map((b) => b.clientId)));
  return { rooms: named.rooms, groups: named.groups, lessons: wanted.length, skipped: all.length - wanted.length, closed: dated.length - open.length, ...(series !== undefined && { series }) };
}

/** The days of that weekday from a day to a day, both inclusive. */
function datesOf(weekday: number, fromOn: string, lastOn: string): string[] {
  const dates: string[] = [];
  for (let day = addDays(startOfWeek(fromOn), weekday - 1); day <= lastOn; day = addDays(day, 7)) if (day >= fromOn) dates.push(day);
  return dates;
}

const keyOf = (onDate: string, startMin: number, roomId: number, groupId: number) => `${onDate} ${startMin} ${roomId} ${groupId}`;
async function presentLessons(ctx: WriteContext, fromOn: string, lastOn: string): Promise<Set<string>> {
  const found = await ctx.query<{ onDate: string; startMin: number; roomId: number; groupId: number }>(`select on_date as "onDate", start_min as "startMin", room_id as "roomId", group_id as "groupId"
    from lesson where studio_id = $1 and on_date >= $2 and on_date <= $3 and status <> 'cancelled' and room_id is not null and group_id is not null`, [ctx.studioId, fromOn, lastOn]);
  return new Set(found.map((f) => keyOf(f.onDate, f.startMin, f.roomId, f.groupId)));
}

type Dated = NamedClass & { onDate: string; seriesId?: number | undefined };
/** The lessons as rows, with the members that each group has on the day. */
async function plan(ctx: WriteContext, wanted: readonly Dated[]): Promise<{ lessons: PlannedLesson[]; problems: ImportProblem[] }> {
  const members = await membersOf(ctx, [...new Set(wanted.map((w) => w.group.id))]);
  const first = await takeIds(ctx.query, ctx.studioId, wanted.length);
  const problems: ImportProblem[] = [];
  const lessons: PlannedLesson[] = [];
  wanted.forEach((w, i) => {
    const { line, startMin, durationMin } = w.class;
    const during = duringOf({ onDate: w.onDate, startMin, durationMin }, ctx.studio.zone);
    const people = (members.get(w.group.id) ?? []).filter((m) => isMemberOn(m, w.onDate)).map((m) => m.clientId);
    if (!during) problems.push({ line, reason: 'noSuchTime', onDate: w.onDate, value: clockText(startMin) });
    else if (people.length > w.group.capacity) problems.push({ line, reason: 'full', onDate: w.onDate, other: people.length });
    else lessons.push({ line, ...lessonOf(w, first + i, people), during });
  });
  return { lessons, problems };
}
function lessonOf({ class: c, room, group, kind, trainerId, onDate, seriesId }: Dated, id: number, people: readonly number[]): Omit<NewLesson, 'during'> {
  const usable = room.places.filter((p) => !p.isOutOfOrder && !p.isArchived).map((p) => p.slot);
  return {
    row: {
      id, onDate, startMin: c.startMin, durationMin: c.durationMin, ...(trainerId !== undefined && { trainerId }), roomId: room.id, status: 'planned', kindId: kind.id, groupId: group.id,
      priceMinor: kind.priceMinor, capacity: group.capacity, bookings: assign([...new Set(people)].sort((a, b) => a - b).map((clientId) => ({ clientId })), usable), takesWholeRoom: true,
      ...(seriesId !== undefined && { seriesId, seriesOn: onDate, seriesMin: c.startMin }),
    },
    slots: [], isOpen: kind.format === 'group',
  };
}
async function membersOf(ctx: WriteContext, groupIds: readonly number[]): Promise<Map<number, Membership[]>> {
  const found = await ctx.query<{ groupId: number; clientId: number; fromOn: string; toOn: string | null }>(`select m.group_id as "groupId", m.client_id as "clientId", m.from_on as "fromOn", m.to_on as "toOn"
    from group_member m join client c on c.studio_id = m.studio_id and c.id = m.client_id where m.studio_id = $1 and m.group_id = any($2::bigint[]) and not c.is_archived`, [ctx.studioId, groupIds]);
  const byGroup = Map.groupBy(found, (f) => f.groupId);
  return new Map([...byGroup].map(([id, list]) => [id, list.map(({ clientId, fromOn, toOn }) => ({ clientId, fromOn, ...(toOn !== null && { toOn }) }))]));
}
