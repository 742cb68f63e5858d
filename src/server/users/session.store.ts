// Sessions: random 256-bit tokens, only their digest in the database.
import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '../../contract/limits.ts';
import type { Actor } from '../context.ts';
import type { Query } from '../db/database.ts';

const SESSION_DAYS = 60;
export const digest = (token: string): Buffer => createHash('sha256').update(token).digest();
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Opens a session and gives its token; the token is not kept. */
export async function createSession(query: Query, studioId: number, userId: number, from: { device: string; address: string }, nowMs: number): Promise<string> {
  const token = newToken();
  await query(`insert into session(studio_id, user_id, token_hash, expires_at, device, address) values ($1, $2, $3, to_timestamp($4::float8 / 1000), $5, $6)`,
    [studioId, userId, digest(token), nowMs + SESSION_DAYS * 86_400_000, from.device.slice(0, 300), from.address.slice(0, 64)]);
  return token;
}
interface Found { sessionId: number; userId: number; name: string; roles: Role[]; trainerId: number | null; clientId: number | null; login: string | null }
const LIVE = `s.revoked_at is null and s.expires_at > to_timestamp($2::float8 / 1000) and not u.is_disabled`;

/** The person behind a session token; null for a wrong, expired or revoked one. */
export async function findSession(query: Query, studioId: number, token: string, nowMs: number): Promise<Actor | null> {
  const found = await query<Found>(`select s.id as "sessionId", u.id as "userId", u.name, u.roles, u.trainer_id as "trainerId", u.client_id as "clientId", u.login
    from session s join studio_user u on u.studio_id = s.studio_id and u.id = s.user_id
    where s.studio_id = $1 and s.token_hash = $3 and ${LIVE}`, [studioId, nowMs, digest(token)]);
  const f = found[0];
  if (!f) return null;
  return {
    userId: f.userId, sessionId: f.sessionId, name: f.name, roles: f.roles, ...(f.login && { login: f.login }), instance: 0, source: '',
    ...(f.trainerId !== null && { trainerId: f.trainerId }), ...(f.clientId !== null && { clientId: f.clientId }),
  };
}
/** Which of these sessions are no longer live. Also notes that the live ones were seen. */
export async function endedSessions(query: Query, studioId: number, sessionIds: readonly number[], nowMs: number): Promise<number[]> {
  const live = await query<{ id: number }>(`update session s set seen_at = to_timestamp($2::float8 / 1000) from studio_user u
    where s.studio_id = $1 and s.id = any($3::bigint[]) and u.studio_id = s.studio_id and u.id = s.user_id and ${LIVE} returning s.id`, [studioId, nowMs, sessionIds]);
  const alive = new Set(live.map((l) => l.id));
  return sessionIds.filter((id) => !alive.has(id));
}
/** Revokes sessions of a login and gives their numbers. `sessionId` names one; `except` spares one. */
export async function revokeSessions(query: Query, studioId: number, userId: number, which: { sessionId?: number; except?: number }): Promise<number[]> {
  const ended = await query<{ id: number }>(`update session set revoked_at = now() where studio_id = $1 and user_id = $2 and revoked_at is null
    and ($3::bigint is null or id = $3) and ($4::bigint is null or id <> $4) returning id`, [studioId, userId, which.sessionId ?? null, which.except ?? null]);
  return ended.map((e) => e.id);
}
