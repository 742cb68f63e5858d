import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marksOf } from './tile-marks.ts';

test('nothing is marked while nothing is chosen', () => assert.deepEqual(marksOf(null, null, [], false), {}));
test('the lesson of the open panel and the one in the hand are marked, also where they are one', () => {
  assert.deepEqual(marksOf(7, 8, [], false), { 7: { words: ' isSelected' }, 8: { words: ' isDragged' } });
  assert.deepEqual(marksOf(7, 7, [], false), { 7: { words: ' isSelected isDragged' } });
});
test('picked lessons say so, and go with the one of them that is carried', () => {
  assert.deepEqual(marksOf(null, null, [1, 2], false), { 1: { words: ' isPicked', isPicked: true }, 2: { words: ' isPicked', isPicked: true } });
  assert.deepEqual(marksOf(null, 1, [1, 2], true), { 1: { words: ' isDragged isPicked', isPicked: true }, 2: { words: ' isPicked isDragged', isPicked: true } });
});
