// Writes down what the wire schema is now: node bin/run.js scripts/lock-wire.ts [--same-version]
// A change needs a higher WIRE_VERSION, because devices with the older program are still out there.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tables, TABLES } from '../src/contract/entities.ts';
import { encodeAnswer, encodeChange, encodeChanges, encodeFrame, encodeGoodbye, encodePiece, encodePong, encodePresence, encodeRefusal, encodeRequest, goodbye, HELLO, hello, ID_BLOCK, MAX_FRAME_BYTES, PIECE_ARRIVED, PIECE_BYTES, PING, pong, presence, snapshot, welcome, WIRE_VERSION } from '../src/contract/frames.ts';
import { ERROR_CODES, nothing, refusal } from '../src/contract/operation.ts';
import { OP_NAMES, ops } from '../src/contract/ops.ts';

export type WireLock = { version: number; hash: string };
const lockFile = fileURLToPath(new URL('../src/contract/wire.lock.json', import.meta.url));

/** Everything two programs must agree on, as lines of text. */
export function describeWire(): string {
  const operations = OP_NAMES.map((name) => ops[name].code).sort((a, b) => a - b).map((code) => {
    const name = OP_NAMES.find((candidate) => ops[candidate].code === code) ?? OP_NAMES[0];
    const { effect, roles, errors, input, output } = ops[name as keyof typeof ops];
    return `${code} ${name} ${effect} roles=${[...roles].sort()} errors=${[...errors].sort()} ${input.wire} -> ${output.wire}`;
  });
  const types = Object.entries({ refusal, hello, welcome, snapshot, pong, goodbye, presence }).map(([name, type]) => `${name} ${type.wire}`);
  const rows = TABLES.map((table, index) => `table ${index} ${table} ${tables[table].wire}`);
  const numbers = JSON.stringify({ HELLO, PING, PIECE_ARRIVED, MAX_FRAME_BYTES, PIECE_BYTES, ID_BLOCK });
  return [...operations, ...types, ...rows, `errors ${ERROR_CODES}`, numbers, ...exampleFrames()].join('\n');
}
/** The layout around the schemas, which no schema describes, by example. */
function exampleFrames(): string[] {
  const gone = encodeChange({ table: 'lesson', id: 300, isGone: true });
  const frames = [
    encodeFrame([encodeAnswer(300, 5, nothing, {}), encodeRefusal(301, { code: 'notFound' })]), encodeFrame([encodeChanges(300, [gone])]),
    encodeFrame([encodePong(1, 2), encodeGoodbye('restart'), encodePiece(3, true, false, new Uint8Array([7, 8])), encodePresence({ lessonId: 4, others: [] })]), encodeRequest(300, 301, nothing, {}, 2), encodeRequest(61, 1, nothing, {}),
  ];
  return frames.map((bytes) => `frame ${Buffer.from(bytes).toString('hex')}`);
}
export const presentWire = (): WireLock => ({ version: WIRE_VERSION, hash: createHash('sha256').update(describeWire()).digest('hex') });
export const readLock = (): WireLock => JSON.parse(fs.readFileSync(lockFile, 'utf8')) as WireLock; // written below

if (import.meta.main) {
  const present = presentWire();
  const known = fs.existsSync(lockFile) ? readLock() : null;
  if (known && known.hash !== present.hash && present.version <= known.version && !process.argv.includes('--same-version')) {
    console.error(`The wire schema has changed: raise WIRE_VERSION in src/contract/frames.ts above ${known.version} first. If version ${known.version} was never released, add --same-version.`);
    process.exit(1);
  }
  fs.writeFileSync(lockFile, `${JSON.stringify(present, null, 2)}\n`);
  console.log(`Version ${present.version} is locked as ${present.hash.slice(0, 12)}…`);
}
