// A day as it stands at a moment: what is on now, what comes next, what is over, and what somebody has to look into. Pure.
import { isUnconfirmed } from '../calendar/lesson-text.ts';
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
type Booking = NonNullable<LessonView['bookings']>[number];
export interface Someone { lesson: LessonView; clientId: number; place: Booking }
/** People in the order of their lessons. */
export const peopleOf = (lessons: readonly LessonView[], fits: (b: Booking) => boolean): Someone[] =>
  lessons.flatMap((lesson) => (lesson.bookings ?? []).filter(fits).map((place) => ({ lesson, clientId: place.clientId, place })));
/** Of a day on which people have been asked: who has not said yet that they come to what is still ahead. */
export const unconfirmedOf = (lessons: readonly LessonView[], nowMin: number): Someone[] =>
  lessons.some((l) => l.bookings?.some((b) => b.answer)) ? peopleOf(lessons.filter((l) => l.status === 'planned' && l.startMin > nowMin), isUnconfirmed) : [];
