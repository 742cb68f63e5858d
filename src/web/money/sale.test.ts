import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Series } from '../../contract/entities.ts';
import { paymentsOf, schedulesToProlong, sumOf } from './sale.ts';

test('rows of payment become payments: empty ones and nothing are left out, unreadable ones stop it', () => {
  assert.deepEqual(paymentsOf([{ way: 'cash', text: '1 000,50' }, { way: 'expected', text: '500' }, { way: 'card', text: ' ' }, { way: 'card', text: '0' }], ' ФН-1 '),
    [{ method: 'cash', amountMinor: 100_050, fiscalNumber: 'ФН-1' }, { method: 'transfer', amountMinor: 50_000, isExpected: true }]);
  assert.equal(paymentsOf([{ way: 'cash', text: '-5' }]), null);
});
test('what is not paid comes from the account as far as it goes, and is a debt beyond', () => {
  const cash = (amountMinor: number) => ({ method: 'cash' as const, amountMinor });
  assert.deepEqual(sumOf(320_000, 20_000, [cash(100_000)], 50_000), { dueMinor: 300_000, paidMinor: 100_000, expectedMinor: 0, fromAccountMinor: 50_000, debtMinor: 150_000, isTooMuch: false });
  assert.deepEqual(sumOf(320_000, 0, [{ method: 'transfer', amountMinor: 320_000, isExpected: true }], -500), { dueMinor: 320_000, paidMinor: 0, expectedMinor: 320_000, fromAccountMinor: 0, debtMinor: 320_000, isTooMuch: false });
  assert.equal(sumOf(100, 0, [cash(101)], 0).isTooMuch, true);
  assert.deepEqual([sumOf(0, 0, [], 0).debtMinor, sumOf(100, 0, [], 1000).fromAccountMinor], [0, 100]);
});
test('the people’s own schedules may go on, first the one that ends last; none of a group, of others, without an end or long over', () => {
  const series = (id: number, given: Partial<Series>): Series => ({ id, rev: 1, kindId: 5, clientIds: [9], capacity: 1, slots: [], fromOn: '2026-09-01', untilOn: '2026-11-20', ...given });
  const chosen = (all: Series[], users = [9], kindIds: number[] = []) => schedulesToProlong(all, { kindIds, groupIds: [] }, users, '2026-11-23').map((s) => s.id);
  assert.deepEqual(chosen([series(1, {}), series(2, { untilOn: '2026-12-10' }), series(3, { untilOn: '2026-10-30' })]), [2, 1, 3]);
  const { untilOn: _, ...open } = series(4, {});
  assert.deepEqual(chosen([series(1, { groupId: 4 }), series(2, { clientIds: [9, 10] }), series(3, { untilOn: '2026-10-23' }), open, series(5, { clientIds: [] })]), []);
  assert.deepEqual(chosen([series(2, { clientIds: [9, 10] })], [9, 10]), [2]);
  assert.deepEqual(chosen([series(1, {})], [9], [6]), [], 'of a kind that it does not pay for');
});
