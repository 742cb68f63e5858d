import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { zip } from './zip.ts';

test('each file stands in it whole under its name, with the sum that readers check', () => {
  const files = [{ name: 'клієнти.csv', text: '\ufeffПрізвище;Імʼя\r\n' }, { name: 'empty.csv', text: '' }];
  const bytes = Buffer.from(zip(files, '2026-11-23'));
  const end = bytes.length - 22;
  assert.deepEqual([bytes.readUInt32LE(end), bytes.readUInt16LE(end + 10)], [0x06054b50, 2]);
  let entry = bytes.readUInt32LE(end + 16);
  for (const { name, text } of files) {
    const size = bytes.readUInt32LE(entry + 20);
    const length = bytes.readUInt16LE(entry + 28);
    assert.equal(bytes.toString('utf8', entry + 46, entry + 46 + length), name);
    const local = bytes.readUInt32LE(entry + 42);
    assert.equal(bytes.readUInt32LE(local), 0x04034b50);
    const content = bytes.subarray(local + 30 + length, local + 30 + length + size);
    assert.equal(content.toString('utf8'), text);
    assert.equal(bytes.readUInt32LE(entry + 16), crc32(content));
    assert.equal(bytes.readUInt16LE(entry + 14), ((2026 - 1980) << 9) | (11 << 5) | 23);
    entry += 46 + length;
  }
  assert.equal(entry, end);
});
