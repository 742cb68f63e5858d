// Devices keep an older program for a while: the wire schema may only change together with its version.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presentWire, readLock } from '../../scripts/lock-wire.ts';
import { OP_NAMES, opByCode, ops } from './ops.ts';

test('the wire schema is the one that was locked, or has a new version', () => {
  const locked = readLock();
  const present = presentWire();
  const advice = present.version > locked.version
    ? 'The version was raised: write the new schema down with `node bin/run.js scripts/lock-wire.ts`.'
    : 'The wire schema has changed (an operation, a field, a limit, a role, an error or a frame). Devices with the older program are still connected: raise WIRE_VERSION '
      + 'in src/contract/frames.ts, keep the server speaking the version before, and run `node bin/run.js scripts/lock-wire.ts`. Before a first release add --same-version instead of raising it.';
  assert.deepEqual(present, locked, advice);
});

test('no two operations share a number, and none takes one of the control codes', () => {
  assert.equal(opByCode.size, OP_NAMES.length);
  for (const name of OP_NAMES) assert.ok(![100, 101, 102].includes(ops[name].code) && ops[name].code >= 1 && ops[name].code <= 16_383, name);
});
