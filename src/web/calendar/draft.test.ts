import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lesson, LessonKind } from '../../contract/entities.ts';
import { createInput, draftOf, moveInput, moveOverlay, newLessonOf, realChanges, updateInput } from './draft.ts';

const lesson: Lesson = { id: 5, rev: 40, onDate: '2026-11-23', startMin: 485, fold: 1, durationMin: 55, status: 'planned', trainerId: 7, kindId: 1, priceMinor: 45000, bookings: [{ clientId: 3 }] };
const kind: LessonKind = { id: 1, rev: 1, name: 'Індивідуальне', format: 'individual', durationMin: 55, priceMinor: 45000, capacity: 1, takesWholeRoom: false, isArchived: false };

test('what was touched but is as before is no change', () => {
  assert.deepEqual(realChanges(lesson, { startMin: 485, clientIds: [3], note: '' }), {});
  assert.equal(moveInput(lesson, { startMin: 485, trainerId: 7 }), null);
  assert.equal(updateInput(lesson, { clientIds: [3], title: '' }), null);
});
test('a move names only what it changes and what it has seen', () => {
  assert.deepEqual(moveInput(lesson, { startMin: 500 }), { id: 5, seenRev: 40, onDate: '2026-11-23', startMin: 500 });
  assert.deepEqual(moveInput(lesson, { trainerId: null }, 38), { id: 5, seenRev: 38, onDate: '2026-11-23', startMin: 485, fold: 1, trainerId: null });
});
test('the second of two equal hours is left behind when the time changes', () => {
  assert.equal(moveInput(lesson, { onDate: '2026-11-24' })?.fold, undefined);
  assert.equal(moveInput(lesson, { fold: 0 })?.fold, undefined);
  assert.equal(moveInput(lesson, { startMin: 200, fold: 1 })?.fold, 1, 'unless it was chosen again');
});
test('an emptied text clears the field', () => {
  assert.deepEqual(updateInput({ ...lesson, note: 'Спина' }, { note: '' }), { id: 5, seenRev: 40, note: null });
});
test('the overlay shows time, trainer and room and nothing else', () => {
  assert.deepEqual(moveOverlay({ startMin: 500, priceMinor: 1, trainerId: null }), { startMin: 500, trainerId: undefined });
});
test('a new lesson says its price only when it differs from the kind', () => {
  const draft = { ...draftOf(lesson), fold: 0 };
  assert.deepEqual(createInput(9, draft, kind), { id: 9, onDate: '2026-11-23', startMin: 485, durationMin: 55, kindId: 1, trainerId: 7, clientIds: [3] });
  assert.equal(createInput(9, { ...draft, priceMinor: 40000 }, kind)?.priceMinor, 40000);
  assert.equal(createInput(9, { ...draft, kindId: null }, undefined), null);
  assert.deepEqual(newLessonOf(9, draft).bookings, [{ clientId: 3 }]);
});
test('how many may come and the whole room are said only when they were set', () => {
  const draft = { ...draftOf(lesson), capacity: null, takesWholeRoom: null };
  assert.deepEqual(Object.keys(createInput(9, draft, kind) ?? {}).filter((k) => k === 'capacity' || k === 'takesWholeRoom'), []);
  const set = createInput(9, { ...draft, capacity: 3, takesWholeRoom: true }, kind);
  assert.deepEqual([set?.capacity, set?.takesWholeRoom], [3, true]);
  assert.deepEqual(updateInput(lesson, { capacity: 2, takesWholeRoom: true }), { id: 5, seenRev: 40, capacity: 2, takesWholeRoom: true });
  assert.equal(updateInput({ ...lesson, capacity: 2 }, { capacity: 2, takesWholeRoom: false }), null);
});
