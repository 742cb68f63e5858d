// Subscriptions as they are kept: reading, writing what follows from their entries, and sending them anew.
// Invariant: lessons move by entries alone; what is left and used is counted by the database, which refuses less than none and more than were sold.
import type { Subscription } from '../../contract/entities.ts';
import { earnedMinor } from '../../domain/money.ts';
import { endOfTerm } from '../../domain/subscription.ts';
import { subscriptionAudiences } from '../../domain/visibility.ts';
import type { ReadContext, WriteContext } from '../context.ts';
import { among, insertRow, selectRows, stored, updateRow, type Stored } from '../db/rows.ts';
import { INCOME, PREPAID, type Line } from '../ledger/ledger.store.ts';
import { todayOf } from '../today.ts';
import { settleChange } from './income.store.ts';

/** Those that these clients own or may use; closed ones only when asked for. */
export async function subscriptionsOf(ctx: ReadContext, clientIds: readonly number[], withClosed = false): Promise<Stored<'subscription'>[]> {
  const owned = among('r.client_id', 2, clientIds);
  const used = `r.other_client_ids ${clientIds.length === 1 ? '@> array[$2::bigint]' : '&& $2::bigint[]'}`;
  const found = await ctx.query(`${selectRows('subscription')}where r.studio_id = $1 and (${owned.sql} or ${used}) and ($3 or r.closed_as is null) order by r.id`, [ctx.studioId, owned.value, withClosed]);
  return found.map((f) => stored('subscription', f));
}

export type EntryWhat = 'sold' | 'opening' | 'taken' | 'returned' | 'givenBack' | 'refunded' | 'transferred';
export interface Entry { subscriptionId: number; what: EntryWhat; countHalves?: number | null; usedHalves?: number; lessonId?: number | undefined; clientId?: number | undefined; reason?: string | undefined }
export async function addEntry(ctx: WriteContext, operation: string, e: Entry): Promise<void> {
  await ctx.query(`insert into subscription_entry(studio_id, rev, at, subscription_id, what, count_halves, used_halves, lesson_id, client_id, reason, user_id, operation)
    values ($1, $2, to_timestamp($3::float8 / 1000), $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [ctx.studioId, ctx.rev, ctx.now, e.subscriptionId, e.what, e.countHalves === undefined ? 0 : e.countHalves, e.usedHalves ?? 0, e.lessonId ?? null, e.clientId ?? null, e.reason ?? null, ctx.actor.userId, operation]);
}

/** The value that so many halves more, or less, make income of what was prepaid. Nothing where there is no count. */
export function earningOf(s: Pick<Subscription, 'id' | 'priceMinor' | 'lessonCount' | 'usedHalves'>, halves: number): Line[] {
  const countHalves = s.lessonCount === undefined ? undefined : s.lessonCount * 2;
  const change = earnedMinor(s.priceMinor, countHalves, s.usedHalves + halves) - earnedMinor(s.priceMinor, countHalves, s.usedHalves);
  const [from, to] = change >= 0 ? [INCOME, PREPAID] : [PREPAID, INCOME];
  return [{ from, to, amountMinor: Math.abs(change), what: change >= 0 ? 'visit' : 'visitBack', subscriptionId: s.id }];
}

export async function insertSubscription(ctx: WriteContext, operation: string, given: Omit<Subscription, 'rev' | 'usedHalves' | 'bookedHalves' | 'leftHalves'>, what: 'sold' | 'opening' | 'transferred', countHalves = given.lessonCount === undefined ? null : given.lessonCount * 2, usedHalves = 0): Promise<Subscription> {
  const left = countHalves === null ? {} : { leftHalves: countHalves - usedHalves };
  const row: Subscription = { ...given, rev: ctx.rev, usedHalves, bookedHalves: 0, ...left };
  const aud = subscriptionAudiences(row);
  await insertRow(ctx.query, 'subscription', ctx.studioId, row, aud);
  await addEntry(ctx, operation, { subscriptionId: row.id, what, countHalves, usedHalves });
  ctx.record('subscription', row.id, null, { row, aud });
  return row;
}
/** Writes these fields and says so; undefined clears. What has become income by its term follows. */
export async function changeSubscription(ctx: WriteContext, before: Stored<'subscription'>, fields: { [K in keyof Subscription]?: Subscription[K] | undefined }): Promise<Stored<'subscription'>> {
  const row = { ...before.row, ...fields, rev: ctx.rev } as Subscription & Record<string, unknown>; // undefined fields are taken out below
  for (const key of Object.keys(fields)) if (row[key] === undefined) delete row[key];
  const after = { row, aud: subscriptionAudiences(row) };
  await updateRow(ctx.query, 'subscription', ctx.studioId, row.id, fields, ctx.rev, after.aud);
  ctx.record('subscription', row.id, before, after);
  await settleChange(ctx, before.row, row);
  return after;
}
/** Days added to its term, by freezing and by people, all together; its end follows. */
export async function setExtraDays(ctx: WriteContext, before: Stored<'subscription'>, extraDays: number, more: { freezes?: Subscription['freezes'] | undefined } = {}): Promise<Stored<'subscription'>> {
  const { startOn } = before.row;
  return changeSubscription(ctx, before, { extraDays: extraDays || undefined, ...(startOn && { endOn: endOfTerm(before.row, startOn, extraDays) }), ...more });
}
/** Begins a term with its first visit, and takes the beginning back with it. One that began at its sale, or by its own day, keeps its days. */
export async function settleStart(ctx: WriteContext, before: Stored<'subscription'>): Promise<Stored<'subscription'>> {
  const s = before.row;
  if (s.starts === 'sale') return before;
  const [first] = await ctx.query<{ onDate: string | null }>(`select min(l.on_date) as "onDate" from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id
    where b.studio_id = $1 and b.subscription_id = $2 and b.state <> 'booked' and b.taken_halves > 0`, [ctx.studioId, s.id]);
  const byItself = s.startByOn && s.startByOn <= todayOf(ctx) ? s.startByOn : undefined;
  const startOn = [first?.onDate ?? undefined, byItself].filter((d) => d !== undefined).sort()[0];
  if (startOn === s.startOn) return before;
  return changeSubscription(ctx, before, { startOn, endOn: startOn && endOfTerm(s, startOn, s.extraDays) });
}
