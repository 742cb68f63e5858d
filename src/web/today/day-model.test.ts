import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LessonView } from '../sync/store.svelte.ts';
import { isUnmarked, peopleOf, phasesOf, shownLessons, unconfirmedOf } from './day-model.ts';

const lesson = (id: number, startMin: number, more: Partial<LessonView> = {}): LessonView => ({ id, rev: 1, onDate: '2026-11-23', startMin, durationMin: 55, status: 'planned', trainerId: 1, ...more });
const ids = (lessons: readonly LessonView[]) => lessons.map((l) => l.id).join(' ');

test('a day at ten: what is on, what begins within the next half hour, what comes later, what is over', () => {
  const day = shownLessons([lesson(6, 720), lesson(1, 480), lesson(2, 600), lesson(3, 555), lesson(4, 660), lesson(5, 685), lesson(7, 690), lesson(8, 600, { status: 'cancelled' }), lesson(9, 600, { block: 'break' })], undefined);
  const { now, next, later, over } = phasesOf(day, 600);
  assert.deepEqual([ids(now), ids(next), ids(later), ids(over)], ['3 2', '4 5', '7 6', '1']);
  assert.deepEqual(phasesOf([], 600), { now: [], next: [], later: [], over: [] });
});
test('a trainer has the own lessons; busy time of others is none', () => {
  const { status: _, ...busy } = lesson(2, 610);
  assert.equal(ids(shownLessons([lesson(1, 600), busy, lesson(3, 620, { trainerId: 2 })], 1)), '1');
});
test('people come in the order of their lessons', () => {
  const day = [lesson(1, 600, { bookings: [{ clientId: 5, isPaid: true, state: 'attended' }, { clientId: 6 }] }), lesson(2, 700, { bookings: [{ clientId: 5 }] })];
  assert.deepEqual(peopleOf(day, (b) => !b.isPaid).map((p) => [p.lesson.id, p.clientId]), [[1, 6], [2, 5]]);
  assert.deepEqual(day.map(isUnmarked), [true, true]);
  assert.equal(isUnmarked(lesson(1, 600, { bookings: [{ clientId: 5, state: 'noShow' }] })), false);
});
test('once somebody of the day has been asked, who has not confirmed is counted, of what is still ahead', () => {
  const day = [lesson(1, 600, { bookings: [{ clientId: 5 }] }), lesson(2, 700, { bookings: [{ clientId: 5 }, { clientId: 6, answer: 'noAnswer' }, { clientId: 7, state: 'attended' }] })];
  assert.deepEqual(unconfirmedOf(day, 650).map((p) => p.clientId), [5, 6]);
  assert.deepEqual(unconfirmedOf(day, 500).map((p) => p.clientId), [5, 5, 6]);
  assert.deepEqual(unconfirmedOf([lesson(1, 600, { bookings: [{ clientId: 5 }] })], 500), []);
  assert.deepEqual(unconfirmedOf([lesson(1, 600, { bookings: [{ clientId: 5, answer: 'confirmed' }] })], 500), []);
});
