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
  const timeouts = `${config.options ?? ''} -c lock_timeout=10s -c idle_in_transaction_session_timeout=20s -c statement_timeout=30s -c search_path=public`;
  const reads = new pg.Pool({ ...base, max: options.reads ?? 4, options: timeouts, connectionTimeoutMillis: 5000, idleTimeoutMillis: 60_000 });
  const writes = new pg.Pool({ ...base, max: 1, options: timeouts, connectionTimeoutMillis: 20_000, idleTimeoutMillis: 0 });
  for (const pool of [reads, writes]) pool.on('error', onError);
  let listener: pg.Client | null = null;
  let isClosed = false;

  const lease = async (pool: pg.Pool): Promise<Connection> => {
    const client = await pool.connect();
    const onLost = (error: Error) => onError(error);
    client.on('error', onLost);
    return {
      query: queryOn(client),
      release(error) {
        client.off('error', onLost);
        client.release(error instanceof Error ? error : undefined);
      },
    };
  };
  const transaction = async <T>(begin: string, run: (query: Query) => Promise<T>): Promise<T> => {
    const connection = await lease(reads);
    let failure: unknown;
    try {
      const started = connection.query(begin);
      started.catch(() => {}); // awaited together with the work below
      const result = await run(connection.query);
      await started;
      await connection.query('commit');
      return result;
    } catch (error) {
      failure = error;
      await connection.query('rollback').then(() => { if (!isConnectionLost(error)) failure = undefined; }, () => {});
      throw error;
    } finally {
      connection.release(failure);
    }
  };

  async function listen(onWake: (payload: string) => void): Promise<void> {
    if (isClosed) return;
    const client = new pg.Client({ ...base });
    listener = client;
    const retry = () => { if (listener === client && !isClosed) { listener = null; setTimeout(() => void listen(onWake).catch(onError), 500).unref(); } };
    client.on('error', retry);
    client.on('end', retry);
    client.on('notification', (n) => onWake(n.payload ?? ''));
    try {
      await client.connect();
      await client.query('listen rytm');
      onWake('');
    } catch (error) {
      onError(error as Error); // connect and query reject with Error
      retry();
    }
  }
  return {
    read: async (text, values) => {
      const connection = await lease(reads);
      let failure: unknown;
      try {
        return await connection.query(text, values);
      } catch (error) {
        if (isConnectionLost(error)) failure = error;
        throw error;
      } finally {
        connection.release(failure);
      }
    },
    snapshot: (run) => transaction('begin isolation level repeatable read read only', run),
    small: (run) => transaction('begin', run),
    writer: () => lease(writes),
    listen,
    async close() {
      isClosed = true;
      await Promise.allSettled([listener?.end(), reads.end(), writes.end()]);
    },
  };
}
