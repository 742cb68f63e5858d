// Tests of telling changes by others from one's own echoes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from './fake-clock.test-part.ts';
import { Notices } from './notices.ts';

function setUp() {
  const clock = new FakeClock();
  const notices = new Notices(clock);
  const told: number[] = [];
  notices.listen((change) => told.push(change.id));
  const change = (id: number) => ({ id, before: undefined, after: undefined });
  return { clock, notices, told, change };
}
test('a change by somebody else is told at once when nothing of ours is on its way', () => {
  const { notices, told, change } = setUp();
  notices.seen(change(1), 10);
  assert.deepEqual(told, [1]);
});
test('the echo of an own write is not told, even when it comes before the answer', () => {
  const { notices, told, change } = setUp();
  notices.writes(1);
  notices.seen(change(1), 10);
  notices.seen(change(2), 11);
  notices.ownRev(10);
  notices.writes(0);
  assert.deepEqual(told, [2]);
});
test('news does not wait for an unanswered write longer than a second', () => {
  const { clock, notices, told, change } = setUp();
  notices.writes(1);
  notices.seen(change(1), 10);
  clock.advance(999);
  assert.deepEqual(told, []);
  clock.advance(1);
  assert.deepEqual(told, [1]);
});
