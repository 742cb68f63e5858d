import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ariaKeys, isPressed, keysOf, type Pressed } from './shortcut.ts';

const press = (code: string, more: Partial<Pressed> = {}): Pressed => ({ code, key: code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test('a letter is known by its place, whatever layout is on', () => {
  assert.ok(isPressed({ code: 'KeyT' }, press('KeyT', { key: 'е' })));
  assert.ok(isPressed({ code: 'KeyK', isMod: true }, press('KeyK', { key: 'л', ctrlKey: true })));
  assert.ok(isPressed({ code: 'KeyK', isMod: true }, press('KeyK', { metaKey: true })));
});
test('with another key held it is another key', () => {
  assert.ok(!isPressed({ code: 'KeyT' }, press('KeyT', { ctrlKey: true })));
  assert.ok(!isPressed({ code: 'ArrowLeft' }, press('ArrowLeft', { altKey: true })));
  assert.ok(!isPressed({ code: 'KeyN' }, press('KeyN', { shiftKey: true })));
});
test('the question mark counts wherever a layout has it, and so do the digits of the number block', () => {
  assert.ok(isPressed({ code: 'Slash', isShift: true }, press('Digit7', { key: '?', shiftKey: true })));
  assert.ok(isPressed({ code: 'Slash', isShift: true }, press('Slash', { key: ',', shiftKey: true })));
  assert.ok(!isPressed({ code: 'Slash' }, press('Slash', { key: '?', shiftKey: true })));
  assert.ok(isPressed({ code: 'Digit1' }, press('Numpad1', { key: '1' })));
});
test('keys are written as they stand on the keyboard', () => {
  assert.deepEqual(keysOf({ code: 'KeyK', isMod: true }, false), ['Ctrl', 'K']);
  assert.deepEqual(keysOf({ code: 'KeyK', isMod: true }, true), ['⌘', 'K']);
  assert.deepEqual(keysOf({ code: 'Slash', isShift: true }, false), ['?']);
  assert.equal(ariaKeys([{ code: 'KeyK', isMod: true }, { code: 'Slash' }], false), 'Control+K Slash');
});
