// What stands in the columns of the grid: columns of a view, pieces of lessons on a day, hours when nothing is open.
// Works on studio-local dates and minutes only.
import type { Room, Studio, Trainer } from '../../contract/entities.ts';
import { addDays, startOfWeek } from '../../domain/calendar-day.ts';
import { spansOn, UNSTATED, type OpenTimes } from '../../domain/working-hours.ts';
import { packLanes, type Interval, type Overflow, type Packed } from '../../domain/layout.ts';
import { trainerName } from '../parts/names.ts';
import type { LessonView } from '../sync/store.svelte.ts';

export type View = 'month' | 'week' | 'day';
/** What stands side by side in a day. */
export type By = 'trainer' | 'room';
/** `trainerId`, `roomId`: a number for one's column, null for lessons without one, undefined for a whole day. `onlyTrainerId` leaves others' lessons out of a day. */
export interface Column { readonly key: string; readonly date: string; readonly trainerId?: number | null; readonly roomId?: number | null; readonly onlyTrainerId?: number }

export function columnsOf(view: View, date: string, trainerIds: readonly (number | null)[] | null): Column[] {
  if (view === 'week') {
    const monday = startOfWeek(date);
    return Array.from({ length: 7 }, (_, i) => dayColumn(addDays(monday, i)));
  }
  if (!trainerIds?.length) return [dayColumn(date)];
  return trainerIds.map((trainerId) => ({ key: `${date}/${trainerId ?? 'none'}`, date, trainerId }));
}
/** Every column is another day. */
export const isDaily = (columns: readonly Column[]): boolean => columns[0]?.date !== columns[1]?.date;
/** The column of a number; -1 is the day before the first, which is not shown. */
export function columnAt(columns: readonly Column[], index: number): Column | undefined {
  const first = columns[0];
  if (index !== -1 || !first) return columns[index];
  const date = addDays(first.date, -1);
  return { ...first, date, key: first.key.replace(first.date, date) };
}
const dayColumn = (date: string): Column => ({ key: date, date });
/** A day with its rooms side by side. */
export const roomColumnsOf = (date: string, roomIds: readonly (number | null)[]): Column[] =>
  roomIds.length ? roomIds.map((roomId) => ({ key: `${date}/room-${roomId ?? 'none'}`, date, roomId })) : [dayColumn(date)];
export function belongs(column: Column, lesson: Pick<LessonView, 'trainerId' | 'roomId'>): boolean {
  if (column.onlyTrainerId !== undefined) return lesson.trainerId === column.onlyTrainerId;
  if (column.roomId !== undefined) return (lesson.roomId ?? null) === column.roomId;
  return column.trainerId === undefined || (lesson.trainerId ?? null) === column.trainerId;
}
/** The same days with the lessons of one trainer only. */
export const onlyOf = (columns: readonly Column[], trainerId: number): Column[] => columns.map(({ date }) => ({ key: `${date}/only`, date, onlyTrainerId: trainerId }));

/** The part of a lesson that stands on one day. */
export interface Piece extends Interval {
  readonly lesson: LessonView;
  readonly from: number; readonly to: number;
  /** It began the day before; this part is only shown. */
  readonly isContinuation: boolean;
}
/** Pieces of a column from lessons that begin that day and the day before. */
export function piecesOf(today: readonly LessonView[], dayBefore: readonly LessonView[], shortestShown: number): Piece[] {
  const begun = today.map((lesson) => piece(lesson, lesson.startMin, Math.min(1440, lesson.startMin + lesson.durationMin), false, shortestShown));
  const goingOn = dayBefore.filter(reachesNextDay).map((lesson) => piece(lesson, 0, lesson.startMin + lesson.durationMin - 1440, true, shortestShown));
  return [...goingOn, ...begun];
}
export const reachesNextDay = (l: Pick<LessonView, 'startMin' | 'durationMin'>): boolean => l.startMin + l.durationMin > 1440;
/** Short lessons are laid out as tall as they are drawn, so that neighbours do not cover each other. */
function piece(lesson: LessonView, from: number, to: number, isContinuation: boolean, shortest: number): Piece {
  const start = Math.min(from, 1440 - shortest);
  return { id: lesson.id, lesson, from, to, isContinuation, start, end: Math.max(to, start + shortest), isLast: lesson.status === 'cancelled' };
}

export interface Laid { readonly packed: Packed<Piece>[]; readonly overflows: Overflow<Piece>[] }
/** In reading order: top to bottom, left to right, which is the order of Tab and of a screen reader. */
export function lay(pieces: readonly Piece[], maxLanes: number, headMin?: number): Laid {
  const { packed, overflows } = packLanes(pieces, maxLanes, headMin);
  return { packed: packed.sort((a, b) => a.item.from - b.item.from || a.lane - b.lane), overflows };
}

export interface Window { readonly from: number; readonly to: number }
/** When the studio (and the trainer, where hours are known) does not work that day. */
export function closedWindows(date: string, studio: Pick<Studio, 'hours' | 'closedDays'> | null, trainer: OpenTimes = UNSTATED): Window[] {
  if (!studio) return [];
  if (closedDay(studio, date)) return [{ from: 0, to: 1440 }];
  return union([...complement(windowsOf(studio, date)), ...complement(windowsOf(trainer, date))]);
}
export const closedDay = (studio: Pick<Studio, 'closedDays'> | null, date: string) => studio?.closedDays.find((d) => d.onDate === date);

/** Hours without any row mean "not told", which closes nothing. */
const windowsOf = (times: OpenTimes, date: string): Window[] | null => spansOn(times, date)?.map((h) => ({ from: h.startMin, to: h.endMin })) ?? null;
function complement(open: Window[] | null): Window[] {
  if (!open) return [];
  const closed: Window[] = [];
  let at = 0;
  for (const w of open) {
    if (w.from > at) closed.push({ from: at, to: w.from });
    at = Math.max(at, w.to);
  }
  if (at < 1440) closed.push({ from: at, to: 1440 });
  return closed;
}
function union(windows: Window[]): Window[] {
  const out: Window[] = [];
  for (const w of windows.sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && w.from <= last.to) out[out.length - 1] = { from: last.from, to: Math.max(last.to, w.to) };
    else out.push(w);
  }
  return out;
}
/** What is left of a day between closed and busy hours, where it is at least that long. */
export const freeWindows = (closed: readonly Window[], busy: readonly Window[], atLeastMin: number): Window[] =>
  complement(union([...closed, ...busy].map(({ from, to }) => ({ from, to })))).filter((w) => w.to - w.from >= atLeastMin);

/** Minute to show at the top when the grid opens: half an hour before the earliest opening, or now if that is today. */
export function firstMinute(studio: Pick<Studio, 'hours'> | null, nowMin: number | null): number {
  const opening = studio?.hours.length ? Math.min(...studio.hours.map((h) => h.startMin)) : 480;
  const wanted = nowMin !== null && nowMin > opening + 240 ? nowMin - 180 : opening - 30;
  return Math.max(0, wanted);
}

/** Trainers of the side-by-side day: nobody's column first for staff, then one's own, then by name; archived only while they still teach. */
export function trainerColumns(trainers: readonly Trainer[], teaching: ReadonlySet<number>, options: { withNobody: boolean; own?: number | undefined }): (number | null)[] {
  const shown = trainers.filter((t) => !t.isArchived || teaching.has(t.id));
  const rank = (t: Trainer) => (t.id === options.own ? 0 : 1);
  shown.sort((a, b) => rank(a) - rank(b) || trainerName(a).localeCompare(trainerName(b), 'uk'));
  return [...(options.withNobody ? [null] : []), ...shown.map((t) => t.id)];
}
/** Rooms of the side-by-side day, by name; «Без залу» first where a lesson has none; archived only while they are used. */
export function roomColumns(rooms: readonly Room[], lessons: readonly Pick<LessonView, 'roomId'>[]): (number | null)[] {
  const used = new Set(lessons.map((l) => l.roomId ?? null));
  const shown = rooms.filter((r) => !r.isArchived || used.has(r.id)).sort((a, b) => a.name.localeCompare(b.name, 'uk'));
  return [...(used.has(null) ? [null] : []), ...shown.map((r) => r.id)];
}
