import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowOf } from '../../../test/factories.ts';
import { createTestApp, PASSWORD } from '../../../test/test-app.ts';
import { signIn } from './sign-in.ts';

const app = await createTestApp();
const { users } = app;
const NEW = 'another-password';
const canSignIn = async (login: string, password: string, address = '10.0.0.1') => (await signIn(app.app.db.read, app.studioId, login, password, address, app.clock.now())).ok;

test('a person reads who they are', async () => {
  const client = await app.client('trainer');
  const { output } = await app.do('trainer', 'session.me', {});
  assert.deepEqual(output, { userId: users.trainer, name: 'Ганна Коваленко', login: 'trainer', roles: ['trainer'], trainerId: app.trainers.trainer, sessionId: client.welcome?.me.sessionId });
});
test('a person sees the own devices, signs another out, and nobody else\'s', async () => {
  const other = await app.connect('client2');
  const { output } = await app.do('client2', 'session.list', {});
  assert.equal(output.sessions.filter((s) => s.isCurrent).length, 1);
  assert.ok(output.sessions.every((s) => s.device === 'client2' && s.address === '127.0.0.1'));
  const sessionId = other.welcome?.me.sessionId ?? 0;
  await app.refused('trainer', 'session.revoke', { sessionId }, 'notFound');
  await app.refused('owner', 'session.revoke', { sessionId }, 'notFound');
  await app.do('client2', 'session.revoke', { sessionId });
  await other.waitForEnd();
  await app.refused('client2', 'session.revoke', { sessionId }, 'notFound');
  assert.ok((await app.do('client2', 'session.list', {})).output.sessions.every((s) => s.id !== sessionId));
});
test('blocks of numbers never overlap and clients get none', async () => {
  const devices = [await app.connect('trainer'), await app.connect('trainer'), await app.client('owner')];
  const firsts = await Promise.all(Array.from({ length: 12 }, (_, i) => devices[i % 3]?.call('session.leaseIds', {}).then(({ output }) => output.first)));
  const sorted = firsts.map((f) => f ?? 0).sort((a, b) => a - b);
  assert.ok(sorted.every((f, i) => i === 0 || f - (sorted[i - 1] ?? 0) >= 256), sorted.join());
  await app.refused('client', 'session.leaseIds', {}, 'forbidden');
});
test('numbers leased on one device are not another\'s, not even the same person\'s', async () => {
  const other = await app.connect('owner');
  const id = await other.newId();
  assert.equal((await app.refused('owner', 'trainer.create', { id, firstName: 'Х' }, 'invalid')).reason, 'notLeased');
  await other.call('trainer.create', { id, firstName: 'Х' });
  assert.equal((await rowOf(app, 'trainer', id)).firstName, 'Х');
});
test('a new password needs the present one and signs the other devices out', async () => {
  const other = await app.connect('administrator');
  await app.refused('administrator', 'user.setPassword', { newPassword: NEW }, 'wrongPassword');
  await app.refused('administrator', 'user.setPassword', { currentPassword: 'wrong', newPassword: NEW }, 'wrongPassword');
  await assert.rejects(app.do('administrator', 'user.setPassword', { currentPassword: PASSWORD, newPassword: 'short' }), /tooShort/);
  await app.do('administrator', 'user.setPassword', { currentPassword: PASSWORD, newPassword: NEW });
  await other.waitForEnd();
  assert.equal((await app.client('administrator')).ended, null, 'this device stays');
  assert.deepEqual([await canSignIn('administrator', PASSWORD), await canSignIn('administrator', NEW)], [false, true]);
});
test('an owner sets another\'s password without the old one; nobody else learns whether the login exists', async () => {
  const device = await app.connect('trainer2');
  assert.deepEqual(await app.refused('administrator', 'user.setPassword', { userId: users.trainer2, newPassword: NEW }, 'notFound'), await app.refused('administrator', 'user.setPassword', { userId: 700_000, newPassword: NEW }, 'notFound'));
  await app.refused('client', 'user.setPassword', { userId: users.owner, newPassword: NEW }, 'notFound');
  await app.refused('owner', 'user.setPassword', { userId: 700_000, newPassword: NEW }, 'notFound');
  await app.do('owner', 'user.setPassword', { userId: users.trainer2, newPassword: NEW });
  await device.waitForEnd();
  assert.equal(await canSignIn('trainer2', NEW), true);
});
test('the first password ends the invitation on the owner\'s screen and in the history', async () => {
  const id = await (await app.client('owner')).newId();
  const { output } = await app.do('owner', 'user.invite', { id, name: 'Нова', login: 'nova', roles: ['administrator'] });
  await app.do('owner', 'user.setPassword', { userId: id, newPassword: NEW });
  const row = await rowOf(app, 'user', id);
  assert.equal(row.isInvited, undefined);
  assert.equal(row.rev, await app.rev());
  assert.deepEqual(await app.sql('select after, operation, user_id::int as by from audit where tbl = 1 and id = $1 and rev = $2', [id, row.rev]), [{ after: { isInvited: null }, operation: 'user.setPassword', by: users.owner }]);
  assert.equal((await app.sql('select 1 from studio_user where id = $1 and invite_hash is not null', [id])).length, 0, `the link ${output.token.length} characters long is used up`);
  assert.equal(await canSignIn('nova', NEW), true);
});
test('who has no login yet gets no password', async () => {
  const id = await (await app.client('owner')).newId();
  await app.do('owner', 'user.invite', { id, name: 'Без логіну', roles: ['administrator'] });
  assert.deepEqual(await app.refused('owner', 'user.setPassword', { userId: id, newPassword: NEW }, 'invalid'), { code: 'invalid', field: 'login', reason: 'required' });
});
