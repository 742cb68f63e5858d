// The studio cancels, and gives the days back: subscriptions that were to pay for cancelled lessons end later, each once, in the same write.
import type { Lesson } from '../../contract/entities.ts';
import { usersOf } from '../../domain/subscription.ts';
import { planFor } from '../attendance/payment-plan.store.ts';
import type { WriteContext } from '../context.ts';
import { readRows } from '../db/rows.ts';
import { setExtraDays } from './subscription.store.ts';

/** `lessons`: as they were before, with who was to pay for each place. */
export async function extendHit(ctx: WriteContext, lessons: readonly Lesson[], days: number): Promise<void> {
  const ids = [...new Set(lessons.flatMap((l) => (l.bookings ?? []).flatMap((b) => b.subscriptionId ?? [])))].sort((a, b) => a - b);
  const found = (await readRows(ctx.query, 'subscription', ctx.studioId, ids)).filter(({ row }) => !row.closedAs);
  for (const before of found) await setExtraDays(ctx, before, (before.row.extraDays ?? 0) + days);
  await planFor(ctx, found.flatMap(({ row }) => usersOf(row)));
}
