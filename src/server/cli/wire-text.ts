// The canonical wire text of a schema as a person reads it: `{id, name: text 1…80, note?: text …4000 or null}`.

/** One line. */
export function describeWire(wire: string): string {
  const reader = { text: wire, at: 0 };
  return describe(reader);
}
/** The fields of an object schema, each described; optional ones end with `?`. */
export function fieldsOf(wire: string): Record<string, string> {
  const reader = { text: wire, at: 0 };
  return Object.fromEntries(readFields(reader).map(({ name, isOptional, meaning }) => [`${name}${isOptional ? '?' : ''}`, meaning]));
}

interface Cursor { text: string; at: number }

function describe(r: Cursor): string {
  if (r.text[r.at] === '{') return `{${readFields(r).map(({ name, isOptional, meaning }) => (name === meaning && !isOptional ? name : `${name}${isOptional ? '?' : ''}: ${meaning}`)).join(', ')}}`;
  const word = readWord(r);
  if (word === 'tagged') return readFields(r).map(({ name }) => `a ${name}`).join(' or ');
  if (r.text[r.at] !== '(') return word;
  if (word === 'optional') return within(r, () => describe(r));
  if (word === 'nullable') return within(r, () => `${describe(r)} or null`);
  if (word === 'list') return within(r, () => {
    const most = readWord(r);
    r.at++;
    return `[${describe(r)}] up to ${most}`;
  });
  const end = r.text.indexOf(')', r.at);
  const parts = r.text.slice(r.at + 1, end).split(',');
  r.at = end + 1;
  return describeSimple(word, parts);
}
function describeSimple(word: string, parts: string[]): string {
  const [first = '', second = '', third = ''] = parts;
  if (word === 'oneOf') return parts.join(' | ');
  if (word === 'uint' || word === 'int') return `${first}…${second}`;
  const length = first === '0' ? `up to ${second}` : `${first}…${second}`;
  return `${word} ${length}${third === 'true' ? ' with lines' : ''}`;
}
function readFields(r: Cursor): { name: string; isOptional: boolean; meaning: string }[] {
  const fields = [];
  r.at++;
  while (r.text[r.at] !== '}') {
    const name = readWord(r);
    r.at++;
    const isOptional = r.text.startsWith('optional(', r.at);
    fields.push({ name, isOptional, meaning: describe(r) });
    if (r.text[r.at] === ',') r.at++;
  }
  r.at++;
  return fields;
}
function within(r: Cursor, read: () => string): string {
  r.at++;
  const meaning = read();
  r.at++;
  return meaning;
}
function readWord(r: Cursor): string {
  const start = r.at;
  while (r.at < r.text.length && !'(){},:'.includes(r.text[r.at] as string)) r.at++; // in range
  return r.text.slice(start, r.at);
}
