// A million damaged frames: each is a value or a ShapeError, and none takes long.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { valuesOf } from '../../test/arbitrary.ts';
import { damaged, randomNumbers } from '../../test/damage.ts';
import { Reader, ShapeError } from './bytes.ts';
import { tables } from './entities.ts';
import { decodeFrame, encodeAnswer, encodeChange, encodeChanges, encodeFrame, encodeGoodbye, encodePiece, encodePong, encodeRefusal, encodeSnapshot, encodeWelcome, hello, snapshot, welcome, type Change } from './frames.ts';
import { refusal } from './operation.ts';
import { OP_NAMES, ops } from './ops.ts';
import { decode, encode, type Type } from './schema.ts';

const FRAMES = 1_000_000;
const SEED = 20_261_123;
const LONGEST_MS = 1000;

test('a million damaged frames give a value or a ShapeError, and nothing else', (t) => {
  const inputs = inputCorpus();
  const frames = frameCorpus();
  const random = randomNumbers(SEED);
  let values = 0;
  let longestMs = 0;
  const startedAt = performance.now();
  for (let i = 0; i < FRAMES; i++) {
    const before = i % 64 === 0 ? performance.now() : 0;
    const isInput = i % 2 === 0;
    const [type, bytes] = (isInput ? inputs[random(inputs.length)] : frames[random(frames.length)]) as [Type<unknown>, Uint8Array]; // neither corpus is empty
    const bad = damaged(bytes, random);
    try {
      if (isInput) decode(type, bad);
      else readAll(bad, type);
      values++;
    } catch (error) {
      if (!(error instanceof ShapeError)) assert.fail(`${Buffer.from(bad).toString('hex')} threw ${String(error)}`);
    }
    if (before) longestMs = Math.max(longestMs, performance.now() - before);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  t.diagnostic(`${FRAMES} frames, ${Math.round(FRAMES / seconds)} a second, ${values} of them still a value; the longest of those timed took ${longestMs.toFixed(1)} ms`);
  assert.ok(longestMs < LONGEST_MS, `a frame took ${longestMs} ms`);
  assert.ok(seconds < 60, `it took ${seconds} s`);
});

/** What a client does with a frame, answers read by some operation's output. */
function readAll(bytes: Uint8Array, output: Type<unknown>): void {
  for (const message of decodeFrame(bytes)) if (message.kind === 'answer') output.read(message.body);
}
const sampleOf = <T>(type: Type<T>, count = 12): T[] => fc.sample(valuesOf(type), { numRuns: count, seed: SEED });

function inputCorpus(): [Type<unknown>, Uint8Array][] {
  const types = [...OP_NAMES.map((name) => ops[name].input as Type<unknown>), hello as Type<unknown>];
  return types.flatMap((type) => sampleOf(type).map((value): [Type<unknown>, Uint8Array] => [type, encode(type, value)]));
}
function frameCorpus(): [Type<unknown>, Uint8Array][] {
  const changes = Object.entries(tables).flatMap(([table, type]) => sampleOf(type as Type<unknown>).map((row) => encodeChange({ table, row } as Change))); // the row is of that table
  const gone = encodeChange({ table: 'lesson', id: 7, isGone: true });
  const others = [
    ...sampleOf(refusal).map((value) => encodeRefusal(3, value)), ...sampleOf(welcome).map(encodeWelcome), ...sampleOf(snapshot).map(encodeSnapshot),
    ...changes.map((change, i) => encodeChanges(i, [change, gone])), encodePong(9, 1_800_000_000_000), encodeGoodbye('restart'), encodePiece(1, true, false, new Uint8Array([1, 2, 3])),
  ].map((message): [Type<unknown>, Uint8Array] => [refusal, encodeFrame([message])]);
  const answers = OP_NAMES.flatMap((name) => {
    const type = ops[name].output as Type<unknown>;
    return sampleOf(type, 6).map((value): [Type<unknown>, Uint8Array] => [type, encodeFrame([encodeAnswer(5, 6, type, value), encodePong(1, 2)])]);
  });
  // The bodies of answers are views into their frame: reading one must end where it ends.
  for (const [type, frame] of answers) {
    for (const message of decodeFrame(frame)) if (message.kind === 'answer') { type.read(message.body); assert.equal((message.body satisfies Reader).left, 0); }
  }
  return [...others, ...answers];
}
