// Brings a database up to the migrations of this program. Forward only, one process at a time, each migration whole or not at all.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { StartupError } from '../startup-error.ts';
import { createAppRole, grantAppRole } from './app-role.ts';

export type Migration = { version: number; name: string; sql: string; checksum: string };
type AppliedMigration = { version: number; name: string; checksum: string };

const ownFolder = fileURLToPath(new URL('./migrations/', import.meta.url));
/** Any number will do, as long as it stays: all processes on one database meet at it. */
const lockKey = 7_400_001;
const oldestServerVersion = 150_000;

/**
 * Applies what is missing, in order, and gives the application's role its rights.
 * Connects as the owner of the tables. Throws `StartupError` when the database cannot be used by this program.
 */
export async function migrate(config: pg.ClientConfig | { connectionString: string }, options: { folder?: string } = {}): Promise<{ applied: string[] }> {
  const migrations = readMigrations(options.folder ?? ownFolder);
  const client = await connect(config);
  try {
    await checkServer(client);
    await client.query('SELECT pg_advisory_lock($1)', [lockKey]);
    return { applied: await applyMissing(client, migrations) };
  } finally {
    await client.end();
  }
}

/** Reads `NNNN-name.sql` files in the order of their numbers, which start at 1 without gaps. */
export function readMigrations(folder: string): Migration[] {
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.sql')).sort();
  return names.map((file, index) => {
    const [, digits, name] = /^(\d{4})-(.+)\.sql$/.exec(file) ?? [];
    if (digits === undefined || name === undefined || Number(digits) !== index + 1) {
      throw new StartupError(`The migration ${file} should be number ${String(index + 1).padStart(4, '0')}: the files in ${folder} are to be numbered from 0001 without gaps.`);
    }
    const sql = fs.readFileSync(path.join(folder, file), 'utf8');
    return { version: index + 1, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, ...config });
  try {
    await client.connect();
    return client;
  } catch (error) {
    const reason = error instanceof Error ? error.message || ('code' in error ? String(error.code) : error.name) : String(error);
    throw new StartupError(`The database ${client.database ?? ''} at ${client.host}:${client.port} cannot be reached: ${reason}.`);
  }
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`);
  const { version = 0, encoding = '' } = rows[0] ?? {};
  if (version < oldestServerVersion) throw new StartupError(`The database server is PostgreSQL ${Math.floor(version / 10_000)}, and Rytm needs 15 or newer.`);
  if (encoding !== 'UTF8') throw new StartupError(`The database keeps text as ${encoding}, and Rytm needs UTF8: create it with ENCODING 'UTF8'.`);
}

async function applyMissing(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS schema_migration (
    version int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
  const { rows: known } = await client.query<AppliedMigration>('SELECT version, name, checksum FROM schema_migration ORDER BY version');
  checkHistory(known, migrations);
  await createAppRole(client);
  const applied: string[] = [];
  for (const migration of migrations.slice(known.length)) {
    await applyOne(client, migration);
    applied.push(fileName(migration));
  }
  await grantAppRole(client, applied.length > 0);
  return applied;
}

/** What the database has must be exactly the beginning of what the program has. */
function checkHistory(known: AppliedMigration[], migrations: Migration[]): void {
  for (const [index, row] of known.entries()) {
    const migration = migrations[index];
    if (migration === undefined) {
      throw new StartupError(`The database has the migration ${fileName(row)}, which this program does not know: it was used by a newer Rytm, so start that one.`);
    }
    if (row.version !== migration.version || row.checksum !== migration.checksum) {
      throw new StartupError(`The migration ${fileName(migration)} has changed since the database got it as ${fileName(row)}: put the old text back and write a new migration.`);
    }
  }
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query('INSERT INTO schema_migration (version, name, checksum) VALUES ($1, $2, $3)', [migration.version, migration.name, migration.checksum]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new StartupError(`The migration ${fileName(migration)} failed and was undone: ${describe(error, migration.sql)}.`, { cause: error });
  }
}

function describe(error: unknown, sql: string): string {
  if (!(error instanceof pg.DatabaseError)) return String(error);
  const line = error.position === undefined ? '' : ` (line ${sql.slice(0, Number(error.position)).split('\n').length})`;
  return `${error.message}${line}${error.hint === undefined ? '' : `, ${error.hint}`}`;
}

function fileName({ version, name }: { version: number; name: string }): string {
  return `${String(version).padStart(4, '0')}-${name}`;
}
