// Opening an installation: a database given by address, and one that somebody else already runs.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { pino } from 'pino';
import { createTestDatabase } from '../../../test/database.ts';
import { readConfig } from '../config.ts';
import { findRunning, openInstallation } from './open.ts';

const log = pino({ level: 'silent' });
const whoAmI = 'select current_user::text as "user", session_user::text as "session"';

test('by DATABASE_URL the application works as the role that owns nothing, when it may', async (t) => {
  const database = await createTestDatabase();
  t.after(database.drop);
  const { host, port, user, database: name } = database.ownerConfig;
  const superuser = new pg.Client({ ...database.ownerConfig, user: 'postgres' });
  await superuser.connect();
  await superuser.query('grant rytm_app to rytm_owner');
  await superuser.end();
  const config = readConfig({ DATABASE_URL: `postgres://${user}@localhost/${name}?host=${encodeURIComponent(String(host))}&port=${port}` }, []);
  const { db, stop } = await openInstallation(config, { log });
  t.after(async () => { await db.close(); await stop(); });
  assert.deepEqual(await db.read(whoAmI), [{ user: 'rytm_app', session: 'rytm_owner' }]);
  await assert.rejects(db.read('drop table lesson'), { code: '42501' });
});

test('a database that is not there is said in one sentence', async () => {
  await assert.rejects(openInstallation(readConfig({ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' }, []), { log }), { name: 'StartupError', message: /^The database none at 127\.0\.0\.1:9 cannot be reached: / });
});

test('a command shares the database of a running server, and starts it when none runs', async (t) => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rytm-open-'));
  fs.chmodSync(dataDir, 0o755);
  t.after(() => fs.rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  const config = readConfig({ RYTM_DATA: dataDir }, []);
  assert.equal(await findRunning(dataDir), null);
  const first = await openInstallation(config, { log, mayShare: true });
  await first.db.small((query) => query(`insert into studio(name, zone, currency, language) values ('Перша', 'Europe/Kyiv', 'UAH', 'uk')`));
  const second = await openInstallation(config, { log, mayShare: true });
  assert.deepEqual(await second.db.read('select name from studio'), [{ name: 'Перша' }]);
  await second.db.close();
  await second.stop();
  assert.deepEqual(await first.db.read(whoAmI), [{ user: 'rytm_app', session: 'rytm_app' }]);
  await first.db.close();
  await first.stop();
  assert.equal(await findRunning(dataDir), null);
});
