// Takes back what a freeze, its end or an extension has done to a term.
// Invariant: no visit that it has paid for comes to lie outside its term or within a freeze.
import type { Subscription } from '../../contract/entities.ts';
import { isFrozenOn, usersOf, windowOn } from '../../domain/subscription.ts';
import { planFor } from '../attendance/payment-plan.store.ts';
import { refuse, type WriteContext } from '../context.ts';
import type { Stored } from '../db/rows.ts';
import { makeFrozenDates } from '../series/after-freeze.ts';
import { setExtraDays } from './subscription.store.ts';

/** What may have been before: null where there was nothing, undefined where it is not concerned. */
export interface TermBefore { extraDays?: number | null; freezes?: Subscription['freezes'] | null }

/** Refuses cannotUndo: closed since, or visited since on days that it would not be valid on. */
export async function restoreTerm(ctx: WriteContext, present: Stored<'subscription'>, { extraDays, freezes }: TermBefore): Promise<void> {
  const s = present.row;
  if (s.closedAs) refuse('cannotUndo', { reason: 'closedAs' });
  const visits = await ctx.query<{ onDate: string }>(`select distinct l.on_date as "onDate" from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id
    where b.studio_id = $1 and b.subscription_id = $2 and b.state <> 'booked' and b.taken_halves > 0`, [ctx.studioId, s.id]);
  const { row } = await setExtraDays(ctx, present, extraDays === undefined ? (s.extraDays ?? 0) : (extraDays ?? 0), freezes === undefined ? {} : { freezes: freezes ?? undefined });
  if (visits.some(({ onDate }) => isWithinTerm(s, onDate) && !isWithinTerm(row, onDate))) refuse('cannotUndo', { reason: 'visited' });
  await makeFrozenDates(ctx, usersOf(s));
  await planFor(ctx, usersOf(s));
}
function isWithinTerm(s: Subscription, onDate: string): boolean {
  const { fromOn, toOn } = windowOn(s, onDate);
  return fromOn <= onDate && onDate <= toOn && !isFrozenOn(s, onDate);
}
