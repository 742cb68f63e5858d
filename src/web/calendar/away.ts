// Which part of a day a trainer is away, or the studio or a room is closed. Studio-local dates and minutes only.
import type { Absence, Closure } from '../../contract/entities.ts';
import type { Column, Window } from './grid-model.ts';

type Spanned = { readonly fromOn: string; readonly fromMin: number; readonly toOn?: string | undefined; readonly toMin?: number | undefined };

/** The minutes of that day that the spans cover. A span without an end lasts until the end of `today`: nobody knows of tomorrow. */
export function windowsOn(date: string, spans: readonly Spanned[], today: string): Window[] {
  return spans.flatMap(({ fromOn, fromMin, toOn = today > fromOn ? today : fromOn, toMin = 1440 }) => {
    if (date < fromOn || date > toOn) return [];
    const window = { from: date === fromOn ? fromMin : 0, to: date === toOn ? toMin : 1440 };
    return window.from < window.to ? [window] : [];
  });
}
/** What hatches a column: the absences of its trainer, the closed time of the studio and of its room. */
export function awayIn(column: Column, absences: readonly Absence[], closures: readonly Closure[], today: string): Window[] {
  const whose = column.trainerId ?? column.onlyTrainerId;
  return windowsOn(column.date, [...(whose ? absences.filter((a) => a.trainerId === whose) : []), ...closures.filter((c) => !c.isOver && (c.roomId === undefined || c.roomId === column.roomId))], today);
}
/** Trainers who are away at some time of that day. */
export const awayOn = (date: string, absences: readonly Absence[], today: string): number[] => [...new Set(absences.filter((a) => windowsOn(date, [a], today).length).map((a) => a.trainerId))];
