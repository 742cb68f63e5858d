// What a sale comes to: the price less the discount, what is paid how, and what is left. Pure; amounts in hundredths.
import type { Series, Subscription } from '../../contract/entities.ts';
import type { Payment } from '../../contract/ledger.ops.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { coversLesson } from '../../domain/subscription.ts';
import { amountOf } from '../parts/amount.ts';

export const WAYS = ['cash', 'card', 'transfer', 'expected'] as const;
/** A transfer that is still to come is a way of paying of its own on the screen. */
export type Way = (typeof WAYS)[number];
export interface PaymentRow { way: Way; text: string }
export interface Sum { dueMinor: number; paidMinor: number; expectedMinor: number; /** What is on the account beforehand, never below zero. */ fromAccountMinor: number; debtMinor: number; isTooMuch: boolean }

export const paymentOf = (way: Way, amountMinor: number, fiscalNumber = ''): Payment => ({
  method: way === 'expected' ? 'transfer' : way, amountMinor, ...(way === 'expected' && { isExpected: true }), ...(way !== 'expected' && fiscalNumber.trim() && { fiscalNumber: fiscalNumber.trim() }),
});
/** Rows with nothing in them count for nothing; null where one cannot be read. What is still to come has no receipt yet. */
export function paymentsOf(rows: readonly PaymentRow[], fiscalNumber = ''): Payment[] | null {
  const out: Payment[] = [];
  for (const row of rows) {
    if (!row.text.trim()) continue;
    const amountMinor = amountOf(row.text, true);
    if (amountMinor === null) return null;
    if (amountMinor > 0) out.push(paymentOf(row.way, amountMinor, fiscalNumber));
  }
  return out;
}
/** `balanceMinor`: the client's, of the one whose account pays. */
export function sumOf(priceMinor: number, discountMinor: number, payments: readonly Payment[], balanceMinor: number): Sum {
  const dueMinor = Math.max(0, priceMinor - discountMinor);
  const total = (isExpected: boolean) => payments.filter((p) => (p.isExpected ?? false) === isExpected).reduce((sum, p) => sum + p.amountMinor, 0);
  const [paidMinor, expectedMinor] = [total(false), total(true)];
  const rest = Math.max(0, dueMinor - paidMinor);
  const fromAccountMinor = Math.min(rest, Math.max(0, balanceMinor));
  return { dueMinor, paidMinor, expectedMinor, fromAccountMinor, debtMinor: rest - fromAccountMinor, isTooMuch: paidMinor + expectedMinor > dueMinor };
}

/** Ended for longer, it is no regular place any more. */
const DAYS_OVER = 30;
/** Regular schedules of these people alone that could go on with the next subscription; first the one that ends last. */
export const schedulesToProlong = (all: readonly Series[], s: Pick<Subscription, 'kindIds' | 'groupIds'>, users: readonly number[], todayOn: string): Series[] =>
  all.filter((x) => x.groupId === undefined && x.untilOn !== undefined && x.untilOn >= addDays(todayOn, -DAYS_OVER) && x.clientIds.length > 0 && x.clientIds.every((c) => users.includes(c)) && coversLesson(s, x))
    .sort((a, b) => (b.untilOn ?? '').localeCompare(a.untilOn ?? '') || b.id - a.id);
