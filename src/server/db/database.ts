// Connections to PostgreSQL: a pool for reads, one writer a studio, everything by named statements.
// Why named: planning is the larger part of a small query's cost.
import type { Socket } from 'node:net';
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
export function queryOn(client: pg.ClientBase): Query {
  // What is asked in one turn of the event loop leaves in one system call.
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection; // pg does not type its socket
  let isCorked = false;
  const cork = () => {
    if (isCorked) return;
    isCorked = true;
    stream.cork();
    process.nextTick(() => {
      isCorked = false;
      stream.uncork();
    });
  };
  return async <R extends object>(text: string, values: readonly unknown[] = []) => {
    cork();
    return (await client.query<R & pg.QueryResultRow>({ name: nameOf(text), text, values: values as unknown[] })).rows; // pg wants a mutable array and changes nothing
  };
}

export const isConnectionLost = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string }; // any thrown value; both fields optional
  return !!code && /^(08|57P0|ECONN|ENOENT|EPIPE)/.test(code) || /Connection terminated|not queryable|timeout exceeded when trying to connect|connection error/i.test(message ?? '');
};

export function openDatabase(config: pg.ClientConfig, options: { reads?: number; onError?: (error: Error) => void } = {}): Database {
  // Pipelined: statements sent together travel together, each still in its order.
  const base: pg.PoolConfig = { ...config, types, application_name: 'rytm', keepAlive: true, pipeline: true };
  let isClosing = false;
  const onError: OnError = (error) => {
    // What ends while all is being closed is not lost.
    if (isClosing) return;
    // The pool hangs its client on the error, with every statement: too much for a log.
    delete (error as { client?: unknown }).client;
    options.onError?.(error);
  };
  const limits = `${config.options ?? ''} -c lock_timeout=10s -c idle_in_transaction_session_timeout=20s -c statement_timeout=30s -c search_path=public`;
  const reads = new pg.Pool({ ...base, max: options.reads ?? 3, options: limits, connectionTimeoutMillis: 5000, idleTimeoutMillis: 60_000 });
  const writes = new pg.Pool({ ...base, max: 1, options: limits, connectionTimeoutMillis: 20_000, idleTimeoutMillis: 0 });
  for (const pool of [reads, writes]) pool.on('error', onError);
  const listener = new Listener(base, onError);
  const lines = new Lines({ ...base, options: limits }, LINES, onError);
  return {
    read: (text, values) => lines.query(text, values),
    snapshot: (run) => transaction(reads, onError, 'begin isolation level repeatable read read only', run),
    small: (run) => transaction(reads, onError, 'begin', run),
    writer: () => lease(writes, onError),
    listen: (onWake) => listener.start(onWake),
    async close() {
      isClosing = true;
      await Promise.allSettled([listener.stop(), lines.stop(), reads.end(), writes.end()]);
    },
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

/** Single statements travel on a few standing connections, pipelined: borrowing one from a pool costs more than a small query. */
const LINES = 2;
class Lines {
  #config: pg.ClientConfig;
  #onError: OnError;
  #open: (Promise<Query> | null)[];
  #clients = new Set<pg.Client>();
  #next = 0;
  #isStopped = false;
  constructor(config: pg.ClientConfig, count: number, onError: OnError) {
    this.#config = config;
    this.#onError = onError;
    this.#open = Array.from({ length: count }, () => null);
  }
  query: Query = async (text, values) => {
    const i = this.#next++ % this.#open.length;
    const line = (this.#open[i] ??= this.#connect(i));
    return (await line)(text, values);
  };
  async #connect(i: number): Promise<Query> {
    if (this.#isStopped) throw new Error('Connection terminated: the database was closed');
    const client = new pg.Client({ ...this.#config, connectionTimeoutMillis: 5000 });
    const lost = () => {
      this.#clients.delete(client);
      this.#open[i] = null;
    };
    client.on('error', (error) => { this.#onError(error); lost(); });
    client.on('end', lost);
    try {
      await client.connect();
    } catch (error) {
      lost();
      throw error;
    }
    this.#clients.add(client);
    return queryOn(client);
  }
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.allSettled([...this.#clients].map((c) => c.end()));
  }
}

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
