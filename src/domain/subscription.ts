// When a subscription is valid, and which of several pays. The rules of time and of the order of payment are here and nowhere else.
import type { Subscription } from '../contract/entities.ts';
import { MOST_MEMBERS } from '../contract/limits.ts';
import { addDays, daysBetween, firstOfMonth, monthOf } from './calendar-day.ts';

export type Terms = Pick<Subscription, 'termDays' | 'termMonths'>;
export type Validity = Pick<Subscription, 'clientId' | 'otherClientIds' | 'soldOn' | 'startByOn' | 'startOn' | 'endOn' | 'extraDays' | 'freezes' | 'closedAs' | 'kindIds' | 'groupIds' | 'leftHalves'> & Terms & { id: number };
export interface Visit { clientId: number; onDate: string; kindId?: number | undefined; groupId?: number | undefined }

/** The last day of a term that begins on that day. A month ends the day before the same date; where there is no such date, on the last of the month. */
export function endOfTerm(terms: Terms, startOn: string, extraDays = 0): string {
  const end = terms.termMonths === undefined ? addDays(startOn, (terms.termDays ?? 1) - 1) : dayBeforeSame(startOn, terms.termMonths);
  return addDays(end, extraDays);
}
function dayBeforeSame(startOn: string, months: number): string {
  const first = firstOfMonth(monthOf(startOn) + months);
  const last = addDays(firstOfMonth(monthOf(first) + 1), -1);
  const same = addDays(first, Number(startOn.slice(8)) - 1);
  return same > last ? last : addDays(same, -1);
}

/** The days it is valid on if used on that day: as they are, or as they would be if it began then. */
export function windowOn(s: Validity, onDate: string): { fromOn: string; toOn: string } {
  if (s.startOn && s.endOn) return { fromOn: s.startOn, toOn: s.endOn };
  const fromOn = s.startByOn && s.startByOn < onDate ? s.startByOn : onDate < s.soldOn ? s.soldOn : onDate;
  return { fromOn, toOn: endOfTerm(s, fromOn, s.extraDays) };
}
export const isFrozenOn = (s: Pick<Subscription, 'freezes'>, onDate: string): boolean => (s.freezes ?? []).some((f) => f.fromOn <= onDate && (f.toOn === undefined || onDate <= f.toOn));
/** Whether it covers such a lesson and the regular place was given up for that day. */
export const isReleasedOn = (s: Pick<Subscription, 'freezes' | 'kindIds' | 'groupIds'>, visit: Omit<Visit, 'clientId'>): boolean =>
  coversLesson(s, visit) && (s.freezes ?? []).some((f) => f.isReleased && isFrozenOn({ freezes: [f] }, visit.onDate));
/** Whether lessons of that kind and group are among those it is for. */
export const coversLesson = (s: Pick<Subscription, 'kindIds' | 'groupIds'>, visit: Pick<Visit, 'kindId' | 'groupId'>): boolean =>
  (!s.kindIds.length || s.kindIds.includes(visit.kindId ?? 0)) && (!s.groupIds.length || s.groupIds.includes(visit.groupId ?? 0));
export const usersOf = (s: Pick<Subscription, 'clientId' | 'otherClientIds'>): number[] => [s.clientId, ...(s.otherClientIds ?? [])];

/** Whether it may pay for the visit, whatever is left of it. */
export function isValidFor(s: Validity, visit: Visit): boolean {
  if (s.closedAs || !usersOf(s).includes(visit.clientId) || isFrozenOn(s, visit.onDate)) return false;
  if (!coversLesson(s, visit)) return false;
  const { fromOn, toOn } = windowOn(s, visit.onDate);
  return fromOn <= visit.onDate && visit.onDate <= toOn;
}
/** The order of payment: what ends first; what has not started comes after what has; then what was sold first. */
export function byOrderOfPayment(onDate: string): (a: Validity, b: Validity) => number {
  const key = (s: Validity) => `${s.startOn ? 0 : 1} ${windowOn(s, onDate).toOn} ${s.soldOn}`;
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id);
}
/** The subscription that pays for a visit that takes so many halves; undefined when none does. */
export const payerOf = <S extends Validity>(all: readonly S[], visit: Visit, halves: number): S | undefined =>
  all.filter((s) => isValidFor(s, visit) && (s.leftHalves ?? Infinity) >= halves).sort(byOrderOfPayment(visit.onDate))[0];

export interface Planned extends Visit { lessonId: number; startMin: number; priceMinor: number }
export interface Payer { subscriptionId?: number; isPaid: boolean }
/**
 * Who will pay for visits ahead, in the order of their days: subscriptions first, then what is on the account.
 * `halves`: what a visit takes; `balances`: by client, in hundredths. Of a pair's subscription one lesson serves both.
 */
export function planPayments(subscriptions: readonly (Validity & Pick<Subscription, 'persons'>)[], visits: readonly Planned[], balances: ReadonlyMap<number, number>, halves: number): Map<Planned, Payer> {
  const left = subscriptions.map((s) => ({ ...s }));
  const rest = new Map(balances);
  const pairs = new Set<string>();
  const out = new Map<Planned, Payer>();
  for (const visit of [...visits].sort((a, b) => (a.onDate === b.onDate ? a.startMin - b.startMin || a.lessonId - b.lessonId : a.onDate < b.onDate ? -1 : 1))) {
    const shared = left.find((s) => s.persons === 2 && pairs.has(`${s.id} ${visit.lessonId}`) && isValidFor(s, visit));
    const payer = shared ?? payerOf(left, visit, halves);
    if (payer) {
      if (!payer.startOn) Object.assign(payer, { startOn: windowOn(payer, visit.onDate).fromOn, endOn: windowOn(payer, visit.onDate).toOn });
      if (payer.leftHalves !== undefined && payer !== shared) payer.leftHalves -= halves;
      if (payer.persons === 2) pairs.add(`${payer.id} ${visit.lessonId}`);
      out.set(visit, { subscriptionId: payer.id, isPaid: true });
      continue;
    }
    const money = rest.get(visit.clientId) ?? 0;
    const isPaid = money >= visit.priceMinor;
    if (isPaid) rest.set(visit.clientId, money - visit.priceMinor);
    out.set(visit, { isPaid });
  }
  return out;
}

/** How many lessons it can still pay for that nobody has booked; null where it has no count. */
export const freeLessons = (s: Pick<Subscription, 'leftHalves' | 'bookedHalves'>): number | null => (s.leftHalves === undefined ? null : Math.max(0, Math.min(MOST_MEMBERS, Math.floor((s.leftHalves - s.bookedHalves) / 2))));
/** Whether nothing is left of it: one bought to follow it begins at once. */
export const isOver = (s: Pick<Subscription, 'closedAs' | 'leftHalves' | 'endOn'>, todayOn: string): boolean => !!s.closedAs || (s.leftHalves !== undefined && s.leftHalves <= 0) || (s.endOn !== undefined && s.endOn < todayOn);
export type State = 'closed' | 'frozen' | 'waiting' | 'active' | 'used' | 'ended';
/** How it stands on that day. */
export function stateOn(s: Validity, onDate: string): State {
  if (s.closedAs) return 'closed';
  if (s.leftHalves !== undefined && s.leftHalves <= 0) return 'used';
  if (isFrozenOn(s, onDate)) return 'frozen';
  if (!s.startOn && !(s.startByOn && s.startByOn <= onDate)) return 'waiting';
  const { fromOn, toOn } = windowOn(s, onDate);
  return onDate < fromOn ? 'waiting' : onDate > toOn ? 'ended' : 'active';
}
/** Days of freezing so far, those still ahead included; an open one up to that day. */
export const frozenDays = (s: Pick<Subscription, 'freezes'>, todayOn: string): number =>
  (s.freezes ?? []).reduce((sum, f) => sum + Math.max(0, daysBetween(f.fromOn, f.toOn ?? addDays(todayOn, -1)) + 1), 0);
