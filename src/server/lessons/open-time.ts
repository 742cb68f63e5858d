// When a lesson may not be entered: closed days, absences of its trainer, closed time of its room or of the whole studio.
// Invariant: what is already there stays; what is new or moved enters only with a reason, given by staff.
import type { Lesson } from '../../contract/entities.ts';
import type { Conflict } from '../../contract/operation.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { duringOf, instantAt, type During } from '../../domain/studio-time.ts';
import { isStaff, refuseConflict, type WriteContext } from '../context.ts';
import type { Query } from '../db/database.ts';
import { todayOf } from '../today.ts';
import { rangeOf } from './occupancy.ts';

export type Placed = Pick<Lesson, 'onDate' | 'startMin' | 'fold' | 'durationMin' | 'trainerId' | 'roomId' | 'block'>;
interface Found { at: number; what: 'absence' | 'closure'; id: number | null; fromOn: string; fromMin: number; reason: string | null }
// A closed time without an end closes today: nobody knows of tomorrow.
const BLOCKS = `select w.i as at, 'absence' as what, a.trainer_id as id, a.from_on as "fromOn", a.from_min as "fromMin", null as reason
  from unnest($2::int[], $3::tstzrange[], $4::bigint[]) w(i, during, trainer) join absence a on a.studio_id = $1 and a.trainer_id = w.trainer and a.during && w.during
  union all select w.i, 'closure', c.room_id, c.from_on, c.from_min, c.reason
  from unnest($2::int[], $3::tstzrange[], $5::bigint[], $7::boolean[]) w(i, during, room, here) join closure c on c.studio_id = $1 and not c.is_over and c.during && w.during and (c.room_id = w.room or (c.room_id is null and not w.here))
    and (not upper_inf(c.during) or lower(w.during) < to_timestamp($6::float8 / 1000)) order by 1, 2, 4, 5`;

export interface Entering { during: During | null; trainerId?: number | undefined; roomId?: number | undefined; /** In the studio at that time already. */ isHere?: boolean }
/** For each interval (null: no such time) the absences and closed times it would meet. */
export async function blocksOf(query: Query, studioId: number, wanted: readonly Entering[], endOfTodayMs: number): Promise<Conflict[][]> {
  const out: Conflict[][] = wanted.map(() => []);
  const real = wanted.flatMap((w, i) => (w.during ? [{ ...w, range: rangeOf(w.during), i }] : []));
  if (!real.length) return out;
  const found = await query<Found>(BLOCKS, [studioId, real.map((r) => r.i), real.map((r) => r.range), real.map((r) => r.trainerId ?? null), real.map((r) => r.roomId ?? null), endOfTodayMs, real.map((r) => r.isHere ?? false)]);
  for (const { at, what, id, fromOn, fromMin, reason } of found) out[at]?.push({ what, ...(id !== null && { id }), onDate: fromOn, startMin: Math.min(fromMin, 1439), ...(reason && { reason }) });
  return out;
}
export const endOfToday = (ctx: Pick<WriteContext, 'now' | 'studio'>): number => instantAt(addDays(todayOf(ctx), 1), 0, ctx.studio.zone);

/** A new or moved lesson may not enter a closed day, an absence or a closed time, unless staff give a reason; a block of time may. `before`: where it stands now. */
export async function requireOpenTime(ctx: WriteContext, all: readonly { row: Placed; before?: Placed | undefined }[], override: string | undefined): Promise<void> {
  const entering = all.filter(({ row }) => !row.block);
  const conflicts: Conflict[] = [];
  const days = new Set(entering.filter(({ row, before }) => row.onDate !== before?.onDate).map(({ row }) => row.onDate));
  for (const { onDate, reason } of ctx.studio.closedDays) if (days.has(onDate)) conflicts.push({ what: 'closedDay', onDate, reason });
  const moved = entering.filter(({ row, before }) => !before || (['onDate', 'startMin', 'fold', 'durationMin', 'trainerId', 'roomId'] as const).some((field) => row[field] !== before[field]));
  if (moved.length) conflicts.push(...(await blocksOf(ctx.query, ctx.studioId, moved.map(({ row, before }) => enteringOf(row, before, ctx.studio.zone)), endOfToday(ctx))).flat());
  if (!conflicts.length) return;
  if (!override || !isStaff(ctx.actor)) refuseConflict(conflicts.slice(0, 20));
  ctx.because.reason = override;
}
/** Saves while the question whether the time is open travels along: one way to the database instead of two. Both are awaited, so that nothing runs after a rollback. */
export async function saveIfOpen<T>(ctx: WriteContext, entering: { row: Placed; before?: Placed | undefined }, override: string | undefined, save: () => Promise<T>): Promise<T> {
  const [checked, saved] = await Promise.allSettled([requireOpenTime(ctx, [entering], override), save()]);
  if (checked.status === 'rejected') throw checked.reason;
  if (saved.status === 'rejected') throw saved.reason;
  return saved.value;
}
/** Only what changes can enter: a lesson that stays at its time with its trainer has not entered that trainer's absence, and one made longer enters with the new part. */
export function enteringOf(row: Placed, before: Placed | undefined, zone: string): Entering {
  const during = duringOf(row, zone);
  const was = before && before.onDate === row.onDate && before.startMin === row.startMin && before.fold === row.fold ? duringOf(before, zone) : null;
  if (!was || !during || !before) return { during, trainerId: row.trainerId, roomId: row.roomId };
  const [isTrainer, isRoom] = [before.trainerId !== row.trainerId, before.roomId !== row.roomId];
  if (isTrainer || isRoom) return { during, trainerId: isTrainer ? row.trainerId : undefined, roomId: isRoom ? row.roomId : undefined, isHere: true };
  return { during: during.toMs > was.toMs ? { fromMs: was.toMs, toMs: during.toMs } : null, trainerId: row.trainerId, roomId: row.roomId };
}
