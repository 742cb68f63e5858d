import assert from 'node:assert/strict';
import { test } from 'node:test';
import { priceInput } from '../calendar/time-text.ts';
import { amountOf, readAmount } from './amount.ts';

test('an amount is read as people write it, and what is none says why', () => {
  assert.deepEqual(readAmount('1 000,50'), { minor: 100_050 });
  for (const [typed, problem] of [['', 'empty'], [' ', 'empty'], ['0', 'nothing'], ['0,00', 'nothing'], ['-1', 'negative'], ['−1', 'negative'], ['0.001', 'decimals'], ['1000000000000', 'tooMuch'], ['10000000,01', 'tooMuch'], ['сто', 'unreadable'], ['1.2.3', 'unreadable'], ['10^12', 'unreadable']] as const) {
    assert.deepEqual(readAmount(typed), { problem }, typed);
  }
  assert.deepEqual([amountOf('0', true), amountOf('10000000'), amountOf('-1')], [0, 1_000_000_000, null]);
});
test('an amount is offered for editing as it is typed, and read back the same', () => {
  for (const minor of [1, 50, 100, 320_000, 320_050, 999_999_999]) assert.equal(amountOf(priceInput(minor)), minor);
});
