// Many clients at once. Whoever asks has not looked at each of them: the last one to say so wins, and what is so already is left alone.
import { EXPORT_PAGE, LIST_PAGE } from '../../contract/client-many.ops.ts';
import type { Client, Subscription } from '../../contract/entities.ts';
import type { Input, Output } from '../../contract/ops.ts';
import { isStaff, refuse, type Handlers, type ReadContext, type WriteContext } from '../context.ts';
import { readRows, selectRows, stored, type Stored } from '../db/rows.ts';
import { endClientMemberships } from '../groups/member.store.ts';
import { requireNamed } from '../references.ts';
import { todayOf } from '../today.ts';
import { leaveAllLines } from '../waiting/waiting.jobs.ts';
import { subscriptionsOf } from '../subscriptions/subscription.store.ts';
import { refreshClientAudiences } from './client.store.ts';

type Names = 'client.export' | 'client.list' | 'client.assignTrainer' | 'client.archiveMany';
export const clientManyHandlers: Pick<Handlers<'client'>, Names> = {
  'client.export': exportClients,
  'client.list': listClients,
  async 'client.assignTrainer'(ctx, { clientIds, trainerId }) {
    await requireNamed(ctx, 'trainer', 'trainerId', trainerId);
    const changed = (await requireClients(ctx, clientIds)).filter(({ row }) => (row.trainerId ?? null) !== trainerId);
    await setOnAll(ctx, changed, 'trainerId', trainerId ?? undefined);
    await refreshClientAudiences(ctx, changed.map(({ row }) => row.id));
    return { count: changed.length };
  },
  async 'client.archiveMany'(ctx, { clientIds, isArchived }) {
    const asked = (await requireClients(ctx, clientIds)).filter(({ row }) => row.isArchived !== isArchived && row.mergedIntoId === undefined);
    const inUse = isArchived ? await withLessonsAhead(ctx, asked.map(({ row }) => row.id)) : new Set<number>();
    const changed = asked.filter(({ row }) => !inUse.has(row.id));
    await setOnAll(ctx, changed, 'isArchived', isArchived);
    if (isArchived) await leaveEverything(ctx, changed.map(({ row }) => row.id));
    return { count: changed.length, inUse: [...inUse] };
  },
};

const LIST = `select c.id, s.last_on as "lastOn", s.next_on as "nextOn", case when $5 then c.birth_on end as "birthOn", case when $5 then c.registered_on end as "registeredOn" from client c left join (
    select b.client_id, max(l.on_date) filter (where l.status = 'held' and b.state in ('booked', 'attended')) as last_on,
      min(l.on_date) filter (where l.status = 'planned' and b.state = 'booked' and upper(l.during) > to_timestamp($6::float8 / 1000)) as next_on
    from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id
    where b.studio_id = $1 and b.client_id > $3 and ($4::bigint is null or l.trainer_id = $4) group by b.client_id) s on s.client_id = c.id
  where c.studio_id = $1 and c.aud && $2::text[] and c.id > $3 order by c.id limit ${LIST_PAGE + 1}`;
type Line = Output<'client.list'>['rows'][number];
async function listClients(ctx: ReadContext, { afterId = 0 }: Input<'client.list'>): Promise<Output<'client.list'>> {
  const isDesk = isStaff(ctx.actor);
  const found = await ctx.query<{ [K in keyof Line]-?: Line[K] | null }>(LIST, [ctx.studioId, [...ctx.keys], afterId, isDesk ? null : (ctx.actor.trainerId ?? 0), isDesk, ctx.now]);
  const rows = found.slice(0, LIST_PAGE).map((f) => Object.fromEntries(Object.entries(f).filter(([, value]) => value !== null)) as unknown as Line); // only the id is never null
  return { rows, hasMore: found.length > LIST_PAGE };
}

async function exportClients(ctx: ReadContext, { afterId = 0 }: Input<'client.export'>): Promise<Output<'client.export'>> {
  const found = await ctx.query(`${selectRows('client')}where r.studio_id = $1 and r.id > $2 and r.merged_into_id is null order by r.id limit ${EXPORT_PAGE + 1}`, [ctx.studioId, afterId]);
  const clients = found.slice(0, EXPORT_PAGE).map((f) => stored('client', f).row);
  const ids = clients.map((c) => c.id);
  const groups = new Map((await ctx.query<{ id: number; names: string }>(`select m.client_id as id, left(string_agg(distinct g.name, ', '), 2000) as names from group_member m join client_group g on g.studio_id = m.studio_id and g.id = m.group_id
    where m.studio_id = $1 and m.client_id = any($2::bigint[]) and m.to_on is null and not g.is_archived group by 1`, [ctx.studioId, ids])).map((g) => [g.id, g.names]));
  const subscriptions = Map.groupBy((await subscriptionsOf(ctx, ids)).map((s) => s.row).filter((s) => s.leftHalves === undefined || s.leftHalves > 0), (s) => s.clientId);
  return { hasMore: found.length > EXPORT_PAGE, rows: clients.map((client) => ({ client, groups: groups.get(client.id) ?? '', ...leftOf(subscriptions.get(client.id) ?? []) })) };
}
/** Of several: the lessons together, the last of their days. */
function leftOf(all: readonly Subscription[]): { lessonsLeft?: number; lessonsUntil?: string; subscription?: string } {
  const [first] = all;
  if (!first) return {};
  const left = all.reduce((sum, s) => sum + (s.leftHalves ?? 0), 0);
  const until = all.flatMap((s) => s.endOn ?? []).sort().at(-1);
  return { subscription: first.name, ...(left >= 2 && { lessonsLeft: Math.floor(left / 2) }), ...(until && { lessonsUntil: until }) };
}

async function requireClients(ctx: WriteContext, ids: readonly number[]): Promise<Stored<'client'>[]> {
  const found = await readRows(ctx.query, 'client', ctx.studioId, ids);
  return found.length === new Set(ids).size ? found.sort((a, b) => a.row.id - b.row.id) : refuse('notFound', { field: 'clientIds' });
}
const COLUMNS = { trainerId: 'trainer_id', isArchived: 'is_archived' } as const;
async function setOnAll<F extends keyof typeof COLUMNS>(ctx: WriteContext, changed: readonly Stored<'client'>[], field: F, value: Client[F] | undefined): Promise<void> {
  if (!changed.length) return;
  await ctx.query(`update client set rev = $2, ${COLUMNS[field]} = $4 where studio_id = $1 and id = any($3::bigint[])`, [ctx.studioId, ctx.rev, changed.map(({ row }) => row.id), value ?? null]);
  for (const before of changed) {
    const { [field]: _, ...rest } = before.row;
    ctx.record('client', before.row.id, before, { row: { ...rest, rev: ctx.rev, ...(value !== undefined && { [field]: value }) } as Client, aud: before.aud }); // the same row with another value of that field
  }
}
async function withLessonsAhead(ctx: WriteContext, ids: readonly number[]): Promise<Set<number>> {
  const found = await ctx.query<{ id: number }>(`select distinct b.client_id as id from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id
    where b.studio_id = $1 and b.client_id = any($2::bigint[]) and l.status = 'planned' and l.on_date >= $3::date order by 1`, [ctx.studioId, ids, todayOf(ctx)]);
  return new Set(found.map((f) => f.id));
}
/** Groups and lines keep no place for somebody who has left. */
async function leaveEverything(ctx: WriteContext, ids: readonly number[]): Promise<void> {
  const inside = await ctx.query<{ id: number; isWaiting: boolean }>(`select client_id as id, bool_or(w) as "isWaiting" from (
      select client_id, false as w from group_member where studio_id = $1 and client_id = any($2::bigint[]) and (to_on is null or to_on > $3::date)
      union all select client_id, true from waiting where studio_id = $1 and client_id = any($2::bigint[])) x group by 1 order by 1`, [ctx.studioId, ids, todayOf(ctx)]);
  for (const { id, isWaiting } of inside) {
    await endClientMemberships(ctx, id, todayOf(ctx));
    if (isWaiting) await leaveAllLines(ctx, id);
  }
}
