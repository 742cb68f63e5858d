// Sessions and roles at the socket: who is let in, who is thrown out and when, and who may ask for what.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Operation } from '../src/contract/operation.ts';
import { OP_NAMES, ops } from '../src/contract/ops.ts';
import { CallRefused, connect, signIn, signOut, UpgradeRefused } from '../src/server/cli/socket-client.ts';
import { valuesOf } from './arbitrary.ts';
import { aTrainer } from './factories.ts';
import { createTestApp, EVERYBODY, PASSWORD, ROLE_OF } from './test-app.ts';
import { refusalTo, tap, until } from './wire-tap.ts';

const app = await createTestApp();
const AT_ONCE_MS = 2000;

async function assertThrownOut(client: Awaited<ReturnType<typeof app.connect>>, startedAt: number, cookie = client.options.cookie): Promise<void> {
  assert.equal((await client.waitForEnd()).code, 4401);
  assert.ok(performance.now() - startedAt < AT_ONCE_MS, `it took ${performance.now() - startedAt} ms`);
  await assert.rejects(connect({ url: app.url, cookie }), (error: unknown) => error instanceof UpgradeRefused && error.status === 401);
}

test('a login and its password open a session; a wrong one does not and after a few tries has to wait', async () => {
  const cookie = await signIn(app.url, 'Trainer2', PASSWORD);
  const client = await connect({ url: app.url, cookie });
  assert.equal(client.welcome?.me.userId, app.users.trainer2);
  await client.close();
  const codes: string[] = [];
  for (let i = 0; i < 6; i++) await signIn(app.url, 'trainer2', 'wrong').catch((error: unknown) => codes.push((error as CallRefused).refusal.code)); // signIn throws CallRefused
  assert.deepEqual(codes.slice(0, 4), ['wrongPassword', 'wrongPassword', 'wrongPassword', 'wrongPassword']);
  assert.equal(codes[5], 'tooMany');
  assert.match(await signIn(app.url, 'trainer', PASSWORD), /rytm=/);
});

test('a session revoked from another device is closed at once, also on another process', async () => {
  const second = await app.second();
  const here = await app.connect('client');
  const there = await second.connect('client');
  const own = await app.client('client');
  const sessionOf = (client: typeof here) => client.welcome?.me.sessionId ?? 0;
  for (const lost of [here, there]) {
    const startedAt = performance.now();
    await own.call('session.revoke', { sessionId: sessionOf(lost) });
    await assertThrownOut(lost, startedAt);
  }
  assert.equal(own.ended, null);
});

test('nobody can revoke a session of somebody else', async () => {
  const other = await app.client('owner');
  await app.refused('client', 'session.revoke', { sessionId: other.welcome?.me.sessionId ?? 0 }, 'notFound');
  assert.equal(other.ended, null);
});

test('signing out closes the sockets of that session', async () => {
  const client = await app.connect('trainer2');
  const startedAt = performance.now();
  await signOut(app.url, client.options.cookie);
  await assertThrownOut(client, startedAt);
});

test('a new password signs every other device of that login out', async () => {
  const own = await app.connect('client2');
  const other = await app.connect('client2');
  const startedAt = performance.now();
  await own.call('user.setPassword', { currentPassword: PASSWORD, newPassword: 'another-password' });
  await assertThrownOut(other, startedAt);
  assert.equal(own.ended, null);
});

test('a disabled login is thrown out and cannot come back until it is enabled', async () => {
  const client = await app.connect('trainer2');
  const owner = await app.client('owner');
  const user = () => owner.held.of('user').get(app.users.trainer2);
  const startedAt = performance.now();
  await app.do('owner', 'user.disable', { userId: app.users.trainer2, seenRev: user()?.rev ?? 0, isDisabled: true });
  await assertThrownOut(client, startedAt);
  await assert.rejects(signIn(app.url, 'trainer2', PASSWORD), CallRefused);
  await app.do('owner', 'user.disable', { userId: app.users.trainer2, seenRev: user()?.rev ?? 0, isDisabled: false });
  assert.match(await signIn(app.url, 'trainer2', PASSWORD).catch((error: unknown) => (error as CallRefused).refusal.code), /rytm=|tooMany/); // the first test may still make it wait
});

test('a login whose roles change comes back with other rights and other rows', async () => {
  const client = await app.connect('administrator');
  const owner = await app.client('owner');
  const setRoles = async (roles: ('administrator' | 'trainer')[], more = {}) => owner.call('user.setRoles', { userId: app.users.administrator, seenRev: owner.held.of('user').get(app.users.administrator)?.rev ?? 0, roles, ...more });
  assert.ok(client.held.of('client').size >= 2);
  const { rev } = await setRoles(['trainer'], { trainerId: (await aTrainer(app)).id });
  assert.equal((await client.waitForEnd()).code, 4403);
  await owner.waitForRev(rev);
  await client.open({ resume: true });
  assert.equal(client.welcome?.mode, 'snapshot');
  assert.equal(client.held.of('client').size, 0);
  await assert.rejects(client.call('client.create', { id: 1, firstName: 'x' }), (error: unknown) => error instanceof CallRefused && error.refusal.code === 'forbidden');
  await client.close();
  await setRoles(['administrator']);
});

for (const who of EVERYBODY.filter((w) => w !== 'trainer2' && w !== 'client2')) {
  test(`${who}: every operation in the table is forbidden or allowed by its roles alone`, async () => {
    for (const name of OP_NAMES) {
      const operation = ops[name] as Operation;
      const isAllowed = operation.roles.includes(ROLE_OF[who]);
      // A device of its own for each: an allowed operation may end it.
      const socket = tap(app.url, await app.session(who));
      await socket.client.open();
      const [input] = fc.sample(valuesOf(operation.input), { numRuns: 1, seed: 3 });
      const outcome = await socket.client.call(name, input as never).then(() => 'done', (error: unknown) => (error as CallRefused).refusal); // a call is refused or answered
      if (!isAllowed) assert.deepEqual(outcome, { code: 'forbidden' }, name);
      else if (outcome !== 'done') {
        // Whom and what a row allows is told with a field; a trainer may be told so about a lesson of others.
        const { code, field } = outcome as { code: string; field?: string }; // a refusal
        assert.ok([...operation.errors, 'invalid'].includes(code as 'invalid') || (code === 'forbidden' && (field !== undefined || who === 'trainer')), `${name} was refused with ${JSON.stringify(outcome)}`);
      }
      await socket.client.close();
    }
  });
}

test('a frame that is allowed to nobody of that role changes nothing', async () => {
  await app.refused('client', 'room.create', { id: 5, name: 'Мій зал', places: [] }, 'forbidden');
  await app.refused('trainer', 'studio.update', { seenRev: 0, name: 'Моя студія' }, 'forbidden');
  await app.refused('administrator', 'user.setRoles', { userId: app.users.administrator, seenRev: 1, roles: ['owner'] }, 'forbidden');
});

test('more than a hundred operations at once are slowed down, and the very same bytes later succeed once', async () => {
  const startedAt = performance.now();
  const socket = tap(app.url, await app.session('administrator'));
  await socket.client.open();
  const id = await socket.client.newId();
  const frames = Array.from({ length: 400 }, () => ({ frame: socket.client.requestFrame('session.me', {}), request: socket.client.lastRequest }));
  const write = { frame: socket.client.requestFrame('client.create', { id, firstName: 'Терпляча' }), request: socket.client.lastRequest };
  const refusedOf = (some: typeof frames) => some.filter(({ request }) => refusalTo(socket, request)?.code === 'tooMany').length;
  // No more at once than the server takes in flight.
  const twenty = (from: number) => frames.slice(from, from + 20).map(({ frame, request }) => socket.client.sendRequest('session.me', frame, request).catch(() => {}));
  let sent = 0;
  for (; sent < 380 && refusedOf(frames.slice(0, sent)) < 20; sent += 20) await Promise.all(twenty(sent));
  // The allowance grows by twenty a second, and this may take longer than usual.
  const allowed = sent - refusedOf(frames.slice(0, sent)), most = 100 + ((performance.now() - startedAt) * 20) / 1000;
  assert.ok(allowed >= 90 && allowed <= most, `${allowed} of ${sent} were allowed`);
  const before = await app.rev();
  // Right behind twenty others, which take what has grown meanwhile.
  const crowd = twenty(sent);
  await assert.rejects(socket.client.sendRequest('client.create', write.frame, write.request), (error: unknown) => error instanceof CallRefused && error.refusal.code === 'tooMany' && (error.refusal.retryAt ?? 0) > app.clock.now());
  await Promise.all(crowd);
  assert.equal(await app.rev(), before);
  await app.clock.advance(2000);
  await new Promise((done) => setTimeout(done, 1100));
  await socket.client.sendRequest('client.create', write.frame, write.request);
  await socket.client.sendRequest('client.create', write.frame, write.request);
  assert.equal(await app.rev(), before + 1);
  await socket.client.close();
});

test('a session past its end is let in nowhere, may write nothing, and its open sockets are closed', { timeout: 30_000 }, async () => {
  const client = await app.connect('trainer');
  const lesson = { id: await client.newId(), onDate: '2027-01-25', startMin: 600, kindId: app.kinds.individual, trainerId: app.trainers.trainer };
  await app.clock.advance(61 * 86_400_000);
  await assert.rejects(client.call('lesson.create', lesson), (error: unknown) => error instanceof CallRefused && error.refusal.code === 'forbidden', 'a write goes through');
  await assert.rejects(connect({ url: app.url, cookie: client.options.cookie }), (error: unknown) => error instanceof UpgradeRefused && error.status === 401);
  await until(() => client.ended !== null, 'the socket of an expired session is closed', 15_000);
  assert.equal(client.ended?.code, 4401);
});
