import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aGroup, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { joined } from './merge.ts';

const app = await createTestApp();
await app.connectAll();
const pair = async (keep: Parameters<typeof aClient>[1] = {}, gone: Parameters<typeof aClient>[1] = {}) => [await aClient(app, { lastName: 'Ціла', ...keep }), await aClient(app, { lastName: 'Двійниця', ...gone })] as const;
const merge = async (keepId: number, goneId: number) => {
  const [keep, gone] = [await rowOf(app, 'client', keepId), await rowOf(app, 'client', goneId)];
  return app.do('administrator', 'client.merge', { keepId, goneId, seenRev: keep.rev, goneSeenRev: gone.rev });
};
const clientsOf = async (id: number) => (await rowOf(app, 'lesson', id)).bookings?.map((b) => b.clientId);
const total = async () => (await app.sql<{ sum: string }>('select coalesce(sum(balance_minor), 0)::text as sum from account'))[0]?.sum;

test('lessons, groups, a regular schedule, lines, and what the card lacks go to the kept one; the other is archived with a pointer', async () => {
  const [keep, gone] = await pair({ phone: '+380671000001', description: 'Спина' }, { phone: '+380671000002', email: 'two@x.example', description: 'Коліно', trainerId: app.trainers.trainer2 });
  const group = await aGroup(app, { trainerId: app.trainers.trainer });
  await app.call('group.addMember', { id: group.id, clientId: gone.id, fromOn: '2026-11-10' });
  const past = await aLesson(app, { onDate: '2026-11-20', startMin: 600, clientIds: [gone.id], trainerId: app.trainers.trainer });
  await app.call('lesson.hold', { id: past.id, seenRev: 0 });
  const series = app.newId();
  await app.call('series.create', { id: series, kindId: app.kinds.individual, clientIds: [gone.id], slots: [{ weekday: 3, startMin: 660, durationMin: 55 }], fromOn: '2026-11-25', count: 3 });
  const full = await aLesson(app, { onDate: '2026-12-05', startMin: 600, clientIds: [app.clients.client] });
  await app.call('waitlist.join', { lessonId: full.id, clientId: gone.id });
  const { changes } = await merge(keep.id, gone.id);
  const [card, other] = [await rowOf(app, 'client', keep.id), await rowOf(app, 'client', gone.id)];
  assert.deepEqual([card.lastName, card.phone, card.email, card.description, card.trainerId], ['Ціла', '+380671000001', 'two@x.example', 'Спина\nКоліно', app.trainers.trainer2]);
  assert.deepEqual([other.isArchived, other.mergedIntoId, other.phone], [true, keep.id, '+380671000002']);
  assert.deepEqual(await clientsOf(past.id), [keep.id]);
  assert.deepEqual((await rowOf(app, 'group', group.id)).members, [{ clientId: keep.id, fromOn: '2026-11-10' }]);
  assert.deepEqual((await rowOf(app, 'series', series)).clientIds, [keep.id]);
  assert.deepEqual(await app.sql('select client_id::int as id from waiting where lesson_id = $1', [full.id]), [{ id: keep.id }]);
  assert.deepEqual(await app.sql('select count(*)::int as n from occupancy where kind = 2 and resource_id = $1', [gone.id]), [{ n: 0 }]);
  assert.deepEqual(await app.sql('select count(*)::int as n from occupancy where kind = 2 and resource_id = $1', [keep.id]), [{ n: 4 }]);
  assert.ok(changes.some((c) => c.table === 'lesson' && c.id === past.id));
  assert.ok((await app.client('trainer')).held.of('client').get(keep.id), 'the trainer of the lessons sees the kept card');
  // Nothing can be done with what has become part of another card.
  await app.refused('owner', 'client.archive', { id: gone.id, seenRev: other.rev, isArchived: false }, 'wrongStatus');
  assert.equal((await app.call('client.archiveMany', { clientIds: [gone.id], isArchived: false })).count, 0);
  await app.refused('owner', 'client.merge', { keepId: keep.id, goneId: gone.id, seenRev: card.rev, goneSeenRev: other.rev }, 'wrongStatus');
  const { output } = await app.do('administrator', 'client.history', { id: keep.id });
  assert.deepEqual(new Set(output.entries.map((e) => e.clientId)), new Set([keep.id, gone.id]));
  assert.ok(output.entries.some((e) => e.operation === 'client.merge' && e.changes.some((c) => c.field === 'email' && c.after === 'two@x.example')));
});
test('both in one lesson leave one place, the one who came; what the other had taken is given back', async () => {
  const [keep, gone] = await pair();
  await app.call('ledger.topUp', { clientId: gone.id, method: 'cash', amountMinor: 200_000 });
  const both = await aLesson(app, { onDate: '2026-11-19', startMin: 700, kindId: app.kinds.group, capacity: 8, clientIds: [keep.id, gone.id], priceMinor: 30_000 });
  for (const clientId of [keep.id, gone.id]) await app.call('attendance.mark', { lessonId: both.id, clientId, outcome: 'attended' });
  const came = await aLesson(app, { onDate: '2026-11-18', startMin: 700, kindId: app.kinds.group, capacity: 8, clientIds: [keep.id, gone.id], priceMinor: 30_000 });
  await app.call('attendance.mark', { lessonId: came.id, clientId: keep.id, outcome: 'noShow' });
  await app.call('attendance.mark', { lessonId: came.id, clientId: gone.id, outcome: 'attended' });
  await merge(keep.id, gone.id);
  for (const { id } of [both, came]) {
    const row = await rowOf(app, 'lesson', id);
    assert.deepEqual(row.bookings?.map((b) => [b.clientId, b.state]), [[keep.id, 'attended']]);
    assert.equal(row.headCount, 1);
  }
  assert.equal((await rowOf(app, 'client', keep.id)).balanceMinor, 200_000 - 2 * 30_000);
  assert.equal((await rowOf(app, 'client', gone.id)).balanceMinor, 0);
  assert.equal(await total(), '0');
  // A visit of the card that is gone can still be taken back, and the money comes to the kept one.
  await app.do('administrator', 'attendance.undo', { lessonId: came.id, clientId: keep.id, reason: 'помилка' });
  assert.equal((await rowOf(app, 'client', keep.id)).balanceMinor, 170_000);
  assert.equal((await rowOf(app, 'client', gone.id)).balanceMinor, 0);
});
test('subscriptions go along with what is left of them, pay for lessons ahead, and a second trial is no trial any more', async () => {
  const [keep, gone] = await pair();
  const type = app.newId();
  await app.call('subscriptionType.create', { id: type, name: 'Пробне', priceMinor: 20_000, lessonCount: 2, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0, isTrial: true });
  const [own, theirs] = [app.newId(), app.newId()];
  await app.call('subscription.sell', { id: own, clientId: keep.id, typeId: type, seenPriceMinor: 20_000, payments: [] });
  await app.call('subscription.sell', { id: theirs, clientId: gone.id, typeId: type, seenPriceMinor: 20_000, payments: [{ method: 'cash', amountMinor: 20_000 }] });
  const visit = await aLesson(app, { onDate: '2026-11-23', startMin: 420, clientIds: [gone.id] });
  await app.call('attendance.mark', { lessonId: visit.id, clientId: gone.id, outcome: 'attended' });
  const ahead = await aLesson(app, { onDate: '2026-11-30', startMin: 420, clientIds: [gone.id] });
  await merge(keep.id, gone.id);
  const moved = await rowOf(app, 'subscription', theirs);
  assert.deepEqual([moved.clientId, moved.leftHalves, moved.isTrial, (await rowOf(app, 'subscription', own)).isTrial], [keep.id, 2, undefined, true]);
  assert.equal((await rowOf(app, 'client', keep.id)).balanceMinor, -20_000);
  assert.ok((await rowOf(app, 'lesson', ahead.id)).bookings?.[0]?.subscriptionId);
  await app.do('administrator', 'attendance.undo', { lessonId: visit.id, clientId: keep.id });
  assert.equal((await rowOf(app, 'subscription', theirs)).leftHalves, 4);
  assert.equal(await total(), '0');
});
test('lessons of both at the same time are named and nothing is changed', async () => {
  const [keep, gone] = await pair();
  await aLesson(app, { onDate: '2026-12-10', startMin: 600, clientIds: [keep.id] });
  await aLesson(app, { onDate: '2026-12-10', startMin: 630, clientIds: [gone.id] });
  const refusal = await app.refused('administrator', 'client.merge', { keepId: keep.id, goneId: gone.id, seenRev: 1e6, goneSeenRev: 1e6 }, 'conflict');
  assert.deepEqual(refusal.conflicts?.map((c) => [c.what, c.onDate, c.startMin]), [['client', '2026-12-10', 600]]);
});
test('the login goes along; where both have one, that of the card that goes ends', async () => {
  const [keep, gone] = await pair();
  const [first, second] = [app.newId(), app.newId()];
  await app.call('user.invite', { id: first, name: 'Двійниця', login: 'double', roles: ['client'], clientId: gone.id });
  await merge(keep.id, gone.id);
  assert.deepEqual([(await rowOf(app, 'user', first)).clientId, (await rowOf(app, 'user', first)).isDisabled], [keep.id, false]);
  const another = await aClient(app, { lastName: 'Третя' });
  await app.call('user.invite', { id: second, name: 'Третя', login: 'third', roles: ['client'], clientId: another.id });
  await merge(keep.id, another.id);
  assert.equal((await rowOf(app, 'user', second)).isDisabled, true);
});
test('only the desk merges and reads histories; a card with itself, one that is not there, a stale one and a foreign one are refused', async () => {
  const [keep, gone] = await pair();
  const asked = { keepId: keep.id, goneId: gone.id, seenRev: 1e6, goneSeenRev: 1e6 };
  await app.refused('trainer', 'client.merge', asked, 'forbidden');
  await app.refused('client', 'client.history', { id: app.clients.client }, 'forbidden');
  await app.refused('trainer', 'client.history', { id: keep.id }, 'forbidden');
  await app.refused('owner', 'client.merge', { ...asked, goneId: keep.id }, 'invalid');
  await app.refused('owner', 'client.merge', { ...asked, goneId: 700_000 }, 'notFound');
  await app.refused('owner', 'client.history', { id: 700_000 }, 'notFound');
  await app.do('owner', 'client.update', { id: gone.id, seenRev: gone.rev, phone: '+380500000000' });
  await app.refused('administrator', 'client.merge', { ...asked, goneSeenRev: gone.rev }, 'changedMeanwhile');
});
test('two hundred past lessons are moved in a moment', async () => {
  const [keep, gone] = await pair();
  await app.sql(`insert into lesson(studio_id, id, rev, aud, on_date, start_min, duration_min, during, kind_id, price_minor, capacity, head_count, status)
    select $1, 5000000 + i, 1, array['s', 'c' || $2::text], '2025-01-01'::date + i, 600, 55, tstzrange(('2025-01-01'::date + i + time '10:00') at time zone 'Europe/Kyiv', ('2025-01-01'::date + i + time '10:55') at time zone 'Europe/Kyiv'), $3, 0, 1, 1, 'held' from generate_series(1, 200) i`, [app.studioId, gone.id, app.kinds.individual]);
  await app.sql(`insert into booking(studio_id, lesson_id, client_id) select $1, 5000000 + i, $2 from generate_series(1, 200) i`, [app.studioId, gone.id]);
  const startedAt = performance.now();
  await app.call('client.merge', { keepId: keep.id, goneId: gone.id, seenRev: 0, goneSeenRev: 0 });
  console.log(`200 lessons moved in ${(performance.now() - startedAt).toFixed(0)} ms`);
  assert.deepEqual(await app.sql('select count(*)::int as n from booking where client_id = $1', [keep.id]), [{ n: 200 }]);
});
test('memberships that overlap or touch are one', () => {
  assert.deepEqual(joined([{ clientId: 1, fromOn: '2026-01-01', toOn: '2026-01-31' }, { clientId: 2, fromOn: '2026-02-01', toOn: '2026-02-10' }, { clientId: 2, fromOn: '2026-03-01' }, { clientId: 1, fromOn: '2026-03-05', toOn: '2026-03-06' }]),
    [{ clientId: 1, fromOn: '2026-01-01', toOn: '2026-02-10' }, { clientId: 2, fromOn: '2026-03-01' }]);
});
