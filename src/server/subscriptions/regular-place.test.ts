// A regular place beyond the paid lessons: held for a week, offered then, released by a person in one write and brought back by one undo.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aGroup, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';

const app = await createTestApp();
const { trainer } = app.trainers;
await app.connectAll();
const type = app.newId();
await app.call('subscriptionType.create', { id: type, name: '2 заняття', priceMinor: 100_000, lessonCount: 2, termDays: 60, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 30 });
const someone = async () => (await aClient(app, { trainerId: trainer })).id;
const sell = async (clientId: number, soldOn = '2026-11-10') => {
  const id = app.newId();
  await app.call('subscription.sell', { id, clientId, typeId: type, seenPriceMinor: 100_000, payments: [], soldOn });
  return id;
};
let startMin = 360;
/** Every Tuesday from 10 November to 29 December: eight lessons, of which a subscription pays the first two. */
const weekly = async (given: { clientIds?: number[]; groupId?: number; kindId?: number; capacity?: number }) => {
  const id = app.newId();
  await app.call('series.create', { id, kindId: app.kinds.individual, slots: [{ weekday: 2, startMin: (startMin += 5), durationMin: 5 }], fromOn: '2026-11-10', untilOn: '2026-12-29', ...given });
  return id;
};
const list = async (clientId: number) => (await app.do('administrator', 'regularPlace.list', {})).output.places.filter((p) => p.clientId === clientId);
const datesOf = async (clientId: number) => (await app.sql<{ on: string }>(`select l.on_date::text as "on" from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id where b.client_id = $1 order by 1`, [clientId])).map((r) => r.on);
const wednesday = () => app.clock.set('2026-11-25T08:00+02:00');

test('held for a week after the last paid lesson, then released: the lessons ahead go and the schedule ends; one undo brings all of it back', async () => {
  await app.clock.set('2026-11-23T08:00+02:00');
  const client = await someone();
  await sell(client);
  const seriesId = await weekly({ clientIds: [client] });
  assert.deepEqual(await list(client), [{ clientId: client, seriesId, paidOn: '2026-11-17', heldTo: '2026-11-24', firstOn: '2026-11-24', count: 6 }]);
  assert.equal((await app.refused('administrator', 'regularPlace.release', { clientId: client, seriesId }, 'wrongStatus')).reason, 'held');
  await wednesday();
  assert.deepEqual((await list(client)).map((p) => [p.heldTo, p.firstOn, p.count]), [['2026-11-24', '2026-12-01', 5]]);
  const before = await datesOf(client);
  const { output, rev, changes } = await app.do('administrator', 'regularPlace.release', { clientId: client, seriesId });
  assert.equal(output.count, 5);
  assert.deepEqual([changes.filter((c) => c.table === 'lesson').length, changes.filter((c) => c.table === 'series').length], [5, 1]);
  assert.deepEqual(await datesOf(client), ['2026-11-10', '2026-11-17', '2026-11-24']);
  assert.equal((await rowOf(app, 'series', seriesId)).untilOn, '2026-11-24');
  assert.deepEqual(await list(client), []);
  await app.refused('administrator', 'regularPlace.release', { clientId: client, seriesId }, 'notFound');
  await app.do('administrator', 'change.undo', { rev });
  assert.deepEqual(await datesOf(client), before);
  assert.equal((await rowOf(app, 'series', seriesId)).untilOn, '2026-12-29');
  assert.equal((await list(client)).length, 1);
});

test('whoever pays on keeps the place: a subscription, or money on the account', async () => {
  await wednesday();
  const [buys, pays] = [await someone(), await someone()];
  for (const client of [buys, pays]) {
    await sell(client);
    await weekly({ clientIds: [client] });
    assert.equal((await list(client)).length, 1);
  }
  await sell(buys, '2026-11-25');
  await app.call('ledger.topUp', { clientId: pays, method: 'cash', amountMinor: 300_000 });
  assert.deepEqual([await list(buys), await list(pays)], [[], []]);
});

test('a member leaves the group from today on, and a guest of one date has no regular place; the group goes on', async () => {
  await wednesday();
  const [member, other, guest] = [await someone(), await someone(), await someone()];
  const group = await aGroup(app, { trainerId: trainer });
  for (const clientId of [member, other]) await app.call('group.addMember', { id: group.id, clientId, fromOn: '2026-11-01' });
  const seriesId = await weekly({ groupId: group.id, kindId: app.kinds.group });
  await sell(member);
  await sell(guest);
  const lesson = (await app.do('administrator', 'series.lessons', { id: seriesId })).output.lessons.find((l) => l.onDate === '2026-12-08');
  await app.call('lesson.addParticipant', { id: lesson?.id ?? 0, clientId: guest });
  assert.deepEqual((await list(member)).map((p) => [p.groupId, p.seriesId, p.count]), [[group.id, undefined, 5]]);
  assert.deepEqual([await list(guest), await list(other)], [[], []], 'never had a subscription, or no regular place');
  const { rev } = await app.do('owner', 'regularPlace.release', { clientId: member, groupId: group.id });
  assert.deepEqual((await rowOf(app, 'group', group.id)).members?.map((m) => [m.clientId, m.toOn]), [[member, '2026-11-24'], [other, undefined]]);
  assert.deepEqual([(await datesOf(member)).at(-1), (await datesOf(other)).length], ['2026-11-24', 8]);
  await app.do('owner', 'change.undo', { rev });
  assert.deepEqual([(await datesOf(member)).length, (await rowOf(app, 'group', group.id)).members?.map((m) => m.toOn)], [8, [undefined, undefined]]);
});

test('of two in a schedule the other one stays, in the lessons and in the rule', async () => {
  await wednesday();
  const [leaves, stays] = [await someone(), await someone()];
  await sell(leaves);
  const seriesId = await weekly({ clientIds: [leaves, stays], capacity: 2 });
  await app.do('administrator', 'regularPlace.release', { clientId: leaves, seriesId });
  assert.deepEqual([(await datesOf(leaves)).at(-1), (await datesOf(stays)).length], ['2026-11-24', 8]);
  const series = await rowOf(app, 'series', seriesId);
  assert.deepEqual([series.clientIds, series.untilOn], [[stays], '2026-12-29']);
});

test('who is frozen is not asked about, and the studio says how long a place is held', async () => {
  await wednesday();
  const client = await someone();
  const id = await sell(client);
  await weekly({ clientIds: [client] });
  const studio = await rowOf(app, 'studio', app.studioId);
  const policy = { cancelHours: 12, graceMin: 120, afterGrace: 'attended', noticeAtLessons: 2, noticeDays: 7, takes: { attended: 'one', noShow: 'one', cancelledInTime: 'none', cancelledLate: 'one', excused: 'none', cancelledByStudio: 'none' } } as const;
  await app.call('studio.update', { seenRev: studio.rev, policy: { ...policy, holdDays: 14 } });
  assert.equal((await list(client))[0]?.heldTo, '2026-12-01');
  await app.call('studio.update', { seenRev: (await rowOf(app, 'studio', app.studioId)).rev, policy: { ...policy, holdDays: 0 } });
  assert.equal((await list(client))[0]?.heldTo, '2026-11-17');
  await app.call('subscription.freeze', { id, seenRev: (await rowOf(app, 'subscription', id)).rev, fromOn: '2026-11-26', toOn: '2026-12-10', keepsPlaces: true });
  assert.deepEqual(await list(client), []);
});

test('freezing with the place given up frees every lesson of those days, also those beyond what is paid; with the place kept none', async () => {
  await app.clock.set('2026-11-23T08:00+02:00');
  const freeze = async (keepsPlaces: boolean) => {
    const client = await someone();
    const id = await sell(client, '2026-11-23');
    await weekly({ clientIds: [client] });
    const { output } = await app.do('administrator', 'subscription.freeze', { id, seenRev: (await rowOf(app, 'subscription', id)).rev, fromOn: '2026-11-30', toOn: '2026-12-20', keepsPlaces });
    const states = await app.sql<{ on: string }>(`select l.on_date::text as "on" from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id where b.client_id = $1 and b.state = 'booked' and l.on_date >= '2026-11-24' order by 1`, [client]);
    return [output.released, states.map((s) => s.on)];
  };
  assert.deepEqual(await freeze(true), [0, ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15', '2026-12-22', '2026-12-29']]);
  assert.deepEqual(await freeze(false), [3, ['2026-11-24', '2026-12-22', '2026-12-29']]);
});

test('it is the desk’s alone', async () => {
  for (const who of ['trainer', 'client'] as const) {
    await app.refused(who, 'regularPlace.list', {}, 'forbidden');
    await app.refused(who, 'regularPlace.release', { clientId: app.clients.client, seriesId: 1 }, 'forbidden');
  }
  await app.refused('administrator', 'regularPlace.release', { clientId: app.clients.client }, 'notFound');
  await app.refused('administrator', 'regularPlace.release', { clientId: 999_999, groupId: 1 }, 'notFound');
});
