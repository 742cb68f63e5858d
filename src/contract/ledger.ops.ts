// Money: taken, given back, explained. Lines are only ever added; a mistake is answered by its opposite.
import { lesson } from './entities.ts';
import { amountMinor, balanceMinor, bool, date, id, month, name, priceMinor, seenRev, shortText } from './limits.ts';
import { nothing, operation, OWNER, STAFF, TEAM } from './operation.ts';
import { instant, list, object, oneOf, optional, text, uint, type Of } from './schema.ts';

export const METHODS = ['cash', 'card', 'transfer'] as const;
export type Method = (typeof METHODS)[number];
const method = oneOf(...METHODS);
export const WHATS = ['payment', 'sale', 'charge', 'goods', 'visit', 'visitBack', 'lapsed', 'refund', 'payout', 'reversal', 'opening', 'float', 'expense', 'cashOut', 'shortage', 'surplus', 'merged', 'expired'] as const;
export type What = (typeof WHATS)[number];
/** Part of what is paid. `isExpected`: on its way; it counts when it has come. */
export const payment = object({ method, amountMinor, isExpected: optional(bool), fiscalNumber: optional(shortText) });
export type Payment = Of<typeof payment>;
const fiscalNumber = optional(shortText);

export const ledgerLine = object({
  id, at: instant, onDate: date, what: oneOf(...WHATS), amountMinor,
  /** What it did to the client's balance; absent in a list that is of no client. */
  changeMinor: optional(balanceMinor), from: text(20), to: text(20),
  note: optional(shortText), clientId: optional(id), payerId: optional(id), subscriptionId: optional(id), lessonId: optional(id), lessonOn: optional(date), by: text(80), reversesId: optional(id), isReversed: optional(bool), fiscalNumber,
});
export type LedgerLine = Of<typeof ledgerLine>;

export const ledgerOps = {
  /** Money from a client to the studio. A trainer takes it from the own clients. */
  'ledger.topUp': operation({
    code: 15, effect: 'write', roles: TEAM, errors: ['notFound'], output: object({ lineId: optional(id) }),
    input: object({ clientId: id, method, amountMinor, isExpected: optional(bool), onDate: optional(date), payerId: optional(id), note: optional(shortText), fiscalNumber }),
  }),
  /** An expected payment has come, or will not. */
  'ledger.settleExpected': operation({ code: 170, effect: 'write', roles: STAFF, errors: ['notFound'], output: object({ lineId: optional(id) }), input: object({ id, hasCome: bool, fiscalNumber }) }),
  /** Something is to be paid: goods, or whatever the note says. */
  'ledger.charge': operation({ code: 171, effect: 'write', roles: STAFF, errors: ['notFound'], output: object({ lineId: id }), input: object({ clientId: id, amountMinor, isGoods: optional(bool), note: shortText }) }),
  /** Money back to a client, not more than there is on the account. */
  'ledger.payOut': operation({ code: 172, effect: 'write', roles: STAFF, errors: ['notFound', 'wrongStatus'], output: object({ lineId: id }), input: object({ clientId: id, method, amountMinor, note: shortText }) }),
  /** The opposite of a line that somebody wrote by mistake. What follows from visits and sales is taken back where it was made. */
  'ledger.reverse': operation({ code: 173, effect: 'write', roles: STAFF, errors: ['notFound', 'wrongStatus'], output: object({ lineId: id }), input: object({ lineId: id, reason: shortText }) }),
  /** Latest first; `beforeId` goes on where a page ended. A client reads the own ones. */
  'ledger.list': operation({
    code: 174, effect: 'read', roles: ['owner', 'administrator', 'client'], errors: ['notFound'], input: object({ clientId: id, beforeId: optional(id) }), output: object({ lines: list(ledgerLine, 100), hasMore: bool }),
  }),

  'ledger.openShift': operation({ code: 175, effect: 'write', roles: TEAM, errors: ['wrongStatus'], output: nothing, input: object({ id, floatMinor: priceMinor }) }),
  /** Out of the drawer: paid for something, or taken to the bank or the safe. */
  'ledger.spend': operation({ code: 176, effect: 'write', roles: TEAM, errors: ['wrongStatus'], output: object({ lineId: id }), input: object({ amountMinor, what: oneOf('expense', 'bank', 'safe'), note: shortText }) }),
  /** Into the drawer: change to give back, or what a refund in cash needs. */
  'ledger.putIn': operation({ code: 219, effect: 'write', roles: TEAM, errors: [], output: object({ lineId: id }), input: object({ amountMinor, from: oneOf('safe', 'bank'), note: shortText }) }),
  /** Sold over the counter to nobody in particular. */
  'ledger.sellGoods': operation({ code: 177, effect: 'write', roles: TEAM, errors: [], output: object({ lineId: id }), input: object({ amountMinor, method, note: shortText, fiscalNumber }) }),
  /** Counted against what should be there; the difference is written down, and what is handed over goes to the safe. */
  'ledger.closeShift': operation({
    code: 178, effect: 'write', roles: TEAM, errors: ['notFound', 'wrongStatus', 'changedMeanwhile'], output: object({ expectedMinor: balanceMinor, differenceMinor: balanceMinor }),
    input: object({ id, seenRev, countedMinor: priceMinor, handedOverMinor: priceMinor, note: optional(shortText) }),
  }),
  /** What lies in the drawer, and the lines of a shift, latest first. Without `id`: of the open one. */
  'ledger.shift': operation({ code: 179, effect: 'read', roles: TEAM, errors: ['notFound'], input: object({ id: optional(id) }), output: object({ shiftId: optional(id), tillMinor: balanceMinor, openedBy: optional(name), lines: list(ledgerLine, 1000) }) }),

  /** The number of the fiscal receipt of a payment or of goods, added or put right later. Earlier ones stay in the history. */
  'ledger.setFiscalNumber': operation({ code: 214, effect: 'write', roles: STAFF, errors: ['notFound', 'wrongStatus'], output: nothing, input: object({ lineId: id, fiscalNumber: text(200, { min: 1 }) }) }),
  /** Lessons up to the end of that month that nobody has marked yet: how many, and the first of them. */
  'ledger.unmarked': operation({ code: 211, effect: 'read', roles: OWNER, errors: [], input: object({ month }), output: object({ count: uint(1_000_000), lessons: list(lesson, 50) }) }),
  /** Settles everything up to the end of a month that has ended. `unmarked`: how many lessons without marks the owner has seen; they stay without. */
  'ledger.closeMonth': operation({ code: 209, effect: 'write', roles: OWNER, errors: ['wrongStatus'], output: nothing, input: object({ month, unmarked: uint(1_000_000) }) }),
  /** The last closed month can be changed again. */
  'ledger.reopenMonth': operation({ code: 210, effect: 'write', roles: OWNER, errors: ['wrongStatus'], output: nothing, input: object({ month, reason: shortText }) }),
};
