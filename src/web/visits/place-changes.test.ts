import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeChanges } from './place-changes.ts';

test('a change of places is told by person: who came, called off, was added or taken out; who stays as before is not named', () => {
  assert.deepEqual(placeChanges([{ field: 'bookings', before: '1,2 attended,3', after: '1 attended,2 attended,4' }, { field: 'calledOff', before: '4 cancelledLate', after: '5 cancelledInTime' }, { field: 'payMinor', after: '1' }]), [
    { clientId: 1, before: 'booked', after: 'attended' }, { clientId: 3, before: 'booked' }, { clientId: 4, before: 'cancelledLate', after: 'booked' }, { clientId: 5, after: 'cancelledInTime' },
  ]);
  assert.deepEqual(placeChanges([{ field: 'calledOff', before: '7 cancelledLate', after: '7 cancelledLate forgiven' }]), [{ clientId: 7, before: 'cancelledLate', after: 'cancelledLate', isForgiven: true }]);
  assert.deepEqual(placeChanges([{ field: 'bookings', before: '1', after: '1' }]), []);
});
test('what was said is told where nothing else is different', () => {
  assert.deepEqual(placeChanges([{ field: 'bookings', before: '1,2 confirmed,3 confirmed', after: '1 noAnswer,2 attended confirmed,3 confirmed' }]), [
    { clientId: 1, before: 'booked', after: 'booked', answers: [undefined, 'noAnswer'] }, { clientId: 2, before: 'booked', after: 'attended' },
  ]);
});
