// Subscriptions: what the studio sells, and what has been sold. Price, count and term are copied at the sale.
import { LEFT_OUT, STARTS, subscription } from './entities.ts';
import { balanceMinor, bool, date, id, MOST_MEMBERS, name, priceMinor, seenRev, seriesSlots, shortText, startMin, termDays } from './limits.ts';
import { nothing, operation, STAFF, TEAM } from './operation.ts';
import { METHODS, payment } from './ledger.ops.ts';
import { instant, list, nullable, object, oneOf, optional, text, uint } from './schema.ts';

const kinds = list(id, 50);
const terms = {
  name, priceMinor, lessonCount: optional(uint(500, 1)), termDays: optional(termDays), termMonths: optional(uint(60, 1)), starts: oneOf(...STARTS), startsAfterDays: optional(uint(366)),
  kindIds: kinds, groupIds: kinds, persons: uint(2, 1), freezeDays: uint(366), isTrial: optional(bool), slots: optional(seriesSlots),
};
const edit = ['notFound', 'changedMeanwhile'] as const;
/** A sale. `seenPriceMinor` is the type's price on the screen: another one now is refused. */
const sale = {
  seenPriceMinor: priceMinor, discountMinor: optional(priceMinor), discountReason: optional(shortText), payments: list(payment, 5), payerId: optional(id), debtDueOn: optional(date),
  otherClientIds: optional(list(id, 20)), soldOn: optional(date), startOn: optional(date), note: optional(shortText),
};
const saleErrors = ['notFound', 'changedMeanwhile', 'taken'] as const;
/** What the rest of one is worth: as a part of its price (of one without a count, by its days), and with the lessons used counted at the price of single ones; the most that can be given back; and what of that its owner still owes. */
const quote = object({ unusedMinor: priceMinor, atSinglePriceMinor: priceMinor, mostMinor: priceMinor, owedMinor: priceMinor, limitMinor: optional(priceMinor) });
/** How many bookings ahead were called off in time. */
const released = object({ released: uint(1000) });

export const subscriptionOps = {
  'subscriptionType.create': operation({ code: 180, effect: 'write', roles: STAFF, errors: ['taken', 'notFound'], output: nothing, input: object({ id, ...terms }) }),
  /** Changes none that was sold. */
  'subscriptionType.update': operation({ code: 181, effect: 'write', roles: STAFF, errors: [...edit, 'taken'], output: nothing, input: object({ id, seenRev, ...terms, lessonCount: nullable(uint(500, 1)), slots: nullable(seriesSlots) }) }),
  'subscriptionType.archive': operation({ code: 182, effect: 'write', roles: STAFF, errors: [...edit, 'taken'], output: nothing, input: object({ id, seenRev, isArchived: bool }) }),

  'subscription.sell': operation({ code: 16, effect: 'write', roles: TEAM, errors: saleErrors, output: nothing, input: object({ id, clientId: id, typeId: id, ...sale }) }),
  /** The same again after this one: it waits until this one is used up or over. The users' own regular schedule `seriesId` goes on with it, past the dates left out. */
  'subscription.renew': operation({
    code: 183, effect: 'write', roles: STAFF, errors: [...saleErrors, 'wrongStatus', 'conflict', 'noSuchTime', 'full'], input: object({ id, subscriptionId: id, seriesId: optional(id), ...sale }),
    output: object({ prolonged: optional(object({ count: uint(MOST_MEMBERS), leftOut: list(object({ onDate: date, startMin, why: oneOf(...LEFT_OUT) }), MOST_MEMBERS) })) }),
  }),
  /** Adds days to its end. */
  'subscription.extend': operation({ code: 184, effect: 'write', roles: STAFF, errors: [...edit, 'wrongStatus'], output: nothing, input: object({ id, seenRev, days: uint(366, 1), reason: shortText }) }),
  /** It pays for nothing on those days, and ends so much later. Places booked then are kept or called off. Into the past, without an end, or beyond the limit of the type: with a reason. */
  'subscription.freeze': operation({
    code: 185, effect: 'write', roles: STAFF, errors: [...edit, 'wrongStatus'], output: released,
    input: object({ id, seenRev, fromOn: date, toOn: optional(date), keepsPlaces: bool, reason: optional(shortText) }),
  }),
  /** Valid again from that day. */
  'subscription.unfreeze': operation({ code: 186, effect: 'write', roles: STAFF, errors: [...edit, 'wrongStatus'], output: nothing, input: object({ id, seenRev, onDate: date }) }),
  /** The lessons left go to another client, under a new number; what is still owed for them goes along. */
  'subscription.transfer': operation({
    code: 187, effect: 'write', roles: STAFF, errors: [...edit, 'wrongStatus'], output: object({ released: uint(1000), owedMinor: priceMinor }),
    input: object({ id, seenRev, newId: id, toClientId: id, reason: shortText, releasesPlaces: optional(bool) }),
  }),
  /** Ends it and gives back what was agreed: to the account, where it meets a debt first, and out of what is then above zero at once. `payOutMinor`: how much of it; without it all. */
  'subscription.refund': operation({
    code: 188, effect: 'write', roles: STAFF, errors: [...edit, 'wrongStatus', 'forbidden'], output: released,
    input: object({ id, seenRev, amountMinor: priceMinor, payOut: optional(oneOf(...METHODS)), payOutMinor: optional(priceMinor), reason: shortText, releasesPlaces: optional(bool) }),
  }),
  'subscription.quote': operation({ code: 189, effect: 'read', roles: STAFF, errors: ['notFound'], output: quote, input: object({ id }) }),
  /** One used lesson, or half of one, is there again. */
  'subscription.giveBack': operation({ code: 190, effect: 'write', roles: STAFF, errors: [...edit, 'wrongStatus'], output: nothing, input: object({ id, seenRev, halves: uint(2, 1), reason: shortText }) }),
  /** All of a client's, closed ones too; and what became of it and of each of its lessons, latest first (who wrote it and why, and who the other client is, the desk alone is told). */
  'subscription.list': operation({ code: 191, effect: 'read', roles: ['owner', 'administrator', 'client'], errors: ['notFound'], input: object({ clientId: id }), output: object({ subscriptions: list(subscription, 500) }) }),
  'subscription.history': operation({
    code: 192, effect: 'read', roles: ['owner', 'administrator', 'client'], errors: ['notFound'], input: object({ id }),
    output: object({
      entries: list(object({ at: instant, what: text(20), countHalves: balanceMinor, usedHalves: balanceMinor, lessonId: optional(id), onDate: optional(date), clientId: optional(id), reason: optional(shortText), by: text(80),
        fromOn: optional(date), toOn: optional(date), isReleased: optional(bool), days: optional(uint(100_000)), sumMinor: optional(priceMinor), otherClientId: optional(id) }), 1000),
    }),
  }),
};
export const noticeOps = {
  /** Read: by the desk for all who stand there, by a client for oneself. */
  'notice.read': operation({ code: 17, effect: 'write', roles: ['owner', 'administrator', 'client'], errors: ['notFound'], output: nothing, input: object({ ids: list(id, 500) }) }),
};
