// A new zone: local times stay, every instant is derived again.
import type { Lesson } from '../../contract/entities.ts';
import { duringOf } from '../../domain/studio-time.ts';
import { refuse, refuseConflict, type WriteContext } from '../context.ts';
import { WHAT } from './conflicts.store.ts';
import { rangeOf, rangeOfSpan } from './occupancy.ts';

const BATCH = 2000;

/** Derives all lessons' instants in `zone`. Refuses noSuchTime when a lesson's local time does not exist there; overlaps are refused by the database. */
export async function rederiveAll(ctx: WriteContext, zone: string): Promise<void> {
  await rederiveSpans(ctx, zone);
  // Freed first: the rows of one moment could overlap those still in the other zone.
  const held = await ctx.query<{ lessonId: number; kind: 1 | 2 | 3; resourceId: number; slots: string }>(
    'delete from occupancy where studio_id = $1 returning lesson_id as "lessonId", kind, resource_id as "resourceId", slots::text as slots', [ctx.studioId]);
  const ranges = new Map<number, string>();
  for (let after = 0; ; ) {
    const lessons = await ctx.query<Pick<Lesson, 'id' | 'onDate' | 'startMin' | 'durationMin'> & { fold: number }>(
      'select id, on_date as "onDate", start_min as "startMin", fold, duration_min as "durationMin" from lesson where studio_id = $1 and id > $2 order by id limit $3', [ctx.studioId, after, BATCH]);
    if (!lessons.length) break;
    for (const l of lessons) {
      const during = duringOf(l, zone) ?? refuse('noSuchTime', { field: 'zone', reason: `${l.onDate} ${Math.floor(l.startMin / 60)}:${String(l.startMin % 60).padStart(2, '0')}` });
      ranges.set(l.id, rangeOf(during));
      after = l.id;
    }
    const ids = lessons.map((l) => l.id);
    await ctx.query('update lesson l set during = x.d from unnest($2::bigint[], $3::tstzrange[]) x(id, d) where l.studio_id = $1 and l.id = x.id', [ctx.studioId, ids, ids.map((id) => ranges.get(id))]);
  }
  for (let i = 0; i < held.length; i += BATCH) {
    const part = held.slice(i, i + BATCH);
    const put = await ctx.query<{ key: string }>(`insert into occupancy(studio_id, kind, resource_id, slots, during, lesson_id) select $1, * from unnest($2::smallint[], $3::bigint[], $4::int4range[], $5::tstzrange[], $6::bigint[])
      on conflict do nothing returning kind || ' ' || resource_id || ' ' || lesson_id as key`, [ctx.studioId, part.map((h) => h.kind), part.map((h) => h.resourceId), part.map((h) => h.slots), part.map((h) => ranges.get(h.lessonId)), part.map((h) => h.lessonId)]);
    const seated = new Set(put.map((x) => x.key));
    const left = part.filter((h) => !seated.has(`${h.kind} ${h.resourceId} ${h.lessonId}`));
    // Two lessons of one name of the hour, apart in the old zone, may be one in the new.
    if (left.length) refuseConflict(left.slice(0, 20).map((h) => ({ what: WHAT[h.kind], id: h.resourceId, lessonId: h.lessonId })));
  }
}
/** Absences and closed time are local, too. */
async function rederiveSpans(ctx: WriteContext, zone: string): Promise<void> {
  for (const table of ['absence', 'closure']) {
    const spans = await ctx.query<{ id: number; fromOn: string; fromMin: number; toOn: string | null; toMin: number | null }>(`select id, from_on as "fromOn", from_min as "fromMin", to_on as "toOn", to_min as "toMin" from ${table} where studio_id = $1`, [ctx.studioId]);
    if (spans.length) await ctx.query(`update ${table} x set during = s.d from unnest($2::bigint[], $3::tstzrange[]) s(id, d) where x.studio_id = $1 and x.id = s.id`, [ctx.studioId, spans.map((s) => s.id), spans.map((s) => rangeOfSpan(s, zone))]);
  }
}
