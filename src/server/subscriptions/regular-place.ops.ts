// Regular places beyond the paid lessons: found in the bookings, held for as long as the studio says, released by a person in one write.
import type { Studio } from '../../contract/entities.ts';
import type { Input } from '../../contract/ops.ts';
import type { RegularPlace } from '../../contract/regular-place.ops.ts';
import { holdDaysOf } from '../../domain/policy.ts';
import { heldTo, isFreezing, mayRelease } from '../../domain/regular-place.ts';
import { localOf } from '../../domain/studio-time.ts';
import { usersOf } from '../../domain/subscription.ts';
import { refuse, type Handlers, type ReadContext } from '../context.ts';
import { findRow } from '../db/rows.ts';
import { leaveGroup } from '../groups/group.ops.ts';
import { leaveSeries } from '../series/leave.ts';
import { subscriptionsOf } from './subscription.store.ts';

// Lessons ahead for which nobody pays, of people who have bought subscriptions, by the group they are members of or the schedule they stand in.
// What was paid last is looked for there, and everywhere where nothing ever was.
const PLACES = `with ahead as materialized (
    select b.client_id, l.on_date, l.group_id, l.series_id, s.client_ids @> to_jsonb(b.client_id) as is_in_series,
      l.group_id is not null and exists(select from group_member m where m.studio_id = l.studio_id and m.group_id = l.group_id and m.client_id = b.client_id and m.from_on <= l.on_date and (m.to_on is null or m.to_on >= l.on_date)) as is_member
    from lesson l join booking b on b.studio_id = l.studio_id and b.lesson_id = l.id left join series s on s.studio_id = l.studio_id and s.id = l.series_id
    where l.studio_id = $1 and l.on_date >= $4::date and lower(l.during) > to_timestamp($2::float8 / 1000) and l.status = 'planned' and l.price_minor > 0
      and ($3::bigint is null or b.client_id = $3) and b.state = 'booked' and not b.is_paid
      and b.client_id in (select client_id from subscription where studio_id = $1 union all select unnest(other_client_ids) from subscription where studio_id = $1)),
  unpaid as (
    select client_id, case when is_member then group_id end as group_id, case when not is_member then series_id end as series_id, min(on_date) as first_on, count(*)::int as count
    from ahead where is_member or is_in_series group by 1, 2, 3),
  paid as (
    select b.client_id, l.group_id, l.series_id, max(l.on_date) as on_date from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id
    where b.studio_id = $1 and b.client_id in (select client_id from unpaid) and b.is_paid and b.state in ('booked', 'attended', 'noShow') group by 1, 2, 3)
  select u.client_id as "clientId", u.series_id as "seriesId", u.group_id as "groupId", u.first_on as "firstOn", u.count,
    coalesce(max(p.on_date) filter (where p.group_id = u.group_id or p.series_id = u.series_id), max(p.on_date)) as "paidOn"
  from unpaid u join paid p on p.client_id = u.client_id group by u.client_id, u.series_id, u.group_id, u.first_on, u.count`;
interface Found { clientId: number; seriesId: number | null; groupId: number | null; firstOn: string; count: number; paidOn: string }

export const regularPlaceHandlers: Handlers<'regularPlace'> = {
  async 'regularPlace.list'(ctx) {
    const studio = (await findRow(ctx.query, 'studio', ctx.studioId, ctx.studioId))?.row ?? refuse('notFound');
    return { places: (await placesOf(ctx, studio)).slice(0, 2000) };
  },
  async 'regularPlace.release'(ctx, input) {
    const place = (await placesOf(ctx, ctx.studio, input.clientId)).find((p) => isSame(p, input)) ?? refuse('notFound');
    if (!mayRelease(place, localOf(ctx.now, ctx.studio.zone).onDate)) refuse('wrongStatus', { reason: 'held' });
    return { count: place.groupId === undefined ? await leaveSeries(ctx, place.seriesId ?? 0, place.clientId) : await leaveGroup(ctx, { id: place.groupId, clientId: place.clientId }) };
  },
};

const isSame = (p: RegularPlace, input: Input<'regularPlace.release'>): boolean => p.seriesId === input.seriesId && p.groupId === input.groupId;
/** Of one client, or of all. */
async function placesOf(ctx: ReadContext, studio: Studio, clientId?: number): Promise<RegularPlace[]> {
  const today = localOf(ctx.now, studio.zone).onDate;
  const found = await ctx.query<Found>(PLACES, [ctx.studioId, ctx.now, clientId ?? null, today]);
  const due = found.filter((f) => f.paidOn < today);
  const subscriptions = await subscriptionsOf(ctx, due.map((f) => f.clientId));
  return due.filter((f) => !isFreezing(subscriptions.filter(({ row }) => usersOf(row).includes(f.clientId)).map(({ row }) => row), today))
    .map(({ seriesId, groupId, ...f }) => ({ ...f, ...(seriesId !== null && { seriesId }), ...(groupId !== null && { groupId }), heldTo: heldTo(f.paidOn, holdDaysOf(studio)) }))
    .sort((a, b) => a.heldTo.localeCompare(b.heldTo) || a.clientId - b.clientId);
}
