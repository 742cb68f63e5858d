// Whatever the contract can describe travels unchanged, alone and in columns; and nothing reads past its end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { valuesOf } from '../../test/arbitrary.ts';
import { Reader, ShapeError, Writer } from './bytes.ts';
import { tables } from './entities.ts';
import { goodbye, hello, pong, snapshot, welcome } from './frames.ts';
import { refusal } from './operation.ts';
import { OP_NAMES, ops } from './ops.ts';
import { decode, encode, list, optional, type Type } from './schema.ts';

const RUNS = 60;
const everything: [string, Type<unknown>][] = [
  ...OP_NAMES.flatMap((name): [string, Type<unknown>][] => [[`input of ${name}`, ops[name].input as Type<unknown>], [`output of ${name}`, ops[name].output as Type<unknown>]]),
  ...Object.entries(tables).map(([name, type]): [string, Type<unknown>] => [`row of ${name}`, type as Type<unknown>]),
  ...Object.entries({ refusal, hello, welcome, snapshot, pong, goodbye }).map(([name, type]): [string, Type<unknown>] => [name, type as Type<unknown>]),
];

test('every value of every schema is read back as it was written', () => {
  for (const [name, type] of everything) {
    fc.assert(fc.property(valuesOf(type), (value) => { assert.deepEqual(decode(type, encode(type, value)), value, name); }), { numRuns: RUNS });
  }
});

test('a list of any values is read back from its columns as it was written', () => {
  for (const [name, type] of everything) {
    const column = list(type, 1000);
    fc.assert(fc.property(fc.array(valuesOf(type), { maxLength: 12 }), (values) => { assert.deepEqual(decode(column, encode(column, values)), values, name); }), { numRuns: RUNS / 2 });
  }
});

test('a column of optional values keeps which of them are absent', () => {
  for (const [name, type] of everything) {
    const value = optional(type);
    fc.assert(fc.property(fc.array(fc.option(valuesOf(type), { nil: undefined }), { maxLength: 20 }), (values) => {
      const w = new Writer();
      value.writeColumn(w, values);
      const r = new Reader(w.copy());
      assert.deepEqual(value.readColumn(r, values.length), values, name);
      assert.equal(r.left, 0);
    }), { numRuns: 10 });
  }
});

test('a value cut short anywhere is a ShapeError, and what lies behind it in memory is never read', () => {
  for (const [name, type] of everything) {
    fc.assert(fc.property(valuesOf(type), fc.nat(), (value, cut) => {
      const bytes = encode(type, value);
      const surrounded = new Uint8Array(bytes.length + 64).fill(0xff);
      surrounded.set(bytes, 32);
      assert.deepEqual(decode(type, surrounded.subarray(32, 32 + bytes.length)), value, name);
      if (!bytes.length) return;
      const short = surrounded.subarray(32, 32 + (cut % bytes.length));
      assert.throws(() => decode(type, short), ShapeError, name);
    }), { numRuns: RUNS });
  }
});

test('one byte too many is refused', () => {
  for (const [name, type] of everything) {
    fc.assert(fc.property(valuesOf(type), (value) => { assert.throws(() => decode(type, new Uint8Array([...encode(type, value), 0])), ShapeError, name); }), { numRuns: 5 });
  }
});
