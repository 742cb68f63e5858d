// What the calendar works with is there at once; everything else that can be called comes with one file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OP_NAMES, ops } from '../../contract/ops.ts';
import { findOperation, operationNamed } from './operations.ts';

test('what the calendar opens and changes lessons with is known before the rest has come', () => {
  for (const name of ['calendar.load', 'session.leaseIds', 'presence.look', 'lesson.create', 'lesson.move', 'change.undo'] as const) assert.equal(findOperation(name), ops[name], name);
  assert.equal(findOperation('client.create'), undefined);
});
test('whatever is asked for comes, and all others with it', async () => {
  assert.equal(await operationNamed('client.create'), ops['client.create']);
  for (const name of OP_NAMES) assert.equal(findOperation(name), ops[name], name);
});
