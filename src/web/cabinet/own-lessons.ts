// A client's own lessons among all that this device holds: those ahead and those that were, each with what became of the own place. Pure.
import type { LessonView } from '../sync/store.svelte.ts';
import { placesOf, type Place } from '../visits/visit-model.ts';

export interface OwnLesson { lesson: LessonView; place: Place }
/** Where the client has or had a place. */
export const ownAmong = (lessons: readonly LessonView[], clientId: number): OwnLesson[] =>
  lessons.flatMap((lesson) => { const place = placesOf(lesson).find((p) => p.clientId === clientId); return place ? [{ lesson, place }] : []; });
const key = ({ lesson }: OwnLesson) => `${lesson.onDate} ${String(lesson.startMin).padStart(4, '0')}`;
const isOver = ({ lesson }: OwnLesson, today: string, nowMin: number) => lesson.onDate < today || (lesson.onDate === today && lesson.startMin + lesson.durationMin <= nowMin);
/** Soonest first; what was called off is no lesson ahead. */
export const ahead = (own: readonly OwnLesson[], today: string, nowMin: number): OwnLesson[] =>
  own.filter((o) => !isOver(o, today, nowMin) && o.lesson.status !== 'cancelled' && (o.lesson.bookings ?? []).some((b) => b.clientId === o.place.clientId && !b.state)).sort((a, b) => key(a).localeCompare(key(b)));
/** Latest first: what is over, and what was marked or called off before. */
export const past = (own: readonly OwnLesson[], today: string, nowMin: number): OwnLesson[] =>
  own.filter((o) => isOver(o, today, nowMin) || o.place.state !== undefined || o.lesson.status === 'cancelled').sort((a, b) => key(b).localeCompare(key(a)));
