// What a visit takes and what is given back: follows from the states of the places in a lesson, and is called by whoever saves one.
// Invariant: a place that is booked has taken nothing; one that was marked has taken once what the policy says, or what a person decided.
import type { Lesson, Outcome } from '../../contract/entities.ts';
import type { Taking } from '../../contract/attendance.ops.ts';
import { halvesOf, policyOf } from '../../domain/policy.ts';
import { shareMinor } from '../../domain/money.ts';
import { isValidFor, payerOf } from '../../domain/subscription.ts';
import type { WriteContext } from '../context.ts';
import type { Stored } from '../db/rows.ts';
import { resend } from '../edit.ts';
import { addLines, FIELDS, INCOME, ofClient, PREPAID, reversalsOf, type Found, type Line } from '../ledger/ledger.store.ts';
import { noteSubscription } from '../notices/notice.store.ts';
import { settleChange } from '../subscriptions/income.store.ts';
import { addEntry, earningOf, settleStart, subscriptionsOf } from '../subscriptions/subscription.store.ts';
import { todayOf } from '../today.ts';

/** Halves that a person has decided on, by client, where the policy shall not. */
export type Decided = ReadonlyMap<number, { halves: number; isForgiven?: boolean }>;
type Place = NonNullable<Lesson['bookings']>[number] | NonNullable<Lesson['calledOff']>[number];
const placesOf = (row: Lesson | null): Map<number, Place> => new Map([...(row?.bookings ?? []), ...(row?.calledOff ?? [])].map((b) => [b.clientId, b]));
const stateOf = (place: Place | undefined): Outcome | 'booked' => place?.state ?? 'booked';

/** Clients whose place in the lesson has another state than before. Null: the lesson is new, or goes. */
export function isAnyoneMarked(before: Lesson | null, after: Lesson | null): boolean {
  const was = placesOf(before), is = placesOf(after);
  return [...new Set([...was.keys(), ...is.keys()])].some((id) => stateOf(was.get(id)) !== stateOf(is.get(id)));
}
/** Gives back and takes, so that it fits the states of the lesson as it is saved now. Who will pay for the rest is for the caller to plan. */
export async function settleVisits(ctx: WriteContext, before: Lesson | null, after: Lesson | null, decided: Decided = new Map()): Promise<Taking[]> {
  const was = placesOf(before), is = placesOf(after);
  const lesson = after ?? before;
  const takings: Taking[] = [];
  for (const clientId of new Set([...was.keys(), ...is.keys()])) {
    const old = was.get(clientId), now = is.get(clientId);
    if (stateOf(old) === stateOf(now) && !(now && decided.has(clientId))) continue;
    if (old && stateOf(old) !== 'booked') await giveBack(ctx, { lessonId: before?.id ?? 0, onDate: dayOf(ctx, before) }, old, now !== undefined);
    if (lesson && now && stateOf(now) !== 'booked') takings.push(await take(ctx, lesson, now, decided.get(clientId)));
    // The lesson of a pair is taken from the other of the two, who is still there.
    const other = old?.takenHalves ? [...is.values()].find((p) => p.clientId !== clientId && p.subscriptionId === old.subscriptionId && !p.takenHalves && stateOf(p) !== 'booked' && stateOf(p) === stateOf(was.get(p.clientId))) : undefined;
    if (lesson && other) takings.push(await take(ctx, lesson, other, undefined));
  }
  return takings;
}

/** What a visit takes belongs to its own day, whenever it is marked; called off early, to the day of that. */
function dayOf(ctx: WriteContext, lesson: Lesson | null): string {
  const today = todayOf(ctx);
  return lesson && lesson.onDate < today ? lesson.onDate : today;
}
async function take(ctx: WriteContext, lesson: Lesson, place: Place, decided: { halves: number; isForgiven?: boolean } | undefined): Promise<Taking> {
  const { clientId } = place;
  const state = stateOf(place);
  const asked = decided?.halves ?? (state === 'booked' ? 0 : halvesOf(policyOf(ctx.studio).takes[state]));
  const visit = { clientId, onDate: lesson.onDate, kindId: lesson.kindId, groupId: lesson.groupId };
  const all = asked ? await subscriptionsOf(ctx, [clientId]) : [];
  const shared = asked ? await findShared(ctx, lesson, all, clientId) : undefined;
  const halves = shared ? 0 : asked;
  const payer = shared ?? all.find((s) => s.row.id === payerOf(all.map((x) => x.row), visit, halves)?.id);
  const price = payer ? 0 : shareMinor(lesson.priceMinor ?? 0, halves);
  const noted = ctx.query(`update booking set taken_halves = $4, charged_minor = $5, subscription_id = $6, is_paid = $7, is_forgiven = $8, marked_at = to_timestamp($9::float8 / 1000) where studio_id = $1 and lesson_id = $2 and client_id = $3`,
    [ctx.studioId, lesson.id, clientId, payer ? halves : 0, price, payer?.row.id ?? null, !!payer || price === 0, decided?.isForgiven ?? false, ctx.now]);
  const about = { clientId, lessonId: lesson.id, onDate: dayOf(ctx, lesson) };
  if (payer && halves) {
    const [taken] = await Promise.all([takeFrom(ctx, payer, halves, about), noted]);
    return { clientId, ...taken };
  }
  await Promise.all([addLines(ctx, 'attendance', [{ from: INCOME, to: ofClient(clientId), amountMinor: price, what: 'visit', ...about }]), noted]);
  return { clientId, halves: 0, ...(payer && { subscriptionId: payer.row.id, name: payer.row.name, ...(payer.row.leftHalves !== undefined && { leftHalves: payer.row.leftHalves }) }), ...(price && { chargedMinor: price }) };
}
async function takeFrom(ctx: WriteContext, payer: Stored<'subscription'>, halves: number, about: { clientId: number; lessonId: number; onDate: string }): Promise<Omit<Taking, 'clientId'>> {
  const s = payer.row;
  await Promise.all([addEntry(ctx, 'attendance', { subscriptionId: s.id, what: 'taken', usedHalves: halves, ...about }), addLines(ctx, 'attendance', earningOf(s, halves).map((l): Line => ({ ...l, ...about })))]);
  const { row } = await settleStart(ctx, payer);
  await settleChange(ctx, row, { ...row, usedHalves: row.usedHalves + halves });
  await resend(ctx, 'subscription', [s.id]);
  const leftHalves = row.leftHalves === undefined ? undefined : row.leftHalves - halves;
  await noteSubscription(ctx, { ...row, ...(leftHalves !== undefined && { leftHalves }) });
  return { halves, subscriptionId: s.id, name: s.name, ...(leftHalves !== undefined && { leftHalves }) };
}
/** A pair's subscription that this very lesson has been taken from already, by the other of the two. */
async function findShared(ctx: WriteContext, lesson: Lesson, all: readonly Stored<'subscription'>[], clientId: number): Promise<Stored<'subscription'> | undefined> {
  const pairs = all.filter((s) => s.row.persons === 2 && isValidFor(s.row, { clientId, onDate: lesson.onDate, kindId: lesson.kindId, groupId: lesson.groupId }));
  if (!pairs.length) return undefined;
  const [found] = await ctx.query<{ id: number }>('select subscription_id as id from booking where studio_id = $1 and lesson_id = $2 and client_id <> $3 and taken_halves > 0 and subscription_id = any($4::bigint[]) limit 1',
    [ctx.studioId, lesson.id, clientId, pairs.map((s) => s.row.id)]);
  return pairs.find((s) => s.row.id === found?.id);
}

/** Exactly what was taken, whoever or whatever has changed since. */
async function giveBack(ctx: WriteContext, { lessonId, onDate }: { lessonId: number; onDate: string }, place: Place, isStaying: boolean): Promise<void> {
  const { clientId, subscriptionId, takenHalves = 0 } = place;
  if (isStaying) {
    await ctx.query(`update booking set taken_halves = 0, charged_minor = 0, subscription_id = null, is_paid = false, is_forgiven = false, marked_at = null where studio_id = $1 and lesson_id = $2 and client_id = $3`, [ctx.studioId, lessonId, clientId]);
  }
  const charges = await ctx.query<Found>(`select ${FIELDS} from ledger l where l.studio_id = $1 and l.client_id = $2 and l.lesson_id = $3 and l.what = 'visit' and l.to_account = 'client'
    and not exists(select from ledger x where x.studio_id = l.studio_id and x.reverses_id = l.id) order by l.id`, [ctx.studioId, clientId, lessonId]);
  await addLines(ctx, 'attendance', reversalsOf(charges).map((l): Line => ({ ...l, onDate })));
  if (!subscriptionId || !takenHalves) return;
  const found = (await subscriptionsOf(ctx, [clientId], true)).find((s) => s.row.id === subscriptionId);
  if (!found) throw new Error(`subscription ${subscriptionId} is not of client ${clientId}`);
  await addEntry(ctx, 'attendance', { subscriptionId, what: 'returned', usedHalves: -takenHalves, lessonId, clientId });
  // Of what the lessons used are worth altogether, not of this one: the parts always add up to the price.
  const lines = earningOf(found.row, -takenHalves).map((l): Line => ({ ...l, clientId, lessonId, onDate }));
  if (found.row.closedAs) {
    // One that has ended holds no lessons any more: what this one was worth goes to its owner's account.
    await addEntry(ctx, 'attendance', { subscriptionId, what: 'refunded', countHalves: -takenHalves, lessonId, clientId });
    lines.push(...lines.map((l): Line => ({ ...l, from: ofClient(found.row.clientId), to: PREPAID, what: 'refund', clientId: found.row.clientId })));
  }
  await addLines(ctx, 'attendance', lines);
  const { row } = await settleStart(ctx, found);
  await settleChange(ctx, row, { ...row, usedHalves: row.usedHalves - takenHalves });
  await resend(ctx, 'subscription', [subscriptionId]);
}
