// What is sold and what becomes of it: each operation's success, refusals and changes; the database's own refusals.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Input } from '../../contract/ops.ts';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { auditMoney } from '../ledger/audit.ts';
import { runDueJobs } from '../jobs/jobs.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const { trainers, clients } = app;
const own = async (who: Who) => (await app.client(who)).newId();
const terms = { name: '8 занять', priceMinor: 320_001, lessonCount: 8, termDays: 30, starts: 'sale' as const, kindIds: [], groupIds: [], persons: 1, freezeDays: 14 };
const typeOf = async (given: Partial<Input<'subscriptionType.create'>> = {}) => {
  const id = app.newId();
  await app.call('subscriptionType.create', { id, ...terms, name: `Тип ${id}`, ...given });
  return id;
};
const type = await typeOf();
const sell = async (clientId: number, given: Partial<Input<'subscription.sell'>> = {}) => {
  const id = app.newId();
  await app.call('subscription.sell', { id, clientId, typeId: type, seenPriceMinor: 320_001, payments: [], ...given });
  return id;
};
const someone = async () => (await aClient(app, { trainerId: trainers.trainer })).id;
const sub = (id: number) => rowOf(app, 'subscription', id);
const rev = async (id: number) => (await sub(id)).rev;
const balance = async (id: number) => (await rowOf(app, 'client', id)).balanceMinor ?? 0;
let minute = 0;
let today = '2026-11-23';
const visit = async (clientId: number, onDate = today, given: Partial<Input<'lesson.create'>> = {}) => {
  minute += 5;
  return aLesson(app, { onDate, startMin: 120 + minute, durationMin: 5, clientIds: [clientId], ...given });
};
const attend = (lessonId: number, clientId: number) => app.call('attendance.mark', { lessonId, clientId, outcome: 'attended' });
const payerIn = async (lessonId: number) => (await rowOf(app, 'lesson', lessonId)).bookings?.[0]?.subscriptionId;

test('a type is made, changed and archived; what was sold keeps its own terms', async () => {
  const id = await own('administrator');
  const made = await app.do('administrator', 'subscriptionType.create', { id, ...terms, slots: [{ weekday: 1, startMin: 1080, durationMin: 55 }] });
  assert.deepEqual(made.changes, [{ table: 'subscriptionType', id }]);
  const sold = await sell(clients.client, { typeId: id });
  const seenRev = (await rowOf(app, 'subscriptionType', id)).rev;
  await app.do('owner', 'subscriptionType.update', { id, seenRev, ...terms, name: '10 занять', priceMinor: 400_000, lessonCount: 10, slots: null });
  assert.deepEqual([(await sub(sold)).lessonCount, (await sub(sold)).priceMinor, (await sub(sold)).name], [8, 320_001, '8 занять']);
  await app.refused('trainer', 'subscriptionType.create', { id: await own('trainer'), ...terms, name: 'x' }, 'forbidden');
  await app.refused('owner', 'subscriptionType.create', { id: await own('owner'), ...terms, name: '10 ЗАНЯТЬ' }, 'taken');
  await app.refused('owner', 'subscriptionType.update', { id, seenRev, ...terms, name: 'Інша', lessonCount: null, slots: null }, 'changedMeanwhile');
  await app.refused('client', 'subscriptionType.archive', { id, seenRev, isArchived: true }, 'forbidden');
  for (const [wrong, field] of [[{ termMonths: 1 }, 'termDays'], [{ termDays: undefined }, 'termDays'], [{ starts: 'afterDays' }, 'startsAfterDays'], [{ startsAfterDays: 3 }, 'startsAfterDays']] as const) {
    assert.equal((await app.refused('owner', 'subscriptionType.create', { id: await own('owner'), ...terms, name: 'x', ...wrong } as Input<'subscriptionType.create'>, 'invalid')).field, field);
  }
  await app.refused('owner', 'subscriptionType.create', { id: await own('owner'), ...terms, name: 'x', kindIds: [999_999] }, 'notFound');
  await app.do('owner', 'subscriptionType.archive', { id, seenRev: (await rowOf(app, 'subscriptionType', id)).rev, isArchived: true });
  assert.equal((await app.refused('owner', 'subscription.sell', { id: await own('owner'), clientId: clients.client, typeId: id, seenPriceMinor: 400_000, payments: [] }, 'invalid')).field, 'typeId');
});

test('a sale is paid in parts, the rest is a debt; a trainer sells to the own clients; places ahead are paid for at once', async () => {
  const client = await someone();
  const lesson = await visit(client, '2026-12-01');
  const id = await own('trainer');
  const done = await app.do('trainer', 'subscription.sell', { id, clientId: client, typeId: type, seenPriceMinor: 320_001, payments: [{ method: 'cash', amountMinor: 100_000 }, { method: 'card', amountMinor: 50_000 }, { method: 'transfer', amountMinor: 70_000, isExpected: true }], debtDueOn: '2026-12-01' });
  for (const table of ['subscription', 'client', 'lesson', 'expectedPayment', 'shift'] as const) assert.ok(done.changes.some((c) => c.table === table), table);
  assert.equal(await balance(client), -170_001);
  const row = await sub(id);
  assert.deepEqual([row.startOn, row.endOn, row.leftHalves, row.bookedHalves, await payerIn(lesson.id)], ['2026-11-23', '2026-12-22', 16, 2, id]);
  const [expected] = await app.sql<{ id: string }>('select id from expected_payment where client_id = $1', [client]);
  await app.do('administrator', 'ledger.settleExpected', { id: Number(expected?.id), hasCome: true });
  assert.equal(await balance(client), -100_001);
});

test('the same sale sent twice, and a double click under the same number, sell once', async () => {
  const client = await someone();
  const device = await app.connect('administrator');
  const input = { id: await device.newId(), clientId: client, typeId: type, seenPriceMinor: 320_001, payments: [] };
  const frame = device.requestFrame('subscription.sell', input);
  const first = await device.sendRequest('subscription.sell', frame);
  assert.deepEqual(await device.sendRequest('subscription.sell', frame), first);
  await assert.rejects(device.call('subscription.sell', input), (error: { refusal?: { field?: string } }) => error.refusal?.field === 'id');
  await app.converge();
  assert.equal((await app.sql('select 1 from subscription where client_id = $1', [client])).length, 1);
  assert.equal(await balance(client), -320_001);
  await device.close();
});

test('what a sale must not be is refused with its field', async () => {
  const client = await someone();
  const input = async (given: Partial<Input<'subscription.sell'>>) => ({ id: await own('administrator'), clientId: client, typeId: type, seenPriceMinor: 320_001, payments: [], ...given });
  const wrong: [Partial<Input<'subscription.sell'>>, string][] = [
    [{ discountMinor: 400_000, discountReason: 'x' }, 'discountMinor'], [{ discountMinor: 1000 }, 'discountReason'], [{ soldOn: '2026-12-30' }, 'soldOn'], [{ startOn: '2026-11-01' }, 'startOn'],
    [{ payments: [{ method: 'cash', amountMinor: 320_002 }] }, 'payments'], [{ otherClientIds: [client] }, 'otherClientIds'], [{ payments: [{ method: 'cash', amountMinor: 5, isExpected: true }] }, 'method'],
  ];
  for (const [given, field] of wrong) assert.equal((await app.refused('administrator', 'subscription.sell', await input(given), 'invalid')).field, field, field);
  assert.deepEqual((await app.refused('administrator', 'subscription.sell', await input({ seenPriceMinor: 300_000 }), 'changedMeanwhile')).fields, ['priceMinor']);
  const stranger = (await aClient(app)).id;
  await app.refused('trainer', 'subscription.sell', { ...(await input({})), id: await own('trainer'), clientId: stranger }, 'notFound');
  await app.refused('trainer', 'subscription.sell', { ...(await input({ discountMinor: 5, discountReason: 'друзям' })), id: await own('trainer') }, 'forbidden');
  await app.refused('client', 'subscription.sell', await input({}), 'forbidden');
  const pair = await typeOf({ persons: 2 });
  assert.equal((await app.refused('administrator', 'subscription.sell', await input({ typeId: pair }), 'invalid')).field, 'otherClientIds');
});

test('a trial is had once, also at two desks at once; one that was paid back was none', async () => {
  const client = await someone();
  const trial = await typeOf({ isTrial: true, lessonCount: 1 });
  const desks = [await app.connect('administrator'), await app.connect('owner')];
  const results = await Promise.allSettled(desks.map(async (d) => d.call('subscription.sell', { id: await d.newId(), clientId: client, typeId: trial, seenPriceMinor: 320_001, payments: [] })));
  assert.deepEqual(results.map((r) => r.status).sort(), ['fulfilled', 'rejected']);
  const [row] = await app.sql<{ id: string; rev: string }>('select id, rev from subscription where client_id = $1', [client]);
  await app.do('administrator', 'subscription.refund', { id: Number(row?.id), seenRev: await rev(Number(row?.id)), amountMinor: 0, reason: 'Не прийшла' });
  await sell(client, { typeId: trial });
  for (const d of desks) await d.close();
});

test('one bought early waits its turn, and begins with the first visit that the other does not pay', async () => {
  const client = await someone();
  const first = await sell(client);
  const second = await own('administrator');
  await app.do('administrator', 'subscription.renew', { id: second, subscriptionId: first, seenPriceMinor: 320_001, payments: [] });
  assert.deepEqual([(await sub(second)).startOn, (await sub(second)).startByOn, (await sub(second)).renewsId], [undefined, '2026-12-23', first]);
  const lessons = [];
  for (let i = 0; i < 9; i++) lessons.push(await visit(client));
  assert.deepEqual([(await sub(first)).bookedHalves, (await sub(second)).bookedHalves], [16, 2]);
  for (const l of lessons) await attend(l.id, client);
  assert.deepEqual([(await sub(first)).leftHalves, (await sub(second)).leftHalves, (await sub(second)).startOn, (await sub(second)).endOn], [0, 14, '2026-11-23', '2026-12-22']);
  await app.call('attendance.undo', { lessonId: lessons[8]!.id, clientId: client });
  assert.deepEqual([(await sub(second)).leftHalves, (await sub(second)).startOn], [16, undefined], 'its beginning goes back with the visit');
  await app.refused('trainer', 'subscription.renew', { id: await own('trainer'), subscriptionId: first, seenPriceMinor: 320_001, payments: [] }, 'forbidden');
});

test('a frozen one pays for nothing on those days and ends later; unfreezing early gives the rest back', async () => {
  const client = await someone();
  const id = await sell(client);
  const [inside, after] = [await visit(client, '2026-12-03'), await visit(client, '2026-12-24')];
  assert.deepEqual([await payerIn(inside.id), await payerIn(after.id)], [id, undefined]);
  const { output } = await app.do('administrator', 'subscription.freeze', { id, seenRev: await rev(id), fromOn: '2026-12-01', toOn: '2026-12-05', keepsPlaces: true });
  assert.equal(output.released, 0);
  assert.deepEqual([(await sub(id)).endOn, await payerIn(inside.id), await payerIn(after.id)], ['2026-12-27', undefined, id]);
  assert.equal((await app.refused('owner', 'subscription.freeze', { id, seenRev: await rev(id), fromOn: '2026-12-05', toOn: '2026-12-08', keepsPlaces: true }, 'invalid')).reason, 'overlap');
  assert.equal((await app.refused('owner', 'subscription.freeze', { id, seenRev: await rev(id), fromOn: '2026-12-10', toOn: '2026-12-24', keepsPlaces: true }, 'invalid')).field, 'reason', 'over the limit of its type only with a reason');
  await app.do('administrator', 'subscription.unfreeze', { id, seenRev: await rev(id), onDate: '2026-12-03' });
  assert.deepEqual([(await sub(id)).freezes, (await sub(id)).endOn, await payerIn(inside.id)], [[{ fromOn: '2026-12-01', toOn: '2026-12-02' }], '2026-12-24', id]);
  await app.refused('owner', 'subscription.unfreeze', { id, seenRev: await rev(id), onDate: '2026-12-20' }, 'wrongStatus');
});

test('freezing into the past needs a reason and never covers a visit; open, it lasts until somebody ends it; places may be given up', async () => {
  const client = await someone();
  const id = await sell(client, { soldOn: '2026-11-10' });
  const visited = await visit(client, '2026-11-20');
  await attend(visited.id, client);
  assert.equal((await app.refused('owner', 'subscription.freeze', { id, seenRev: await rev(id), fromOn: '2026-11-12', toOn: '2026-11-14', keepsPlaces: true }, 'invalid')).field, 'reason');
  assert.equal((await app.refused('owner', 'subscription.freeze', { id, seenRev: await rev(id), fromOn: '2026-11-18', toOn: '2026-11-21', keepsPlaces: true, reason: 'Хвороба' }, 'wrongStatus')).reason, 'visited');
  const booked = await visit(client, '2026-12-02');
  const { output } = await app.do('administrator', 'subscription.freeze', { id, seenRev: await rev(id), fromOn: '2026-11-25', keepsPlaces: false, reason: 'Лікарня' });
  assert.deepEqual([output.released, (await rowOf(app, 'lesson', booked.id)).status], [1, 'cancelled']);
  today = '2026-12-05';
  await app.clock.set(`${today}T10:00+02:00`);
  await app.do('administrator', 'subscription.unfreeze', { id, seenRev: await rev(id), onDate: '2026-12-05' });
  assert.deepEqual([(await sub(id)).extraDays, (await sub(id)).endOn], [10, '2026-12-19']);
  await app.refused('trainer', 'subscription.freeze', { id, seenRev: 1, fromOn: '2026-12-10', toOn: '2026-12-11', keepsPlaces: true }, 'forbidden');
  await app.refused('trainer', 'subscription.unfreeze', { id, seenRev: 1, onDate: '2026-12-10' }, 'forbidden');
});

test('extending moves the end, and pays for what stood behind it', async () => {
  const client = await someone();
  const id = await sell(client);
  const { endOn } = await sub(id);
  const behind = await visit(client, '2027-01-06');
  assert.equal(await payerIn(behind.id), undefined);
  const done = await app.do('owner', 'subscription.extend', { id, seenRev: await rev(id), days: 3, reason: 'Світла не було' });
  assert.ok(done.changes.some((c) => c.table === 'lesson' && c.id === behind.id));
  assert.deepEqual([endOn, (await sub(id)).endOn, await payerIn(behind.id)], ['2027-01-03', '2027-01-06', id]);
  await app.refused('trainer', 'subscription.extend', { id, seenRev: 1, days: 3, reason: 'x' }, 'forbidden');
  await app.refused('owner', 'subscription.extend', { id, seenRev: 1, days: 3, reason: 'x' }, 'changedMeanwhile');
  await app.refused('owner', 'subscription.extend', { id: 999_999, seenRev: 1, days: 3, reason: 'x' }, 'notFound');
});

test('what is left goes to another client, with its value', async () => {
  const [from, to] = [await someone(), await someone()];
  const id = await sell(from);
  const lessons = [await visit(from), await visit(from), await visit(from)];
  for (const l of lessons) await attend(l.id, from);
  const newId = await own('administrator');
  await app.do('administrator', 'subscription.transfer', { id, seenRev: await rev(id), newId, toClientId: to, reason: 'Сестра' });
  assert.deepEqual([(await sub(id)).closedAs, (await sub(id)).leftHalves, (await sub(newId)).leftHalves, (await sub(newId)).priceMinor, (await sub(newId)).endOn], ['transferred', 0, 10, 320_001 - 120_000, (await sub(id)).endOn]);
  await app.refused('administrator', 'subscription.transfer', { id, seenRev: await rev(id), newId: await own('administrator'), toClientId: to, reason: 'x' }, 'wrongStatus');
  await app.refused('trainer', 'subscription.transfer', { id: newId, seenRev: 1, newId: 5, toClientId: from, reason: 'x' }, 'forbidden');
  const used = await visit(to);
  await attend(used.id, to);
  assert.equal((await sub(newId)).leftHalves, 8);
});

test('what is still owed for it goes along with its lessons, so that nobody is handed what nobody has paid', async () => {
  const [from, to, third] = [await someone(), await someone(), await someone()];
  const pass = async (id: number, toClientId: number) => {
    const newId = await own('administrator');
    const { output, changes } = await app.do('administrator', 'subscription.transfer', { id, seenRev: await rev(id), newId, toClientId, reason: 'Сестрі' });
    return { newId, owedMinor: output.owedMinor, changes };
  };
  const quoted = async (id: number) => (await (await app.client('administrator')).call('subscription.quote', { id })).output.owedMinor;
  // Of 3200.01 so much is paid that the used quarter is, and a part of the rest; what came later is a bill of its own.
  const id = await sell(from, { payments: [{ method: 'card', amountMinor: 100_000 }], debtDueOn: '2026-12-20' });
  for (let i = 0; i < 2; i++) await attend((await visit(from)).id, from);
  await app.call('ledger.charge', { clientId: from, amountMinor: 7_700, note: 'Вода' });
  assert.equal(await quoted(id), 220_001);
  const first = await pass(id, to);
  assert.deepEqual([first.owedMinor, await balance(from), await balance(to), (await sub(first.newId)).debtDueOn], [220_001, -7_700, -220_001, '2026-12-20']);
  assert.deepEqual(first.changes.filter((c) => c.table === 'client').map((c) => c.id).sort(), [from, to].sort());
  const refund = { id: first.newId, seenRev: await rev(first.newId), amountMinor: 240_001, payOut: 'card' as const, reason: 'x' };
  assert.equal((await app.refused('owner', 'subscription.refund', refund, 'wrongStatus')).count, 20_000, 'only what was paid of it');
  // On from hand to hand: a debt of the new owner's own stays with that person.
  await app.call('ledger.charge', { clientId: to, amountMinor: 5_000, note: 'Шкарпетки' });
  await app.call('ledger.topUp', { clientId: to, method: 'card', amountMinor: 120_001 });
  const second = await pass(first.newId, third);
  assert.deepEqual([second.owedMinor, await balance(to), await balance(third)], [100_000, -5_000, -100_000]);
  const lines = (await (await app.client('administrator')).call('ledger.list', { clientId: to })).output.lines;
  assert.deepEqual(lines.map((l) => [l.what, l.from, l.to, l.changeMinor]), [['sale', 'client', 'client', 100_000], ['payment', 'client', 'card', 120_001], ['charge', 'income', 'client', -5_000], ['sale', 'client', 'client', -220_001]]);
  // More used than paid: the rest is wholly owed, what was used stays with whoever used it.
  const [poor, heir] = [await someone(), await someone()];
  const unpaid = await sell(poor);
  for (let i = 0; i < 2; i++) await attend((await visit(poor)).id, poor);
  assert.deepEqual([(await pass(unpaid, heir)).owedMinor, await balance(poor)], [240_001, -80_000]);
  // Paid: nothing goes along, whatever else is owed.
  const [payer, friend] = [await someone(), await someone()];
  const paid = await sell(payer, { payments: [{ method: 'card', amountMinor: 320_001 }] });
  await app.call('ledger.charge', { clientId: payer, amountMinor: 5_000, note: 'Вода' });
  assert.deepEqual([(await pass(paid, friend)).owedMinor, await balance(payer), await balance(friend)], [0, -5_000, 0]);
  assert.deepEqual(await app.app.db.snapshot((query) => auditMoney(query, app.studioId)), []);
});

test('a refund gives back at most what is unused, and nothing pays with it any more', async () => {
  const client = await someone();
  const id = await sell(client, { payments: [{ method: 'card', amountMinor: 320_001 }] });
  for (let i = 0; i < 2; i++) await attend((await visit(client)).id, client);
  const ahead = await visit(client, '2026-12-20');
  const { output: quote } = await (await app.client('administrator')).call('subscription.quote', { id });
  assert.deepEqual(quote, { unusedMinor: 240_001, atSinglePriceMinor: 320_001 - 2 * 77_700, mostMinor: 240_001, owedMinor: 0 });
  assert.equal((await app.refused('administrator', 'subscription.refund', { id, seenRev: await rev(id), amountMinor: 240_002, reason: 'x' }, 'invalid')).field, 'amountMinor');
  const studio = await rowOf(app, 'studio', app.studioId);
  await app.call('studio.update', { seenRev: studio.rev, policy: { cancelHours: 12, graceMin: 120, afterGrace: 'ask', noticeAtLessons: 2, noticeDays: 7, refundLimitMinor: 100_000, takes: { attended: 'one', noShow: 'one', cancelledInTime: 'none', cancelledLate: 'one', excused: 'none', cancelledByStudio: 'none' } } });
  assert.equal((await app.refused('administrator', 'subscription.refund', { id, seenRev: await rev(id), amountMinor: 150_000, reason: 'x' }, 'forbidden')).reason, 'limit');
  const inCash = async () => ({ id, seenRev: await rev(id), amountMinor: 200_000, payOut: 'cash' as const, reason: 'Переїзд' });
  const { reason, field, count } = await app.refused('owner', 'subscription.refund', await inCash(), 'wrongStatus');
  assert.deepEqual([reason, field, count, (await sub(id)).closedAs], ['notInTill', 'method', 100_000, undefined]);
  await app.call('ledger.putIn', { amountMinor: 100_000, from: 'safe', note: 'На повернення' });
  const done = await app.do('owner', 'subscription.refund', await inCash());
  assert.deepEqual([...new Set(done.changes.map((c) => c.table))].sort(), ['client', 'lesson', 'shift', 'subscription']);
  assert.deepEqual([(await sub(id)).closedAs, (await sub(id)).leftHalves, await balance(client), await payerIn(ahead.id)], ['refunded', 0, 0, undefined]);
  const [prepaid] = await app.sql<{ sum: string }>(`select coalesce(sum(case when from_account = 'prepaid' then amount_minor else -amount_minor end), 0) as sum from ledger where subscription_id = $1 and 'prepaid' in (from_account, to_account)`, [id]);
  assert.equal(Number(prepaid?.sum), 0, 'what was not given back has been earned');
  await app.refused('trainer', 'subscription.refund', { id, seenRev: 1, amountMinor: 1, reason: 'x' }, 'forbidden');
  await app.refused('owner', 'subscription.refund', { id, seenRev: await rev(id), amountMinor: 0, reason: 'x' }, 'wrongStatus');
});

test('of a refund a debt is met first: only what the account then has is handed out', async () => {
  const client = await someone();
  const id = await sell(client, { payments: [{ method: 'card', amountMinor: 160_000 }, { method: 'transfer', amountMinor: 160_001, isExpected: true }] });
  const refund = async (given: Partial<Input<'subscription.refund'>> = {}) => ({ id, seenRev: await rev(id), amountMinor: 320_001, payOut: 'card' as const, reason: 'Переїзд', ...given });
  const why = async (given: Partial<Input<'subscription.refund'>>) => { const { reason, field, count } = await app.refused('owner', 'subscription.refund', await refund(given), 'wrongStatus'); return [reason, field, count]; };
  assert.deepEqual(await why({}), ['debtFirst', 'payOutMinor', 160_000], 'all of it would be more than was ever paid');
  assert.deepEqual(await why({ payOutMinor: 160_001 }), ['debtFirst', 'payOutMinor', 160_000]);
  assert.deepEqual(await why({ amountMinor: 100_000, payOutMinor: 1 }), ['debtFirst', 'payOutMinor', 0], 'less than the debt pays nobody');
  const done = await app.do('owner', 'subscription.refund', await refund({ payOutMinor: 160_000 }));
  assert.deepEqual([...new Set(done.changes.map((c) => c.table))].sort(), ['client', 'shift', 'subscription']);
  assert.deepEqual([(await sub(id)).closedAs, await balance(client)], ['refunded', 0]);
  const { output } = await (await app.client('administrator')).call('ledger.list', { clientId: client });
  assert.deepEqual(output.lines.map((l) => [l.what, l.changeMinor]), [['payout', -160_000], ['refund', 320_001], ['payment', 160_000], ['sale', -320_001]]);
  // What was on the account beforehand stays there: no more than the refund is handed out with it.
  const rich = await someone();
  await app.call('ledger.topUp', { clientId: rich, method: 'card', amountMinor: 400_000 });
  const paid = await sell(rich);
  const most = { id: paid, seenRev: await rev(paid), amountMinor: 300_000, payOut: 'card' as const, reason: 'x' };
  assert.equal((await app.refused('owner', 'subscription.refund', { ...most, payOutMinor: 300_001 }, 'wrongStatus')).count, 300_000);
  await app.do('owner', 'subscription.refund', most);
  assert.equal(await balance(rich), 79_999);
  assert.deepEqual(await app.app.db.snapshot((query) => auditMoney(query, app.studioId)), []);
});

test('closed by a refund or handed on, it can call off what it was to pay for; without that word the bookings stay, unpaid', async () => {
  for (const how of ['refund', 'transfer'] as const) for (const releasesPlaces of [true, false]) {
    const [client, to] = [await someone(), await someone()];
    const id = await sell(client, { payments: [{ method: 'card', amountMinor: 320_001 }] });
    const [alone, shared, past] = [await visit(client, '2026-12-21'), await aLesson(app, { onDate: '2026-12-18', startMin: 400, kindId: app.kinds.group, clientIds: [client, to] }), await visit(client)];
    await attend(past.id, client);
    const seen = { id, seenRev: await rev(id), reason: 'Переїзд', releasesPlaces };
    const { output } = how === 'refund' ? await app.do('administrator', 'subscription.refund', { ...seen, amountMinor: 1 }) : await app.do('administrator', 'subscription.transfer', { ...seen, newId: await own('administrator'), toClientId: to });
    assert.equal(output.released, releasesPlaces ? 2 : 0);
    const [one, other] = [await rowOf(app, 'lesson', alone.id), await rowOf(app, 'lesson', shared.id)];
    assert.deepEqual([one.status, other.status, other.bookings?.map((b) => b.clientId)], releasesPlaces ? ['cancelled', 'planned', [to]] : ['planned', 'planned', [client, to].sort((a, b) => a - b)]);
    assert.equal((await rowOf(app, 'lesson', past.id)).bookings?.[0]?.state, 'attended', 'what was stays');
    await app.call('lesson.cancel', { id: shared.id, seenRev: other.rev, reason: 'x', askedBy: 'studio' });
    if (!releasesPlaces) await app.call('lesson.cancel', { id: alone.id, seenRev: one.rev, reason: 'x', askedBy: 'studio' });
  }
});

test('a lesson is given back with a reason, and no more of them than were used', async () => {
  const client = await someone();
  const id = await sell(client);
  await app.refused('owner', 'subscription.giveBack', { id, seenRev: await rev(id), halves: 2, reason: 'x' }, 'wrongStatus');
  await attend((await visit(client)).id, client);
  await app.do('administrator', 'subscription.giveBack', { id, seenRev: await rev(id), halves: 2, reason: 'Тренер запізнився' });
  assert.equal((await sub(id)).leftHalves, 16);
  const { output } = await (await app.client('administrator')).call('subscription.history', { id });
  assert.deepEqual(output.entries.map((e) => [e.what, e.usedHalves]), [['givenBack', -2], ['taken', 2], ['sold', 0]]);
  await app.refused('trainer', 'subscription.giveBack', { id, seenRev: 1, halves: 2, reason: 'x' }, 'forbidden');
});

test('its history tells what was done with it: frozen, valid again, extended, handed on, paid back; to a client without names and reasons', async () => {
  const [owner, other] = [clients.client, await someone()];
  const told = async (id: number, who: Who = 'administrator') => (await (await app.client(who)).call('subscription.history', { id })).output.entries.map(({ at: _, ...e }) => e);
  const [by, administrator] = ['Олена Власенко', 'Марія Дейнека'];
  const plain = { countHalves: 0, usedHalves: 0 };
  const id = await own('owner');
  await app.do('owner', 'subscription.sell', { id, clientId: owner, typeId: type, seenPriceMinor: 320_001, payments: [] });
  await app.do('owner', 'subscription.freeze', { id, seenRev: await rev(id), fromOn: '2026-12-10', toOn: '2026-12-16', keepsPlaces: false, reason: 'Відпустка' });
  await app.do('administrator', 'subscription.unfreeze', { id, seenRev: await rev(id), onDate: '2026-12-12' });
  await app.do('administrator', 'subscription.extend', { id, seenRev: await rev(id), days: 3, reason: 'Світла не було' });
  const newId = await own('administrator');
  await app.do('administrator', 'subscription.transfer', { id, seenRev: await rev(id), newId, toClientId: other, reason: 'Сестрі' });
  await app.do('owner', 'subscription.refund', { id: newId, seenRev: await rev(newId), amountMinor: 300_000, reason: 'Передумала' });
  assert.deepEqual(await told(id), [
    { ...plain, what: 'transferred', countHalves: -16, otherClientId: other, by: administrator, reason: 'Сестрі' },
    { ...plain, what: 'extended', days: 3, by: administrator, reason: 'Світла не було' },
    { ...plain, what: 'unfrozen', onDate: '2026-12-12', by: administrator },
    { ...plain, what: 'frozen', fromOn: '2026-12-10', toOn: '2026-12-16', isReleased: true, by, reason: 'Відпустка' },
    { ...plain, what: 'sold', countHalves: 16, sumMinor: 320_001, by },
  ]);
  assert.deepEqual(await told(newId), [
    { ...plain, what: 'refunded', countHalves: -16, sumMinor: 300_000, by, reason: 'Передумала' },
    { ...plain, what: 'received', countHalves: 16, otherClientId: owner, by: administrator, reason: 'Сестрі' },
  ]);
  assert.deepEqual((await told(id, 'client')).map(({ what, by: name, reason, otherClientId }) => [what, name, reason, otherClientId]), ['transferred', 'extended', 'unfrozen', 'frozen', 'sold'].map((what) => [what, '', undefined, undefined]));
  // One without a count, or without lessons left, has no entry at its end; the end is told all the same.
  const endless = await typeOf({ lessonCount: undefined });
  const given = await sell(other, { typeId: endless });
  await app.do('administrator', 'subscription.refund', { id: given, seenRev: await rev(given), amountMinor: 0, reason: 'x' });
  assert.deepEqual((await told(given)).map((e) => [e.what, e.sumMinor]), [['refunded', 0], ['sold', 320_001]]);
});

test('a client reads the own subscriptions alone, without why they were cheaper', async () => {
  const id = await sell(clients.client, { discountMinor: 5000, discountReason: 'Подруга власниці' });
  const device = await app.client('client');
  const { output } = await device.call('subscription.list', { clientId: clients.client });
  assert.ok(output.subscriptions.some((s) => s.id === id) && output.subscriptions.every((s) => s.discountReason === undefined));
  await app.refused('client', 'subscription.list', { clientId: clients.client2 }, 'notFound');
  await app.refused('client2', 'subscription.history', { id }, 'notFound');
  const second = await own('administrator');
  await app.do('administrator', 'subscription.sell', { id: second, clientId: clients.client, typeId: type, seenPriceMinor: 320_001, payments: [] });
  const namesIn = async (who: Who) => (await (await app.client(who)).call('subscription.history', { id: second })).output.entries.map((e) => e.by);
  assert.deepEqual([await namesIn('client'), await namesIn('administrator')], [[''], ['Марія Дейнека']], 'who wrote it is the desk’s affair');
  await app.refused('trainer', 'subscription.list', { clientId: clients.client }, 'forbidden');
  await app.refused('client', 'subscription.quote', { id }, 'forbidden');
});

test('a back-dated sale pays for what is marked later, and leaves what was settled before as it was', async () => {
  const client = await someone();
  const [settled, open] = [await visit(client, '2026-12-01'), await visit(client, '2026-12-02')];
  await attend(settled.id, client);
  const debt = await balance(client);
  const id = await sell(client, { soldOn: '2026-11-30' });
  assert.equal(await payerIn(open.id), id);
  await attend(open.id, client);
  assert.deepEqual([(await sub(id)).leftHalves, await balance(client)], [14, debt - 320_001]);
});

test('the database itself refuses more than was sold, less than none, and any change of what was written', async () => {
  const id = await sell(await someone());
  const entry = (used: number, count = 0) => app.app.db.read(`insert into subscription_entry(studio_id, rev, at, subscription_id, what, count_halves, used_halves, user_id, operation) values ($1, 1, now(), $2, 'taken', $3, $4, 1, 'x')`, [app.studioId, id, count, used]);
  await assert.rejects(entry(17), /lessons_left/);
  await assert.rejects(entry(-1), /lessons_left/);
  await assert.rejects(entry(0, -17), /lessons_left/);
  for (const text of ['update subscription_entry set used_halves = 0', 'delete from subscription_entry', 'update ledger set amount_minor = 1', 'delete from ledger']) {
    await assert.rejects(app.app.db.read(text), /append-only|permission denied/, text);
    await assert.rejects(app.sql(text), /append-only/, text);
  }
  for (const text of ['update account set balance_minor = 0', 'delete from account', `insert into account values (1, 'till', 5, 5)`, 'update subscription_balance set used_halves = 0', 'truncate ledger']) await assert.rejects(app.app.db.read(text), /permission denied/, text);
  await assert.rejects(app.sql('truncate ledger cascade'), /append-only/);
  const [line] = await app.sql<{ id: string }>('select id from ledger order by id limit 1');
  await assert.rejects(app.app.db.read(`insert into ledger(studio_id, rev, at, on_date, from_account, from_id, to_account, to_id, amount_minor, what, reverses_id, user_id, operation) values ($1, 1, now(), now(), 'till', 0, 'bank', 0, 5, 'reversal', $2, 1, 'x')`, [app.studioId, line?.id]), /mirrors/);
});

test('one that ended long ago leaves the devices of the desk, and is read on the card all the same', async () => {
  const client = await someone();
  const id = await sell(client);
  const desk = await app.client('administrator');
  await app.converge();
  assert.ok(desk.held.of('subscription').has(id));
  await app.clock.set('2027-03-20T10:00+02:00');
  await runDueJobs(app.app, app.clock.now());
  await app.converge();
  assert.ok(!desk.held.of('subscription').has(id));
  // The session of the old device has run out by then.
  const later = await app.connect('administrator');
  assert.ok((await later.call('subscription.list', { clientId: client })).output.subscriptions.some((s) => s.id === id));
  await later.call('subscription.extend', { id, seenRev: await rev(id), days: 366, reason: 'Повернулася з-за кордону' });
  await app.converge();
  assert.ok(later.held.of('subscription').has(id));
});
