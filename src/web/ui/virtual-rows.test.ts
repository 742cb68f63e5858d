import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawnRows, rowByKey, scrollFor } from './virtual-rows.ts';

const sight = (scrollTop: number) => ({ scrollTop, height: 480, rowHeight: 48 });

test('only rows in sight and some beside them are drawn, and the one with the focus wherever it is', () => {
  assert.deepEqual(drawnRows(sight(0), 5000, -1), Array.from({ length: 19 }, (_, i) => i));
  assert.equal(drawnRows(sight(100_000), 5000, 0)[0], 0);
  assert.deepEqual(drawnRows(sight(0), 3, 1), [0, 1, 2]);
  assert.deepEqual(drawnRows(sight(0), 0, 0), []);
});
test('a row is brought into sight with the least of scrolling, not under the head', () => {
  assert.equal(scrollFor(sight(480), 12), null);
  assert.equal(scrollFor(sight(480), 5), 240);
  assert.equal(scrollFor(sight(0), 10), 48);
  assert.equal(scrollFor(sight(0), 9, 40), 40);
});
test('keys lead to rows that are there', () => {
  assert.equal(rowByKey('ArrowUp', 0, 10, 5), 0);
  assert.equal(rowByKey('PageDown', 7, 10, 5), 9);
  assert.equal(rowByKey('End', 0, 10, 5), 9);
  assert.equal(rowByKey('x', 0, 10, 5), null);
});
