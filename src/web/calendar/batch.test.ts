import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveOrder, movedTime, runBatch } from './batch.ts';

const pace = { burst: 2, everyMs: 60, wait: () => Promise.resolve() };
const at = (id: number, onDate: string, startMin: number) => ({ id, onDate, startMin });

test('calls go one after another, and what is refused does not stop the others', async () => {
  let underWay = 0;
  const result = await runBatch([1, 2, 3], async (n) => {
    assert.equal(++underWay, 1);
    await Promise.resolve();
    underWay--;
    return n === 2 ? { revs: [], warnings: [], refusal: { code: 'conflict' as const } } : { revs: [n * 10], warnings: [], refusal: null };
  }, { pace });
  assert.deepEqual(result.revs, [30, 10]);
  assert.deepEqual(result.done, [1, 3]);
  assert.deepEqual(result.refused, [{ item: 2, refusal: { code: 'conflict' } }]);
});
test('after the burst it waits before each, and it can be stopped', async () => {
  let waits = 0;
  let through = 0;
  await runBatch([1, 2, 3, 4], async () => ({ revs: [1], warnings: [], refusal: null }), { pace: { ...pace, wait: async () => { waits++; } }, progress: (n) => { through = n; }, isStopped: () => through === 3 });
  assert.equal(waits, 1);
  assert.equal(through, 3);
});
test('the foremost in the direction of the move goes first', () => {
  const lessons = [at(1, '2026-11-24', 600), at(2, '2026-11-23', 700), at(3, '2026-11-24', 660)];
  assert.deepEqual(moveOrder(lessons, 15).map((l) => l.id), [3, 1, 2]);
  assert.deepEqual(moveOrder(lessons, -15).map((l) => l.id), [2, 1, 3]);
});
test('minutes go over midnight into the next day and back', () => {
  assert.deepEqual(movedTime(at(1, '2026-11-24', 1430), 0, 30), { onDate: '2026-11-25', startMin: 20 });
  assert.deepEqual(movedTime(at(1, '2026-11-24', 10), 7, -30), { onDate: '2026-11-30', startMin: 1420 });
});
