import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endMembership, isMemberFrom, isMemberOn, mostMembersFrom } from './membership.ts';

const ended = { clientId: 1, fromOn: '2026-01-10', toOn: '2026-03-31' };
const open = { clientId: 2, fromOn: '2026-02-01' };
const later = { clientId: 1, fromOn: '2026-09-01' };

test('the last day of a membership is still inside', () => {
  assert.equal(isMemberOn(ended, '2026-03-31'), true);
  assert.equal(isMemberOn(ended, '2026-04-01'), false);
  assert.equal(isMemberOn(ended, '2026-01-09'), false);
  assert.equal(isMemberOn(open, '2199-01-01'), true);
});
test('the fullest day from a day on counts, those who join later included', () => {
  const members = [ended, open, later];
  assert.equal(mostMembersFrom(members, '2026-02-15'), 2);
  assert.equal(mostMembersFrom(members, '2026-05-01'), 2, 'in September there are two again');
  assert.equal(mostMembersFrom([ended, open], '2026-05-01'), 1);
  assert.equal(mostMembersFrom([], '2026-05-01'), 0);
});
test('who left may join again from the day after', () => {
  assert.equal(isMemberFrom([ended], 1, '2026-03-31'), true);
  assert.equal(isMemberFrom([ended], 1, '2026-04-01'), false);
  assert.equal(isMemberFrom([ended, later], 1, '2026-04-01'), true);
  assert.equal(isMemberFrom([ended, later], 2, '2026-04-01'), false);
});
test('leaving ends what runs and drops what would begin later', () => {
  assert.deepEqual(endMembership([ended, open, later], 1, '2026-06-01'), { ended: [], dropped: [later] });
  assert.deepEqual(endMembership([ended, open, later], 1, '2026-03-01'), { ended: [ended], dropped: [later] });
  assert.deepEqual(endMembership([ended, open], 1, '2026-03-31'), { ended: [], dropped: [] });
});
