import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageWays } from './message-ways.ts';

const hrefs = (who: Parameters<typeof messageWays>[0]) => messageWays(who, 'Europe/Kyiv').map((w) => w.href);
test('a phone as it was typed becomes a whole number; an address is written to as it is', () => {
  assert.deepEqual(hrefs({ phone: '067 123-45-67', email: 'o@post.example' }), ['sms:+380671234567', 'viber://chat?number=%2B380671234567', 'tg://resolve?phone=380671234567', 'mailto:o@post.example']);
});
test('what is no whole number is good for a message of the phone alone; without contacts there is no way', () => {
  assert.deepEqual(hrefs({ phone: '12-34' }), ['sms:1234']);
  assert.deepEqual(hrefs({}), []);
});
