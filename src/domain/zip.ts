// Several files as one ZIP, stored as they are: for a browser, which saves one file at a time. Layout: PKWARE APPNOTE 6.3, sections 4.3 and 4.4.
const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (CRC[(c ^ byte) & 0xff] as number) ^ (c >>> 8); // 256 values
  return (c ^ 0xffffffff) >>> 0;
}
/** Fields one after another: [value, bytes], the lowest byte first. */
function fields(...all: readonly (readonly [value: number, size: 2 | 4])[]): Uint8Array {
  return Uint8Array.from(all.flatMap(([value, size]) => Array.from({ length: size }, (_, i) => (value >>> (8 * i)) & 0xff)));
}

/** `on`: YYYY-MM-DD, the day the files are dated. */
export function zip(files: readonly { name: string; text: string }[], on: string): Uint8Array<ArrayBuffer> {
  const [year = 1980, month = 1, day = 1] = on.split('-').map(Number);
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const put = (...more: Uint8Array[]) => { for (const part of more) { parts.push(part); at += part.length; } };
  for (const file of files) {
    const [name, bytes] = [new TextEncoder().encode(file.name), new TextEncoder().encode(file.text)];
    // Version 2.0, names in UTF-8, stored, midnight of that day, then what is in it and how long name and extra are.
    const about = fields([20, 2], [0x0800, 2], [0, 2], [0, 2], [((year - 1980) << 9) | (month << 5) | day, 2], [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [name.length, 2], [0, 2]);
    directory.push(fields([0x02014b50, 4], [20, 2]), about, fields([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), name);
    put(fields([0x04034b50, 4]), about, name, bytes);
  }
  const from = at;
  put(...directory);
  put(fields([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [at - from, 4], [from, 4], [0, 2]));
  const whole = new Uint8Array(at);
  let next = 0;
  for (const part of parts) {
    whole.set(part, next);
    next += part.length;
  }
  return whole;
}
