import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Absence, Closure } from '../../contract/entities.ts';
import { awayIn, awayOn, windowsOn } from './away.ts';

const today = '2026-11-24';
const absence = (given: Partial<Absence> = {}): Absence => ({ id: 1, rev: 1, trainerId: 7, fromOn: '2026-11-24', fromMin: 600, toOn: '2026-11-26', toMin: 720, ...given });
const closure = (given: Partial<Closure> = {}): Closure => ({ id: 1, rev: 1, fromOn: today, fromMin: 900, reason: 'Світло', isOver: false, ...given });

test('the first day from its minute, the days between whole, the last until its minute', () => {
  assert.deepEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'].map((d) => windowsOn(d, [absence()], today)), [[], [{ from: 600, to: 1440 }], [{ from: 0, to: 1440 }], [{ from: 0, to: 720 }], []]);
  assert.deepEqual(windowsOn('2026-11-26', [absence({ toMin: 0 })], today), [], 'midnight is the end of the day before');
});
test('closed until nobody knows when: until the end of today, and of the days since', () => {
  assert.deepEqual([windowsOn(today, [closure()], today), windowsOn('2026-11-25', [closure()], today), windowsOn('2026-11-25', [closure()], '2026-11-25')], [[{ from: 900, to: 1440 }], [], [{ from: 0, to: 1440 }]]);
});
test('a column is hatched for its own trainer, its own room and the whole studio; what is over hatches nothing', () => {
  const date = today;
  const hatched = (column: object, closures: Closure[] = []) => awayIn({ key: '', date, ...column }, [absence()], closures, today).map((w) => w.from);
  assert.deepEqual([hatched({ trainerId: 7 }), hatched({ onlyTrainerId: 7 }), hatched({ trainerId: 8 }), hatched({})], [[600], [600], [], []]);
  assert.deepEqual([hatched({}, [closure()]), hatched({ roomId: 3 }, [closure({ roomId: 3 })]), hatched({ roomId: 4 }, [closure({ roomId: 3 })]), hatched({}, [closure({ isOver: true })])], [[900], [900], [], []]);
  assert.deepEqual([awayOn(date, [absence(), absence({ id: 2, trainerId: 9 })], today), awayOn('2026-11-27', [absence()], today)], [[7, 9], []]);
});
