// The installation's database, ready for use: the built-in one started here, the one a running server has, or DATABASE_URL.
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { appRole } from '../db/app-role.ts';
import { openDatabase, type Database } from '../db/database.ts';
import type { PgConfig } from '../db/embedded.ts';
import { databaseName, ownerRole } from '../db/embedded/cluster.ts';
import { chooseServerUser } from '../db/embedded/server-user.ts';
import { socketDirOf, socketPort } from '../db/embedded/socket-dir.ts';
import { migrate } from '../db/migrate.ts';
import { superviseDatabase } from './supervisor.ts';

export interface Installation {
  db: Database;
  /** Ends the database if it was started here. Close the app, and with it `db`, before. */
  stop(): Promise<void>;
}
export interface OpenOptions {
  log: Logger;
  /** Use the database of a server that already runs on the data folder, instead of refusing. */
  mayShare?: boolean;
  /** The built-in database has died and could not be restarted. */
  onGivenUp?: (error: unknown) => void;
}

/** Throws StartupError. */
export async function openInstallation(config: Config, { log, mayShare = false, onGivenUp = () => {} }: OpenOptions): Promise<Installation> {
  const open = (client: pg.ClientConfig) => openDatabase(client, { onError: (error) => log.warn({ err: error }, 'a database connection was lost') });
  if (config.databaseUrl !== null) {
    await migrate({ connectionString: config.databaseUrl });
    const isRoleOurs = await mayTakeAppRole(config.databaseUrl);
    return { db: open({ connectionString: config.databaseUrl, ...(isRoleOurs && { options: `-c role=${appRole}` }) }), stop: async () => {} };
  }
  const running = mayShare ? await findRunning(config.dataDir) : null;
  if (running) return { db: open({ ...running, user: appRole }), stop: async () => {} };
  const server = await superviseDatabase(config.dataDir, log, onGivenUp);
  try {
    await migrate(server.config);
    return { db: open({ ...server.config, user: appRole }), stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The owner's connection to the built-in database of a server that runs on this folder; null when none answers. */
export async function findRunning(dataDir: string): Promise<PgConfig | null> {
  const clusterDir = path.join(fs.existsSync(dataDir) ? fs.realpathSync(dataDir) : path.resolve(dataDir), 'postgres');
  if (!fs.existsSync(path.join(clusterDir, 'postmaster.pid'))) return null;
  const config = { host: socketDirOf(clusterDir, chooseServerUser(clusterDir)), port: socketPort, user: ownerRole, database: databaseName };
  return (await answers(config)) ? config : null;
}
async function answers(config: PgConfig): Promise<boolean> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 3000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function mayTakeAppRole(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ may: boolean }>(`select coalesce(pg_has_role(current_user, oid, 'member'), false) as may from pg_roles where rolname = $1`, [appRole]);
    return rows[0]?.may === true;
  } finally {
    await client.end();
  }
}
