import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeStart } from './free-start.ts';

const at = (startMin: number, durationMin = 55, status: 'planned' | 'cancelled' = 'planned') => ({ startMin, durationMin, status });

test('a new lesson of one’s own begins where it fits between what one has', () => {
  assert.equal(freeStart(660, 55, []), 660);
  assert.equal(freeStart(660, 55, [at(720), at(660, 30)]), 775, 'neither in the break nor in the half hour before the next lesson');
  assert.equal(freeStart(660, 55, [at(600), at(660, 55, 'cancelled'), at(715)]), 660, 'back to back is free, so is what was cancelled');
});
