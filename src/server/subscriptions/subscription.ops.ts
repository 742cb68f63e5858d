// What becomes of a subscription after its sale. Each reads: load, check, write what changed, and plan anew who pays.
import type { Subscription } from '../../contract/entities.ts';
import { addDays, daysBetween } from '../../domain/calendar-day.ts';
import { unusedMinor } from '../../domain/income.ts';
import { earnedMinor } from '../../domain/money.ts';
import { policyOf } from '../../domain/policy.ts';
import { frozenDays, isOver, usersOf } from '../../domain/subscription.ts';
import { planFor } from '../attendance/payment-plan.store.ts';
import { isOwner, isStaff, refuse, refuseField, type Handlers, type ReadContext, type WriteContext } from '../context.ts';
import { findRow, selectRows, stored, type Stored } from '../db/rows.ts';
import { getVisible, requireFresh, resend } from '../edit.ts';
import { requireOwnId } from '../ids.ts';
import { accountOf, addLines, balanceOf, INCOME, ofClient, PREPAID, type Line } from '../ledger/ledger.store.ts';
import { makeFrozenDates } from '../series/after-freeze.ts';
import { prolongSeries } from '../series/prolong.ts';
import { todayOf } from '../today.ts';
import { readSubscriptionHistory } from './history.ts';
import { settleChange } from './income.store.ts';
import { owedFor } from './owed.ts';
import { releasePlaces } from './release.ts';
import { sell } from './sale.ts';
import { addEntry, changeSubscription, earningOf, insertSubscription, setExtraDays } from './subscription.store.ts';

export const subscriptionHandlers: Handlers<'subscription'> = {
  async 'subscription.sell'(ctx, { clientId, typeId, ...sale }) {
    await sell(ctx, 'subscription.sell', clientId, typeId, sale);
    return {};
  },
  async 'subscription.renew'(ctx, { subscriptionId, seriesId, ...sale }) {
    const { row } = await getSubscription(ctx, subscriptionId);
    const others = sale.otherClientIds ?? row.otherClientIds;
    await sell(ctx, 'subscription.renew', row.clientId, row.typeId ?? refuse('notFound', { field: 'typeId' }), { ...sale, ...(others && { otherClientIds: others }) }, isOver(row, todayOf(ctx)) ? undefined : row);
    return seriesId === undefined ? {} : { prolonged: await prolongSeries(ctx, seriesId, (await getSubscription(ctx, sale.id)).row) };
  },
  async 'subscription.extend'(ctx, { id, seenRev, days, reason }) {
    const before = await loadOpen(ctx, id, seenRev, ['extraDays']);
    ctx.because.reason = reason;
    await setExtraDays(ctx, before, (before.row.extraDays ?? 0) + days);
    await planFor(ctx, usersOf(before.row));
    return {};
  },
  async 'subscription.freeze'(ctx, { id, seenRev, fromOn, toOn, keepsPlaces, reason }) {
    const before = await loadOpen(ctx, id, seenRev, ['freezes', 'extraDays']);
    const s = before.row, today = todayOf(ctx);
    const days = toOn === undefined ? 0 : daysBetween(fromOn, toOn) + 1;
    if (days < 0 || toOn === addDays(fromOn, -1)) refuseField('toOn', 'range');
    if (s.startOn && fromOn < s.startOn) refuseField('fromOn', 'range');
    if (s.endOn && fromOn > s.endOn) refuseField('fromOn', 'range');
    if ((s.freezes ?? []).some((f) => f.fromOn <= (toOn ?? '9999') && fromOn <= (f.toOn ?? '9999'))) refuseField('fromOn', 'overlap');
    const isExceptional = fromOn < today || toOn === undefined || frozenDays(s, today) + days > s.freezeDays;
    if (isExceptional && !reason) refuseField('reason', 'required');
    if ((await visitsWithin(ctx, id, fromOn, toOn)) > 0) refuse('wrongStatus', { reason: 'visited', field: 'fromOn' });
    if (reason) ctx.because.reason = reason;
    const freezes = [...(s.freezes ?? []), { fromOn, ...(toOn && { toOn }), ...(!keepsPlaces && { isReleased: true }) }].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
    await setExtraDays(ctx, before, (s.extraDays ?? 0) + days, { freezes });
    const released = keepsPlaces ? 0 : await releasePlaces(ctx, s, { fromOn, toOn });
    await planFor(ctx, usersOf(s));
    return { released };
  },
  async 'subscription.unfreeze'(ctx, { id, seenRev, onDate }) {
    const before = await loadOpen(ctx, id, seenRev, ['freezes', 'extraDays']);
    const s = before.row;
    const freeze = (s.freezes ?? []).find((f) => f.fromOn <= onDate && (f.toOn === undefined || onDate <= f.toOn)) ?? (s.freezes ?? []).find((f) => f.fromOn > onDate) ?? refuse('wrongStatus', { reason: 'notFrozen' });
    const lastOn = addDays(onDate, -1);
    const wasDays = freeze.toOn === undefined ? 0 : daysBetween(freeze.fromOn, freeze.toOn) + 1;
    const nowDays = Math.max(0, daysBetween(freeze.fromOn, lastOn) + 1);
    const freezes = [...(s.freezes ?? []).filter((f) => f !== freeze), ...(nowDays ? [{ ...freeze, toOn: lastOn }] : [])].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
    await setExtraDays(ctx, before, Math.max(0, (s.extraDays ?? 0) + nowDays - wasDays), { freezes: freezes.length ? freezes : undefined });
    await makeFrozenDates(ctx, usersOf(s));
    await planFor(ctx, usersOf(s));
    return {};
  },
  async 'subscription.transfer'(ctx, { id, seenRev, newId, toClientId, reason, releasesPlaces }) {
    const before = await loadOpen(ctx, id, seenRev, ['closedAs']);
    const s = before.row;
    if (toClientId === s.clientId) refuseField('toClientId', 'repeated');
    if (s.isTrial) refuse('wrongStatus', { reason: 'trial' });
    if (s.leftHalves !== undefined && s.leftHalves <= 0) refuse('wrongStatus', { reason: 'used' });
    if ((await getVisible(ctx, 'client', toClientId)).row.isArchived) refuseField('toClientId', 'archived');
    await requireOwnId(ctx, newId, 'subscription');
    ctx.because.reason = reason;
    const { rev: _r, usedHalves: _u, bookedHalves: _b, leftHalves, otherClientIds: _o, debtDueOn, discountMinor: _m, discountReason: _n, renewsId: _w, ...rest } = s;
    const owedMinor = await owedFor(ctx, s, mostOf(s));
    await close(ctx, before, 'transferred', 'transferred');
    const released = releasesPlaces ? await releasePlaces(ctx, s, { fromOn: todayOf(ctx) }) : 0;
    // The rest goes on as it is: what is left of the lessons, of the term and of the value; one without a count keeps its first day and its whole price, of which the days earn the same as before.
    await insertSubscription(ctx, 'subscription.transfer', { ...rest, id: newId, clientId: toClientId, persons: 1, priceMinor: mostOf(s), ...(leftHalves !== undefined && { lessonCount: Math.ceil(leftHalves / 2) }), ...(owedMinor && debtDueOn && { debtDueOn }) }, 'transferred', leftHalves ?? null);
    // Whoever has the lessons owes what nobody has paid of them: otherwise a refund would hand out money that never came.
    await addLines(ctx, 'subscription.transfer', [{ from: ofClient(s.clientId), to: ofClient(toClientId), amountMinor: owedMinor, what: 'sale', clientId: toClientId, subscriptionId: newId, note: reason }]);
    await planFor(ctx, [...usersOf(s), toClientId]);
    return { released, owedMinor };
  },
  async 'subscription.refund'(ctx, { id, seenRev, amountMinor, payOut, payOutMinor = amountMinor, reason, releasesPlaces }) {
    const before = await loadOpen(ctx, id, seenRev, ['closedAs']);
    const s = before.row;
    const most = mostOf(s);
    if (amountMinor > most) refuse('invalid', { field: 'amountMinor', reason: 'range', count: most });
    const limit = policyOf(ctx.studio).refundLimitMinor;
    if (limit !== undefined && amountMinor > limit && !isOwner(ctx.actor)) refuse('forbidden', { field: 'amountMinor', reason: 'limit', count: limit });
    if (payOut) {
      // A debt comes first: nobody is handed money that was never paid.
      const mayGet = Math.min(amountMinor, Math.max(0, (await balanceOf(ctx, ofClient(s.clientId))) + amountMinor));
      if (payOutMinor > mayGet) refuse('wrongStatus', { reason: 'debtFirst', field: 'payOutMinor', count: mayGet });
    }
    ctx.because.reason = reason;
    await close(ctx, before, 'refunded', 'refunded');
    const released = releasesPlaces ? await releasePlaces(ctx, s, { fromOn: todayOf(ctx) }) : 0;
    const about = { clientId: s.clientId, subscriptionId: id, note: reason };
    const lines: Line[] = [
      { from: ofClient(s.clientId), to: PREPAID, amountMinor, what: 'refund', ...about },
      // What is not given back has been earned.
      { from: INCOME, to: PREPAID, amountMinor: most - amountMinor, what: 'lapsed', ...about },
    ];
    if (payOut) lines.push({ from: accountOf(payOut), to: ofClient(s.clientId), amountMinor: payOutMinor, what: 'payout', ...about });
    await addLines(ctx, 'subscription.refund', lines);
    await planFor(ctx, usersOf(s));
    return { released };
  },
  async 'subscription.quote'(ctx, { id }) {
    const { row: s } = await getSubscription(ctx, id);
    const [single] = await ctx.query<{ price: number | null }>(`select max(k.price_minor) as price from lesson_kind k where k.studio_id = $1 and not k.is_archived and ($2::jsonb = '[]' or $2::jsonb @> to_jsonb(k.id))`, [ctx.studioId, JSON.stringify(s.kindIds)]);
    const used = Math.round(((single?.price ?? 0) * s.usedHalves) / 2);
    const { row: studio } = await getVisible(ctx, 'studio', ctx.studioId);
    const limitMinor = policyOf(studio).refundLimitMinor;
    return { unusedMinor: unusedMinor(s, todayOf({ now: ctx.now, studio })), atSinglePriceMinor: Math.min(mostOf(s), Math.max(0, s.priceMinor - used)), mostMinor: mostOf(s), owedMinor: await owedFor(ctx, s, mostOf(s)), ...(limitMinor !== undefined && { limitMinor }) };
  },
  async 'subscription.giveBack'(ctx, { id, seenRev, halves, reason }) {
    const before = await loadOpen(ctx, id, seenRev, ['closedAs']);
    if (before.row.usedHalves < halves) refuse('wrongStatus', { reason: 'unused' });
    ctx.because.reason = reason;
    await addEntry(ctx, 'subscription.giveBack', { subscriptionId: id, what: 'givenBack', usedHalves: -halves, reason });
    await addLines(ctx, 'subscription.giveBack', earningOf(before.row, -halves).map((l): Line => ({ ...l, clientId: before.row.clientId, note: reason })));
    await settleChange(ctx, before.row, { ...before.row, usedHalves: before.row.usedHalves - halves });
    await resend(ctx, 'subscription', [id]);
    await planFor(ctx, usersOf(before.row));
    return {};
  },
  async 'subscription.list'(ctx, { clientId }) {
    await requireOwn(ctx, clientId);
    const found = await ctx.query(`${selectRows('subscription')}where r.studio_id = $1 and (r.client_id = $2 or $2 = any(r.other_client_ids)) order by r.sold_on desc, r.id desc limit 500`, [ctx.studioId, clientId]);
    return { subscriptions: found.map((f) => stored('subscription', f).row).map((row) => (isStaff(ctx.actor) ? row : withoutReason(row))) };
  },
  async 'subscription.history'(ctx, { id }) {
    const { row } = await getSubscription(ctx, id);
    return { entries: await readSubscriptionHistory(ctx, row) };
  },
};
const withoutReason = ({ discountReason: _, ...row }: Subscription): Subscription => row;
/** The most that can be given back: the part of its price that no lesson has earned yet. Of the days of one without a count a person decides. */
const mostOf = (s: Subscription): number => s.priceMinor - earnedMinor(s.priceMinor, s.lessonCount === undefined ? undefined : s.lessonCount * 2, s.usedHalves);

/** One that nothing has ended yet. */
async function loadOpen(ctx: WriteContext, id: number, seenRev: number, touched: readonly string[]): Promise<Stored<'subscription'>> {
  const found = await getSubscription(ctx, id);
  await requireFresh(ctx, 'subscription', found, seenRev, touched);
  return found.row.closedAs ? refuse('wrongStatus', { reason: found.row.closedAs }) : found;
}
/** Staff read those that ended long ago too, which their devices do not hold any more. */
async function getSubscription(ctx: ReadContext, id: number): Promise<Stored<'subscription'>> {
  return isStaff(ctx.actor) ? ((await findRow(ctx.query, 'subscription', ctx.studioId, id)) ?? refuse('notFound')) : getVisible(ctx, 'subscription', id);
}
async function requireOwn(ctx: ReadContext, clientId: number): Promise<void> {
  if (!isStaff(ctx.actor) && ctx.actor.clientId !== clientId) refuse('notFound');
  await getVisible(ctx, 'client', clientId);
}
async function visitsWithin(ctx: WriteContext, id: number, fromOn: string, toOn: string | undefined): Promise<number> {
  const [found] = await ctx.query<{ count: number }>(`select count(*)::int as count from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id
    where b.studio_id = $1 and b.subscription_id = $2 and b.state <> 'booked' and b.taken_halves > 0 and l.on_date >= $3::date and ($4::date is null or l.on_date <= $4)`, [ctx.studioId, id, fromOn, toOn ?? null]);
  return found?.count ?? 0;
}
/** Nothing is left in it and it pays no more. */
async function close(ctx: WriteContext, before: Stored<'subscription'>, closedAs: 'refunded' | 'transferred', what: 'refunded' | 'transferred'): Promise<void> {
  const s = before.row;
  if (s.leftHalves) await addEntry(ctx, `subscription.${what}`, { subscriptionId: s.id, what, countHalves: -s.leftHalves });
  await changeSubscription(ctx, before, { closedAs });
}
