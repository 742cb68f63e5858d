// Days as full as a figure wants them: the same lessons at every run, of the people, rooms and kinds that data.ts makes.
// Up to 84 a day they stand at most seven side by side, so that every one of them finds a lane on a wide screen.
import type { Lesson } from '../src/contract/entities.ts';
import { addDays } from '../src/domain/calendar-day.ts';

const SLOTS = 12;
const FIRST_SLOT_MIN = 480;
const KIND_GROUP = 301;
const KIND_SINGLE = 302;
const FIRST_CLIENT = 1001;
const CLIENTS = 480;

/** `count` lessons spread over `days` from `firstDay`; ids from `firstId`, dates in order. Nobody teaches two at once up to 240 a day. */
export function crowd(count: number, firstDay: string, days: number, firstId: number): Lesson[] {
  return Array.from({ length: count }, (_, i) => lessonAt(i, addDays(firstDay, i % days), Math.floor(i / days), firstId + i)).sort((a, b) => a.id - b.id);
}

/** The n-th lesson of its day. Every other begins five minutes later; all end before the next hour does. */
function lessonAt(i: number, onDate: string, n: number, id: number): Lesson {
  const rank = Math.floor(n / SLOTS);
  const isLater = (n + rank) % 2 === 1;
  const isGroup = i % 4 === 3;
  const people = isGroup ? 2 + (i % 6) : 1;
  return {
    id, rev: 1, onDate, startMin: FIRST_SLOT_MIN + ((n * 5) % SLOTS) * 60 + (isLater ? 5 : 0), durationMin: isLater ? 55 : i % 5 === 0 ? 45 : 60,
    trainerId: 101 + (rank % 20), roomId: 201 + (rank % 10), status: i % 10 === 9 ? 'cancelled' : i % 10 === 4 || i % 10 === 7 ? 'held' : 'planned',
    kindId: isGroup ? KIND_GROUP : KIND_SINGLE, priceMinor: isGroup ? 33_300 : 77_700, capacity: isGroup ? 8 : 1, headCount: people,
    bookings: Array.from({ length: people }, (_unused, k) => ({ clientId: FIRST_CLIENT + ((i * 7 + k) % CLIENTS), slot: k + 1 })),
    ...(i % 10 === 9 && { cancelReason: 'Захворіла', cancelAskedBy: 'client' as const }),
  };
}
/** Those that others move about while the screen is watched: planned, and each alone with its trainer for two hours. */
export const movable = (lessons: readonly Lesson[], count: number): Lesson[] => lessons.filter((l) => l.status === 'planned' && l.startMin >= 600 && l.startMin < 840).slice(0, count);
