// What a run measures against: one embedded database server that really syncs, a database for each figure, server processes on them.
import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres, type PgConfig } from '../src/server/db/embedded.ts';
import { migrate } from '../src/server/db/migrate.ts';
import { startChild, stopChildren, type Child } from './child.ts';
import { cookieOf, fillStudio, type Fill } from './data.ts';
import { LeanSocket } from './socket.ts';

type Extra = (owner: pg.Client) => Promise<void>;
export interface Bench {
  /** Shorter rounds, fewer of them, less data: for looking, not for the record. */
  readonly isQuick: boolean;
  readonly folder: string;
  log(line: string): void;
  /** A migrated database filled with a studio; what is asked for twice by one name is made once. Who moves lessons wants one alone. */
  database(name: string, fill: Fill, extra?: Extra): Promise<PgConfig>;
  /** Version of the database server, once one has been started. */
  postgresVersion(): Promise<string>;
  /** Is called when the figure is over, however it ends. */
  endWithFigure(end: () => Promise<unknown>): void;
  /** Ends what a figure has started; the database stays. */
  stopProcesses(): Promise<void>;
  close(): Promise<void>;
}

export function createBench(isQuick: boolean, log: (line: string) => void): Bench {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rytm-bench-'));
  fs.chmodSync(folder, 0o755); // as root the database's user has to pass through it
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const made = new Map<string, Promise<PgConfig>>();
  const ends: (() => Promise<unknown>)[] = [];
  const stopProcesses = async () => { await Promise.all([stopChildren(), ...ends.splice(0).map((end) => end())]); };
  let cluster: Promise<EmbeddedPostgres> | null = null;
  const server = () => (cluster ??= startEmbeddedPostgres({ dataDir: folder, maxConnections: 100 }));
  return {
    isQuick, folder, log,
    database(name, fill, extra) {
      const known = made.get(name) ?? server().then((started) => createDatabase(started.config, name, fill, extra));
      made.set(name, known);
      return known;
    },
    async postgresVersion() {
      const [row] = await queryOnce<{ version: string }>((await server()).config, `select current_setting('server_version') as version`);
      return row?.version ?? '';
    },
    endWithFigure(end) { ends.push(end); },
    stopProcesses,
    async close() {
      await stopProcesses();
      await (await cluster)?.stop();
      remove();
    },
  };
}

async function createDatabase(config: PgConfig, name: string, fill: Fill, extra?: Extra): Promise<PgConfig> {
  await queryOnce(config, `create database ${name}`);
  const own = { ...config, database: name };
  await migrate(own);
  const owner = new pg.Client(own);
  owner.on('error', () => {}); // an interrupted run ends the server under us
  await owner.connect();
  try {
    await fillStudio(owner, fill, extra);
    await owner.query('checkpoint').catch(() => {}); // the owner may lack the right; then the first round carries it
  } finally {
    await owner.end();
  }
  return own;
}
export async function queryOnce<R extends object>(config: PgConfig, text: string, values: unknown[] = []): Promise<R[]> {
  const client = new pg.Client(config);
  client.on('error', () => {}); // the query that fails says it
  await client.connect();
  try {
    return (await client.query<R & pg.QueryResultRow>(text, values)).rows;
  } finally {
    await client.end();
  }
}

export interface ServerUnderTest extends Child { port: number }
/** The application in a process of its own on that database. `isWatched` notes the moments of commits and feed reads, and counts reads. */
export async function startServer(config: PgConfig, { isWatched = false, flags = [] as string[] } = {}): Promise<ServerUnderTest> {
  const profile = process.env.RYTM_BENCH_PROFILE;
  const child = startChild('server.ts', profile ? [...flags, '--cpu-prof', `--cpu-prof-dir=${profile}`] : flags);
  const port = await child.ask<number>('start', { config: { ...config, user: 'rytm_app' }, isWatched });
  return Object.assign(child, { port });
}
/** Connected and greeted, some at a time. */
export async function connectAll(port: number, who: 'staff' | 'client', count: number, first = 0): Promise<LeanSocket[]> {
  const sockets: LeanSocket[] = [];
  // A device of its own each time: the server remembers what the numbers of another one's requests were.
  const instance = randomInt(2 ** 40);
  for (let i = 0; i < count; i += 50) {
    const some = Array.from({ length: Math.min(50, count - i) }, (_, k) => new LeanSocket(port, cookieOf(who, first + i + k)));
    sockets.push(...some);
    await Promise.all(some.map((s, k) => s.greet(instance + i + k)));
  }
  return sockets;
}
