import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepFrom } from './month-stops.ts';

// Two weeks; the first day has three stops, the second one, the eighth two.
const stops = [3, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1];
const down = { columns: 0, steps: 1 };
const up = { columns: 0, steps: -1 };
const right = { columns: 1, steps: 0 };
const left = { columns: -1, steps: 0 };

test('down goes through a day and then to the same weekday below; up comes back', () => {
  assert.deepEqual(stepFrom(stops, { cell: 0, stop: 1 }, down), { cell: 0, stop: 2 });
  assert.deepEqual(stepFrom(stops, { cell: 0, stop: 2 }, down), { cell: 7, stop: 0 });
  assert.deepEqual(stepFrom(stops, { cell: 7, stop: 0 }, up), { cell: 0, stop: 2 });
});
test('sideways goes to the same place of the next day, as far as it has one', () => {
  assert.deepEqual(stepFrom(stops, { cell: 0, stop: 2 }, right), { cell: 1, stop: 0 });
  assert.deepEqual(stepFrom(stops, { cell: 7, stop: 1 }, left), { cell: 6, stop: 0 });
});
test('at the edge of the month there is nothing', () => {
  assert.equal(stepFrom(stops, { cell: 0, stop: 0 }, left), null);
  assert.equal(stepFrom(stops, { cell: 0, stop: 0 }, up), null);
  assert.equal(stepFrom(stops, { cell: 13, stop: 0 }, right), null);
  assert.equal(stepFrom(stops, { cell: 7, stop: 1 }, down), null);
});
