// What somebody brings along from before: money on the account, and lessons that were paid for elsewhere. Lines of kind `opening`, so that they add up and are told apart.
import type { ImportLine } from '../../contract/client-import.ops.ts';
import type { SubscriptionType } from '../../contract/entities.ts';
import { daysBetween } from '../../domain/calendar-day.ts';
import { endOfTerm } from '../../domain/subscription.ts';
import type { WriteContext } from '../context.ts';
import { selectRows, stored } from '../db/rows.ts';
import { addLines, ofClient, OPENING, type Line } from '../ledger/ledger.store.ts';
import { insertSubscription } from '../subscriptions/subscription.store.ts';
import { todayOf } from '../today.ts';
import { takeIds } from '../transport/outside.ts';

export interface Opened { line: ImportLine; clientId: number }
/** Of lessons whose last day no file names. */
const USUAL_MONTHS = 12;
const NAMED = { uk: 'Залишок занять', en: 'Lessons from before' } as const;

export const hasOpening = (line: ImportLine): boolean => (line.balanceMinor !== undefined && line.balanceMinor !== 0) || line.lessonsLeft !== undefined;

export async function takeOpenings(ctx: WriteContext, opened: readonly Opened[]): Promise<void> {
  await addLines(ctx, 'client.import', opened.flatMap(({ line: { balanceMinor = 0 }, clientId }): Line[] => {
    const [from, to] = balanceMinor > 0 ? [ofClient(clientId), OPENING] : [OPENING, ofClient(clientId)];
    return [{ from, to, amountMinor: Math.abs(balanceMinor), what: 'opening', clientId }];
  }));
  const withLessons = opened.filter(({ line }) => line.lessonsLeft !== undefined);
  if (!withLessons.length) return;
  const types = await typesNamed(ctx, withLessons.flatMap(({ line }) => line.subscription ?? []));
  const first = await takeIds(ctx.query, ctx.studioId, withLessons.length);
  await Promise.all(withLessons.map(({ line, clientId }, i) => openLessons(ctx, first + i, clientId, line, types.get(line.subscription?.toLowerCase() ?? ''))));
}
async function typesNamed(ctx: WriteContext, names: readonly string[]): Promise<Map<string, SubscriptionType>> {
  if (!names.length) return new Map();
  const found = await ctx.query(`${selectRows('subscriptionType')}where r.studio_id = $1 and lower(r.name) = any($2::text[]) and not r.is_archived`, [ctx.studioId, names.map((n) => n.toLowerCase())]);
  return new Map(found.map((f) => stored('subscriptionType', f).row).map((t) => [t.name.toLowerCase(), t]));
}
/** A subscription of so many lessons at no price: it was paid before. What it covers is as of the type of that name, where there is one. */
async function openLessons(ctx: WriteContext, id: number, clientId: number, line: ImportLine, type: SubscriptionType | undefined): Promise<void> {
  const today = todayOf(ctx);
  const until = line.lessonsUntil;
  const term = until === undefined ? { termMonths: USUAL_MONTHS } : { termDays: Math.min(3660, Math.max(1, daysBetween(today, until) + 1)) };
  await insertSubscription(ctx, 'client.import', {
    id, clientId, name: line.subscription ?? NAMED[ctx.studio.language], ...(type && { typeId: type.id }), priceMinor: 0, lessonCount: line.lessonsLeft ?? 0, ...term, starts: 'sale',
    kindIds: type?.kindIds ?? [], groupIds: type?.groupIds ?? [], persons: 1, freezeDays: type?.freezeDays ?? 0, soldOn: today, startOn: today, endOn: endOfTerm(term, today),
  }, 'opening');
}
