// A lesson cancelled in time is made up for at the end of its schedule; and whoever puts a lesson after the end of a subscription is warned.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer } = app.trainers;
const slots = [{ weekday: 3, startMin: 1080, durationMin: 55 }];
const client = (await aClient(app, { trainerId: trainer })).id;
const type = app.newId();
await app.call('subscriptionType.create', { id: type, name: 'Чотири', priceMinor: 100_000, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
await app.call('subscription.sell', { id: app.newId(), clientId: client, typeId: type, seenPriceMinor: 100_000, payments: [] });
const scheduleOf = async (given: { untilOn?: string; count?: number } = { count: 4 }, clientIds = [client], startMin = 1080) => {
  const id = app.newId();
  await app.call('series.create', { id, kindId: app.kinds.individual, trainerId: trainer, clientIds, slots: [{ ...slots[0]!, startMin }], fromOn: '2026-11-25', ...given });
  const lessons = (await app.sql<{ id: string }>('select id from lesson where series_id = $1 order by during', [id])).map((l) => Number(l.id));
  return { id, lessons };
};
const cancel = async (id: number, who: Who = 'administrator', askedBy: 'client' | 'studio' = 'client') => app.do(who, 'lesson.cancel', { id, seenRev: (await rowOf(app, 'lesson', id)).rev, reason: 'Відрядження', askedBy });
const days = async (id: number) => (await app.sql<{ at: string }>(`select on_date || ' ' || status as at from lesson where series_id = $1 order by during`, [id])).map((l) => l.at);

test('the next free date by the rule, past what is taken; the schedule then ends with it, and all goes back with one undo', async () => {
  const { id, lessons: [, second] } = await scheduleOf();
  assert.ok(second);
  assert.equal((await app.refused('administrator', 'series.afterEnd', { lessonId: second }, 'wrongStatus')).reason, 'planned');
  await cancel(second);
  await aLesson(app, { onDate: '2026-12-23', startMin: 1100, trainerId: trainer });
  const { output } = await app.do('administrator', 'series.afterEnd', { lessonId: second });
  assert.deepEqual(output.dates.slice(0, 3).map((d) => [d.onDate, d.startMin, d.conflicts?.map((c) => c.what)]), [['2026-12-23', 1080, ['trainer']], ['2026-12-30', 1080, undefined], ['2027-01-06', 1080, undefined]]);
  assert.deepEqual(output.warnings, [{ what: 'subscription', id: client, onDate: '2026-12-22' }]);
  await app.refused('administrator', 'series.addAtEnd', { lessonId: second, onDate: '2026-12-23', startMin: 1080 }, 'conflict');
  assert.equal((await app.refused('administrator', 'series.addAtEnd', { lessonId: second, onDate: '2026-12-31', startMin: 1080 }, 'invalid')).field, 'onDate');
  const { output: made, rev, changes } = await app.do('trainer', 'series.addAtEnd', { lessonId: second, onDate: '2026-12-30', startMin: 1080 });
  assert.deepEqual(made.warnings, [{ what: 'subscription', id: client }], 'a trainer is not told until when');
  assert.deepEqual([...new Set(changes.map((c) => c.table))].sort(), ['lesson', 'series']);
  const { untilOn, leftOut } = await rowOf(app, 'series', id);
  assert.deepEqual([await days(id), untilOn, leftOut], [['2026-11-25 planned', '2026-12-02 cancelled', '2026-12-09 planned', '2026-12-16 planned', '2026-12-30 planned'], '2026-12-30', [{ onDate: '2026-12-23', startMin: 1080 }]]);
  const [added] = await app.sql<{ id: string }>(`select id from lesson where series_id = $1 and on_date = '2026-12-30'`, [id]);
  assert.deepEqual((await rowOf(app, 'lesson', Number(added?.id))).bookings, [{ clientId: client }]);
  assert.equal((await app.refused('owner', 'series.afterEnd', { lessonId: second }, 'wrongStatus')).reason, 'madeUp');
  assert.equal((await app.refused('owner', 'series.addAtEnd', { lessonId: second, onDate: '2027-01-06', startMin: 1080 }, 'wrongStatus')).reason, 'madeUp', 'once');
  const undone = await app.do('administrator', 'change.undo', { rev });
  await app.do('administrator', 'series.afterEnd', { lessonId: second });
  const redone = await app.do('administrator', 'change.undo', { rev: undone.rev });
  assert.equal((await app.refused('owner', 'series.addAtEnd', { lessonId: second, onDate: '2027-01-06', startMin: 1080 }, 'wrongStatus')).reason, 'madeUp', 'once, brought back too');
  await app.do('administrator', 'change.undo', { rev: redone.rev });
  const back = await rowOf(app, 'series', id);
  assert.deepEqual([(await days(id)).length, back.untilOn, back.leftOut], [4, '2026-12-16', undefined]);
});

test('not for one that was paid for, one without an end, one of nobody’s schedule; strangers are told nothing', async () => {
  const other = (await aClient(app, { trainerId: trainer })).id;
  const { lessons: [first] } = await scheduleOf({ count: 2 }, [other], 600);
  assert.ok(first);
  await app.clock.set('2026-11-25T07:00+02:00');
  await cancel(first);
  const late = { lessonId: first, onDate: '2026-12-09', startMin: 600 };
  assert.equal((await app.refused('administrator', 'series.addAtEnd', late, 'wrongStatus')).reason, 'late');
  const endless = await scheduleOf({}, [other], 700);
  await cancel(endless.lessons[1] ?? 0);
  assert.equal((await app.refused('administrator', 'series.afterEnd', { lessonId: endless.lessons[1] ?? 0 }, 'wrongStatus')).reason, 'noEnd');
  const single = await aLesson(app, { onDate: '2026-12-01', trainerId: trainer });
  await cancel(single.id);
  for (const lessonId of [single.id, 999_999]) await app.refused('administrator', 'series.afterEnd', { lessonId }, 'notFound');
  for (const who of ['trainer2'] as const) await app.refused(who, 'series.addAtEnd', late, 'notFound');
  for (const who of ['client', 'client2'] as const) {
    await app.refused(who, 'series.addAtEnd', late, 'forbidden');
    await app.refused(who, 'series.afterEnd', { lessonId: first }, 'forbidden');
  }
});

test('a lesson moved beyond the term of the subscription that was to pay warns, and is moved', async () => {
  const lesson = await aLesson(app, { onDate: '2026-11-26', startMin: 700, clientIds: [client], trainerId: trainer });
  const seenRev = async () => (await rowOf(app, 'lesson', lesson.id)).rev;
  assert.ok((await rowOf(app, 'lesson', lesson.id)).bookings?.[0]?.subscriptionId);
  const within = await app.do('administrator', 'lesson.move', { id: lesson.id, seenRev: await seenRev(), onDate: '2026-12-22', startMin: 700 });
  assert.deepEqual(within.output.warnings, undefined);
  const beyond = await app.do('administrator', 'lesson.move', { id: lesson.id, seenRev: await seenRev(), onDate: '2026-12-24', startMin: 700 });
  assert.deepEqual(beyond.output.warnings, [{ what: 'subscription', id: client, onDate: '2026-12-22' }]);
  assert.equal((await rowOf(app, 'lesson', lesson.id)).bookings?.[0]?.subscriptionId, undefined);
});
