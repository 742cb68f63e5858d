import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Subscription } from '../contract/entities.ts';
import { USUAL_POLICY } from './policy.ts';
import { renewalReason, renewals } from './renewal.ts';

const TODAY = '2026-11-23';
const one = (more: Partial<Subscription> = {}): Subscription => ({
  id: 1, rev: 1, clientId: 1, name: '8 занять', priceMinor: 1, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0,
  soldOn: '2026-11-01', startOn: '2026-11-01', endOn: '2026-12-20', leftHalves: 10, usedHalves: 6, bookedHalves: 0, ...more,
});
const reason = (more: Partial<Subscription>) => renewalReason(one(more), TODAY, USUAL_POLICY);

test('a subscription runs out by its lessons or by its term', () => {
  assert.equal(reason({}), null);
  assert.equal(reason({ leftHalves: 4, usedHalves: 12 }), 'lessonsLeft');
  assert.equal(reason({ leftHalves: 2, usedHalves: 14 }), 'lastLesson');
  assert.equal(reason({ leftHalves: 0, usedHalves: 16 }), 'used');
  assert.equal(reason({ endOn: '2026-11-30' }), 'endsSoon');
  assert.equal(reason({ endOn: '2026-12-01' }), null);
  assert.equal(reason({ endOn: '2026-11-22' }), 'ended');
  assert.equal(reason({ endOn: '2026-10-20', startOn: '2026-10-01' }), null, 'over for a month');
  assert.equal(reason({ closedAs: 'refunded', leftHalves: 0 }), null);
  assert.equal(reason({ lessonCount: 1, leftHalves: 2, usedHalves: 0 }), null, 'one that nobody has begun');
  assert.equal(reason({ endOn: '2026-11-30', freezes: [{ fromOn: '2026-11-20' }] }), null, 'frozen without an end');
});
test('who has something else is not on the list, and each client is on it once, what is over first', () => {
  const { startOn: _s, endOn: _e, ...next } = one({ id: 3, clientId: 2, soldOn: '2026-11-20', leftHalves: 16, usedHalves: 0 });
  const found = renewals([
    one({ leftHalves: 2, usedHalves: 14 }), one({ id: 2, clientId: 2, leftHalves: 2, usedHalves: 14 }), next,
    one({ id: 4, clientId: 3, leftHalves: 0, usedHalves: 16 }), one({ id: 5, clientId: 3, soldOn: '2026-11-10', endOn: '2026-11-25' }),
  ], TODAY, USUAL_POLICY);
  assert.deepEqual(found.map((r) => [r.subscription.id, r.reason]), [[1, 'lastLesson'], [5, 'endsSoon']]);
});
