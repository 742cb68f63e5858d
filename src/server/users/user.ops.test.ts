import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aTrainer, rowOf } from '../../../test/factories.ts';
import { createTestApp, PASSWORD, type Who } from '../../../test/test-app.ts';
import { acceptInvite, findInvite } from './invite.ts';

const app = await createTestApp();
await app.connectAll();
const { users } = app;
const newId = async (who: Who = 'administrator') => (await app.client(who)).newId();
const open = (token: string) => findInvite(app.app.db.read, token, app.clock.now());
const revOf = async (who: keyof typeof users) => (await rowOf(app, 'user', users[who])).rev;

test('an invitation makes a login that only the owner sees, and the link opens it for fourteen days', async () => {
  const client = await aClient(app);
  const id = await newId();
  const { output, changes } = await app.do('administrator', 'user.invite', { id, name: 'Іван Франко', roles: ['client'], clientId: client.id });
  assert.deepEqual(changes, [{ table: 'user', id }]);
  assert.equal((await open(output.token))?.userId, id);
  assert.equal((await app.client('owner')).held.of('user').get(id)?.isInvited, true);
  assert.equal((await app.client('administrator')).held.of('user').has(id), false);
  assert.equal((await app.sql('select 1 from studio_user where id = $1 and (invite_hash::text like $2 or login is not null)', [id, `%${output.token}%`])).length, 0);
  assert.equal(await findInvite(app.app.db.read, output.token, app.clock.now() + 15 * 86_400_000), null);
  assert.deepEqual(await acceptInvite(app.app.db, { token: output.token, login: 'franko', password: PASSWORD }, app.clock.now()), { ok: true, studioId: app.studioId, userId: id });
  assert.equal((await rowOf(app, 'user', id)).isInvited, undefined);
});
test('the same invitation again makes a new link and ends the old one, until somebody accepts it', async () => {
  const trainer = await aTrainer(app);
  const invite = { id: await newId(), name: 'Леся', login: 'lesia', roles: ['trainer' as const], trainerId: trainer.id };
  const first = await app.do('administrator', 'user.invite', invite);
  const second = await app.do('administrator', 'user.invite', { ...invite, name: 'Леся Українка' });
  assert.equal(await open(first.output.token), null);
  assert.equal((await open(second.output.token))?.name, 'Леся Українка');
  await acceptInvite(app.app.db, { token: second.output.token, login: 'lesia', password: PASSWORD }, app.clock.now());
  assert.equal((await app.refused('administrator', 'user.invite', invite, 'invalid')).reason, 'used');
  assert.deepEqual(await app.refused('administrator', 'user.invite', { ...invite, id: await newId(), login: 'other' }, 'taken'), { code: 'taken', field: 'trainerId' });
});
test('two people invited without a login do not stand in each other\'s way', async () => {
  for (let i = 0; i < 2; i++) await app.do('owner', 'user.invite', { id: await newId('owner'), name: 'Нова', roles: ['administrator'] });
});
test('only an owner invites owners and administrators, and only staff invites at all', async () => {
  const id = await newId();
  await app.refused('administrator', 'user.invite', { id, name: 'Х', roles: ['administrator'] }, 'forbidden');
  await app.refused('administrator', 'user.invite', { id, name: 'Х', roles: ['owner', 'client'], clientId: app.clients.client }, 'forbidden');
  await app.refused('trainer', 'user.invite', { id, name: 'Х', roles: ['client'], clientId: app.clients.client }, 'forbidden');
  const invited = await newId('owner');
  await app.do('owner', 'user.invite', { id: invited, name: 'Друга власниця', roles: ['owner'] });
  const client = await aClient(app);
  await app.refused('administrator', 'user.invite', { id: invited, name: 'Я', roles: ['client'], clientId: client.id }, 'invalid');
});
test('an invitation names who the login is for, once, under a login nobody has', async () => {
  const id = await newId();
  const client = await aClient(app);
  assert.deepEqual(await app.refused('administrator', 'user.invite', { id, name: 'Х', roles: ['client'] }, 'invalid'), { code: 'invalid', field: 'clientId', reason: 'required' });
  assert.equal((await app.refused('administrator', 'user.invite', { id, name: 'Х', roles: [] }, 'invalid')).field, 'roles');
  assert.equal((await app.refused('administrator', 'user.invite', { id, name: 'Х', roles: ['client'], clientId: client.id, trainerId: app.trainers.trainer }, 'invalid')).field, 'trainerId');
  assert.equal((await app.refused('administrator', 'user.invite', { id, name: 'Х', roles: ['trainer'], trainerId: 700_000 }, 'notFound')).field, 'trainerId');
  assert.equal((await app.refused('administrator', 'user.invite', { id, name: 'Х', roles: ['client'], clientId: app.clients.client }, 'taken')).field, 'clientId');
  assert.equal((await app.refused('administrator', 'user.invite', { id, name: 'Х', login: 'OWNER', roles: ['client'], clientId: client.id }, 'taken')).field, 'login');
  assert.equal((await app.refused('administrator', 'user.invite', { id: 900_000, name: 'Х', roles: ['client'], clientId: client.id }, 'invalid')).reason, 'notLeased');
});
test('new roles take effect at once: the sockets of that login come back with other rows', async () => {
  const device = await app.client('trainer2');
  // Not through `do`: until it has ended, the device holds what its old keys allow.
  await (await app.client('owner')).call('user.setRoles', { userId: users.trainer2, seenRev: await revOf('trainer2'), roles: ['trainer', 'administrator'] });
  await device.waitForEnd();
  await app.converge();
  const again = await app.connect('trainer2');
  assert.deepEqual(again.welcome?.me.roles, ['administrator', 'trainer']);
  assert.ok(again.held.of('client').size > 0);
  assert.equal((await rowOf(app, 'user', users.trainer2)).trainerId, app.trainers.trainer2, 'who the login is for stays');
});
test('only an owner gives roles, by what is on the screen, and consistent ones', async () => {
  await app.refused('administrator', 'user.setRoles', { userId: users.administrator, seenRev: 1e6, roles: ['owner'] }, 'forbidden');
  await app.refused('owner', 'user.setRoles', { userId: 700_000, seenRev: 0, roles: ['administrator'] }, 'notFound');
  assert.equal((await app.refused('owner', 'user.setRoles', { userId: users.administrator, seenRev: 1e6, roles: ['trainer'] }, 'invalid')).field, 'trainerId');
  assert.equal((await app.refused('owner', 'user.setRoles', { userId: users.administrator, seenRev: 1e6, roles: ['trainer'], trainerId: app.trainers.trainer }, 'taken')).field, 'trainerId');
  await (await app.client('client2')).close();
  const stale = await revOf('client2');
  const trainer = await aTrainer(app);
  await app.do('owner', 'user.setRoles', { userId: users.client2, seenRev: stale, roles: ['client', 'trainer'], trainerId: trainer.id });
  assert.ok((await app.refused('owner', 'user.setRoles', { userId: users.client2, seenRev: stale, roles: ['client'] }, 'changedMeanwhile')).fields?.includes('roles'));
});
test('the last owner with a password stays owner and enabled', async () => {
  await app.refused('owner', 'user.setRoles', { userId: users.owner, seenRev: await revOf('owner'), roles: ['administrator'] }, 'inUse');
  await app.refused('owner', 'user.disable', { userId: users.owner, seenRev: await revOf('owner'), isDisabled: true }, 'inUse');
});
test('a disabled login is out at once and back when enabled', async () => {
  const device = await app.connect('client');
  await app.refused('administrator', 'user.disable', { userId: users.client, seenRev: 1e6, isDisabled: true }, 'forbidden');
  await app.refused('owner', 'user.disable', { userId: 700_000, seenRev: 0, isDisabled: true }, 'notFound');
  const seenRev = await revOf('client');
  const { changes } = await app.do('owner', 'user.disable', { userId: users.client, seenRev, isDisabled: true });
  assert.deepEqual(changes, [{ table: 'user', id: users.client }]);
  await device.waitForEnd();
  await assert.rejects(app.connect('client'), /401/);
  await app.do('owner', 'user.disable', { userId: users.client, seenRev: await revOf('client'), isDisabled: false });
  await (await app.connect('client')).close();
});
