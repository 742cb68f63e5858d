// Tests of taking back what this device has changed: at once on the screen, in order on the line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beforeOf, Overlays, type Laid, type Overlay } from '../sync/overlays.ts';
import { newChange, OwnChanges, type OwnChange, type OwnWrite } from './own-changes.ts';

const row = { id: 1, rev: 1, onDate: '2027-01-04', startMin: 600, durationMin: 55 };
function setUp() {
  const overlays = new Overlays();
  const counts: number[] = [];
  const sent: number[] = [];
  let open = Promise.withResolvers<void>();
  const view = (id = 1) => overlays.view(id, { ...row, id });
  const held = { rev: 1 };
  const layOver = (overlay: Overlay): Laid => ({ before: beforeOf(overlay, view()), key: overlays.add(overlay) });
  const own = new OwnChanges({ layOver, takeOff: (key) => void overlays.drop(key), revOf: () => held.rev, listed: (count) => counts.push(count) });
  /** A change of the start of lesson 1, answered by `answer` with that rev. */
  const move = (startMin: number) => {
    const reply = Promise.withResolvers<number>();
    const made = own.make(async (change: OwnChange) => {
      const laid = layOver({ lessonId: 1, fields: { startMin } });
      const write: OwnWrite = { before: laid.before };
      change.writes.unshift(write);
      own.seenOf(1, 1);
      try {
        own.answered(write, await reply.promise);
      } catch {
        overlays.drop(laid.key);
      }
      return 'told';
    });
    return { made, answer: reply.resolve, refuse: () => reply.reject(new Error('refused')) };
  };
  /** Sends all of it; each stays on the screen until the line is opened. */
  const takeBack = (change: OwnChange | undefined) => {
    assert.ok(change);
    return own.takeBack(change, async (writes, laid) => {
      for (const write of writes) {
        laid.delete(write);
        sent.push(write.rev ?? 0);
        await open.promise;
      }
      return writes;
    });
  };
  return { own, overlays, held, view, counts, sent, move, takeBack, open: () => { open.resolve(); open = Promise.withResolvers<void>(); } };
}
/** Lets everything go on that waits for nothing. */
const turn = () => new Promise((done) => setImmediate(done));

test('what was there is shown again before anything is answered', async () => {
  const { own, view, sent, move, takeBack } = setUp();
  const moved = move(700);
  moved.answer(5);
  assert.equal(await moved.made, 'told');
  void takeBack(own.takeLast());
  assert.deepEqual([view()?.startMin, sent], [600, []]);
  await turn();
  assert.deepEqual(sent, [5]);
});
test('a change still on its way is taken back at once, sent once it has its rev, and not told', async () => {
  const { own, view, sent, counts, move, takeBack } = setUp();
  const moved = move(700);
  assert.equal(counts.at(-1), 1);
  void takeBack(own.takeLast());
  await turn();
  assert.deepEqual([view()?.startMin, sent, counts.at(-1)], [600, [], 0]);
  moved.answer(5);
  assert.equal(await moved.made, null);
  await turn();
  assert.deepEqual(sent, [5]);
});
test('of a change that is refused after it was taken back nothing is sent and nothing is left over', async () => {
  const { own, overlays, sent, move, takeBack } = setUp();
  const moved = move(700);
  const taken = takeBack(own.takeLast());
  moved.refuse();
  assert.deepEqual(await taken, []);
  assert.deepEqual([sent, overlays.isEmpty, own.takeLast()], [[], true, undefined]);
});
test('several are taken back one after another, the newest first, and all show at once', async () => {
  const { own, view, sent, move, takeBack, open } = setUp();
  const [first, second] = [move(700), move(720)];
  first.answer(5);
  await turn();
  void takeBack(own.takeLast());
  assert.equal(view()?.startMin, 700);
  void takeBack(own.takeLast());
  assert.equal(view()?.startMin, 600);
  await turn();
  // The older one is answered, and waits for its turn all the same.
  assert.deepEqual(sent, []);
  second.answer(6);
  await turn();
  assert.deepEqual(sent, [6]);
  open();
  await turn();
  assert.deepEqual(sent, [6, 5]);
  assert.equal(own.takeLast(), undefined);
});
test('one that fails does not stop those that wait for it', async () => {
  const { own, overlays, sent, move, takeBack } = setUp();
  for (const [startMin, rev] of [[700, 5], [720, 6]] as const) {
    const { made, answer } = move(startMin);
    answer(rev);
    await made;
  }
  overlays.clear();
  const failed = own.takeBack(own.takeLast() as OwnChange, () => Promise.reject(new Error('broken'))); // there are two
  void takeBack(own.takeLast());
  await assert.rejects(failed, /broken/);
  await turn();
  assert.deepEqual(sent, [5]);
});
test('what is not sent after all does not stay on the screen', async () => {
  const { own, overlays, view, move } = setUp();
  const moved = move(700);
  moved.answer(5);
  await moved.made;
  overlays.clear();
  await own.takeBack(own.takeLast() as OwnChange, async () => {}); // there is one
  assert.ok(overlays.isEmpty);
  assert.equal(view()?.startMin, 600);
});
test('a further change of a lesson waits until what is taken back of it is through, and has seen that', async () => {
  const { own, move, takeBack, open } = setUp();
  const moved = move(700);
  moved.answer(5);
  await moved.made;
  assert.equal(own.seenOf(1, 3), 5);
  void takeBack(own.takeLast());
  let seen = 0;
  void own.takenBackOf(1)?.then(() => { seen = own.seenOf(1, 3); });
  assert.equal(own.takenBackOf(2), undefined, 'another lesson does not wait');
  await turn();
  assert.equal(seen, 0);
  own.answered({ before: { lessonId: 1, fields: {} } }, 8);
  open();
  await turn();
  assert.equal(seen, 8);
});
test('a lesson that somebody else has changed since stays as it is, and says that something is on its way', async () => {
  const { own, overlays, held, view, move, takeBack } = setUp();
  const moved = move(700);
  moved.answer(5);
  await moved.made;
  overlays.clear();
  held.rev = 7;
  void takeBack(own.takeLast());
  assert.deepEqual([view()?.startMin, view()?.isPending], [600, true]);
});
test('writes that were told are in the list once, and what has been taken back from its message is in it no more', async () => {
  const { own, counts, move, takeBack } = setUp();
  const moved = move(700);
  moved.answer(5);
  await moved.made;
  own.add([5]);
  own.add([9, 8]);
  assert.equal(counts.at(-1), 2);
  // Of writes of other places nothing is known but their revs.
  assert.deepEqual(own.writesOf([9]), [{ rev: 9, before: null }]);
  void takeBack(newChange(own.writesOf([9])));
  assert.equal(counts.at(-1), 2);
  void takeBack(newChange(own.writesOf([5])));
  assert.equal(counts.at(-1), 1);
  assert.deepEqual(own.takeLast()?.writes, [{ rev: 8, before: null }]);
});
