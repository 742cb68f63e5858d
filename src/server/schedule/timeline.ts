// Reads who and what is taken when, for a span of days, in as many statements as there are kinds of rows.
import type { Studio, Trainer } from '../../contract/entities.ts';
import { addDays } from '../../domain/calendar-day.ts';
import type { Taken, Timeline } from '../../domain/free-time.ts';
import { instantAt, localOf, type During } from '../../domain/studio-time.ts';
import type { OpenTimes } from '../../domain/working-hours.ts';
import type { Query } from '../db/database.ts';
import { rangeOf } from '../lessons/occupancy.ts';

export interface TimelineAsk {
  fromOn: string; toOn: string;
  /** Those named, or every trainer who is not archived. */
  trainerIds: readonly number[] | 'all';
  clientIds: readonly number[]; roomIds: readonly number[];
  /** An absence or a closed time that is about to be over. */
  except?: { absenceId?: number; closureId?: number };
}
interface Busy { kind: 1 | 2 | 3; id: number; lessonId: number; fromMs: number; toMs: number; need: number; isWhole: boolean }
const MS = (of: string) => `date_part('epoch', ${of}(o.during)) * 1000`;
// Trainers and clients are one row a lesson; of a room the lesson tells how much of it is taken.
const BUSY = `select o.kind, o.resource_id as id, o.lesson_id as "lessonId", ${MS('lower')} as "fromMs", ${MS('upper')} as "toMs", 1 as need, true as "isWhole"
  from unnest($2::smallint[], $3::bigint[]) c(kind, id) join occupancy o on o.studio_id = $1 and o.kind = c.kind and o.resource_id = c.id and o.during && $4::tstzrange
  union all select distinct 3, o.resource_id, l.id, ${MS('lower')}, ${MS('upper')}, l.capacity, l.takes_whole_room
  from occupancy o join lesson l on l.studio_id = o.studio_id and l.id = o.lesson_id where o.studio_id = $1 and o.kind = 3 and o.resource_id = any($5::bigint[]) and o.during && $4::tstzrange`;
interface Shut { kind: 0 | 1 | 3; id: number | null; fromMs: number; toMs: number | null }
/** Away, and closed: a room, or (kind 0) the whole studio; without an end where nobody knows it. */
const SHUT = `select 1 as kind, trainer_id as id, (extract(epoch from lower(during)) * 1000)::bigint as "fromMs", (extract(epoch from upper(during)) * 1000)::bigint as "toMs" from absence where studio_id = $1 and during && $2::tstzrange and trainer_id = any($3::bigint[]) and id is distinct from $4
  union all select case when room_id is null then 0 else 3 end, room_id, (extract(epoch from lower(during)) * 1000)::bigint, (extract(epoch from upper(during)) * 1000)::bigint from closure where studio_id = $1 and during && $2::tstzrange and not is_over and id is distinct from $5`;

export async function loadTimeline(query: Query, studioId: number, { fromOn, toOn, trainerIds, clientIds, roomIds, except = {} }: TimelineAsk): Promise<Timeline> {
  const [[studio], trainers, rooms] = await Promise.all([
    query<Pick<Studio, 'zone' | 'hours' | 'closedDays'>>('select zone, hours, closed_days as "closedDays" from studio where id = $1', [studioId]),
    query<Pick<Trainer, 'id' | 'hours'> & Pick<OpenTimes, 'dayHours'>>('select id, hours, day_hours as "dayHours" from trainer where studio_id = $1 and case when $2 then not is_archived else id = any($3::bigint[]) end order by id', [studioId, trainerIds === 'all', trainerIds === 'all' ? [] : trainerIds]),
    roomIds.length ? query<{ id: number; usable: number }>(`select id, (select count(*)::int from jsonb_array_elements(places) p where not coalesce((p->>'isOutOfOrder')::boolean, false) and not coalesce((p->>'isArchived')::boolean, false)) as usable
      from room where studio_id = $1 and id = any($2::bigint[])`, [studioId, roomIds]) : [],
  ]);
  if (!studio) throw new Error(`studio ${studioId} is gone`);
  const { zone } = studio;
  const span: During = { fromMs: instantAt(fromOn, 0, zone), toMs: instantAt(addDays(toOn, 1), 0, zone) };
  const who = [...trainers.map((t) => [1, t.id]), ...clientIds.map((id) => [2, id])];
  const [busy, closed] = await Promise.all([
    query<Busy>(BUSY, [studioId, who.map((w) => w[0]), who.map((w) => w[1]), rangeOf(span), roomIds]),
    query<Shut>(SHUT, [studioId, rangeOf(span), trainers.map((t) => t.id), except.absenceId ?? null, except.closureId ?? null]),
  ]);
  const shut = (of: Shut): Taken => ({ fromMs: of.fromMs, toMs: of.toMs ?? Infinity, need: 1, isWhole: true });
  const taken = (kind: 1 | 2 | 3): Map<number, Taken[]> => Map.groupBy([...busy.filter((b) => b.kind === kind), ...closed.filter((c) => c.kind === kind).map((c) => ({ id: c.id ?? 0, ...shut(c) }))], (b) => b.id);
  const inRooms = taken(3);
  return {
    zone, studioHours: studio.hours, closedDays: new Set(studio.closedDays.map((d) => d.onDate)), trainerHours: new Map(trainers.map((t) => [t.id, t])),
    shut: closed.filter((c) => c.kind === 0).map(shut), trainers: taken(1), clients: taken(2), rooms: new Map(rooms.map((r) => [r.id, { usable: r.usable, taken: inRooms.get(r.id) ?? [] }])),
  };
}

/** An interval of instants as minutes of its day. */
export function localWindow(window: During, zone: string): { onDate: string; startMin: number; endMin: number } {
  const { onDate, startMin } = localOf(window.fromMs, zone);
  return { onDate, startMin, endMin: Math.min(1440, startMin + Math.round((window.toMs - window.fromMs) / 60_000)) };
}
