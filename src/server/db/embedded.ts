// Runs the PostgreSQL that comes with Rytm on a folder of ours: initialise, take over what a killed process left, start, stop.
// Invariants: one live process per data folder; no TCP listener; no server outlives the process that started it.
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { locateBinaries } from './embedded/binaries.ts';
import { ensureDatabase, initCluster, spawnServer } from './embedded/cluster.ts';
import { prepareDataDir } from './embedded/data-dir.ts';
import { lockDataDir } from './embedded/lock.ts';
import { chooseServerUser } from './embedded/server-user.ts';
import { removeSocketDir, socketDirOf } from './embedded/socket-dir.ts';
import { takeOver } from './embedded/take-over.ts';

/** How to connect; fits `pg.Client` and `pg.Pool` as it is. `host` is the folder of the unix socket. */
export type PgConfig = { host: string; port: number; user: string; database: string };

export type EmbeddedOptions = {
  dataDir: string;
  /** Gets what the server itself says, line by line. Statements and their errors are not among it. */
  log?: (line: string) => void;
  maxConnections?: number;
  /** `false` loses data at a power cut: for tests only. */
  fsync?: boolean;
};

export type EmbeddedPostgres = {
  /** The owner's connection; `{ ...config, user: 'rytm_app' }` is the application's. */
  config: PgConfig;
  /** True when this start created the cluster. */
  fresh: boolean;
  /** Resolves when the server has ended; `expected` is false when nobody asked it to. */
  exited: Promise<{ expected: boolean; code: number | null; signal: NodeJS.Signals | null }>;
  /** Ends the server and frees the folder; safe to call twice. */
  stop(): Promise<void>;
};

const quickStopMs = 20_000;

/** Starts the built-in database on `<dataDir>/postgres`. Throws `StartupError` when it cannot. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = prepareDataDir(options.dataDir);
  const lock = await lockDataDir(dataDir);
  try {
    return await startLocked(dataDir, options, lock.release);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startLocked(dataDir: string, options: EmbeddedOptions, release: () => void): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {});
  const clusterDir = path.join(dataDir, 'postgres');
  const user = chooseServerUser(clusterDir);
  const binaries = await locateBinaries(dataDir, user);
  await takeOver(clusterDir, log);
  const fresh = await initCluster({ dataDir, clusterDir, binaries, user, sync: options.fsync !== false });
  const socketDir = socketDirOf(clusterDir, user);
  const server = await spawnServer({
    clusterDir, socketDir, binaries, user, log,
    maxConnections: options.maxConnections ?? 60,
    fsync: options.fsync !== false,
  });

  let isStopping = false;
  const exited = new Promise<Awaited<EmbeddedPostgres['exited']>>((resolve) => {
    const ended = (code: number | null, signal: NodeJS.Signals | null) => {
      removeSocketDir(clusterDir, socketDir);
      release();
      resolve({ expected: isStopping, code, signal });
    };
    if (server.exitCode !== null || server.signalCode !== null) ended(server.exitCode, server.signalCode);
    else server.once('exit', ended);
  });
  const stop = async () => {
    isStopping = true;
    await endServer(server, exited);
  };
  try {
    const config = await ensureDatabase(socketDir);
    return { config, fresh, exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** SIGINT ends sessions and writes a checkpoint; SIGQUIT, if that takes too long, leaves recovery to the next start. */
async function endServer(server: ChildProcess, exited: Promise<unknown>): Promise<void> {
  server.kill('SIGINT');
  const impatience = setTimeout(() => server.kill('SIGQUIT'), quickStopMs);
  await exited;
  clearTimeout(impatience);
}
