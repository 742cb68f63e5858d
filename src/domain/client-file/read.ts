// A file of clients as lines that can be looked at before anything is written: what is said of each person, and what could not be read.
// Invariant: the same person in the same file gets the same key at every reading, so that no file adds anybody twice.
import { readCsv, unguarded } from '../csv.ts';
import { normalPhone } from '../phone.ts';
import { readCount, readDay, readEmail, readSex, readSum } from './cells.ts';
import { columnsOf, hasNames, type ClientColumn } from './columns.ts';

/** What is wrong with a line as a whole, which then brings nobody, or with one value, which is then left out. */
export type FileReason = 'quote' | 'noName' | 'nameTooLong' | 'phone' | 'email' | 'birthOn' | 'sex' | 'registeredOn' | 'trainer' | 'description' | 'balance' | 'lessonsLeft' | 'lessonsUntil' | 'lessonsOver' | 'sameName';
export interface FileProblem { readonly line: number; readonly reason: FileReason; readonly value: string; /** The line brings nobody. */ readonly isFatal: boolean; /** Another line that it is about. */ readonly other?: number }
export interface Person {
  firstName: string; lastName?: string; phone?: string; email?: string; sex?: 'female' | 'male'; birthOn?: string; description?: string; note?: string; registeredOn?: string; trainerId?: number;
}
/** Money and lessons that somebody brings along from before. */
export interface Opening { balanceMinor?: number; lessonsLeft?: number; lessonsUntil?: string; subscription?: string }
export interface FileLine { readonly line: number; readonly key: string; readonly person: Person; readonly opening: Opening }
export interface ClientFile {
  readonly headings: readonly string[];
  readonly columns: readonly (ClientColumn | null)[];
  readonly lines: readonly FileLine[];
  readonly problems: readonly FileProblem[];
  /** The file as a whole cannot be used. */
  readonly refusal?: 'empty' | 'columns' | 'tooLong';
}
export interface Means { zone: string; today: string; trainers: readonly { id: number; name: string }[]; /** In place of what the headings say. */ columns?: readonly (ClientColumn | null)[] }

export const MOST_FILE_LINES = 100_000;
/** The heading is among these. */
const HEADING_WITHIN = 6;
const LONGEST_NAME = 80;
const LONGEST_NOTE = 200;
const LONGEST_TEXT = 4000;

export function readClientFile(text: string, means: Means): ClientFile {
  const { records, broken } = readCsv(text);
  const at = records.slice(0, HEADING_WITHIN).findIndex((r) => hasNames(columnsOf(r.cells)));
  const heading = records[Math.max(0, at)];
  const headings = heading?.cells ?? [];
  const columns = means.columns ?? columnsOf(headings);
  const rest = records.slice(Math.max(0, at) + 1);
  const refused = (refusal: NonNullable<ClientFile['refusal']>): ClientFile => ({ headings, columns, lines: [], problems: [], refusal });
  if (!rest.length) return refused('empty');
  if (!hasNames(columns)) return refused('columns');
  if (rest.length > MOST_FILE_LINES) return refused('tooLong');
  const problems: FileProblem[] = broken.map((line) => ({ line, reason: 'quote', value: '', isFatal: true }));
  const trainers = new Map(means.trainers.flatMap(({ id, name }) => [[nameKey(name), id], [nameKey(name.split(' ').reverse().join(' ')), id]] as const));
  const lines: FileLine[] = [];
  const times = new Map<string, number>();
  for (const { cells, line } of rest) {
    const read = new Reading(line, (column) => unguarded(cells[columns.indexOf(column)] ?? '').trim(), problems);
    const person = personOf(read, means, trainers);
    if (!person) continue;
    const identity = [nameKey(`${person.lastName ?? ''} ${person.firstName}`), person.phone ?? '', person.email ?? '', person.birthOn ?? ''].join('\n');
    const time = times.get(identity) ?? 0;
    times.set(identity, time + 1);
    lines.push({ line, key: digest(`${identity}\n${time}`), person, opening: openingOf(read, means.today) });
  }
  problems.push(...sameNames(lines));
  return { headings, columns, lines, problems: problems.sort((a, b) => a.line - b.line) };
}

class Reading {
  readonly line: number;
  readonly cell: (column: ClientColumn) => string;
  #problems: FileProblem[];
  constructor(line: number, cell: (column: ClientColumn) => string, problems: FileProblem[]) {
    this.line = line;
    this.cell = cell;
    this.#problems = problems;
  }
  note(reason: FileReason, value: string, isFatal = false): undefined { this.#problems.push({ line: this.line, reason, value: value.slice(0, 120), isFatal }); }
  /** The value of a column, noted where it cannot be read. */
  value<T>(column: ClientColumn, reason: FileReason, read: (text: string) => T | null): T | undefined {
    const text = this.cell(column);
    if (!text) return undefined;
    return read(text) ?? this.note(reason, text);
  }
}

function personOf(read: Reading, { zone, today }: Means, trainers: ReadonlyMap<string, number>): Person | null {
  const name = nameOf(read);
  if (!name.firstName) return read.note('noName', read.cell('phone') || read.cell('email'), true) ?? null;
  if (name.firstName.length > LONGEST_NAME || name.lastName.length > LONGEST_NAME) return read.note('nameTooLong', `${name.lastName} ${name.firstName}`, true) ?? null;
  const past = (text: string) => { const day = readDay(text, today); return day !== null && day <= today ? day : null; };
  const note = lineOf(read.cell('note'));
  const long = [note.length > LONGEST_NOTE ? note : '', linesOf(read.cell('description'))].filter(Boolean).join('\n');
  if (long.length > LONGEST_TEXT) read.note('description', long);
  const values: { [K in keyof Person]: Person[K] | undefined } = {
    firstName: name.firstName, lastName: name.lastName || undefined,
    phone: read.value('phone', 'phone', (text) => normalPhone(text.split(/[,;/]| або /)[0] ?? '', zone)),
    email: read.value('email', 'email', readEmail), sex: read.value('sex', 'sex', readSex), birthOn: read.value('birthOn', 'birthOn', past), registeredOn: read.value('registeredOn', 'registeredOn', past),
    trainerId: read.value('trainer', 'trainer', (text) => trainers.get(nameKey(text)) ?? null),
    note: note.length <= LONGEST_NOTE ? note || undefined : undefined, description: long.length <= LONGEST_TEXT ? long || undefined : undefined,
  };
  return filled(values) as Person; // a first name is there
}
function nameOf(read: Reading): { firstName: string; lastName: string } {
  const whole = lineOf(read.cell('fullName')).split(' ').filter(Boolean);
  const turned = lineOf(read.cell('firstLast')).split(' ').filter(Boolean);
  let [lastName, firstName] = [lineOf(read.cell('lastName')), lineOf([read.cell('firstName'), read.cell('middleName')].filter(Boolean).join(' '))];
  if (!firstName && !lastName && whole.length) [lastName, firstName] = whole.length === 1 ? ['', whole[0] ?? ''] : [whole[0] ?? '', whole.slice(1).join(' ')];
  if (!firstName && !lastName && turned.length) [lastName, firstName] = turned.length === 1 ? ['', turned[0] ?? ''] : [turned.at(-1) ?? '', turned.slice(0, -1).join(' ')];
  // Who has only a surname is called by it.
  return firstName ? { firstName, lastName } : { firstName: lastName, lastName: '' };
}
function openingOf(read: Reading, today: string): Opening {
  const balance = read.value('balance', 'balance', readSum);
  const debt = read.value('debt', 'balance', readSum);
  const until = read.value('lessonsUntil', 'lessonsUntil', (text) => readDay(text, today));
  const left = read.value('lessonsLeft', 'lessonsLeft', readCount);
  // Lessons whose time is over are none.
  if (left && until !== undefined && until < today) read.note('lessonsOver', `${left}, ${until}`);
  const hasLessons = !!left && (until === undefined || until >= today);
  return filled({
    balanceMinor: balance ?? (debt === undefined ? undefined : -Math.abs(debt)), ...(hasLessons && { lessonsLeft: left, lessonsUntil: until, subscription: lineOf(read.cell('subscription')).slice(0, LONGEST_NAME) || undefined }),
  }) as Opening; // filled leaves out what is undefined
}
/** Two of one name and one birthday are two people, unless somebody says otherwise: they are only pointed out. */
function sameNames(lines: readonly FileLine[]): FileProblem[] {
  const first = new Map<string, FileLine>();
  return lines.flatMap((line): FileProblem[] => {
    const { firstName, lastName = '', birthOn } = line.person;
    if (!birthOn) return [];
    const key = `${nameKey(`${lastName} ${firstName}`)} ${birthOn}`;
    const before = first.get(key);
    if (!before) first.set(key, line);
    if (!before) return [];
    return [{ line: line.line, reason: 'sameName', value: `${lastName} ${firstName}`.trim(), isFatal: false, other: before.line }];
  });
}

export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase().replace(/['’ʼ‘`]/g, '').replace(/\s+/g, ' ').trim();
// Control characters have no place in a name or a note.
const lineOf = (text: string): string => text.normalize('NFC').toWellFormed().replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim();
const linesOf = (text: string): string => text.normalize('NFC').toWellFormed().replace(/[\u0000-\u0009\u000b-\u001f\u007f]+/g, ' ').trim();
const filled = (values: object): object => Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined));

/** 106 bits of a text: enough that no two people of any file meet. */
export function digest(text: string): string {
  const half = (seed: number) => {
    let [a, b] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      a = Math.imul(a ^ c, 2654435761);
      b = Math.imul(b ^ c, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
  };
  return `${half(0)}.${half(0x9e3779b9)}`;
}
