// A closed month stays as it is: what may not happen in it any more, who closes it and opens it again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const monthOf = (year: number, month: number) => year * 12 + month - 1;
const OCTOBER = monthOf(2026, 10), NOVEMBER = monthOf(2026, 11);
const studio = () => rowOf(app, 'studio', app.studioId);
const client = (await aClient(app, { trainerId: app.trainers.trainer })).id;
const type = app.newId();
await app.call('subscriptionType.create', { id: type, name: 'Чотири', priceMinor: 100_000, lessonCount: 4, termDays: 60, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
const subscription = app.newId();
await app.call('subscription.sell', { id: subscription, clientId: client, typeId: type, seenPriceMinor: 100_000, payments: [] });
const lessonOn = (onDate: string, startMin: number, clientIds = [client]) => aLesson(app, { onDate, startMin, durationMin: 30, clientIds, trainerId: app.trainers.trainer });
const came = await lessonOn('2026-11-23', 300);
const marked = await app.do('administrator', 'attendance.mark', { lessonId: came.id, clientId: client, outcome: 'attended' });
const open = await lessonOn('2026-11-23', 360);
const { output: paid } = await app.do('administrator', 'ledger.topUp', { clientId: client, method: 'card', amountMinor: 5000 });

test('a month is closed by the owner, when it has ended and the lessons without marks have been seen', async () => {
  for (const who of ['administrator', 'trainer', 'client'] as const) {
    await app.refused(who, 'ledger.closeMonth', { month: NOVEMBER, unmarked: 0 }, 'forbidden');
    await app.refused(who, 'ledger.reopenMonth', { month: NOVEMBER, reason: 'x' }, 'forbidden');
    await app.refused(who, 'ledger.unmarked', { month: NOVEMBER }, 'forbidden');
  }
  assert.equal((await app.refused('owner', 'ledger.closeMonth', { month: NOVEMBER, unmarked: 1 }, 'invalid')).field, 'month');
  assert.equal((await app.refused('owner', 'ledger.reopenMonth', { month: NOVEMBER, reason: 'x' }, 'wrongStatus')).reason, 'notLast');
  await app.clock.set('2026-12-01T09:00+02:00');
  const { output: seen } = await app.do('owner', 'ledger.unmarked', { month: NOVEMBER });
  assert.deepEqual([seen.count, seen.lessons.map((l) => l.id)], [1, [open.id]]);
  assert.equal((await app.refused('owner', 'ledger.closeMonth', { month: NOVEMBER, unmarked: 0 }, 'wrongStatus')).count, 1);
  const { changes } = await app.do('owner', 'ledger.closeMonth', { month: NOVEMBER, unmarked: 1 });
  assert.deepEqual([changes, (await studio()).closedTo], [[{ table: 'studio', id: app.studioId }], '2026-11-30']);
  assert.equal((await app.refused('owner', 'ledger.closeMonth', { month: NOVEMBER, unmarked: 0 }, 'monthClosed')).count, NOVEMBER);
  assert.equal((await app.client('administrator')).held.of('studio').get(app.studioId)?.closedTo, '2026-11-30');
  assert.equal((await app.client('client')).held.of('studio').get(app.studioId)?.closedTo, undefined, 'the books are the desk’s affair');
});

test('nothing of a lesson or a line of that month changes any more, and the refusal names it', async () => {
  const lesson = await rowOf(app, 'lesson', open.id), held = await rowOf(app, 'lesson', came.id);
  const place = { lessonId: open.id, clientId: client };
  const device = await app.client('administrator');
  const refused = async (...args: Parameters<typeof app.refused>) => assert.equal((await app.refused(...args)).count, NOVEMBER);
  await refused('administrator', 'attendance.mark', { ...place, outcome: 'attended' }, 'monthClosed');
  await refused('trainer', 'attendance.markAll', { lessonId: open.id, outcome: 'noShow' }, 'monthClosed');
  await refused('administrator', 'attendance.undo', { lessonId: came.id, clientId: client, reason: 'x' }, 'monthClosed');
  await refused('owner', 'attendance.forgive', { lessonId: came.id, clientId: client, reason: 'x' }, 'monthClosed');
  await refused('owner', 'change.undo', { rev: marked.rev, reason: 'x' }, 'monthClosed');
  await refused('owner', 'lesson.cancel', { id: lesson.id, seenRev: lesson.rev, reason: 'x', askedBy: 'client' }, 'monthClosed');
  await refused('owner', 'lesson.restore', { id: held.id, seenRev: held.rev }, 'monthClosed');
  await refused('owner', 'lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate: '2026-12-03', startMin: 600 }, 'monthClosed');
  await refused('owner', 'lesson.addParticipant', { id: open.id, clientId: app.clients.client }, 'monthClosed');
  await refused('administrator', 'lesson.create', { id: await device.newId(), onDate: '2026-11-30', startMin: 600, kindId: app.kinds.individual }, 'monthClosed');
  await refused('administrator', 'series.create', { id: await device.newId(), kindId: app.kinds.individual, slots: [{ weekday: 1, startMin: 300, durationMin: 30 }], fromOn: '2026-11-30', count: 2 }, 'monthClosed');
  await refused('administrator', 'ledger.reverse', { lineId: paid.lineId ?? 0, reason: 'x' }, 'monthClosed');
  await refused('administrator', 'ledger.topUp', { clientId: client, method: 'card', amountMinor: 100, onDate: '2026-11-30' }, 'monthClosed');
  await refused('administrator', 'subscription.sell', { id: await device.newId(), clientId: client, typeId: type, seenPriceMinor: 100_000, payments: [], soldOn: '2026-11-29' }, 'monthClosed');
  // What comes later goes on: another day's lesson, money of today.
  const later = await lessonOn('2026-12-01', 500);
  await app.do('administrator', 'attendance.mark', { lessonId: later.id, clientId: client, outcome: 'attended' });
  await app.do('administrator', 'ledger.topUp', { clientId: client, method: 'card', amountMinor: 100 });
});

test('the clock and a merge of cards pass a closed month by, and the database itself takes no line of it', async () => {
  const { runDueJobs } = await import('../jobs/jobs.ts');
  await runDueJobs(app.app, app.clock.now());
  assert.deepEqual((await rowOf(app, 'lesson', open.id)).bookings?.map((b) => b.state), [undefined]);
  const twin = (await aClient(app, {})).id;
  const [keep, gone] = [await rowOf(app, 'client', twin), await rowOf(app, 'client', client)];
  await app.call('client.merge', { keepId: twin, goneId: client, seenRev: keep.rev, goneSeenRev: gone.rev });
  assert.equal((await rowOf(app, 'client', twin)).balanceMinor, 5100 - 100_000);
  await assert.rejects(app.sql(`insert into ledger(studio_id, rev, at, on_date, from_account, to_account, amount_minor, what, user_id, operation) values ($1, 1, now(), '2026-11-30', 'income', 'till', 1, 'goods', 1, 'x')`, [app.studioId]), /month is closed/);
  await assert.rejects(app.sql(`insert into subscription_entry(studio_id, rev, at, subscription_id, what, used_halves, lesson_id, user_id, operation) values ($1, 1, now(), $2, 'taken', 1, $3, 1, 'x')`, [app.studioId, subscription, came.id]), /month is closed/);
});

test('the last closed month is opened again with a reason; both are in the history', async () => {
  assert.equal((await app.refused('owner', 'ledger.reopenMonth', { month: NOVEMBER, reason: ' ' }, 'invalid')).field, 'reason');
  assert.equal((await app.refused('owner', 'ledger.reopenMonth', { month: OCTOBER, reason: 'x' }, 'wrongStatus')).reason, 'notLast');
  await app.do('owner', 'ledger.reopenMonth', { month: NOVEMBER, reason: 'Забули позначити' });
  assert.equal((await studio()).closedTo, '2026-10-31');
  const [{ clientId } = { clientId: 0 }] = (await rowOf(app, 'lesson', open.id)).bookings ?? [];
  await app.do('administrator', 'attendance.mark', { lessonId: open.id, clientId, outcome: 'attended' });
  const dated = await app.sql<{ day: string }>(`select on_date::text as day from ledger where lesson_id = $1 and what = 'visit'`, [open.id]);
  assert.deepEqual(dated.map((d) => d.day), ['2026-11-23'], 'what a visit takes belongs to its own day');
  const history = await app.sql<{ operation: string; reason: string | null; after: unknown }>(`select operation, reason, after from audit where operation like 'ledger.%Month' order by rev`);
  assert.deepEqual(history, [{ operation: 'ledger.closeMonth', reason: null, after: { closedTo: '2026-11-30' } }, { operation: 'ledger.reopenMonth', reason: 'Забули позначити', after: { closedTo: '2026-10-31' } }]);
});

test('a mark of another day is taken back from its message with a reason, and only then', async () => {
  const someone = (await aClient(app)).id;
  const lesson = await lessonOn('2026-11-30', 700, [someone]);
  const { rev } = await app.do('administrator', 'attendance.mark', { lessonId: lesson.id, clientId: someone, outcome: 'attended' });
  assert.equal((await app.refused('administrator', 'change.undo', { rev }, 'invalid')).field, 'reason');
  const undone = await app.do('administrator', 'change.undo', { rev, reason: 'Не той день' });
  assert.deepEqual((await rowOf(app, 'lesson', lesson.id)).bookings, [{ clientId: someone }]);
  const [found] = await app.sql<{ reason: string }>('select reason from audit where rev = $1', [undone.rev]);
  assert.equal(found?.reason, 'Не той день');
  assert.equal((await app.refused('administrator', 'change.undo', { rev: undone.rev }, 'invalid')).field, 'reason');
});
