import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LessonView } from '../sync/store.svelte.ts';
import { addMonths, fitting, inOrder, loadOf, monthDays } from './month-model.ts';

test('a month has whole weeks from Monday to Sunday', () => {
  const november = monthDays('2026-11-22');
  assert.equal(november.length, 42);
  assert.deepEqual([november[0], november.at(-1)], ['2026-10-26', '2026-12-06']);
  assert.equal(monthDays('2027-02-10').length, 28);
  assert.equal(monthDays('2026-10-01').length, 35);
});
test('months go on over the end of a year, and a shorter one ends earlier', () => {
  assert.equal(addMonths('2026-12-15', 1), '2027-01-15');
  assert.equal(addMonths('2027-01-31', 1), '2027-02-28');
  assert.equal(addMonths('2027-01-01', -1), '2026-12-01');
});
test('lessons of a day stand by time; a cancelled one is no load', () => {
  const lesson = (id: number, startMin: number, status: LessonView['status']): LessonView => ({ id, rev: 1, onDate: '2026-11-23', startMin, durationMin: 60, ...(status && { status }) });
  const day = [lesson(2, 700, 'planned'), lesson(1, 600, 'cancelled'), lesson(3, 600, undefined)];
  assert.deepEqual(inOrder(day).map((l) => l.id), [1, 3, 2]);
  assert.equal(loadOf(day), 120);
});
test('where a day has not room for all, cancelled lessons yield theirs', () => {
  const day = (...statuses: NonNullable<LessonView['status']>[]) => statuses.map((status, id): LessonView => ({ id, rev: 1, onDate: '2026-11-23', startMin: 600 + id, durationMin: 60, status }));
  const shown = (room: number, lessons: LessonView[]) => fitting(lessons, room).map((l) => l.id);
  assert.deepEqual(shown(2, day('cancelled', 'planned', 'held')), [1, 2]);
  assert.deepEqual(shown(2, day('cancelled', 'planned', 'cancelled')), [0, 1]);
  assert.deepEqual(shown(3, day('cancelled', 'planned', 'cancelled')), [0, 1, 2]);
  assert.deepEqual(shown(1, day('planned', 'planned')), [0]);
});
