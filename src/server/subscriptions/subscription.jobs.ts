// Subscriptions by the clock: those that ended long ago leave the devices of the desk. They are read on the card, and their clients keep them.
import { addDays } from '../../domain/calendar-day.ts';
import { localOf } from '../../domain/studio-time.ts';
import type { App } from '../app.ts';
import type { WriteContext } from '../context.ts';
import { readRows } from '../db/rows.ts';
import { todayOf } from '../today.ts';

const KEPT_DAYS = 60;
const OVER = `select id from subscription where studio_id = $1 and 's' = any(aud) and (end_on < $2::date or (closed_as is not null and sold_on < $2::date)) order by id`;

export async function retireSubscriptions(app: App, studioId: number, nowMs: number): Promise<void> {
  const [studio] = await app.db.read<{ zone: string }>('select zone from studio where id = $1', [studioId]);
  const before = addDays(localOf(nowMs, studio?.zone ?? 'UTC').onDate, -KEPT_DAYS);
  if ((await app.db.read(`${OVER} limit 1`, [studioId, before])).length) await app.write(studioId, 'job.retireSubscriptions', retire);
}
async function retire(ctx: WriteContext): Promise<void> {
  const ids = (await ctx.query<{ id: number }>(OVER, [ctx.studioId, addDays(todayOf(ctx), -KEPT_DAYS)])).map((f) => f.id);
  if (!ids.length) return;
  const found = await readRows(ctx.query, 'subscription', ctx.studioId, ids);
  await ctx.query(`update subscription set aud = array_remove(aud, 's'), rev = $3 where studio_id = $1 and id = any($2::bigint[])`, [ctx.studioId, ids, ctx.rev]);
  for (const before of found) ctx.record('subscription', before.row.id, before, { row: { ...before.row, rev: ctx.rev }, aud: before.aud.filter((key) => key !== 's') });
}
