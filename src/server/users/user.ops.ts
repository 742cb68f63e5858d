// Logins: inviting people, giving roles, disabling. Invariant: somebody enabled and with a password owns the studio.
import { refuse, type Handlers, type WriteContext } from '../context.ts';
import { findRow, type Stored } from '../db/rows.ts';
import { applyEdit, filled, getVisible } from '../edit.ts';
import { requireOwnId } from '../ids.ts';
import { INVITE_DAYS } from './invite.ts';
import { passwordHandlers } from './password.ops.ts';
import { sessionHandlers, type UserServices } from './session.ops.ts';
import { digest, newToken, revokeSessions } from './session.store.ts';
import { mayGive, requireFreeLogin, requireOtherOwner, requireRoles, saveInvited } from './user.store.ts';
import type { User } from '../../contract/entities.ts';

export type { UserServices };

export const userHandlers = (services: UserServices): Handlers<'session' | 'user'> => ({
  ...sessionHandlers(services),
  ...passwordHandlers(services),
  /** Sent again under the same id, it renews an invitation that was not accepted yet; the older link stops working. */
  async 'user.invite'(ctx, { id, name, login, roles: given, trainerId, clientId }) {
    if (!mayGive(ctx, given)) refuse('forbidden', { field: 'roles' });
    const before = await findInvited(ctx, id);
    if (!before) await requireOwnId(ctx, id, 'user');
    const { roles, links } = await requireRoles(ctx, id, { roles: given, trainerId, clientId });
    await requireFreeLogin(ctx, login, id);
    const token = newToken();
    const row = filled<Omit<User, 'rev'>>({ id, name, login, roles, trainerId: links.trainerId, clientId: links.clientId, isDisabled: false, isInvited: true });
    await saveInvited(ctx, before, row, { invite_hash: digest(token), invite_expires_at: new Date(ctx.now + INVITE_DAYS * 86_400_000) });
    return { token };
  },
  async 'user.setRoles'(ctx, { userId, seenRev, ...given }) {
    const before = await getVisible(ctx, 'user', userId);
    const { roles, links } = await requireRoles(ctx, userId, given, before.row);
    if (!roles.includes('owner')) await requireOwnerWithout(ctx, before);
    await applyEdit(ctx, 'user', before, seenRev, { roles, trainerId: links.trainerId ?? null, clientId: links.clientId ?? null });
    return {};
  },
  async 'user.disable'(ctx, { userId, seenRev, isDisabled }) {
    const before = await getVisible(ctx, 'user', userId);
    if (isDisabled) await requireOwnerWithout(ctx, before);
    await applyEdit(ctx, 'user', before, seenRev, { isDisabled });
    if (!isDisabled) return {};
    for (const id of await revokeSessions(ctx.query, ctx.studioId, userId, {})) services.onSessionEnded(ctx.studioId, id);
    return {};
  },
});

/** The invitation under this id that nobody has accepted and the caller could have made; null otherwise, so that no other login is betrayed. */
async function findInvited(ctx: WriteContext, id: number): Promise<Stored<'user'> | null> {
  const found = await findRow(ctx.query, 'user', ctx.studioId, id);
  return found?.row.isInvited && !found.row.isDisabled && mayGive(ctx, found.row.roles) ? found : null;
}
/** Guards a login that counts as an owner against being the last to stop. */
async function requireOwnerWithout(ctx: WriteContext, { row }: Stored<'user'>): Promise<void> {
  if (row.roles.includes('owner') && !row.isDisabled && !row.isInvited) await requireOtherOwner(ctx, row.id);
}
