// Databases for tests: each a copy of the migrated template, made in some tens of milliseconds and dropped afterwards.
import { after } from 'node:test';
import pg from 'pg';
import { startTestServer } from '../scripts/testing/test-server.ts';
import type { PgConfig } from '../src/server/db/embedded.ts';

export type TestDatabase = {
  /** Connects as the owner of the tables. */
  ownerConfig: pg.ClientConfig;
  /** Connects as the application does, which owns nothing. */
  appConfig: pg.ClientConfig;
  /** Ends the sessions still open on it and removes it. */
  drop(): Promise<void>;
};

const given = process.env.RYTM_TEST_PG;
let ownServer: ReturnType<typeof startTestServer> | null = null;
let count = 0;

// Here, outside of any test, it means after all of them.
if (given === undefined) after(async () => (await ownServer)?.stop());

/** Makes a fresh, migrated, empty database. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = await findServer();
  const database = `test_${process.pid}_${(count += 1)}`;
  await onServer(template, `CREATE DATABASE ${database} OWNER rytm_owner TEMPLATE ${template.database} STRATEGY FILE_COPY`);
  const { host, port } = template;
  return {
    ownerConfig: { host, port, database, user: 'rytm_owner' },
    appConfig: { host, port, database, user: 'rytm_app' },
    drop: () => onServer(template, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  };
}

/** The server of the whole run, or, for a file run alone, one of its own that ends with the file. */
async function findServer(): Promise<PgConfig> {
  if (given === '') throw new Error('The database for the tests did not start; its own failure tells why.');
  if (given !== undefined) return JSON.parse(given) as PgConfig; // Written by scripts/test.ts.
  ownServer ??= startTestServer();
  return (await ownServer).config;
}

/**
 * The template itself must have no sessions while it is copied, so the statement goes through another database; and only
 * the superuser may end the sessions of every role.
 */
async function onServer({ host, port }: PgConfig, statement: string): Promise<void> {
  const client = new pg.Client({ host, port, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
