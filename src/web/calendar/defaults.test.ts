import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LessonKind, Room } from '../../contract/entities.ts';
import { kindChanges, newDraft, type Surroundings } from './defaults.ts';

const kind = (id: number, format: LessonKind['format'], isArchived = false): LessonKind => ({ id, rev: 1, name: '', format, durationMin: 50 + id, priceMinor: id * 100, capacity: 1, takesWholeRoom: false, isArchived });
const room = (id: number): Room => ({ id, rev: 1, name: '', isArchived: false, places: [{ slot: 1, name: '1' }] });
const kinds = [kind(1, 'group'), kind(2, 'individual'), kind(3, 'pair'), kind(4, 'trio', true)];
const rooms = [room(1), room(2)];
const around: Surroundings = {
  kinds, rooms, places: { room: (id) => rooms.find((r) => r.id === id), kind: (id) => kinds.find((k) => k.id === id) },
  others: [{ id: 9, rev: 1, onDate: '2026-11-23', startMin: 600, durationMin: 60, status: 'planned', roomId: 1, kindId: 2 }],
};
const slot = { onDate: '2026-11-23', startMin: 600, trainerId: 7 };

test('the kind used last comes with its length and price', () => {
  const draft = newDraft(slot, 3, around);
  assert.deepEqual([draft.kindId, draft.durationMin, draft.priceMinor, draft.trainerId], [3, 53, 300, 7]);
});
test('without a last kind, or when it is archived, an individual lesson is meant', () => {
  assert.equal(newDraft(slot, null, around).kindId, 2);
  assert.equal(newDraft(slot, 4, around).kindId, 2);
  assert.equal(newDraft(slot, null, { ...around, kinds: [] }).kindId, null);
});
test('a drawn length wins over the kind’s', () => {
  assert.equal(newDraft({ ...slot, durationMin: 30 }, 3, around).durationMin, 30);
});
test('the room that is free first is taken', () => {
  assert.equal(newDraft(slot, 2, around).roomId, 2);
  assert.equal(newDraft({ ...slot, startMin: 700 }, 2, around).roomId, 1);
});
test('another kind brings its length and price unless they were typed', () => {
  assert.deepEqual(kindChanges(kinds[2]!, new Set()), { kindId: 3, durationMin: 53, priceMinor: 300, groupId: null });
  assert.deepEqual(kindChanges(kinds[0]!, new Set(['priceMinor'])), { kindId: 1, durationMin: 51 });
});
