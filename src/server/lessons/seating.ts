// Places of a room for lessons: loads who sits there around the time, lets the domain decide, moves whoever has to move.
import { isDeepStrictEqual } from 'node:util';
import type { Lesson, Room } from '../../contract/entities.ts';
import type { Conflict } from '../../contract/operation.ts';
import { assign, seat, type Seated } from '../../domain/places.ts';
import { localOf, overlaps, type During } from '../../domain/studio-time.ts';
import { refuse, refuseConflict, type WriteContext } from '../context.ts';
import { claimsOf, occupy, rangeOf, ROOM, vacate } from './occupancy.ts';
import { loadLessons, type LoadedLesson } from './lesson.load.ts';

const WINDOW_MS = 12 * 3_600_000;
interface Neighbour extends Seated { onDate: string; startMin: number; durationMin: number }

/** Places for a lesson in its room. `slots` are what it takes, `seats` what its people may sit on. Refuses conflict when there are too few. */
export async function seatLesson(ctx: WriteContext, row: Lesson, present: readonly number[], during: During, pins?: ReadonlyMap<number, number | undefined>): Promise<{ slots: number[]; seats: number[] }> {
  const usable = await usableSlots(ctx, row.roomId ?? 0);
  // The exclusion constraint answers for whole rooms; a place for each person as far as they reach.
  if (row.takesWholeRoom) return { slots: [], seats: usable };
  const need = row.capacity ?? 1;
  const others = await neighbours(ctx, row.roomId ?? 0, { fromMs: during.fromMs - WINDOW_MS, toMs: during.toMs + WINDOW_MS }, row.id);
  const pinned = (row.bookings ?? []).flatMap((b) => {
    const slot = pins?.has(b.clientId) ? pins.get(b.clientId) : b.isPinned ? b.slot : undefined;
    return slot === undefined ? [] : [slot];
  });
  const target: Seated = { id: row.id, ...during, need, slots: present, pinned, isFixed: false };
  const seats = seat(target, others, usable);
  if (!seats) return refuseConflict(inTheWay(row, others.filter((o) => overlaps(o, during))));
  const slots = seats.get(row.id) ?? [];
  seats.delete(row.id);
  if (seats.size) await moveOthers(ctx, seats);
  return { slots, seats: slots };
}
async function usableSlots(ctx: WriteContext, roomId: number): Promise<number[]> {
  const found = await ctx.query<{ places: Room['places'] }>('select places from room where studio_id = $1 and id = $2', [ctx.studioId, roomId]);
  if (!found[0]) return refuse('notFound', { field: 'roomId' });
  return found[0].places.filter((p) => !p.isOutOfOrder && !p.isArchived).map((p) => p.slot);
}
function inTheWay(row: Lesson, others: readonly Neighbour[]): Conflict[] {
  const roomId = row.roomId ?? 0;
  if (!others.length) return [{ what: 'room', id: roomId }];
  return others.slice(0, 20).map((o) => ({ what: 'room', id: roomId, lessonId: o.id, onDate: o.onDate, startMin: o.startMin, durationMin: o.durationMin }));
}

async function neighbours(ctx: WriteContext, roomId: number, window: During, except: number): Promise<Neighbour[]> {
  const found = await ctx.query<{ id: number; fromMs: number; toMs: number; need: number; slots: number[]; pinned: number[]; status: string; onDate: string; startMin: number; durationMin: number }>(
    `select distinct l.id, extract(epoch from lower(l.during)) * 1000 as "fromMs", extract(epoch from upper(l.during)) * 1000 as "toMs", l.capacity as need, l.slots, l.status,
      l.on_date as "onDate", l.start_min as "startMin", l.duration_min as "durationMin",
      array(select b.slot from booking b where b.studio_id = l.studio_id and b.lesson_id = l.id and b.is_pinned and b.slot is not null) as pinned
    from occupancy o join lesson l on l.studio_id = o.studio_id and l.id = o.lesson_id
    where o.studio_id = $1 and o.kind = ${ROOM} and o.resource_id = $2 and o.during && $3::tstzrange and o.slots && '[0,10000)'::int4range and not l.takes_whole_room and l.id <> $4`,
    [ctx.studioId, roomId, rangeOf(window), except]);
  return found.map((f) => {
    const [fromMs, toMs] = [Number(f.fromMs), Number(f.toMs)];
    return { ...f, fromMs, toMs, isFixed: f.status === 'held' || fromMs < window.fromMs || toMs > window.toMs };
  });
}

/** Gives other lessons their new places: all are freed first, so that they may swap. */
async function moveOthers(ctx: WriteContext, seats: ReadonlyMap<number, number[]>): Promise<void> {
  const ids = [...seats.keys()];
  const lessons = await loadLessons(ctx.query, ctx.studioId, ids);
  const ranges = await ctx.query<{ id: number; during: string }>('select id, during::text as during from lesson where studio_id = $1 and id = any($2::bigint[])', [ctx.studioId, ids]);
  await vacate(ctx, ids, ROOM);
  for (const before of lessons) {
    const slots = seats.get(before.row.id) ?? [];
    const row = await writeSeats(ctx, before, slots, assign(before.row.bookings ?? [], slots));
    const during = ranges.find((r) => r.id === row.id)?.during ?? '';
    await occupy(ctx, claimsOf({ row, slots }, during).filter((c) => c.kind === ROOM));
  }
}
async function writeSeats(ctx: WriteContext, before: LoadedLesson, slots: readonly number[], bookings: NonNullable<Lesson['bookings']>): Promise<Lesson> {
  const row: Lesson = { ...before.row, rev: ctx.rev, bookings };
  await ctx.query('update lesson set rev = $3, slots = $4 where studio_id = $1 and id = $2', [ctx.studioId, row.id, ctx.rev, slots]);
  await ctx.query(`update booking b set slot = x.s, is_pinned = b.is_pinned and b.slot = x.s from unnest($3::bigint[], $4::smallint[]) x(c, s) where b.studio_id = $1 and b.lesson_id = $2 and b.client_id = x.c`,
    [ctx.studioId, row.id, bookings.map((b) => b.clientId), bookings.map((b) => b.slot ?? null)]);
  ctx.record('lesson', row.id, before, { row, aud: before.aud });
  return row;
}

/** A lesson that no longer fits, with those who have no working place. */
export interface Hit { lessonId: number; onDate: string; startMin: number; clientIds: number[] }
/** After a place went out of order or came back: moves future planned lessons off unusable places. Gives those that could not be moved, by time. */
export async function reseatRoom(ctx: WriteContext, roomId: number): Promise<Hit[]> {
  const usable = new Set(await usableSlots(ctx, roomId));
  const today = localOf(ctx.now, ctx.studio.zone).onDate;
  const affected = await ctx.query<{ id: number }>(`select id from lesson where studio_id = $1 and room_id = $2 and on_date >= $3 and status = 'planned' and not takes_whole_room and not slots <@ $4::smallint[] order by during`,
    [ctx.studioId, roomId, today, [...usable]]);
  const stuck: Hit[] = [];
  for (const { id } of affected) {
    const left = await reseat(ctx, id, roomId, usable);
    if (left) stuck.push(hitOf(left.row, (slot) => slot === undefined || !usable.has(slot)));
  }
  stuck.push(...(await reseatWholeRoom(ctx, roomId, today, [...usable])));
  return stuck.sort((a, b) => (a.onDate === b.onDate ? a.startMin - b.startMin : a.onDate < b.onDate ? -1 : 1));
}
const hitOf = ({ id, onDate, startMin, bookings = [] }: Lesson, isWithout: (slot: number | undefined) => boolean): Hit => ({ lessonId: id, onDate, startMin, clientIds: bookings.filter((b) => isWithout(b.slot)).map((b) => b.clientId) });
/** A lesson with the room to itself only has to seat its own people anew. */
async function reseatWholeRoom(ctx: WriteContext, roomId: number, today: string, usable: readonly number[]): Promise<Hit[]> {
  const affected = await ctx.query<{ id: number }>(`select l.id from lesson l where studio_id = $1 and room_id = $2 and on_date >= $3 and status = 'planned' and takes_whole_room
    and exists(select from booking b where b.studio_id = l.studio_id and b.lesson_id = l.id and (b.slot is null or b.slot <> all($4::smallint[]))) order by l.id`, [ctx.studioId, roomId, today, usable]);
  const stuck: Hit[] = [];
  for (const before of await loadLessons(ctx.query, ctx.studioId, affected.map((a) => a.id))) {
    const bookings = assign(before.row.bookings ?? [], usable);
    if (bookings.some((b) => b.slot === undefined)) stuck.push(hitOf({ ...before.row, bookings }, (slot) => slot === undefined));
    if (isDeepStrictEqual(bookings, before.row.bookings)) continue;
    await writeSeats(ctx, before, before.slots, bookings);
  }
  return stuck;
}
/** The lesson as it stays when there was no room for it; null when it was moved. */
async function reseat(ctx: WriteContext, lessonId: number, roomId: number, usable: ReadonlySet<number>): Promise<LoadedLesson | null> {
  const [during] = await ctx.query<{ fromMs: number; toMs: number }>('select extract(epoch from lower(during)) * 1000 as "fromMs", extract(epoch from upper(during)) * 1000 as "toMs" from lesson where studio_id = $1 and id = $2', [ctx.studioId, lessonId]);
  const [before] = await loadLessons(ctx.query, ctx.studioId, [lessonId]);
  if (!during || !before) return null;
  const window = { fromMs: Number(during.fromMs), toMs: Number(during.toMs) };
  const others = await neighbours(ctx, roomId, { fromMs: window.fromMs - WINDOW_MS, toMs: window.toMs + WINDOW_MS }, lessonId);
  const keep = before.slots.filter((s) => usable.has(s));
  const seats = seat({ id: lessonId, ...window, need: before.row.capacity ?? 1, slots: keep, pinned: [], isFixed: false }, others, [...usable]);
  if (!seats) return before;
  await moveOthers(ctx, seats);
  return null;
}
