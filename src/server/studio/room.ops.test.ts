import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson, aRoom, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const newId = async (who: Who = 'administrator') => (await app.client(who)).newId();
const placesOf = async (id: number) => (await rowOf(app, 'room', id)).places;

test('a new room numbers its places from one and everybody sees it', async () => {
  const id = await newId();
  const { changes } = await app.do('administrator', 'room.create', { id, name: 'Кадилаки', places: [{ name: 'Кадилак 1' }, { slot: 7, name: 'Кадилак 2' }] });
  assert.deepEqual(changes, [{ table: 'room', id }]);
  const places = [{ slot: 1, name: 'Кадилак 1' }, { slot: 2, name: 'Кадилак 2' }];
  assert.deepEqual(await placesOf(id), places);
  assert.deepEqual((await app.client('client')).held.of('room').get(id)?.places, places);
});
test('two rooms in use do not share a name, in whatever case', async () => {
  await aRoom(app, { name: 'Тиха зала' });
  assert.deepEqual(await app.refused('owner', 'room.create', { id: await newId('owner'), name: 'ТИХА зала', places: [] }, 'taken'), { code: 'taken', field: 'name' });
  const other = await aRoom(app);
  await app.refused('owner', 'room.update', { id: other.id, seenRev: other.rev, name: 'тиха ЗАЛА' }, 'taken');
  await app.do('owner', 'room.update', { id: other.id, seenRev: other.rev, name: other.name.toUpperCase() });
});
test('trainers and clients change no room', async () => {
  const { reformers } = app.rooms;
  await app.refused('trainer', 'room.create', { id: 1, name: 'Х', places: [] }, 'forbidden');
  await app.refused('trainer', 'room.update', { id: reformers, seenRev: 1e6, name: 'Х' }, 'forbidden');
  await app.refused('client', 'room.archive', { id: reformers, seenRev: 1e6, isArchived: true }, 'forbidden');
  await app.refused('trainer', 'place.setOutOfOrder', { roomId: reformers, slot: 1, isOutOfOrder: true }, 'forbidden');
});
test('an update renames, adds and archives places', async () => {
  const room = await aRoom(app);
  await app.do('owner', 'room.update', { id: room.id, seenRev: room.rev, places: [{ slot: 2, name: 'Біля вікна' }, { name: 'Новий' }] });
  assert.deepEqual(await placesOf(room.id), [{ slot: 2, name: 'Біля вікна' }, { slot: 3, name: 'Новий' }, { slot: 1, name: 'Кадилак 1', isArchived: true }]);
  const now = await rowOf(app, 'room', room.id);
  assert.deepEqual(await app.refused('owner', 'room.update', { id: room.id, seenRev: now.rev, places: [{ slot: 9, name: 'Х' }] }, 'invalid'), { code: 'invalid', field: 'places', reason: 'unknownSlot' });
});
test('a place with planned lessons ahead stays; a stale list of places is refused', async () => {
  const room = await aRoom(app);
  const lesson = await aLesson(app, { roomId: room.id });
  assert.equal((await app.refused('owner', 'room.update', { id: room.id, seenRev: room.rev, places: [{ slot: 2, name: 'Кадилак 2' }] }, 'inUse')).count, 1);
  await app.do('owner', 'room.update', { id: room.id, seenRev: room.rev, places: [{ slot: 1, name: 'Кадилак 1' }] });
  assert.deepEqual((await app.refused('administrator', 'room.update', { id: room.id, seenRev: room.rev, places: [{ slot: 1, name: 'Інший' }, { slot: 2, name: 'Другий' }] }, 'changedMeanwhile')).fields, ['places']);
  await app.call('lesson.cancel', { id: lesson.id, seenRev: 0, reason: 'х', askedBy: 'studio' });
  await app.do('owner', 'room.update', { id: room.id, seenRev: (await rowOf(app, 'room', room.id)).rev, places: [] });
  assert.deepEqual((await placesOf(room.id)).map((p) => p.isArchived), [true, true]);
});
test('a room with planned lessons ahead is not archived; a name given away meanwhile keeps it in the archive', async () => {
  const room = await aRoom(app, { name: 'Мала' });
  const lesson = await aLesson(app, { roomId: room.id });
  assert.equal((await app.refused('owner', 'room.archive', { id: room.id, seenRev: room.rev, isArchived: true }, 'inUse')).count, 1);
  await app.call('lesson.cancel', { id: lesson.id, seenRev: 0, reason: 'х', askedBy: 'studio' });
  await app.do('owner', 'room.archive', { id: room.id, seenRev: room.rev, isArchived: true });
  const second = await aRoom(app, { name: 'мала' });
  const archived = await rowOf(app, 'room', room.id);
  await app.refused('owner', 'room.archive', { id: room.id, seenRev: archived.rev, isArchived: false }, 'taken');
  await app.call('room.archive', { id: second.id, seenRev: 0, isArchived: true });
  await app.do('owner', 'room.archive', { id: room.id, seenRev: archived.rev, isArchived: false });
});
test('a place out of order sends its lesson to a free one and says how many found none', async () => {
  const room = await aRoom(app);
  const first = await aLesson(app, { roomId: room.id, startMin: 1000, clientIds: [app.clients.client] });
  const { output, changes } = await app.do('administrator', 'place.setOutOfOrder', { roomId: room.id, slot: 1, isOutOfOrder: true });
  assert.equal(output.count, 0);
  assert.deepEqual(changes, [{ table: 'room', id: room.id }, { table: 'lesson', id: first.id }]);
  assert.equal((await rowOf(app, 'lesson', first.id)).bookings?.[0]?.slot, 2);
  assert.equal((await app.do('administrator', 'place.setOutOfOrder', { roomId: room.id, slot: 2, isOutOfOrder: true })).output.count, 1);
  assert.equal((await app.do('administrator', 'place.setOutOfOrder', { roomId: room.id, slot: 2, isOutOfOrder: true })).output.count, 1, 'asked again it still says so');
  await app.do('administrator', 'place.setOutOfOrder', { roomId: room.id, slot: 1, isOutOfOrder: false });
  assert.deepEqual(await placesOf(room.id), [{ slot: 1, name: 'Кадилак 1' }, { slot: 2, name: 'Кадилак 2', isOutOfOrder: true }]);
  assert.equal((await rowOf(app, 'lesson', first.id)).bookings?.[0]?.slot, 1);
});
test('whom a broken place hits is named: in a lesson with a place of its own, and in one that has the room to itself', async () => {
  const room = await aRoom(app);
  const { client, client2 } = app.clients;
  const alone = await aLesson(app, { roomId: room.id, onDate: '2026-12-08', clientIds: [client] });
  await aLesson(app, { roomId: room.id, onDate: '2026-12-08', clientIds: [client2] });
  const group = await aLesson(app, { roomId: room.id, onDate: '2026-12-07', kindId: app.kinds.group, clientIds: [client, client2] });
  const { output } = await app.do('administrator', 'place.setOutOfOrder', { roomId: room.id, slot: 1, isOutOfOrder: true });
  assert.deepEqual(output, { count: 2, hits: [{ lessonId: group.id, onDate: '2026-12-07', startMin: 600, clientIds: [client] }, { lessonId: alone.id, onDate: '2026-12-08', startMin: 600, clientIds: [client] }] });
  assert.equal((await app.refused('owner', 'lesson.create', { id: await newId('owner'), onDate: '2026-12-08', startMin: 600, kindId: app.kinds.individual, roomId: room.id }, 'conflict')).conflicts?.[0]?.what, 'room', 'the room is lower by one');
  assert.deepEqual((await app.do('administrator', 'place.setOutOfOrder', { roomId: room.id, slot: 1, isOutOfOrder: false })).output, { count: 0, hits: [] });
});
test('rooms and places that do not exist are not found', async () => {
  await app.refused('owner', 'room.update', { id: 700_000, seenRev: 0, name: 'Х' }, 'notFound');
  await app.refused('owner', 'room.archive', { id: 700_000, seenRev: 0, isArchived: true }, 'notFound');
  await app.refused('owner', 'place.setOutOfOrder', { roomId: 700_000, slot: 1, isOutOfOrder: true }, 'notFound');
  await app.refused('owner', 'place.setOutOfOrder', { roomId: app.rooms.reformers, slot: 99, isOutOfOrder: true }, 'notFound');
});
