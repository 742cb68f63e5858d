// Tests of a person typed into a search.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typedPerson } from './typed-person.ts';

test('a name and a phone are told apart', () => {
  assert.deepEqual(typedPerson('олена 067 123 45 67'), { firstName: 'Олена', lastName: '', phone: '067 123 45 67' });
  assert.deepEqual(typedPerson('+38 (067) 123-45-67, Олена'), { firstName: 'Олена', lastName: '', phone: '+38 (067) 123-45-67' });
  assert.deepEqual(typedPerson('067'), { firstName: '', lastName: '', phone: '067' });
  assert.deepEqual(typedPerson('Олена'), { firstName: 'Олена', lastName: '', phone: '' });
});
test('of two names the surname comes first', () => {
  assert.deepEqual(typedPerson('бондар олена 0671234567'), { firstName: 'Олена', lastName: 'Бондар', phone: '0671234567' });
  assert.deepEqual(typedPerson('Нечуй-Левицька Марʼяна Іванівна'), { firstName: 'Марʼяна Іванівна', lastName: 'Нечуй-Левицька', phone: '' });
});
