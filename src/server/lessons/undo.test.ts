import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aClient, aGroup, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { addDays } from '../../domain/calendar-day.ts';

const app = await createTestApp();
await app.connectAll();
const DAY = '2026-12-03';
const withoutRev = <R extends { rev: number }>({ rev: _, ...row }: R) => row;

describe('change.undo', () => {
  it('takes a move back, and the undo can be undone', async () => {
    const lesson = await aLesson(app, { onDate: DAY, startMin: 600, trainerId: app.trainers.trainer });
    const moved = await app.do('administrator', 'lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate: DAY, startMin: 720, trainerId: app.trainers.trainer2 });
    const undone = await app.do('administrator', 'change.undo', { rev: moved.rev });
    assert.deepEqual(withoutRev(await rowOf(app, 'lesson', lesson.id)), withoutRev(lesson));
    await app.do('administrator', 'change.undo', { rev: undone.rev });
    assert.equal((await rowOf(app, 'lesson', lesson.id)).startMin, 720);
  });
  it('removes what was created, with everything it occupied, and brings it back', async () => {
    const owner = await app.client('owner');
    const id = await owner.newId();
    const made = await app.do('owner', 'lesson.create', { id, onDate: DAY, startMin: 800, kindId: app.kinds.individual, trainerId: app.trainers.trainer, roomId: app.rooms.reformers, clientIds: [app.clients.client] });
    const row = await rowOf(app, 'lesson', id);
    const undone = await app.do('owner', 'change.undo', { rev: made.rev });
    assert.deepEqual(await app.sql('select 1 from lesson where id = $1 union all select 1 from occupancy where lesson_id = $1 union all select 1 from booking where lesson_id = $1', [id]), []);
    await app.do('owner', 'change.undo', { rev: undone.rev });
    assert.deepEqual(withoutRev(await rowOf(app, 'lesson', id)), withoutRev(row));
  });
  it('takes back cancelling, holding and new people', async () => {
    const lesson = await aLesson(app, { onDate: '2026-11-23', startMin: 480, kindId: app.kinds.group, trainerId: app.trainers.trainer });
    for (const act of [
      () => app.do('trainer', 'lesson.cancel', { id: lesson.id, seenRev: 0xffffff, reason: 'x', askedBy: 'client' }),
      () => app.do('trainer', 'lesson.hold', { id: lesson.id, seenRev: 0xffffff }),
      () => app.do('owner', 'lesson.update', { id: lesson.id, seenRev: 0xffffff, clientIds: [app.clients.client, app.clients.client2] }),
    ]) {
      const { rev } = await act();
      await app.do('owner', 'change.undo', { rev });
      assert.deepEqual(withoutRev(await rowOf(app, 'lesson', lesson.id)), withoutRev(lesson));
    }
  });
  it('takes back an edit of a client card', async () => {
    const person = await aClient(app, { phone: '+380501112233' });
    const { rev } = await app.do('administrator', 'client.update', { id: person.id, seenRev: person.rev, phone: '+380999112233', lastName: null });
    await app.do('administrator', 'change.undo', { rev });
    assert.deepEqual(withoutRev(await rowOf(app, 'client', person.id)), withoutRev(person));
  });
  it('says what contradicts when the same was changed later or the time was taken', async () => {
    const lesson = await aLesson(app, { onDate: DAY, startMin: 900, trainerId: app.trainers.trainer });
    const first = await app.do('owner', 'lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate: DAY, startMin: 1000 });
    const second = await app.do('owner', 'lesson.move', { id: lesson.id, seenRev: first.rev, onDate: DAY, startMin: 1100 });
    assert.equal((await app.refused('owner', 'change.undo', { rev: first.rev }, 'cannotUndo')).reason, 'startMin');
    const there = await aLesson(app, { onDate: DAY, startMin: 1000, trainerId: app.trainers.trainer });
    assert.equal((await app.refused('owner', 'change.undo', { rev: second.rev }, 'conflict')).conflicts?.[0]?.lessonId, there.id);
    await app.refused('owner', 'change.undo', { rev: 999_999 }, 'notFound');
  });
  it('says that it is back already when somebody else has taken it back: a move, a lesson that was added, a removal', async () => {
    const again = async (rev: number) => (await app.refused('owner', 'change.undo', { rev }, 'cannotUndo')).reason;
    const lesson = await aLesson(app, { onDate: '2026-12-10', startMin: 600, trainerId: app.trainers.trainer });
    const moved = await app.do('owner', 'lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate: '2026-12-10', startMin: 700 });
    await app.do('administrator', 'change.undo', { rev: moved.rev });
    assert.equal(await again(moved.rev), 'undone');
    const owner = await app.client('owner');
    const made = await app.do('owner', 'lesson.create', { id: await owner.newId(), onDate: '2026-12-10', startMin: 800, kindId: app.kinds.individual });
    const gone = await app.do('administrator', 'change.undo', { rev: made.rev });
    assert.equal(await again(made.rev), 'undone');
    await app.do('administrator', 'change.undo', { rev: gone.rev });
    assert.equal(await again(gone.rev), 'undone');
  });
  it('belongs to staff and, for the own lessons, to the trainer', async () => {
    const lesson = await aLesson(app, { onDate: '2026-12-04', startMin: 600, trainerId: app.trainers.trainer });
    const { rev } = await app.do('owner', 'lesson.resize', { id: lesson.id, seenRev: lesson.rev, durationMin: 30 });
    await app.refused('trainer2', 'change.undo', { rev }, 'notFound');
    await app.refused('client', 'change.undo', { rev }, 'forbidden');
    await app.do('trainer', 'change.undo', { rev });
    const group = await aGroup(app);
    const renamed = await app.do('owner', 'group.update', { id: group.id, seenRev: group.rev, name: 'Інша' });
    await app.do('owner', 'change.undo', { rev: renamed.rev });
    const joined = await app.do('owner', 'group.addMember', { id: group.id, clientId: app.clients.client, fromOn: '2027-01-01' });
    await app.do('owner', 'change.undo', { rev: joined.rev });
    assert.deepEqual((await rowOf(app, 'group', group.id)).members, []);
  });
});

describe('undo of who is in a group', () => {
  it('takes somebody out of the group and its lessons again, and puts somebody who left back into both', async () => {
    const group = await aGroup(app, { capacity: 3 });
    const lessons = await Promise.all([0, 7].map((days) => aLesson(app, { onDate: addDays('2027-02-02', days), startMin: 600, groupId: group.id, kindId: app.kinds.group })));
    const peopleIn = async () => Promise.all(lessons.map(async (l) => ((await rowOf(app, 'lesson', l.id)).bookings ?? []).map((b) => b.clientId)));
    const joined = await app.do('owner', 'group.addMember', { id: group.id, clientId: app.clients.client, fromOn: '2027-01-01' });
    assert.deepEqual(await peopleIn(), [[app.clients.client], [app.clients.client]]);
    await app.do('owner', 'change.undo', { rev: joined.rev });
    assert.deepEqual([(await rowOf(app, 'group', group.id)).members, await peopleIn()], [[], [[], []]]);
    const again = await app.do('owner', 'group.addMember', { id: group.id, clientId: app.clients.client, fromOn: '2027-01-01' });
    const left = await app.do('owner', 'group.removeMember', { id: group.id, clientId: app.clients.client, toOn: '2027-02-05' });
    assert.deepEqual(await peopleIn(), [[app.clients.client], []]);
    await app.do('owner', 'change.undo', { rev: left.rev });
    assert.deepEqual([(await rowOf(app, 'group', group.id)).members, await peopleIn()], [[{ clientId: app.clients.client, fromOn: '2027-01-01' }], [[app.clients.client], [app.clients.client]]]);
    // Somebody else has joined since: what stood then cannot simply come back.
    await app.do('owner', 'group.addMember', { id: group.id, clientId: app.clients.client2, fromOn: '2027-01-01' });
    assert.equal((await app.refused('owner', 'change.undo', { rev: again.rev }, 'cannotUndo')).reason, 'bookings');
  });
});

describe('lesson.history', () => {
  it('tells newest first who changed what, hides prices from trainers, and is not for strangers', async () => {
    const lesson = await aLesson(app, { onDate: '2026-12-05', startMin: 600, trainerId: app.trainers.trainer });
    const priced = await app.do('administrator', 'lesson.update', { id: lesson.id, seenRev: lesson.rev, priceMinor: 12_345 });
    await app.do('trainer', 'lesson.move', { id: lesson.id, seenRev: priced.rev, onDate: '2026-12-05', startMin: 615 });
    const { entries } = (await app.do('owner', 'lesson.history', { id: lesson.id })).output;
    assert.deepEqual(entries.map((e) => [e.operation, e.by, e.canUndo]), [['lesson.move', 'Ганна Коваленко', true], ['lesson.update', 'Марія Дейнека', true], ['lesson.create', '', false]]);
    assert.deepEqual(entries[0]?.changes, [{ field: 'startMin', before: '600', after: '615' }]);
    assert.deepEqual(entries[1]?.changes, [{ field: 'priceMinor', before: '77700', after: '12345' }]);
    const own = (await app.do('trainer', 'lesson.history', { id: lesson.id })).output.entries;
    assert.ok(own.every((e) => e.changes.every((c) => c.field !== 'priceMinor')));
    await app.refused('trainer2', 'lesson.history', { id: lesson.id }, 'notFound');
    await app.refused('client', 'lesson.history', { id: lesson.id }, 'forbidden');
  });
});
