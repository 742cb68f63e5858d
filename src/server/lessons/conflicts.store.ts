// Says in the contract's words what stood in the way when the database refused an overlap.
import type { Conflict, Refusal } from '../../contract/operation.ts';
import { isStaff, type Actor, type Claim } from '../context.ts';
import type { Query } from '../db/database.ts';

export const WHAT = { 1: 'trainer', 2: 'client', 3: 'room' } as const;
interface Found { kind: 1 | 2 | 3; id: number; lessonId: number; trainerId: number | null; onDate: string; startMin: number; durationMin: number }

/** The lessons that hold what these claims wanted, as far as `actor` may know. Run after the rollback, so that it sees what is really there. */
export async function explainOverlap(query: Query, studioId: number, claims: readonly Claim[], actor: Actor): Promise<Refusal> {
  const found = await query<Found>(`select distinct o.kind, o.resource_id as id, l.id as "lessonId", l.trainer_id as "trainerId", l.on_date as "onDate", l.start_min as "startMin", l.duration_min as "durationMin"
    from unnest($2::smallint[], $3::bigint[], $4::int4range[], $5::tstzrange[], $6::bigint[]) c(kind, resource, slots, during, lesson)
    join occupancy o on o.studio_id = $1 and o.kind = c.kind and o.resource_id = c.resource and o.slots && c.slots and o.during && c.during and o.lesson_id <> all($6::bigint[])
    join lesson l on l.studio_id = o.studio_id and l.id = o.lesson_id order by 1, 5, 6 limit 20`,
    [studioId, claims.map((c) => c.kind), claims.map((c) => c.resourceId), claims.map((c) => c.slots), claims.map((c) => c.during), claims.map((c) => c.lessonId)]);
  return { code: 'conflict', conflicts: found.map(({ kind, trainerId, lessonId, ...rest }): Conflict => {
    // With whom a client trains elsewhere is not another trainer's to know; that the time is taken is.
    const isKnown = WHAT[kind] !== 'client' || isStaff(actor) || (!!actor.trainerId && trainerId === actor.trainerId);
    return { what: WHAT[kind], ...rest, ...(isKnown && { lessonId }) };
  }) };
}
