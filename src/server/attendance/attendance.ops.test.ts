// Visits, subscriptions and money together: what a mark takes, what comes back, and who learns of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Input } from '../../contract/ops.ts';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { runDueJobs } from '../jobs/jobs.ts';

const app = await createTestApp();
const { trainers, kinds } = app;
const TODAY = '2026-11-23';
await app.connectAll();
const type = app.newId();
await app.call('subscriptionType.create', { id: app.newId(), name: 'Разове', priceMinor: 50_000, lessonCount: 1, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
await app.call('subscriptionType.create', { id: type, name: '8 занять', priceMinor: 320_001, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 14 });
let startMin = 240;
/** A lesson of today that has begun, each five minutes after the last one. */
const lessonOf = async (clientIds: number[], given: Partial<Input<'lesson.create'>> = {}) => {
  startMin += 5;
  return aLesson(app, { onDate: TODAY, startMin, durationMin: 5, clientIds, trainerId: trainers.trainer, ...given });
};
const sell = async (clientId: number, given: Partial<Input<'subscription.sell'>> = {}) => {
  const id = app.newId();
  await app.call('subscription.sell', { id, clientId, typeId: type, seenPriceMinor: 320_001, payments: [], ...given });
  return id;
};
const someone = async () => (await aClient(app, { trainerId: trainers.trainer })).id;
const leftOf = async (id: number) => (await rowOf(app, 'subscription', id)).leftHalves;
const balance = async (id: number) => (await rowOf(app, 'client', id)).balanceMinor ?? 0;
const accounts = async () => Object.fromEntries((await app.sql<{ account: string; sum: string }>(`select account, sum(balance_minor) as sum from account group by account`)).map((a) => [a.account, Number(a.sum)]));
const placeOf = async (lessonId: number, clientId: number) => {
  const row = await rowOf(app, 'lesson', lessonId);
  return row.bookings?.find((b) => b.clientId === clientId) ?? row.calledOff?.find((b) => b.clientId === clientId);
};

test('arrival takes one lesson of the subscription, once, and says so; the lesson is held; the trainer is told no sums', async () => {
  const client = await someone();
  const id = await sell(client, { payments: [{ method: 'cash', amountMinor: 320_001 }] });
  const lesson = await lessonOf([client]);
  assert.deepEqual(await placeOf(lesson.id, client), { clientId: client, isPaid: true, subscriptionId: id });
  assert.equal((await rowOf(app, 'subscription', id)).bookedHalves, 2);
  const done = await app.do('trainer', 'attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'attended' });
  assert.deepEqual(done.output.taken, [{ clientId: client, halves: 2, name: '8 занять', leftHalves: 14 }]);
  assert.ok(done.changes.some((c) => c.table === 'lesson' && c.id === lesson.id) && done.changes.some((c) => c.table === 'subscription' && c.id === id));
  const again = await app.do('administrator', 'attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'attended' });
  assert.deepEqual(again.output.taken, []);
  assert.deepEqual(await placeOf(lesson.id, client), { clientId: client, isPaid: true, state: 'attended', subscriptionId: id, takenHalves: 2 });
  assert.deepEqual([await leftOf(id), (await rowOf(app, 'subscription', id)).bookedHalves, (await rowOf(app, 'lesson', lesson.id)).status], [14, 0, 'held']);
  assert.equal(await balance(client), 0);
});

test('without a subscription the price is a debt; what was taken comes back exactly, and a lesson of another day needs a reason', async () => {
  const client = await someone();
  const lesson = await lessonOf([client]);
  const { output } = await app.do('administrator', 'attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'attended' });
  assert.deepEqual(output.taken, [{ clientId: client, halves: 0, chargedMinor: 77_700 }]);
  assert.equal(await balance(client), -77_700);
  const before = await accounts();
  await app.do('trainer', 'attendance.undo', { lessonId: lesson.id, clientId: client });
  assert.equal(await balance(client), 0);
  assert.deepEqual(await placeOf(lesson.id, client), { clientId: client });
  assert.notDeepEqual(await accounts(), before);
  const yesterdays = await lessonOf([client], { onDate: '2026-11-20' });
  await app.do('owner', 'attendance.mark', { lessonId: yesterdays.id, clientId: client, outcome: 'noShow' });
  assert.deepEqual(await app.refused('owner', 'attendance.undo', { lessonId: yesterdays.id, clientId: client }, 'invalid'), { code: 'invalid', field: 'reason', reason: 'required' });
  await app.do('owner', 'attendance.undo', { lessonId: yesterdays.id, clientId: client, reason: 'Була, переплутали' });
  assert.equal(await balance(client), 0);
});

test('what somebody else has marked meanwhile is not written over in silence; one\'s own mark is, and whoever has seen it may', async () => {
  const client = await someone();
  const id = await sell(client);
  const lesson = await lessonOf([client]);
  const place = { lessonId: lesson.id, clientId: client };
  await app.do('trainer', 'attendance.mark', { ...place, seen: 'booked', outcome: 'attended' });
  const before = await leftOf(id);
  const refusal = await app.refused('administrator', 'attendance.mark', { ...place, seen: 'booked', outcome: 'excused' }, 'changedMeanwhile');
  assert.deepEqual([refusal.by, refusal.current?.table === 'lesson' && refusal.current.row.bookings?.[0]?.state], [(await app.sql<{ name: string }>('select name from studio_user where id = $1', [app.users.trainer]))[0]?.name, 'attended']);
  await app.refused('administrator', 'attendance.undo', { ...place, seen: 'noShow' }, 'changedMeanwhile');
  await app.refused('owner', 'attendance.forgive', { ...place, seen: 'noShow' }, 'changedMeanwhile');
  assert.deepEqual([(await placeOf(lesson.id, client))?.state, await leftOf(id)], ['attended', before]);
  // The same mark is no dispute.
  assert.deepEqual((await app.do('administrator', 'attendance.mark', { ...place, seen: 'booked', outcome: 'attended' })).output.taken, []);
  await app.do('trainer', 'attendance.mark', { ...place, seen: 'booked', outcome: 'noShow' });
  await app.do('administrator', 'attendance.mark', { ...place, seen: 'noShow', outcome: 'excused' });
  await app.refused('trainer', 'attendance.mark', { ...place, seen: 'noShow', outcome: 'attended' }, 'changedMeanwhile');
  await app.do('administrator', 'attendance.undo', { ...place, seen: 'excused' });
  await app.refused('trainer', 'attendance.mark', { ...place, seen: 'excused', outcome: 'attended' }, 'changedMeanwhile');
  assert.equal((await placeOf(lesson.id, client))?.state, undefined);
});

test('one state after another takes only what the last one takes', async () => {
  const client = await someone();
  const id = await sell(client);
  const lesson = await lessonOf([client]);
  const mark = (outcome: Input<'attendance.mark'>['outcome']) => app.do('administrator', 'attendance.mark', { lessonId: lesson.id, clientId: client, outcome });
  for (const [outcome, left] of [['attended', 14], ['noShow', 14], ['cancelledInTime', 16], ['cancelledLate', 14], ['excused', 16], ['cancelledByStudio', 16], ['cancelled', 14], ['attended', 14]] as const) {
    await mark(outcome);
    assert.equal(await leftOf(id), left, outcome);
  }
  await app.do('administrator', 'attendance.forgive', { lessonId: lesson.id, clientId: client, reason: 'Перша помилка' });
  assert.equal(await leftOf(id), 16);
  assert.deepEqual(await placeOf(lesson.id, client), { clientId: client, isPaid: true, state: 'attended', isForgiven: true });
  const { output } = await app.do('administrator', 'attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'noShow', takes: 'half' });
  assert.deepEqual([output.taken[0]?.halves, await leftOf(id)], [1, 15]);
});

test('a place that was called off is free for others, and its time for the client', async () => {
  const [one, other] = [await someone(), await someone()];
  const lesson = await lessonOf([one], { onDate: '2026-11-25', startMin: 600, durationMin: 55 });
  await app.do('administrator', 'attendance.mark', { lessonId: lesson.id, clientId: one, outcome: 'cancelled' });
  const row = await rowOf(app, 'lesson', lesson.id);
  assert.deepEqual([row.bookings, row.calledOff, row.headCount], [[], [{ clientId: one, state: 'cancelledInTime' }], 0]);
  await app.do('administrator', 'lesson.addParticipant', { id: lesson.id, clientId: other });
  await lessonOf([one], { onDate: '2026-11-25', startMin: 600, trainerId: trainers.trainer2 });
  await app.refused('administrator', 'attendance.undo', { lessonId: lesson.id, clientId: one }, 'full');
});

test('everybody at once, those who are marked already left as they are; and somebody who came without a place', async () => {
  const people = await Promise.all([someone(), someone(), someone()]);
  const walkIn = await someone();
  const lesson = await lessonOf(people, { kindId: kinds.group });
  await app.do('trainer', 'attendance.mark', { lessonId: lesson.id, clientId: people[0]!, outcome: 'noShow' });
  const { output } = await app.do('trainer', 'attendance.markAll', { lessonId: lesson.id, outcome: 'attended' });
  assert.deepEqual(output.taken.map((t) => t.clientId).sort(), [people[1], people[2]].sort());
  assert.equal((await placeOf(lesson.id, people[0]!))?.state, 'noShow');
  await app.do('administrator', 'attendance.mark', { lessonId: lesson.id, clientId: walkIn, outcome: 'attended' });
  assert.equal((await placeOf(lesson.id, walkIn))?.state, 'attended');
});

test('the last lesson at two desks at once is taken once, and the second visit is a debt', async () => {
  const client = await someone();
  const single = (await app.sql<{ id: string }>(`select id from subscription_type where name = 'Разове'`))[0]!;
  const id = await sell(client, { typeId: Number(single.id), seenPriceMinor: 50_000, payments: [{ method: 'card', amountMinor: 50_000 }] });
  const lessons = [await lessonOf([client]), await lessonOf([client])];
  const desks = [await app.connect('administrator'), await app.connect('owner')];
  await Promise.all(lessons.map((lesson, i) => desks[i]!.call('attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'attended' })));
  await app.converge();
  assert.deepEqual([await leftOf(id), await balance(client)], [0, -77_700]);
  const desk = await app.connect('administrator');
  await Promise.all(lessons.flatMap((lesson) => [1, 2, 3].map(() => desk.call('attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'attended' }))));
  assert.deepEqual([await leftOf(id), await balance(client)], [0, -77_700]);
  assert.deepEqual((await app.sql<{ kind: string }>('select kind from notice where subscription_id = $1', [id])).map((n) => n.kind), ['noLessons']);
});

test('what is told of a subscription is told once: two left, one, none', async () => {
  const client = await someone();
  const id = await sell(client);
  const lessons = [];
  for (let i = 0; i < 8; i++) lessons.push(await lessonOf([client]));
  for (const lesson of lessons) await app.call('attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'attended' });
  for (const lesson of lessons.slice(5)) await app.call('attendance.undo', { lessonId: lesson.id, clientId: client });
  for (const lesson of lessons.slice(5)) await app.call('attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'attended' });
  await app.converge();
  assert.deepEqual((await app.sql<{ kind: string }>('select kind from notice where subscription_id = $1 order by id', [id])).map((n) => n.kind), ['lessonsLeft', 'lastLesson', 'noLessons']);
  const [earned] = await app.sql<{ sum: string }>(`select sum(case when to_account = 'prepaid' then amount_minor else -amount_minor end) as sum from ledger where subscription_id = $1 and what in ('visit', 'visitBack')`, [id]);
  assert.equal(Number(earned?.sum), 320_001, 'all its lessons are worth exactly its price');
});

test('a lesson that the studio cancels takes nothing; one that a client calls off late takes what the policy says, and restoring gives it back', async () => {
  const client = await someone();
  const id = await sell(client);
  const lesson = await lessonOf([client]);
  await app.call('attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'attended' });
  await app.do('administrator', 'lesson.cancel', { id: lesson.id, seenRev: (await rowOf(app, 'lesson', lesson.id)).rev, reason: 'Немає світла', askedBy: 'studio' });
  assert.equal(await leftOf(id), 16);
  const late = await lessonOf([client], { startMin: 1200 });
  await app.do('administrator', 'lesson.cancel', { id: late.id, seenRev: late.rev, reason: 'Захворіла', askedBy: 'client' });
  assert.equal(await leftOf(id), 14);
  await app.do('administrator', 'lesson.restore', { id: late.id, seenRev: (await rowOf(app, 'lesson', late.id)).rev });
  assert.deepEqual([await leftOf(id), (await rowOf(app, 'lesson', late.id)).bookings?.map((b) => b.clientId)], [16, [client]]);
});

test('a mark is taken back from the history as well, with what it took', async () => {
  const client = await someone();
  const id = await sell(client);
  const lesson = await lessonOf([client]);
  const { rev } = await app.do('administrator', 'attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'noShow' });
  assert.equal(await leftOf(id), 14);
  await app.do('administrator', 'change.undo', { rev });
  assert.deepEqual([await leftOf(id), await placeOf(lesson.id, client)], [16, { clientId: client, isPaid: true, subscriptionId: id }]);
});

test('a pair shares one lesson of their subscription', async () => {
  const [one, other] = [await someone(), await someone()];
  const pairType = app.newId();
  await app.call('subscriptionType.create', { id: pairType, name: 'Пара', priceMinor: 80_000, lessonCount: 4, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 2, freezeDays: 0 });
  const id = await sell(one, { typeId: pairType, seenPriceMinor: 80_000, otherClientIds: [other] });
  const lesson = await lessonOf([one, other], { kindId: kinds.group });
  assert.equal((await rowOf(app, 'subscription', id)).bookedHalves, 2);
  await app.do('trainer', 'attendance.markAll', { lessonId: lesson.id, outcome: 'attended' });
  assert.deepEqual([await leftOf(id), ...((await rowOf(app, 'lesson', lesson.id)).bookings ?? []).map((b) => b.isPaid)], [6, true, true]);
  await app.do('administrator', 'attendance.undo', { lessonId: lesson.id, clientId: one });
  assert.deepEqual([await leftOf(id), (await placeOf(lesson.id, other))?.takenHalves], [6, 2], 'the other one was there, and has taken it');
  await app.do('administrator', 'attendance.undo', { lessonId: lesson.id, clientId: other });
  assert.equal(await leftOf(id), 8);
});

test('strangers, the future and blocks are refused', async () => {
  const client = await someone();
  const lesson = await lessonOf([client]);
  const ahead = await lessonOf([client], { onDate: '2026-11-26' });
  const cancelled = await lessonOf([]);
  await app.call('lesson.cancel', { id: cancelled.id, seenRev: 0, reason: 'x', askedBy: 'studio' });
  const mark = (lessonId: number, outcome: Input<'attendance.mark'>['outcome'] = 'attended', clientId = client) => ({ lessonId, clientId, outcome });
  await app.refused('client', 'attendance.mark', mark(lesson.id), 'forbidden');
  await app.refused('trainer2', 'attendance.mark', mark(lesson.id), 'notFound');
  await app.refused('trainer2', 'attendance.markAll', { lessonId: lesson.id, outcome: 'attended' }, 'notFound');
  await app.refused('trainer2', 'attendance.undo', { lessonId: lesson.id, clientId: client }, 'notFound');
  await app.refused('trainer', 'attendance.forgive', { lessonId: lesson.id, clientId: client }, 'forbidden');
  await app.refused('owner', 'attendance.forgive', { lessonId: lesson.id, clientId: client }, 'wrongStatus');
  await app.refused('trainer', 'attendance.mark', { ...mark(lesson.id), takes: 'none' }, 'forbidden');
  await app.refused('owner', 'attendance.mark', mark(ahead.id), 'wrongStatus');
  await app.refused('owner', 'attendance.mark', mark(cancelled.id), 'wrongStatus');
  await app.refused('owner', 'attendance.mark', mark(lesson.id, 'noShow', 999_999), 'notFound');
  await app.refused('owner', 'attendance.mark', mark(lesson.id, 'attended', 999_999), 'notFound');
});

test('lessons become held by themselves, and later those still booked have attended; however often the job runs, once', async () => {
  const client = await someone();
  const id = await sell(client);
  const [kind] = [await rowOf(app, 'lessonKind', kinds.individual)];
  await app.call('lessonKind.update', { id: kind.id, seenRev: kind.rev, payMinor: 20_000 });
  const lesson = await lessonOf([client], { startMin: 700 });
  await app.clock.set('2026-11-23T11:46+02:00');
  await runDueJobs(app.app, app.clock.now());
  let row = await rowOf(app, 'lesson', lesson.id);
  assert.deepEqual([row.status, row.payMinor, row.bookings?.[0]?.state], ['held', 20_000, undefined]);
  await app.clock.set('2026-11-23T13:50+02:00');
  await Promise.all([runDueJobs(app.app, app.clock.now()), runDueJobs(app.app, app.clock.now())]);
  row = await rowOf(app, 'lesson', lesson.id);
  assert.deepEqual([row.bookings?.[0]?.state, await leftOf(id)], ['attended', 14]);
  await app.clock.advance(120_000);
  await runDueJobs(app.app, app.clock.now());
  assert.equal(await leftOf(id), 14);
  // Nobody's decision: a person who did not see it yet still decides.
  await app.do('trainer', 'attendance.mark', { lessonId: lesson.id, clientId: client, seen: 'booked', outcome: 'excused' });
  assert.equal(await leftOf(id), 16);
  await app.converge();
});
