// A day as it stands at a moment: what is on now, what comes next, what is over, and what somebody has to look into. Pure.
import type { LessonView } from '../sync/store.svelte.ts';

export interface Phases { now: LessonView[]; next: LessonView[]; later: LessonView[]; over: LessonView[] }
const inOrder = (a: LessonView, b: LessonView) => a.onDate.localeCompare(b.onDate) || a.startMin - b.startMin || a.id - b.id;
/** Lessons with people and a status, of the trainer named or of all. */
export const shownLessons = (lessons: readonly LessonView[], trainerId: number | undefined): LessonView[] =>
  lessons.filter((l) => l.status !== undefined && l.status !== 'cancelled' && !l.block && (trainerId === undefined || l.trainerId === trainerId)).sort(inOrder);

/** `next`: what begins first of all that is ahead, and whatever begins within the same half hour. */
export function phasesOf(lessons: readonly LessonView[], nowMin: number): Phases {
  const ahead = lessons.filter((l) => l.startMin > nowMin);
  const soon = (ahead[0]?.startMin ?? 0) + 30;
  return {
    now: lessons.filter((l) => l.startMin <= nowMin && nowMin < l.startMin + l.durationMin),
    next: ahead.filter((l) => l.startMin < soon),
    later: ahead.filter((l) => l.startMin >= soon),
    over: lessons.filter((l) => l.startMin + l.durationMin <= nowMin),
  };
}
export const isUnmarked = (l: LessonView): boolean => (l.bookings ?? []).some((b) => !b.state);
export interface Someone { lesson: LessonView; clientId: number }
/** People in the order of their lessons. */
export const peopleOf = (lessons: readonly LessonView[], fits: (b: NonNullable<LessonView['bookings']>[number]) => boolean = () => true): Someone[] =>
  lessons.flatMap((lesson) => (lesson.bookings ?? []).filter(fits).map((b) => ({ lesson, clientId: b.clientId })));
