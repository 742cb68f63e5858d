// The schema language of the contract: one description gives the binary form, the validation and the TypeScript type.
// Invariant: whatever a type writes it reads back equal; whatever it would not write it refuses to read.
import { at, bad, Reader, ShapeError, Writer, written } from './bytes.ts';

export interface Type<T> {
  /** Canonical text of the wire form; the lock test hashes it. */
  readonly wire: string;
  readonly isOptional?: boolean;
  write(w: Writer, value: T): void;
  read(r: Reader): T;
  writeColumn(w: Writer, values: readonly T[]): void;
  readColumn(r: Reader, count: number): T[];
}
export type Of<S> = S extends Type<infer T> ? T : never;

/** Encodes one value. Throws ShapeError when the value is outside the type. */
export function encode<T>(type: Type<T>, value: T): Uint8Array<ArrayBuffer> {
  return written((w) => type.write(w, value));
}
/** Decodes exactly one value. Throws ShapeError on anything else, trailing bytes included. */
export function decode<T>(type: Type<T>, bytes: Uint8Array): T {
  const r = new Reader(bytes);
  const value = type.read(r);
  if (r.left) bad('trailing');
  return value;
}

/** Most rows one list may declare; a frame is limited besides. Guards memory against a lying length. */
const MOST_ROWS = 200_000;

function make<T>(wire: string, write: (w: Writer, v: T) => void, read: (r: Reader) => T): Type<T> {
  return {
    wire,
    write,
    read,
    writeColumn(w, values) {
      for (const v of values) write(w, v);
    },
    readColumn(r, count) {
      const out: T[] = [];
      for (let i = 0; i < count; i++) out.push(read(r));
      return out;
    },
  };
}

/** Numbers in a column are stored as the difference to the one above; a column of equals is one byte and the value. */
function numeric(wire: string, check: (v: number) => number, signed: boolean): Type<number> {
  return {
    wire,
    write(w, v) { signed ? w.int(check(v)) : w.uint(check(v)); },
    read: (r) => check(signed ? r.int() : r.uint()),
    writeColumn(w, values) {
      const first = values[0];
      if (first === undefined) return;
      const isConstant = values.every((v) => v === first);
      w.byte(isConstant ? 1 : 0);
      let last = 0;
      for (const v of isConstant ? [first] : values) {
        w.int(check(v) - last);
        last = v;
      }
    },
    readColumn(r, count) {
      if (!count) return [];
      const mode = r.byte();
      if (mode > 1) bad('malformed');
      if (mode === 1) return new Array<number>(count).fill(check(r.int()));
      const out: number[] = [];
      let last = 0;
      for (let i = 0; i < count; i++) out.push((last = check(last + r.int())));
      return out;
    },
  };
}
const within = (min: number, max: number) => (v: number) => {
  if (!Number.isSafeInteger(v)) bad(v === undefined || v === null ? 'required' : 'range');
  if (v < min || v > max) bad('range');
  return v === 0 ? 0 : v;
};

export const uint = (max: number, min = 0): Type<number> => numeric(`uint(${min},${max})`, within(min, max), false);
export const int = (min: number, max: number): Type<number> => numeric(`int(${min},${max})`, within(min, max), true);
const MAX_ID = 2 ** 48;
/** Row number within a studio, 1 and up. */
export const id: Type<number> = numeric('id', within(1, MAX_ID), false);
export const rev: Type<number> = numeric('rev', within(0, MAX_ID), false);
/** Milliseconds since 1970 UTC. */
export const instant: Type<number> = numeric('instant', within(0, MAX_ID), false);

/** A column of a few choices is delta-coded like numbers, so a constant one costs two bytes. */
function mapped<T>(wire: string, to: (v: T) => number, from: (n: number) => T): Type<T> {
  const plain = numeric('', (n) => n, false);
  return {
    wire,
    write(w, v) { w.uint(to(v)); },
    read: (r) => from(r.uint()),
    writeColumn(w, values) { plain.writeColumn(w, values.map(to)); },
    readColumn: (r, count) => plain.readColumn(r, count).map(from),
  };
}
export const bool: Type<boolean> = mapped('bool', (v) => (v === true ? 1 : v === false ? 0 : bad('required')), (n) => (n < 2 && n >= 0 ? n === 1 : bad('range')));
export function oneOf<const V extends readonly string[]>(...values: V): Type<V[number]> {
  const index = new Map<string, number>(values.map((v, i) => [v, i]));
  return mapped<V[number]>(`oneOf(${values})`, (v) => index.get(v) ?? bad(v == null ? 'required' : 'range'), (n) => values[n] ?? bad('range'));
}

const DAY_MS = 86_400_000;
/** Days from 1900, so that everybody's birth date fits, to 1970. */
const DAYS_TO_1970 = 25_567;
const LAST_DAY = DAYS_TO_1970 + 84_005; // 2199-12-31
/** Studio date 'YYYY-MM-DD', 1900 … 2199; days since 1900 on the wire. */
export const date: Type<string> = mapped('date', (v) => {
  if (v == null) bad('required');
  if (!/^\d{4}-\d\d-\d\d$/.test(v)) bad('malformed');
  const days = Date.parse(v) / DAY_MS + DAYS_TO_1970;
  return days >= 0 && days <= LAST_DAY && dateOf(days) === v ? days : bad('range');
}, (n) => (n >= 0 && n <= LAST_DAY ? dateOf(n) : bad('range')));
const dateOf = (days: number) => new Date((days - DAYS_TO_1970) * DAY_MS).toISOString().slice(0, 10);

// eslint-free on purpose: control characters other than newline have no place in a name or a note.
const CONTROL = /[\u0000-\u001f\u007f]/;
const CONTROL_BUT_LINES = /[\u0000-\u0009\u000b-\u001f\u007f]/;
/** Text measured in UTF-16 units after trimming; single-line unless `lines`. */
export function text(max: number, { min = 0, lines = false } = {}): Type<string> {
  const control = lines ? CONTROL_BUT_LINES : CONTROL;
  const check = (v: string) => {
    if (typeof v !== 'string') bad('required');
    const value = v.trim();
    if (value.length < min) bad(value.length ? 'tooShort' : 'required');
    if (value.length > max) bad('tooLong');
    if (control.test(value) || !value.isWellFormed()) bad('characters');
    return value;
  };
  return make(`text(${min},${max},${lines})`, (w, v) => w.text(check(v)), (r) => check(r.text()));
}
/** Text kept to the letter: passwords, tokens. */
export const secret = (max: number, min = 1): Type<string> => {
  const check = (v: string) => (typeof v !== 'string' || !v ? bad('required') : v.length > max ? bad('tooLong') : v.length < min ? bad('tooShort') : v.isWellFormed() ? v : bad('characters'));
  return make(`secret(${min},${max})`, (w, v) => w.text(check(v)), (r) => check(r.text()));
};
export const bytes = (max: number): Type<Uint8Array> =>
  make(`bytes(${max})`, (w, v) => (v.length > max ? bad('tooLong') : w.raw(v)), (r) => {
    const v = r.raw();
    return v.length > max ? bad('tooLong') : v;
  });

export interface Optional<T> extends Type<T | undefined> { readonly isOptional: true }
/** A field that may be absent: one bit in its object, one bit a row in a column. */
export function optional<T>(type: Type<T>): Optional<T> {
  return {
    wire: `optional(${type.wire})`,
    isOptional: true,
    // Called by object() only for values that are there.
    write: (w, v) => type.write(w, v as T), // object() checked that v is present
    read: (r) => type.read(r),
    writeColumn(w, values) {
      const present = values.filter((v) => v !== undefined) as T[]; // filtered above
      const mode = present.length === 0 ? 0 : present.length === values.length ? 1 : 2;
      w.byte(mode);
      if (mode === 2) writeBits(w, values.map((v) => v !== undefined));
      if (mode) type.writeColumn(w, present);
    },
    readColumn(r, count) {
      const mode = r.byte();
      if (mode > 2) bad('malformed');
      if (mode === 0) return new Array<T | undefined>(count).fill(undefined);
      if (mode === 1) return type.readColumn(r, count);
      const bits = readBits(r, count);
      const present = type.readColumn(r, bits.filter(Boolean).length);
      let next = 0;
      return bits.map((b) => (b ? present[next++] : undefined));
    },
  };
}
function writeBits(w: Writer, bits: boolean[]) {
  for (let i = 0; i < bits.length; i += 8) {
    let byte = 0;
    for (let k = 0; k < 8; k++) if (bits[i + k]) byte |= 1 << k;
    w.byte(byte);
  }
}
function readBits(r: Reader, count: number): boolean[] {
  const bits: boolean[] = [];
  let byte = 0;
  for (let i = 0; i < count; i++) {
    if (i % 8 === 0) byte = r.byte();
    bits.push(((byte >> i % 8) & 1) === 1);
  }
  // Unused bits are zero, so that one value has one spelling.
  if (count % 8 && byte >> count % 8) bad('malformed');
  return bits;
}
/** A value that may be null, as apart from absent: `optional(nullable(x))` reads "leave", "clear" or "set". */
export function nullable<T>(type: Type<T>): Type<T | null> {
  return make<T | null>(`nullable(${type.wire})`, (w, v) => {
    w.byte(v === null ? 0 : 1);
    if (v !== null) type.write(w, v);
  }, (r) => {
    const mode = r.byte();
    return mode === 0 ? null : mode === 1 ? type.read(r) : bad('malformed');
  });
}

type Fields = Record<string, Type<any>>; // any: the field types are recovered by ObjectOf
type OptionalKeys<F extends Fields> = { [K in keyof F]: F[K] extends Optional<any> ? K : never }[keyof F];
export type ObjectOf<F extends Fields> = { [K in Exclude<keyof F, OptionalKeys<F>>]: Of<F[K]> } & { [K in OptionalKeys<F>]?: Of<F[K]> };
export interface ObjectType<F extends Fields> extends Type<ObjectOf<F>> { readonly fields: F }

export function object<F extends Fields>(fields: F): ObjectType<F> {
  const entries = Object.entries(fields);
  const optionals = entries.filter(([, t]) => t.isOptional).map(([k]) => k);
  if (optionals.length > 30) throw new Error('an object has at most 30 optional fields');
  type O = ObjectOf<F>;
  type Loose = Record<string, unknown>;
  return {
    fields,
    wire: `{${entries.map(([k, t]) => `${k}:${t.wire}`)}}`,
    write(w, value) {
      if (typeof value !== 'object' || value === null) bad('required');
      const loose = value as Loose; // O is a plain record of the same keys
      if (optionals.length) {
        let mask = 0;
        optionals.forEach((k, i) => { if (loose[k] !== undefined) mask += 2 ** i; });
        w.uint(mask);
      }
      for (const [k, t] of entries) if (!t.isOptional || loose[k] !== undefined) at(k, () => t.write(w, loose[k]));
    },
    read(r) {
      const out: Loose = {};
      let mask = optionals.length ? r.uint() : 0;
      if (mask >= 2 ** optionals.length) bad('malformed');
      for (const [k, t] of entries) {
        if (t.isOptional) {
          if (mask % 2) out[k] = at(k, () => t.read(r));
          mask = Math.floor(mask / 2);
        } else out[k] = at(k, () => t.read(r));
      }
      return out as O; // every field was just read by its own type
    },
    writeColumn(w, values) {
      if (!values.length) return;
      // Which optional columns have anything in them: an empty one costs a bit and not a byte.
      const isFilled = new Set(optionals.filter((k) => values.some((v) => (v as Loose)[k] !== undefined)));
      if (optionals.length) w.uint(optionals.reduce((mask, k, i) => mask + (isFilled.has(k) ? 2 ** i : 0), 0));
      for (const [k, t] of entries) if (!t.isOptional || isFilled.has(k)) at(k, () => t.writeColumn(w, values.map((v) => (v as Loose)[k])));
    },
    readColumn(r, count) {
      const out: Loose[] = Array.from({ length: count }, () => ({}));
      if (count) {
        let mask = optionals.length ? r.uint() : 0;
        if (mask >= 2 ** optionals.length) bad('malformed');
        for (const [k, t] of entries) {
          if (t.isOptional) {
            const isFilled = mask % 2 === 1;
            mask = Math.floor(mask / 2);
            if (!isFilled) continue;
          }
          const column: unknown[] = at(k, () => t.readColumn(r, count));
          for (let i = 0; i < count; i++) if (column[i] !== undefined) (out[i] as Loose)[k] = column[i];
        }
      }
      return out as O[]; // every field was just read by its own type
    },
  };
}

/** A list; its items go column by column, which makes a week of lessons a tenth of its JSON. */
export function list<T>(type: Type<T>, max: number): Type<T[]> {
  const count = (n: number) => (n > max ? bad('tooLong') : n);
  const guard = (n: number) => (n > MOST_ROWS ? bad('malformed') : n);
  const length = numeric('', (n) => (n < 0 ? bad('malformed') : count(n)), false);
  const items = (v: T[]) => (Array.isArray(v) ? v : bad('required'));
  return {
    wire: `list(${max},${type.wire})`,
    write(w, value) {
      w.uint(count(items(value).length));
      type.writeColumn(w, value);
    },
    read: (r) => type.readColumn(r, guard(count(r.uint()))),
    writeColumn(w, values) {
      length.writeColumn(w, values.map((v) => items(v).length));
      type.writeColumn(w, values.flat(1) as T[]); // flat(1) of T[][] is T[]; T is never itself an array here
    },
    readColumn(r, n) {
      const lengths = length.readColumn(r, n);
      const all = type.readColumn(r, guard(lengths.reduce((a, b) => a + b, 0)));
      let next = 0;
      return lengths.map((m) => all.slice(next, (next += m)));
    },
  };
}

/** A value of one of several named types: `{ table: 'lesson', row: … }`. */
export function tagged<M extends Record<string, Type<any>>>(types: M): Type<{ [K in keyof M & string]: { table: K; row: Of<M[K]> } }[keyof M & string]> {
  type U = { [K in keyof M & string]: { table: K; row: Of<M[K]> } }[keyof M & string];
  const names = Object.keys(types);
  return make<U>(`tagged{${names.map((n) => `${n}:${(types[n] as Type<unknown>).wire}`)}}`, (w, v) => {
    const index = names.indexOf(v.table);
    if (index < 0) bad('range');
    w.uint(index);
    (types[v.table] as Type<unknown>).write(w, v.row); // index was found
  }, (r) => {
    const table = names[r.uint()] ?? bad('range');
    return { table, row: (types[table] as Type<unknown>).read(r) } as U; // table is one of M's keys
  });
}
export { ShapeError, Reader, Writer };
