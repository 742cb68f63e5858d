import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LessonView } from '../sync/store.svelte.ts';
import { ahead, ownAmong, past } from './own-lessons.ts';

const lesson = (id: number, onDate: string, startMin: number, more: Partial<LessonView> = {}): LessonView => ({ id, rev: 1, onDate, startMin, durationMin: 60, status: 'planned', bookings: [{ clientId: 1 }], ...more });
test('own lessons are ahead until they are over; what was called off belongs to what was', () => {
  const own = ownAmong([
    lesson(1, '2026-11-24', 600), lesson(2, '2026-11-23', 500), lesson(3, '2026-11-23', 570), lesson(4, '2026-11-20', 600, { status: 'held', bookings: [{ clientId: 1, state: 'attended' }] }),
    lesson(5, '2026-11-25', 600, { bookings: [{ clientId: 2 }], calledOff: [{ clientId: 1, state: 'cancelledInTime' }] }), lesson(6, '2026-11-25', 700, { bookings: [{ clientId: 2 }] }),
    lesson(7, '2026-11-26', 700, { status: 'cancelled' }),
  ], 1);
  assert.deepEqual(own.map((o) => o.lesson.id), [1, 2, 3, 4, 5, 7]);
  assert.deepEqual(ahead(own, '2026-11-23', 600).map((o) => o.lesson.id), [3, 1]);
  assert.deepEqual(past(own, '2026-11-23', 600).map((o) => o.lesson.id), [7, 5, 2, 4]);
});
