// How long a regular place is held for somebody whose lessons are not paid for any more.
import type { Subscription } from '../contract/entities.ts';
import { addDays } from './calendar-day.ts';

/** The last day on which it is held. */
export const heldTo = (paidOn: string, holdDays: number): string => addDays(paidOn, holdDays);
export const mayRelease = (place: { heldTo: string }, todayOn: string): boolean => place.heldTo < todayOn;
/** Frozen now or soon: whether the place is kept was asked then. */
export const isFreezing = (subscriptions: readonly Pick<Subscription, 'closedAs' | 'freezes'>[], todayOn: string): boolean =>
  subscriptions.some((s) => !s.closedAs && s.freezes?.some((f) => f.toOn === undefined || f.toOn >= todayOn));
