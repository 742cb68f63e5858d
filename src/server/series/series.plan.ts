// What a regular schedule would make: its dates, and what stands in the way of each.
import type { Conflict } from '../../contract/operation.ts';
import type { Input } from '../../contract/ops.ts';
import { MOST_MEMBERS } from '../../contract/limits.ts';
import { doSlotsOverlap, horizonOf, seriesDates, type SeriesDate } from '../../domain/series.ts';
import { duringOf, type During } from '../../domain/studio-time.ts';
import { isStaff, refuseField, type Actor } from '../context.ts';
import type { Query } from '../db/database.ts';
import { rangeOf } from '../lessons/occupancy.ts';
import { WHAT } from '../lessons/conflicts.store.ts';

export type Plan = Input<'series.preview'>;

/** The dates of a rule, of one without an end those to begin with; refuses a rule that has none, too many, or whose own lessons overlap. */
export function datesOfPlan(plan: Plan, todayOn: string): SeriesDate[] {
  const { slots, fromOn, untilOn = filledToOf(plan, todayOn), count } = plan;
  if (plan.untilOn !== undefined && count !== undefined) refuseField('untilOn', 'required');
  if (!slots.length) refuseField('slots', 'required');
  if (doSlotsOverlap(slots)) refuseField('slots', 'overlap');
  const dates = seriesDates({ slots, fromOn, untilOn, count });
  if (!dates.length) refuseField('untilOn', 'range');
  if (dates.length > MOST_MEMBERS) refuseField('untilOn', 'tooMany');
  return dates;
}

/** Up to which day a schedule without an end is made at once; undefined for one with an end. */
export const filledToOf = ({ fromOn, untilOn, count }: Plan, todayOn: string): string | undefined => (untilOn === undefined && count === undefined ? horizonOf(fromOn > todayOn ? fromOn : todayOn) : undefined);

/** What one lesson of the plan needs for itself. */
export interface Needs { trainerId?: number | undefined; roomId?: number | undefined; clientIds: readonly number[]; capacity: number; takesWholeRoom: boolean }
interface Found {
  at: number; kind: 1 | 2 | 3; id: number; lessonId: number; trainerId: number | null; onDate: string; startMin: number; durationMin: number; capacity: number; takesWholeRoom: boolean; fromMs: number; toMs: number;
}

/** For each interval (null: no such time) what is taken then, as far as `actor` may know. */
export async function conflictsOf(query: Query, studioId: number, needs: Needs, durings: readonly (During | null)[], actor: Actor): Promise<Conflict[][]> {
  const claims: [kind: 1 | 2 | 3, id: number][] = [...(needs.trainerId ? [[1, needs.trainerId] as [1, number]] : []), ...needs.clientIds.map((id) => [2, id] as [2, number]), ...(needs.roomId ? [[3, needs.roomId] as [3, number]] : [])];
  const out: Conflict[][] = durings.map(() => []);
  const real = durings.flatMap((d, i) => (d ? [{ range: rangeOf(d), i }] : []));
  if (!claims.length || !real.length) return out;
  // All intervals at once at the index, then each for itself: looked up one by one, a year of a group takes several times as long.
  const found = await query<Found>(`select distinct d.i as at, o.kind, o.resource_id as id, l.id as "lessonId", l.trainer_id as "trainerId", l.on_date as "onDate", l.start_min as "startMin", l.duration_min as "durationMin",
      l.capacity, l.takes_whole_room as "takesWholeRoom", (extract(epoch from lower(l.during)) * 1000)::bigint as "fromMs", (extract(epoch from upper(l.during)) * 1000)::bigint as "toMs"
    from unnest($4::smallint[], $5::bigint[]) c(kind, resource)
    join occupancy o on o.studio_id = $1 and o.kind = c.kind and o.resource_id = c.resource and o.during && (select range_agg(r) from unnest($2::tstzrange[]) r)
    join unnest($2::tstzrange[], $3::int[]) d(during, i) on o.during && d.during
    join lesson l on l.studio_id = o.studio_id and l.id = o.lesson_id order by 1, 2, 8`,
    [studioId, real.map((r) => r.range), real.map((r) => r.i), claims.map((c) => c[0]), claims.map((c) => c[1])]);
  const usable = needs.roomId ? await usableCount(query, studioId, needs.roomId) : 0;
  for (const [at, there] of Map.groupBy(found, (f) => f.at)) {
    const during = durings[at];
    const inRoom = there.filter((f) => f.kind === 3);
    const isRoomTaken = during && (needs.takesWholeRoom ? inRoom.length > 0 : inRoom.some((f) => f.takesWholeRoom) || needs.capacity + mostAtOnce(inRoom, during) > usable);
    out[at] = there.filter((f) => f.kind !== 3 || isRoomTaken).slice(0, 10).map((f) => told(f, actor));
  }
  return out;
}
async function usableCount(query: Query, studioId: number, roomId: number): Promise<number> {
  const found = await query<{ places: { isOutOfOrder?: boolean; isArchived?: boolean }[] }>('select places from room where studio_id = $1 and id = $2', [studioId, roomId]);
  return found[0]?.places.filter((p) => !p.isOutOfOrder && !p.isArchived).length ?? 0;
}
/** Places taken at the fullest moment of the interval. */
function mostAtOnce(lessons: readonly Found[], during: During): number {
  const moments = [during.fromMs, ...lessons.map((l) => l.fromMs).filter((ms) => ms > during.fromMs)];
  return Math.max(0, ...moments.map((ms) => lessons.filter((l) => l.fromMs <= ms && ms < l.toMs).reduce((sum, l) => sum + l.capacity, 0)));
}
function told({ kind, id, lessonId, trainerId, onDate, startMin, durationMin }: Found, actor: Actor): Conflict {
  const isKnown = WHAT[kind] !== 'client' || isStaff(actor) || (!!actor.trainerId && trainerId === actor.trainerId);
  return { what: WHAT[kind], id, onDate, startMin, durationMin, ...(isKnown && { lessonId }) };
}

export const duringsOf = (dates: readonly SeriesDate[], zone: string): (During | null)[] => dates.map((d) => duringOf(d, zone));
