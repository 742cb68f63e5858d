import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { earnedMinor, parseAmount, shareMinor } from './money.ts';

test('an amount is read as people type it', () => {
  for (const [typed, minor] of [['1 000,50', 100_050], ['1000.5', 100_050], ['300', 30_000], ['₴ 300', 30_000], ['12,05 грн', 1205], ['0', 0], ['1\u00a0000', 100_000], ['1’000', 100_000]] as const) assert.equal(parseAmount(typed), minor, typed);
  for (const typed of ['', '-1', '0.001', '1,000.50', '1.2.3', 'abc', '10000000000000', '1e5', ',5']) assert.equal(parseAmount(typed), null, typed);
});
test('half of a price is rounded up to the hundredth', () => {
  assert.equal(shareMinor(333, 1), 167);
  assert.equal(shareMinor(333, 2), 333);
  assert.equal(shareMinor(333, 0), 0);
});
test('what lessons are worth grows to exactly the price', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 1, max: 100 }), (price, count) => {
    let sum = 0;
    for (let used = 1; used <= count; used++) {
      const part = earnedMinor(price, count, used) - earnedMinor(price, count, used - 1);
      assert.ok(part >= 0);
      sum += part;
    }
    assert.equal(sum, price);
  }));
});
