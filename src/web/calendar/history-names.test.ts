import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OP_NAMES, ops } from '../../contract/ops.ts';
import { hasMade, historyKey } from './history-names.ts';

/** Write lines, members and rules, and no lesson; or only turn what a row is. */
const NOT_LESSONS = ['group.create', 'group.update', 'waitlist.join', 'waitlist.leave', 'waitlist.offer', 'room.create', 'room.archive'];
test('every operation that can change a lesson has a name in its history', () => {
  const changing = OP_NAMES.filter((name) => ops[name].effect === 'write' && /^(lesson|change|block|series|absence|closure|group|waitlist|room)\./.test(name) && !NOT_LESSONS.includes(name));
  assert.ok(changing.length > 25);
  assert.deepEqual(changing.filter((name) => historyKey(name) === 'calendar.history.operation.other'), []);
  assert.deepEqual([historyKey('lesson.move'), historyKey('absence.resolve'), historyKey('studio.update')], ['calendar.history.operation.lesson.move', 'history.absence.resolve', 'calendar.history.operation.other']);
  assert.deepEqual(['job.fillSeries', 'lesson.update'].map(hasMade), [true, false]);
});
