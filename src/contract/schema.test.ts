// Limits of the schema language, each at its edge.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShapeError } from './bytes.ts';
import { bool, bytes, date, decode, encode, id, int, list, nullable, object, oneOf, optional, rev, secret, text, uint, type Type } from './schema.ts';

const through = <T>(type: Type<T>, value: T): T => decode(type, encode(type, value));
function refuses(type: Type<any>, value: unknown, reason: string, field = ''): void { // any: the value is wrong on purpose
  assert.throws(() => encode(type, value), (error: unknown) => error instanceof ShapeError && error.reason === reason && error.field === field, `${JSON.stringify(value)} should be ${reason}`);
}

test('numbers hold their range and nothing else', () => {
  assert.equal(through(uint(5, 2), 2), 2);
  assert.equal(through(int(-7, 7), -7), -7);
  assert.equal(through(id, 2 ** 48), 2 ** 48);
  for (const wrong of [1, 6, 2.5, Number.NaN, Infinity, -0.1, '3']) refuses(uint(5, 2), wrong, 'range');
  for (const wrong of [undefined, null]) refuses(uint(5), wrong, 'required');
  refuses(id, 0, 'range');
  refuses(rev, -1, 'range');
});

test('a text is trimmed, measured after that, and holds no control characters', () => {
  assert.equal(through(text(5), '  Київ \n'), 'Київ');
  assert.equal(through(text(20, { lines: true }), 'перше\nдруге'), 'перше\nдруге');
  refuses(text(5), 'Чернігів', 'tooLong');
  refuses(text(5, { min: 2 }), ' x ', 'tooShort');
  refuses(text(5, { min: 1 }), '   ', 'required');
  refuses(text(9), 'a\nb', 'characters');
  refuses(text(9, { lines: true }), 'a\rb', 'characters');
  refuses(text(9), '\ud800', 'characters');
});

test('a secret is kept to the letter', () => {
  for (const word of [' spaces around ', '\ttab', '\uFEFFmark first', 'пароль 🔑']) assert.equal(through(secret(40), word), word);
  refuses(secret(5), '', 'required');
  refuses(secret(5, 3), 'ab', 'tooShort');
});

test('a date is a day that exists between 1900 and 2199', () => {
  for (const day of ['1900-01-01', '1969-12-31', '1970-01-01', '2024-02-29', '2199-12-31']) assert.equal(through(date, day), day);
  for (const wrong of ['2023-02-29', '2026-13-01', '2026-00-10', '1899-12-31', '2200-01-01']) refuses(date, wrong, 'range');
  for (const wrong of ['2026-1-1', '26-01-01', '2026-01-01T00:00', '']) refuses(date, wrong, 'malformed');
});

test('a choice, a flag and bytes take what is theirs', () => {
  assert.equal(through(oneOf('a', 'b'), 'b'), 'b');
  assert.equal(through(bool, false), false);
  assert.deepEqual(through(bytes(3), new Uint8Array([1, 2, 3])), new Uint8Array([1, 2, 3]));
  refuses(oneOf('a', 'b'), 'toString', 'range');
  refuses(bool, 0, 'required');
  refuses(bytes(2), new Uint8Array(3), 'tooLong');
});

test('absent, null and a value are three different things', () => {
  const field = object({ note: optional(nullable(text(10))) });
  for (const value of [{}, { note: null }, { note: 'x' }]) assert.deepEqual(through(field, value), value);
});

test('an error names the field it was found in, from the outside in', () => {
  refuses(object({ hours: list(object({ startMin: uint(1439) }), 3) }), { hours: [{ startMin: 1 }, { startMin: 9999 }] }, 'range', 'hours.startMin');
  refuses(object({ name: text(3, { min: 1 }) }), {}, 'required', 'name');
  refuses(list(id, 2), [1, 2, 3], 'tooLong');
});

test('a frame that lies about its length costs neither memory nor time', () => {
  const rows = list(object({ id, isIn: bool, when: date }), 200_000);
  const lie = new Uint8Array([0xc0, 0x9a, 0x0c, 1, 2]);
  const startedAt = performance.now();
  for (let i = 0; i < 20; i++) assert.throws(() => decode(rows, lie), ShapeError);
  assert.ok(performance.now() - startedAt < 2000);
});
