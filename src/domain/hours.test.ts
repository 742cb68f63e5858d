import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrangeHours } from './hours.ts';

const at = (weekday: number, startMin: number, endMin: number) => ({ weekday, startMin, endMin });

test('hours are put in the order of the week', () => {
  assert.deepEqual(arrangeHours([at(3, 540, 600), at(1, 840, 900), at(1, 540, 600)]), { hours: [at(1, 540, 600), at(1, 840, 900), at(3, 540, 600)] });
});
test('two intervals may touch but not overlap within a day', () => {
  assert.deepEqual(arrangeHours([at(1, 540, 600), at(1, 600, 660)]), { hours: [at(1, 540, 600), at(1, 600, 660)] });
  assert.deepEqual(arrangeHours([at(1, 540, 601), at(1, 600, 660)]), { reason: 'overlap' });
  assert.deepEqual(arrangeHours([at(1, 540, 900), at(1, 600, 660)]), { reason: 'overlap' });
  assert.ok('hours' in arrangeHours([at(1, 540, 900), at(2, 600, 660)]));
});
test('an interval ends after it begins', () => {
  assert.deepEqual(arrangeHours([at(1, 600, 600)]), { reason: 'order' });
  assert.deepEqual(arrangeHours([at(1, 700, 600)]), { reason: 'order' });
});
