// What makes the demo's timetable more than single lessons: regular schedules, an absence ahead that waits for decisions, blocks of time, a line for a place.
import type { Absence, Client, Group, Lesson, Series, Waiting } from '../../contract/entities.ts';
import { addDays, startOfWeek, weekday } from '../../domain/calendar-day.ts';
import { seriesDates, type SeriesSlot } from '../../domain/series.ts';
import { duringOf, duringOfSpan, overlaps, type During } from '../../domain/studio-time.ts';
import { seriesAudiences, waitingAudiences } from '../../domain/visibility.ts';
import { insertAbsence } from '../absences/absence.store.ts';
import type { WriteContext } from '../context.ts';
import { insertRow } from '../db/rows.ts';
import { insertRows, type NewLesson } from '../import/insert-rows.ts';
import { takeIds } from '../transport/outside.ts';
import { freeInGroup } from '../waiting/waiting.store.ts';
import type { Studio } from './half-year.ts';
import { TRAINERS } from './trainers.ts';
import { LAST_WEEK } from './week-plan.ts';

const HOUR_MS = 3_600_000;
/** Single lessons that come back every week for so long are a regular schedule; so many are. */
const REGULAR_LESSONS = 8;
const MOST_SINGLE = 40;

/** Makes the lessons of each group, and of some clients, those of a regular schedule. Groups go on without an end, clients until a day. */
export async function addSeries(ctx: WriteContext, studio: Studio, lessons: readonly NewLesson[]): Promise<void> {
  const lastOn = addDays(startOfWeek(studio.today), LAST_WEEK * 7 + 6);
  const isStillComing = (all: readonly NewLesson[]) => all.length >= REGULAR_LESSONS && all.some(({ row }) => row.onDate > addDays(lastOn, -7));
  const ofGroups = [...Map.groupBy(lessons.filter(({ row }) => row.groupId), ({ row }) => row.groupId).values()];
  const singles = Map.groupBy(lessons.filter(({ row }) => !row.groupId), ({ row }) => [row.trainerId, row.roomId, row.kindId, weekday(row.onDate), row.startMin, ...(row.bookings ?? []).map((b) => b.clientId)].join(' '));
  const rules = [...ofGroups, ...[...singles.values()].filter(isStillComing).slice(0, MOST_SINGLE)];
  const first = await takeIds(ctx.query, ctx.studioId, rules.length);
  const rows = rules.flatMap((all, i) => {
    const [one] = all;
    if (!one) return [];
    const row = ruleOf(ctx, studio, first + i, all, one.row, lastOn);
    for (const lesson of all) Object.assign(lesson.row, { seriesId: row.id, seriesOn: lesson.row.onDate, seriesMin: lesson.row.startMin } satisfies Partial<Lesson>);
    return [{ row, aud: seriesAudiences(row) }];
  });
  await insertRows(ctx, 'series', rows);
}
function ruleOf(ctx: WriteContext, studio: Studio, id: number, all: readonly NewLesson[], { kindId = 0, trainerId, roomId, groupId, bookings = [], priceMinor, capacity = 1, takesWholeRoom, onDate: fromOn }: NewLesson['row'], lastOn: string): Series {
  const slots = [...new Map(all.map(({ row }): [string, SeriesSlot] => [`${weekday(row.onDate)} ${row.startMin}`, { weekday: weekday(row.onDate), startMin: row.startMin, durationMin: row.durationMin }])).values()].sort((a, b) => a.weekday - b.weekday);
  const there = new Set(all.map(({ row }) => row.onDate));
  const leftOut = seriesDates({ slots, fromOn, untilOn: lastOn }).filter((d) => !there.has(d.onDate)).map(({ onDate, startMin }) => ({ onDate, startMin, ...(studio.closedDays.has(onDate) ? { why: 'closedDay' as const } : groupId && { why: 'absence' as const }) }));
  return {
    id, rev: ctx.rev, kindId, clientIds: groupId ? [] : bookings.map((b) => b.clientId), capacity, slots, fromOn, ...(groupId ? { groupId, filledTo: lastOn } : { untilOn: lastOn }),
    ...(trainerId && { trainerId }), ...(roomId && { roomId }), ...(priceMinor !== undefined && { priceMinor }), ...(takesWholeRoom && { takesWholeRoom }), ...(leftOut.length && { leftOut }),
  };
}

/** A trainer is away for three days of the next week; nobody has decided yet about the lessons. */
export async function addAbsence(ctx: WriteContext, studio: Studio, lessons: readonly NewLesson[]): Promise<void> {
  const trainerId = studio.trainerIds[3] ?? 0;
  const next = addDays(startOfWeek(studio.today), 7);
  const row: Absence = { id: await takeIds(ctx.query, ctx.studioId, 1), rev: ctx.rev, trainerId, kind: 'vacation', fromOn: addDays(next, 1), fromMin: 0, toOn: addDays(next, 3), toMin: 1440, note: 'Поїздка до батьків' };
  const away = duringOfSpan(row, studio.zone);
  for (const { row: lesson, during } of lessons) if (lesson.trainerId === trainerId && lesson.status === 'planned' && overlaps(during, away)) Object.assign(lesson, { isUndecided: true, absenceId: row.id } satisfies Partial<Lesson>);
  await insertAbsence(ctx, row);
}

interface Wanted { block: NonNullable<Lesson['block']>; title: string; trainer?: number; roomId?: number; fromDay: number; days: number; fromMin: number; durationMin: number; times: number; expiresAt?: number }
/** A lunch break, a rented room, and a time held for somebody, wherever there is room for them in the coming days. Without ids. */
export function drawBlocks(ctx: WriteContext, studio: Studio, lessons: readonly NewLesson[], heldFor: Client): NewLesson[] {
  const wanted: Wanted[] = [
    { block: 'break', title: 'Обід', trainer: 0, fromDay: 0, days: 14, fromMin: 660, durationMin: 30, times: 4 },
    { block: 'break', title: '', trainer: 4, fromDay: 0, days: 14, fromMin: 600, durationMin: 30, times: 3 },
    { block: 'rent', title: 'Йога, оренда', roomId: studio.rooms.mats.id, fromDay: 2, days: 14, fromMin: 780, durationMin: 90, times: 1 },
    { block: 'hold', title: `${heldFor.firstName} ${heldFor.lastName ?? ''}`.trim(), trainer: 5, fromDay: 4, days: 14, fromMin: 480, durationMin: 55, times: 1, expiresAt: ctx.now + 72 * HOUR_MS },
  ];
  const taken = [...lessons];
  return wanted.flatMap((w) => {
    const found = freeDays(studio, taken, w).slice(0, w.times);
    taken.push(...found);
    return found;
  });
}
/** The first free time of each of these days, as blocks. */
function freeDays(studio: Studio, taken: readonly NewLesson[], { block, title, trainer, roomId, fromDay, days, fromMin, durationMin, expiresAt }: Wanted): NewLesson[] {
  const trainerId = trainer === undefined ? undefined : studio.trainerIds[trainer];
  return Array.from({ length: days }, (_, i) => addDays(studio.today, fromDay + i)).filter((d) => !studio.closedDays.has(d)).flatMap((onDate) => {
    const shift = trainer === undefined ? ([fromMin, 1200] as const) : TRAINERS[trainer]?.week[weekday(onDate)];
    if (!shift) return [];
    const busy = taken.filter(({ row }) => row.status !== 'cancelled' && row.onDate === onDate && ((trainerId && row.trainerId === trainerId) || (roomId && row.roomId === roomId)));
    for (let startMin = Math.max(fromMin, shift[0]); startMin + durationMin <= shift[1]; startMin += 15) {
      const during: During | null = duringOf({ onDate, startMin, durationMin }, studio.zone);
      if (!during || during.fromMs <= studio.nowMs || busy.some((b) => overlaps(b.during, during))) continue;
      const row: NewLesson['row'] = {
        id: 0, onDate, startMin, durationMin, status: 'planned', priceMinor: 0, capacity: 1, bookings: [], block, ...(trainerId && { trainerId }), ...(roomId && { roomId, takesWholeRoom: true }), ...(title && { title }), ...(expiresAt && { expiresAt }),
      };
      return [{ row, slots: [], during, isOpen: false }];
    }
    return [];
  });
}

/** Two people wait for a place in the first group that is full and open to everybody. */
export async function addWaiting(ctx: WriteContext, studio: Studio, groups: readonly Group[], clients: readonly Client[], isForAll: (group: Group) => boolean): Promise<void> {
  const full = groups.find((g) => isForAll(g) && freeInGroup(g, studio.today) === 0);
  if (!full) return;
  const members = new Set((full.members ?? []).map((m) => m.clientId));
  const waiting = clients.filter((c) => !members.has(c.id)).slice(0, 2);
  const first = await takeIds(ctx.query, ctx.studioId, waiting.length);
  for (const [i, client] of waiting.entries()) {
    const row: Waiting = { id: first + i, rev: ctx.rev, groupId: full.id, clientId: client.id, position: i + 1, joinedAt: ctx.now - (50 - i * 20) * HOUR_MS };
    const aud = waitingAudiences(row, full.trainerId);
    await insertRow(ctx.query, 'waiting', ctx.studioId, row, aud);
    ctx.record('waiting', row.id, null, { row, aud });
  }
}
