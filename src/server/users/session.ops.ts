// The signed-in person, their devices, and the blocks of row numbers those lease. None of it travels in the feed, so none takes a rev.
import { ID_BLOCK } from '../../contract/frames.ts';
import { refuse, type Handlers } from '../context.ts';
import { revokeSessions } from './session.store.ts';

/** What ends outside the database when a session does. */
export interface UserServices { onSessionEnded(studioId: number, sessionId: number): void }

export const sessionHandlers = (services: UserServices): Handlers<'session'> => ({
  async 'session.me'({ actor: { userId, name, login, roles, sessionId, trainerId, clientId } }) {
    return { userId, name, roles: [...roles], sessionId, ...(login && { login }), ...(trainerId && { trainerId }), ...(clientId && { clientId }) };
  },
  async 'session.list'(ctx) {
    const sessions = await ctx.query<{ id: number; createdAt: number; seenAt: number; device: string; address: string }>(
      `select id, created_at as "createdAt", seen_at as "seenAt", device, address from session
       where studio_id = $1 and user_id = $2 and revoked_at is null and expires_at > to_timestamp($3::float8 / 1000) order by seen_at desc, id desc limit 200`, [ctx.studioId, ctx.actor.userId, ctx.now]);
    return { sessions: sessions.map((s) => ({ ...s, isCurrent: s.id === ctx.actor.sessionId })) };
  },
  async 'session.revoke'(ctx, { sessionId }) {
    const ended = await revokeSessions(ctx.query, ctx.studioId, ctx.actor.userId, { sessionId });
    if (!ended.length) refuse('notFound');
    for (const id of ended) services.onSessionEnded(ctx.studioId, id);
    return {};
  },
  async 'session.leaseIds'(ctx) {
    const leased = await ctx.query<{ first: number }>(LEASE, [ctx.studioId, ctx.actor.userId, ctx.actor.instance, ID_BLOCK]);
    return { first: leased[0]?.first ?? refuse('notFound') };
  },
});

// One statement, so that the numbers taken and the lease of them stand or fall together.
const LEASE = `with taken as (update studio_rev set next_id = next_id + $4::int where studio_id = $1 returning next_id - $4::int as first)
  insert into id_lease(studio_id, first_id, user_id, instance) select $1, first, $2, $3 from taken returning first_id as first`;
