import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LessonKind } from '../../contract/entities.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { copyInput, copyOf } from './copy.ts';
import { shutIn, weekCopies } from './copy-week.ts';
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
  assert.deepEqual(weekCopies(week, next, places, (l) => (l.onDate === '2026-12-02' ? { what: 'closed' } : null)).map((c) => [c.lesson.id, c.onDate, c.state]), [[1, '2026-12-01', 'exists'], [2, '2026-12-01', 'clash'], [4, '2026-12-02', 'closed']]);
});
test('what has been called off in the next week is marked as that, unless an equal one takes place', () => {
  const off = lesson({ id: 20, onDate: '2026-12-01', status: 'cancelled' });
  const states = (next: LessonView[]) => weekCopies([lesson()], next, places, () => null).map((c) => c.state);
  assert.deepEqual(states([off]), ['cancelled']);
  assert.deepEqual(states([off, { ...off, id: 21, status: 'planned' }]), ['exists']);
  assert.deepEqual(states([{ ...off, startMin: 601 }]), ['free']);
});
test('what would meet an absence or closed time says so; a break is copied even there, a hold never is', () => {
  const block = (more: Partial<LessonView>): LessonView => { const { kindId: _kind, ...rest } = lesson({ bookings: [], block: 'break', ...more }); return rest; };
  const week = [lesson(), lesson({ id: 2, startMin: 1410, durationMin: 60 }), lesson({ id: 3, trainerId: 8, onDate: '2026-11-25' }), block({ id: 4, startMin: 780 }), block({ id: 5, startMin: 900, block: 'hold' }), lesson({ id: 6, onDate: '2026-11-26' }), lesson({ id: 7, onDate: '2026-11-27', trainerId: 8, roomId: 4 })];
  const away = { id: 1, rev: 1, trainerId: 7, fromOn: '2026-12-01', fromMin: 0, toOn: '2026-12-01', toMin: 655 };
  const night = { ...away, id: 2, fromOn: '2026-12-02', fromMin: 15, toOn: '2026-12-02', toMin: 1440 };
  const closure = { id: 3, rev: 1, roomId: 3, fromOn: '2026-12-02', fromMin: 0, toOn: '2026-12-02', toMin: 1440, reason: 'Ремонт', isOver: false };
  const shut = shutIn({ studio: { closedDays: [{ onDate: '2026-12-03', reason: 'Свято' }] }, absences: [away, night], closures: [closure, { ...closure, roomId: 4, fromOn: '2026-12-04', toOn: '2026-12-04', isOver: true }], today: '2026-11-24' });
  assert.deepEqual(weekCopies(week, [], places, shut).map((c) => [c.lesson.id, c.state, c.reason]), [
    [1, 'absence', undefined], [4, 'free', undefined], [2, 'absence', undefined], [3, 'closure', 'Ремонт'], [6, 'closed', 'Свято'], [7, 'free', undefined],
  ]);
  assert.deepEqual(weekCopies([block({ id: 4 })], [block({ id: 9, onDate: '2026-12-01' })], places, shut).map((c) => c.state), ['exists']);
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
