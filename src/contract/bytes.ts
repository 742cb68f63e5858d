// Growing byte writer and bounds-checked reader under the codec. Invariant: the reader never reads past its end.
export class ShapeError extends Error {
  readonly reason: ShapeReason;
  /** Path of the offending field, outermost first: ['hours', 2, 'startMin']. */
  readonly path: (string | number)[] = [];
  constructor(reason: ShapeReason) {
    super(reason);
    this.name = 'ShapeError';
    this.reason = reason;
  }
  get field(): string { return this.path.join('.'); }
  override toString() { return `${this.field || 'value'}: ${this.reason}`; }
}
export type ShapeReason = 'malformed' | 'required' | 'tooLong' | 'tooShort' | 'range' | 'characters' | 'trailing';

export const bad = (reason: ShapeReason): never => { throw new ShapeError(reason); };
/** Adds a field name to the error on its way out, so that a message can say which field was wrong. */
export function at<T>(key: string | number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ShapeError) error.path.unshift(key);
    throw error;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class Writer {
  bytes = new Uint8Array(512);
  length = 0;
  reserve(count: number) {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
  byte(value: number) {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }
  /** Unsigned LEB128, 0 … 2^53-1. */
  uint(value: number) {
    this.reserve(8);
    let rest = value;
    while (rest > 0x7fffffff) {
      this.bytes[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }
  /** Signed as zigzag; magnitude below 2^52. */
  int(value: number) { this.uint(value < 0 ? -2 * value - 1 : 2 * value); }
  text(value: string) {
    if (value.length < 40) {
      // Short ASCII is the common case and needs no encoder.
      this.reserve(value.length + 1);
      const start = this.length + 1;
      let i = 0;
      for (; i < value.length; i++) {
        const code = value.charCodeAt(i);
        if (code > 127) break;
        this.bytes[start + i] = code;
      }
      if (i === value.length) {
        this.bytes[this.length] = i;
        this.length = start + i;
        return;
      }
    }
    this.raw(encoder.encode(value));
  }
  /** Length, then the bytes. */
  raw(value: Uint8Array) {
    this.uint(value.length);
    this.append(value);
  }
  append(value: Uint8Array) {
    this.reserve(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
  }
  copy(): Uint8Array<ArrayBuffer> { return this.bytes.slice(0, this.length); }
}

// Encoding is synchronous, so one writer a depth of nesting serves every message.
const spare: Writer[] = [];
/** Runs `fill` with a borrowed writer and gives what it wrote, as bytes of its own. */
export function written(fill: (w: Writer) => void): Uint8Array<ArrayBuffer> {
  const w = spare.pop() ?? new Writer();
  w.length = 0;
  try {
    fill(w);
    return w.copy();
  } finally {
    // A writer that once held something large is not kept.
    if (w.bytes.length <= 65_536) spare.push(w);
  }
}

export class Reader {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;
  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }
  get left() { return this.end - this.at; }
  byte(): number {
    if (this.at >= this.end) bad('malformed');
    return this.bytes[this.at++] as number; // in bounds by the line above
  }
  uint(): number {
    let byte = this.byte();
    if (byte < 128) return byte;
    let value = byte & 127;
    let scale = 128;
    for (let i = 0; i < 7; i++) {
      byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) {
        // One spelling per number, and none above what a double holds exactly.
        if (byte === 0 || value > Number.MAX_SAFE_INTEGER) bad('malformed');
        return value;
      }
      scale *= 128;
    }
    return bad('malformed');
  }
  int(): number {
    const value = this.uint();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }
  raw(): Uint8Array {
    const length = this.uint();
    if (length > this.left) bad('malformed');
    const value = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return value;
  }
  text(): string {
    const bytes = this.raw();
    try {
      return decoder.decode(bytes);
    } catch {
      return bad('malformed');
    }
  }
}
