// The room that a regular schedule would usually have, where none is free on its first date: the preview then shows the clashes, and the other dates have their room.
import { addDays } from '../../domain/calendar-day.ts';
import { store } from '../sync/store.svelte.ts';
import { mostUsedRoom, type Wanted } from './most-used-room.ts';

/** By the schedules there are, and the lessons of a week before and after that day. */
export function usualRoom(what: Wanted, onDate: string): number | null {
  const around = Array.from({ length: 15 }, (_, i) => store.lessons.onDate(addDays(onDate, i - 7))).flat();
  return mostUsedRoom(what, [...store.series.all(), ...around.filter((l) => l.status !== 'cancelled' && !l.block)], store.room.all());
}
