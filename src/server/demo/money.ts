// What the demo's clients have bought, paid and used in the last weeks; before that visits took nothing, as if the system had not been there.
// Invariant: everything adds up as if it had been entered day by day.
import type { Client, Subscription, SubscriptionType } from '../../contract/entities.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { earnedMinor } from '../../domain/money.ts';
import { policyOf } from '../../domain/policy.ts';
import { renewals } from '../../domain/renewal.ts';
import { endOfTerm, isOver } from '../../domain/subscription.ts';
import { PUBLIC, subscriptionAudiences } from '../../domain/visibility.ts';
import { planFor } from '../attendance/payment-plan.store.ts';
import type { WriteContext } from '../context.ts';
import { resend } from '../edit.ts';
import { insertRows, type NewLesson } from '../import/insert-rows.ts';
import { takeIds } from '../transport/outside.ts';
import type { Studio } from './half-year.ts';
import { addNotices, type Told } from './notices.ts';
import type { Random } from './random.ts';

const DAYS = 56;
/** So many have not bought the next one yet: those who were here last. */
const STILL_TO_RENEW = 8;
/** Whoever has no place ahead and was not here for so long is away for a while. */
const AWAY_DAYS = 3;
const METHODS = ['till', 'till', 'till', 'card', 'card', 'card', 'card', 'bank'] as const;
interface Line { from: string; fromId: number; to: string; toId: number; amount: number; what: string; onDate: string; clientId: number | null; subscriptionId: number | null; lessonId: number | null }
interface Entry { id: number; what: string; count: number | null; used: number; onDate: string; lessonId: number | null; clientId: number | null }
interface Mark { lessonId: number; clientId: number; state: 'attended' | 'noShow'; halves: number; charged: number; subscriptionId: number | null }

export async function addMoney(ctx: WriteContext, random: Random, studio: Studio, clients: readonly Client[], lessons: readonly NewLesson[]): Promise<void> {
  const types = await addTypes(ctx, studio);
  const typeFor = (kindId: number | undefined) => types.find((t) => t.kindIds.includes(kindId ?? 0) && !t.isTrial) ?? types[0]!; // there are types
  const [lines, entries, marks, sold, told]: [Line[], Entry[], Mark[], Subscription[], Told[]] = [[], [], [], [], []];
  const fromOn = addDays(studio.today, -DAYS);
  const firstId = await takeIds(ctx.query, ctx.studioId, lessons.length);
  const own = new Map<number, Subscription[]>();
  const lastOn = new Map<number, string>();

  const pay = (clientId: number, amount: number, onDate: string, subscriptionId: number | null) =>
    lines.push({ from: 'client', fromId: clientId, to: random.pick(METHODS), toId: 0, amount, what: 'payment', onDate, clientId, subscriptionId, lessonId: null });
  /** `after`: bought early, to follow that one. */
  const sell = (clientId: number, type: SubscriptionType, onDate: string, after?: Subscription): Subscription => {
    const { id: typeId, rev: _r, isArchived: _a, ...terms } = type;
    const isHalf = random.chance(0.06);
    const countHalves = type.lessonCount === undefined ? null : type.lessonCount * 2;
    const term = !after ? { startOn: onDate, endOn: endOfTerm(type, onDate) } : isOver(after, onDate) ? {} : { startByOn: addDays(after.endOn ?? onDate, 1), renewsId: after.id };
    const row: Subscription = {
      ...terms, id: firstId + sold.length, rev: ctx.rev, clientId, typeId, soldOn: onDate, ...term, usedHalves: 0, bookedHalves: 0, ...(countHalves !== null && { leftHalves: countHalves }), ...(isHalf && { debtDueOn: addDays(studio.today, 7) }),
    };
    lines.push({ from: 'prepaid', fromId: 0, to: 'client', toId: clientId, amount: type.priceMinor, what: 'sale', onDate, clientId, subscriptionId: row.id, lessonId: null });
    pay(clientId, isHalf ? type.priceMinor / 2 : type.priceMinor, onDate, row.id);
    entries.push({ id: row.id, what: 'sold', count: countHalves, used: 0, onDate, lessonId: null, clientId });
    sold.push(row);
    own.set(clientId, [...(own.get(clientId) ?? []), row]);
    return row;
  };
  for (const { row: lesson, during } of lessons) {
    if (lesson.status !== 'held') continue;
    for (const { clientId } of lesson.bookings ?? []) {
      const mark: Mark = { lessonId: lesson.id, clientId, state: random.chance(0.95) ? 'attended' : 'noShow', halves: 0, charged: 0, subscriptionId: null };
      marks.push(mark);
      if (lesson.onDate < fromOn) continue;
      const fits = (s: Subscription) => s.kindIds.includes(lesson.kindId ?? 0) && (s.endOn ?? '') >= lesson.onDate && s.leftHalves !== 0;
      const payer = own.get(clientId)?.find(fits) ?? (random.chance(0.93) ? sell(clientId, typeFor(lesson.kindId), lesson.onDate) : null);
      const about = { onDate: lesson.onDate, clientId, lessonId: lesson.id };
      if (!payer) {
        mark.charged = lesson.priceMinor ?? 0;
        lines.push({ from: 'income', fromId: 0, to: 'client', toId: clientId, amount: mark.charged, what: 'visit', subscriptionId: null, ...about });
        if (random.chance(0.8)) pay(clientId, mark.charged, lesson.onDate, null);
        continue;
      }
      const earnedBy = (usedHalves: number) => earnedMinor(payer.priceMinor, payer.lessonCount && payer.lessonCount * 2, usedHalves);
      const earned = earnedBy(payer.usedHalves + 2) - earnedBy(payer.usedHalves);
      if (earned) lines.push({ from: 'income', fromId: 0, to: 'prepaid', toId: 0, amount: earned, what: 'visit', subscriptionId: payer.id, ...about });
      entries.push({ id: payer.id, what: 'taken', count: payer.leftHalves === undefined ? null : 0, used: 2, ...about });
      payer.usedHalves += 2;
      if (payer.leftHalves !== undefined) {
        payer.leftHalves -= 2;
        told.push({ subscription: payer, leftHalves: payer.leftHalves, at: during.toMs });
      }
      lastOn.set(clientId, lesson.onDate);
      Object.assign(mark, { halves: 2, subscriptionId: payer.id });
    }
  }
  const coming = new Set(lessons.flatMap(({ row }) => (row.status === 'planned' ? (row.bookings ?? []).map((b) => b.clientId) : [])));
  const last = (s: Subscription) => lastOn.get(s.clientId) ?? s.soldOn;
  const due = renewals(sold, studio.today, policyOf(ctx.studio)).map((r) => r.subscription).sort((a, b) => (last(a) > last(b) ? -1 : last(a) < last(b) ? 1 : a.id - b.id));
  for (const s of due.filter(({ clientId }) => coming.has(clientId)).slice(STILL_TO_RENEW)) sell(s.clientId, types.find((t) => t.id === s.typeId) ?? types[0]!, last(s), s); // as above
  for (const s of due.filter((x) => !coming.has(x.clientId) && !isOver(x, studio.today) && last(x) < addDays(studio.today, -AWAY_DAYS))) s.freezes = [{ fromOn: addDays(last(s), 1), isReleased: true }];
  bankCash(lines, addDays(studio.today, -1));
  await insertRows(ctx, 'subscription', sold.map((row) => ({ row, aud: subscriptionAudiences(row) })));
  await write(ctx, lines, entries, marks);
  await addNotices(ctx, studio, sold, told);
  await resend(ctx, 'client', clients.map((c) => c.id));
  await planFor(ctx, clients.map((c) => c.id));
}

async function addTypes(ctx: WriteContext, { kinds }: Studio): Promise<SubscriptionType[]> {
  const first = await takeIds(ctx.query, ctx.studioId, 5);
  const type = (n: number, name: string, priceMinor: number, kindIds: number[], given: Partial<SubscriptionType>): SubscriptionType =>
    ({ id: first + n, rev: ctx.rev, name, priceMinor, starts: 'firstVisit', kindIds, groupIds: [], persons: 1, freezeDays: 14, isArchived: false, ...given });
  const rows = [
    type(0, '8 групових', 240_000, [kinds.group.id], { lessonCount: 8, termDays: 35 }), type(1, '8 персональних', 640_000, [kinds.individual.id], { lessonCount: 8, termDays: 60 }),
    type(2, '8 у парі чи втрьох', 400_000, [kinds.pair.id, kinds.trio.id], { lessonCount: 8, termDays: 60 }), type(3, 'Група без ліку', 300_000, [kinds.group.id], { termMonths: 1, starts: 'sale' }),
    type(4, 'Пробне заняття', 25_000, [], { lessonCount: 1, termDays: 14, isTrial: true, freezeDays: 0 }),
  ];
  await insertRows(ctx, 'subscriptionType', rows.map((row) => ({ row, aud: [...PUBLIC] })));
  return rows;
}
/** What has come in cash went to the bank, but for some change. */
function bankCash(lines: Line[], onDate: string): void {
  const cash = lines.reduce((sum, l) => sum + (l.to === 'till' ? l.amount : 0), 0) - 150_000;
  if (cash > 0) lines.push({ from: 'till', fromId: 0, to: 'bank', toId: 0, amount: cash, what: 'cashOut', onDate, clientId: null, subscriptionId: null, lessonId: null });
}
async function write(ctx: WriteContext, lines: readonly Line[], entries: readonly Entry[], marks: readonly Mark[]): Promise<void> {
  const user = (await ctx.query<{ id: number }>(`select id from studio_user where studio_id = $1 and 'owner' = any(roles) order by id limit 1`, [ctx.studioId]))[0]?.id ?? ctx.actor.userId;
  await ctx.query(`insert into ledger(studio_id, rev, at, on_date, from_account, from_id, to_account, to_id, amount_minor, what, client_id, subscription_id, lesson_id, user_id, operation)
    select $1, $2, x.d + time '12:00', x.d, x.f, x.fi, x.t, x.ti, x.a, x.w, x.c, x.s, x.l, $3, 'demo.fill' from unnest($4::date[], $5::text[], $6::bigint[], $7::text[], $8::bigint[], $9::bigint[], $10::text[], $11::bigint[], $12::bigint[], $13::bigint[]) with ordinality as x(d, f, fi, t, ti, a, w, c, s, l, n) order by x.d, x.n`,
    [ctx.studioId, ctx.rev, user, lines.map((l) => l.onDate), lines.map((l) => l.from), lines.map((l) => l.fromId), lines.map((l) => l.to), lines.map((l) => l.toId), lines.map((l) => l.amount), lines.map((l) => l.what), lines.map((l) => l.clientId), lines.map((l) => l.subscriptionId), lines.map((l) => l.lessonId)]);
  await ctx.query(`insert into subscription_entry(studio_id, rev, at, subscription_id, what, count_halves, used_halves, lesson_id, client_id, user_id, operation)
    select $1, $2, x.d + time '12:00', x.s, x.w, x.k, x.u, x.l, x.c, $3, 'demo.fill' from unnest($4::date[], $5::bigint[], $6::text[], $7::int[], $8::int[], $9::bigint[], $10::bigint[]) as x(d, s, w, k, u, l, c)`,
    [ctx.studioId, ctx.rev, user, entries.map((e) => e.onDate), entries.map((e) => e.id), entries.map((e) => e.what), entries.map((e) => e.count), entries.map((e) => e.used), entries.map((e) => e.lessonId), entries.map((e) => e.clientId)]);
  await ctx.query(`update booking b set state = x.t, taken_halves = x.h, charged_minor = x.m, subscription_id = x.s, is_paid = x.m = 0, marked_at = l.on_date + time '12:00'
    from unnest($2::bigint[], $3::bigint[], $4::text[], $5::int[], $6::bigint[], $7::bigint[]) as x(l, c, t, h, m, s), lesson l where b.studio_id = $1 and b.lesson_id = x.l and b.client_id = x.c and l.studio_id = $1 and l.id = x.l`,
    [ctx.studioId, marks.map((m) => m.lessonId), marks.map((m) => m.clientId), marks.map((m) => m.state), marks.map((m) => m.halves), marks.map((m) => m.charged), marks.map((m) => m.subscriptionId)]);
}
