import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { duringOf, isRepeated, isZone, localOf } from './studio-time.ts';

const KYIV = 'Europe/Kyiv';
const at = (iso: string) => Date.parse(iso);

describe('studio time', () => {
  it('keeps 18:00 at 18:00 across both clock changes', () => {
    for (const [onDate, utc] of [['2027-03-26', '16:00'], ['2027-03-29', '15:00'], ['2027-10-29', '15:00'], ['2027-11-01', '16:00']] as const) {
      assert.equal(duringOf({ onDate, startMin: 18 * 60, durationMin: 60 }, KYIV)?.fromMs, at(`${onDate}T${utc}:00Z`));
    }
  });
  it('has no instant for an hour that the clock jumps over', () => {
    assert.equal(duringOf({ onDate: '2027-03-28', startMin: 3 * 60 + 30, durationMin: 60 }, KYIV), null);
    assert.ok(duringOf({ onDate: '2027-03-28', startMin: 4 * 60, durationMin: 60 }, KYIV));
  });
  it('tells the first from the second of an hour that comes twice', () => {
    const time = { onDate: '2026-10-25', startMin: 3 * 60 + 30, durationMin: 60 };
    const first = duringOf(time, KYIV);
    const second = duringOf({ ...time, fold: 1 }, KYIV);
    assert.ok(first && second);
    assert.equal(second.fromMs - first.fromMs, 3_600_000);
    assert.ok(isRepeated(time.onDate, time.startMin, KYIV));
    assert.ok(!isRepeated(time.onDate, 5 * 60, KYIV));
  });
  it('measures length in elapsed minutes over a clock change', () => {
    const during = duringOf({ onDate: '2027-03-28', startMin: 2 * 60, durationMin: 120 }, KYIV);
    assert.ok(during);
    assert.deepEqual(localOf(during.toMs, KYIV), { onDate: '2027-03-28', startMin: 5 * 60 });
  });
  it('gives a local time back from its own instant', () => {
    const arbitrary = fc.record({ day: fc.integer({ min: 0, max: 4000 }), startMin: fc.integer({ min: 0, max: 1439 }), zone: fc.constantFrom(KYIV, 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC') });
    fc.assert(fc.property(arbitrary, ({ day, startMin, zone }) => {
      const onDate = new Date(at('2024-01-01') + day * 86_400_000).toISOString().slice(0, 10);
      const during = duringOf({ onDate, startMin, durationMin: 60 }, zone);
      if (during) assert.deepEqual(localOf(during.fromMs, zone), { onDate, startMin });
    }));
  });
  it('knows zones by name and refuses bare offsets', () => {
    assert.ok(isZone(KYIV));
    assert.ok(!isZone('Europe/Nowhere'));
    assert.ok(!isZone('+02:00'));
  });
});
