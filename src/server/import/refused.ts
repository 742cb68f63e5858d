// Why an import was refused, line by line, in words. Invariant: a refused import has changed nothing.
import type { Studio } from '../../contract/entities.ts';
import type { LineReason } from '../../domain/timetable.ts';

export type Language = Studio['language'];
/** Those of a single line, of the file as a whole (line 0 or the header's), and of a lesson on its date. */
export type ImportReason = LineReason | 'encoding' | 'quote' | 'empty' | 'columns' | 'cells' | 'weeks' | 'fromOn' | 'trainerUnknown' | 'trainerAmbiguous' | 'noSuchTime' | 'taken' | 'full' | 'more';
export interface ImportProblem {
  /** From 1 with the header; 0 for what no line is to blame for. */
  line: number;
  reason: ImportReason;
  /** What stood there. */
  value?: string;
  /** Another line, or a number that the reason is about. */
  other?: number;
  /** Studio date of the lesson that could not be made. */
  onDate?: string;
  /** What is taken: 'room', 'trainer' or 'client'. */
  what?: 'room' | 'trainer' | 'client';
}
export interface RefusedLine extends ImportProblem { text: string }

const MOST = 100;

/** Nothing was imported: every line that is to blame, with its reason as a code and in words. */
export class ImportRefused extends Error {
  readonly lines: readonly RefusedLine[];
  constructor(problems: readonly ImportProblem[], language: Language) {
    const told: ImportProblem[] = problems.length > MOST ? [...problems.slice(0, MOST), { line: 0, reason: 'more', other: problems.length - MOST }] : [...problems];
    const lines = told.sort((a, b) => (a.line || Infinity) - (b.line || Infinity)).map((p) => ({ ...p, text: WORDS[language][p.reason](p) }));
    super(lines.map((l) => (l.line ? `${LINE[language]} ${l.line}: ${l.text}` : l.text)).join('\n'));
    this.name = 'ImportRefused';
    this.lines = lines;
  }
}

const LINE: Record<Language, string> = { uk: 'рядок', en: 'line' };
type Words = Record<ImportReason, (p: ImportProblem) => string>;
const EN_WHAT = { room: 'the room', trainer: 'the trainer', client: 'a client' };
const UK_WHAT = { room: 'зал зайнятий', trainer: 'тренер зайнятий', client: 'хтось із групи має інше заняття' };
const EN: Words = {
  weekday: (p) => `“${p.value}” is no weekday`,
  start: (p) => `“${p.value}” is no time to start at: write it as 7:30`,
  end: (p) => `“${p.value}” is no time to end at: write it as 8:25`,
  order: (p) => `the class ends before it has begun (${p.value})`,
  tooLong: (p) => `the class is longer than 12 hours (${p.value})`,
  tooShort: (p) => `the class is shorter than 5 minutes (${p.value})`,
  group: (p) => (p.value ? 'the name of the group is longer than 80 characters or has forbidden ones' : 'the group is missing'),
  room: (p) => (p.value ? 'the name of the room is longer than 80 characters or has forbidden ones' : 'the room is missing'),
  trainer: () => 'the name of the trainer is longer than 80 characters or has forbidden ones',
  repeated: (p) => `the same as line ${p.other}`,
  overlap: (p) => `the room “${p.value}” is taken at that time by line ${p.other}`,
  trainerOverlap: (p) => `${p.value} teaches line ${p.other} at that time`,
  encoding: () => 'the file is not UTF-8: save it as “CSV UTF-8”',
  quote: () => 'a quotation mark is not closed',
  empty: () => 'the file has no classes',
  columns: (p) => `columns are missing: ${p.value}`,
  cells: (p) => `the line has more cells than the header has columns (${p.value})`,
  weeks: (p) => `the number of weeks is 1 to ${p.other}`,
  fromOn: (p) => `“${p.value}” is no date like 2026-11-23`,
  trainerUnknown: (p) => `there is no trainer “${p.value}”`,
  trainerAmbiguous: (p) => `more than one trainer is called “${p.value}”`,
  noSuchTime: (p) => `on ${p.onDate} there is no ${p.value}: the clocks go forward`,
  taken: (p) => `on ${p.onDate} at ${p.value} ${EN_WHAT[p.what ?? 'room']} is taken`,
  full: (p) => `on ${p.onDate} the group has ${p.other} members, more than its places`,
  more: (p) => `and ${p.other} more`,
};
const UK: Words = {
  weekday: (p) => `«${p.value}» — не день тижня`,
  start: (p) => `«${p.value}» — не час початку: пишіть 7:30`,
  end: (p) => `«${p.value}» — не час кінця: пишіть 8:25`,
  order: (p) => `заняття закінчується раніше, ніж починається (${p.value})`,
  tooLong: (p) => `заняття довше за 12 годин (${p.value})`,
  tooShort: (p) => `заняття коротше за 5 хвилин (${p.value})`,
  group: (p) => (p.value ? 'назва групи довша за 80 знаків або має недозволені' : 'немає групи'),
  room: (p) => (p.value ? 'назва залу довша за 80 знаків або має недозволені' : 'немає залу'),
  trainer: () => 'імʼя тренера довше за 80 знаків або має недозволені',
  repeated: (p) => `те саме, що в рядку ${p.other}`,
  overlap: (p) => `зал «${p.value}» у цей час зайнятий рядком ${p.other}`,
  trainerOverlap: (p) => `${p.value} у цей час веде заняття з рядка ${p.other}`,
  encoding: () => 'файл не в UTF-8: збережіть його як «CSV UTF-8»',
  quote: () => 'лапки не закриті',
  empty: () => 'у файлі немає занять',
  columns: (p) => `бракує стовпців: ${p.value}`,
  cells: (p) => `у рядку більше клітинок, ніж стовпців у заголовку (${p.value})`,
  weeks: (p) => `тижнів може бути від 1 до ${p.other}`,
  fromOn: (p) => `«${p.value}» — не дата на кшталт 2026-11-23`,
  trainerUnknown: (p) => `немає тренера «${p.value}»`,
  trainerAmbiguous: (p) => `кілька тренерів звуться «${p.value}»`,
  noSuchTime: (p) => `${p.onDate} не буває ${p.value}: годинник переводять уперед`,
  taken: (p) => `${p.onDate} о ${p.value} ${UK_WHAT[p.what ?? 'room']}`,
  full: (p) => `${p.onDate} у групі ${p.other} людей, більше, ніж місць`,
  more: (p) => `і ще ${p.other}`,
};
const WORDS: Record<Language, Words> = { uk: UK, en: EN };
