// Setting passwords. Hashing takes tens of milliseconds, so no transaction is open meanwhile; each step is one statement.
import { isOwner, refuse, refuseField, type Handlers, type ReadContext } from '../context.ts';
import { codeOf } from '../db/rows.ts';
import { revokeSessions } from './session.store.ts';
import { hashPassword, isPassword } from './sign-in.ts';
import type { UserServices } from './session.ops.ts';

export const passwordHandlers = (services: UserServices): Pick<Handlers<'user'>, 'user.setPassword'> => ({
  async 'user.setPassword'(ctx, { userId = ctx.actor.userId, currentPassword, newPassword }) {
    const isOwn = userId === ctx.actor.userId;
    if (!isOwn) await requireOwner(ctx);
    const login = await getLogin(ctx, userId);
    if (isOwn && login.passwordHash !== null && !(await isPassword(login.passwordHash, currentPassword ?? ''))) refuse('wrongPassword');
    if (login.name === null) refuseField('login', 'required');
    await storePassword(ctx, userId, await hashPassword(newPassword), login.passwordHash === null);
    const ended = await revokeSessions(ctx.query, ctx.studioId, userId, isOwn ? { except: ctx.actor.sessionId } : {});
    for (const id of ended) services.onSessionEnded(ctx.studioId, id);
    return {};
  },
});

interface Login { name: string | null; passwordHash: string | null }
async function getLogin(ctx: ReadContext, userId: number): Promise<Login> {
  const found = await ctx.query<Login>('select login as name, password_hash as "passwordHash" from studio_user where studio_id = $1 and id = $2', [ctx.studioId, userId]);
  return found[0] ?? refuse('notFound');
}
/** Roles as they are now: the socket may have been opened before they changed. Others are not told whether the login exists. */
async function requireOwner(ctx: ReadContext): Promise<void> {
  if (!isOwner(ctx.actor)) refuse('notFound');
  if (ctx.actor.isSystem) return;
  const present = await ctx.query(`select 1 from studio_user where studio_id = $1 and id = $2 and 'owner' = any(roles) and not is_disabled`, [ctx.studioId, ctx.actor.userId]);
  if (!present.length) refuse('notFound');
}

const SET = 'update studio_user set password_hash = $3, invite_hash = null, invite_expires_at = null where studio_id = $1 and id = $2';
// The first password ends the invitation, which the owners see in the login's row: so this one takes a rev and goes into the log.
const SET_FIRST = `with locked as (update studio_rev set rev = rev + 1 where studio_id = $1 returning rev),
  changed as (update studio_user u set password_hash = $3, invite_hash = null, invite_expires_at = null, rev = locked.rev from locked
    where u.studio_id = $1 and u.id = $2 returning u.id, u.rev, u.aud),
  logged as (insert into change(studio_id, rev, ord, tbl, id, aud_before, aud_after) select $1, rev, 1, $4::smallint, id, aud, aud from changed)
  insert into audit(studio_id, rev, ord, tbl, id, before, after, operation, user_id, source, at)
  select $1, rev, 1, $4::smallint, id, '{"isInvited": true}', '{"isInvited": null}', 'user.setPassword', $5, $6, to_timestamp($7::float8 / 1000) from changed`;
async function storePassword(ctx: ReadContext, userId: number, hash: string, isFirst: boolean): Promise<void> {
  if (isFirst) await ctx.query(SET_FIRST, [ctx.studioId, userId, hash, codeOf('user'), ctx.actor.userId, ctx.actor.source, ctx.now]);
  else await ctx.query(SET, [ctx.studioId, userId, hash]);
}
