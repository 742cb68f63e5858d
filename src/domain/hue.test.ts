import assert from 'node:assert/strict';
import { test } from 'node:test';
import { farthestHue } from './hue.ts';

test('the first hue is always the same', () => assert.equal(farthestHue([]), 210));
test('the second lies opposite the first', () => {
  assert.equal(farthestHue([210]), 30);
  assert.equal(farthestHue([0]), 180);
});
test('the next lies in the middle of the widest gap, the one over the top included', () => {
  assert.equal(farthestHue([10, 20, 100]), 235);
  assert.equal(farthestHue([100, 260]), 0);
});
test('many in a row stay apart and within the wheel', () => {
  const hues: number[] = [];
  for (let i = 0; i < 16; i++) hues.push(farthestHue(hues));
  assert.equal(new Set(hues).size, 16);
  assert.ok(hues.every((h) => Number.isInteger(h) && h >= 0 && h < 360));
  const sorted = [...hues].sort((a, b) => a - b);
  assert.ok(sorted.every((h, i) => i === 0 || h - (sorted[i - 1] as number) >= 22), sorted.join());
});
