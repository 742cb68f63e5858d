import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aClient, aGroup, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';

const TUESDAY = '2026-11-24';
const WEDNESDAY = '2026-11-25';

const app = await createTestApp();
await app.connectAll();

describe('lessons', () => {
  const idFor = async (who: Who) => (await app.client(who)).newId();

  describe('lesson.create', () => {
    it('takes length, price and capacity from the kind, gives a place and tells everyone who may know', async () => {
      const id = await idFor('administrator');
      const done = await app.do('administrator', 'lesson.create', { id, onDate: TUESDAY, startMin: 485, kindId: app.kinds.individual, trainerId: app.trainers.trainer, roomId: app.rooms.reformers, clientIds: [app.clients.client] });
      const row = await rowOf(app, 'lesson', id);
      assert.deepEqual({ ...row, rev: 0 }, {
        id, rev: 0, onDate: TUESDAY, startMin: 485, durationMin: 55, status: 'planned', kindId: app.kinds.individual, trainerId: app.trainers.trainer, roomId: app.rooms.reformers,
        priceMinor: 77_700, capacity: 1, headCount: 1, bookings: [{ clientId: app.clients.client, slot: 1 }],
      });
      assert.deepEqual(done.changes, [{ table: 'lesson', id }, { table: 'client', id: app.clients.client }], 'the lesson, and the client whom the trainer now sees');
      const busy = (await app.client('trainer2')).held.of('lesson').get(id);
      assert.deepEqual(Object.keys(busy ?? {}).sort(), ['durationMin', 'id', 'onDate', 'rev', 'roomId', 'startMin', 'trainerId'], 'another trainer sees busy time');
      assert.equal((await app.client('client2')).held.of('lesson').get(id), undefined, 'another client sees nothing');
    });
    it('fills a group lesson with the members of that day', async () => {
      const group = await aGroup(app, { name: 'Вечірня', trainerId: app.trainers.trainer2 });
      await app.call('group.addMember', { id: group.id, clientId: app.clients.client2, fromOn: '2026-12-01' });
      const [early, late] = [await idFor('owner'), await idFor('owner')];
      await app.do('owner', 'lesson.create', { id: early, onDate: '2026-11-30', startMin: 1080, kindId: app.kinds.group, groupId: group.id, roomId: app.rooms.mats, trainerId: app.trainers.trainer2 });
      await app.do('owner', 'lesson.create', { id: late, onDate: '2026-12-01', startMin: 1080, kindId: app.kinds.group, groupId: group.id, roomId: app.rooms.mats, trainerId: app.trainers.trainer2 });
      assert.deepEqual((await rowOf(app, 'lesson', early)).bookings, []);
      assert.deepEqual((await rowOf(app, 'lesson', late)).bookings, [{ clientId: app.clients.client2, slot: 1 }]);
      const open = (await app.client('client')).held.of('lesson').get(late) as { headCount?: number; bookings?: unknown } | undefined; // rows of table lesson
      assert.equal(open?.headCount, 1, 'a stranger sees how many come');
      assert.equal(open?.bookings, undefined, 'and not who');
    });
    it('warns outside working hours and creates all the same', async () => {
      const id = await idFor('owner');
      const { output } = await app.do('owner', 'lesson.create', { id, onDate: TUESDAY, startMin: 330, kindId: app.kinds.individual });
      assert.deepEqual(output.warnings, [{ what: 'outsideHours' }]);
    });
    it('lets a trainer create for the own person only, with own clients, at the price of the kind', async () => {
      const id = await idFor('trainer');
      const base = { id, onDate: WEDNESDAY, startMin: 540, kindId: app.kinds.individual };
      await app.refused('trainer', 'lesson.create', { ...base, trainerId: app.trainers.trainer2 }, 'forbidden');
      await app.refused('trainer', 'lesson.create', { ...base, priceMinor: 1 }, 'forbidden');
      await app.refused('trainer', 'lesson.create', { ...base, clientIds: [app.clients.client2] }, 'notFound');
      await app.do('trainer', 'lesson.create', base);
      assert.equal((await rowOf(app, 'lesson', id)).trainerId, app.trainers.trainer);
    });
    it('is refused to clients, for ids not leased, for unknown rows and for people named twice', async () => {
      const owner = await idFor('owner');
      const base = { id: owner, onDate: WEDNESDAY, startMin: 600, kindId: app.kinds.individual };
      await app.refused('client', 'lesson.create', base, 'forbidden');
      await app.refused('administrator', 'lesson.create', base, 'invalid');
      for (const wrong of [{ kindId: 999_999 }, { trainerId: 999_999 }, { roomId: 999_999 }, { groupId: 999_999 }, { clientIds: [999_999] }]) await app.refused('owner', 'lesson.create', { ...base, ...wrong }, 'notFound');
      await app.refused('owner', 'lesson.create', { ...base, clientIds: [app.clients.client, app.clients.client] }, 'invalid');
    });
    it('is refused when more people come than there is room for', async () => {
      const id = await idFor('owner');
      const refusal = await app.refused('owner', 'lesson.create', { id, onDate: WEDNESDAY, startMin: 600, kindId: app.kinds.individual, clientIds: [app.clients.client, app.clients.client2] }, 'full');
      assert.equal(refusal.count, 1);
    });
  });

  describe('lesson.move', () => {
    it('changes time, trainer and room at once and names both trainers’ views', async () => {
      const lesson = await aLesson(app, { onDate: WEDNESDAY, startMin: 700, trainerId: app.trainers.trainer, roomId: app.rooms.reformers, clientIds: [app.clients.client2] });
      const done = await app.do('administrator', 'lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate: '2026-11-26', startMin: 725, trainerId: app.trainers.trainer2, roomId: app.rooms.mats });
      const row = await rowOf(app, 'lesson', lesson.id);
      assert.deepEqual([row.onDate, row.startMin, row.trainerId, row.roomId, row.durationMin], ['2026-11-26', 725, app.trainers.trainer2, app.rooms.mats, 55]);
      assert.deepEqual(done.changes[0], { table: 'lesson', id: lesson.id });
      assert.equal(((await app.client('trainer')).held.of('lesson').get(lesson.id) as { bookings?: unknown } | undefined)?.bookings, undefined, 'for the former trainer it is busy time'); // rows of table lesson
    });
    it('can leave a lesson without a trainer', async () => {
      const lesson = await aLesson(app, { onDate: WEDNESDAY, startMin: 800, trainerId: app.trainers.trainer });
      await app.do('owner', 'lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate: WEDNESDAY, startMin: 800, trainerId: null });
      assert.equal((await rowOf(app, 'lesson', lesson.id)).trainerId, undefined);
    });
    it('is refused to a stranger as if the lesson were not there', async () => {
      const lesson = await aLesson(app, { onDate: WEDNESDAY, startMin: 860, trainerId: app.trainers.trainer });
      const to = { id: lesson.id, seenRev: lesson.rev, onDate: WEDNESDAY, startMin: 870 };
      const hidden = await app.refused('trainer2', 'lesson.move', to, 'notFound');
      const absent = await app.refused('trainer2', 'lesson.move', { ...to, id: 999_999 }, 'notFound');
      assert.deepEqual(hidden, absent);
      await app.refused('client', 'lesson.move', to, 'forbidden');
      await app.refused('trainer', 'lesson.move', { ...to, trainerId: app.trainers.trainer2 }, 'forbidden');
    });
    it('says who changed what when the same fields were changed meanwhile, and lets other fields pass', async () => {
      const lesson = await aLesson(app, { onDate: WEDNESDAY, startMin: 920, trainerId: app.trainers.trainer });
      await app.do('administrator', 'lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate: WEDNESDAY, startMin: 930 });
      const refusal = await app.refused('owner', 'lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate: WEDNESDAY, startMin: 990 }, 'changedMeanwhile');
      assert.equal(refusal.by, 'Марія Дейнека');
      assert.deepEqual(refusal.fields, ['startMin']);
      assert.equal(refusal.current?.table === 'lesson' && refusal.current.row.startMin, 930);
      await app.do('owner', 'lesson.update', { id: lesson.id, seenRev: lesson.rev, note: 'взяти болстер' });
    });
    it('does not move what is held or cancelled', async () => {
      const lesson = await aLesson(app, { onDate: '2026-11-23', startMin: 420 });
      const { rev } = await app.do('owner', 'lesson.hold', { id: lesson.id, seenRev: lesson.rev });
      const refusal = await app.refused('owner', 'lesson.move', { id: lesson.id, seenRev: rev, onDate: WEDNESDAY, startMin: 420 }, 'wrongStatus');
      assert.equal(refusal.reason, 'held');
    });
  });

  describe('lesson.resize', () => {
    it('stretches either edge', async () => {
      const lesson = await aLesson(app, { onDate: '2026-11-27', startMin: 600 });
      const { rev } = await app.do('owner', 'lesson.resize', { id: lesson.id, seenRev: lesson.rev, durationMin: 70 });
      await app.do('owner', 'lesson.resize', { id: lesson.id, seenRev: rev, startMin: 585, durationMin: 85 });
      const row = await rowOf(app, 'lesson', lesson.id);
      assert.deepEqual([row.startMin, row.durationMin], [585, 85]);
    });
    it('refuses to run into the next lesson, and lengths that are none', async () => {
      const first = await aLesson(app, { onDate: '2026-11-27', startMin: 700, trainerId: app.trainers.trainer });
      const second = await aLesson(app, { onDate: '2026-11-27', startMin: 755, trainerId: app.trainers.trainer });
      const refusal = await app.refused('trainer', 'lesson.resize', { id: first.id, seenRev: first.rev, durationMin: 60 }, 'conflict');
      assert.deepEqual(refusal.conflicts, [{ what: 'trainer', id: app.trainers.trainer, lessonId: second.id, onDate: '2026-11-27', startMin: 755, durationMin: 55 }]);
      await app.refused('trainer2', 'lesson.resize', { id: first.id, seenRev: first.rev, durationMin: 30 }, 'notFound');
    });
  });

  describe('lesson.update', () => {
    it('changes people and says who is in', async () => {
      const lesson = await aLesson(app, { onDate: '2026-11-28', startMin: 600, kindId: app.kinds.group, trainerId: app.trainers.trainer, roomId: app.rooms.mats, clientIds: [app.clients.client] });
      const { rev } = await app.do('owner', 'lesson.update', { id: lesson.id, seenRev: lesson.rev, clientIds: [app.clients.client2], title: 'Відкрите заняття', priceMinor: 0 });
      const row = await rowOf(app, 'lesson', lesson.id);
      assert.deepEqual([row.headCount, row.bookings, row.title, row.priceMinor], [1, [{ clientId: app.clients.client2, slot: 1 }], 'Відкрите заняття', 0]);
      await app.do('owner', 'lesson.update', { id: lesson.id, seenRev: rev, title: null, pins: [{ clientId: app.clients.client2, slot: 7 }] });
      assert.deepEqual((await rowOf(app, 'lesson', lesson.id)).bookings, [{ clientId: app.clients.client2, slot: 7, isPinned: true }]);
    });
    it('is refused to strangers, to trainers who set a price, and when the client is elsewhere', async () => {
      const other = await aClient(app, {});
      const here = await aLesson(app, { onDate: '2026-11-28', startMin: 800, trainerId: app.trainers.trainer, clientIds: [other.id] });
      const there = await aLesson(app, { onDate: '2026-11-28', startMin: 810, trainerId: app.trainers.trainer2 });
      await app.refused('trainer', 'lesson.update', { id: there.id, seenRev: there.rev, note: 'x' }, 'notFound');
      await app.refused('trainer', 'lesson.update', { id: here.id, seenRev: here.rev, priceMinor: 1 }, 'forbidden');
      const refusal = await app.refused('owner', 'lesson.update', { id: there.id, seenRev: there.rev, clientIds: [other.id] }, 'conflict');
      assert.deepEqual(refusal.conflicts?.map((c) => [c.what, c.id, c.lessonId]), [['client', other.id, here.id]]);
    });
  });

  describe('status', () => {
    it('goes planned, held, planned, cancelled, planned, and a cancelled lesson occupies nothing', async () => {
      const base = { onDate: '2026-11-23', startMin: 500, trainerId: app.trainers.trainer, roomId: app.rooms.reformers };
      const lesson = await aLesson(app, base);
      let { rev } = await app.do('trainer', 'lesson.hold', { id: lesson.id, seenRev: lesson.rev });
      ({ rev } = await app.do('trainer', 'lesson.restore', { id: lesson.id, seenRev: rev }));
      ({ rev } = await app.do('trainer', 'lesson.cancel', { id: lesson.id, seenRev: rev, reason: 'захворіла клієнтка', askedBy: 'client' }));
      const row = await rowOf(app, 'lesson', lesson.id);
      assert.deepEqual([row.status, row.cancelReason, row.cancelAskedBy], ['cancelled', 'захворіла клієнтка', 'client']);
      assert.equal((await app.client('trainer2')).held.of('lesson').get(lesson.id), undefined, 'no longer busy time');
      const instead = await aLesson(app, base);
      const refusal = await app.refused('trainer', 'lesson.restore', { id: lesson.id, seenRev: rev }, 'conflict');
      assert.equal(refusal.conflicts?.[0]?.lessonId, instead.id);
      await app.call('lesson.cancel', { id: instead.id, seenRev: 0, reason: 'помилка', askedBy: 'studio' });
      await app.do('trainer', 'lesson.restore', { id: lesson.id, seenRev: rev });
      assert.equal((await rowOf(app, 'lesson', lesson.id)).cancelReason, undefined);
    });
    it('is refused out of order, in the future and to strangers', async () => {
      const lesson = await aLesson(app, { onDate: '2026-12-02', startMin: 500, trainerId: app.trainers.trainer });
      await app.refused('owner', 'lesson.hold', { id: lesson.id, seenRev: lesson.rev }, 'wrongStatus');
      await app.refused('owner', 'lesson.restore', { id: lesson.id, seenRev: lesson.rev }, 'wrongStatus');
      for (const name of ['lesson.hold', 'lesson.restore'] as const) await app.refused('trainer2', name, { id: lesson.id, seenRev: lesson.rev }, 'notFound');
      await app.refused('trainer2', 'lesson.cancel', { id: lesson.id, seenRev: lesson.rev, reason: 'x', askedBy: 'studio' }, 'notFound');
      await app.refused('client', 'lesson.cancel', { id: lesson.id, seenRev: lesson.rev, reason: 'x', askedBy: 'client' }, 'forbidden');
    });
  });

  describe('closed days', () => {
    it('refuse new and moved lessons unless staff give a reason, which the history keeps', async () => {
      const studio = await rowOf(app, 'studio', app.studioId);
      await app.do('owner', 'studio.update', { seenRev: studio.rev, closedDays: [{ onDate: '2026-12-25', reason: 'Різдво' }] });
      const lesson = await aLesson(app, { onDate: '2026-12-24', startMin: 600, trainerId: app.trainers.trainer });
      const to = { id: lesson.id, seenRev: lesson.rev, onDate: '2026-12-25', startMin: 600 };
      const refusal = await app.refused('trainer', 'lesson.move', to, 'conflict');
      assert.deepEqual(refusal.conflicts, [{ what: 'closedDay', onDate: '2026-12-25', reason: 'Різдво' }]);
      await app.refused('trainer', 'lesson.move', { ...to, override: 'дуже треба' }, 'conflict');
      await app.do('administrator', 'lesson.move', { ...to, override: 'домовлено з клієнткою', askedBy: 'client' });
      const { entries } = (await app.do('administrator', 'lesson.history', { id: lesson.id })).output;
      assert.deepEqual([entries[0]?.operation, entries[0]?.reason, entries[0]?.askedBy, entries[0]?.by], ['lesson.move', 'домовлено з клієнткою', 'client', 'Марія Дейнека']);
    });
  });

  describe('calendar.load', () => {
    it('gives the months asked for and refuses none at all', async () => {
      const { output } = await app.do('owner', 'calendar.load', { months: [2026 * 12 + 11] });
      assert.ok(output.lessons.length > 0 && output.lessons.every((l) => l.onDate.startsWith('2026-12')));
      await app.refused('client', 'calendar.load', { months: [] }, 'invalid');
    });
  });
});
