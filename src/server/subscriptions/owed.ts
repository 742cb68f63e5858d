// What is still owed for a subscription: the money of a client pays older bills first, so of a debt the last bills are what is open (decision 11).
import type { Subscription } from '../../contract/entities.ts';
import type { ReadContext } from '../context.ts';
import { balanceOf, ofClient } from '../ledger/ledger.store.ts';

/** What the owner was billed for after the sale, less what of it was taken back. Money that came or went is no bill, and what another card brought along was no bill of this one. */
const LATER = `select sale.id, coalesce(sum(case when l.to_account = 'client' and l.to_id = $3 then l.amount_minor else -l.amount_minor end), 0)::float8 as later
  from (select max(id) as id from ledger where studio_id = $1 and subscription_id = $2 and what = 'sale' and to_account = 'client') sale
  left join ledger l on l.studio_id = $1 and coalesce(l.reverses_id, l.id) > sale.id and l.subscription_id is distinct from $2 and l.operation <> 'client.merge'
    and case when l.to_account = 'client' and l.to_id = $3 then l.from_account when l.from_account = 'client' and l.from_id = $3 then l.to_account end in ('client', 'prepaid', 'income')
  group by sale.id`;

/** Of the rest of it, worth so much, what its owner still owes; nothing for one that was sold to nobody here. */
export async function owedFor(ctx: ReadContext, s: Pick<Subscription, 'id' | 'clientId'>, restMinor: number): Promise<number> {
  const debt = -(await balanceOf(ctx, ofClient(s.clientId)));
  if (debt <= 0) return 0;
  const [found] = await ctx.query<{ id: number | null; later: number }>(LATER, [ctx.studioId, s.id, s.clientId]);
  return found?.id ? Math.min(restMinor, debt, Math.max(0, debt - found.later)) : 0;
}
