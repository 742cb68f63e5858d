// Tests of requests on their way: numbering, repeating, waiting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeAnswer, decodeMessage, Reader } from '../../contract/frames.ts';
import { nothing, type Operation } from '../../contract/operation.ts';
import { ops } from '../../contract/ops.ts';
import { Outbox } from './outbox.ts';
import { Refused } from './refused.ts';
import { FakeClock } from './fake-clock.test-part.ts';

const move = ops['lesson.hold'] as Operation;
const load = ops['calendar.load'] as Operation;
function setUp() {
  const clock = new FakeClock();
  const sent: Uint8Array[] = [];
  const outbox = new Outbox(clock, () => {});
  const attach = () => outbox.attach((bytes) => sent.push(bytes));
  const head = (bytes: Uint8Array) => {
    const r = new Reader(bytes);
    return { code: r.uint(), request: r.uint(), sinceLowest: r.uint() };
  };
  const answer = (request: number, rev = 50) => {
    const m = decodeMessage(encodeAnswer(request, rev, nothing, {}));
    if (m.kind === 'answer') outbox.answer(m.request, m.rev, m.body);
  };
  return { clock, sent, outbox, attach, head, answer };
}
const hold = (id: number, seenRev = 3) => ({ id, seenRev });

test('what is asked while offline is sent, in order, when a connection is there', () => {
  const { sent, outbox, attach, head } = setUp();
  void outbox.call('lesson.hold', move, hold(1));
  void outbox.call('lesson.hold', move, hold(2));
  assert.equal(sent.length, 0);
  assert.equal(outbox.pendingWrites, 2);
  attach();
  assert.deepEqual(sent.map((b) => head(b).request), [1, 2]);
});
test('an unanswered write is sent again after a reconnect as the very same bytes', async () => {
  const { sent, outbox, attach, answer } = setUp();
  attach();
  const done = outbox.call('lesson.hold', move, hold(1));
  outbox.detach();
  attach();
  assert.equal(sent.length, 2);
  assert.deepEqual(sent[0], sent[1]);
  answer(1, 44);
  assert.equal((await done).rev, 44);
  attach();
  assert.equal(sent.length, 2);
});
test('a write says how far back the lowest unanswered one lies; reads do not count', () => {
  const { sent, outbox, attach, head, answer } = setUp();
  attach();
  void outbox.call('lesson.hold', move, hold(1));
  void outbox.call('calendar.load', load, { months: [24000] });
  void outbox.call('lesson.hold', move, hold(2));
  assert.equal(head(sent[2] as Uint8Array).sinceLowest, 2);
  answer(1);
  void outbox.call('lesson.hold', move, hold(3));
  assert.equal(head(sent[3] as Uint8Array).sinceLowest, 1);
});
test('unavailable and tooMany are waited out and the same bytes are sent again', () => {
  const { clock, sent, outbox, attach } = setUp();
  attach();
  void outbox.call('lesson.hold', move, hold(1));
  outbox.refuse(1, { code: 'unavailable' });
  assert.equal(sent.length, 1);
  clock.advance(1000);
  assert.equal(sent.length, 2);
  outbox.refuse(1, { code: 'tooMany', retryAt: clock.now() + 2000 });
  clock.advance(1400);
  assert.equal(sent.length, 2);
  clock.advance(2000);
  assert.equal(sent.length, 3);
  assert.deepEqual(sent[0], sent[2]);
});
test('a second edit of the same row waits for the first and has then seen it', () => {
  const { sent, outbox, attach, answer } = setUp();
  attach();
  void outbox.call('lesson.hold', move, hold(1, 3));
  void outbox.call('lesson.hold', move, hold(1, 3));
  void outbox.call('lesson.hold', move, hold(2, 3));
  assert.equal(sent.length, 2);
  answer(1, 80);
  assert.equal(sent.length, 3);
  const r = new Reader(sent[2] as Uint8Array);
  r.uint(); r.uint(); r.uint();
  assert.deepEqual(move.input.read(r), { id: 1, seenRev: 80 });
});
test('a refusal rejects the call with what the server said', async () => {
  const { outbox, attach } = setUp();
  attach();
  const done = outbox.call('lesson.hold', move, hold(1));
  outbox.refuse(1, { code: 'wrongStatus', reason: 'held' });
  await assert.rejects(done, (e) => e instanceof Refused && e.refusal.reason === 'held');
});
test('an input outside its type is refused on this side, with the field', async () => {
  const { sent, outbox, attach } = setUp();
  attach();
  await assert.rejects(outbox.call('lesson.hold', move, { id: 0, seenRev: 1 }), (e) => e instanceof Refused && e.refusal.code === 'invalid' && e.refusal.field === 'id');
  assert.equal(sent.length, 0);
});
test('what cannot be repeated safely is given up when the connection was lost over it', async () => {
  const { outbox, attach } = setUp();
  attach();
  const done = outbox.call('user.setPassword', ops['user.setPassword'] as Operation, { newPassword: 'long enough' });
  outbox.detach();
  attach();
  await assert.rejects(done, (e) => e instanceof Refused && e.refusal.code === 'unavailable');
});
test('no more than sixteen are in flight', () => {
  const { sent, outbox, attach, answer } = setUp();
  attach();
  for (let i = 1; i <= 20; i++) void outbox.call('lesson.hold', move, hold(i));
  assert.equal(sent.length, 16);
  answer(1);
  assert.equal(sent.length, 17);
});
