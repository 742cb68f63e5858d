import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countChosen, NONE, NO_FILTER, onlyOne, passes, readFilter, toggled, wantedOf } from './filter.ts';

const lesson = { trainerId: 1, roomId: 4, status: 'planned' as const };

test('an empty filter lets every lesson through, busy time too', () => {
  assert.ok(passes(NO_FILTER, lesson));
  assert.ok(passes(NO_FILTER, {}));
});
test('a kind lets through what is ticked in it, and kinds narrow each other', () => {
  assert.ok(passes({ ...NO_FILTER, trainers: [1, 2] }, lesson));
  assert.ok(!passes({ ...NO_FILTER, trainers: [2] }, lesson));
  assert.ok(!passes({ ...NO_FILTER, trainers: [1], rooms: [5] }, lesson));
  assert.ok(!passes({ ...NO_FILTER, statuses: ['held'] }, lesson));
});
test('"without a trainer" can be ticked', () => {
  assert.ok(passes({ ...NO_FILTER, trainers: [NONE] }, { status: 'planned' }));
  assert.ok(!passes({ ...NO_FILTER, trainers: [NONE] }, lesson));
});
test('ticking twice is not ticking', () => {
  const once = toggled(NO_FILTER, 'groups', 3);
  assert.deepEqual(once.groups, [3]);
  assert.equal(countChosen(once), 1);
  assert.deepEqual(toggled(once, 'groups', 3), NO_FILTER);
});
test('what is no filter in storage is none', () => {
  for (const bad of [null, 7, 'x', [], { trainers: 'all', statuses: ['gone'] }, { rooms: [-1, 1.5, 'a', null] }]) assert.deepEqual(readFilter(bad), NO_FILTER);
  assert.deepEqual(readFilter({ trainers: [1], statuses: ['held'] }), { ...NO_FILTER, trainers: [1], statuses: ['held'] });
});
test('of columns side by side those that are chosen stay, and all where none of the chosen is there', () => {
  assert.deepEqual(wantedOf([], [null, 1, 2]), [null, 1, 2]);
  assert.deepEqual(wantedOf([2, NONE], [null, 1, 2]), [null, 2]);
  assert.deepEqual(wantedOf([7], [null, 1, 2]), [null, 1, 2]);
});
test('what is new is meant for the only one that is looked at', () => {
  assert.deepEqual([onlyOne([3]), onlyOne([3, 4]), onlyOne([NONE]), onlyOne([])], [3, undefined, undefined, undefined]);
});
