// Tables as text: separated by commas, semicolons or tabs, cells in quotes where they hold one of these. Reading forgives; a quote that is never closed costs its line and no other.
export interface CsvRecord { readonly cells: string[]; /** From 1. */ readonly line: number }
export interface CsvRead { records: CsvRecord[]; /** Lines on which a quote is opened that is never closed. */ broken: number[] }

const SEPARATORS = [',', ';', '\t'] as const;
/** A cell of more lines than that is no remark but a quote that was forgotten. */
const MOST_LINES = 50;

/** Bytes of a file as text: UTF-8, UTF-16 with its mark, or else Windows-1251, as older programs save. */
export function decodeText(bytes: Uint8Array): string {
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  if (mark) return new TextDecoder(mark).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** Every line that is not empty, with the number of the line it begins on. */
export function readCsv(given: string): CsvRead {
  const text = given.replace(/^\ufeff/, '').replace(/^sep=.\r?\n/i, (line) => '\n'.repeat(line.endsWith('\n') ? 1 : 0));
  const separator = separatorOf(text);
  const records: CsvRecord[] = [];
  const broken: number[] = [];
  let width = 0;
  for (let at = 0, line = 1; at < text.length; ) {
    const found = readRecord(text, at, separator);
    const isBroken = !found || (found.lines > 1 && width > 0 && found.cells.length !== width);
    const record = isBroken ? null : found;
    if (record) {
      const isEmpty = record.cells.every((cell) => cell === '');
      if (!isEmpty) records.push({ cells: record.cells, line });
      if (!isEmpty && !width) width = record.cells.length;
    } else broken.push(line);
    at = record ? record.end : endOfLine(text, at);
    line += record ? record.lines : 1;
  }
  return { records, broken };
}

/** One record from there; null when a quote is not closed. `lines`: how many it takes. */
function readRecord(text: string, from: number, separator: string): { cells: string[]; end: number; lines: number } | null {
  const cells: string[] = [];
  let lines = 1;
  for (let at = from; ; ) {
    if (text[at] === '"' || (text[at] === '=' && text[at + 1] === '"')) {
      const quoted = readQuoted(text, at + (text[at] === '=' ? 2 : 1), separator);
      if (!quoted) return null;
      lines += quoted.lines;
      cells.push(quoted.value);
      at = quoted.end;
    } else {
      let end = at;
      while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
      cells.push(text.slice(at, end).trim());
      at = end;
    }
    if (text[at] === separator) at++;
    else return { cells, end: afterLine(text, at), lines };
  }
}
/** A quote within a cell is doubled; one that only a letter follows is taken as it stands, unless it begins a cell of a later line. */
function readQuoted(text: string, from: number, separator: string): { value: string; end: number; lines: number } | null {
  let value = '';
  let lines = 0;
  for (let at = from; at < text.length; at++) {
    const c = text[at] as string; // at is in bounds
    if (c === '\n' && ++lines > MOST_LINES) return null;
    if (c !== '"') { value += c; continue; }
    if (text[at + 1] === '"') { value += '"'; at++; continue; }
    let next = at + 1;
    while (text[next] === ' ') next++;
    if (next >= text.length || text[next] === separator || text[next] === '\n' || text[next] === '\r') return { value: value.replace(/\r\n?/g, '\n').trim(), end: next, lines };
    if (lines && (text[at - 1] === separator || text[at - 1] === '\n')) return null;
    value += c;
  }
  return null;
}
function endOfLine(text: string, at: number): number {
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return afterLine(text, at);
}
const afterLine = (text: string, at: number): number => (text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1);
/** The one that the first line with text has most of. */
function separatorOf(text: string): string {
  const first = (text.split(/[\r\n]/).find((line) => line.trim() !== '') ?? '').replace(/"[^"]*"/g, '');
  return SEPARATORS.reduce<string>((best, s) => (first.split(s).length > first.split(best).length ? s : best), ',');
}

/** A table for other programs, semicolons between, as spreadsheets here expect: quotes where they are needed, and nothing that a spreadsheet would run as a formula. */
export function writeCsv(rows: readonly (readonly string[])[], separator = ';'): string {
  return `\ufeff${rows.map((row) => row.map((cell) => quoted(cell, separator)).join(separator)).join('\r\n')}\r\n`;
}
function quoted(cell: string, separator: string): string {
  const safe = /^[=@\t\r]|^[+-](?![\d\s().,-]*$)/.test(cell) ? `'${cell}` : cell;
  return /["\r\n]/.test(safe) || safe.includes(separator) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
/** What `writeCsv` put before a formula, taken away again. */
export const unguarded = (cell: string): string => cell.replace(/^'(?=[=@+-])/, '');
