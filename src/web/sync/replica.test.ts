// Tests of the merge rules: whatever order news arrives in, the device ends equal to the server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Lesson } from '../../contract/entities.ts';
import type { Change, Snapshot } from '../../contract/frames.ts';
import { datesOf, monthOf, Replica } from './replica.ts';

const lesson = (id: number, rev: number, onDate: string): Lesson => ({ id, rev, onDate, startMin: 600, durationMin: 55 });
const JAN = monthOf('2027-01-01');
const held = (replica: Replica) => [...replica.tables.lesson.values()].sort((a, b) => a.id - b.id);
const fresh = (...months: number[]) => {
  const replica = new Replica(() => {});
  replica.hold(months);
  return replica;
};

test('an older row never replaces a newer one', () => {
  const replica = fresh(JAN);
  replica.applyChanges(5, [{ table: 'lesson', row: lesson(1, 5, '2027-01-05') }]);
  replica.applyMonths(4, [JAN], [lesson(1, 4, '2027-01-04')]);
  assert.deepEqual(held(replica), [lesson(1, 5, '2027-01-05')]);
});
test('a lesson that left while its month was being loaded does not come back with the answer', () => {
  const replica = fresh(JAN);
  replica.underWay();
  replica.applyChanges(7, [{ table: 'lesson', id: 1, isGone: true }]);
  replica.applyMonths(6, [JAN], [lesson(1, 3, '2027-01-04')]);
  replica.settled();
  assert.deepEqual(held(replica), []);
});
test('a lesson moved out of the months held is removed, and does not come back with a late answer', () => {
  const replica = fresh(JAN);
  replica.applyChanges(3, [{ table: 'lesson', row: lesson(1, 3, '2027-01-04') }]);
  replica.underWay();
  replica.applyChanges(7, [{ table: 'lesson', row: lesson(1, 7, '2027-03-04') }]);
  assert.deepEqual(held(replica), []);
  replica.applyMonths(6, [JAN], [lesson(1, 3, '2027-01-04')]);
  assert.deepEqual(held(replica), []);
});
test('a month in an answer holds exactly what the answer says, but for what is newer', () => {
  const replica = fresh(JAN);
  replica.applyChanges(3, [{ table: 'lesson', row: lesson(1, 3, '2027-01-04') }]);
  replica.applyChanges(9, [{ table: 'lesson', row: lesson(2, 9, '2027-01-06') }]);
  replica.applyMonths(8, [JAN], [lesson(3, 2, '2027-01-07')]);
  assert.deepEqual(held(replica).map((l) => l.id), [2, 3]);
});
test('a snapshot that arrives after newer pushes does not undo them', () => {
  const replica = fresh();
  const room = (id: number, rev: number, name: string) => ({ id, rev, name, isArchived: false, places: [] });
  const part: Snapshot = { rev: 5, months: [], lesson: [], studio: [], user: [], trainer: [], room: [room(1, 4, 'old'), room(2, 5, 'two')], lessonKind: [], group: [], series: [], telling: [], absence: [], closure: [], waiting: [], subscriptionType: [], subscription: [], expectedPayment: [], shift: [], notice: [], client: [] };
  replica.underWay();
  replica.applyChanges(6, [{ table: 'room', row: room(1, 6, 'new') }, { table: 'room', id: 2, isGone: true }]);
  replica.applySnapshot(part, ['room']);
  assert.deepEqual([...replica.tables.room.values()], [room(1, 6, 'new')]);
});
test('after a restored backup rows with lower revs replace the stale ones', () => {
  const replica = fresh(JAN);
  replica.applyChanges(90, [{ table: 'lesson', row: lesson(1, 90, '2027-01-04') }, { table: 'lesson', row: lesson(2, 90, '2027-01-04') }]);
  replica.markStale();
  replica.applyMonths(10, [JAN], [lesson(1, 8, '2027-01-09')]);
  assert.deepEqual(held(replica), [lesson(1, 8, '2027-01-09')]);
});
test('the dates of a month follow the calendar', () => {
  assert.equal(datesOf(monthOf('2028-02-10')).length, 29);
  assert.equal(datesOf(JAN)[30], '2027-01-31');
});

// A server with a history; pushes reach the device in order, answers computed at any moment after the question arrive at any moment after that.
type Step = { do: 'write'; id: number; month: number; day: number; isGone: boolean } | { do: 'push' } | { do: 'hold'; month: number } | { do: 'compute' } | { do: 'answer' };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), id: fc.integer({ min: 1, max: 6 }), month: fc.integer({ min: 0, max: 3 }), day: fc.integer({ min: 1, max: 3 }), isGone: fc.boolean() }) },
  { weight: 3, arbitrary: fc.constant({ do: 'push' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold' as const), month: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'compute' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'answer' as const }) },
);
function play(steps: readonly Step[]) {
  const replica = new Replica(() => {});
  const rows = new Map<number, Lesson>();
  const log: { rev: number; id: number }[] = [];
  const asked: { months: number[]; seen: number }[] = [];
  const computed: { rev: number; months: number[]; lessons: Lesson[] }[] = [];
  let pushed = 0;
  const compute = () => {
    const next = asked.shift();
    if (next) computed.push({ rev: log.length, months: next.months, lessons: [...rows.values()].filter((l) => next.months.includes(monthOf(l.onDate))) });
  };
  const answer = () => {
    const next = computed.shift();
    if (!next) return;
    replica.applyMonths(next.rev, next.months, next.lessons);
    replica.settled();
  };
  const push = () => {
    if (pushed === log.length) return;
    const ids = new Set(log.slice(pushed).map((l) => l.id));
    const changes: Change[] = [...ids].map((id) => {
      const row = rows.get(id);
      return row ? { table: 'lesson', row } : { table: 'lesson', id, isGone: true };
    });
    pushed = log.length;
    replica.applyChanges(pushed, changes);
  };
  for (const s of steps) {
    if (s.do === 'write') {
      const rev = log.length + 1;
      log.push({ rev, id: s.id });
      if (s.isGone) rows.delete(s.id);
      else rows.set(s.id, lesson(s.id, rev, datesOf(JAN + s.month)[s.day] as string)); // day 1 … 3 is in every month
    } else if (s.do === 'hold') {
      const months = replica.hold([JAN + s.month]);
      if (months.length) {
        replica.underWay();
        asked.push({ months, seen: pushed });
      }
    } else ({ push, compute, answer })[s.do]();
  }
  while (asked.length) compute();
  while (computed.length) answer();
  push();
  const expected = [...rows.values()].filter((l) => replica.months.has(monthOf(l.onDate))).sort((a, b) => a.id - b.id);
  assert.deepEqual(held(replica), expected);
}
test('any interleaving of pushes and month answers ends equal to the server', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), play), { numRuns: 3000 });
});
