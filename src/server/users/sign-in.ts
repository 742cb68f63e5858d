// Signing in by login and password. A wrong password slows this login at this address down, growing, so that nobody can lock another out.
import { hash, verify } from '@node-rs/argon2';
import type { Query } from '../db/database.ts';

const FREE_TRIES = 4;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Argon2id with the library's recommended cost (19 MiB, 2 passes). */
export const hashPassword = (password: string): Promise<string> => hash(password);
// Compared against when there is no such login, so that the answer takes as long.
let decoy: Promise<string> | null = null;

export type SignIn = { ok: true; userId: number } | { ok: false; code: 'wrongPassword' } | { ok: false; code: 'tooMany'; retryAt: number };

export async function signIn(query: Query, studioId: number, login: string, password: string, address: string, nowMs: number): Promise<SignIn> {
  const key = [studioId, login.trim().toLowerCase().slice(0, 100), address.slice(0, 64)];
  const waiting = await query<{ retryAt: number }>('select retry_at as "retryAt" from sign_in_failure where studio_id = $1 and login = $2 and address = $3', key);
  if (waiting[0] && waiting[0].retryAt > nowMs) return { ok: false, code: 'tooMany', retryAt: waiting[0].retryAt };
  const found = await query<{ id: number; passwordHash: string | null }>(
    'select id, password_hash as "passwordHash" from studio_user where studio_id = $1 and lower(login) = $2 and not is_disabled', [studioId, key[1]]);
  const known = found[0]?.passwordHash ?? (await (decoy ??= hash('decoy')));
  const isRight = (await verify(known, password).catch(() => false)) && !!found[0]?.passwordHash;
  if (found[0] && isRight) {
    await query('delete from sign_in_failure where studio_id = $1 and login = $2 and address = $3', key);
    return { ok: true, userId: found[0].id };
  }
  // After the free tries: 2, 4, 8 … seconds.
  await query(`insert into sign_in_failure(studio_id, login, address, failures, retry_at) values ($1, $2, $3, 1, to_timestamp($4::float8 / 1000))
    on conflict (studio_id, login, address) do update set failures = sign_in_failure.failures + 1,
      retry_at = to_timestamp($4::float8 / 1000) + make_interval(secs => case when sign_in_failure.failures + 1 < $5 then 0
        else least($6::float8, power(2, least(20, sign_in_failure.failures + 2 - $5))) end)`, [...key, nowMs, FREE_TRIES, LONGEST_WAIT_MS / 1000]);
  return { ok: false, code: 'wrongPassword' };
}
/** For changing one's own password: whether the present one was given. */
export const isPassword = (passwordHash: string, password: string): Promise<boolean> => verify(passwordHash, password).catch(() => false);
