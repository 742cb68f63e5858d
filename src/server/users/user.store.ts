// Logins in the database: what other logins have taken, who is left to own the studio, and writing one.
import type { User } from '../../contract/entities.ts';
import { arrangeRoles, isHighRole, type Links } from '../../domain/roles.ts';
import { isOwner, refuse, refuseField, type WriteContext } from '../context.ts';
import { findRow, insertRow, updateRow, type Stored } from '../db/rows.ts';
import { userAudiences } from '../../domain/visibility.ts';

type GivenRoles = Parameters<typeof arrangeRoles>[0];

/** Roles in order with the people they stand for, who exist and have no other login. */
export async function requireRoles(ctx: WriteContext, userId: number, given: GivenRoles, present: Links = {}): Promise<{ roles: User['roles']; links: Links }> {
  const arranged = arrangeRoles(given, present);
  if ('reason' in arranged) return refuseField(arranged.field, arranged.reason);
  const { trainerId, clientId } = arranged.links;
  if (trainerId !== undefined && !(await findRow(ctx.query, 'trainer', ctx.studioId, trainerId))) refuse('notFound', { field: 'trainerId' });
  if (clientId !== undefined && !(await findRow(ctx.query, 'client', ctx.studioId, clientId))) refuse('notFound', { field: 'clientId' });
  const others = await ctx.query<{ trainerId: number | null; clientId: number | null }>(
    'select trainer_id as "trainerId", client_id as "clientId" from studio_user where studio_id = $1 and id <> $2 and (trainer_id = $3 or client_id = $4)', [ctx.studioId, userId, trainerId ?? null, clientId ?? null]);
  if (others[0]) refuse('taken', { field: others[0].trainerId === trainerId && trainerId !== undefined ? 'trainerId' : 'clientId' });
  return arranged;
}
/** Only an owner makes owners and administrators. */
export const mayGive = (ctx: WriteContext, roles: User['roles']): boolean => isOwner(ctx.actor) || !roles.some(isHighRole);
export async function requireFreeLogin(ctx: WriteContext, login: string | undefined, userId: number): Promise<void> {
  if (login === undefined) return;
  if ((await ctx.query('select 1 from studio_user where studio_id = $1 and lower(login) = lower($2) and id <> $3', [ctx.studioId, login, userId])).length) refuse('taken', { field: 'login' });
}
/** Refuses when nobody but this login could act as an owner: enabled, and with a password. */
export async function requireOtherOwner(ctx: WriteContext, userId: number): Promise<void> {
  const others = await ctx.query(`select 1 from studio_user where studio_id = $1 and id <> $2 and 'owner' = any(roles) and not is_disabled and password_hash is not null limit 1`, [ctx.studioId, userId]);
  if (!others.length) refuse('inUse');
}

/** Makes or renews an invited login; `invite` columns do not travel. */
export async function saveInvited(ctx: WriteContext, before: Stored<'user'> | null, row: Omit<User, 'rev'>, invite: { invite_hash: Buffer; invite_expires_at: Date }): Promise<void> {
  const aud = userAudiences(row);
  const { isInvited: _, ...fields } = row;
  if (before) await updateRow(ctx.query, 'user', ctx.studioId, row.id, { login: undefined, trainerId: undefined, clientId: undefined, ...fields }, ctx.rev, aud, invite);
  else await insertRow(ctx.query, 'user', ctx.studioId, { ...fields, rev: ctx.rev }, aud, invite);
  // Read again: whether it is still invited follows from columns that do not travel.
  ctx.record('user', row.id, before, await findRow(ctx.query, 'user', ctx.studioId, row.id));
}
