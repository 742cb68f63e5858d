// Where a new lesson of one's own fits: not before `startMin`, and beside what one has that day already.
import type { LessonView } from '../sync/store.svelte.ts';

type Taken = Pick<LessonView, 'startMin' | 'durationMin'> & Partial<Pick<LessonView, 'status'>>;

/** The first start from `startMin` on with `durationMin` free after it. `own` are the lessons and breaks of one day, and closed hours. */
export function freeStart(startMin: number, durationMin: number, own: readonly Taken[]): number {
  let start = startMin;
  for (const taken of own.filter((l) => l.status !== 'cancelled').sort((a, b) => a.startMin - b.startMin)) {
    if (taken.startMin < start + durationMin && start < taken.startMin + taken.durationMin) start = taken.startMin + taken.durationMin;
  }
  return start;
}
