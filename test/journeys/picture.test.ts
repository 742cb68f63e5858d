// The two ways in which pictures are compared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, differByBlocks, differByPixels, encode, type Picture } from './picture.ts';

const WIDTH = 320;
const HEIGHT = 240;
type Paint = (x: number, y: number) => readonly [number, number, number];
const inside = (x: number, y: number, left: number, top: number, width: number, height: number) => x >= left && x < left + width && y >= top && y < top + height;
const painted = (paint: Paint): Picture => {
  const data = Buffer.alloc(WIDTH * HEIGHT * 4, 255);
  for (let i = 0; i < WIDTH * HEIGHT; i++) data.set(paint(i % WIDTH, Math.floor(i / WIDTH)), i * 4);
  return { width: WIDTH, height: HEIGHT, data };
};
const WHITE = [248, 248, 248] as const;
const LETTERS = [40, 56, 64] as const;
/** A sheet with a dark box, and lines of strokes as thin as letters. */
const sheet = (boxLeft: number, strokesLeft = 0): Paint => (x, y) =>
  inside(x, y, boxLeft, 16, 96, 48) ? [0, 104, 104] : y > 100 && y % 20 < 10 && (x - strokesLeft) % 6 === 0 ? LETTERS : WHITE;

test('a written picture reads as it was, whatever the number of its colours', () => {
  const many: Paint = (x, y) => [x & 0xf8, y & 0xf8, (x + y) & 0xf8];
  for (const paint of [sheet(16), many]) {
    const picture = painted(paint);
    assert.deepEqual(decode(encode(picture)), picture);
  }
});

test('pixel by pixel even a short thin line of another colour is a difference', () => {
  const was = painted(sheet(16));
  assert.equal(differByPixels(painted(sheet(16)), was), null);
  const line = (length: number): Paint => (x, y) => (x >= 300 && x < 300 + length && y === 50 ? [240, 248, 248] : sheet(16)(x, y));
  assert.equal(differByPixels(painted(line(12)), was), null);
  assert.equal(differByPixels(painted(line(13)), was)?.words, '13 pixels differ');
});

test('roughly compared, letters drawn a little elsewhere are no difference, but a box that has moved, gone or changed its colour is', () => {
  const was = painted(sheet(16));
  assert.equal(differByBlocks(painted(sheet(16, 1)), was), null);
  assert.match(differByBlocks(painted(sheet(48)), was)?.words ?? '', /differ/);
  assert.match(differByBlocks(painted((x, y) => (y < 80 ? WHITE : sheet(16)(x, y))), was)?.words ?? '', /differ/);
  assert.match(differByBlocks(painted((x, y) => (inside(x, y, 16, 16, 96, 48) ? [0, 104, 160] : sheet(16)(x, y))), was)?.words ?? '', /differ/);
  assert.match(differByBlocks({ ...was, height: HEIGHT / 2 }, was)?.words ?? '', /instead of 320 × 240/);
});
