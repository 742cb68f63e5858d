// A weekly timetable from a file: what its lines mean, and for every bad one the reason. Pure: knows no rooms or dates.
// Invariant: classes of a result never overlap in one room, and none is there twice.

/** One line as it stands in the file. `line` counts from 1, the header included. */
export interface TimetableLine { line: number; weekday: string; start: string; end: string; group: string; room: string; trainer?: string }
/** Weekday from Monday 1 to Sunday 7; minutes of the studio's day. */
export interface TimetableClass { line: number; weekday: number; startMin: number; durationMin: number; group: string; room: string; trainer?: string }
export const LINE_REASONS = ['weekday', 'start', 'end', 'order', 'tooLong', 'tooShort', 'group', 'room', 'trainer', 'repeated', 'overlap', 'trainerOverlap'] as const;
export type LineReason = (typeof LINE_REASONS)[number];
/** `value`: what stood there. `other`: the earlier line that this one contradicts. */
export interface LineProblem { line: number; reason: LineReason; value?: string; other?: number }

const DAY_MIN = 1440;
const LONGEST_MIN = 720;
const SHORTEST_MIN = 5;
const LONGEST_NAME = 80;

/** Every line as a class, or the first thing that is wrong with it. With any problem the classes are not to be used. */
export function readTimetable(lines: readonly TimetableLine[]): { classes: TimetableClass[]; problems: LineProblem[] } {
  const classes: TimetableClass[] = [];
  const problems: LineProblem[] = [];
  for (const line of lines) {
    const read = readLine(line);
    const wrong = 'reason' in read ? read : contradiction(read, classes);
    if (wrong) problems.push(wrong);
    if (!('reason' in read)) classes.push(read);
  }
  return { classes, problems };
}

function readLine(given: TimetableLine): TimetableClass | LineProblem {
  const problem = (reason: LineReason, value: string): LineProblem => ({ line: given.line, reason, value });
  const [group, room, trainer] = [spaced(given.group), spaced(given.room), spaced(given.trainer ?? '')];
  const weekday = weekdayNamed(given.weekday);
  if (!weekday) return problem('weekday', given.weekday);
  const startMin = minuteOf(given.start);
  if (startMin === null || startMin >= DAY_MIN) return problem('start', given.start);
  const endMin = minuteOf(given.end);
  if (endMin === null) return problem('end', given.end);
  const durationMin = endMin - startMin;
  if (durationMin <= 0) return problem('order', `${given.start}–${given.end}`);
  if (durationMin > LONGEST_MIN) return problem('tooLong', `${given.start}–${given.end}`);
  if (durationMin < SHORTEST_MIN) return problem('tooShort', `${given.start}–${given.end}`);
  if (!isName(group)) return problem('group', group);
  if (!isName(room)) return problem('room', room);
  if (trainer && !isName(trainer)) return problem('trainer', trainer);
  return { line: given.line, weekday, startMin, durationMin, group, room, ...(trainer && { trainer }) };
}

/** The first earlier class that cannot be together with this one. */
function contradiction(c: TimetableClass, earlier: readonly TimetableClass[]): LineProblem | null {
  const meanwhile = earlier.filter((e) => e.weekday === c.weekday && e.startMin < c.startMin + c.durationMin && c.startMin < e.startMin + e.durationMin);
  const inRoom = meanwhile.filter((e) => sameName(e.room, c.room));
  const twin = inRoom.find((e) => e.startMin === c.startMin && e.durationMin === c.durationMin && sameName(e.group, c.group));
  if (twin) return { line: c.line, reason: 'repeated', other: twin.line };
  if (inRoom[0]) return { line: c.line, reason: 'overlap', value: c.room, other: inRoom[0].line };
  const taught = meanwhile.find((e) => c.trainer && e.trainer && sameName(e.trainer, c.trainer));
  return taught ? { line: c.line, reason: 'trainerOverlap', value: c.trainer ?? '', other: taught.line } : null;
}

/** By which names are compared: 'Studio  3' and 'studio 3' are one room. */
export const nameKey = (name: string): string => spaced(name).toLocaleLowerCase().replace(/['`ʼ‘]/g, '’');
const sameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b);
const spaced = (text: string): string => text.normalize('NFC').trim().replace(/[^\S\n]+/g, ' ');
const isName = (text: string): boolean => text.length > 0 && text.length <= LONGEST_NAME && !/[\u0000-\u001f\u007f]/.test(text) && text.isWellFormed();

/** Minutes of '7:30', '07:30', '07:30:00' and '24:00'; null for anything else. */
function minuteOf(text: string): number | null {
  const found = /^(\d{1,2})[:.](\d{2})(?::00)?$/.exec(text.trim());
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  const total = hour * 60 + minute;
  return minute < 60 && total <= DAY_MIN ? total : null;
}

const WEEKDAYS: readonly (readonly string[])[] = [
  ['monday', 'mon', 'mo', 'понеділок', 'пон', 'пн'],
  ['tuesday', 'tues', 'tue', 'tu', 'вівторок', 'вівт', 'вів', 'вт'],
  ['wednesday', 'wed', 'we', 'середа', 'сер', 'ср'],
  ['thursday', 'thurs', 'thur', 'thu', 'th', 'четвер', 'четв', 'чет', 'чт'],
  ['friday', 'fri', 'fr', 'п’ятниця', 'пятниця', 'п’ят', 'пят', 'пт'],
  ['saturday', 'sat', 'sa', 'субота', 'суб', 'сб'],
  ['sunday', 'sun', 'su', 'неділя', 'нед', 'нд'],
];
/** 1 … 7, or 0 for an unknown name. */
const weekdayNamed = (text: string): number => WEEKDAYS.findIndex((names) => names.includes(nameKey(text).replace(/\.$/, ''))) + 1;
