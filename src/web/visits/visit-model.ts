// What can be done about one person's place in a lesson now: what is one touch away, and what is in the menu.
import type { Lesson, Outcome, Policy } from '../../contract/entities.ts';
import { daysBetween } from '../../domain/calendar-day.ts';
import { cancelOutcome } from '../../domain/policy.ts';

export type Place = NonNullable<Lesson['bookings']>[number] | NonNullable<Lesson['calledOff']>[number];
export type State = Outcome | 'booked';
export type Act = Outcome | 'forgive' | 'undo';
export interface Moment { today: string; nowMin: number }
type When = Pick<Lesson, 'onDate' | 'startMin' | 'status'>;

export const TONES: Partial<Record<State, 'ok' | 'danger' | 'warn'>> = { attended: 'ok', noShow: 'danger', cancelledLate: 'warn' };
export const stateOf = (place: Place): State => place.state ?? 'booked';
/** Everybody who has or had a place, once: whoever comes back is in both while that is on its way. */
export function placesOf({ bookings = [], calledOff = [] }: Pick<Lesson, 'bookings' | 'calledOff'>): Place[] {
  const inside = new Set(bookings.map((b) => b.clientId));
  return [...bookings, ...calledOff.filter((c) => !inside.has(c.clientId))];
}
export const hasTaken = (place: Place): boolean => !!place.takenHalves || !!place.chargedMinor;
/** A lesson of today or before: somebody may have come. */
export const canCome = (lesson: When, now: Moment): boolean => lesson.status !== 'cancelled' && lesson.onDate <= now.today;
export const minutesUntil = (lesson: When, now: Moment): number => daysBetween(now.today, lesson.onDate) * 1440 + lesson.startMin - now.nowMin;
export const hasBegun = (lesson: When, now: Moment): boolean => minutesUntil(lesson, now) <= 0;

/** People are asked whether they come so many days before: on a Friday for the Monday, too. */
const ASKED_DAYS = 3;
export const canAsk = (lesson: When, now: Moment): boolean => lesson.status === 'planned' && !hasBegun(lesson, now) && daysBetween(now.today, lesson.onDate) <= ASKED_DAYS;

/** `first`: one touch each, at most two. `more`: the rest of what makes sense. Nothing where the lesson is cancelled. */
export function actsOf(place: Place, lesson: When, now: Moment, policy: Policy, isStaff: boolean): { first: Act[]; more: Act[] } {
  if (lesson.status === 'cancelled') return { first: [], more: [] };
  const state = stateOf(place);
  const cancelled = cancelOutcome(policy, 0, minutesUntil(lesson, now) * 60_000);
  const possible: Outcome[] = [...(canCome(lesson, now) ? ['attended' as const] : []), ...(hasBegun(lesson, now) ? ['noShow' as const] : []), cancelled, 'excused', 'cancelledByStudio'];
  if (state === 'booked') {
    const first = possible.slice(0, canCome(lesson, now) ? 2 : 1);
    return { first, more: possible.filter((o) => !first.includes(o)) };
  }
  const canForgive = isStaff && hasTaken(place) && !place.isForgiven;
  const isMissed = state === 'noShow' || state === 'cancelledLate';
  return {
    first: ['undo', ...(canForgive && isMissed ? ['forgive' as const] : [])],
    more: [...possible.filter((o) => o !== state), ...(canForgive && !isMissed ? ['forgive' as const] : [])],
  };
}
/** What one touch in the line of a person does: they came, are forgiven or, days before, will come; null where there is nothing of the kind. */
export function mainOf(place: Place, lesson: When, now: Moment, acts: readonly Act[]): 'attended' | 'forgive' | 'confirmed' | null {
  const state = stateOf(place);
  if ((state === 'noShow' || state === 'cancelledLate') && acts.includes('forgive')) return 'forgive';
  if (acts.includes(state === 'attended' ? 'undo' : 'attended')) return 'attended';
  return state === 'booked' && canAsk(lesson, now) ? 'confirmed' : null;
}
/** Halves as people say them: 1, ½, 1½. */
export const lessonsText = (halves: number): string => `${halves >= 2 || halves === 0 ? Math.floor(halves / 2) : ''}${halves % 2 ? '½' : ''}`;

/** A lesson is what somebody at the door comes for from an hour before it until two hours after its end. */
export const isDue = (l: Pick<Lesson, 'startMin' | 'durationMin'>, nowMin: number): boolean => nowMin >= l.startMin - 60 && nowMin <= l.startMin + l.durationMin + 120;
/** The lesson of a day that this person may have come for now: one that is due, else the next one, not marked yet. */
export function dueLesson<L extends Pick<Lesson, 'startMin' | 'durationMin' | 'status' | 'bookings'>>(lessons: readonly L[], clientId: number, nowMin: number): L | null {
  const theirs = lessons.filter((l) => l.status !== 'cancelled' && l.bookings?.some((b) => b.clientId === clientId && !b.state)).sort((a, b) => a.startMin - b.startMin);
  return theirs.find((l) => isDue(l, nowMin)) ?? theirs.find((l) => l.startMin > nowMin) ?? null;
}
