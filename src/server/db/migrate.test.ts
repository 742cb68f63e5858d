// Migrations on real databases, from folders made for each test.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import pg from 'pg';
import { createTestDatabase } from '../../../test/database.ts';
import { keptPhone } from '../../domain/phone.ts';
import { migrate } from './migrate.ts';

const first = { '0001-room.sql': 'CREATE TABLE room (id int PRIMARY KEY, name text NOT NULL); CREATE SEQUENCE room_number;' };
const second = { ...first, '0002-colour.sql': `ALTER TABLE room ADD colour text; INSERT INTO room VALUES (1, 'Hall', 'green');` };

/** An empty database: the template may have this program's own migrations in it. */
async function prepare(t: TestContext) {
  const database = await createTestDatabase();
  const owner = new pg.Client(database.ownerConfig);
  await owner.connect();
  await owner.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  t.after(async () => {
    await owner.end();
    await database.drop();
  });
  return { ...database, owner };
}

function folderWith(t: TestContext, files: Record<string, string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rytm-migrations-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  for (const [name, sql] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), sql);
  return folder;
}

test('an empty database gets every migration in order, and a second run finds nothing to do', async (t) => {
  const { ownerConfig, owner } = await prepare(t);
  const folder = folderWith(t, second);
  assert.deepEqual(await migrate(ownerConfig, { folder }), { applied: ['0001-room', '0002-colour'] });
  assert.deepEqual(await migrate(ownerConfig, { folder }), { applied: [] });
  const { rows } = await owner.query('SELECT version, name, length(checksum) AS length FROM schema_migration ORDER BY version');
  assert.deepEqual(rows, [{ version: 1, name: 'room', length: 64 }, { version: 2, name: 'colour', length: 64 }]);
});

test('a database that has the first migration gets only the second', async (t) => {
  const { ownerConfig } = await prepare(t);
  await migrate(ownerConfig, { folder: folderWith(t, first) });
  assert.deepEqual(await migrate(ownerConfig, { folder: folderWith(t, second) }), { applied: ['0002-colour'] });
});

test('four processes migrating at once all succeed and each migration is applied once', async (t) => {
  const { ownerConfig } = await prepare(t);
  const folder = folderWith(t, second);
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate(ownerConfig, { folder })));
  assert.deepEqual(results.flatMap(({ applied }) => applied), ['0001-room', '0002-colour']);
});

test('a migration changed after it was applied is refused', async (t) => {
  const { ownerConfig } = await prepare(t);
  await migrate(ownerConfig, { folder: folderWith(t, first) });
  const changed = folderWith(t, { '0001-room.sql': 'CREATE TABLE room (id bigint)' });
  await assert.rejects(migrate(ownerConfig, { folder: changed }), { name: 'StartupError', message: /0001-room has changed/ });
});

test('a database used by a newer program is refused', async (t) => {
  const { ownerConfig } = await prepare(t);
  await migrate(ownerConfig, { folder: folderWith(t, second) });
  await assert.rejects(migrate(ownerConfig, { folder: folderWith(t, first) }), { name: 'StartupError', message: /0002-colour.*newer Rytm/ });
});

test('a failing migration is undone whole and names its line', async (t) => {
  const { ownerConfig, owner } = await prepare(t);
  const folder = folderWith(t, { ...first, '0002-wrong.sql': 'CREATE TABLE half (id int);\nSELECT nothing;' });
  await assert.rejects(migrate(ownerConfig, { folder }), { name: 'StartupError', message: /0002-wrong.*"nothing".*line 2/ });
  const { rows } = await owner.query(`SELECT to_regclass('half') AS half, to_regclass('room')::text AS room`);
  assert.deepEqual(rows, [{ half: null, room: 'room' }]);
});

test('a gap in the numbers is refused', async (t) => {
  const { ownerConfig } = await prepare(t);
  const folder = folderWith(t, { ...first, '0003-late.sql': 'SELECT 1' });
  await assert.rejects(migrate(ownerConfig, { folder }), { name: 'StartupError', message: /0003-late\.sql should be number 0002/ });
});

test('a database that cannot be reached is named in one sentence', async () => {
  await assert.rejects(migrate({ connectionString: 'postgres://somebody:secret@127.0.0.1:1/studio' }), (error: Error) => {
    assert.equal(error.name, 'StartupError');
    assert.match(error.message, /^The database studio at 127\.0\.0\.1:1 cannot be reached: .+\.$/);
    assert.doesNotMatch(error.message, /secret/);
    return true;
  });
});

test('the application reads and writes rows, but neither truncates, nor alters, nor rewrites the history', async (t) => {
  const { ownerConfig, appConfig } = await prepare(t);
  await migrate(ownerConfig, { folder: folderWith(t, second) });
  const app = new pg.Client(appConfig);
  await app.connect();
  await app.query(`INSERT INTO room VALUES (nextval('room_number') + 10, 'Studio'); UPDATE room SET colour = 'red'; DELETE FROM room`);
  await app.query('SELECT * FROM schema_migration');
  for (const refused of ['TRUNCATE room', 'ALTER TABLE room ADD extra text', 'CREATE TABLE own (id int)', 'DELETE FROM schema_migration']) {
    await assert.rejects(app.query(refused), { code: '42501' }, refused);
  }
  await app.end();
});

test('phones that were kept as they were written get the one spelling, as the program spells them, and devices read anew', async (t) => {
  const { ownerConfig, owner } = await prepare(t);
  const own = new URL('migrations/', import.meta.url);
  const before = Object.fromEntries(fs.readdirSync(own).filter((name) => name < '0015').map((name) => [name, fs.readFileSync(new URL(name, own), 'utf8')]));
  await migrate(ownerConfig, { folder: folderWith(t, before) });
  const phones = ['067 123-45-67', '80671234567', '380671234567', '+38 (067) 123-45-67', '00380671234567', '671234567', ' 8 067 123–45–67 ', '+48 601 234 567', '0048601234567', '067 мама', '067', '0000000000', '+0671234567', '067+1234567'];
  await owner.query(`insert into studio(name, zone, currency, language) values ('Київ', 'Europe/Kyiv', 'UAH', 'uk'), ('Paris', 'Europe/Paris', 'EUR', 'en'), ('Без телефонів', 'Europe/Kyiv', 'UAH', 'uk')`);
  await owner.query(`insert into trainer(studio_id, id, rev, aud, first_name, phone, hue) select s, n, 1, '{s}', 'Т', phone, 1 from unnest(array[1, 2]) s, unnest($1::text[]) with ordinality p(phone, n)`, [phones]);
  await owner.query(`insert into client(studio_id, id, rev, aud, first_name, phone, registered_on) select studio_id, id + 100, rev, aud, first_name, phone, '2026-11-01' from trainer`);
  const { rows: was } = await owner.query<{ epoch: string }>('select epoch from studio order by id');
  assert.deepEqual((await migrate(ownerConfig)).applied[0], '0015-one-spelling');
  const { rows } = await owner.query<{ studio_id: number; phones: string[] }>(`select studio_id, array_agg(phone order by id) as phones from (select studio_id, id, phone from trainer union all select studio_id, id, phone from client) x group by 1 order by 1`);
  const spelled = phones.map((phone) => { const kept = keptPhone(phone, 'Europe/Kyiv'); return kept.startsWith('+380') ? kept : phone; });
  assert.deepEqual(rows, [{ studio_id: 1, phones: [...spelled, ...spelled] }, { studio_id: 2, phones: [...phones, ...phones] }]);
  const { rows: now } = await owner.query<{ epoch: string }>('select epoch from studio order by id');
  assert.deepEqual(now.map(({ epoch }, i) => epoch === was[i]?.epoch), [false, true, true]);
});
