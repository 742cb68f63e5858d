import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { assign, seat, type Seated } from './places.ts';
import { overlaps } from './studio-time.ts';

const lesson = (id: number, fromMs: number, toMs: number, slots: number[] = [], extra: Partial<Seated> = {}): Seated => ({ id, fromMs, toMs, need: Math.max(1, slots.length), slots, pinned: [], isFixed: false, ...extra });

describe('seating', () => {
  it('gives the lowest free place', () => {
    assert.deepEqual(seat(lesson(1, 0, 10), [lesson(2, 0, 10, [1])], [1, 2, 3]), new Map([[1, [2]]]));
  });
  it('keeps the present place when it is still free', () => {
    assert.deepEqual(seat(lesson(1, 0, 10, [3]), [lesson(2, 0, 10, [1])], [1, 2, 3]), new Map([[1, [3]]]));
  });
  it('lets back-to-back lessons share a place', () => {
    assert.deepEqual(seat(lesson(1, 10, 20), [lesson(2, 0, 10, [1]), lesson(3, 20, 30, [1])], [1]), new Map([[1, [1]]]));
  });
  it('reshuffles others when no single place is free throughout', () => {
    const moved = seat(lesson(1, 0, 20), [lesson(2, 0, 10, [1]), lesson(3, 10, 20, [2])], [1, 2]);
    assert.ok(moved);
    assert.ok(moved.has(1) && moved.size > 1, 'somebody else had to move');
  });
  it('never moves a pinned or a held lesson', () => {
    assert.equal(seat(lesson(1, 0, 20), [lesson(2, 0, 10, [1], { pinned: [1] }), lesson(3, 10, 20, [2], { isFixed: true })], [1, 2]), null);
  });
  it('gives nothing in a room with too few places', () => {
    assert.equal(seat({ ...lesson(1, 0, 10), need: 3 }, [lesson(2, 0, 10, [1])], [1, 2, 3]), null);
  });
  it('finds a seating whenever fewer than all places are ever needed at once, and no place twice', () => {
    const arbitrary = fc.record({
      places: fc.integer({ min: 1, max: 6 }),
      lessons: fc.array(fc.record({ from: fc.integer({ min: 0, max: 40 }), length: fc.integer({ min: 1, max: 12 }), need: fc.integer({ min: 1, max: 3 }) }), { maxLength: 14 }),
    });
    fc.assert(fc.property(arbitrary, ({ places, lessons }) => {
      const usable = Array.from({ length: places }, (_, i) => i + 1);
      const seated: Seated[] = [];
      for (const [i, l] of lessons.entries()) {
        const target: Seated = { id: i + 1, fromMs: l.from, toMs: l.from + l.length, need: l.need, slots: [], pinned: [], isFixed: false };
        const result = seat(target, seated, usable);
        const most = Math.max(...Array.from({ length: 60 }, (_, t) => [...seated, target].filter((s) => s.fromMs <= t && t < s.toMs).reduce((n, s) => n + s.need, 0)));
        assert.equal(result !== null, most <= places, 'a seating exists exactly when the room is large enough at every moment');
        if (!result) continue;
        seated.push(target);
        for (const [id, slots] of result) Object.assign(seated.find((s) => s.id === id) ?? {}, { slots });
        for (const a of seated) {
          assert.equal(a.slots.length, a.need);
          for (const b of seated) if (a !== b && overlaps(a, b)) assert.ok(!a.slots.some((s) => b.slots.includes(s)), 'one place, one lesson');
        }
      }
    }), { numRuns: 300 });
  });
});

describe('places of people', () => {
  it('are kept where they are, the pinned before the rest, and given in order otherwise', () => {
    const given = assign([{ clientId: 1, slot: 2 }, { clientId: 2, slot: 2, isPinned: true }, { clientId: 3 }], [1, 2, 3]);
    assert.deepEqual(given, [{ clientId: 1, slot: 1 }, { clientId: 2, slot: 2, isPinned: true }, { clientId: 3, slot: 3 }]);
  });
  it('are absent for those whom the places do not reach', () => {
    assert.deepEqual(assign([{ clientId: 1 }, { clientId: 2 }], [4]), [{ clientId: 1, slot: 4 }, { clientId: 2 }]);
  });
});
