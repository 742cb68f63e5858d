// Connections to PostgreSQL: a pool for reads, one writer a studio, everything by named statements.
// Why named: planning is the larger part of a small query's cost.
import pg from 'pg';

export type Query = <R extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<R[]>;
export interface Database {
  /** One statement on any free connection. */
  readonly read: Query;
  /** Statements that must see one moment: a repeatable-read, read-only transaction. */
  snapshot<T>(run: (query: Query) => Promise<T>): Promise<T>;
  /** A small transaction outside the feed (sessions, refusals). */
  small<T>(run: (query: Query) => Promise<T>): Promise<T>;
  /** The connection on which all writes of this process go, one after the other. */
  writer(): Promise<Connection>;
  /** Wakes `onWake` on every NOTIFY of any process; reconnects by itself. */
  listen(onWake: (payload: string) => void): Promise<void>;
  close(): Promise<void>;
}
export interface Connection { query: Query; release(error?: unknown): void }

const INT8 = 20, DATE = 1082, TSTZ = 1184;
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return Number;
    if (oid === DATE) return String;
    if (oid === TSTZ) return (v: string) => Date.parse(v);
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser, // the overloads of the original, narrowed to what a result asks
};

// One name a text for the life of the process: statements are few because texts are constants.
const names = new Map<string, string>();
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) names.set(text, (name = `q${names.size}`));
  return name;
}
/** The query function of one connection. Exported for benchmarks that want the same path without the pool. */
export const queryOn = (client: pg.ClientBase): Query => async <R extends object>(text: string, values: readonly unknown[] = []) =>
  (await client.query<R & pg.QueryResultRow>({ name: nameOf(text), text, values: values as unknown[] })).rows; // pg wants a mutable array and changes nothing

export const isConnectionLost = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string }; // any thrown value; both fields optional
  return !!code && /^(08|57P0|ECONN|ENOENT|EPIPE)/.test(code) || /Connection terminated|not queryable|timeout exceeded when trying to connect|connection error/i.test(message ?? '');
};

export function openDatabase(config: pg.ClientConfig, options: { reads?: number; onError?: (error: Error) => void } = {}): Database {
  // Pipelined: statements sent together travel together, each still in its order.
  const base: pg.PoolConfig = { ...config, types, application_name: 'rytm', keepAlive: true, pipeline: true };
  const onError = options.onError ?? (() => {});
  const limits = `${config.options ?? ''} -c lock_timeout=10s -c idle_in_transaction_session_timeout=20s -c statement_timeout=30s -c search_path=public`;
  const reads = new pg.Pool({ ...base, max: options.reads ?? 4, options: limits, connectionTimeoutMillis: 5000, idleTimeoutMillis: 60_000 });
  const writes = new pg.Pool({ ...base, max: 1, options: limits, connectionTimeoutMillis: 20_000, idleTimeoutMillis: 0 });
  for (const pool of [reads, writes]) pool.on('error', onError);
  const listener = new Listener(base, onError);
  return {
    read: (text, values) => withConnection(reads, onError, ({ query }) => query(text, values)),
    snapshot: (run) => transaction(reads, onError, 'begin isolation level repeatable read read only', run),
    small: (run) => transaction(reads, onError, 'begin', run),
    writer: () => lease(writes, onError),
    listen: (onWake) => listener.start(onWake),
    async close() { await Promise.allSettled([listener.stop(), reads.end(), writes.end()]); },
  };
}

type OnError = (error: Error) => void;
async function lease(pool: pg.Pool, onError: OnError): Promise<Connection> {
  const client = await pool.connect();
  client.on('error', onError);
  return {
    query: queryOn(client),
    release(error) {
      client.off('error', onError);
      client.release(error instanceof Error ? error : undefined);
    },
  };
}
/** A connection for one piece of work; a lost one does not go back to the pool. */
async function withConnection<T>(pool: pg.Pool, onError: OnError, run: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await lease(pool, onError);
  let failure: unknown;
  try {
    return await run(connection);
  } catch (error) {
    if (isConnectionLost(error)) failure = error;
    throw error;
  } finally {
    connection.release(failure);
  }
}
const transaction = <T>(pool: pg.Pool, onError: OnError, begin: string, run: (query: Query) => Promise<T>): Promise<T> =>
  withConnection(pool, onError, async ({ query }) => {
    try {
      const started = query(begin);
      started.catch(() => {}); // awaited together with the work below
      const result = await run(query);
      await started;
      await query('commit');
      return result;
    } catch (error) {
      // A connection that cannot even roll back is as good as lost, and says so by its own error.
      if (!isConnectionLost(error)) await query('rollback');
      throw error;
    }
  });

/** The connection that waits for NOTIFY; comes back by itself when it is lost. */
class Listener {
  #base: pg.ClientConfig;
  #onError: OnError;
  #client: pg.Client | null = null;
  #isStopped = false;
  constructor(base: pg.ClientConfig, onError: OnError) {
    this.#base = base;
    this.#onError = onError;
  }
  async start(onWake: (payload: string) => void): Promise<void> {
    if (this.#isStopped) return;
    const client = new pg.Client({ ...this.#base });
    this.#client = client;
    const retry = () => {
      if (this.#client !== client || this.#isStopped) return;
      this.#client = null;
      setTimeout(() => void this.start(onWake), 500).unref();
    };
    client.on('error', retry);
    client.on('end', retry);
    client.on('notification', (n) => onWake(n.payload ?? ''));
    try {
      await client.connect();
      await client.query('listen rytm');
      onWake('');
    } catch (error) {
      this.#onError(error as Error); // connect and query reject with Error
      retry();
    }
  }
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#client?.end();
  }
}
