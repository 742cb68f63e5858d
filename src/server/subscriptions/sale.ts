// A sale: the terms of a type become a subscription of a client, its price is to be paid, and what is paid at once is taken.
import type { Client, Subscription, SubscriptionType } from '../../contract/entities.ts';
import type { Input } from '../../contract/ops.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { endOfTerm, windowOn } from '../../domain/subscription.ts';
import { planFor } from '../attendance/payment-plan.store.ts';
import { isStaff, refuse, refuseField, type WriteContext } from '../context.ts';
import { findRow } from '../db/rows.ts';
import { getVisible } from '../edit.ts';
import { requireOwnId } from '../ids.ts';
import { takePayments } from '../ledger/payments.ts';
import { addLines, ofClient, PREPAID } from '../ledger/ledger.store.ts';
import { requireOpenMonth } from '../open-month.ts';
import { todayOf } from '../today.ts';
import { insertSubscription } from './subscription.store.ts';

type Sale = Omit<Input<'subscription.sell'>, 'clientId' | 'typeId'>;

/** `after`: the one it is bought to follow; it then waits until that one is used up or over. */
export async function sell(ctx: WriteContext, operation: string, clientId: number, typeId: number, sale: Sale, after?: Subscription): Promise<void> {
  await requireOwnId(ctx, sale.id, 'subscription');
  const client = await getVisible(ctx, 'client', clientId);
  if (client.row.isArchived) refuseField('clientId', 'archived');
  const type = (await findRow(ctx.query, 'subscriptionType', ctx.studioId, typeId)) ?? refuse('notFound', { field: 'typeId' });
  if (type.row.isArchived) refuseField('typeId', 'archived');
  if (type.row.priceMinor !== sale.seenPriceMinor) refuse('changedMeanwhile', { fields: ['priceMinor'], current: { table: 'subscriptionType', row: type.row } });
  await requireSale(ctx, sale, client.row, type.row);
  const discountMinor = sale.discountMinor ?? 0;
  const today = todayOf(ctx);
  const soldOn = sale.soldOn ?? today;
  const { id: _i, rev: _r, isArchived: _a, ...terms } = type.row;
  const priceMinor = terms.priceMinor - discountMinor;
  const row = await insertSubscription(ctx, operation, {
    ...terms, id: sale.id, clientId, typeId, priceMinor, soldOn, ...startOf(type.row, soldOn, sale.startOn, after),
    ...(discountMinor && { discountMinor, discountReason: sale.discountReason ?? '' }), ...(sale.otherClientIds?.length && { otherClientIds: [...new Set(sale.otherClientIds)] }),
    ...(sale.debtDueOn && { debtDueOn: sale.debtDueOn }), ...(after && { renewsId: after.id }),
  }, 'sold');
  await addLines(ctx, operation, [{ from: PREPAID, to: ofClient(clientId), amountMinor: priceMinor, what: 'sale', clientId, subscriptionId: row.id, note: sale.note, onDate: soldOn }]);
  await takePayments(ctx, operation, { clientId, payerId: sale.payerId, subscriptionId: row.id, note: sale.note }, sale.payments);
  await planFor(ctx, [clientId, ...(row.otherClientIds ?? [])]);
}

async function requireSale(ctx: WriteContext, sale: Sale, client: Client, type: SubscriptionType): Promise<void> {
  const today = todayOf(ctx);
  if ((sale.discountMinor ?? 0) > type.priceMinor) refuseField('discountMinor', 'range');
  if (sale.discountMinor && !sale.discountReason) refuseField('discountReason', 'required');
  if (sale.discountMinor && !isStaff(ctx.actor)) refuse('forbidden', { field: 'discountMinor' });
  if (sale.soldOn && sale.soldOn > today) refuseField('soldOn', 'range');
  requireOpenMonth(ctx, sale.soldOn);
  if (sale.soldOn && sale.soldOn < today && !isStaff(ctx.actor)) refuse('forbidden', { field: 'soldOn' });
  if (sale.startOn && sale.startOn < (sale.soldOn ?? today)) refuseField('startOn', 'range');
  const others = sale.otherClientIds ?? [];
  if (others.includes(client.id)) refuseField('otherClientIds', 'repeated');
  if (type.persons === 2 && others.length !== 1) refuseField('otherClientIds', 'required');
  for (const id of [...others, ...(sale.payerId === undefined ? [] : [sale.payerId])]) await getVisible(ctx, 'client', id);
  const paid = sale.payments.reduce((sum, p) => sum + p.amountMinor, 0);
  if (paid > type.priceMinor - (sale.discountMinor ?? 0)) refuseField('payments', 'range');
  if (type.isTrial && (await ctx.query(`select 1 from subscription where studio_id = $1 and client_id = $2 and is_trial and closed_as is distinct from 'refunded'`, [ctx.studioId, client.id])).length) refuse('taken', { field: 'typeId', reason: 'trial' });
}

type Start = Pick<Subscription, 'starts' | 'startOn' | 'endOn' | 'startByOn' | 'startsAfterDays'>;
function startOf(type: SubscriptionType, soldOn: string, startOn: string | undefined, after: Subscription | undefined): Partial<Start> {
  if (startOn) return { starts: 'sale', startOn, endOn: endOfTerm(type, startOn) };
  // One bought early begins with the first visit that the one before does not pay, and at the latest when that one is over.
  if (after) return { starts: 'firstVisit', startByOn: addDays(windowOn(after, soldOn).toOn < soldOn ? addDays(soldOn, -1) : windowOn(after, soldOn).toOn, 1) };
  if (type.starts === 'sale') return { startOn: soldOn, endOn: endOfTerm(type, soldOn) };
  if (type.starts === 'afterDays') return { startByOn: addDays(soldOn, type.startsAfterDays ?? 0) };
  return {};
}
