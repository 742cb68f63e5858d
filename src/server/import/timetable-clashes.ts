// What stands in the way of planned lessons: lessons that are there, and lessons of the same import. One problem a lesson.
import type { Claim, WriteContext } from '../context.ts';
import { claimsOf, rangeOf } from '../lessons/occupancy.ts';
import type { NewLesson } from './insert-rows.ts';
import type { ImportProblem } from './refused.ts';

export type PlannedLesson = NewLesson & { line: number };
const WHAT = { 1: 'trainer', 2: 'client', 3: 'room' } as const;

/** Asked while the studio's lock is held, so that the answer still holds when the lessons are inserted. */
export async function clashes(ctx: WriteContext, lessons: readonly PlannedLesson[]): Promise<ImportProblem[]> {
  const claims = lessons.flatMap(({ row, slots, during }) => claimsOf({ row: { ...row, rev: ctx.rev }, slots }, rangeOf(during)));
  const among = clashesAmong(claims, lessons);
  const taken = new Map([...(await clashesWithPresent(ctx, claims)), ...among]);
  return lessons.flatMap(({ line, row }) => {
    const kind = taken.get(row.id);
    return kind ? [{ line, reason: 'taken' as const, onDate: row.onDate, value: clockText(row.startMin), what: WHAT[kind] }] : [];
  });
}

async function clashesWithPresent(ctx: WriteContext, claims: readonly Claim[]): Promise<[number, Claim['kind']][]> {
  const found = await ctx.query<{ lessonId: number; kind: Claim['kind'] }>(`select c.lesson as "lessonId", max(c.kind) as kind
    from unnest($2::smallint[], $3::bigint[], $4::int4range[], $5::tstzrange[], $6::bigint[]) c(kind, resource, slots, during, lesson)
    join occupancy o on o.studio_id = $1 and o.kind = c.kind and o.resource_id = c.resource and o.slots && c.slots and o.during && c.during group by 1`,
    [ctx.studioId, claims.map((c) => c.kind), claims.map((c) => c.resourceId), claims.map((c) => c.slots), claims.map((c) => c.during), claims.map((c) => c.lessonId)]);
  return found.map((f) => [f.lessonId, f.kind]);
}

/** Imported lessons take whole rooms, so one claim on a resource at a time is all there is. The later lesson is to blame. */
function clashesAmong(claims: readonly Claim[], lessons: readonly PlannedLesson[]): [number, Claim['kind']][] {
  const during = new Map(lessons.map((l) => [l.row.id, l.during]));
  const found: [number, Claim['kind']][] = [];
  for (const same of Map.groupBy(claims, (c) => `${c.kind} ${c.resourceId}`).values()) {
    const inOrder = same.map((c) => ({ ...c, ...(during.get(c.lessonId) ?? { fromMs: 0, toMs: 0 }) })).sort((a, b) => a.fromMs - b.fromMs || a.lessonId - b.lessonId);
    let busyTo = 0;
    for (const c of inOrder) {
      if (c.fromMs < busyTo) found.push([c.lessonId, c.kind]);
      busyTo = Math.max(busyTo, c.toMs);
    }
  }
  return found;
}

export const clockText = (startMin: number): string => `${Math.floor(startMin / 60)}:${String(startMin % 60).padStart(2, '0')}`;
