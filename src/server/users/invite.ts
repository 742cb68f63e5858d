// Invitations: a one-time link on which a person sets login and password. Accepting is a change of the login's row, so it takes a rev.
import { ShapeError } from '../../contract/bytes.ts';
import { login as loginType, password as passwordType } from '../../contract/limits.ts';
import { decode, encode, type Type } from '../../contract/schema.ts';
import type { Database, Query } from '../db/database.ts';
import { findRow, updateRow } from '../db/rows.ts';
import { writeOutsideSocket } from '../transport/outside.ts';
import { digest } from './session.store.ts';
import { hashPassword } from './sign-in.ts';

export const INVITE_DAYS = 14;
interface Invite { studioId: number; userId: number; name: string; login: string | null; studio: string }

/** The open invitation of a token; null when it is wrong, used or too old. */
export async function findInvite(query: Query, token: string, nowMs: number): Promise<Invite | null> {
  const found = await query<Invite>(`select u.studio_id as "studioId", u.id as "userId", u.name, u.login, st.name as studio from studio_user u join studio st on st.id = u.studio_id
    where u.invite_hash = $1 and u.invite_expires_at > to_timestamp($2::float8 / 1000) and not u.is_disabled`, [digest(token), nowMs]);
  return found[0] ?? null;
}

export type Accepted = { ok: true; studioId: number; userId: number } | { ok: false; code: 'notFound' | 'taken' | 'invalid'; field?: string; reason?: string };
export async function acceptInvite(db: Database, given: { token: string; login: string; password: string }, nowMs: number): Promise<Accepted> {
  const invite = await findInvite(db.read, given.token, nowMs);
  if (!invite) return { ok: false, code: 'notFound' };
  const wrong = firstWrong({ login: [loginType, given.login], password: [passwordType, given.password] });
  if (wrong) return { ok: false, code: 'invalid', ...wrong };
  const login = given.login.trim();
  const passwordHash = await hashPassword(given.password);
  try {
    return await writeOutsideSocket<Accepted>(db, { studioId: invite.studioId, userId: invite.userId, operation: 'user.acceptInvite', now: nowMs }, async (ctx) => {
      if (!(await findInvite(ctx.query, given.token, nowMs))) return { ok: false, code: 'notFound' };
      const before = await findRow(ctx.query, 'user', invite.studioId, invite.userId);
      if (!before) return { ok: false, code: 'notFound' };
      await updateRow(ctx.query, 'user', invite.studioId, invite.userId, { login }, ctx.rev, before.aud, { password_hash: passwordHash, invite_hash: null, invite_expires_at: null });
      const { isInvited: _, ...row } = before.row;
      ctx.record('user', invite.userId, before, { row: { ...row, rev: ctx.rev, login }, aud: before.aud });
      return { ok: true, studioId: invite.studioId, userId: invite.userId };
    });
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'studio_user_login') return { ok: false, code: 'taken', field: 'login' }; // PostgreSQL names the constraint
    throw error;
  }
}

/** The first field whose value is outside its type, with the reason. */
export function firstWrong(fields: Record<string, [Type<string>, unknown]>): { field: string; reason: string } | null {
  for (const [field, [type, value]] of Object.entries(fields)) {
    try {
      decode(type, encode(type, typeof value === 'string' ? value : ''));
    } catch (error) {
      if (error instanceof ShapeError) return { field, reason: error.reason };
      throw error;
    }
  }
  return null;
}
