import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aGroup, aLesson, aTrainer, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const newId = async (who: Who = 'administrator') => (await app.client(who)).newId();
const sees = async (who: Who, id: number) => (await app.client(who)).held.of('client').get(id);

test('a new client is registered today and seen by staff and the assigned trainer, each in their own measure', async () => {
  const id = await newId();
  const { changes } = await app.do('administrator', 'client.create', { id, firstName: 'Наталія', phone: '+380671234567', email: 'n@post.example', sex: 'female', birthOn: '1990-02-28', description: 'Гіпертонія', note: '', trainerId: app.trainers.trainer });
  assert.deepEqual(changes, [{ table: 'client', id }]);
  assert.deepEqual(await sees('administrator', id), { id, rev: (await rowOf(app, 'client', id)).rev, firstName: 'Наталія', phone: '+380671234567', trainerId: app.trainers.trainer, isArchived: false });
  assert.equal((await sees('trainer', id))?.description, 'Гіпертонія');
  assert.equal(await sees('trainer2', id), undefined);
  assert.equal(await sees('client', id), undefined);
  const row = await rowOf(app, 'client', id);
  assert.equal(row.registeredOn, '2026-11-23');
  assert.equal('note' in row, false);
});
test('a client of a trainer who is not there, or with a bad number or birth date, is not made', async () => {
  assert.deepEqual(await app.refused('owner', 'client.create', { id: await newId('owner'), firstName: 'Х', trainerId: 700_000 }, 'notFound'), { code: 'notFound', field: 'trainerId' });
  await app.refused('owner', 'client.create', { id: 900_000, firstName: 'Х' }, 'invalid');
  const gone = await aTrainer(app);
  await app.call('trainer.archive', { id: gone.id, seenRev: 0, isArchived: true });
  assert.deepEqual(await app.refused('owner', 'client.create', { id: await newId('owner'), firstName: 'Х', trainerId: gone.id }, 'invalid'), { code: 'invalid', field: 'trainerId', reason: 'archived' });
});
test('trainers and clients make, change and archive no clients', async () => {
  await app.refused('trainer', 'client.create', { id: await newId('trainer'), firstName: 'Х' }, 'forbidden');
  await app.refused('client', 'client.update', { id: app.clients.client, seenRev: 1e6, phone: null }, 'forbidden');
  await app.refused('trainer', 'client.archive', { id: app.clients.client, seenRev: 1e6, isArchived: true }, 'forbidden');
  await app.refused('client', 'client.get', { id: app.clients.client }, 'forbidden');
});
test('a card is read whole by staff, by an own trainer without contacts beyond the phone, and by no other', async () => {
  const made = await aClient(app, { trainerId: app.trainers.trainer, email: 'i@post.example', sex: 'male', description: 'Коліно', note: 'Рано' });
  assert.deepEqual((await app.do('administrator', 'client.get', { id: made.id })).output, made);
  const { email: _e, sex: _s, registeredOn: _r, ...visible } = made;
  assert.deepEqual((await app.do('trainer', 'client.get', { id: made.id })).output, visible);
  assert.deepEqual(await app.refused('trainer2', 'client.get', { id: made.id }, 'notFound'), await app.refused('trainer2', 'client.get', { id: 700_000 }, 'notFound'));
});
test('another trainer takes over: the new one gets the client, the old one loses them', async () => {
  const made = await aClient(app, { trainerId: app.trainers.trainer });
  await app.converge();
  assert.ok(await sees('trainer', made.id));
  await app.do('administrator', 'client.update', { id: made.id, seenRev: made.rev, trainerId: app.trainers.trainer2, phone: '+380501110000' });
  assert.equal(await sees('trainer', made.id), undefined);
  assert.equal((await sees('trainer2', made.id))?.phone, '+380501110000');
  const now = await rowOf(app, 'client', made.id);
  await app.do('administrator', 'client.update', { id: made.id, seenRev: now.rev, trainerId: null });
  assert.equal(await sees('trainer2', made.id), undefined);
});
test('a stale edit of the same field is refused; a change of who may see the client makes none stale', async () => {
  const made = await aClient(app, { note: 'перша' });
  await app.do('owner', 'client.update', { id: made.id, seenRev: made.rev, note: 'друга' });
  const refusal = await app.refused('administrator', 'client.update', { id: made.id, seenRev: made.rev, note: 'третя' }, 'changedMeanwhile');
  assert.deepEqual(refusal.fields, ['note']);
  const seen = await rowOf(app, 'client', made.id);
  await aLesson(app, { trainerId: app.trainers.trainer, clientIds: [made.id], startMin: 420 });
  assert.ok((await rowOf(app, 'client', made.id)).rev > seen.rev);
  await app.do('administrator', 'client.update', { id: made.id, seenRev: seen.rev, note: 'третя' });
  assert.equal((await sees('trainer', made.id))?.note, 'третя');
});
test('a booking shows the client to the trainer of the lesson, its end hides them again, and the history of the client stays silent', async () => {
  const made = await aClient(app);
  const lesson = await aLesson(app, { trainerId: app.trainers.trainer2, clientIds: [made.id], startMin: 1200 });
  await app.converge();
  assert.ok(await sees('trainer2', made.id));
  await app.do('administrator', 'lesson.cancel', { id: lesson.id, seenRev: lesson.rev, reason: 'х', askedBy: 'client' });
  assert.equal(await sees('trainer2', made.id), undefined);
  assert.equal((await app.sql('select 1 from audit where tbl = 6 and id = $1', [made.id])).length, 1);
});
test('a client with planned lessons ahead stays; without them goes and leaves the groups', async () => {
  const made = await aClient(app);
  const group = await aGroup(app, { trainerId: app.trainers.trainer });
  await app.call('group.addMember', { id: group.id, clientId: made.id, fromOn: '2026-11-01' });
  const lesson = await aLesson(app, { clientIds: [made.id], startMin: 900 });
  const seen = await rowOf(app, 'client', made.id);
  assert.equal((await app.refused('owner', 'client.archive', { id: made.id, seenRev: seen.rev, isArchived: true }, 'inUse')).count, 1);
  await app.call('lesson.cancel', { id: lesson.id, seenRev: 0, reason: 'х', askedBy: 'client' });
  const { changes } = await app.do('owner', 'client.archive', { id: made.id, seenRev: seen.rev, isArchived: true });
  assert.deepEqual(changes.map((c) => c.table), ['client', 'group']);
  assert.deepEqual((await rowOf(app, 'group', group.id)).members, [{ clientId: made.id, fromOn: '2026-11-01', toOn: '2026-11-23' }]);
  assert.ok(await sees('trainer', made.id), 'the trainer of the group keeps the client in sight for a month');
  await app.do('owner', 'client.archive', { id: made.id, seenRev: (await rowOf(app, 'client', made.id)).rev, isArchived: false });
  assert.equal((await rowOf(app, 'client', made.id)).isArchived, false);
});
test('a client that does not exist is not found', async () => {
  await app.refused('owner', 'client.update', { id: 700_000, seenRev: 0, note: 'х' }, 'notFound');
  await app.refused('owner', 'client.archive', { id: 700_000, seenRev: 0, isArchived: true }, 'notFound');
});
test('a trainer and a group in one write: both or neither, and one undo takes both back', async () => {
  const made = await aClient(app, { lastName: 'Нова' });
  const group = await aGroup(app, { capacity: 1 });
  const lesson = await aLesson(app, { onDate: '2026-11-27', startMin: 1000, groupId: group.id, kindId: app.kinds.group });
  const join = { groupId: group.id, fromOn: '2026-11-24' };
  const { rev, changes } = await app.do('administrator', 'client.update', { id: made.id, seenRev: made.rev, trainerId: app.trainers.trainer, join });
  assert.deepEqual(new Set(changes.map((c) => `${c.table} ${c.id}`)), new Set([`client ${made.id}`, `group ${group.id}`, `lesson ${lesson.id}`]));
  const state = async () => [(await rowOf(app, 'client', made.id)).trainerId, (await rowOf(app, 'group', group.id)).members?.length ?? 0, (await rowOf(app, 'lesson', lesson.id)).bookings?.length ?? 0];
  assert.deepEqual(await state(), [app.trainers.trainer, 1, 1]);
  await app.do('administrator', 'change.undo', { rev });
  assert.deepEqual(await state(), [undefined, 0, 0]);
  await app.do('administrator', 'change.undo', { rev: await app.rev() });
  assert.deepEqual(await state(), [app.trainers.trainer, 1, 1]);

  const late = await aClient(app, { lastName: 'Пізня' });
  await app.refused('administrator', 'client.update', { id: late.id, seenRev: late.rev, trainerId: app.trainers.trainer, join }, 'full');
  assert.equal((await rowOf(app, 'client', late.id)).trainerId, undefined, 'no trainer without the group');
  const waits = { groupId: group.id, fromOn: '2026-11-24', waits: true };
  const waiting = await app.do('administrator', 'client.update', { id: late.id, seenRev: late.rev, trainerId: app.trainers.trainer, join: waits });
  const line = async () => [(await rowOf(app, 'client', late.id)).trainerId, (await app.sql('select 1 from waiting where client_id = $1 and group_id = $2', [late.id, group.id])).length];
  assert.deepEqual(await line(), [app.trainers.trainer, 1], 'in line instead, in the same write as the trainer');
  assert.equal((await app.refused('administrator', 'client.update', { id: late.id, seenRev: 1e9, trainerId: null, join: waits }, 'taken')).code, 'taken');
  assert.deepEqual(await line(), [app.trainers.trainer, 1], 'nothing is changed by what is refused');
  await app.do('administrator', 'change.undo', { rev: waiting.rev });
  assert.deepEqual(await line(), [undefined, 0]);
  assert.equal((await app.refused('administrator', 'client.update', { id: made.id, seenRev: 1e9, join }, 'taken')).code, 'taken');
  assert.deepEqual(await app.refused('owner', 'client.update', { id: late.id, seenRev: late.rev, join: { ...join, groupId: 700_000 } }, 'notFound'), { code: 'notFound', field: 'join' });
  await app.refused('trainer', 'client.update', { id: made.id, seenRev: made.rev, join }, 'forbidden');
});
test('a phone is kept in one spelling, whoever writes it and how', async () => {
  const spellings = ['+380671234567', '380671234567', '0671234567', '8 (067) 123-45-67', '067.123.45.67', '00380 67 123 45 67'];
  for (const phone of spellings) assert.equal((await aClient(app, { phone })).phone, '+380671234567', phone);
  const made = await aClient(app, { phone: '067 123 45 67 (мама)' });
  assert.equal(made.phone, '067 123 45 67 (мама)', 'what is no number stays as it was written');
  await app.do('administrator', 'client.update', { id: made.id, seenRev: made.rev, phone: '050-765-43-21' });
  const { rev, phone } = await rowOf(app, 'client', made.id);
  assert.equal(phone, '+380507654321');
  assert.deepEqual((await app.do('administrator', 'client.update', { id: made.id, seenRev: rev, phone: '050 7654321' })).changes, [], 'the same number is no change');
  const own = await rowOf(app, 'client', app.clients.client);
  await app.do('client', 'client.updateOwn', { seenRev: own.rev, phone: '(093) 000 11 22' });
  assert.equal((await rowOf(app, 'client', app.clients.client)).phone, '+380930001122');
});
test('what can reach nobody is no phone and no email, at the desk and in a file; what a note says of one may stay', async () => {
  const made = await aClient(app);
  for (const [contact, field] of [[{ phone: '12' }, 'phone'], [{ email: 'abc' }, 'email']] as const) {
    const refusal = { code: 'invalid', field, reason: field };
    assert.deepEqual(await app.refused('administrator', 'client.create', { id: await newId(), firstName: 'Х', ...contact }, 'invalid'), refusal);
    assert.deepEqual(await app.refused('owner', 'client.update', { id: made.id, seenRev: made.rev, note: 'нове', ...contact }, 'invalid'), refusal);
    assert.deepEqual(await app.refused('owner', 'client.import', { lines: [{ key: 'contact', firstName: 'Х', ...contact }] }, 'invalid'), refusal);
  }
  assert.equal((await rowOf(app, 'client', made.id)).note, undefined);
  await app.do('owner', 'client.update', { id: made.id, seenRev: made.rev, phone: 'через маму, 12', email: 'o@post.example' });
  const now = await rowOf(app, 'client', made.id);
  await app.do('owner', 'client.update', { id: made.id, seenRev: now.rev, phone: null, email: null });
});
