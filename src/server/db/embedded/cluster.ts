// The cluster itself: initdb into a passing folder, the server with its settings, the two roles and the database.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartupError, fileErrorReason } from '../../startup-error.ts';
import type { PgConfig } from '../embedded.ts';
import type { Binaries } from './binaries.ts';
import { canReach, type ServerUser } from './server-user.ts';
import { socketPort } from './socket-dir.ts';
import { startWatchdog } from './watchdog.ts';

const majorVersion = '18';
const superuser = 'postgres';
export const ownerRole = 'rytm_owner';
export const appRole = 'rytm_app';
export const databaseName = 'rytm';
/** Sessions of a killed server may hold its shared memory a moment longer than it lived. */
const leftoverPatienceMs = 10_000;

type InitOptions = { dataDir: string; clusterDir: string; binaries: Binaries; user: ServerUser; sync: boolean };

/** Creates the cluster unless it is there; true if it did. A half-made one never gets the final name. */
export async function initCluster(options: InitOptions): Promise<boolean> {
  const { clusterDir, binaries, user } = options;
  if (fs.existsSync(clusterDir)) {
    checkVersion(clusterDir);
    return false;
  }
  const passing = `${clusterDir}.new`;
  try {
    fs.rmSync(passing, { recursive: true, force: true });
    fs.mkdirSync(passing, { mode: 0o700 });
    if (user !== null) fs.chownSync(passing, user.uid, user.gid);
  } catch (error) {
    throw new StartupError(`The data folder ${options.dataDir} cannot be written: ${fileErrorReason(error)}.`);
  }
  await runInitdb(binaries.initdb, [
    '-D', nameFor(passing, user), '-U', superuser, '--auth-local=trust', '--auth-host=reject',
    '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=und', '--locale=C', '--no-instructions',
    ...(options.sync ? [] : ['--no-sync']),
  ], passing, user);
  fs.renameSync(passing, clusterDir);
  return true;
}

function checkVersion(clusterDir: string): void {
  let version: string;
  try {
    version = fs.readFileSync(path.join(clusterDir, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'it is not a database' : fileErrorReason(error);
    throw new StartupError(`The folder ${clusterDir} cannot be used as the database: ${reason}.`);
  }
  if (version !== majorVersion) {
    throw new StartupError(`The database in ${clusterDir} was made by PostgreSQL ${version} and this Rytm runs PostgreSQL ${majorVersion}: restore a backup into a new folder.`);
  }
}

/**
 * The name under which the server's user finds the folder. Below a folder closed to it (root's home) only the current
 * directory, which it inherits open, can be named.
 */
function nameFor(folder: string, user: ServerUser): string {
  if (canReach(user, path.dirname(folder))) return folder;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new StartupError(`The built-in database, which may not run as root, cannot reach ${path.dirname(folder)}: choose a data folder others may enter with --data.`);
}

function processOptions(cwd: string, user: ServerUser) {
  return { cwd, env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, ...(user ?? {}) };
}

function runInitdb(program: string, args: string[], folder: string, user: ServerUser): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(program, args, processOptions(folder, user), (error, _stdout, stderr) => {
      if (error === null) return resolve();
      if (stderr.includes('could not look up effective user')) {
        return reject(new StartupError(`The built-in database needs the user it runs under to have a name, and ${process.getuid?.()} has none on this system: run Rytm as a named user.`));
      }
      const reason = stderr.split('\n').find((line) => /could not|error|fatal/i.test(line)) ?? error.code;
      reject(new StartupError(`The database could not be created in ${path.dirname(folder)}: ${String(reason).replace(/^\w+: (error: )?/, '')}.`));
    });
  });
}

type ServerOptions = {
  clusterDir: string; socketDir: string; binaries: Binaries; user: ServerUser;
  log: (line: string) => void; maxConnections: number; fsync: boolean;
};

/** Starts the server and resolves when it accepts connections. Recovery after a crash may take its time; there is no limit. */
export async function spawnServer(options: ServerOptions): Promise<ChildProcess> {
  const deadline = performance.now() + leftoverPatienceMs;
  for (;;) {
    const outcome = await tryServer(options);
    if (typeof outcome !== 'string') return outcome;
    const isLeftover = outcome.includes('shared memory block');
    if (!isLeftover || performance.now() > deadline) throw new StartupError(`The built-in database did not start: ${outcome}`);
    await sleep(200);
  }
}

/** The running server, or the reason it gave for ending. */
function tryServer(options: ServerOptions): Promise<ChildProcess | string> {
  const { clusterDir, socketDir, user } = options;
  const args = ['-D', nameFor(clusterDir, user), '-k', socketDir === clusterDir ? '.' : socketDir];
  for (const [name, value] of Object.entries(serverSettings(options))) args.push('-c', `${name}=${value}`);
  // Its own session: a Ctrl-C at the terminal is for us, and we stop the server when we are ready.
  const server = spawn(options.binaries.postgres, args, { ...processOptions(clusterDir, user), detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  if (server.pid !== undefined) {
    const watchdog = startWatchdog(server.pid, clusterDir, socketDir);
    server.once('exit', watchdog.dismiss);
  }
  return new Promise((resolve) => {
    let reason = '';
    createInterface(server.stderr).on('line', (line) => {
      options.log(line);
      if (line.includes('FATAL:') || reason === '') reason = line.replace(/^.*?FATAL:\s*/, '');
      if (line.includes('ready to accept connections')) resolve(server);
    });
    server.once('error', (error) => resolve(error.message));
    server.once('close', (code) => resolve(reason || `it ended with code ${code}.`));
  });
}

/** Small on purpose: a studio's data is tens of megabytes, and the whole server should rest in about as much. */
function serverSettings(options: ServerOptions): Record<string, string | number> {
  return {
    listen_addresses: '', port: socketPort, unix_socket_permissions: '0700',
    max_connections: options.maxConnections,
    shared_buffers: '64MB', work_mem: '8MB', maintenance_work_mem: '32MB', huge_pages: 'off',
    // Helper processes a small server has no use for; each costs some megabytes.
    io_method: 'sync', max_logical_replication_workers: 0, max_wal_senders: 0, max_parallel_workers_per_gather: 0, jit: 'off',
    wal_level: 'minimal', min_wal_size: '32MB', max_wal_size: '256MB',
    timezone: 'UTC', log_timezone: 'UTC',
    // Errors of statements go to whoever sent them; here they would only repeat people's data.
    log_min_messages: 'log', log_min_error_statement: 'panic', log_checkpoints: 'off', log_line_prefix: '',
    ...(options.fsync
      ? { fsync: 'on', synchronous_commit: 'on' }
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
}

/** Makes sure of the two roles and the database; returns the owner's connection. */
export async function ensureDatabase(socketDir: string): Promise<PgConfig> {
  const at = { host: socketDir, port: socketPort };
  const client = new pg.Client({ ...at, user: superuser, database: 'postgres' });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('SELECT rolname AS name FROM pg_roles UNION ALL SELECT datname FROM pg_database');
    const names = new Set(rows.map((row) => row.name));
    if (!names.has(ownerRole)) await client.query(`CREATE ROLE ${ownerRole} LOGIN CREATEDB CREATEROLE`);
    if (!names.has(appRole)) await client.query(`CREATE ROLE ${appRole} LOGIN`);
    if (!names.has(databaseName)) await client.query(`CREATE DATABASE ${databaseName} OWNER ${ownerRole}`);
  } finally {
    await client.end();
  }
  return { ...at, user: ownerRole, database: databaseName };
}
