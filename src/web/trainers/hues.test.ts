// Tests of the choice of a trainer's colour.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeHue, HUES } from './hues.ts';

test('as long as there are unused hues no two trainers get the same', () => {
  const used: number[] = [];
  for (let i = 0; i < HUES.length; i++) used.push(freeHue(used));
  assert.equal(new Set(used).size, HUES.length);
});
test('when all are used the least used is given again', () => {
  assert.ok((HUES as readonly number[]).includes(freeHue([...HUES, ...HUES])));
});
