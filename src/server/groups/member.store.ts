// Memberships as they lie in the database. They travel inside their group's row, so every change of one gives the group a new rev.
import type { Group } from '../../contract/entities.ts';
import { endMembership, type Membership } from '../../domain/membership.ts';
import { refreshClientAudiences } from '../clients/client.store.ts';
import { refuse, type WriteContext } from '../context.ts';
import { readRows, updateRow, type Stored } from '../db/rows.ts';
import { settleGroup } from '../waiting/waiting.store.ts';

export const membersOf = (group: Stored<'group'>): readonly Membership[] => group.row.members ?? [];

export async function insertMembers(ctx: WriteContext, group: Stored<'group'>, clientIds: readonly number[], fromOn: string): Promise<Stored<'group'>> {
  await ctx.query('insert into group_member(studio_id, group_id, client_id, from_on) select $1, $2, c, $4 from unnest($3::bigint[]) c', [ctx.studioId, group.row.id, clientIds, fromOn]);
  return recordMembers(ctx, group);
}

/** Ends what the client has in the group after `toOn`, the last day inside. Null when there is nothing to end. */
export async function endMember(ctx: WriteContext, group: Stored<'group'>, clientId: number, toOn: string): Promise<Stored<'group'> | null> {
  const { ended, dropped } = endMembership(membersOf(group), clientId, toOn);
  if (!ended.length && !dropped.length) return null;
  const key = [ctx.studioId, group.row.id, clientId];
  for (const m of ended) await ctx.query('update group_member set to_on = $5 where studio_id = $1 and group_id = $2 and client_id = $3 and from_on = $4', [...key, m.fromOn, toOn]);
  for (const m of dropped) await ctx.query('delete from group_member where studio_id = $1 and group_id = $2 and client_id = $3 and from_on = $4', [...key, m.fromOn]);
  return recordMembers(ctx, group);
}

/** Ends every membership of a client who leaves the studio. */
export async function endClientMemberships(ctx: WriteContext, clientId: number, toOn: string): Promise<void> {
  const open = await ctx.query<{ id: number }>('select distinct group_id as id from group_member where studio_id = $1 and client_id = $2 and (to_on is null or to_on > $3::date)', [ctx.studioId, clientId, toOn]);
  for (const group of await readRows(ctx.query, 'group', ctx.studioId, open.map((o) => o.id))) {
    const after = await endMember(ctx, group, clientId, toOn);
    if (after) await settleGroup(ctx, after.row);
  }
}

/** Members as they were; their lessons are for the caller. */
export async function restoreMembers(ctx: WriteContext, group: Stored<'group'>, members: readonly Membership[]): Promise<void> {
  await ctx.query('delete from group_member where studio_id = $1 and group_id = $2', [ctx.studioId, group.row.id]);
  await ctx.query('insert into group_member(studio_id, group_id, client_id, from_on, to_on) select $1, $2, c, f, t from unnest($3::bigint[], $4::date[], $5::date[]) x(c, f, t)',
    [ctx.studioId, group.row.id, members.map((m) => m.clientId), members.map((m) => m.fromOn), members.map((m) => m.toOn ?? null)]);
  const after = await recordMembers(ctx, group);
  await refreshClientAudiences(ctx, [...new Set([...membersOf(group), ...members].map((m) => m.clientId))]);
  await settleGroup(ctx, after.row);
}
/** After a group has another trainer or another number of places: who sees its members, and its line. */
export async function groupChanged(ctx: WriteContext, row: Group): Promise<void> {
  await refreshClientAudiences(ctx, (row.members ?? []).map((m) => m.clientId));
  await settleGroup(ctx, row);
}
async function recordMembers(ctx: WriteContext, before: Stored<'group'>): Promise<Stored<'group'>> {
  await updateRow(ctx.query, 'group', ctx.studioId, before.row.id, {}, ctx.rev, before.aud);
  const after = (await readRows(ctx.query, 'group', ctx.studioId, [before.row.id]))[0];
  if (!after) return refuse('notFound');
  ctx.record('group', before.row.id, before, after);
  return after;
}
