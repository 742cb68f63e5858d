// Tests of what is laid over the rows while a write is on its way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lesson } from '../../contract/entities.ts';
import { Overlays } from './overlays.ts';

const row: Lesson = { id: 1, rev: 3, onDate: '2027-01-04', startMin: 600, durationMin: 55, priceMinor: 45000 };

test('without an overlay the very same row is shown', () => {
  assert.equal(new Overlays().view(1, row), row);
});
test('the newest overlay wins and the row itself stays as it was', () => {
  const overlays = new Overlays();
  overlays.add({ lessonId: 1, fields: { startMin: 700 } });
  overlays.add({ lessonId: 1, fields: { startMin: 720, trainerId: 4 } });
  assert.deepEqual(overlays.view(1, row), { ...row, startMin: 720, trainerId: 4, isPending: true });
  assert.equal(row.startMin, 600);
});
test('an overlay stays until the store has reached the answer', () => {
  const overlays = new Overlays();
  const key = overlays.add({ lessonId: 1, fields: { startMin: 700 } });
  overlays.answered(key, 9);
  assert.deepEqual(overlays.reached(8, () => 3), []);
  assert.deepEqual(overlays.reached(8, () => 9), [1]);
  assert.equal(overlays.view(1, row), row);
});
test('a refused overlay goes at once', () => {
  const overlays = new Overlays();
  const key = overlays.add({ lessonId: 1, fields: { startMin: 700 } });
  assert.equal(overlays.drop(key), 1);
  assert.equal(overlays.view(1, row), row);
});
test('a new lesson is shown until the real row is there', () => {
  const overlays = new Overlays();
  overlays.add({ newLesson: { ...row, id: 7 } });
  assert.equal(overlays.view(7, undefined)?.isPending, true);
  const real = { ...row, id: 7, rev: 12 };
  assert.equal(overlays.view(7, real), real);
});
