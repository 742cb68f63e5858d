// One write, applied once: lock the studio's number, authorise again, run the operation, store answer and log, commit.
// Invariant: a request is either fully applied with its answer stored, or not at all; a repeat gets the stored answer. Of one that comes in parts (writers.ts) this is so for each part.
import { encodeAnswer, encodeRefusal } from '../../contract/frames.ts';
import type { Operation, Refusal } from '../../contract/operation.ts';
import type { OpName } from '../../contract/ops.ts';
import type { Role } from '../../contract/limits.ts';
import { keysOf } from '../../domain/visibility.ts';
import type { Studio } from '../../contract/entities.ts';
import { Refused, type Actor, type Claim, type WriteContext, type WriteHandler } from '../context.ts';
import { isConnectionLost, type Connection, type Query } from '../db/database.ts';
import { findRow } from '../db/rows.ts';
import { Journal } from './journal.ts';
import { readAhead } from '../lessons/ahead.ts';
import { explainOverlap } from '../lessons/conflicts.store.ts';

export interface WriteCall {
  studioId: number;
  actor: Actor;
  /** Name in the history: an operation of the contract, or one of ours. */
  name: string;
  operation: Operation;
  handler: WriteHandler<OpName>;
  input: unknown;
  request: number;
  /** Digest of the request's bytes: the same number with other content is refused. */
  hash: Uint8Array;
  now: number;
  /** More follows: the answer is stored with the last part. */
  isPart?: boolean;
}
export interface WriteResult {
  /** The encoded answer or refusal, ready for the socket. */
  message: Uint8Array;
  /** Set when something was committed now. */
  rev?: number;
  /** The refusal, where there was one, for callers inside the process. */
  refusal?: Refusal;
  output?: unknown;
  isRepeat?: boolean;
}

const LOCK = 'update studio_rev set rev = rev + 1 where studio_id = $1 returning rev';
const AUTHORISE = `select st.rev as "studioRev", u.roles, u.trainer_id as "trainerId", u.client_id as "clientId", u.is_disabled as "isDisabled",
    (s.id is null or s.revoked_at is not null or s.expires_at < to_timestamp($6::float8 / 1000)) as "isOver", a.answer, a.request_hash as "hash", i.forgotten_to as "forgottenTo"
  from studio st
  left join studio_user u on u.studio_id = st.id and u.id = $2
  left join session s on s.studio_id = st.id and s.id = $3 and s.user_id = $2
  left join write_answer a on a.studio_id = st.id and a.user_id = $2 and a.instance = $4 and a.request = $5
  left join client_instance i on i.studio_id = st.id and i.user_id = $2 and i.instance = $4
  where st.id = $1`;
interface Authorised { studioRev: number; roles: Role[] | null; trainerId: number | null; clientId: number | null; isDisabled: boolean | null; isOver: boolean; answer: Buffer | null; hash: Buffer | null; forgottenTo: number | null }

/** Studios as they were last seen, by id; of one database. */
export type KnownStudios = Map<number, Studio>;
async function studioAt(studios: KnownStudios, query: Query, studioId: number, rev: number): Promise<Studio> {
  const known = studios.get(studioId);
  if (known?.rev === rev) return known;
  const found = await findRow(query, 'studio', studioId, studioId);
  if (!found) throw new Error(`studio ${studioId} is gone`);
  studios.set(studioId, found.row);
  return found.row;
}

/** Runs one write on the studio's writer connection. Throws only on faults; refusals are results. */
export async function applyWrite(connection: Connection, call: WriteCall, studios: KnownStudios): Promise<WriteResult> {
  const claims: Claim[] = [];
  try {
    return await attempt(connection.query, call, claims, studios);
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    await connection.query('rollback');
    if (error instanceof Refused) return refuseAndStore(connection.query, call, error.refusal);
    const { code, constraint } = error as { code?: string; constraint?: string }; // a PostgreSQL error or any other
    if (code === '23P01' && constraint === 'no_overlap') return refuseAndStore(connection.query, call, await explainOverlap(connection.query, call.studioId, claims, call.actor));
    if (code === '23P01' && constraint === 'one_of_series') return refuseAndStore(connection.query, call, { code: 'conflict' });
    // The same request was applied by another process between our reading and our writing.
    if (code === '23505' && constraint === 'write_answer_pkey') return attempt(connection.query, call, [], studios);
    throw error;
  }
}

async function attempt(query: Query, call: WriteCall, claims: Claim[], studios: KnownStudios): Promise<WriteResult> {
  const { studioId, actor, request } = call;
  // Sent in one go; each runs when the one before has ended. The second statement's snapshot begins after the lock is ours.
  const [, locked, authorised, ahead] = await Promise.all([
    query('begin'),
    query<{ rev: number }>(LOCK, [studioId]),
    query<Authorised>(AUTHORISE, [studioId, actor.userId, actor.sessionId, actor.instance, request, call.now]),
    readAhead(query, studioId, call.name, call.input),
  ]);
  const rev = locked[0]?.rev;
  const found = authorised[0];
  if (rev === undefined || !found) throw new Error(`studio ${studioId} is gone`);
  const repeat = repeated(call, found);
  if (repeat) {
    await query('rollback');
    return repeat;
  }
  const present = presentActor(actor, found);
  if (!present) throw new Refused({ code: 'forbidden' });
  if (!present.roles.some((r) => call.operation.roles.includes(r))) throw new Refused({ code: 'forbidden' });
  const journal = new Journal(rev);
  const ctx: WriteContext = {
    studioId, actor: present, keys: new Set(keysOf(present)), query, now: call.now, rev, studio: await studioAt(studios, query, studioId, found.studioRev), claims, because: {}, ...(ahead && { ahead }),
    record: (table, id, before, after) => journal.record(table, id, before, after),
  };
  const output = await call.handler(ctx, call.input as never); // decoded by the operation's own input type
  const message = encodeAnswer(request, rev, call.operation.output, output);
  const author = { studioId, name: call.name, userId: actor.userId, source: actor.source, now: call.now, ...ctx.because };
  const receipt = actor.isSystem || request === 0 || call.isPart ? undefined : { instance: actor.instance, request, hash: call.hash, message };
  await Promise.all([journal.storeLog(query, author, receipt), query('commit')]);
  return { message, rev, output };
}

function repeated(call: WriteCall, found: Authorised): WriteResult | null {
  if (found.answer && found.hash) {
    if (Buffer.compare(found.hash, call.hash) !== 0) {
      const refusal: Refusal = { code: 'invalid', field: 'request', reason: 'reused' };
      return { message: encodeRefusal(call.request, refusal), refusal, isRepeat: true };
    }
    return { message: found.answer, isRepeat: true };
  }
  if (found.forgottenTo !== null && call.request <= found.forgottenTo) {
    const refusal: Refusal = { code: 'expired' };
    return { message: encodeRefusal(call.request, refusal), refusal, isRepeat: true };
  }
  return null;
}

/** The person with the roles of this moment; null when the session or the login has ended. */
function presentActor(actor: Actor, found: Authorised): Actor | null {
  if (actor.isSystem) return actor;
  if (!found.roles || found.isDisabled || found.isOver) return null;
  const { trainerId: _t, clientId: _c, ...rest } = actor;
  return { ...rest, roles: found.roles, ...(found.trainerId !== null && { trainerId: found.trainerId }), ...(found.clientId !== null && { clientId: found.clientId }) };
}

async function refuseAndStore(query: Query, call: WriteCall, refusal: Refusal): Promise<WriteResult> {
  const message = encodeRefusal(call.request, refusal);
  if (!call.actor.isSystem && call.request !== 0) {
    await query(`insert into write_answer(studio_id, user_id, instance, request, request_hash, answer) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [call.studioId, call.actor.userId, call.actor.instance, call.request, call.hash, message]);
  }
  return { message, refusal };
}
