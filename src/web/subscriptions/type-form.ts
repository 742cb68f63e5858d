// The form of a subscription type: what is typed, and what it comes to. Numbers stay text until they are read.
import type { SubscriptionType } from '../../contract/entities.ts';
import { parseTime, priceInput, timeText } from '../calendar/time-text.ts';
import { amountOf } from '../parts/amount.ts';

export interface SlotRow { weekday: number; start: string; length: string }
export interface TypeForm {
  name: string; price: string; isUnlimited: boolean; count: string; term: string; unit: 'days' | 'months'; starts: SubscriptionType['starts']; startsAfter: string;
  freezeDays: string; isPair: boolean; isTrial: boolean; kindIds: number[]; groupIds: number[]; slots: SlotRow[];
}
export type Whole = 'count' | 'term' | 'startsAfter' | 'freezeDays';
/** The least and the most of a whole number in the form. */
export const LIMITS: Readonly<Record<Whole, readonly [number, number]>> = { count: [1, 500], term: [1, 3660], startsAfter: [0, 366], freezeDays: [0, 366] };
const MOST_MONTHS = 60;
export const limitsOf = (field: Whole, form: Pick<TypeForm, 'unit'>): readonly [number, number] => (field === 'term' && form.unit === 'months' ? [1, MOST_MONTHS] : LIMITS[field]);

export const blankType = (): TypeForm => ({ name: '', price: '', isUnlimited: false, count: '8', term: '30', unit: 'days', starts: 'sale', startsAfter: '7', freezeDays: '0', isPair: false, isTrial: false, kindIds: [], groupIds: [], slots: [] });
export const formOf = (x: SubscriptionType): TypeForm => ({
  name: x.name, price: priceInput(x.priceMinor), isUnlimited: x.lessonCount === undefined, count: String(x.lessonCount ?? 8), term: String(x.termMonths ?? x.termDays ?? 30), unit: x.termMonths === undefined ? 'days' : 'months',
  starts: x.starts, startsAfter: String(x.startsAfterDays ?? 7), freezeDays: String(x.freezeDays), isPair: x.persons === 2, isTrial: x.isTrial ?? false, kindIds: [...x.kindIds], groupIds: [...x.groupIds],
  slots: (x.slots ?? []).map((s) => ({ weekday: s.weekday, start: timeText(s.startMin), length: String(s.durationMin) })),
});
export function wholeOf(text: string, [from, to]: readonly [number, number]): number | null {
  const n = Number(text.trim());
  return /^\s*\d+\s*$/.test(text) && n >= from && n <= to ? n : null;
}
/** What the operations take; null while something in the form is wrong. */
export function termsOf(form: TypeForm) {
  const name = form.name.trim();
  const priceMinor = amountOf(form.price, true);
  const count = form.isUnlimited ? undefined : wholeOf(form.count, LIMITS.count);
  const term = wholeOf(form.term, limitsOf('term', form));
  const after = form.starts === 'afterDays' ? wholeOf(form.startsAfter, LIMITS.startsAfter) : undefined;
  const freezeDays = wholeOf(form.freezeDays, LIMITS.freezeDays);
  const slots = form.slots.map((s) => ({ weekday: s.weekday, startMin: parseTime(s.start), durationMin: wholeOf(s.length, [5, 720]) }));
  if (!name || priceMinor === null || count === null || term === null || after === null || freezeDays === null || slots.some(isBadSlot)) return null;
  return {
    name, priceMinor, ...(count !== undefined && { lessonCount: count }), ...(form.unit === 'months' ? { termMonths: term } : { termDays: term }), starts: form.starts, ...(after !== undefined && { startsAfterDays: after }),
    kindIds: [...form.kindIds], groupIds: [...form.groupIds], persons: form.isPair ? 2 : 1, freezeDays, ...(form.isTrial && { isTrial: true }),
    ...(slots.length && { slots: slots.map((s) => ({ weekday: s.weekday, startMin: s.startMin ?? 0, durationMin: s.durationMin ?? 55 })) }), // none is null: looked at above
  };
}
const isBadSlot = (s: { startMin: number | null; durationMin: number | null }): boolean => s.startMin === null || s.startMin > 1439 || s.durationMin === null;
export const isBadRow = (s: SlotRow): boolean => isBadSlot({ startMin: parseTime(s.start), durationMin: wholeOf(s.length, [5, 720]) });
