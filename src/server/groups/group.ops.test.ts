import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aGroup, aLesson, aTrainer, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer, trainer2 } = app.trainers;
const newId = async (who: Who = 'administrator') => (await app.client(who)).newId();
const bookedIn = async (lessonId: number) => (await rowOf(app, 'lesson', lessonId)).bookings?.map((b) => b.clientId);
const aGroupLesson = (groupId: number, onDate: string, startMin: number) => aLesson(app, { groupId, kindId: app.kinds.group, onDate, startMin });

test('everybody sees a new group, only staff and its trainer the members', async () => {
  const id = await newId();
  const { changes } = await app.do('administrator', 'group.create', { id, name: 'Вечірня', trainerId: trainer, kindId: app.kinds.group, capacity: 8 });
  assert.deepEqual(changes, [{ table: 'group', id }]);
  await app.do('administrator', 'group.addMember', { id, clientId: app.clients.client, fromOn: '2026-11-23' });
  const members = async (who: Who) => (await app.client(who)).held.of('group').get(id)?.members;
  assert.deepEqual(await members('trainer'), [{ clientId: app.clients.client, fromOn: '2026-11-23' }]);
  assert.deepEqual([await members('trainer2'), await members('client'), await members('client2')], [undefined, undefined, undefined]);
  assert.ok((await app.client('client2')).held.of('group').has(id));
});
test('a group names a trainer and a kind that exist', async () => {
  const base = { name: 'Х', capacity: 4 };
  assert.equal((await app.refused('owner', 'group.create', { id: await newId('owner'), ...base, trainerId: 700_000 }, 'notFound')).field, 'trainerId');
  assert.equal((await app.refused('owner', 'group.create', { id: await newId('owner'), ...base, kindId: 700_000 }, 'notFound')).field, 'kindId');
  assert.equal((await app.refused('owner', 'group.create', { id: 900_000, ...base }, 'invalid')).reason, 'notLeased');
});
test('trainers and clients change no group', async () => {
  const group = await aGroup(app, { trainerId: trainer });
  await app.refused('trainer', 'group.update', { id: group.id, seenRev: group.rev, capacity: 3 }, 'forbidden');
  await app.refused('trainer', 'group.addMember', { id: group.id, clientId: app.clients.client, fromOn: '2026-11-23' }, 'forbidden');
  await app.refused('client', 'group.removeMember', { id: group.id, clientId: app.clients.client, toOn: '2026-11-23' }, 'forbidden');
  await app.refused('client', 'group.create', { id: 1, name: 'Х', capacity: 1 }, 'forbidden');
  await app.refused('trainer', 'group.archive', { id: group.id, seenRev: group.rev, isArchived: true }, 'forbidden');
});
test('who joins comes into the planned lessons from that day on, and the trainer sees them', async () => {
  const group = await aGroup(app, { trainerId: trainer2 });
  const client = await aClient(app);
  const before = await aGroupLesson(group.id, '2026-11-24', 480);
  const from = await aGroupLesson(group.id, '2026-11-25', 480);
  const cancelled = await aGroupLesson(group.id, '2026-11-26', 480);
  await app.call('lesson.cancel', { id: cancelled.id, seenRev: 0, reason: 'х', askedBy: 'studio' });
  const { changes } = await app.do('administrator', 'group.addMember', { id: group.id, clientId: client.id, fromOn: '2026-11-25' });
  assert.deepEqual(new Set(changes.map((c) => `${c.table} ${c.id}`)), new Set([`group ${group.id}`, `lesson ${from.id}`, `client ${client.id}`]));
  assert.deepEqual([await bookedIn(before.id), await bookedIn(from.id), await bookedIn(cancelled.id)], [[], [client.id], []]);
  assert.ok((await app.client('trainer2')).held.of('client').has(client.id));
  assert.deepEqual(await app.refused('administrator', 'group.addMember', { id: group.id, clientId: client.id, fromOn: '2026-12-01' }, 'taken'), { code: 'taken', field: 'clientId' });
});
test('who leaves goes out of the planned lessons after the last day, and may come back the day after', async () => {
  const group = await aGroup(app, { trainerId: trainer });
  const client = await aClient(app);
  await app.call('group.addMember', { id: group.id, clientId: client.id, fromOn: '2026-11-01' });
  const last = await aGroupLesson(group.id, '2026-12-01', 480);
  const later = await aGroupLesson(group.id, '2026-12-02', 480);
  assert.deepEqual(await bookedIn(later.id), [client.id]);
  await app.do('administrator', 'group.removeMember', { id: group.id, clientId: client.id, toOn: '2026-12-01' });
  assert.deepEqual([await bookedIn(last.id), await bookedIn(later.id)], [[client.id], []]);
  assert.deepEqual((await rowOf(app, 'group', group.id)).members, [{ clientId: client.id, fromOn: '2026-11-01', toOn: '2026-12-01' }]);
  await app.refused('administrator', 'group.removeMember', { id: group.id, clientId: client.id, toOn: '2026-12-01' }, 'notFound');
  await app.refused('administrator', 'group.addMember', { id: group.id, clientId: client.id, fromOn: '2026-12-01' }, 'taken');
  await app.do('administrator', 'group.addMember', { id: group.id, clientId: client.id, fromOn: '2026-12-02' });
  assert.deepEqual(await bookedIn(later.id), [client.id]);
  await app.do('administrator', 'group.removeMember', { id: group.id, clientId: client.id, toOn: '2026-11-30' });
  assert.deepEqual((await rowOf(app, 'group', group.id)).members, [{ clientId: client.id, fromOn: '2026-11-01', toOn: '2026-11-30' }], 'what had not begun is gone');
});
test('a full group takes nobody, nor does one that will be full later', async () => {
  const group = await aGroup(app, { capacity: 1 });
  const [first, second] = [await aClient(app), await aClient(app)];
  await app.do('administrator', 'group.addMember', { id: group.id, clientId: first.id, fromOn: '2026-12-10' });
  assert.equal((await app.refused('administrator', 'group.addMember', { id: group.id, clientId: second.id, fromOn: '2026-12-20' }, 'full')).count, 1);
  await app.refused('administrator', 'group.addMember', { id: group.id, clientId: second.id, fromOn: '2026-12-01' }, 'full');
});
test('joining is refused as a whole when a lesson is full or the client is elsewhere then', async () => {
  const group = await aGroup(app, { capacity: 2 });
  const client = await aClient(app);
  await aGroupLesson(group.id, '2026-12-07', 600);
  const second = await aGroupLesson(group.id, '2026-12-08', 600);
  const elsewhere = await aLesson(app, { clientIds: [client.id], onDate: '2026-12-08', startMin: 630, trainerId: trainer2 });
  const refusal = await app.refused('administrator', 'group.addMember', { id: group.id, clientId: client.id, fromOn: '2026-12-01' }, 'conflict');
  assert.ok(refusal.conflicts?.some((c) => c.what === 'client' && c.id === client.id));
  await app.call('lesson.cancel', { id: elsewhere.id, seenRev: 0, reason: 'х', askedBy: 'client' });
  await app.call('lesson.update', { id: second.id, seenRev: 0, clientIds: [app.clients.client, app.clients.client2] });
  await app.refused('administrator', 'group.addMember', { id: group.id, clientId: client.id, fromOn: '2026-12-01' }, 'full');
});
test('groups and clients that do not exist or are archived take part in nothing', async () => {
  const group = await aGroup(app);
  const client = await aClient(app);
  await app.refused('owner', 'group.addMember', { id: 700_000, clientId: client.id, fromOn: '2026-12-01' }, 'notFound');
  await app.refused('owner', 'group.addMember', { id: group.id, clientId: 700_000, fromOn: '2026-12-01' }, 'notFound');
  await app.refused('owner', 'group.removeMember', { id: group.id, clientId: client.id, toOn: '2026-12-01' }, 'notFound');
  await app.call('client.archive', { id: client.id, seenRev: 0, isArchived: true });
  assert.equal((await app.refused('owner', 'group.addMember', { id: group.id, clientId: client.id, fromOn: '2026-12-01' }, 'invalid')).field, 'clientId');
  await app.call('group.archive', { id: group.id, seenRev: 0, isArchived: true });
  assert.equal((await app.refused('owner', 'group.addMember', { id: group.id, clientId: app.clients.client, fromOn: '2026-12-01' }, 'invalid')).field, 'id');
});
test('another trainer of the group sees its members, the old one no longer; planned lessons keep theirs', async () => {
  const group = await aGroup(app, { trainerId: trainer });
  const client = await aClient(app);
  const lesson = await aLesson(app, { groupId: group.id, kindId: app.kinds.group, trainerId: trainer, clientIds: [], onDate: '2027-01-12' });
  await app.call('group.addMember', { id: group.id, clientId: client.id, fromOn: '2027-01-13' });
  await app.converge();
  const seen = await rowOf(app, 'group', group.id);
  const { changes } = await app.do('administrator', 'group.update', { id: group.id, seenRev: seen.rev, trainerId: trainer2 });
  assert.deepEqual(changes, [{ table: 'group', id: group.id }, { table: 'client', id: client.id }]);
  assert.equal((await app.client('trainer')).held.of('client').has(client.id), false);
  assert.equal((await app.client('trainer')).held.of('group').get(group.id)?.members, undefined);
  assert.ok((await app.client('trainer2')).held.of('client').has(client.id));
  assert.equal((await rowOf(app, 'lesson', lesson.id)).trainerId, trainer);
});
test('a stale edit of a group is refused by field; somebody joining makes no other field stale', async () => {
  const group = await aGroup(app);
  await app.do('owner', 'group.addMember', { id: group.id, clientId: app.clients.client2, fromOn: '2027-03-01' });
  await app.do('owner', 'group.update', { id: group.id, seenRev: group.rev, name: 'Інша назва' });
  assert.deepEqual((await app.refused('administrator', 'group.update', { id: group.id, seenRev: group.rev, name: 'Третя' }, 'changedMeanwhile')).fields, ['name']);
  await app.do('administrator', 'group.update', { id: group.id, seenRev: group.rev, capacity: 5, kindId: null });
  const now = await rowOf(app, 'group', group.id);
  assert.deepEqual([now.name, now.capacity, now.kindId], ['Інша назва', 5, undefined]);
});
test('a group with planned lessons ahead is not archived', async () => {
  const group = await aGroup(app);
  const lesson = await aGroupLesson(group.id, '2026-12-15', 700);
  assert.equal((await app.refused('owner', 'group.archive', { id: group.id, seenRev: group.rev, isArchived: true }, 'inUse')).count, 1);
  await app.call('lesson.cancel', { id: lesson.id, seenRev: 0, reason: 'х', askedBy: 'studio' });
  await app.do('owner', 'group.archive', { id: group.id, seenRev: group.rev, isArchived: true });
  assert.equal((await rowOf(app, 'group', group.id)).isArchived, true);
});
test('a group keeps an archived trainer while other fields change', async () => {
  const made = await aTrainer(app);
  const group = await aGroup(app, { trainerId: made.id });
  await app.call('trainer.archive', { id: made.id, seenRev: 0, isArchived: true });
  await app.do('owner', 'group.update', { id: group.id, seenRev: group.rev, trainerId: made.id, name: 'Нова' });
  const other = await aGroup(app);
  assert.equal((await app.refused('owner', 'group.update', { id: other.id, seenRev: other.rev, trainerId: made.id }, 'invalid')).reason, 'archived');
});
