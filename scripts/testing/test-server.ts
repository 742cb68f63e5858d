// The database server of a whole run: a temporary folder, no syncing, and a migrated template which every test copies.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres, type PgConfig } from '../../src/server/db/embedded.ts';
import { migrate } from '../../src/server/db/migrate.ts';

/** Starts the server and migrates the template; `stop` leaves nothing behind. */
export async function startTestServer(): Promise<{ config: PgConfig; stop(): Promise<void> }> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rytm-test-'));
  fs.chmodSync(dataDir, 0o755); // As root the server's user has to pass through it.
  const remove = () => fs.rmSync(dataDir, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    const server = await startEmbeddedPostgres({ dataDir, fsync: false, maxConnections: 200 });
    const stop = async () => {
      await server.stop();
      remove();
    };
    await migrate(server.config).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { config: server.config, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
