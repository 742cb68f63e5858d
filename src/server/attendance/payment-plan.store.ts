// Who will pay for what is booked: decided anew for these clients whenever their places, subscriptions or money have changed.
// Invariant: booking.subscription_id and is_paid of places not yet marked are always what domain/subscription.ts says.
import { halvesOf, policyOf } from '../../domain/policy.ts';
import { planPayments, usersOf, type Planned } from '../../domain/subscription.ts';
import { addDays } from '../../domain/calendar-day.ts';
import type { WriteContext } from '../context.ts';
import { among } from '../db/rows.ts';
import { resend } from '../edit.ts';
import { subscriptionsOf } from '../subscriptions/subscription.store.ts';
import { todayOf } from '../today.ts';
import { paysFor } from './payers.ts';

/** So far back places that nobody has marked still wait for somebody to pay. */
const DAYS_BACK = 31;
const ANY = `select exists(select from (select $1::int as studio_id, c as client_id from unnest($2::bigint[]) c) p where ${paysFor('p')}) as "hasAny"`;
const PLACES = (ofClients: string) => `select b.lesson_id as "lessonId", b.client_id as "clientId", b.subscription_id as "subscriptionId", b.is_paid as "isPaid", l.on_date as "onDate", l.start_min as "startMin", l.price_minor as "priceMinor",
    l.kind_id as "kindId", l.group_id as "groupId", l.status <> 'cancelled' and l.on_date >= $3::date as "isAhead"
  from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id
  where b.studio_id = $1 and ${ofClients} and b.state = 'booked' and (b.is_paid or (l.on_date >= $3::date and l.status <> 'cancelled'))`;
// A visit that was charged to the account is paid for as long as the account is in no debt.
const SETTLE = `update booking b set is_paid = x.p from (select b.lesson_id, b.client_id, coalesce(a.balance_minor, 0) <= 0 as p
    from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id left join account a on a.studio_id = b.studio_id and a.account = 'client' and a.id = b.client_id
    where b.studio_id = $1 and b.client_id = any($2::bigint[]) and b.charged_minor > 0 and l.on_date >= $3::date) x
  where b.studio_id = $1 and b.lesson_id = x.lesson_id and b.client_id = x.client_id and b.is_paid <> x.p returning b.lesson_id as "lessonId"`;
interface Place { lessonId: number; clientId: number; subscriptionId: number | null; isPaid: boolean; onDate: string; startMin: number; priceMinor: number; kindId: number | null; groupId: number | null; isAhead: boolean }

/** Whether anything could pay, or pays, for these clients; most have nothing and need no plan. */
export async function hasPayers(ctx: WriteContext, clientIds: readonly number[]): Promise<boolean> {
  return clientIds.length > 0 && ((await ctx.query<{ hasAny: boolean }>(ANY, [ctx.studioId, clientIds]))[0]?.hasAny ?? false);
}
/** `isKnown`: it is known already that something could pay. */
export async function planFor(ctx: WriteContext, clientIds: readonly number[], isKnown = false): Promise<void> {
  const asked = [...new Set(clientIds)];
  if (!asked.length) return;
  const since = addDays(todayOf(ctx), -DAYS_BACK);
  const [settled, hasAny, early] = await Promise.all([ctx.query<{ lessonId: number }>(SETTLE, [ctx.studioId, asked, since]), isKnown || hasPayers(ctx, asked), isKnown ? readAll(ctx, asked, since) : null]);
  await resend(ctx, 'lesson', [...new Set(settled.map((s) => s.lessonId))]);
  if (!hasAny) return;
  const own = early ?? (await readAll(ctx, asked, since));
  // Those who share one are planned together.
  const ids = [...new Set([...asked, ...own.subscriptions.flatMap((s) => usersOf(s.row))])];
  const { subscriptions, places, accounts } = ids.length > asked.length ? await readAll(ctx, ids, since) : own;
  const planned = new Map(places.filter((p) => p.isAhead).map((p): [Place, Planned] => [p, { ...p, kindId: p.kindId ?? undefined, groupId: p.groupId ?? undefined }]));
  const plan = planPayments(subscriptions.map((s) => s.row), [...planned.values()], new Map(accounts.map((a) => [a.id, a.balance])), halvesOf(policyOf(ctx.studio).takes.attended));
  const changed = places.flatMap((place) => {
    const visit = planned.get(place);
    const payer = (visit && plan.get(visit)) ?? { isPaid: false };
    const subscriptionId = payer.subscriptionId ?? null;
    return subscriptionId === place.subscriptionId && payer.isPaid === place.isPaid ? [] : [{ place, subscriptionId, isPaid: payer.isPaid }];
  });
  if (!changed.length) return;
  await ctx.query(`update booking b set subscription_id = x.s, is_paid = x.p from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::boolean[]) x(l, c, s, p)
    where b.studio_id = $1 and b.lesson_id = x.l and b.client_id = x.c`, [ctx.studioId, changed.map((c) => c.place.lessonId), changed.map((c) => c.place.clientId), changed.map((c) => c.subscriptionId), changed.map((c) => c.isPaid)]);
  await resend(ctx, 'lesson', [...new Set(changed.map((c) => c.place.lessonId))]);
  await resend(ctx, 'subscription', [...new Set(changed.flatMap((c) => [c.place.subscriptionId, c.subscriptionId]).filter((id) => id !== null))]);
}
/** All that a plan for these clients follows from, in one go. */
async function readAll(ctx: WriteContext, clientIds: readonly number[], since: string) {
  const [theirs, account] = [among('b.client_id', 2, clientIds), among('id', 2, clientIds)];
  const [subscriptions, places, accounts] = await Promise.all([
    subscriptionsOf(ctx, clientIds), ctx.query<Place>(PLACES(theirs.sql), [ctx.studioId, theirs.value, since]),
    ctx.query<{ id: number; balance: number }>(`select id, -balance_minor as balance from account where studio_id = $1 and account = 'client' and ${account.sql}`, [ctx.studioId, account.value]),
  ]);
  return { subscriptions, places, accounts };
}
