// The statements of an operation of ours, sent again by the bare driver on a database of its own that is in the same state.
import pg from 'pg';
import type { PgConfig } from '../src/server/db/embedded.ts';
import type { Bench } from './setup.ts';

export interface Statement { text: string; values: unknown[] }

export async function openBare(bench: Bench, config: PgConfig) {
  const client = new pg.Client({ ...config, user: 'rytm_app' });
  await client.connect();
  bench.endWithFigure(() => client.end());
  const names = new Map<string, string>();
  const run = (text: string, values: unknown[]) => {
    const name = names.get(text) ?? `b${names.size}`;
    names.set(text, name);
    return client.query({ name, text, values });
  };
  return {
    query: async <R extends pg.QueryResultRow>(text: string, values: unknown[]) => (await client.query<R>(text, values)).rows,
    /** Milliseconds of these statements, each sent when the one before has answered. */
    async replay(statements: readonly Statement[]): Promise<number> {
      const startedAt = performance.now();
      for (const { text, values } of statements) await run(text, values);
      return performance.now() - startedAt;
    },
  };
}

/** What goes to the database while an operation runs, in the order it was sent; of a write only what its own connection sends, for others read what was written before. */
const sent = pg.Client.prototype.query as (...args: unknown[]) => unknown;
let recorded: { client: pg.Client; statement: Statement }[] = [];
export function startRecording(): void {
  recorded = [];
  pg.Client.prototype.query = function record(this: pg.Client, ...args: unknown[]) {
    const [asked] = args;
    if (typeof asked === 'object' && asked !== null && 'text' in asked) recorded.push({ client: this, statement: asked as Statement }); // as queryOn sends it
    return sent.apply(this, args);
  } as typeof pg.Client.prototype.query;
}
export function stopRecording(): Statement[] {
  pg.Client.prototype.query = sent as typeof pg.Client.prototype.query;
  const writer = recorded.find(({ statement }) => statement.text.startsWith('update studio_rev set rev'))?.client;
  return recorded.filter(({ client }) => !writer || client === writer).map(({ statement }) => statement);
}
