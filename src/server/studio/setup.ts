// The first run: a one-time link from the terminal opens a page that creates the studio and its owner's login.
import { login as loginType, name as nameType, password as passwordType, shortText } from '../../contract/limits.ts';
import { isZone } from '../../domain/studio-time.ts';
import { PUBLIC, userAudiences } from '../../domain/visibility.ts';
import type { Database, Query } from '../db/database.ts';
import { insertRow } from '../db/rows.ts';
import { takeIds, writeOutsideSocket } from '../transport/outside.ts';
import { digest, newToken } from '../users/session.store.ts';
import { hashPassword } from '../users/sign-in.ts';
import { firstWrong } from '../users/invite.ts';

/** A fresh link's token while there is no studio; null when there is one. Older links stop working. */
export async function openSetup(db: Database): Promise<string | null> {
  if ((await db.read('select 1 from studio limit 1')).length) return null;
  const token = newToken();
  await db.small(async (query) => {
    await query('delete from setup_token where used_at is null');
    await query('insert into setup_token(token_hash) values ($1)', [digest(token)]);
  });
  return token;
}
export async function isSetupOpen(query: Query, token: string): Promise<boolean> {
  return (await query('select 1 from setup_token where token_hash = $1 and used_at is null', [digest(token)])).length > 0;
}

export interface NewStudio { studioName: string; zone: string; currency: string; language: 'uk' | 'en'; name: string; login: string; passwordHash: string | null }
const WORKDAY = { startMin: 8 * 60, endMin: 21 * 60 };

/** Creates the studio and its owner. Within a transaction of its own. */
export async function createStudio(db: Database, given: NewStudio, nowMs: number, claim: (query: Query) => Promise<boolean> = async () => true): Promise<{ studioId: number; userId: number } | null> {
  const studioId = await db.small(async (query) => {
    if (!(await claim(query))) return null;
    const hours = Array.from({ length: 7 }, (_, i) => ({ weekday: i + 1, ...WORKDAY }));
    const made = await query<{ id: number }>('insert into studio(name, zone, currency, language, hours, aud) values ($1, $2, $3, $4, $5, $6) returning id',
      [given.studioName, given.zone, given.currency, given.language, JSON.stringify(hours), PUBLIC]);
    const id = made[0]?.id ?? 0;
    await query('insert into studio_rev(studio_id) values ($1)', [id]);
    return id;
  });
  if (studioId === null) return null;
  const userId = await writeOutsideSocket(db, { studioId, userId: 0, operation: 'studio.create', now: nowMs }, async (ctx) => {
    const id = await takeIds(ctx.query, studioId, 256);
    const row = { id, rev: ctx.rev, login: given.login, name: given.name, roles: ['owner' as const], isDisabled: false };
    const aud = userAudiences({ id });
    await insertRow(ctx.query, 'user', studioId, row, aud, { password_hash: given.passwordHash });
    ctx.record('user', id, null, { row, aud });
    return id;
  });
  return { studioId, userId };
}

export type SetUp = { ok: true; studioId: number; userId: number } | { ok: false; code: 'notFound' | 'invalid'; field?: string; reason?: string };
/** Checks everything the page sent, uses the link up, creates the studio. */
export async function setUpStudio(db: Database, given: Record<string, unknown>, nowMs: number): Promise<SetUp> {
  const token = typeof given.token === 'string' ? given.token : '';
  if (!(await isSetupOpen(db.read, token))) return { ok: false, code: 'notFound' };
  const wrong = firstWrong({ studioName: [nameType, given.studioName], zone: [shortText, given.zone], currency: [shortText, given.currency], name: [nameType, given.name], login: [loginType, given.login], password: [passwordType, given.password] });
  if (wrong) return { ok: false, code: 'invalid', ...wrong };
  const text = (key: string) => String(given[key]).trim(); // each was just checked to be text
  if (!isZone(text('zone'))) return { ok: false, code: 'invalid', field: 'zone', reason: 'range' };
  if (!/^[A-Z]{3}$/.test(text('currency'))) return { ok: false, code: 'invalid', field: 'currency', reason: 'range' };
  const made = await createStudio(db, {
    studioName: text('studioName'), zone: text('zone'), currency: text('currency'), language: given.language === 'en' ? 'en' : 'uk', name: text('name'), login: text('login'),
    passwordHash: await hashPassword(String(given.password)),
  }, nowMs, async (query) => (await query('update setup_token set used_at = now() where token_hash = $1 and used_at is null returning 1', [digest(token)])).length > 0);
  return made ? { ok: true, ...made } : { ok: false, code: 'notFound' };
}
