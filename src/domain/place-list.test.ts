import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrangePlaces } from './place-list.ts';

const present = [{ slot: 1, name: 'Реформер 1' }, { slot: 2, name: 'Реформер 2', isOutOfOrder: true }, { slot: 3, name: 'Реформер 3', isArchived: true }];

test('places with a slot are renamed, and keep being out of order', () => {
  assert.deepEqual(arrangePlaces(present, [{ slot: 2, name: 'Біля вікна' }, { slot: 1, name: 'Реформер 1' }]), {
    places: [{ slot: 2, name: 'Біля вікна', isOutOfOrder: true }, { slot: 1, name: 'Реформер 1' }, { slot: 3, name: 'Реформер 3', isArchived: true }], dropped: [],
  });
});
test('new places get numbers that no place ever had', () => {
  const list = arrangePlaces(present, [{ name: 'Новий' }, { slot: 1, name: 'Реформер 1' }, { name: 'Ще один' }]);
  assert.deepEqual('places' in list && list.places.map((p) => p.slot), [4, 1, 5, 2, 3]);
});
test('a place left out is archived and named as dropped, and comes back by its slot', () => {
  const list = arrangePlaces(present, [{ slot: 1, name: 'Реформер 1' }]);
  assert.ok('places' in list);
  assert.deepEqual(list.dropped, [2]);
  const again = arrangePlaces(list.places, [{ slot: 1, name: 'Реформер 1' }, { slot: 3, name: 'Реформер 3' }]);
  assert.ok('places' in again);
  assert.deepEqual(again.places.find((p) => p.slot === 3), { slot: 3, name: 'Реформер 3' });
  assert.deepEqual(again.dropped, []);
});
test('a list that makes no sense is refused with the reason', () => {
  assert.deepEqual(arrangePlaces(present, [{ slot: 9, name: 'Х' }]), { reason: 'unknownSlot' });
  assert.deepEqual(arrangePlaces(present, [{ slot: 1, name: 'Х' }, { slot: 1, name: 'У' }]), { reason: 'repeatedSlot' });
  assert.deepEqual(arrangePlaces(present, [{ name: 'Килимок' }, { name: 'КИЛИМОК' }]), { reason: 'repeatedName' });
  assert.deepEqual(arrangePlaces(present, Array.from({ length: 199 }, (_, i) => ({ name: `М ${i}` }))), { reason: 'tooMany' });
});
