import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from './draft.ts';
import { exceptionsOf, keyOf, planOf, type Repeat, type SeriesDate } from './series.ts';

const draft: Draft = { onDate: '2026-11-24', startMin: 1080, fold: 0, durationMin: 55, trainerId: 7, roomId: null, kindId: 3, groupId: null, clientIds: [5], title: '', priceMinor: null, note: '', capacity: null, takesWholeRoom: null };
const free: SeriesDate = { onDate: '2026-11-24', startMin: 1080, durationMin: 55 };
const taken: SeriesDate = { ...free, onDate: '2026-12-01', conflicts: [{ what: 'trainer', id: 7 }] };
const closed: SeriesDate = { ...free, onDate: '2026-12-08', problem: 'closedDay' };

test('a plan has a slot for each weekday and leaves out what is not chosen', () => {
  assert.deepEqual(planOf(draft, { days: [2, 4], untilOn: '2027-02-01' }), {
    kindId: 3, trainerId: 7, clientIds: [5], slots: [{ weekday: 2, startMin: 1080, durationMin: 55 }, { weekday: 4, startMin: 1080, durationMin: 55 }], fromOn: '2026-11-24', untilOn: '2027-02-01',
  });
  const ends = (repeat: Repeat) => { const plan = planOf(draft, repeat); return [plan?.untilOn, plan?.count]; };
  assert.deepEqual([ends({ days: [2], count: 8 }), ends({ days: [2] })], [[undefined, 8], [undefined, undefined]]);
  assert.equal(planOf({ ...draft, kindId: null }, { days: [2], untilOn: '2027-02-01' }), null);
});
test('what is taken or closed is skipped unless it is given another trainer or time, or wanted all the same', () => {
  const skip = (d: SeriesDate) => ({ onDate: d.onDate, startMin: 1080, isSkipped: true });
  assert.deepEqual(exceptionsOf([free, taken, closed], new Map()), [skip(taken), skip(closed)]);
  assert.deepEqual(exceptionsOf([free, taken], new Map([[keyOf(free), { isSkipped: true }], [keyOf(taken), { trainerId: 9 }]])), [skip(free), { onDate: '2026-12-01', startMin: 1080, trainerId: 9 }]);
  assert.deepEqual(exceptionsOf([free, taken], new Map([[keyOf(taken), { toMin: 1140 }]])), [{ onDate: '2026-12-01', startMin: 1080, toMin: 1140 }]);
  assert.deepEqual(exceptionsOf([closed], new Map([[keyOf(closed), {}]])), []);
});
