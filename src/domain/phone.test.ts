import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReachable, keptPhone, normalPhone, phoneKey, phoneText } from './phone.ts';

test('six spellings of a number are one', () => {
  for (const text of ['+380671234567', '380671234567', '80671234567', '0671234567', '671234567', '+38 (067) 123-45-67', '067.123.45.67', '00380 67 123 45 67', ' 8 067 123–45–67 ']) {
    assert.equal(normalPhone(text, 'Europe/Kyiv'), '+380671234567', text);
  }
});
test('numbers of other countries stay theirs, and what is no number is none', () => {
  assert.equal(normalPhone('+48 601 234 567', 'Europe/Kyiv'), '+48601234567');
  assert.equal(normalPhone('0048601234567', 'Europe/Kyiv'), '+48601234567');
  assert.equal(normalPhone('06 12 34 56 78', 'Europe/Paris'), '0612345678');
  assert.equal(normalPhone('044 123 45 67', 'Europe/Kyiv'), '+380441234567');
  for (const text of ['', '067', '3.80671E+11', '067 123 45 67 мама', '++380671234567', '067+1234567', '1234567890123456']) assert.equal(normalPhone(text, 'Europe/Kyiv'), null, text);
});
test('numbers are compared without their country', () => {
  assert.equal(phoneKey('+380671234567'), phoneKey('067 123-45-67'));
  assert.equal(phoneKey('067'), null);
});
test('what is no number is kept as it was written; a number here is read in groups', () => {
  assert.deepEqual([keptPhone('067 123-45-67', 'Europe/Kyiv'), keptPhone(' 067 123 45 67 мама ', 'Europe/Kyiv'), keptPhone('', 'Europe/Kyiv'), keptPhone(null, 'Europe/Kyiv'), keptPhone(undefined, 'Europe/Kyiv')], ['+380671234567', '067 123 45 67 мама', '', null, undefined]);
  assert.deepEqual(['+380671234567', '+48601234567', '+380501', '067 123 45 67 мама'].map(phoneText), ['067 123 45 67', '+48601234567', '+380501', '067 123 45 67 мама']);
});
test('fewer than seven digits reach nobody, unless words say more', () => {
  assert.deepEqual(['12', '067 12', '+380501', '…'].filter(isReachable), []);
  for (const phone of ['5551122', '+380671234567', '067 123 45 67 (мама)', 'через маму, 12']) assert.ok(isReachable(phone), phone);
});
