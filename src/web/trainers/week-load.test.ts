import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weekLoad } from './week-load.ts';

const lesson = (given: object = {}) => ({ trainerId: 7, status: 'planned' as const, durationMin: 55, ...given });

test('lessons of the trainer are counted, cancelled ones, blocks and those of others are not; hours of single days go before those of the week', () => {
  const on: Record<string, ReturnType<typeof lesson>[]> = {
    '2026-11-23': [lesson(), lesson({ status: 'held', durationMin: 60 }), lesson({ status: 'cancelled' }), lesson({ block: 'rent' }), lesson({ trainerId: 8 })],
    '2026-11-25': [lesson()],
  };
  const times = { hours: [{ weekday: 1, startMin: 540, endMin: 780 }, { weekday: 1, startMin: 840, endMin: 900 }], dayHours: [{ onDate: '2026-11-25', spans: [{ startMin: 600, endMin: 660 }] }] };
  const days = weekLoad(7, times, '2026-11-23', (date) => on[date] ?? []);
  assert.deepEqual(days.map((d) => [d.count, d.minutes, d.openMin]), [[2, 115, 300], [0, 0, 0], [1, 55, 60], [0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]]);
  assert.equal(weekLoad(7, { hours: [] }, '2026-11-23', () => [])[0]?.openMin, null);
});
