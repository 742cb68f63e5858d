// After every operation: what each connected device holds must equal what a new device of the same person is sent.
// It cannot see a leak, because both sides share the visibility rules; that is what visibility.test.ts is for.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { TABLES, type Table } from '../src/contract/entities.ts';
import type { Refusal } from '../src/contract/operation.ts';
import type { Input, OpName, Output } from '../src/contract/ops.ts';
import { CallRefused, type SocketClient } from '../src/server/cli/socket-client.ts';

export interface World<Who extends string> {
  readonly connected: readonly { who: Who; client: SocketClient }[];
  readonly studioId: number;
  sql<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]>;
  rev(): Promise<number>;
  /** A new device of that person on the same server, without months. */
  fresh(who: Who, of: SocketClient): Promise<SocketClient>;
}
export interface Done<N extends OpName> { output: Output<N>; rev: number; changes: { table: Table; id: number }[] }

/** Tables that a refused request may write: its stored answer, and what is outside the feed. */
const OUTSIDE = ['write_answer', 'client_instance', 'session', 'id_lease', 'sign_in_failure', 'setup_token', 'schema_migration'];

/** Throws with role, table, row and field of the first difference. */
export async function assertConverged<Who extends string>(world: World<Who>): Promise<void> {
  const rev = await world.rev();
  const hasEnded = (client: SocketClient) => client.ended !== null || client.isLeaving;
  const open = world.connected.filter(({ client }) => !hasEnded(client));
  await Promise.all(open.map(async ({ who, client }) => {
    const fresh = await world.fresh(who, client).catch((error: unknown) => (hasEnded(client) ? null : Promise.reject(error)));
    if (!fresh) return;
    try {
      if (client.held.months.size) await fresh.load([...client.held.months]);
      await fresh.waitForRev(rev);
      await client.waitForRev(fresh.cursor).catch((error: unknown) => (hasEnded(client) ? null : Promise.reject(error)));
      // A change of one's own rights ends the socket together with the news of it.
      if (hasEnded(client)) return;
      for (const table of TABLES) compare(who, table, client, fresh);
    } finally {
      await fresh.close();
    }
  }));
}

function compare(who: string, table: Table, client: SocketClient, fresh: SocketClient): void {
  const held = client.held.of(table);
  const wanted = fresh.held.of(table);
  for (const [id, row] of wanted) {
    const own = held.get(id) as Record<string, unknown> | undefined; // rows are plain records
    assert.ok(own, `${who} lacks ${table} ${id}: ${JSON.stringify(row)}`);
    for (const field of new Set([...Object.keys(row), ...Object.keys(own)])) {
      const right = (row as Record<string, unknown>)[field];
      assert.ok(isDeepStrictEqual(own[field], right), `${who} holds ${table} ${id} with ${field} = ${JSON.stringify(own[field])}, and a new device gets ${JSON.stringify(right)}`);
    }
  }
  for (const [id, row] of held) assert.ok(wanted.has(id), `${who} still holds ${table} ${id}, which a new device does not get: ${JSON.stringify(row)}`);
}

export async function doAndConverge<Who extends string, N extends OpName>(world: World<Who>, client: SocketClient, name: N, input: Input<N>): Promise<Done<N>> {
  const { output, rev } = await client.call(name, input);
  const changes = await world.sql<{ tbl: number; id: string }>('select tbl, id from change where studio_id = $1 and rev = $2 order by ord', [world.studioId, rev]);
  await assertConverged(world);
  return { output, rev, changes: changes.map(({ tbl, id }) => ({ table: TABLES[tbl] as Table, id: Number(id) })) }; // tbl is a position in TABLES
}

/** The refusal, after making sure of its code and that nothing else happened. */
export async function refuseAndConverge<Who extends string, N extends OpName>(world: World<Who>, client: SocketClient, name: N, input: Input<N>, code: string): Promise<Refusal> {
  const before = await fingerprints(world);
  const refusal = await client.call(name, input).then(
    ({ output }) => assert.fail(`${name} should be refused with ${code}, and answered ${JSON.stringify(output)}`),
    (error: unknown) => {
      if (error instanceof CallRefused) return error.refusal;
      throw error;
    });
  assert.equal(refusal.code, code, `${name} was refused with ${JSON.stringify(refusal)}`);
  assert.deepEqual(await fingerprints(world), before, `${name} was refused and changed something all the same`);
  await assertConverged(world);
  return refusal;
}

/** A digest of every table's rows; `studio_rev` with the number of the feed is among them. */
async function fingerprints<Who extends string>(world: World<Who>): Promise<Record<string, string>> {
  const tables = await world.sql<{ name: string }>(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`);
  const wanted = tables.map(({ name }) => name).filter((name) => !OUTSIDE.includes(name));
  // Blocks of ids are leased outside the feed.
  const text = (name: string) => (name === 'studio_rev' ? `(t.studio_id, t.rev)::text` : 't::text');
  const found = await world.sql<{ name: string; digest: string }>(wanted.map((name) => `select '${name}' as name, md5(coalesce(string_agg(${text(name)}, '|' order by ${text(name)}), '')) as digest from ${name} t`).join(' union all '));
  return Object.fromEntries(found.map(({ name, digest }) => [name, digest]));
}
