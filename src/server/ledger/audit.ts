// Everything that follows from the ledger and the entries of subscriptions, computed anew from their rows and compared.
import type { Query } from '../db/database.ts';

/** Something that does not add up: what, of which row, what is kept and what the rows say. Sums in hundredths, lessons in halves. */
export interface Difference { what: 'account' | 'lessonsLeft' | 'visits' | 'charges' | 'prepaid' | 'expired'; of: string; kept: number; counted: number }

const EARNED = `case when s.lesson_count is null then 0 else floor(s.price_minor * least(b.used_halves, s.lesson_count * 2) / (s.lesson_count * 2)) end`;
const EXPIRED = `coalesce((select sum(e.amount_minor) from ledger e where e.studio_id = s.studio_id and e.subscription_id = s.id and e.what = 'expired' and not exists(select from ledger x where x.studio_id = e.studio_id and x.reverses_id = e.id)), 0)`;
const CHECKS: readonly (readonly [Difference['what'], string])[] = [
  // A balance is what its lines say.
  ['account', `with lines as (
      select account, id, sum(amount) as counted from (
        select from_account as account, from_id as id, -amount_minor as amount from ledger where studio_id = $1 union all select to_account, to_id, amount_minor from ledger where studio_id = $1) x group by account, id)
    select coalesce(a.account, l.account) || ' ' || coalesce(a.id, l.id) as of, coalesce(a.balance_minor, 0)::float8 as kept, coalesce(l.counted, 0)::float8 as counted
    from (select * from account where studio_id = $1) a full join lines l on l.account = a.account and l.id = a.id where coalesce(a.balance_minor, 0) <> coalesce(l.counted, 0)`],
  // Lessons used and sold are what the entries say.
  ['lessonsLeft', `select 'subscription ' || s.id as of, coalesce(b.count_halves - b.used_halves, -coalesce(b.used_halves, 0))::float8 as kept, coalesce(e.count - e.used, -coalesce(e.used, 0))::float8 as counted
    from subscription s left join subscription_balance b on b.studio_id = s.studio_id and b.subscription_id = s.id
    left join (select subscription_id, case when bool_or(count_halves is null) then null else sum(count_halves) end as count, sum(used_halves) as used from subscription_entry where studio_id = $1 group by subscription_id) e on e.subscription_id = s.id
    where s.studio_id = $1 and (b.used_halves is distinct from e.used or b.count_halves is distinct from e.count)`],
  // What visits have taken is what stands at the places of lessons.
  ['visits', `select 'subscription ' || coalesce(e.id, b.id) as of, coalesce(b.halves, 0)::float8 as kept, coalesce(e.halves, 0)::float8 as counted
    from (select subscription_id as id, sum(used_halves) as halves from subscription_entry where studio_id = $1 and what in ('taken', 'returned') group by subscription_id) e
    full join (select subscription_id as id, sum(taken_halves) as halves from booking where studio_id = $1 and state <> 'booked' and taken_halves > 0 group by subscription_id) b on b.id = e.id
    where coalesce(e.halves, 0) <> coalesce(b.halves, 0)`],
  ['charges', `select 'lesson ' || coalesce(l.lesson_id, b.lesson_id) || ' client ' || coalesce(l.client_id, b.client_id) as of, coalesce(b.charged, 0)::float8 as kept, coalesce(l.charged, 0)::float8 as counted
    from (select lesson_id, client_id, sum(case when to_account = 'client' then amount_minor else -amount_minor end) as charged from ledger
      where studio_id = $1 and lesson_id is not null and subscription_id is null and what in ('visit', 'reversal') group by lesson_id, client_id) l
    full join (select lesson_id, client_id, charged_minor as charged from booking where studio_id = $1 and charged_minor > 0) b on b.lesson_id = l.lesson_id and b.client_id = l.client_id
    where coalesce(l.charged, 0) <> coalesce(b.charged, 0)`],
  // What is prepaid is the price less what the lessons used and the term have earned; of one that was closed nothing.
  ['prepaid', `select 'subscription ' || s.id as of, coalesce(l.rest, 0)::float8 as kept, (case when s.closed_as in ('refunded', 'merged') then 0 else s.price_minor - ${EARNED} - ${EXPIRED} end)::float8 as counted
    from subscription s join subscription_balance b on b.studio_id = s.studio_id and b.subscription_id = s.id
    left join (select subscription_id, sum(case when from_account = 'prepaid' then amount_minor else -amount_minor end) as rest from ledger where studio_id = $1 and 'prepaid' in (from_account, to_account) group by subscription_id) l on l.subscription_id = s.id
    where s.studio_id = $1 and s.closed_as is distinct from 'transferred' and not exists (select from subscription_entry e where e.studio_id = s.studio_id and e.subscription_id = s.id and e.what in ('transferred', 'opening'))
      and coalesce(l.rest, 0) <> (case when s.closed_as in ('refunded', 'merged') then 0 else s.price_minor - ${EARNED} - ${EXPIRED} end)`],
  // By its term a counted one earns all that its lessons have not, or nothing yet; one without a count at most its price; one that was closed nothing.
  ['expired', `select of, kept::float8, counted::float8 from (select 'subscription ' || s.id as of, ${EXPIRED} as kept, case when s.closed_as is not null then 0
      when s.lesson_count is null then least(${EXPIRED}, s.price_minor) when ${EXPIRED} = 0 then 0 else s.price_minor - ${EARNED} end as counted
    from subscription s join subscription_balance b on b.studio_id = s.studio_id and b.subscription_id = s.id where s.studio_id = $1) x where kept <> counted`],
];

/** Every difference there is; none when all adds up. Run it in one snapshot. */
export async function auditMoney(query: Query, studioId: number): Promise<Difference[]> {
  const out: Difference[] = [];
  for (const [what, text] of CHECKS) out.push(...(await query<Omit<Difference, 'what'>>(text, [studioId])).map((d) => ({ what, ...d })));
  return out;
}
