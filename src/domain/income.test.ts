import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expiredOf } from './income.ts';

const base = { id: 1, clientId: 1, soldOn: '2026-11-16', startOn: '2026-11-16', endOn: '2026-12-15', termDays: 30, kindIds: [], groupIds: [], priceMinor: 100_000, usedHalves: 0 };
const counted = { ...base, lessonCount: 8, usedHalves: 5, leftHalves: 11 };
const sum = (s: Parameters<typeof expiredOf>[0], onDate: string) => expiredOf(s, onDate).amountMinor;

test('what the lessons of a counted one have not earned is income on the day after its term', () => {
  assert.equal(sum(counted, '2026-12-15'), 0);
  assert.deepEqual(expiredOf(counted, '2026-12-16'), { amountMinor: 100_000 - 31_250, toOn: '2026-12-15' });
  assert.equal(sum({ ...counted, usedHalves: 16 }, '2026-12-16'), 0);
  assert.equal(sum({ ...counted, closedAs: 'refunded' }, '2026-12-16'), 0);
  assert.equal(sum({ ...counted, freezes: [{ fromOn: '2026-12-01' }] }, '2027-02-01'), 0, 'frozen without an end: no last day');
});

test('one without a count earns the same each day, at the ends of months and of the term', () => {
  assert.equal(sum(base, '2026-11-30'), 0, 'the month is not over');
  assert.deepEqual(expiredOf(base, '2026-12-01'), { amountMinor: 50_000, toOn: '2026-11-30' });
  assert.equal(sum(base, '2026-12-15'), 50_000);
  assert.deepEqual(expiredOf(base, '2026-12-16'), { amountMinor: 100_000, toOn: '2026-12-15' });
  assert.equal(sum({ ...base, priceMinor: 34, termDays: 7, endOn: '2026-12-06', startOn: '2026-11-30' }, '2026-12-03'), 4, 'rounded down; the last part brings the rest');
});

test('frozen days earn nothing, and added days make each worth less', () => {
  const frozen = { ...base, freezes: [{ fromOn: '2026-11-21', toOn: '2026-11-30' }], extraDays: 10, endOn: '2026-12-25' };
  assert.equal(sum(frozen, '2026-12-01'), Math.floor(100_000 * 5 / 30));
  assert.equal(sum(frozen, '2026-12-26'), 100_000);
  assert.equal(sum({ ...base, extraDays: 15, endOn: '2026-12-30' }, '2026-12-01'), Math.floor(100_000 * 15 / 45));
  assert.equal(sum({ ...base, freezes: [{ fromOn: '2026-11-21' }] }, '2027-03-01'), Math.floor(100_000 * 5 / 30), 'since it was frozen without an end nothing more');
});

test('one that has not begun earns nothing; one that began by its own day does', () => {
  const { startOn: _s, endOn: _e, ...waiting } = { ...counted, startByOn: '2026-11-20' };
  assert.equal(sum(waiting, '2026-11-19'), 0);
  assert.deepEqual(expiredOf(waiting, '2026-12-20'), { amountMinor: 68_750, toOn: '2026-12-19' });
  const { startByOn: _b, ...never } = waiting;
  assert.equal(sum(never, '2028-01-01'), 0);
});
