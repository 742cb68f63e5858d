import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMoved, rowsOf, takenOut, type SeriesLesson } from './series-rows.ts';

const lesson = (id: number, seriesOn: string, more: Partial<SeriesLesson> = {}): SeriesLesson => ({ id, onDate: seriesOn, startMin: 600, durationMin: 55, status: 'planned', seriesOn, seriesMin: 600, ...more });

test('ahead in order of time, past the latest first, and dates without a lesson among them', () => {
  const lessons = [lesson(1, '2026-11-02'), lesson(2, '2026-11-09', { onDate: '2026-11-10', isChanged: true }), lesson(4, '2026-11-30'), lesson(3, '2026-11-23')];
  const leftOut = [{ onDate: '2026-11-16', startMin: 600, why: 'room' as const }, { onDate: '2026-12-07', startMin: 600 }, { onDate: '2026-12-14', startMin: 600 }, { onDate: '2026-11-02', startMin: 600 }];
  const { ahead, past } = rowsOf(lessons, { leftOut, untilOn: '2026-12-10' }, '2026-11-23');
  assert.deepEqual(past.map((r) => r.lesson?.id ?? r.left?.why), ['room', 2, 1], 'a date that has a lesson after all is not told twice');
  assert.deepEqual(ahead.map((r) => r.lesson?.id ?? r.onDate), [3, 4, '2026-12-07'], 'after the end nothing is missing');
  assert.deepEqual(lessons.map(isMoved), [false, true, false, false]);
});
test('ending takes out planned lessons from that day on, and counts those changed by hand apart', () => {
  const lessons = [lesson(1, '2026-11-23'), lesson(2, '2026-11-30', { isChanged: true }), lesson(3, '2026-12-07'), lesson(4, '2026-12-14', { status: 'cancelled' })];
  const { ahead } = rowsOf(lessons, { leftOut: [{ onDate: '2026-12-21', startMin: 600 }] }, '2026-11-23');
  assert.deepEqual(takenOut(ahead, '2026-11-30'), { plain: 1, changed: 1 });
});
