import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neighbour, tileCommand, type Key } from './keyboard.ts';

const press = (code: string, more: Partial<Key> = {}): Key => ({ key: code, code, altKey: false, shiftKey: false, ctrlKey: false, metaKey: false, ...more });

test('arrows go, with Alt they move, with Alt and Shift they stretch', () => {
  assert.deepEqual(tileCommand(press('ArrowUp')), { do: 'go', direction: 'up' });
  assert.deepEqual(tileCommand(press('ArrowRight', { altKey: true })), { do: 'nudge', columns: 1, steps: 0 });
  assert.deepEqual(tileCommand(press('ArrowDown', { altKey: true, shiftKey: true })), { do: 'stretch', steps: 1 });
  assert.equal(tileCommand(press('ArrowLeft', { altKey: true, shiftKey: true })), null);
});
test('keys of the browser stay with the browser, and letters with the actions', () => {
  assert.equal(tileCommand(press('ArrowLeft', { ctrlKey: true })), null);
  assert.equal(tileCommand(press('KeyN')), null);
  assert.equal(tileCommand(press('ArrowDown', { shiftKey: true })), null);
});

const stop = (id: number, from: number, lane = 0) => ({ id, from, to: from + 60, lane });
const columns = [[stop(1, 600), stop(2, 600, 1), stop(3, 720)], [], [stop(4, 540), stop(5, 700)]];
test('up and down follow the column', () => {
  assert.equal(neighbour(columns, 0, 2, 'down')?.id, 3);
  assert.equal(neighbour(columns, 0, 1, 'up'), null);
});
test('right goes to the lane beside first, then to the nearest in time beyond empty columns', () => {
  assert.equal(neighbour(columns, 0, 1, 'right')?.id, 2);
  assert.equal(neighbour(columns, 0, 2, 'right')?.id, 4);
  assert.equal(neighbour(columns, 0, 3, 'right')?.id, 5);
  assert.equal(neighbour(columns, 2, 5, 'left')?.id, 3);
  assert.equal(neighbour(columns, 2, 4, 'right'), null);
});
