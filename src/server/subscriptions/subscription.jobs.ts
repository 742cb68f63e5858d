// Subscriptions by the clock: what their terms make income of; and those that ended long ago leave the devices of the desk. They are read on the card, and their clients keep them.
import type { Subscription } from '../../contract/entities.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { expiredOf } from '../../domain/income.ts';
import { localOf } from '../../domain/studio-time.ts';
import type { App } from '../app.ts';
import type { WriteContext } from '../context.ts';
import { readRows, selectRows, stored } from '../db/rows.ts';
import { todayOf } from '../today.ts';
import { settleExpired } from './income.store.ts';

const MOST_AT_ONCE = 25;
// Only those of whose price something is not income yet: what was earned and what was kept at a refund count alike.
const UNEARNED = `${selectRows('subscription')}where r.studio_id = $1 and r.closed_as is null and r.price_minor > 0 and (r.lesson_count is null or r.end_on < $2::date or (r.start_on is null and r.start_by_on <= $2::date))
  and r.price_minor > (select coalesce(sum(case when l.from_account = 'income' then l.amount_minor else -l.amount_minor end), 0) from ledger l where l.studio_id = r.studio_id and l.subscription_id = r.id and (l.from_account, l.to_account) in (('income', 'prepaid'), ('prepaid', 'income')))
  order by r.id`;
/** What terms have brought since: the rest of those that are over, and the days of those without a count. Each is looked at again in its write, so it happens once. */
export async function expireSubscriptions(app: App, studioId: number, nowMs: number): Promise<void> {
  const [studio] = await app.db.read<{ zone: string }>('select zone from studio where id = $1', [studioId]);
  const today = localOf(nowMs, studio?.zone ?? 'UTC').onDate;
  const found = (await app.db.read(UNEARNED, [studioId, today])).map((f) => stored('subscription', f).row);
  const due = (await differing(app, studioId, found, today)).map((s) => s.id);
  for (let i = 0; i < due.length; i += MOST_AT_ONCE) {
    await app.write(studioId, 'job.expireSubscriptions', async (ctx) => {
      for (const { row } of await readRows(ctx.query, 'subscription', ctx.studioId, due.slice(i, i + MOST_AT_ONCE))) await settleExpired(ctx, row);
    });
  }
}
async function differing(app: App, studioId: number, all: readonly Subscription[], today: string): Promise<Subscription[]> {
  const known = await app.db.read<{ id: number; sum: number }>(`select l.subscription_id as id, sum(l.amount_minor)::float8 as sum from ledger l where l.studio_id = $1 and l.subscription_id = any($2::bigint[]) and l.what = 'expired'
    and not exists(select from ledger x where x.studio_id = l.studio_id and x.reverses_id = l.id) group by 1`, [studioId, all.map((s) => s.id)]);
  const sums = new Map(known.map((k) => [k.id, k.sum]));
  return all.filter((s) => expiredOf(s, today).amountMinor !== (sums.get(s.id) ?? 0));
}

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
