import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientNamed, blockChanges, blockInput, blockOf } from './block.ts';
import { NEW_BLOCK } from './draft.ts';

const place = { onDate: '2026-11-24', startMin: 600, fold: 0, durationMin: 30, trainerId: 7, roomId: null };
const row = { id: 1, rev: 5, onDate: '2026-11-24', startMin: 600, durationMin: 30, status: 'planned', block: 'break', title: 'Обід', takesWholeRoom: true } as const;
const NOW = 1_000_000;

test('what is not set is not sent; places count only in a room, an end only for a hold', () => {
  assert.deepEqual(blockInput(1, place, { ...NEW_BLOCK, places: 2 }, NOW), { id: 1, what: 'break', onDate: '2026-11-24', startMin: 600, durationMin: 30, trainerId: 7 });
  assert.deepEqual(blockInput(1, { ...place, trainerId: null, roomId: 3 }, { what: 'hold', title: ' Для Оксани ', places: 2, holdHours: 2 }, NOW),
    { id: 1, what: 'hold', onDate: '2026-11-24', startMin: 600, durationMin: 30, roomId: 3, places: 2, title: 'Для Оксани', expiresAt: NOW + 7_200_000 });
});
test('only what differs is a change', () => {
  assert.equal(blockChanges(row, blockOf(row), false, NOW), null);
  assert.deepEqual(blockChanges(row, { ...blockOf(row), title: ' ' }, false, NOW), { title: null });
  assert.deepEqual(blockChanges(row, { ...blockOf(row), what: 'hold', holdHours: 2 }, false, NOW), { what: 'hold', expiresAt: NOW + 7_200_000 });
  assert.equal(blockChanges({ ...row, block: 'hold', expiresAt: 9 }, { ...blockOf(row), what: 'hold' }, false, NOW), null, 'a hold keeps its end until another is chosen');
});

test('words on a hold that are somebody’s whole name name that client; half a name, or two of that name, do not', () => {
  const person = (firstName: string, lastName: string, isArchived = false) => ({ firstName, lastName, isArchived });
  const oksana = person('Оксана', 'Мельниченко');
  const clients = [oksana, person('Іван', 'Франко'), person('Іван', 'Франко'), person('Леся', 'Українка', true)];
  assert.equal(clientNamed('мельниченко  Оксана', clients), oksana);
  for (const title of ['', 'Оксана', 'Іван Франко', 'Леся Українка', 'Для Оксани']) assert.equal(clientNamed(title, clients), null, title);
});
