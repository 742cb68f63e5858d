import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { encodeRequest } from '../../contract/frames.ts';
import { ops, type OpName } from '../../contract/ops.ts';
import { object, optional, rev, text, uint, type Type } from '../../contract/schema.ts';
import { CallRefused, type SocketClient } from '../cli/socket-client.ts';

const app = await createTestApp();
await app.connectAll();

// The same fields as the operation's, with limits wide enough to say what no honest client would.
const wide = uint(1_000_000);
const RESIZE = object({ id: wide, seenRev: rev, startMin: optional(wide), durationMin: wide, override: optional(text(20_000)) });
const RENAME = object({ id: wide, seenRev: rev, firstName: optional(text(20_000)) });

/** Sends an input that the client's own encoder would refuse, and gives the server's refusal. */
async function forged<I>(client: SocketClient, name: OpName, type: Type<I>, input: I) {
  client.requestFrame('session.me', {}); // takes the next number
  const frame = encodeRequest(ops[name].code, client.lastRequest, type, input, 0);
  const before = await app.rev();
  const refusal = await client.sendRequest(name, frame).then(() => assert.fail('it was accepted'), (e: unknown) => (e instanceof CallRefused ? e.refusal : assert.fail(String(e))));
  assert.equal(await app.rev(), before);
  return [refusal.code, refusal.field, refusal.reason];
}

describe('bad input past the client', () => {
  it('names the field: lengths of zero and thirty hours, minutes past midnight, names of 10,000 letters', async () => {
    const owner = await app.client('owner');
    const lesson = await aLesson(app);
    const at = { id: lesson.id, seenRev: lesson.rev };
    assert.deepEqual(await forged(owner, 'lesson.resize', RESIZE, { ...at, durationMin: 0 }), ['invalid', 'durationMin', 'range']);
    assert.deepEqual(await forged(owner, 'lesson.resize', RESIZE, { ...at, durationMin: 1800 }), ['invalid', 'durationMin', 'range']);
    assert.deepEqual(await forged(owner, 'lesson.resize', RESIZE, { ...at, startMin: 1440, durationMin: 60 }), ['invalid', 'startMin', 'range']);
    assert.deepEqual(await forged(owner, 'client.update', RENAME, { id: app.clients.client, seenRev: 1_000_000, firstName: 'А'.repeat(10_000) }), ['invalid', 'firstName', 'tooLong']);
    await app.converge();
  });
  it('keeps emoji, right-to-left marks and markup as they were typed', async () => {
    const names = ['Софія 🧘‍♀️', '‮Мирослава‬', '<script>alert(1)</script>', `О'Коннор "Мак"; drop table client; --`, 'А'.repeat(80)];
    for (const firstName of names) {
      const person = await aClient(app, { firstName });
      assert.equal((await rowOf(app, 'client', person.id)).firstName, firstName);
    }
    await app.converge();
  });
  it('refuses control characters and halves of a letter', async () => {
    const owner = await app.client('owner');
    assert.throws(() => owner.requestFrame('client.update', { id: 1, seenRev: 0, firstName: 'a\u0000b' }), { reason: 'characters' });
    assert.throws(() => owner.requestFrame('client.update', { id: 1, seenRev: 0, firstName: '\ud800' }), { reason: 'characters' });
  });
});

