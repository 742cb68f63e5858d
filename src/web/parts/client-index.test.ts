import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../contract/entities.ts';
import { createClientIndex } from './client-index.ts';

const row = (id: number, lastName: string, more: Partial<Client> = {}): Client => ({ id, rev: 1, firstName: 'Олена', lastName, isArchived: false, ...more });

test('clients stand in the order of their names, and nothing is prepared twice', () => {
  const index = createClientIndex();
  const [a, b, c] = [row(1, 'Шевченко'), row(2, 'Іваненко'), row(3, 'Ґава')];
  const first = index([a, b, c]);
  assert.deepEqual(first.map((e) => e.client.id), [3, 2, 1]);
  assert.equal(index([a, b, c]), first);
  // Another rev of the same person keeps what was folded; another name does not.
  const renamed = row(1, 'Бойко');
  const second = index([renamed, { ...b, rev: 2, note: 'рано' }, c]);
  assert.deepEqual(second.map((e) => e.name), ['Бойко Олена', 'Ґава Олена', 'Іваненко Олена']);
  assert.equal(second[2]?.find, first[1]?.find);
  assert.equal(second[1], first[0]);
  assert.equal(second[2]?.client.note, 'рано');
  assert.notEqual(second[0]?.find, first[2]?.find);
});
test('who goes is gone, who comes stands in place', () => {
  const index = createClientIndex();
  const [a, b, c] = [row(1, 'А'), row(2, 'Б'), row(3, 'В')];
  index([a, c]);
  assert.deepEqual(index([a, b, c]).map((e) => e.client.id), [1, 2, 3]);
  assert.deepEqual(index([b]).map((e) => e.client.id), [2]);
  assert.deepEqual(index([]), []);
});
