import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clickedStart, isSame, propose, type DragKind, type Grab } from './drag-math.ts';

const grab = (kind: DragKind, startMin = 485, durationMin = 55, minute = startMin + 10): Grab => ({ kind, column: 2, minute, from: { column: 2, startMin, durationMin } });

test('a move goes by quarter hours and keeps the minutes of the lesson', () => {
  assert.deepEqual(propose(grab('move'), { column: 3, minute: 495 + 17 }), { column: 3, startMin: 500, durationMin: 55 });
  assert.deepEqual(propose(grab('move'), { column: 2, minute: 495 - 40 }), { column: 2, startMin: 440, durationMin: 55 });
});
test('a pointer that comes back to where it began proposes no change', () => {
  const g = grab('move');
  assert.ok(isSame(propose(g, { column: 2, minute: 499 }), g.from));
});
test('a move stops at both ends of the day without losing the minutes', () => {
  assert.equal(propose(grab('move'), { column: 0, minute: -9000 }).startMin, 5);
  assert.equal(propose(grab('move'), { column: 0, minute: 9000 }).startMin, 1430);
});
test('the top edge moves the start and keeps the end', () => {
  assert.deepEqual(propose(grab('top'), { column: 5, minute: 495 - 31 }), { column: 2, startMin: 455, durationMin: 85 });
  assert.deepEqual(propose(grab('top'), { column: 2, minute: 900 }), { column: 2, startMin: 530, durationMin: 10 });
});
test('the bottom edge moves the end and keeps the start', () => {
  assert.deepEqual(propose(grab('bottom'), { column: 0, minute: 495 + 30 }), { column: 2, startMin: 485, durationMin: 85 });
  assert.equal(propose(grab('bottom'), { column: 2, minute: 0 }).durationMin, 10);
});
test('a new lesson spans the quarters under the pointer, drawn down or up', () => {
  assert.deepEqual(propose(grab('create', 0, 0, 607), { column: 4, minute: 652 }), { column: 2, startMin: 600, durationMin: 60 });
  assert.deepEqual(propose(grab('create', 0, 0, 607), { column: 2, minute: 559 }), { column: 2, startMin: 555, durationMin: 60 });
});
test('a click means the half hour it is in', () => {
  assert.equal(clickedStart(629), 600);
  assert.equal(clickedStart(630), 630);
  assert.equal(clickedStart(5000), 1410);
});
test('no drag ever leaves the limits of the contract', () => {
  const kinds = fc.constantFrom<DragKind>('move', 'top', 'bottom', 'create');
  fc.assert(fc.property(kinds, fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 5, max: 720 }), fc.integer({ min: -3000, max: 3000 }), (kind, start, length, minute) => {
    const placed = propose(grab(kind, start, length), { column: 1, minute });
    assert.ok(placed.startMin >= 0 && placed.startMin <= 1439, `start ${placed.startMin}`);
    assert.ok(placed.durationMin >= 5 && placed.durationMin <= 720, `length ${placed.durationMin}`);
  }));
});
