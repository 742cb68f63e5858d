// Money in and out: what each line does to a balance, who may write it, and that everything together is always zero.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { Refusal } from '../../contract/operation.ts';
import type { Input } from '../../contract/ops.ts';
import { aClient, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const { trainers, clients } = app;
const own = async (who: Who) => (await app.client(who)).newId();
const someone = async () => (await aClient(app, { trainerId: trainers.trainer })).id;
const balance = async (id: number) => (await rowOf(app, 'client', id)).balanceMinor ?? 0;
const till = async () => (await (await app.client('owner')).call('ledger.shift', {})).output.tillMinor;
const linesOf = async (clientId: number) => (await (await app.client('administrator')).call('ledger.list', { clientId })).output.lines;

afterEach(async () => {
  const [found] = await app.sql<{ sum: string }>('select coalesce(sum(balance_minor), 0) as sum from account');
  assert.equal(Number(found?.sum), 0, 'all accounts together');
});

test('a top-up raises the balance and the drawer; whoever takes money first opens it', async () => {
  const client = await someone();
  const { output, changes } = await app.do('trainer', 'ledger.topUp', { clientId: client, method: 'cash', amountMinor: 50_000, note: 'Уранці', fiscalNumber: 'ФН-1' });
  assert.deepEqual(changes.map((c) => c.table).sort(), ['client', 'shift']);
  assert.deepEqual([await balance(client), await till()], [50_000, 50_000]);
  const [line] = await linesOf(client);
  assert.deepEqual([line?.id, line?.changeMinor, line?.what, line?.note, line?.by, line?.fiscalNumber], [output.lineId, 50_000, 'payment', 'Уранці', 'Ганна Коваленко', 'ФН-1']);
  const shift = (await app.client('trainer')).held.of('shift');
  assert.equal([...shift.values()][0]?.openedBy, 'Ганна Коваленко');
  assert.equal((await app.client('trainer2')).held.of('shift').size, 0);
  const other = await someone();
  await app.do('administrator', 'ledger.topUp', { clientId: client, method: 'card', amountMinor: 10_000, payerId: other });
  assert.deepEqual([await balance(client), await balance(other), (await linesOf(client))[0]?.payerId], [60_000, 0, other]);
});

test('an expected payment counts when it has come', async () => {
  const client = await someone();
  const expect = async () => Number((await app.sql<{ id: string }>('select id from expected_payment where client_id = $1', [client]))[0]?.id);
  const { output } = await app.do('administrator', 'ledger.topUp', { clientId: client, method: 'transfer', amountMinor: 70_000, isExpected: true });
  assert.deepEqual([output.lineId, await balance(client)], [undefined, 0]);
  await app.do('administrator', 'ledger.settleExpected', { id: await expect(), hasCome: false });
  await app.do('administrator', 'ledger.topUp', { clientId: client, method: 'transfer', amountMinor: 70_000, isExpected: true });
  const id = await expect();
  await app.refused('client', 'ledger.settleExpected', { id, hasCome: true }, 'forbidden');
  await app.do('owner', 'ledger.settleExpected', { id, hasCome: true });
  assert.equal(await balance(client), 70_000);
  await app.refused('owner', 'ledger.settleExpected', { id, hasCome: true }, 'notFound');
});

test('a charge makes a debt, money is paid out only while there is some, a mistake is answered by its opposite, once', async () => {
  const client = await someone();
  const { output: charged } = await app.do('administrator', 'ledger.charge', { clientId: client, amountMinor: 30_000, isGoods: true, note: 'Шкарпетки' });
  assert.equal(await balance(client), -30_000);
  assert.equal((await app.refused('administrator', 'ledger.payOut', { clientId: client, method: 'cash', amountMinor: 1, note: 'x' }, 'wrongStatus')).reason, 'notEnough');
  await app.do('administrator', 'ledger.reverse', { lineId: charged.lineId, reason: 'Не той клієнт' });
  assert.equal(await balance(client), 0);
  assert.equal((await app.refused('owner', 'ledger.reverse', { lineId: charged.lineId, reason: 'ще раз' }, 'wrongStatus')).reason, 'reversed');
  const [reversal, original] = await linesOf(client);
  assert.deepEqual([reversal?.what, reversal?.reversesId, reversal?.note, original?.isReversed], ['reversal', charged.lineId, 'Не той клієнт', true]);
  assert.equal((await app.refused('owner', 'ledger.reverse', { lineId: reversal?.id ?? 0, reason: 'x' }, 'wrongStatus')).reason, 'followsFromOther');
  await app.do('administrator', 'ledger.topUp', { clientId: client, method: 'cash', amountMinor: 20_000 });
  await app.do('administrator', 'ledger.payOut', { clientId: client, method: 'cash', amountMinor: 15_000, note: 'Переїзд' });
  assert.equal(await balance(client), 5000);
});

test('the same line is reversed once, by two desks at once', async () => {
  const client = await someone();
  const { output } = await app.do('administrator', 'ledger.charge', { clientId: client, amountMinor: 30_000, note: 'x' });
  const desks = [await app.connect('administrator'), await app.connect('owner')];
  const results = await Promise.allSettled(desks.map((d) => d.call('ledger.reverse', { lineId: output.lineId, reason: 'x' })));
  assert.deepEqual(results.map((r) => r.status).sort(), ['fulfilled', 'rejected']);
  assert.equal(await balance(client), 0);
  for (const d of desks) await d.close();
});

test('what a sale or a visit entails is not reversed by itself', async () => {
  const client = await someone();
  const type = app.newId();
  await app.call('subscriptionType.create', { id: type, name: 'Чотири', priceMinor: 100_000, lessonCount: 4, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
  await app.call('subscription.sell', { id: app.newId(), clientId: client, typeId: type, seenPriceMinor: 100_000, payments: [] });
  const [sale] = await linesOf(client);
  assert.equal((await app.refused('owner', 'ledger.reverse', { lineId: sale?.id ?? 0, reason: 'x' }, 'wrongStatus')).reason, 'followsFromOther');
});

test('the till: a float, an expense, goods, cash to the bank; counted at the end, the difference is written down', async () => {
  const open = [...(await app.client('owner')).held.of('shift').values()].find((s) => s.closedAt === undefined);
  const there = await till();
  assert.ok(open);
  const closing = (given: Partial<Input<'ledger.closeShift'>> = {}) => ({ id: open.id, seenRev: open.rev, countedMinor: there - 500, handedOverMinor: there - 10_500, ...given });
  await app.refused('trainer2', 'ledger.closeShift', closing(), 'notFound');
  assert.equal((await app.refused('owner', 'ledger.closeShift', closing({ handedOverMinor: there }), 'invalid')).field, 'handedOverMinor');
  const { output } = await app.do('owner', 'ledger.closeShift', closing({ note: 'Бракує п’ятірки' }));
  assert.deepEqual([output, await till()], [{ expectedMinor: there, differenceMinor: -500 }, 10_000]);
  await app.refused('owner', 'ledger.closeShift', closing(), 'wrongStatus');
  await app.do('trainer', 'ledger.openShift', { id: await own('trainer'), floatMinor: 10_000 });
  await app.refused('administrator', 'ledger.openShift', { id: await own('administrator'), floatMinor: 0 }, 'wrongStatus');
  await app.refused('client', 'ledger.openShift', { id: 5, floatMinor: 0 }, 'forbidden');
  await app.do('trainer', 'ledger.sellGoods', { amountMinor: 25_000, method: 'cash', note: 'Пляшка' });
  await app.do('administrator', 'ledger.spend', { amountMinor: 5000, what: 'expense', note: 'Вода' });
  await app.do('administrator', 'ledger.spend', { amountMinor: 20_000, what: 'bank', note: 'Інкасація' });
  const tooMuch = { amountMinor: 10_001, what: 'safe', note: 'x' } as const;
  const [toDesk, toOther] = [await app.refused('administrator', 'ledger.spend', tooMuch, 'wrongStatus'), await app.refused('trainer2', 'ledger.spend', tooMuch, 'wrongStatus')];
  assert.deepEqual([toDesk.reason, toDesk.count, toOther.reason, toOther.count], ['notInTill', 10_000, 'notInTill', undefined], 'what lies there is for the desk');
  await app.refused('client', 'ledger.spend', { amountMinor: 1, what: 'expense', note: 'x' }, 'forbidden');
  await app.refused('client', 'ledger.sellGoods', { amountMinor: 1, method: 'cash', note: 'x' }, 'forbidden');
  const card = await app.do('administrator', 'ledger.sellGoods', { amountMinor: 3000, method: 'card', note: 'Шкарпетки' });
  assert.deepEqual(card.changes.map((c) => c.table), ['shift'], 'whoever looks at the till is told');
  assert.equal(await till(), 10_000, 'a card is no cash');
  const { output: all } = await (await app.client('owner')).call('ledger.shift', {});
  assert.deepEqual(all.lines.map((l) => `${l.what} ${l.from} ${l.to}`), ['goods income card', 'cashOut till bank', 'expense till expense', 'goods income till'], 'cards and transfers belong to the open shift too');
  const { output: seen } = await (await app.client('trainer')).call('ledger.shift', {});
  assert.deepEqual(seen.lines.map((l) => l.what), ['goods'], 'a trainer reads what went through the own hands');
  await app.refused('trainer2', 'ledger.shift', {}, 'notFound');
  await app.refused('client', 'ledger.shift', {}, 'forbidden');
});

test('the drawer never gives more cash than lies in it: not by paying out, nor by taking a payment or goods of an earlier shift back', async () => {
  const client = await someone();
  const openShift = async () => [...(await app.client('owner')).held.of('shift').values()].find((s) => s.closedAt === undefined);
  const { output: paid } = await app.do('administrator', 'ledger.topUp', { clientId: client, method: 'cash', amountMinor: 400_000 });
  const { output: goods } = await app.do('administrator', 'ledger.sellGoods', { amountMinor: 100_000, method: 'cash', note: 'Килимок' });
  const shift = await openShift();
  assert.ok(shift);
  const there = await till();
  await app.do('owner', 'ledger.closeShift', { id: shift.id, seenRev: shift.rev, countedMinor: there, handedOverMinor: there });
  await app.do('administrator', 'ledger.openShift', { id: await own('administrator'), floatMinor: 85_000 });
  const inDrawer = { reason: 'notInTill', field: 'method', count: 85_000 };
  const why = ({ reason, field, count }: Refusal) => ({ reason, field, count });
  assert.deepEqual(why(await app.refused('administrator', 'ledger.reverse', { lineId: paid.lineId ?? 0, reason: 'x' }, 'wrongStatus')), inDrawer);
  assert.deepEqual(why(await app.refused('owner', 'ledger.reverse', { lineId: goods.lineId, reason: 'x' }, 'wrongStatus')), inDrawer);
  assert.deepEqual(why(await app.refused('administrator', 'ledger.payOut', { clientId: client, method: 'cash', amountMinor: 85_001, note: 'x' }, 'wrongStatus')), inDrawer);
  assert.deepEqual([await till(), await balance(client)], [85_000, 400_000]);
  await app.do('administrator', 'ledger.payOut', { clientId: client, method: 'card', amountMinor: 100_000, note: 'Поверненням на картку' });
  await app.refused('client', 'ledger.putIn', { amountMinor: 1, from: 'safe', note: 'x' }, 'forbidden');
  const put = await app.do('trainer', 'ledger.putIn', { amountMinor: 315_000, from: 'safe', note: 'На повернення' });
  assert.deepEqual(put.changes.map((c) => c.table), ['shift']);
  await app.do('administrator', 'ledger.reverse', { lineId: paid.lineId ?? 0, reason: 'Не та людина' });
  assert.deepEqual([await till(), await balance(client)], [0, -100_000], 'to the last coin, whichever shift took it');
});

test('strangers, nothing, and sums that are none are refused', async () => {
  const stranger = (await aClient(app)).id;
  const topUp = (given: Partial<Input<'ledger.topUp'>> = {}) => ({ clientId: clients.client, method: 'cash' as const, amountMinor: 100, ...given });
  await app.refused('trainer', 'ledger.topUp', topUp({ clientId: stranger }), 'notFound');
  await app.refused('client', 'ledger.topUp', topUp(), 'forbidden');
  await app.refused('trainer', 'ledger.charge', { clientId: clients.client, amountMinor: 100, note: 'x' }, 'forbidden');
  await app.refused('trainer', 'ledger.payOut', { clientId: clients.client, method: 'cash', amountMinor: 100, note: 'x' }, 'forbidden');
  await app.refused('trainer', 'ledger.reverse', { lineId: 1, reason: 'x' }, 'forbidden');
  await app.refused('owner', 'ledger.reverse', { lineId: 999_999, reason: 'x' }, 'notFound');
  await app.refused('owner', 'ledger.charge', { clientId: 999_999, amountMinor: 100, note: 'x' }, 'notFound');
  await app.refused('owner', 'ledger.topUp', topUp({ onDate: '2027-01-01' }), 'invalid');
  const device = await app.client('owner');
  for (const amountMinor of [0, -1, 0.001, 1e12]) assert.throws(() => device.requestFrame('ledger.topUp', topUp({ amountMinor })), /amountMinor|range|integer|Shape/);
  await app.refused('client', 'ledger.list', { clientId: clients.client2 }, 'notFound');
  await app.refused('trainer', 'ledger.list', { clientId: clients.client }, 'forbidden');
});

test('a client reads the own lines, page by page', async () => {
  for (let i = 0; i < 60; i++) await app.call('ledger.topUp', { clientId: clients.client, method: 'card', amountMinor: 100 + i });
  const device = await app.client('client');
  const { output: first } = await device.call('ledger.list', { clientId: clients.client });
  const { output: second } = await device.call('ledger.list', { clientId: clients.client, beforeId: first.lines.at(-1)?.id ?? 0 });
  assert.deepEqual([first.lines.length, first.hasMore, second.lines.length, second.hasMore], [50, true, 10, false]);
  assert.deepEqual([first.lines[0]?.amountMinor, second.lines.at(-1)?.amountMinor], [159, 100]);
});

test('the number of a fiscal receipt is added to a payment later and put right; who gave which stays written down', async () => {
  const client = await someone();
  const { output } = await app.do('administrator', 'ledger.topUp', { clientId: client, method: 'cash', amountMinor: 50_000 });
  const lineId = output.lineId ?? 0;
  const { changes } = await app.do('administrator', 'ledger.setFiscalNumber', { lineId, fiscalNumber: ' ФН-77 ' });
  assert.deepEqual(changes.map((c) => c.table).sort(), ['client', 'shift'], 'whoever looks at it is told');
  assert.equal((await linesOf(client))[0]?.fiscalNumber, 'ФН-77');
  await app.do('owner', 'ledger.setFiscalNumber', { lineId, fiscalNumber: 'ФН-78' });
  assert.equal((await linesOf(client))[0]?.fiscalNumber, 'ФН-78');
  assert.deepEqual((await app.sql<{ number: string; by: string }>('select number, name as by from fiscal_number f join studio_user u on u.id = f.user_id where line_id = $1 order by f.id', [lineId])).map((f) => [f.number, f.by]), [['ФН-77', 'Марія Дейнека'], ['ФН-78', 'Олена Власенко']]);
  await assert.rejects(app.sql('update fiscal_number set number = $1', ['x']), /append-only/);
  const { output: charged } = await app.do('administrator', 'ledger.charge', { clientId: client, amountMinor: 100, note: 'x' });
  assert.equal((await app.refused('administrator', 'ledger.setFiscalNumber', { lineId: charged.lineId, fiscalNumber: 'x' }, 'wrongStatus')).reason, 'noReceipt');
  const device = await app.client('administrator');
  assert.throws(() => device.requestFrame('ledger.setFiscalNumber', { lineId, fiscalNumber: ' ' }), /required/);
  await app.refused('administrator', 'ledger.setFiscalNumber', { lineId: 999_999, fiscalNumber: 'x' }, 'notFound');
  for (const who of ['trainer', 'client'] as const) await app.refused(who, 'ledger.setFiscalNumber', { lineId, fiscalNumber: 'x' }, 'forbidden');
});
