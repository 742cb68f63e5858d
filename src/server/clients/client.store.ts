// Who may see a client besides staff and the client: the trainers who work with them. Derived, kept up by whoever changes a source of it.
// Sources: the assigned trainer, the groups the client is in, the lessons the client is booked for, the lessons and groups the client waits for.
import { addDays } from '../../domain/calendar-day.ts';
import { clientAudiences } from '../../domain/visibility.ts';
import type { WriteContext } from '../context.ts';
import { readRows } from '../db/rows.ts';
import { todayOf } from '../today.ts';

/** A trainer keeps a client in sight for so long after the last lesson or day in the group, and gets them so long before the first. */
const DAYS_BACK = 30;
const DAYS_AHEAD = 60;

const TRAINERS = `select c.id, c.aud, array(
    select c.trainer_id where c.trainer_id is not null
    union select g.trainer_id from group_member m join client_group g on g.studio_id = m.studio_id and g.id = m.group_id
      where m.studio_id = c.studio_id and m.client_id = c.id and g.trainer_id is not null and m.from_on <= $4::date and (m.to_on is null or m.to_on >= $3::date)
    union select l.trainer_id from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id
      where b.studio_id = c.studio_id and b.client_id = c.id and l.trainer_id is not null and l.status <> 'cancelled' and l.on_date >= $3::date
    union select coalesce(l.trainer_id, g.trainer_id) from waiting w left join lesson l on l.studio_id = w.studio_id and l.id = w.lesson_id left join client_group g on g.studio_id = w.studio_id and g.id = w.group_id
      where w.studio_id = c.studio_id and w.client_id = c.id and coalesce(l.trainer_id, g.trainer_id) is not null
  ) as trainers
  from client c where c.studio_id = $1 and c.id = any($2::bigint[]) order by c.id`;
// The same from the other end: recent lessons are few beside all that clients ever had.
const TRAINERS_OF_ALL = `select c.id, c.aud, coalesce(x.trainers, '{}') as trainers from client c left join (
    select s.client_id, array_agg(distinct s.trainer_id) as trainers from (
      select id as client_id, trainer_id from client where studio_id = $1
      union all select m.client_id, g.trainer_id from group_member m join client_group g on g.studio_id = m.studio_id and g.id = m.group_id
        where m.studio_id = $1 and m.from_on <= $3::date and (m.to_on is null or m.to_on >= $2::date)
      union all select b.client_id, l.trainer_id from lesson l join booking b on b.studio_id = l.studio_id and b.lesson_id = l.id
        where l.studio_id = $1 and l.status <> 'cancelled' and l.on_date >= $2::date
      union all select w.client_id, coalesce(l.trainer_id, g.trainer_id) from waiting w left join lesson l on l.studio_id = w.studio_id and l.id = w.lesson_id
        left join client_group g on g.studio_id = w.studio_id and g.id = w.group_id where w.studio_id = $1
    ) s where s.trainer_id is not null group by s.client_id) x on x.client_id = c.id
  where c.studio_id = $1 order by c.id`;
const SET = `update client c set aud = string_to_array(x.aud, ' '), rev = $2 from unnest($3::bigint[], $4::text[]) as x(id, aud) where c.studio_id = $1 and c.id = x.id`;

/** Sets the audiences of these clients to what groups, lessons and assignment now say. Writes only those that differ. */
export async function refreshClientAudiences(ctx: WriteContext, clientIds: readonly number[]): Promise<void> {
  const ids = [...new Set(clientIds)];
  if (!ids.length) return;
  const read = () => ctx.query<Sources>(TRAINERS, [ctx.studioId, ids, ...window(ctx)]);
  if (ids.length === 1) return refresh(ctx, await read());
  // For many people a plan made when the tables were nearly empty costs seconds: planned anew, for this once.
  const [, found] = await Promise.all([ctx.query(`set local plan_cache_mode = 'force_custom_plan'`), read(), ctx.query(`set local plan_cache_mode = 'auto'`)]);
  await refresh(ctx, found);
}
/** The same for every client: for the daily job, because some audiences end by date. */
export async function refreshAllClientAudiences(ctx: WriteContext): Promise<void> {
  await refresh(ctx, await ctx.query(TRAINERS_OF_ALL, [ctx.studioId, ...window(ctx)]));
}
function window(ctx: WriteContext): [from: string, to: string] {
  const today = todayOf(ctx);
  return [addDays(today, -DAYS_BACK), addDays(today, DAYS_AHEAD)];
}

interface Sources { id: number; aud: string[]; trainers: unknown[] }
async function refresh(ctx: WriteContext, found: readonly Sources[]): Promise<void> {
  const differing = new Map<number, string[]>();
  for (const { id, aud, trainers } of found) {
    const next = clientAudiences({ id }, trainers.map(Number)); // int8 inside an array comes as text
    if (next.join(' ') !== aud.join(' ')) differing.set(id, next);
  }
  if (!differing.size) return;
  const ids = [...differing.keys()];
  const before = await readRows(ctx.query, 'client', ctx.studioId, ids);
  await ctx.query(SET, [ctx.studioId, ctx.rev, ids, [...differing.values()].map((a) => a.join(' '))]);
  // The row itself is as it was: only who sees it changes, which the history does not mention.
  for (const stored of before) ctx.record('client', stored.row.id, stored, { row: { ...stored.row, rev: ctx.rev }, aud: differing.get(stored.row.id) ?? stored.aud });
}
