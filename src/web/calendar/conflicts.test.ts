import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LessonKind, Room } from '../../contract/entities.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { candidateOf, doOverlap, findHint, freeRoom, roomBusy, type Candidate } from './conflicts.ts';

const room = (id: number, count: number, broken = 0): Room => ({
  id, rev: 1, name: `Зал ${id}`, isArchived: false, places: Array.from({ length: count }, (_, i) => ({ slot: i + 1, name: `${i + 1}`, ...(i < broken && { isOutOfOrder: true }) })),
});
const kind = (id: number, capacity: number, takesWholeRoom = false): LessonKind => ({ id, rev: 1, name: '', format: 'individual', durationMin: 55, priceMinor: 0, capacity, takesWholeRoom, isArchived: false });
const rooms = [room(1, 3), room(2, 3, 2)];
const kinds = [kind(1, 1), kind(2, 8, true), kind(3, 2)];
const places = { room: (id: number) => rooms.find((r) => r.id === id), kind: (id: number) => kinds.find((k) => k.id === id) };
const lesson = (id: number, startMin: number, more: Partial<LessonView> = {}): LessonView => ({ id, rev: 1, onDate: '2026-11-23', startMin, durationMin: 60, status: 'planned', kindId: 1, ...more });
const wanted = (more: Partial<Candidate> = {}): Candidate => ({ onDate: '2026-11-23', startMin: 600, durationMin: 60, clientIds: [], kindId: 1, ...more });

test('back to back is allowed and midnight is no border', () => {
  assert.ok(!doOverlap(wanted(), lesson(1, 660)));
  assert.ok(doOverlap(wanted(), lesson(1, 659)));
  assert.ok(doOverlap(wanted({ startMin: 10 }), lesson(1, 1410, { onDate: '2026-11-22' })));
});
test('a trainer is in one lesson at a time', () => {
  assert.deepEqual(findHint(wanted({ trainerId: 7 }), [lesson(1, 630, { trainerId: 7 })], places)?.what, 'trainer');
  assert.equal(findHint(wanted({ trainerId: 8 }), [lesson(1, 630, { trainerId: 7 })], places), null);
});
test('a client is in one lesson at a time', () => {
  const hint = findHint(wanted({ clientIds: [4, 5] }), [lesson(1, 630, { bookings: [{ clientId: 5 }] })], places);
  assert.equal(hint?.what, 'client');
  assert.equal(hint?.id, 5);
});
test('a cancelled lesson and the lesson itself stand in nobody’s way', () => {
  const own = lesson(1, 600, { trainerId: 7 });
  assert.equal(findHint(candidateOf(own), [own, lesson(2, 600, { trainerId: 7, status: 'cancelled' })], places), null);
});
test('two single lessons share a room of places, a third place taken is too many', () => {
  const two = [lesson(1, 600, { roomId: 1 }), lesson(2, 600, { roomId: 1 })];
  assert.equal(findHint(wanted({ roomId: 1 }), two, places), null);
  assert.equal(findHint(wanted({ roomId: 1, kindId: 3 }), two, places)?.what, 'room');
  assert.equal(findHint(wanted({ roomId: 2 }), [lesson(1, 600, { roomId: 2 })], places)?.what, 'room', 'places out of order do not count');
});
test('lessons one after another take the same place', () => {
  const day = [lesson(1, 600, { roomId: 2, durationMin: 30 })];
  assert.equal(findHint(wanted({ roomId: 2, startMin: 630 }), day, places), null);
  assert.equal(findHint(wanted({ roomId: 1, durationMin: 120, kindId: 3 }), [lesson(1, 600, { roomId: 1 }), lesson(2, 660, { roomId: 1 })], places), null);
});
test('what takes the whole room shares it with nothing', () => {
  assert.equal(findHint(wanted({ roomId: 1, kindId: 2 }), [lesson(1, 600, { roomId: 1 })], places)?.what, 'room');
  assert.equal(findHint(wanted({ roomId: 1 }), [lesson(1, 600, { roomId: 1, kindId: 2 })], places)?.what, 'room');
});
test('the room that is free first is offered', () => {
  assert.equal(freeRoom(wanted(), [lesson(1, 600, { roomId: 1, kindId: 2 })], rooms, places), 2);
  assert.equal(freeRoom(wanted(), [], rooms, places), 1);
  assert.equal(freeRoom(wanted({ kindId: 2 }), [lesson(1, 600, { roomId: 1 }), lesson(2, 600, { roomId: 2 })], rooms, places), undefined);
});
test('when a room has no place is said by the minute, and agrees with what stands in the way', () => {
  const there = [lesson(1, 600, { roomId: 1 }), lesson(2, 630, { roomId: 1, kindId: 3 }), lesson(3, 800, { roomId: 1, kindId: 2 }), lesson(4, 900, { roomId: 1, status: 'cancelled' })];
  const single = wanted({ roomId: 1 });
  assert.deepEqual(roomBusy(single, there, places), [{ from: 630, to: 660 }, { from: 800, to: 860 }]);
  assert.deepEqual(roomBusy({ ...single, id: 3 }, there, places), [{ from: 630, to: 660 }]);
  assert.deepEqual(roomBusy(wanted({ roomId: 1, kindId: 2 }), there, places), [{ from: 600, to: 630 }, { from: 630, to: 660 }, { from: 660, to: 690 }, { from: 800, to: 860 }]);
  assert.deepEqual(roomBusy(wanted({}), there, places), []);
  for (let startMin = 540; startMin < 1000; startMin += 5) {
    const isBusy = roomBusy(single, there, places).some((w) => w.from < startMin + 5 && startMin < w.to);
    assert.equal(isBusy, findHint({ ...single, startMin, durationMin: 5 }, there, places) !== null, String(startMin));
  }
});
