// What of a subscription's price becomes income by the passing of its term, besides what its lessons earn (decision 10).
import type { Subscription } from '../contract/entities.ts';
import { addDays, daysBetween, firstOfMonth, monthOf } from './calendar-day.ts';
import { earnedMinor } from './money.ts';
import { windowOn, type Validity } from './subscription.ts';

export interface Expired { amountMinor: number; /** The last day that it is for. */ toOn: string }
type Sold = Validity & Pick<Subscription, 'priceMinor' | 'lessonCount' | 'usedHalves'>;

/** With a count: all that its lessons have not earned, when the term is over. Without one: for each day of the term the same, up to the last month's end or the term's. Frozen days earn nothing. */
export function expiredOf(s: Sold, todayOn: string): Expired {
  const { fromOn, toOn } = windowOn(s, todayOn);
  const nothing = { amountMinor: 0, toOn };
  if (s.closedAs || !(s.startOn ?? (s.startByOn && s.startByOn <= todayOn))) return nothing;
  // One that is frozen without an end has no last day yet.
  const isOver = toOn < todayOn && !(s.freezes ?? []).some((f) => f.toOn === undefined);
  if (s.lessonCount !== undefined) return isOver ? { amountMinor: s.priceMinor - earnedMinor(s.priceMinor, s.lessonCount * 2, s.usedHalves), toOn } : nothing;
  const monthEnd = addDays(firstOfMonth(monthOf(todayOn)), -1);
  const lastOn = isOver || monthEnd > toOn ? toOn : monthEnd;
  return { amountMinor: passedMinor(s, fromOn, lastOn, toOn), toOn: lastOn };
}
/** What the rest of it is worth: with a count what its lessons have not earned, whatever the day; without one the days after today. */
export function unusedMinor(s: Sold, todayOn: string): number {
  if (s.lessonCount !== undefined) return s.priceMinor - earnedMinor(s.priceMinor, s.lessonCount * 2, s.usedHalves);
  if (!(s.startOn ?? (s.startByOn && s.startByOn <= todayOn))) return s.priceMinor;
  const { fromOn, toOn } = windowOn(s, todayOn);
  return s.priceMinor - passedMinor(s, fromOn, todayOn < toOn ? todayOn : toOn, toOn);
}
/** The part of the price for the days up to `lastOn`, of one without a count. */
function passedMinor(s: Sold, fromOn: string, lastOn: string, toOn: string): number {
  const ended = (s.freezes ?? []).filter((f) => f.toOn !== undefined);
  return Math.floor((s.priceMinor * daysWithin(fromOn, lastOn, s.freezes ?? [])) / Math.max(1, daysWithin(fromOn, toOn, ended)));
}
/** Days of the span, both ends inclusive, that are not frozen. */
function daysWithin(fromOn: string, toOn: string, freezes: NonNullable<Subscription['freezes']>): number {
  const count = (from: string, to: string) => Math.max(0, daysBetween(from, to) + 1);
  return count(fromOn, toOn) - freezes.reduce((sum, f) => sum + count(f.fromOn > fromOn ? f.fromOn : fromOn, f.toOn !== undefined && f.toOn < toOn ? f.toOn : toOn), 0);
}
