// The built-in database as an operator's machine treats it: first start, restart, kill, stale files, wrong folders.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres } from './embedded.ts';
import { canReach } from './embedded/server-user.ts';

const moduleUrl = new URL('./embedded.ts', import.meta.url);
const isRoot = process.getuid?.() === 0;
/** Any user without rights; the number of `nobody` nearly everywhere. */
const ordinary = { uid: 65_534, gid: 65_534 };

function temporaryFolder(t: TestContext): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rytm-embedded-'));
  fs.chmodSync(folder, 0o755);
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(t: TestContext, dataDir: string) {
  const server = await startEmbeddedPostgres({ dataDir, fsync: false });
  t.after(server.stop);
  return server;
}

/** Another Rytm process on the folder; `line` is "started <postgres pid>" or the name and sentence of its error. */
async function startProcess(t: TestContext, dataDir: string, identity: { uid: number; gid: number } | null = null): Promise<{ process: ChildProcess; line: string }> {
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(moduleUrl.href)});
    const fs = await import('node:fs');
    const identity = ${JSON.stringify(identity)};
    if (identity !== null) { process.setgroups([]); process.setgid(identity.gid); process.setuid(identity.uid); }
    try {
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, fsync: false });
      console.log('started ' + fs.readFileSync(${JSON.stringify(path.join(dataDir, 'postgres', 'postmaster.pid'))}, 'utf8').split('\\n')[0]);
    } catch (error) { console.log(error.name + ' ' + error.message); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const [line] = await once(createInterface(child.stdout), 'line');
  return { process: child, line: String(line) };
}

async function killProcess(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** A zombie waiting for its parent has ended as far as we are concerned. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function query(config: pg.ClientConfig, text: string): Promise<unknown[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('a first start creates the database with both roles, and a second keeps its data and is quick', async (t) => {
  const dataDir = temporaryFolder(t);
  const first = await start(t, dataDir);
  assert.equal(first.fresh, true);
  await query(first.config, `CREATE TABLE kept (word text); INSERT INTO kept VALUES ('Київ'); GRANT SELECT ON kept TO rytm_app`);
  await first.stop();
  assert.deepEqual(await first.exited, { expected: true, code: 0, signal: null });

  const startedAt = performance.now();
  const second = await start(t, dataDir);
  const durationMs = performance.now() - startedAt;
  assert.equal(second.fresh, false);
  assert.ok(durationMs < 2000, `started in ${Math.round(durationMs)} ms`); // About 130 on an idle machine.
  assert.deepEqual(await query({ ...second.config, user: 'rytm_app' }, 'SELECT * FROM kept'), [{ word: 'Київ' }]);
  await assert.rejects(query({ ...second.config, user: 'rytm_app' }, 'DROP TABLE kept'), { code: '42501' });
});

test('the server listens on its socket alone and keeps what it acknowledges', async (t) => {
  const server = await startEmbeddedPostgres({ dataDir: temporaryFolder(t) });
  t.after(server.stop);
  const rows = await query(server.config, `SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'fsync', 'synchronous_commit', 'full_page_writes') ORDER BY name`);
  assert.deepEqual(rows, [
    { name: 'fsync', setting: 'on' }, { name: 'full_page_writes', setting: 'on' },
    { name: 'listen_addresses', setting: '' }, { name: 'synchronous_commit', setting: 'on' },
  ]);
  const [text] = await query(server.config, `SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale FROM pg_database WHERE datname = current_database()`);
  assert.deepEqual(text, { encoding: 'UTF8', provider: 'i', locale: 'und' });
});

test('a second process on the same folder is refused in one sentence, and the first goes on', async (t) => {
  const dataDir = temporaryFolder(t);
  const first = await start(t, dataDir);
  const second = await startProcess(t, dataDir);
  assert.equal(second.line, `StartupError Another Rytm (process ${process.pid}) is already using the data folder ${fs.realpathSync(dataDir)}; stop it first, or choose another folder with --data.`);
  assert.deepEqual(await query(first.config, 'SELECT 1 AS one'), [{ one: 1 }]);
});

test('a killed process leaves no server after a moment, and the next start works', async (t) => {
  const dataDir = temporaryFolder(t);
  const killed = await startProcess(t, dataDir);
  const pid = Number(/^started (\d+)$/.exec(killed.line)?.[1]);
  assert.ok(isRunning(pid));
  await killProcess(killed.process);
  const deadline = performance.now() + 10_000;
  while (isRunning(pid) && performance.now() < deadline) await sleep(50);
  assert.equal(isRunning(pid), false);
  const next = await start(t, dataDir);
  assert.deepEqual(await query(next.config, 'SELECT 1 AS one'), [{ one: 1 }]);
});

test('a start right after a kill takes the folder over from the server still running', async (t) => {
  const dataDir = temporaryFolder(t);
  for (let round = 0; round < 3; round += 1) {
    const { process: child, line } = await startProcess(t, dataDir);
    assert.match(line, /^started /);
    await killProcess(child);
  }
  const next = await start(t, dataDir);
  assert.equal(next.fresh, false);
});

test('a server that was itself killed is reported, and its folder starts again', async (t) => {
  const dataDir = temporaryFolder(t);
  const first = await start(t, dataDir);
  const pid = Number.parseInt(fs.readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
  process.kill(pid, 'SIGKILL');
  assert.deepEqual(await first.exited, { expected: false, code: null, signal: 'SIGKILL' });
  const next = await start(t, dataDir);
  assert.deepEqual(await query(next.config, 'SELECT 1 AS one'), [{ one: 1 }]);
});

test('files with the number of a process that is now somebody else do not stop a start', async (t) => {
  const dataDir = temporaryFolder(t);
  const first = await start(t, dataDir);
  const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid');
  const socketLock = path.join(dataDir, 'postgres', '.s.PGSQL.5432.lock');
  const texts = [pidFile, socketLock].map((file) => [file, fs.readFileSync(file, 'utf8')] as const);
  await first.stop();
  for (const [file, text] of texts) fs.writeFileSync(file, text.replace(/^\d+/, String(process.pid)));
  const next = await start(t, dataDir);
  assert.deepEqual(await query(next.config, 'SELECT 1 AS one'), [{ one: 1 }]);
});

test('a path too long for a socket still works and leaves no folder behind', async (t) => {
  const dataDir = path.join(temporaryFolder(t), 'a-very-long-name-'.repeat(8));
  const server = await start(t, dataDir);
  assert.ok(server.config.host.length < 100);
  assert.deepEqual(await query(server.config, 'SELECT 1 AS one'), [{ one: 1 }]);
  await server.stop();
  assert.equal(fs.existsSync(server.config.host), false);
});

test('a half-made database of an interrupted first start is made anew', async (t) => {
  const dataDir = temporaryFolder(t);
  fs.mkdirSync(path.join(dataDir, 'postgres.new'));
  fs.writeFileSync(path.join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
  assert.equal((await start(t, dataDir)).fresh, true);
});

test('a folder made by another PostgreSQL, or a file in place of the folder, is refused in one sentence', async (t) => {
  const dataDir = temporaryFolder(t);
  fs.mkdirSync(path.join(dataDir, 'postgres'));
  fs.writeFileSync(path.join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
  await assert.rejects(startEmbeddedPostgres({ dataDir }), { name: 'StartupError', message: /PostgreSQL 15 and this Rytm runs PostgreSQL 18/ });
  const file = fileURLToPath(import.meta.url);
  await assert.rejects(startEmbeddedPostgres({ dataDir: file }), { name: 'StartupError', message: /cannot be written/ });
});

test('a folder an ordinary user may not write is refused in one sentence', async (t) => {
  const dataDir = temporaryFolder(t);
  fs.chmodSync(dataDir, 0o555);
  const { line } = await startProcess(t, dataDir, isRoot ? ordinary : null);
  assert.equal(line, `StartupError The data folder ${dataDir} cannot be written: permission denied.`);
});

// Below root's own home an ordinary user could not run this program at all.
if (!isRoot || canReach(ordinary, path.dirname(fileURLToPath(moduleUrl)))) {
  test('an ordinary user runs the server as itself', async (t) => {
    const dataDir = temporaryFolder(t);
    if (isRoot) fs.chownSync(dataDir, ordinary.uid, ordinary.gid);
    const { line } = await startProcess(t, dataDir, isRoot ? ordinary : null);
    assert.match(line, /^started /);
  });
}
