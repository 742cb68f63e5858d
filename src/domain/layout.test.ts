import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { packLanes } from './layout.ts';

const of = (id: number, start: number, end: number) => ({ id, start, end });
const lanesOf = (result: ReturnType<typeof packLanes>) => Object.fromEntries(result.packed.map((p) => [p.item.id, `${p.lane}/${p.lanes}x${p.span}`]));

test('lessons back to back share one lane', () => {
  assert.deepEqual(lanesOf(packLanes([of(1, 0, 60), of(2, 60, 120)])), { 1: '0/1x1', 2: '0/1x1' });
});
test('overlapping lessons stand side by side, the longer one first', () => {
  assert.deepEqual(lanesOf(packLanes([of(1, 0, 60), of(2, 0, 90), of(3, 60, 90)])), { 2: '0/2x1', 1: '1/2x1', 3: '1/2x1' });
});
test('a lesson widens over lanes that are free for all of its time', () => {
  assert.equal(lanesOf(packLanes([of(1, 0, 100), of(2, 0, 50), of(3, 0, 50), of(4, 60, 100)]))[4], '1/3x2');
});
test('a lesson reaches under those that begin once its own beginning has been seen, and no further', () => {
  const reachOf = (headMin?: number) => Object.fromEntries(packLanes([of(1, 0, 60), of(2, 15, 75), of(3, 20, 80), of(4, 60, 90)], Infinity, headMin).packed.map((p) => [p.item.id, p.reach]));
  assert.deepEqual(reachOf(15), { 1: 3, 2: 1, 3: 1, 4: 1 });
  assert.deepEqual(reachOf(16), { 1: 1, 2: 1, 3: 1, 4: 1 });
  assert.deepEqual(reachOf(), { 1: 1, 2: 1, 3: 1, 4: 1 }, 'unless it is asked for, nothing lies on anything');
});
test('what does not fit becomes one overflow in the last lane', () => {
  const forty = Array.from({ length: 40 }, (_, i) => of(i + 1, 600, 660));
  const { packed, overflows } = packLanes(forty, 4);
  assert.equal(packed.length, 3);
  assert.ok(packed.every((p) => p.lanes === 4 && p.span === 1));
  assert.equal(overflows.length, 1);
  assert.equal(overflows[0]?.items.length, 37);
  assert.equal(overflows[0]?.all.length, 40);
});
test('what is laid last goes into the overflow first, and nowhere else when there is room', () => {
  const last = { ...of(1, 600, 660), isLast: true };
  const live = [of(2, 600, 660), of(3, 600, 660), of(4, 605, 665)];
  const { packed, overflows } = packLanes([last, ...live], 3);
  assert.deepEqual(packed.map((p) => p.item.id).sort(), [2, 3]);
  assert.deepEqual(overflows.map((o) => o.items.map((item) => item.id)), [[1, 4]]);
  assert.deepEqual(packLanes([last, ...live.slice(0, 2)], 3).packed.map((p) => p.item.id), [1, 2, 3]);
  assert.deepEqual(packLanes([last, ...live.slice(0, 2)], 2).overflows.flatMap((o) => o.items.map((item) => item.id)), [1, 3]);
  const later = { ...of(5, 570, 600), isLast: true };
  assert.deepEqual(packLanes([last, later, ...live, of(6, 580, 700)], 3).packed.map((p) => [p.item.id, p.lane]), [[6, 0], [2, 1], [5, 1]], 'it takes a lane before a live one where that is free');
});
test('a long crowded morning overflows piece by piece, not as one block', () => {
  const rows = Array.from({ length: 6 }, (_, row) => Array.from({ length: 4 }, (_, hour) => of(row * 10 + hour, 540 + hour * 55 + row, 595 + hour * 55 + row))).flat();
  const { overflows } = packLanes(rows, 3);
  assert.ok(overflows.length >= 3);
  overflows.forEach((o, i) => assert.ok(o.start < o.end && o.end <= (overflows[i + 1]?.start ?? Infinity)));
});
test('a lesson widens into the overflow lane where nothing overflows', () => {
  const { packed } = packLanes([of(1, 0, 300), of(2, 0, 60), of(3, 0, 60), of(4, 0, 60), of(5, 120, 180)], 3);
  assert.deepEqual(packed.find((p) => p.item.id === 5)?.span, 2);
});
test('whatever the intervals, none is lost and none overlaps another in its lane', () => {
  const interval = fc.record({ start: fc.integer({ min: 0, max: 1400 }), length: fc.integer({ min: 5, max: 300 }), isLast: fc.boolean() });
  fc.assert(fc.property(fc.array(interval, { maxLength: 40 }), fc.integer({ min: 2, max: 8 }), (list, max) => {
    const items = list.map((l, id) => ({ ...of(id, l.start, l.start + l.length), isLast: l.isLast }));
    const { packed, overflows } = packLanes(items, max, 15);
    const ids = [...packed.map((p) => p.item.id), ...overflows.flatMap((o) => o.items.map((i) => i.id))];
    assert.equal(new Set(ids).size, items.length);
    assert.equal(ids.length, items.length);
    for (const a of packed) for (const b of packed) {
      if (a === b || a.item.end <= b.item.start || b.item.end <= a.item.start) continue;
      assert.ok(a.lane + a.span <= b.lane || b.lane + b.span <= a.lane, 'lanes do not overlap');
      assert.ok(a.lane + a.reach <= b.lane || b.lane + b.reach <= a.lane || (a.lane < b.lane ? b.item.start - a.item.start : a.item.start - b.item.start) >= 15, 'beginnings are not covered');
    }
  }));
});
