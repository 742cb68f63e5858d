import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LessonView } from '../sync/store.svelte.ts';
import { headCountText, lessonTitle, type Named } from './lesson-text.ts';

const clients = new Map([[1, { firstName: 'Наталія', lastName: 'Коваленко' }], [2, { firstName: 'Олег' }]]);
const named: Named = { client: (id) => clients.get(id), group: (id) => (id === 4 ? { name: 'Ранок' } : undefined), kind: (id) => (id === 5 ? { name: 'Реформер', format: 'group' } : { name: 'Разове', format: 'pair' }) };
const words = { busy: 'Зайнято', lesson: 'Заняття' };
const lesson = (more: Partial<LessonView> = {}): LessonView => ({ id: 1, rev: 1, onDate: '2026-11-23', startMin: 600, durationMin: 55, status: 'planned', ...more });
const title = (more: Partial<LessonView>) => lessonTitle(lesson(more), named, words);

test('one person is named in full, several by surname', () => {
  assert.equal(title({ bookings: [{ clientId: 1 }] }), 'Коваленко Наталія');
  assert.equal(title({ bookings: [{ clientId: 1 }, { clientId: 2 }] }), 'Коваленко, Олег');
});
test('a cancelled lesson keeps the names of those who have given it up', () => {
  const calledOff = [{ clientId: 1, state: 'cancelledInTime' as const }];
  assert.equal(title({ status: 'cancelled', kindId: 6, bookings: [], calledOff }), 'Коваленко Наталія');
  assert.equal(title({ status: 'cancelled', bookings: [{ clientId: 2 }], calledOff }), 'Олег');
  assert.equal(title({ status: 'planned', kindId: 6, calledOff }), 'Разове', 'nobody comes to it now');
  assert.equal(title({ status: 'cancelled', kindId: 6, calledOff: [{ clientId: 99, state: 'cancelledInTime' }] }), 'Разове');
});
test('a group goes before its people and an own title before everything', () => {
  assert.equal(title({ groupId: 4, bookings: [{ clientId: 1 }] }), 'Ранок');
  assert.equal(title({ groupId: 4, title: 'Відкрите' }), 'Відкрите');
});
test('where names are not told the kind is', () => {
  assert.equal(title({ kindId: 5, bookings: [{ clientId: 99 }] }), 'Реформер');
  assert.equal(title({}), 'Заняття');
});
test('busy time of others says only that it is busy', () => {
  const { status: _, ...busy } = lesson({ groupId: 4, headCount: 3 });
  assert.equal(lessonTitle(busy, named, words), 'Зайнято');
  assert.equal(headCountText(busy, named), '');
});
test('heads are counted in groups only', () => {
  assert.equal(headCountText(lesson({ kindId: 5, headCount: 5, capacity: 8 }), named), '5/8');
  assert.equal(headCountText(lesson({ groupId: 4, bookings: [{ clientId: 1 }] }), named), '1');
  assert.equal(headCountText(lesson({ kindId: 6, headCount: 2 }), named), '');
});
