// Values of any schema of the contract for property tests, made from its canonical wire text: nothing is described twice.
import fc, { type Arbitrary } from 'fast-check';
import type { Type } from '../src/contract/schema.ts';

/** Values the type writes and reads back equal: texts come trimmed, absent fields are absent. */
export function valuesOf<T>(type: Type<T>): Arbitrary<T> {
  const parser = new WireParser(type.wire);
  const made = parser.type();
  parser.end();
  return made as Arbitrary<T>; // the wire text describes T
}

const MOST_ITEMS = 5;
const MAX_ID = 2 ** 48;

/** Reads the wire text and builds the arbitrary on the way: `{id:id,name:text(1,80,false),hours:list(42,{…})}`. */
class WireParser {
  #text: string;
  #at = 0;
  constructor(text: string) { this.#text = text; }

  type(): Arbitrary<unknown> {
    if (this.#text[this.#at] === '{') return this.#object();
    const word = this.#word();
    switch (word) {
      case 'id': return integers(1, MAX_ID);
      case 'rev': case 'instant': return integers(0, MAX_ID);
      case 'bool': return fc.boolean();
      case 'date': return fc.integer({ min: -25_567, max: 84_005 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
      case 'uint': case 'int': return this.#within((min, max) => integers(Number(min), Number(max)));
      case 'oneOf': return this.#within((...values) => fc.constantFrom(...values));
      case 'text': return this.#within((min, max, lines) => texts(Number(min), Number(max), lines === 'true'));
      case 'secret': return this.#within((min, max) => texts(Number(min), Number(max), false));
      case 'bytes': return this.#within((max) => fc.uint8Array({ maxLength: Math.min(Number(max), 100) }));
      case 'optional': return this.#inner();
      case 'nullable': return fc.option(this.#inner(), { nil: null });
      case 'list': return this.#list();
      case 'tagged': return this.#tagged();
      default: throw new Error(`the wire text has "${word}" at ${this.#at}, which property tests do not know yet`);
    }
  }
  end(): void { if (this.#at !== this.#text.length) throw new Error(`the wire text goes on at ${this.#at}: ${this.#text.slice(this.#at)}`); }

  #object(): Arbitrary<unknown> {
    const required: Record<string, Arbitrary<unknown>> = {};
    const optionals: Record<string, Arbitrary<unknown>> = {};
    this.#fields((name) => { (this.#text.startsWith('optional(', this.#at) ? optionals : required)[name] = this.type(); });
    return fc.record({ ...required, ...optionals }, { requiredKeys: Object.keys(required), noNullPrototype: true });
  }
  #tagged(): Arbitrary<unknown> {
    const kinds: Arbitrary<unknown>[] = [];
    this.#fields((table) => { kinds.push(this.type().map((row) => ({ table, row }))); });
    return fc.oneof(...kinds);
  }
  #fields(read: (name: string) => void): void {
    this.#take('{');
    while (this.#text[this.#at] !== '}') {
      const name = this.#word();
      this.#take(':');
      read(name);
      if (this.#text[this.#at] === ',') this.#at++;
    }
    this.#take('}');
  }
  #list(): Arbitrary<unknown> {
    this.#take('(');
    const max = Number(this.#word());
    this.#take(',');
    const item = this.type();
    this.#take(')');
    return fc.array(item, { maxLength: Math.min(max, MOST_ITEMS) });
  }
  #inner(): Arbitrary<unknown> {
    this.#take('(');
    const inner = this.type();
    this.#take(')');
    return inner;
  }
  #within<T>(make: (...words: string[]) => T): T {
    const end = this.#text.indexOf(')', this.#at);
    const words = this.#text.slice(this.#at + 1, end).split(',');
    this.#at = end + 1;
    return make(...words);
  }
  #word(): string {
    const [word = ''] = /^-?\w*/.exec(this.#text.slice(this.#at, this.#at + 60)) ?? [];
    this.#at += word.length;
    return word;
  }
  #take(char: string): void {
    if (this.#text[this.#at] !== char) throw new Error(`the wire text should have ${char} at ${this.#at}: ${this.#text.slice(this.#at, this.#at + 40)}`);
    this.#at++;
  }
}

const integers = (min: number, max: number) => fc.oneof(fc.integer({ min, max }), fc.integer({ min, max: Math.min(max, min + 200) }), fc.constantFrom(min, max));
/** Any script and emoji, and now and then a text as long as it may be. */
function texts(min: number, max: number, lines: boolean): Arbitrary<string> {
  const isControl = lines ? /[\u0000-\u0009\u000b-\u001f\u007f]/ : /[\u0000-\u001f\u007f]/;
  const anything = fc.string({ unit: 'grapheme', minLength: min, maxLength: Math.max(min, 12) }).map((s) => s.trim()).filter((s) => s.length >= min && s.length <= max && !isControl.test(s));
  const inLines = lines ? [fc.array(fc.string({ unit: 'grapheme-ascii', maxLength: 20 })).map((l) => l.join('\n').trim()).filter((s) => s.length <= max)] : [];
  const full = fc.constantFrom('x', 'ї', '–').map((char) => char.repeat(max));
  return fc.oneof({ weight: 12, arbitrary: anything }, ...inLines.map((arbitrary) => ({ weight: 3, arbitrary })), { weight: 1, arbitrary: full });
}
