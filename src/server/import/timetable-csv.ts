// A weekly timetable as CSV: finds the separator and the columns, in English or Ukrainian, and gives the cells with their line numbers.
import { CsvError, parse } from 'csv-parse/sync';
import { nameKey, type TimetableLine } from '../../domain/timetable.ts';
import type { ImportProblem } from './refused.ts';

type Column = Exclude<keyof TimetableLine, 'line'>;
const HEADERS: Record<Column, readonly string[]> = {
  weekday: ['weekday', 'day', 'день', 'день тижня'],
  start: ['start', 'from', 'starts', 'початок', 'час початку'],
  end: ['end', 'to', 'ends', 'кінець', 'закінчення', 'час закінчення'],
  group: ['group', 'class', 'група', 'заняття'],
  room: ['room', 'hall', 'зал', 'кімната'],
  trainer: ['trainer', 'instructor', 'тренер', 'тренерка'],
};
const REQUIRED: readonly Column[] = ['weekday', 'start', 'end', 'group', 'room'];
interface Parsed { record: string[]; info: { lines: number } }

/** The lines below the header, as they stand. Problems are those of the file; what the cells mean is not looked at. */
export function parseTimetable(text: string): { lines: TimetableLine[]; problems: ImportProblem[] } {
  const refused = (problem: ImportProblem) => ({ lines: [], problems: [problem] });
  // What Excel saves in an older encoding shows as the replacement character.
  if (text.includes('\ufffd')) return refused({ line: text.slice(0, text.indexOf('\ufffd')).split('\n').length, reason: 'encoding' });
  const records = readRecords(text);
  if ('reason' in records) return refused(records);
  const [header, ...rest] = records;
  if (!header) return refused({ line: 0, reason: 'empty' });
  const columns = findColumns(header.record);
  const missing = REQUIRED.filter((c) => !columns.has(c));
  if (missing.length) return refused({ line: header.info.lines, reason: 'columns', value: missing.join(', ') });
  const lines: TimetableLine[] = [];
  const problems: ImportProblem[] = [];
  for (const { record, info } of rest) {
    if (record.every((cell) => cell === '')) continue;
    if (record.slice(header.record.length).some((cell) => cell !== '')) problems.push({ line: info.lines, reason: 'cells', value: record.join(' | ') });
    const cell = (column: Column) => record[columns.get(column) ?? -1] ?? '';
    const trainer = cell('trainer');
    lines.push({ line: info.lines, weekday: cell('weekday'), start: cell('start'), end: cell('end'), group: cell('group'), room: cell('room'), ...(trainer && { trainer }) });
  }
  if (!lines.length) return refused({ line: 0, reason: 'empty' });
  return { lines, problems };
}

function readRecords(text: string): Parsed[] | ImportProblem {
  try {
    // With `info` every record comes beside the number of its last line.
    return parse(text, { bom: true, delimiter: separatorOf(text), info: true, trim: true, skip_empty_lines: true, relax_column_count: true, relax_quotes: true }) as unknown as Parsed[];
  } catch (error) {
    if (error instanceof CsvError) return { line: Number(error.lines), reason: 'quote' };
    throw error;
  }
}

/** The one of ; , and tab that the first line with text has most of. */
function separatorOf(text: string): string {
  const first = text.split('\n').find((line) => line.trim() !== '') ?? '';
  const count = (separator: string) => first.split(separator).length;
  return [',', ';', '\t'].reduce((best, s) => (count(s) > count(best) ? s : best));
}

function findColumns(header: readonly string[]): Map<Column, number> {
  const found = new Map<Column, number>();
  for (const [column, names] of Object.entries(HEADERS) as [Column, readonly string[]][]) { // keys of HEADERS
    const index = header.findIndex((cell) => names.includes(nameKey(cell)));
    if (index >= 0) found.set(column, index);
  }
  return found;
}
