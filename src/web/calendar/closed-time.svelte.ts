// What is closed where a lesson is to go: the day, the absence of its trainer, its room or the whole studio. As the server decides it (lessons/open-time): what stands there has entered already.
import type { Conflict } from '../../contract/operation.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { windowsOn } from './away.ts';
import { closedDay } from './grid-model.ts';
import { studioClock } from './studio-clock.svelte.ts';

type Target = Pick<LessonView, 'onDate' | 'startMin' | 'durationMin'> & { readonly trainerId?: number | null | undefined; readonly roomId?: number | null | undefined };

/** `before`: where the lesson stands; absent for a new one. A block of time may stand anywhere. */
export function closedTime({ onDate, startMin, durationMin, trainerId, roomId }: Target, before?: LessonView): Conflict[] {
  if (before?.block) return [];
  const stays = before?.onDate === onDate && before.startMin === startMin;
  const changesHands = stays && (before.trainerId ?? null) !== (trainerId ?? null);
  const changesRoom = stays && (before.roomId ?? null) !== (roomId ?? null);
  const isHere = changesHands || changesRoom;
  if (stays && !isHere && durationMin <= before.durationMin) return [];
  const from = stays && !isHere ? startMin + before.durationMin : startMin;
  const isMet = (span: Parameters<typeof windowsOn>[1][number]) => [0, 1].some((day) =>
    windowsOn(addDays(onDate, day), [span], studioClock.today).some((w) => w.from + day * 1440 < startMin + durationMin && from < w.to + day * 1440));
  const day = before?.onDate === onDate ? undefined : closedDay(store.studio, onDate);
  const absent = trainerId && (!isHere || changesHands) ? store.absence.all().filter((a) => a.trainerId === trainerId && isMet(a)) : [];
  const closed = store.closure.all().filter((c) => !c.isOver && (c.roomId === undefined ? !isHere : c.roomId === roomId && (!isHere || changesRoom)) && isMet(c));
  return [
    ...(day ? [{ what: 'closedDay' as const, onDate, reason: day.reason }] : []),
    ...absent.map((a) => ({ what: 'absence' as const, id: a.trainerId, onDate: a.fromOn })),
    ...closed.map((c) => ({ what: 'closure' as const, ...(c.roomId && { id: c.roomId }), ...(c.reason && { reason: c.reason }) })),
  ];
}
