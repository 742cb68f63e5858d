import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostUsedRoom, type Roomed } from './most-used-room.ts';

const rooms = [{ id: 1, isArchived: false }, { id: 2, isArchived: false }, { id: 3, isArchived: true }];
const known = (kindId: number, trainerId: number, roomId: number, groupId?: number): Roomed => ({ kindId, trainerId, roomId, ...(groupId && { groupId }) });
const what = { kindId: 7, trainerId: 5, groupId: null };

test('where the trainer has most of that kind, whatever others do', () => {
  assert.equal(mostUsedRoom(what, [known(7, 5, 2), known(7, 5, 2), known(7, 5, 1), known(7, 6, 1), known(7, 6, 1), known(8, 5, 1)], rooms), 2);
});
test('a group keeps its room', () => {
  assert.equal(mostUsedRoom({ ...what, groupId: 9 }, [known(7, 5, 1), known(7, 5, 1), known(8, 6, 2, 9)], rooms), 2);
});
test('without the like of it the trainer’s, then the kind’s, then the one used most; never an archived one', () => {
  assert.equal(mostUsedRoom(what, [known(8, 5, 2), known(7, 6, 1)], rooms), 2);
  assert.equal(mostUsedRoom(what, [known(7, 6, 2), known(8, 6, 1), known(8, 6, 1)], rooms), 2);
  assert.equal(mostUsedRoom(what, [known(8, 6, 1), known(8, 6, 2), known(8, 4, 2)], rooms), 2);
  assert.equal(mostUsedRoom(what, [known(7, 5, 3)], rooms), null);
  assert.equal(mostUsedRoom(what, [], rooms), null);
});
