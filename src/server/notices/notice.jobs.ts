// Once a day: whose subscription ends soon, told once, with a write only where there is somebody to tell; and notices read long ago leave the desk.
import { addDays } from '../../domain/calendar-day.ts';
import { policyOf } from '../../domain/policy.ts';
import { windowOn } from '../../domain/subscription.ts';
import type { App } from '../app.ts';
import type { ReadContext } from '../context.ts';
import type { Subscription } from '../../contract/entities.ts';
import { findRow, readRows, selectRows, stored } from '../db/rows.ts';
import { localOf } from '../../domain/studio-time.ts';
import { tell } from './notice.store.ts';

// One that waits for its own day begins on it by itself; one that is frozen without an end has no last day yet; after one that was renewed there is another.
const DUE = `${selectRows('subscription')}where r.studio_id = $1 and r.closed_as is null and (r.end_on between $2::date and $3::date or (r.end_on is null and r.start_by_on <= $2::date))
  and not exists(select from notice n where n.studio_id = r.studio_id and n.subscription_id = r.id and n.kind = 'endsSoon')
  and not exists(select from subscription x where x.studio_id = r.studio_id and x.renews_id = r.id and x.closed_as is null) order by r.id`;

export async function noteEnds(app: App, studioId: number, nowMs: number): Promise<void> {
  const studio = (await findRow(app.db.read, 'studio', studioId, studioId))?.row;
  if (!studio) return;
  const today = localOf(nowMs, studio.zone).onDate;
  const lastOn = addDays(today, policyOf(studio).noticeDays);
  const due = async (ctx: Pick<ReadContext, 'query'>): Promise<Subscription[]> => {
    const found = (await ctx.query(DUE, [studioId, today, lastOn])).map((f) => stored('subscription', f).row);
    return found.filter((s) => endsWithin(s, today, lastOn));
  };
  if (!(await due({ query: app.db.read })).length) return;
  await app.write(studioId, 'job.noteEnds', async (ctx) => {
    for (const s of await due(ctx)) await tell(ctx, { kind: 'endsSoon', clientId: s.clientId, subscriptionId: s.id });
  });
}
/** So long after it was read at the desk a notice leaves its devices; the client keeps it. */
const KEPT_DAYS = 60;
const OLD = `select id from notice where studio_id = $1 and 's' = any(aud) and read_at < $2 order by id`;
export async function retireNotices(app: App, studioId: number, nowMs: number): Promise<void> {
  const before = nowMs - KEPT_DAYS * 86_400_000;
  if (!(await app.db.read(`${OLD} limit 1`, [studioId, before])).length) return;
  await app.write(studioId, 'job.retireNotices', async (ctx) => {
    const ids = (await ctx.query<{ id: number }>(OLD, [ctx.studioId, before])).map((f) => f.id);
    const found = await readRows(ctx.query, 'notice', ctx.studioId, ids);
    await ctx.query(`update notice set aud = array_remove(aud, 's'), rev = $3 where studio_id = $1 and id = any($2::bigint[])`, [ctx.studioId, ids, ctx.rev]);
    for (const old of found) ctx.record('notice', old.row.id, old, { row: { ...old.row, rev: ctx.rev }, aud: old.aud.filter((key) => key !== 's') });
  });
}
function endsWithin(s: Subscription, today: string, lastOn: string): boolean {
  const { toOn } = windowOn(s, today);
  return toOn >= today && toOn <= lastOn && (s.leftHalves === undefined || s.leftHalves > 0) && !(s.freezes ?? []).some((f) => f.toOn === undefined);
}
