// Lessons become held by themselves, and after a while those still booked count as attended, where the studio wants it so.
// Each lesson is a write of its own that looks again first, so that it happens once, however often and in how many processes the job runs.
import type { App } from '../app.ts';
import { policyOf } from '../../domain/policy.ts';
import { findRow } from '../db/rows.ts';
import { loadLessons } from '../lessons/lesson.load.ts';
import { saveLesson } from '../lessons/lesson.store.ts';
import { isClosed } from '../open-month.ts';
import { mark } from './attendance.ops.ts';
import { asHeld } from './held.ts';

/** A server that was away for longer leaves what is older to people. */
const CATCH_UP_DAYS = 31;
const MOST_AT_ONCE = 500;
const DUE = `select l.id, l.status = 'planned' as "isPlanned" from lesson l where l.studio_id = $1 and l.block is null and ($5::date is null or l.on_date > $5) and l.on_date >= (to_timestamp($2::float8 / 1000) at time zone 'UTC')::date - ${CATCH_UP_DAYS}
  and ((l.status = 'planned' and upper(l.during) <= to_timestamp($2::float8 / 1000) and not l.is_undecided)
    or ($4 and l.status = 'held' and upper(l.during) <= to_timestamp($3::float8 / 1000) and exists(select from booking b where b.studio_id = l.studio_id and b.lesson_id = l.id and b.state = 'booked')))
  order by l.during limit ${MOST_AT_ONCE}`;

export async function holdLessons(app: App, studioId: number, nowMs: number): Promise<void> {
  const studio = (await findRow(app.db.read, 'studio', studioId, studioId))?.row ?? null;
  const policy = policyOf(studio);
  const graceMs = policy.graceMin * 60_000;
  for (const { id } of await app.db.read<{ id: number }>(DUE, [studioId, nowMs, nowMs - graceMs, policy.afterGrace === 'attended', studio?.closedTo ?? null])) {
    await app.write(studioId, 'job.holdLessons', async (ctx) => {
      const [before] = await loadLessons(ctx.query, ctx.studioId, [id]);
      if (!before || before.row.block || isClosed(ctx, before.row.onDate)) return;
      if (before.row.status === 'planned') await saveLesson(ctx, before, { ...before, row: await asHeld(ctx, before.row) });
      const [end] = await ctx.query<{ isOver: boolean }>('select upper(during) <= to_timestamp($3::float8 / 1000) as "isOver" from lesson where studio_id = $1 and id = $2', [ctx.studioId, id, nowMs - graceMs]);
      const waiting = (before.row.bookings ?? []).filter((b) => !b.state).map((b) => b.clientId);
      if (policy.afterGrace !== 'attended' || !end?.isOver || !waiting.length || before.row.status === 'cancelled') return;
      const [now] = await loadLessons(ctx.query, ctx.studioId, [id]);
      if (now) await mark(ctx, now, waiting, 'attended');
    });
  }
}
