import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aClient, aKind, aLesson, aRoom, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { CallRefused } from '../cli/socket-client.ts';

const app = await createTestApp();
await app.connectAll();
const DAY = '2026-12-03';

/** Pairs of occupancy rows that share a resource, a place and a moment: there must be none, whatever the constraint says. */
const overlapping = () => app.sql(`select a.lesson_id, b.lesson_id as other from occupancy a join occupancy b on a.studio_id = b.studio_id and a.kind = b.kind and a.resource_id = b.resource_id
  and a.slots && b.slots and a.during && b.during and a.lesson_id < b.lesson_id`);

describe('overlaps', () => {
  it('are refused for trainer, client and room, in every way two intervals can meet, and back-to-back is allowed', async () => {
    const person = await aClient(app);
    const hall = await aRoom(app, { places: [{ name: 'Єдине' }] });
    const wants = { trainer: { trainerId: app.trainers.trainer }, client: { clientIds: [person.id] }, room: { roomId: hall.id } };
    for (const [what, want] of Object.entries(wants)) {
      const there = await aLesson(app, { onDate: DAY, startMin: 600, durationMin: 60, ...want });
      const base = { onDate: DAY, kindId: app.kinds.individual, ...want };
      const owner = await app.client('owner');
      const id = await owner.newId();
      for (const [startMin, durationMin] of [[600, 60], [630, 60], [570, 60], [610, 30], [570, 120], [600, 5], [655, 60], [545, 60]] as const) {
        const refusal = await app.refused('owner', 'lesson.create', { id, startMin, durationMin, ...base }, 'conflict');
        assert.deepEqual(refusal.conflicts?.map((c) => [c.what, c.lessonId, c.startMin]), [[what, there.id, 600]], `${what} ${startMin}+${durationMin}`);
      }
      for (const [startMin, durationMin] of [[660, 30], [570, 30]] as const) await app.do('owner', 'lesson.create', { id: await owner.newId(), startMin, durationMin, ...base });
      await app.sql(`delete from lesson where studio_id = $1 and on_date = $2`, [app.studioId, DAY]);
      await Promise.all(app.connected.map(({ client }) => client.load([2026 * 12 + 11])));
    }
  });
  it('across midnight meet the next day’s lessons', async () => {
    const late = await aLesson(app, { onDate: '2026-12-04', startMin: 1410, durationMin: 60, trainerId: app.trainers.trainer });
    const owner = await app.client('owner');
    const refusal = await app.refused('owner', 'lesson.create', { id: await owner.newId(), onDate: '2026-12-05', startMin: 0, kindId: app.kinds.individual, trainerId: app.trainers.trainer }, 'conflict');
    assert.equal(refusal.conflicts?.[0]?.lessonId, late.id);
  });
  it('at one instant from 20 sockets leave exactly one winner, 200 times over', async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, (_, i) => app.connect(i % 2 ? 'owner' : 'administrator')));
    const ids = await Promise.all(sockets.map(async (s) => Array.from({ length: 10 }, () => s.newId())));
    const outcomes = (await Promise.all(sockets.map(async (socket, i) => Promise.all((await Promise.all(ids[i] ?? [])).map((id) =>
      socket.call('lesson.create', { id, onDate: '2026-12-06', startMin: 600, kindId: app.kinds.individual, trainerId: app.trainers.trainer2 }).then(() => 'won', (e: unknown) => (e instanceof CallRefused ? e.refusal.code : String(e)))))))).flat();
    assert.deepEqual([outcomes.length, outcomes.filter((o) => o === 'won').length, outcomes.filter((o) => o === 'conflict').length], [200, 1, 199]);
    assert.deepEqual(await overlapping(), []);
    await Promise.all(sockets.map((s) => s.close()));
    await app.converge();
  });
});

describe('rooms', () => {
  it('hold as many individual lessons as they have places, and say who is there when they are full', async () => {
    const room = await aRoom(app, { places: [{ name: 'Реформер 1' }, { name: 'Реформер 2' }] });
    const at = { onDate: '2026-12-07', startMin: 600, roomId: room.id };
    const [first, second] = [await aLesson(app, at), await aLesson(app, at)];
    const owner = await app.client('owner');
    const refusal = await app.refused('owner', 'lesson.create', { id: await owner.newId(), ...at, kindId: app.kinds.individual }, 'conflict');
    assert.deepEqual(refusal.conflicts?.map((c) => [c.what, c.lessonId]).sort(), [['room', first.id], ['room', second.id]].sort());
    await app.refused('owner', 'lesson.create', { id: await owner.newId(), ...at, kindId: app.kinds.group }, 'conflict');
  });
  it('have places reshuffled in silence when that makes room, but never a pinned one', async () => {
    const room = await aRoom(app, { places: [{ name: 'Р1' }, { name: 'Р2' }] });
    const people = [await aClient(app), await aClient(app), await aClient(app)];
    const on = (startMin: number, durationMin: number, i: number) => ({ onDate: '2026-12-08', startMin, durationMin, roomId: room.id, clientIds: [people[i]?.id ?? 0] });
    const early = await aLesson(app, on(600, 60, 0));
    const blocker = await aLesson(app, { onDate: '2026-12-08', startMin: 660, durationMin: 30, roomId: room.id });
    const late = await aLesson(app, on(660, 60, 1));
    await app.call('lesson.cancel', { id: blocker.id, seenRev: 0, reason: 'x', askedBy: 'studio' });
    assert.deepEqual([(await rowOf(app, 'lesson', early.id)).bookings?.[0]?.slot, (await rowOf(app, 'lesson', late.id)).bookings?.[0]?.slot], [1, 2]);
    const owner = await app.client('owner');
    await app.do('owner', 'lesson.update', { id: late.id, seenRev: late.rev, pins: [{ clientId: people[1]?.id ?? 0, slot: 2 }] });
    await app.do('owner', 'lesson.update', { id: early.id, seenRev: early.rev, pins: [{ clientId: people[0]?.id ?? 0, slot: 1 }] });
    const long = { id: await owner.newId(), kindId: app.kinds.individual, ...on(600, 120, 2) };
    await app.refused('owner', 'lesson.create', long, 'conflict');
    await app.do('owner', 'lesson.update', { id: early.id, seenRev: (await rowOf(app, 'lesson', early.id)).rev, pins: [{ clientId: people[0]?.id ?? 0 }] });
    await app.do('owner', 'lesson.create', long);
    const seats = await Promise.all([early.id, late.id, long.id].map(async (id) => (await rowOf(app, 'lesson', id)).bookings?.[0]?.slot));
    assert.deepEqual(seats, [2, 2, 1]);
    assert.deepEqual(await overlapping(), []);
  });
  it('lose a place that goes out of order: people move to another, and the number of those who cannot is told', async () => {
    const room = await aRoom(app, { places: [{ name: 'Р1' }, { name: 'Р2' }] });
    const at = { onDate: '2026-12-09', startMin: 600, roomId: room.id };
    const alone = await aLesson(app, { ...at, startMin: 800 });
    await aLesson(app, at);
    await aLesson(app, at);
    const { output } = await app.do('administrator', 'place.setOutOfOrder', { roomId: room.id, slot: 1, isOutOfOrder: true });
    assert.equal(output.count, 1, 'of the two at ten one has nowhere to go');
    assert.deepEqual(await app.sql('select slots from lesson where id = $1', [alone.id]), [{ slots: [2] }]);
  });
  it('move the people of a whole-room lesson off a broken place too', async () => {
    const person = await aClient(app);
    const kind = await aKind(app, { format: 'group', capacity: 2, takesWholeRoom: true });
    const room = await aRoom(app, { places: [{ name: 'К1' }, { name: 'К2' }] });
    const lesson = await aLesson(app, { onDate: '2026-12-10', startMin: 600, kindId: kind.id, roomId: room.id, clientIds: [person.id] });
    assert.equal(lesson.bookings?.[0]?.slot, 1);
    await app.do('owner', 'place.setOutOfOrder', { roomId: room.id, slot: 1, isOutOfOrder: true });
    assert.equal((await rowOf(app, 'lesson', lesson.id)).bookings?.[0]?.slot, 2);
  });
});

describe('clock changes', () => {
  const base = { kindId: app.kinds.individual, durationMin: 60 };
  it('refuse the hour that does not exist and keep what was asked', async () => {
    const owner = await app.client('owner');
    const refusal = await app.refused('owner', 'lesson.create', { id: await owner.newId(), onDate: '2027-03-28', startMin: 210, ...base }, 'noSuchTime');
    assert.equal(refusal.field, 'startMin');
    const lesson = await aLesson(app, { onDate: '2027-03-27', startMin: 210 });
    await app.refused('owner', 'lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate: '2027-03-28', startMin: 210 }, 'noSuchTime');
  });
  it('tell the two hours of one name apart: both can be had by one trainer', async () => {
    const first = await aLesson(app, { onDate: '2027-10-31', startMin: 180, durationMin: 60, trainerId: app.trainers.trainer });
    const second = await aLesson(app, { onDate: '2027-10-31', startMin: 180, durationMin: 60, fold: 1, trainerId: app.trainers.trainer });
    assert.deepEqual([first.fold, second.fold], [undefined, 1]);
    const ordinary = await aLesson(app, { onDate: '2027-10-30', startMin: 180, fold: 1 });
    assert.equal(ordinary.fold, undefined, 'a fold means nothing where the hour comes once');
  });
  it('derive every instant again when the studio’s zone changes, local times staying', async () => {
    const lesson = await aLesson(app, { onDate: '2026-12-11', startMin: 1080 });
    const utc = async () => (await app.sql<{ at: string }>(`select to_char(lower(during) at time zone 'UTC', 'HH24:MI') as at from lesson where id = $1`, [lesson.id]))[0]?.at;
    assert.equal(await utc(), '16:00');
    const toWarsaw = async () => ({ seenRev: (await rowOf(app, 'studio', app.studioId)).rev, zone: 'Europe/Warsaw' });
    const twice = await app.refused('owner', 'studio.update', await toWarsaw(), 'conflict');
    assert.deepEqual(twice.conflicts?.map((c) => [c.what, c.id]), [['trainer', app.trainers.trainer]], 'in Warsaw that hour comes once, and the trainer would be in two lessons');
    await app.sql(`delete from lesson where on_date = '2027-10-31'`);
    await app.do('owner', 'studio.update', await toWarsaw());
    assert.equal(await utc(), '17:00');
    assert.equal((await rowOf(app, 'lesson', lesson.id)).startMin, 1080);
    assert.deepEqual(await app.sql('select l.id from lesson l join occupancy o on o.lesson_id = l.id where o.during <> l.during'), []);
    await app.do('owner', 'studio.update', { seenRev: (await rowOf(app, 'studio', app.studioId)).rev, zone: 'Europe/Kyiv' });
  });
});
