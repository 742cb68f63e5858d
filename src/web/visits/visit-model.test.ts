import assert from 'node:assert/strict';
import { test } from 'node:test';
import { USUAL_POLICY } from '../../domain/policy.ts';
import { actsOf, dueLesson, lessonsText, placesOf, type Place } from './visit-model.ts';

const now = { today: '2026-11-23', nowMin: 600 };
const at = (onDate: string, startMin: number, status: 'planned' | 'held' | 'cancelled' = 'planned') => ({ onDate, startMin, status });
const acts = (place: Place, lesson: ReturnType<typeof at>, isStaff = true) => {
  const { first, more } = actsOf(place, lesson, now, USUAL_POLICY, isStaff);
  return `${first.join(' ')} | ${more.join(' ')}`;
};

test('what is one touch away follows the clock', () => {
  const booked = { clientId: 1 };
  assert.equal(acts(booked, at('2026-11-23', 590)), 'attended noShow | cancelledLate excused cancelledByStudio');
  assert.equal(acts(booked, at('2026-11-23', 660)), 'attended cancelledLate | excused cancelledByStudio');
  assert.equal(acts(booked, at('2026-11-25', 660)), 'cancelledInTime | excused cancelledByStudio');
  assert.equal(acts(booked, at('2026-11-23', 590, 'cancelled')), ' | ');
});
test('a mark can be taken back, and staff forgive what it took', () => {
  assert.equal(acts({ clientId: 1, state: 'noShow', takenHalves: 2 }, at('2026-11-23', 590)), 'undo forgive | attended cancelledLate excused cancelledByStudio');
  assert.equal(acts({ clientId: 1, state: 'noShow', takenHalves: 2 }, at('2026-11-23', 590), false), 'undo | attended cancelledLate excused cancelledByStudio');
  assert.equal(acts({ clientId: 1, state: 'attended', chargedMinor: 5 }, at('2026-11-23', 590)), 'undo | noShow cancelledLate excused cancelledByStudio forgive');
  assert.equal(acts({ clientId: 1, state: 'cancelledLate', takenHalves: 2, isForgiven: true }, at('2026-11-23', 590)), 'undo | attended noShow excused cancelledByStudio');
});
test('halves are said as lessons', () => assert.deepEqual([0, 1, 2, 3, 16].map(lessonsText), ['0', '½', '1', '1½', '8']));
test('who comes in comes for the lesson that is near or on, else for the next one', () => {
  const lesson = (id: number, startMin: number, state?: 'attended') => ({ id, startMin, durationMin: 55, status: 'planned' as const, bookings: [{ clientId: 1, ...(state && { state }) }] });
  const due = (...lessons: ReturnType<typeof lesson>[]) => dueLesson(lessons, 1, 600)?.id;
  assert.equal(due(lesson(1, 700), lesson(2, 560)), 2);
  assert.equal(due(lesson(1, 700), lesson(2, 560, 'attended')), 1);
  assert.equal(due(lesson(1, 300)), undefined);
  assert.equal(dueLesson([lesson(1, 600)], 2, 600), null);
});
test('whoever has called off and is coming back is one person', () => {
  const [left, back] = [{ clientId: 1, state: 'cancelledLate' as const }, { clientId: 1, state: 'attended' as const }];
  assert.deepEqual(placesOf({ calledOff: [left] }), [left]);
  assert.deepEqual(placesOf({ bookings: [back], calledOff: [left, { clientId: 2, state: 'excused' }] }).map((p) => `${p.clientId} ${p.state}`), ['1 attended', '2 excused']);
});
