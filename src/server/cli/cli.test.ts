// The command line as an operator meets it: real processes on a real data folder.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connect, signIn } from './socket-client.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rytm-cli-'));
fs.chmodSync(dataDir, 0o755);
const started = new Set<ChildProcess>();
after(async () => {
  for (const child of started) child.kill('SIGKILL');
  await sleep(500); // the database's watchdog leaves the folder
  fs.rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

interface Ended { code: number | null; stdout: string; stderr: string }
function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env.PATH ?? '', RYTM_DATA: dataDir, LOG_LEVEL: 'warn', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  started.add(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => { said.stdout += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { said.stderr += chunk.toString(); });
  const ended = once(child, 'close').then(([code]): Ended => { started.delete(child); return { code: code as number | null, ...said }; }); // node's own signature
  return { child, said, ended };
}
const rytm = (args: string[], env?: Record<string, string>) => start(args, env).ended;

async function serve(args: string[] = []) {
  const server = start(['serve', '--port', '0', ...args]);
  const deadline = performance.now() + 20_000;
  for (;;) {
    // The whole line: what comes after it is printed with it.
    const url = /Rytm runs at (http:\/\/\S+)\/\n/.exec(server.said.stdout)?.[1];
    if (url) return { ...server, url };
    assert.ok(performance.now() < deadline && server.child.exitCode === null, `${server.said.stdout}${server.said.stderr}`);
    await sleep(20);
  }
}
async function setUp(url: string, link: string): Promise<void> {
  const response = await fetch(`${url}/api/setup`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: link.split('/').pop(), studioName: 'Студія', zone: 'Europe/Kyiv', currency: 'UAH', language: 'uk', name: 'Олена', login: 'olena', password: 'long-enough' }),
  });
  assert.equal(response.status, 204, await response.text());
}

test('from the first start to the last signal', { timeout: 110_000 }, async (t) => {
  const server = await serve();
  const link = /^http.*\/setup\/\S+$/m.exec(server.said.stdout)?.[0];
  assert.ok(link, server.said.stdout);
  await setUp(server.url, link);
  const asOlena = ['--url', server.url, '--login', 'olena'];
  const password = { RYTM_PASSWORD: 'long-enough' };

  await t.test('call leases the id of a new row and prints the answer as JSON', async () => {
    const made = await rytm(['call', 'client.create', '{"firstName":"Оксана"}', ...asOlena], password);
    assert.equal(made.code, 0, made.stderr);
    const answer = JSON.parse(made.stdout) as { id: number; rev: number; output: object };
    assert.ok(answer.id > 0 && answer.rev > 0);
    const got = await rytm(['call', 'client.get', `{"id":${answer.id}}`, ...asOlena], password);
    assert.equal((JSON.parse(got.stdout) as { output: { firstName: string } }).output.firstName, 'Оксана');
  });

  await t.test('a refusal is JSON on the error stream and code 1', async () => {
    for (const [args, code] of [
      [['call', 'client.get', '{"id":999999}', ...asOlena], 'notFound'],
      [['call', 'client.get', '{"id":"x"}', ...asOlena], 'invalid'],
      [['call', 'client.get', '{"id":1,"nmae":"x"}', ...asOlena], 'invalid'],
      [['call', 'studio.get', ...asOlena, '--password', 'wrong-password'], 'wrongPassword'],
    ] as const) {
      const refused = await rytm([...args], password);
      assert.equal(refused.code, 1);
      assert.equal(refused.stdout, '');
      assert.equal((JSON.parse(refused.stderr) as { code: string }).code, code);
    }
  });

  await t.test('a login is added beside the running server and can sign in at once', async () => {
    const added = await rytm(['user', 'add', '--login', 'marta', '--name', 'Марта', '--role', 'administrator', '--password', 'other-password']);
    assert.equal(added.code, 0, added.stderr);
    const me = await rytm(['call', 'session.me', '--url', server.url, '--login', 'marta', '--password', 'other-password']);
    assert.deepEqual((JSON.parse(me.stdout) as { output: { roles: string[] } }).output.roles, ['administrator']);
    const again = await rytm(['user', 'add', '--login', 'marta', '--name', 'Марта', '--role', 'owner', '--password', 'other-password']);
    assert.deepEqual([again.code, again.stderr], [1, 'There is a login marta already.\n']);
  });

  await t.test('a file of clients is shown, taken over on a yes, once, and comes out again', async () => {
    const file = path.join(dataDir, 'clients.csv');
    fs.writeFileSync(file, 'ПІБ;Телефон;Баланс\nШевченко Наталія;(067) 123-45-67;100\nБойко Леся;067 12;\nШевченко Наталья;+380671234567;\n;0501112233;\n');
    const asked = await rytm(['import', 'clients', file]);
    assert.equal(asked.code, 1);
    assert.match(asked.stderr, /line 3: phone “067 12”\nline 5: noName “.*”, left out\n3 people: 2 to add, 1 doubles to fill in, 0 doubles to leave out, 0 taken over before\.\nNothing was changed/);
    const done = await rytm(['import', 'clients', file, '--yes']);
    assert.deepEqual(JSON.parse(done.stdout), { added: 2, filled: 1, present: 0, openings: 1 }, done.stderr);
    assert.deepEqual(JSON.parse((await rytm(['import', 'clients', file, '--yes'])).stdout), { added: 0, filled: 0, present: 3, openings: 0 });
    const out = await rytm(['export', 'clients', '--language', 'en']);
    assert.match(out.stdout, /^\ufeffLast name;First name;Phone;[^\n]*\r\n[^]*Шевченко;Наталія;\+380671234567;[^\n]*;100\.00;/);
    const folder = path.join(dataDir, 'export');
    const all = await rytm(['export', 'all', folder]);
    assert.equal(all.code, 0, all.stderr);
    assert.deepEqual(fs.readdirSync(folder).sort(), ['абонементи.csv', 'відвідування.csv', 'групи.csv', 'заняття.csv', 'клієнти.csv', 'рух-коштів.csv', 'тренери.csv']);
    assert.match(fs.readFileSync(path.join(folder, 'рух-коштів.csv'), 'utf8'), /^\ufeffНомер;Дата;[^\n]*\r\n[^]*;залишок з попередньої системи;[^\n]*;100,00;/);
    assert.equal((await rytm(['export', 'all'])).stderr, 'rytm export all FOLDER [--language uk|en]\n');
    const missing = await rytm(['import', 'clients', 'nowhere.csv']);
    assert.equal(missing.stderr, 'The file nowhere.csv cannot be read: it does not exist.\n');
  });

  await t.test('a second server on the folder and a taken port are refused in one sentence', async () => {
    const second = await rytm(['serve', '--port', '0']);
    assert.equal(second.code, 1);
    assert.match(second.stderr, /^Another Rytm .* is already using the data folder .*\n$/);
    const other = fs.mkdtempSync(path.join(os.tmpdir(), 'rytm-cli-'));
    fs.chmodSync(other, 0o755);
    t.after(() => fs.rmSync(other, { recursive: true, force: true }));
    const port = new URL(server.url).port;
    const taken = await rytm(['serve', '--port', port, '--data', other]);
    assert.deepEqual([taken.code, taken.stderr], [1, `Port ${port} at 127.0.0.1 is already in use by another program: end it, or choose another port with --port.\n`]);
  });

  await t.test('when the database dies the server starts it again and its sockets go on', async () => {
    const client = await connect({ url: server.url, cookie: await signIn(server.url, 'olena', 'long-enough') });
    process.kill(Number.parseInt(fs.readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10), 'SIGKILL');
    const id = await client.newId();
    const { rev } = await client.call('client.create', { id, firstName: 'Після падіння' });
    await client.waitForRev(rev);
    assert.ok(client.held.of('client').has(id));
    await client.close();
  });

  await t.test('a signal says goodbye to the sockets and leaves no process behind', async () => {
    const client = await connect({ url: server.url, cookie: await signIn(server.url, 'olena', 'long-enough') });
    const idle = net.connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(idle, 'connect');
    idle.on('error', () => {});
    const startedAt = performance.now();
    server.child.kill('SIGTERM');
    assert.deepEqual(await client.waitForEnd(), { code: 1012, reason: 'restart' });
    const { code } = await server.ended;
    idle.destroy();
    assert.equal(code, 0, server.said.stderr);
    assert.ok(performance.now() - startedAt < 5000, `it took ${performance.now() - startedAt} ms`);
    assert.equal(fs.existsSync(path.join(dataDir, 'postgres', 'postmaster.pid')), false);
    assert.equal(fs.existsSync(path.join(dataDir, 'rytm.pid')), false);
  });

  await t.test('a login can be added while no server runs, with a password made up for it', async () => {
    const needy = await rytm(['user', 'add', '--login', 'ivan', '--name', 'Іван', '--role', 'trainer']);
    assert.equal(needy.stderr, 'The login was refused: --trainer-id required.\n');
    const added = await rytm(['user', 'add', '--login', 'ivan', '--name', 'Іван', '--role', 'administrator']);
    assert.match(added.stdout, /^ivan can sign in with the password [\w-]{19}\.\n$/, added.stderr);
    const word = /password (\S+)\.$/m.exec(added.stdout)?.[1] ?? '';
    const next = await serve();
    assert.doesNotMatch(next.said.stdout, /setup/);
    assert.match(await signIn(next.url, 'ivan', word), /rytm=/);
    next.child.kill('SIGINT');
    assert.equal((await next.ended).code, 0);
  });
});

test('what is not a command, an operation, a role or a server is said in one sentence', async () => {
  for (const [args, sentence] of [
    [['sevre'], /^There is no command "sevre": see rytm help\.\n$/],
    [['call', 'lesson.mvoe', '--login', 'x'], /^Say which operation: .* There is no "lesson\.mvoe": see rytm ops\.\n$/],
    [['call', 'studio.get', '--login', 'x', '--password', 'y', '--url', 'http://127.0.0.1:9'], /^No Rytm answers at http:\/\/127\.0\.0\.1:9: is it running\?\n$/],
    [['call', 'studio.get', '--nonsense'], /^Unknown option '--nonsense'.* See rytm help\.\n$/],
    [['user', 'add', '--role', 'boss'], /^--role should be one of owner, administrator, trainer, client, not "boss"\.\n$/],
    [['import', 'timetable'], /^Say which file: /],
  ] as const) {
    const { code, stderr } = await rytm([...args]);
    assert.equal(code, 1);
    assert.match(stderr, sentence);
  }
});

test('the list of operations is whole, for people and for programs', async () => {
  const table = await rytm(['ops']);
  assert.match(table.stdout, /^ {2}1 {2}lesson\.move {2}write {2}owner, administrator, trainer$/m);
  const list = JSON.parse((await rytm(['ops', '--json'])).stdout) as { code: number; name: string; input: Record<string, string> }[];
  assert.equal(list.find((o) => o.name === 'client.create')?.input['lastName?'], 'text 1…80');
});
