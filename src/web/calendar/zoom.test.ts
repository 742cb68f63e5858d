import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keptScroll, nearestZoom, shortestShown, zoomed, ZOOM_STEPS } from './zoom.ts';

test('zoom goes by steps and stops at both ends', () => {
  assert.equal(zoomed(56, 1), 68);
  assert.equal(zoomed(56, -1), 48);
  assert.equal(zoomed(ZOOM_STEPS[0], -1), ZOOM_STEPS[0]);
  assert.equal(zoomed(168, 1), 168);
});
test('anything kept becomes the nearest step', () => {
  for (const [kept, step] of [[60, 56], [1000, 168], [undefined, 56], ['x', 56], [NaN, 56], [-5, 56]] as const) assert.equal(nearestZoom(kept), step);
});
test('a short lesson is drawn about 20 px high at every zoom', () => {
  assert.equal(shortestShown(56), 22);
  for (const px of ZOOM_STEPS) assert.ok((shortestShown(px) * px) / 60 >= 20.5);
});
test('the minute under the pointer stays under it', () => {
  assert.equal(keptScroll(600, 100, 60), 500);
});
