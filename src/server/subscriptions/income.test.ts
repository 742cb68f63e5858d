// Income by the passing of a term: once each, caught up after a pause, reversed exactly by whatever changes the term or gives back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Input } from '../../contract/ops.ts';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { auditMoney } from '../ledger/audit.ts';
import { expireSubscriptions } from './subscription.jobs.ts';

const app = await createTestApp();
await app.connectAll();
const typeOf = async (given: Partial<Input<'subscriptionType.create'>> = {}) => {
  const id = app.newId();
  await app.call('subscriptionType.create', { id, name: `Тип ${id}`, priceMinor: 300_001, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 60, ...given });
  return id;
};
const counted = await typeOf();
const unlimited = await app.call('subscriptionType.create', { id: app.newId(), name: 'Безліміт', priceMinor: 300_000, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 60 }).then(async () => Number((await app.sql<{ id: string }>(`select id from subscription_type where lesson_count is null`))[0]?.id));
const sell = async (typeId: number, seenPriceMinor: number) => {
  const clientId = (await aClient(app)).id, id = app.newId();
  await app.call('subscription.sell', { id, clientId, typeId, seenPriceMinor, payments: [] });
  return { id, clientId };
};
const rev = async (id: number) => (await rowOf(app, 'subscription', id)).rev;
const run = () => expireSubscriptions(app.app, app.studioId, app.clock.now());
const days = async (id: number) => (await app.sql<{ day: string; what: string; sum: number }>(`select on_date::text as day, what, (case when from_account = 'income' then amount_minor else -amount_minor end)::int as sum from ledger where subscription_id = $1 and (what = 'expired' or what = 'reversal') order by id`, [id])).map((l) => `${l.day} ${l.what} ${l.sum}`);
const prepaid = async (id: number) => Number((await app.sql<{ sum: string }>(`select coalesce(sum(case when from_account = 'prepaid' then amount_minor else -amount_minor end), 0) as sum from ledger where subscription_id = $1 and 'prepaid' in (from_account, to_account)`, [id]))[0]?.sum);
const addsUp = async () => assert.deepEqual(await app.app.db.snapshot((query) => auditMoney(query, app.studioId)), []);
let startMin = 0;
const visit = async (clientId: number, onDate: string) => aLesson(app, { onDate, startMin: (startMin += 5), durationMin: 5, clientIds: [clientId] });

test('what is left of one that is over is income, once, however often and late the job runs; a day more reverses it', async () => {
  const { id, clientId } = await sell(counted, 300_001);
  const came = await visit(clientId, '2026-11-23');
  await app.call('attendance.mark', { lessonId: came.id, clientId, outcome: 'attended' });
  const late = await visit(clientId, '2026-12-20');
  await app.clock.set('2026-12-22T10:00+02:00');
  await run();
  assert.deepEqual(await days(id), [], 'its last day is today');
  await app.clock.set('2026-12-26T10:00+02:00');
  const before = await app.rev();
  await run();
  await run();
  await Promise.all([run(), run()]);
  assert.deepEqual([await days(id), await prepaid(id), await app.rev() - before], [['2026-12-22 expired 262501'], 0, 1]);
  // A visit of its last days, marked afterwards.
  await app.do('administrator', 'attendance.mark', { lessonId: late.id, clientId, outcome: 'attended' });
  assert.deepEqual((await days(id)).slice(1), ['2026-12-26 reversal -262501', '2026-12-26 expired 225001']);
  await app.do('administrator', 'attendance.undo', { lessonId: late.id, clientId, reason: 'Помилка' });
  assert.deepEqual([(await days(id)).at(-1), await prepaid(id)], ['2026-12-22 expired 37500', 0]);
  await addsUp();
  await app.do('administrator', 'subscription.giveBack', { id, seenRev: await rev(id), halves: 2, reason: 'Тренер запізнився' });
  assert.equal(await prepaid(id), 0);
  await app.do('administrator', 'subscription.extend', { id, seenRev: await rev(id), days: 10, reason: 'Хвороба' });
  assert.equal(await prepaid(id), 300_001, 'all of it is ahead again');
  await addsUp();
  await app.clock.set('2027-01-02T10:00+02:00');
  await run();
  assert.deepEqual([await prepaid(id), (await days(id)).at(-1)], [0, '2027-01-01 expired 300001']);
  await app.do('owner', 'subscription.refund', { id, seenRev: await rev(id), amountMinor: 100_000, reason: 'Переїзд' });
  assert.deepEqual([await prepaid(id), (await rowOf(app, 'client', clientId)).balanceMinor], [0, -200_001]);
  await addsUp();
});

test('one without a count earns by its days, at the end of each month and of the term; frozen days earn nothing', async () => {
  const { id } = await sell(unlimited, 300_000);
  await app.clock.set('2027-01-20T10:00+02:00');
  await run();
  assert.deepEqual(await days(id), [], 'the month is not over');
  await app.clock.set('2027-02-01T00:05+02:00');
  await run();
  assert.deepEqual(await days(id), ['2027-01-31 expired 300000'], 'thirty days from the second of January');
  const other = await sell(unlimited, 300_000);
  await app.call('subscription.freeze', { id: other.id, seenRev: await rev(other.id), fromOn: '2027-02-19', toOn: '2027-03-10', keepsPlaces: true, reason: 'Відрядження' });
  await app.clock.set('2027-03-05T10:00+02:00');
  await run();
  assert.deepEqual(await days(other.id), ['2027-02-28 expired 180000'], 'eighteen of thirty days');
  await app.call('subscription.extend', { id: other.id, seenRev: await rev(other.id), days: 30, reason: 'Подарунок' });
  assert.deepEqual((await days(other.id)).slice(1), ['2027-03-05 reversal -180000', '2027-03-05 expired 90000']);
  await app.clock.set('2027-06-01T10:00+03:00');
  await run();
  assert.deepEqual([await prepaid(other.id), (await days(other.id)).at(-1)], [0, '2027-04-21 expired 210000']);
  await addsUp();
});

test('what is handed on is earned by the one it was handed to; a closed month takes no line of it', async () => {
  const { id } = await sell(counted, 300_001);
  const to = (await aClient(app)).id, newId = app.newId();
  await app.clock.set('2027-07-02T10:00+03:00');
  await run();
  assert.deepEqual(await days(id), ['2027-06-30 expired 300001']);
  await app.call('subscription.transfer', { id, seenRev: await rev(id), newId, toClientId: to, reason: 'Сестрі' });
  await app.call('ledger.closeMonth', { month: 2027 * 12 + 5, unmarked: (await app.call('ledger.unmarked', { month: 2027 * 12 + 5 })).count });
  await run();
  assert.deepEqual([(await days(id)).at(-1), await days(newId)], ['2027-07-02 reversal -300001', ['2027-07-02 expired 300001']]);
  await addsUp();
});

test('of one without a count the days after today are offered back; handed on, it goes on earning the same', async () => {
  const quoteOf = (id: number) => app.call('subscription.quote', { id });
  const given = await sell(unlimited, 300_000), handed = await sell(unlimited, 300_000);
  assert.deepEqual(await quoteOf(given.id), { unusedMinor: 290_000, atSinglePriceMinor: 300_000, mostMinor: 300_000, owedMinor: 300_000 }, 'today is a day of it');
  await app.clock.advance(9 * 86_400_000);
  assert.deepEqual(await quoteOf(given.id), { unusedMinor: 200_000, atSinglePriceMinor: 300_000, mostMinor: 300_000, owedMinor: 300_000 });
  await assert.rejects(app.call('subscription.refund', { id: given.id, seenRev: await rev(given.id), amountMinor: 300_001, reason: 'x' }), { refusal: { code: 'invalid', field: 'amountMinor', reason: 'range', count: 300_000 } });
  await app.call('subscription.refund', { id: given.id, seenRev: await rev(given.id), amountMinor: 200_000, reason: 'Переїзд' });
  assert.equal(await prepaid(given.id), 0);
  const to = (await aClient(app)).id, newId = app.newId();
  await app.call('subscription.transfer', { id: handed.id, seenRev: await rev(handed.id), newId, toClientId: to, reason: 'Сестрі' });
  assert.deepEqual(await quoteOf(newId), { unusedMinor: 200_000, atSinglePriceMinor: 300_000, mostMinor: 300_000, owedMinor: 300_000 });
  await app.clock.advance(30 * 86_400_000);
  await run();
  const earned = await app.sql<{ sum: number }>(`select sum(case when from_account = 'income' then amount_minor else -amount_minor end)::int as sum from ledger where subscription_id = any($1) and 'income' in (from_account, to_account)`, [[handed.id, newId]]);
  assert.deepEqual(earned, [{ sum: 300_000 }]);
  await addsUp();
});
