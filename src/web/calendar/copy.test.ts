import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LessonKind } from '../../contract/entities.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { copyInput, copyOf } from './copy.ts';
import { weekCopies } from './copy-week.ts';
import { rangeBetween } from './pick-range.ts';
import { listText, peopleToTell } from './tell-list.ts';
import { daysOf, printed, scaleToFit, shownDays } from './print/print-model.ts';

const kind: LessonKind = { id: 5, rev: 1, name: 'Індивідуальне', format: 'individual', durationMin: 55, priceMinor: 90_000, capacity: 1, takesWholeRoom: false, isArchived: false };
const lesson = (more: Partial<LessonView> = {}): LessonView => ({ id: 1, rev: 1, onDate: '2026-11-24', startMin: 600, durationMin: 55, status: 'planned', kindId: 5, trainerId: 7, roomId: 3, bookings: [{ clientId: 11, slot: 2, isPinned: true }], ...more });
const places = { room: () => undefined, kind: () => kind };
const at = { onDate: '2026-11-26', startMin: 700 };

test('a copy keeps kind, people, trainer and a price of its own, and nothing of what has happened', () => {
  assert.deepEqual(copyInput(9, lesson({ status: 'cancelled', cancelReason: 'хвороба', priceMinor: 50_000, note: 'м’яч', fold: 1 }), at, kind), {
    id: 9, ...at, durationMin: 55, kindId: 5, trainerId: 7, roomId: 3, clientIds: [11], priceMinor: 50_000, note: 'м’яч',
  });
  const input = copyInput(9, lesson({ priceMinor: 90_000 }), { ...at, trainerId: null }, kind);
  assert.ok(input && !('priceMinor' in input) && !('trainerId' in input));
  const copy = copyOf(input, lesson({ status: 'held', cancelReason: 'x' }));
  assert.equal(copy.status, 'planned');
  assert.deepEqual(copy.bookings, [{ clientId: 11 }]);
  assert.ok(!('cancelReason' in copy) && !('trainerId' in copy));
});
test('what is known as busy time only cannot be copied', () => {
  const { kindId: _kind, status: _status, ...busy } = lesson();
  assert.equal(copyInput(9, busy, at, undefined), null);
});
test('a week is copied without what is there, with what stands in the way, and never what was cancelled', () => {
  const week = [lesson(), lesson({ id: 2, startMin: 720, status: 'held', bookings: [{ clientId: 12 }] }), lesson({ id: 3, startMin: 800, status: 'cancelled' }), lesson({ id: 4, onDate: '2026-11-25', startMin: 900 })];
  const next = [lesson({ id: 20, onDate: '2026-12-01' }), lesson({ id: 21, onDate: '2026-12-01', startMin: 700, bookings: [{ clientId: 30 }] })];
  assert.deepEqual(weekCopies(week, next, places, (d) => d === '2026-12-02').map((c) => [c.lesson.id, c.onDate, c.state]), [[1, '2026-12-01', 'exists'], [2, '2026-12-01', 'clash'], [4, '2026-12-02', 'closed']]);
});
test('a range goes from the one picked before to this one, in either direction', () => {
  assert.deepEqual(rangeBetween([4, 8, 2, 6], 8, 6), [8, 2, 6]);
  assert.deepEqual(rangeBetween([4, 8, 2, 6], 2, 4), [4, 8, 2]);
  assert.deepEqual(rangeBetween([4, 8], null, 8), [8]);
});
test('somebody in several lessons is told once', () => {
  const told = peopleToTell([lesson({ id: 2, startMin: 800, status: 'cancelled' }), lesson(), lesson({ id: 3, bookings: [{ clientId: 12 }], startMin: 500 })]);
  assert.deepEqual(told.map((x) => [x.clientId, x.planned.map((l) => l.id), x.cancelled.map((l) => l.id)]), [[12, [3], []], [11, [1], [2]]]);
  assert.equal(listText([['а\tб', '1'], ['в', '2']]), 'а б\t1\nв\t2');
});
test('a sheet has what takes place, and an empty weekend takes no room on it', () => {
  const all = [lesson({ id: 2, startMin: 700 }), lesson(), lesson({ id: 3, status: 'cancelled' }), lesson({ id: 4, trainerId: 8 })];
  assert.deepEqual(printed(all, 'week', null).map((l) => l.id), [1, 4, 2]);
  assert.deepEqual(printed(all, 'trainer', 8).map((l) => l.id), [4]);
  const days = daysOf('week', '2026-11-24');
  assert.equal(days[0], '2026-11-23');
  assert.equal(shownDays(days, all).length, 5);
  assert.equal(shownDays(days, [lesson({ onDate: '2026-11-29' })]).length, 6);
});
test('type shrinks until it fits, not further than can be read', () => {
  assert.equal(scaleToFit(() => true), 1);
  assert.ok(Math.abs(scaleToFit((s) => s <= 0.8) - 0.8) < 0.03);
  assert.equal(scaleToFit(() => false), 0.3);
});
