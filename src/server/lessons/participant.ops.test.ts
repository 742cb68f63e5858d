import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aGroup, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer, trainer2 } = app.trainers;
const peopleIn = async (id: number) => (await rowOf(app, 'lesson', id)).bookings?.map((b) => b.clientId);
const aGroupLesson = (groupId: number, onDate: string, startMin = 600) => aLesson(app, { groupId, kindId: app.kinds.group, onDate, startMin, trainerId: trainer, roomId: app.rooms.mats });
const undo = async () => app.do('owner', 'change.undo', { rev: await app.rev() });

test('a person comes into one lesson and takes a place; everybody who may sees it, and undo takes it back', async () => {
  const { id } = await aLesson(app, { kindId: app.kinds.group, trainerId: trainer, roomId: app.rooms.mats });
  const { changes } = await app.do('administrator', 'lesson.addParticipant', { id, clientId: app.clients.client });
  assert.deepEqual(changes, [{ table: 'lesson', id }, { table: 'client', id: app.clients.client }]);
  assert.deepEqual((await rowOf(app, 'lesson', id)).bookings, [{ clientId: app.clients.client, slot: 1 }]);
  const seen = async (who: 'trainer' | 'client' | 'client2' | 'trainer2') => (await app.client(who)).held.of('lesson').get(id);
  assert.deepEqual((await seen('client'))?.bookings, [{ clientId: app.clients.client, slot: 1 }]);
  assert.deepEqual([(await seen('client2'))?.headCount, (await seen('client2'))?.bookings], [1, undefined]);
  assert.equal((await seen('trainer2'))?.headCount, undefined, 'for another trainer it is busy time');
  assert.ok((await app.client('trainer')).held.of('client').has(app.clients.client));
  await undo();
  assert.deepEqual(await peopleIn(id), []);
  assert.equal((await app.client('trainer')).held.of('client').has(app.clients.client), false);
});

test('who is in already stays in, and nothing is written', async () => {
  const { id } = await aLesson(app, { kindId: app.kinds.group, clientIds: [app.clients.client2], startMin: 700 });
  assert.deepEqual((await app.do('owner', 'lesson.addParticipant', { id, clientId: app.clients.client2 })).changes, []);
});

test('two people added by two devices that saw the same lesson both come in', async () => {
  const { id } = await aLesson(app, { kindId: app.kinds.group, startMin: 800 });
  const [a, b] = await Promise.all([app.client('owner'), app.client('administrator')]);
  await Promise.all([a.call('lesson.addParticipant', { id, clientId: app.clients.client }), b.call('lesson.addParticipant', { id, clientId: app.clients.client2 })]);
  assert.deepEqual(await peopleIn(id), [app.clients.client, app.clients.client2]);
});

test('more people than places are refused with how many may come', async () => {
  const { id } = await aLesson(app, { startMin: 860, clientIds: [app.clients.client] });
  assert.deepEqual(await app.refused('administrator', 'lesson.addParticipant', { id, clientId: app.clients.client2 }, 'full'), { code: 'full', count: 1 });
  const race = await aLesson(app, { startMin: 930 });
  const clients = await Promise.all([1, 2, 3, 4].map(() => aClient(app)));
  const outcomes = await Promise.allSettled(clients.map((c) => app.call('lesson.addParticipant', { id: race.id, clientId: c.id })));
  assert.equal(outcomes.filter((o) => o.status === 'fulfilled').length, 1, 'of four at once one gets the only place');
});

test('a guest of a group’s lesson and a member left out of one date outlast a change of the group, of its schedule and of the zone', async () => {
  const group = await aGroup(app, { trainerId: trainer });
  const [member, guest, newcomer] = await Promise.all([aClient(app), aClient(app), aClient(app)]);
  await app.call('group.addMember', { id: group.id, clientId: member.id, fromOn: '2026-11-23' });
  const series = app.newId();
  await app.call('series.create', { id: series, kindId: app.kinds.group, groupId: group.id, trainerId: trainer, roomId: app.rooms.mats, slots: [{ weekday: 4, startMin: 600, durationMin: 60 }], fromOn: '2026-11-26', count: 3 });
  const ids = (await app.sql<{ id: number }>('select id::int from lesson where series_id = $1 order by on_date', [series])).map((l) => l.id);
  const [first, second, third] = ids as [number, number, number];
  await app.do('administrator', 'lesson.addParticipant', { id: first, clientId: guest.id });
  await app.do('administrator', 'lesson.removeParticipant', { id: second, clientId: member.id });
  await app.call('group.addMember', { id: group.id, clientId: newcomer.id, fromOn: '2026-11-23' });
  const expected = [[member.id, guest.id, newcomer.id], [newcomer.id], [member.id, newcomer.id]];
  assert.deepEqual(await Promise.all(ids.map(peopleIn)), expected);
  await app.call('lesson.move', { id: first, seenRev: (await rowOf(app, 'lesson', first)).rev, onDate: '2026-11-26', startMin: 630 });
  await app.call('series.update', { id: series, seenRev: (await rowOf(app, 'series', series)).rev, lessonId: first, scope: 'all' });
  assert.equal((await rowOf(app, 'lesson', third)).startMin, 630);
  assert.deepEqual(await Promise.all(ids.map(peopleIn)), expected);
  for (const zone of ['Europe/Berlin', 'Europe/Kyiv']) await app.call('studio.update', { seenRev: (await rowOf(app, 'studio', app.studioId)).rev, zone });
  assert.deepEqual(await Promise.all(ids.map(peopleIn)), expected);
  assert.deepEqual((await rowOf(app, 'group', group.id)).members?.map((m) => m.clientId), [member.id, newcomer.id], 'the guest is no member, and the member still is one');
});

test('a trainer changes the own lessons with the own clients; strangers, other lessons and clients are refused', async () => {
  const own = await aLesson(app, { kindId: app.kinds.group, trainerId: trainer, startMin: 1000 });
  const foreign = await aLesson(app, { kindId: app.kinds.group, trainerId: trainer2, startMin: 1000, clientIds: [app.clients.client2] });
  const [known, stranger] = [await aClient(app, { trainerId: trainer }), await aClient(app, { trainerId: trainer2 })];
  await app.do('trainer', 'lesson.addParticipant', { id: own.id, clientId: known.id });
  await app.do('trainer', 'lesson.removeParticipant', { id: own.id, clientId: known.id });
  await app.refused('trainer', 'lesson.addParticipant', { id: own.id, clientId: stranger.id }, 'notFound');
  await app.refused('trainer', 'lesson.addParticipant', { id: foreign.id, clientId: known.id }, 'notFound');
  await app.refused('trainer', 'lesson.removeParticipant', { id: foreign.id, clientId: app.clients.client2 }, 'notFound');
  await app.refused('client', 'lesson.addParticipant', { id: own.id, clientId: app.clients.client }, 'forbidden');
  await app.refused('client', 'lesson.removeParticipant', { id: own.id, clientId: app.clients.client }, 'forbidden');
});

test('nobody is added who does not exist, is archived, or trains elsewhere then; nobody is taken out who is not in; a cancelled lesson stays as it is', async () => {
  const { id } = await aLesson(app, { kindId: app.kinds.group, startMin: 1100 });
  const [gone, busy] = [await aClient(app), await aClient(app)];
  await app.call('client.archive', { id: gone.id, seenRev: 0, isArchived: true });
  await aLesson(app, { startMin: 1130, clientIds: [busy.id] });
  await app.refused('owner', 'lesson.addParticipant', { id, clientId: 700_000 }, 'notFound');
  await app.refused('owner', 'lesson.addParticipant', { id: 700_000, clientId: busy.id }, 'notFound');
  await app.refused('owner', 'lesson.addParticipant', { id, clientId: gone.id }, 'notFound');
  assert.deepEqual((await app.refused('owner', 'lesson.addParticipant', { id, clientId: busy.id }, 'conflict')).conflicts?.map((c) => [c.what, c.id]), [['client', busy.id]]);
  assert.equal((await app.refused('owner', 'lesson.removeParticipant', { id, clientId: busy.id }, 'notFound')).field, 'clientId');
  await app.call('lesson.cancel', { id, seenRev: 0, reason: 'х', askedBy: 'studio' });
  assert.equal((await app.refused('owner', 'lesson.addParticipant', { id, clientId: app.clients.client }, 'wrongStatus')).reason, 'cancelled');
  await app.refused('owner', 'lesson.removeParticipant', { id, clientId: app.clients.client }, 'wrongStatus');
});

test('joining and leaving a group touch only its planned lessons that are still ahead', async () => {
  await app.clock.set('2026-11-24T12:00+02:00');
  const group = await aGroup(app, { trainerId: trainer2 });
  const client = await aClient(app);
  const past = await aGroupLesson(group.id, '2026-11-23', 480);
  const [held, begun, ahead] = [await aGroupLesson(group.id, '2026-11-24', 480), await aGroupLesson(group.id, '2026-11-24', 700), await aGroupLesson(group.id, '2026-11-24', 1200)];
  await app.call('lesson.hold', { id: held.id, seenRev: 0 });
  await app.do('administrator', 'group.addMember', { id: group.id, clientId: client.id, fromOn: '2026-11-01' });
  assert.deepEqual(await Promise.all([past, held, begun, ahead].map((l) => peopleIn(l.id))), [[], [], [], [client.id]]);
  for (const l of [past, held, begun]) await app.call('lesson.addParticipant', { id: l.id, clientId: client.id });
  await app.do('administrator', 'group.removeMember', { id: group.id, clientId: client.id, toOn: '2026-11-20' });
  assert.deepEqual(await Promise.all([past, held, begun, ahead].map((l) => peopleIn(l.id))), [[client.id], [client.id], [client.id], []]);
});
