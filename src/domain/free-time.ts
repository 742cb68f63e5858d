// Free time: what is left of the open hours of a studio and a trainer when all that is busy is taken out. Intervals are half-open; back to back is free.
import { addDays } from './calendar-day.ts';
import type { OpenHours } from './hours.ts';
import { instantAt, overlaps, type During } from './studio-time.ts';
import { spansOn, UNSTATED, type OpenTimes } from './working-hours.ts';

/** Somebody's or something's time that is taken. `need`: places of a room; `isWhole`: all of them. */
export interface Taken extends During { lessonId?: number; need: number; isWhole: boolean }
/** What is known of a span of days: read once, asked many times. */
export interface Timeline {
  zone: string;
  studioHours: readonly OpenHours[];
  closedDays: ReadonlySet<string>;
  /** Closed time of the whole studio. */
  shut: readonly During[];
  trainerHours: ReadonlyMap<number, OpenTimes>;
  trainers: ReadonlyMap<number, readonly Taken[]>;
  clients: ReadonlyMap<number, readonly Taken[]>;
  rooms: ReadonlyMap<number, { usable: number; taken: readonly Taken[] }>;
}
export interface Wanted {
  durationMin: number; fromOn: string; toOn: string; notBeforeMs: number;
  trainerId?: number | undefined; roomId?: number | undefined; need: number; isWhole: boolean; clientIds: readonly number[];
  /** The lesson that looks for another time does not stand in its own way. */
  exceptLessonId?: number | undefined;
}
/** Where neither the studio nor the trainer has stated hours, nobody wants to be offered the night. */
const DAYLIGHT = { startMin: 7 * 60, endMin: 22 * 60 };
const MINUTE_MS = 60_000;

/** Every interval in which such a lesson could begin and end, in order of time. */
export function freeWindows(timeline: Timeline, wanted: Wanted): During[] {
  const open: During[] = [];
  for (let onDate = wanted.fromOn; onDate <= wanted.toOn; onDate = addDays(onDate, 1)) {
    for (const { fromMs, toMs } of openDuring(timeline, wanted.trainerId, onDate)) open.push({ fromMs: Math.max(fromMs, wanted.notBeforeMs), toMs });
  }
  return without(open, inTheWay(timeline, wanted)).filter((w) => w.toMs - w.fromMs >= wanted.durationMin * MINUTE_MS);
}
/** Many lessons ask for the same days, and a local time as an instant is the dear part of it. */
const opened = new WeakMap<Timeline, Map<string, During[]>>();
function openDuring(timeline: Timeline, trainerId: number | undefined, onDate: string): During[] {
  if (timeline.closedDays.has(onDate)) return [];
  const known = opened.get(timeline) ?? new Map<string, During[]>();
  opened.set(timeline, known);
  const key = `${trainerId} ${onDate}`;
  let open = known.get(key);
  if (!open) {
    const hours = trainerId === undefined ? UNSTATED : (timeline.trainerHours.get(trainerId) ?? UNSTATED);
    open = openOn(onDate, timeline.studioHours, hours).map(({ startMin, endMin }) => ({ fromMs: instantAt(onDate, startMin, timeline.zone), toMs: instantAt(onDate, endMin, timeline.zone) }));
    known.set(key, open);
  }
  return open;
}
/** Whether such a lesson fits into exactly this interval, whatever the hours. */
export const isFree = (timeline: Timeline, wanted: Pick<Wanted, 'trainerId' | 'roomId' | 'need' | 'isWhole' | 'clientIds' | 'exceptLessonId'>, during: During): boolean =>
  !inTheWay(timeline, wanted).some((busy) => overlaps(busy, during));

/** Open intervals of a day: the studio's hours, narrowed to the trainer's. */
export function openOn(onDate: string, studio: readonly OpenHours[], trainer: OpenTimes): { startMin: number; endMin: number }[] {
  const [a, b] = [spansOn({ hours: [...studio] }, onDate), spansOn(trainer, onDate)];
  if (!a || !b) return (a ?? b ?? [DAYLIGHT]).map(({ startMin, endMin }) => ({ startMin, endMin })).sort((x, y) => x.startMin - y.startMin);
  return a.flatMap((x) => b.map((y) => ({ startMin: Math.max(x.startMin, y.startMin), endMin: Math.min(x.endMin, y.endMin) }))).filter((x) => x.startMin < x.endMin).sort((x, y) => x.startMin - y.startMin);
}
/** `open` less `busy`, in order of time. */
export function without(open: readonly During[], busy: readonly During[]): During[] {
  const inOrder = [...busy].sort((a, b) => a.fromMs - b.fromMs);
  return open.flatMap(({ fromMs, toMs }) => {
    const left: During[] = [];
    let at = fromMs;
    for (const b of inOrder) {
      if (b.toMs <= at) continue;
      if (b.fromMs >= toMs) break;
      if (b.fromMs > at) left.push({ fromMs: at, toMs: b.fromMs });
      at = b.toMs;
    }
    if (at < toMs) left.push({ fromMs: at, toMs });
    return left;
  });
}
/** Intervals in which a room has fewer than `need` places left, or is not empty where all of it is wanted. */
export function tooFull(taken: readonly Taken[], usable: number, need: number, isWhole: boolean): readonly During[] {
  if (isWhole) return taken;
  if (need > usable) return [{ fromMs: -Infinity, toMs: Infinity }];
  // Ends before beginnings at the same moment: back to back is free.
  const turns = taken.flatMap((t) => { const weight = t.isWhole ? usable + 1 : t.need; return [{ atMs: t.fromMs, weight }, { atMs: t.toMs, weight: -weight }]; }).sort((a, b) => a.atMs - b.atMs || a.weight - b.weight);
  const full: During[] = [];
  let sum = need;
  let sinceMs: number | null = null;
  for (const { atMs, weight } of turns) {
    sum += weight;
    if (sum > usable) sinceMs ??= atMs;
    else if (sinceMs !== null) {
      if (atMs > sinceMs) full.push({ fromMs: sinceMs, toMs: atMs });
      sinceMs = null;
    }
  }
  return full;
}
function inTheWay(timeline: Timeline, { trainerId, roomId, need, isWhole, clientIds, exceptLessonId }: Pick<Wanted, 'trainerId' | 'roomId' | 'need' | 'isWhole' | 'clientIds' | 'exceptLessonId'>): During[] {
  const others = (taken: readonly Taken[] = []) => (exceptLessonId === undefined ? taken : taken.filter((t) => t.lessonId !== exceptLessonId));
  const room = roomId === undefined ? undefined : timeline.rooms.get(roomId);
  return [
    ...timeline.shut, ...(trainerId === undefined ? [] : others(timeline.trainers.get(trainerId))), ...clientIds.flatMap((id) => others(timeline.clients.get(id))),
    ...(room ? tooFull(others(room.taken), room.usable, need, isWhole) : []),
  ];
}
/** Where in a free window a lesson begins: at the time of day it had, if that fits, otherwise as early as it can. Minutes of the day. */
export const startWithin = (window: { startMin: number; endMin: number }, usualMin: number, durationMin: number): number =>
  usualMin >= window.startMin && usualMin + durationMin <= window.endMin ? usualMin : window.startMin;
