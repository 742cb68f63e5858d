// What of a subscription becomes income because its term passes: lines of kind `expired`, which always come to what domain/income.ts says.
// Invariant: a correction reverses all such lines exactly and writes one anew; nothing else writes or reverses them.
import type { Subscription } from '../../contract/entities.ts';
import { expiredOf } from '../../domain/income.ts';
import type { WriteContext } from '../context.ts';
import { addLines, FIELDS, INCOME, PREPAID, reversalsOf, type Found, type Line } from '../ledger/ledger.store.ts';
import { isClosed } from '../open-month.ts';
import { todayOf } from '../today.ts';

/** After a change of the subscription, where it changes that. */
export async function settleChange(ctx: WriteContext, before: Subscription, after: Subscription): Promise<void> {
  const today = todayOf(ctx);
  if (expiredOf(before, today).amountMinor !== expiredOf(after, today).amountMinor) await settleExpired(ctx, after);
}
/** What is new is dated on the last day that it is for, unless that month is closed; a correction on the day it is made. */
export async function settleExpired(ctx: WriteContext, s: Subscription): Promise<void> {
  const { amountMinor, toOn } = expiredOf(s, todayOf(ctx));
  const found = await ctx.query<Found>(`select ${FIELDS} from ledger l where l.studio_id = $1 and l.subscription_id = $2 and l.what = 'expired' order by l.id`, [ctx.studioId, s.id]);
  const standing = found.filter((l) => !l.isReversed);
  const known = standing.reduce((sum, l) => sum + l.amountMinor, 0);
  const line: Line = { from: INCOME, to: PREPAID, amountMinor, what: 'expired', subscriptionId: s.id, clientId: s.clientId };
  if (amountMinor > known) await addLines(ctx, 'subscription.expire', [{ ...line, amountMinor: amountMinor - known, onDate: isClosed(ctx, toOn) ? undefined : toOn }]);
  else if (amountMinor < known) await addLines(ctx, 'subscription.expire', [...reversalsOf(standing), line]);
}
