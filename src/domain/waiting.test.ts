import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { freeFor, OFFER_MS, settleLine, type Waiter } from './waiting.ts';

const NOW = 1_000_000_000;
const HOUR = 3_600_000;
const places = (free: number, lastMs = Infinity) => ({ free, nowMs: NOW, lastMs });

test('free places are offered in order, each for the same time', () => {
  assert.deepEqual(settleLine([{}, {}, {}], places(2)), [{ offeredUntil: NOW + OFFER_MS }, { offeredUntil: NOW + OFFER_MS }, {}]);
});
test('an offer that ran out lapses and the next in line is asked; who let one lapse is not asked again by itself', () => {
  assert.deepEqual(settleLine([{ offeredUntil: NOW }, {}], places(1)), [{ hasLapsed: true }, { offeredUntil: NOW + OFFER_MS }]);
  assert.deepEqual(settleLine([{ hasLapsed: true }], places(1)), [{ hasLapsed: true }]);
});
test('an offer whose place is taken is taken back without blame', () => {
  assert.deepEqual(settleLine([{ offeredUntil: NOW + HOUR }, { offeredUntil: NOW + HOUR }], places(1)), [{ offeredUntil: NOW + HOUR }, {}]);
});
test('an offer ends where offers end, and past that there are none', () => {
  assert.deepEqual(settleLine([{ offeredUntil: NOW + 3 * HOUR }, {}], places(2, NOW + HOUR)), [{ offeredUntil: NOW + HOUR }, { offeredUntil: NOW + HOUR }]);
  assert.deepEqual(settleLine([{ offeredUntil: NOW + HOUR }, {}], places(2, NOW)), [{}, {}]);
});
test('a place kept for somebody else is not free for this one', () => {
  const line = [{ clientId: 1, offeredUntil: NOW + HOUR }, { clientId: 2 }];
  assert.deepEqual([freeFor(line, 1, 1, NOW), freeFor(line, 2, 1, NOW), freeFor(line, 2, 1, NOW + HOUR)], [1, 0, 1]);
});
test('whatever the line: no more live offers than places, nobody is lost, and settling again changes nothing', () => {
  const waiter = fc.record({ offeredUntil: fc.option(fc.integer({ min: NOW - HOUR, max: NOW + HOUR }), { nil: undefined }), hasLapsed: fc.option(fc.constant(true), { nil: undefined }) });
  fc.assert(fc.property(fc.array(waiter, { maxLength: 12 }), fc.integer({ min: -1, max: 6 }), fc.integer({ min: NOW - HOUR, max: NOW + 2 * HOUR }), (line: Waiter[], free, lastMs) => {
    const once = settleLine(line, places(free, lastMs));
    assert.equal(once.length, line.length);
    const offers = once.filter((w) => w.offeredUntil !== undefined);
    assert.ok(offers.length <= Math.max(0, free));
    assert.ok(offers.every((w) => (w.offeredUntil ?? 0) > NOW && (w.offeredUntil ?? 0) <= lastMs));
    assert.deepEqual(settleLine(once, places(free, lastMs)), once);
  }));
});
