// The dates of a regular schedule as its page lists them: lessons, and dates of the rule without one.
import type { Lesson, Series } from '../../contract/entities.ts';

type LeftOut = NonNullable<Series['leftOut']>[number];
export type SeriesLesson = Pick<Lesson, 'id' | 'onDate' | 'startMin' | 'durationMin' | 'status' | 'trainerId' | 'seriesOn' | 'seriesMin' | 'isChanged' | 'isUndecided'>;
export type SeriesRow<L extends SeriesLesson = SeriesLesson> = { readonly onDate: string; readonly startMin: number } & ({ readonly lesson: L; readonly left?: never } | { readonly left: LeftOut; readonly lesson?: never });
export interface SeriesRows<L extends SeriesLesson> { ahead: SeriesRow<L>[]; past: SeriesRow<L>[] }

/** From today on in order of time, and before today the latest first. */
export function rowsOf<L extends SeriesLesson>(lessons: readonly L[], series: Pick<Series, 'leftOut' | 'untilOn'>, today: string): SeriesRows<L> {
  const there = new Set(lessons.map((l) => `${l.seriesOn} ${l.seriesMin}`));
  const left = (series.leftOut ?? []).filter((d) => !there.has(`${d.onDate} ${d.startMin}`) && (series.untilOn === undefined || d.onDate <= series.untilOn));
  const rows: SeriesRow<L>[] = [...lessons.map(({ onDate, startMin }, i) => ({ onDate, startMin, lesson: lessons[i] as L })), ...left.map((d) => ({ onDate: d.onDate, startMin: d.startMin, left: d }))]; // i is in bounds
  rows.sort((a, b) => (a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : a.startMin - b.startMin));
  return { ahead: rows.filter((r) => r.onDate >= today), past: rows.filter((r) => r.onDate < today).reverse() };
}
export const isMoved = (l: SeriesLesson): boolean => l.seriesOn !== undefined && (l.seriesOn !== l.onDate || l.seriesMin !== l.startMin);
/** Lessons that ending on that day takes out: those of the rule, and those changed by hand if asked. */
export const takenOut = (rows: readonly SeriesRow[], fromOn: string): { plain: number; changed: number } => {
  const planned = rows.flatMap((r) => (r.lesson && r.onDate >= fromOn && r.lesson.status === 'planned' ? [r.lesson] : []));
  const changed = planned.filter((l) => l.isChanged).length;
  return { plain: planned.length - changed, changed };
};
