import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messagesPlace } from './messages-place.ts';

const desk = { seenTop: 0, seenBottom: 800, height: 46 };
const phone = { seenTop: 0, seenBottom: 844, bottom: 844, height: 100 };

test('below a dialog where there is room, close to it where there is little', () => {
  assert.deepEqual(messagesPlace({ ...desk, top: 200, bottom: 600, footTop: 540 }), { bottom: 780, isOver: false });
  assert.deepEqual(messagesPlace({ ...desk, top: 62, bottom: 738, footTop: 680 }), { bottom: 792, isOver: false });
});
test('above a low sheet of a phone, above the buttons of a tall one', () => {
  assert.deepEqual(messagesPlace({ ...phone, top: 300, footTop: 774 }), { bottom: 292, isOver: false });
  assert.deepEqual(messagesPlace({ ...phone, top: 68, footTop: 774 }), { bottom: 766, isOver: true });
  assert.deepEqual(messagesPlace({ ...phone, top: 68, footTop: 844 }), { bottom: 824, isOver: true }, 'no buttons');
});
test('above the keyboard, whatever it covers', () => {
  assert.deepEqual(messagesPlace({ ...phone, seenBottom: 480, top: 16, bottom: 480, footTop: 411 }), { bottom: 403, isOver: true });
  assert.deepEqual(messagesPlace({ ...phone, seenBottom: 480, top: 0, bottom: 844, footTop: 844 }), { bottom: 460, isOver: true });
});
