// Tests of the places a person may take.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Room } from '../../contract/entities.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { placeChoices } from './place-choice.ts';

const room: Room = { id: 1, rev: 1, name: 'Зал', isArchived: false, places: [{ slot: 1, name: 'Р1' }, { slot: 2, name: 'Р2' }, { slot: 3, name: 'Р3' }, { slot: 4, name: 'Р4', isOutOfOrder: true }, { slot: 5, name: 'Р5', isArchived: true }, { slot: 6, name: 'Р6' }] };
const lesson = (id: number, bookings: LessonView['bookings'], startMin = 600): LessonView => ({ id, rev: 1, onDate: '2026-11-24', startMin, durationMin: 55, status: 'planned', roomId: 1, bookings });

test('a place is free, gives way, is pinned or out of order; an archived one is not there', () => {
  const mine = lesson(1, [{ clientId: 7, slot: 1 }]);
  const others = [mine, lesson(2, [{ clientId: 8, slot: 2 }, { clientId: 9, slot: 3, isPinned: true }]), lesson(3, [{ clientId: 10, slot: 6, isPinned: true }], 655)];
  assert.deepEqual(placeChoices(mine, 7, room, others).map((c) => [c.slot, c.state, c.clientId]), [[1, 'own', undefined], [2, 'givesWay', 8], [3, 'pinned', 9], [4, 'broken', undefined], [6, 'free', undefined]]);
});
test('within a lesson one may change places with who is not pinned', () => {
  const both = lesson(1, [{ clientId: 7, slot: 1 }, { clientId: 8, slot: 2 }]);
  assert.equal(placeChoices(both, 8, room, [both])[0]?.state, 'givesWay');
});
