// Which subscriptions run out, and why: for the morning round of calls.
import type { Policy, Subscription } from '../contract/entities.ts';
import { addDays, daysBetween } from './calendar-day.ts';
import { stateOn, usersOf, windowOn } from './subscription.ts';

/** In the order of the calls. */
export const RENEWAL_REASONS = ['used', 'ended', 'lastLesson', 'endsSoon', 'lessonsLeft'] as const;
export type RenewalReason = (typeof RENEWAL_REASONS)[number];
/** What is over for longer is no renewal any more. */
const DAYS_OVER = 30;

/** Null while it goes on. One that nobody has begun to use does not run out by its count. */
export function renewalReason(s: Subscription, todayOn: string, policy: Pick<Policy, 'noticeAtLessons' | 'noticeDays'>): RenewalReason | null {
  const state = stateOn(s, todayOn);
  if (state === 'closed') return null;
  const { toOn } = windowOn(s, todayOn);
  if (toOn < addDays(todayOn, -DAYS_OVER)) return null;
  if (state === 'used' || state === 'ended') return state;
  const isBegun = s.usedHalves > 0 && s.leftHalves !== undefined;
  if (isBegun && (s.leftHalves ?? 0) <= 2) return 'lastLesson';
  if (state !== 'waiting' && !(s.freezes ?? []).some((f) => f.toOn === undefined) && daysBetween(todayOn, toOn) <= policy.noticeDays) return 'endsSoon';
  return isBegun && (s.leftHalves ?? 0) <= policy.noticeAtLessons * 2 ? 'lessonsLeft' : null;
}
export interface Renewal { subscription: Subscription; reason: RenewalReason }
/** Those after which the client has nothing else, of each client the one sold last; what is over first. */
export function renewals(all: readonly Subscription[], todayOn: string, policy: Pick<Policy, 'noticeAtLessons' | 'noticeDays'>): Renewal[] {
  const goesOn = new Set(all.filter((s) => !s.closedAs && renewalReason(s, todayOn, policy) === null && stateOn(s, todayOn) !== 'ended' && stateOn(s, todayOn) !== 'used').flatMap(usersOf));
  const latest = new Map<number, Renewal>();
  for (const subscription of all) {
    const reason = renewalReason(subscription, todayOn, policy);
    if (!reason || goesOn.has(subscription.clientId)) continue;
    const known = latest.get(subscription.clientId)?.subscription;
    if (!known || subscription.soldOn > known.soldOn || (subscription.soldOn === known.soldOn && subscription.id > known.id)) latest.set(subscription.clientId, { subscription, reason });
  }
  return [...latest.values()].sort((a, b) => RENEWAL_REASONS.indexOf(a.reason) - RENEWAL_REASONS.indexOf(b.reason) || windowOn(a.subscription, todayOn).toOn.localeCompare(windowOn(b.subscription, todayOn).toOn));
}
