import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEmail } from './email.ts';

test('an address has somebody, a sign and a name with a dot', () => {
  for (const text of ['a@b.ua', 'olena.tkach+studio@post.example', 'олена@пошта.укр']) assert.ok(isEmail(text), text);
  for (const text of ['abc', 'a@b', '@b.ua', 'a@.', 'a b@c.ua', 'a@b.ua, c@d.ua', 'a@@b.ua']) assert.ok(!isEmail(text), text);
});
