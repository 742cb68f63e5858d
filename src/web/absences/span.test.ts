import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasBegun, isOver, spanOf } from './span.ts';

const draft = { fromOn: '2026-11-24', fromMin: 600, toOn: '2026-11-24', toMin: 720, isWholeDays: false };

test('whole days go to the end of the last; hours need both times in order, midnight being the end of the day', () => {
  assert.deepEqual(spanOf({ ...draft, isWholeDays: true }), { fromOn: '2026-11-24', fromMin: 0, toOn: '2026-11-24', toMin: 1440 });
  assert.deepEqual(spanOf(draft), { fromOn: '2026-11-24', fromMin: 600, toOn: '2026-11-24', toMin: 720 });
  assert.equal(spanOf({ ...draft, toMin: 0 })?.toMin, 1440);
  assert.deepEqual([spanOf({ ...draft, toMin: null }), spanOf({ ...draft, toMin: 600 }), spanOf({ ...draft, toOn: '2026-11-23', isWholeDays: true }), spanOf({ ...draft, toOn: '' })], [null, null, null, null]);
});
test('it is over at its last minute and has begun at its first; without an end it is never over', () => {
  assert.deepEqual([isOver(draft, { date: '2026-11-24', minute: 719 }), isOver(draft, { date: '2026-11-24', minute: 720 }), isOver({}, { date: '2030-01-01', minute: 0 })], [false, true, false]);
  assert.deepEqual([hasBegun(draft, { date: '2026-11-24', minute: 599 }), hasBegun(draft, { date: '2026-11-24', minute: 600 })], [false, true]);
});
