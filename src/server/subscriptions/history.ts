// What has become of a subscription, latest first: its lessons as its entries tell them; freezes, days and its end as the history of its row does.
import type { Subscription } from '../../contract/entities.ts';
import type { Output } from '../../contract/ops.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { isStaff, type ReadContext } from '../context.ts';
import { codeOf } from '../db/rows.ts';

const MOST = 1000;
type Line = Output<'subscription.history'>['entries'][number];
interface Entry { rev: number; at: number; what: string; countHalves: number; usedHalves: number; lessonId: number | null; onDate: string | null; clientId: number | null; reason: string | null; by: string | null }
type Freeze = NonNullable<Subscription['freezes']>[number];
interface Kept { freezes?: readonly Freeze[] | null; extraDays?: number | null; closedAs?: string | null }
interface Audit { rev: number; at: number; before: Kept | null; after: Kept | null; reason: string | null; by: string | null; otherClientId: number | null; refundedMinor: number | null }
/** What a change of the row tells beside its lessons. */
type Told = Pick<Line, 'what'> & Partial<Line>;

const ENTRIES = `select e.rev, (extract(epoch from e.at) * 1000)::float8 as at, e.what, coalesce(e.count_halves, 0) as "countHalves", e.used_halves as "usedHalves", e.lesson_id as "lessonId", l.on_date as "onDate", e.client_id as "clientId", e.reason, u.name as by
  from subscription_entry e left join lesson l on l.studio_id = e.studio_id and l.id = e.lesson_id left join studio_user u on u.studio_id = e.studio_id and u.id = e.user_id
  where e.studio_id = $1 and e.subscription_id = $2 order by e.id desc limit ${MOST}`;
/** A transfer is one write that closes one and makes another: whose the other is. */
const AUDITS = `select a.rev, (extract(epoch from a.at) * 1000)::float8 as at, a.before, a.after, a.reason, u.name as by,
    case when a.operation = 'subscription.transfer' then (select s.client_id from audit x join subscription s on s.studio_id = x.studio_id and s.id = x.id
      where x.studio_id = a.studio_id and x.rev = a.rev and x.tbl = a.tbl and x.id <> a.id and (x.before is null) <> (a.before is null) limit 1) end as "otherClientId",
    case when a.operation = 'subscription.refund' then (select sum(l.amount_minor)::float8 from ledger l where l.studio_id = a.studio_id and l.subscription_id = a.id and l.rev = a.rev and l.what = 'refund') end as "refundedMinor"
  from audit a left join studio_user u on u.studio_id = a.studio_id and u.id = a.user_id
  where a.studio_id = $1 and a.tbl = $2 and a.id = $3 order by a.rev desc, a.ord desc limit ${MOST}`;

export async function readSubscriptionHistory(ctx: ReadContext, s: Subscription): Promise<Line[]> {
  const [entries, audits] = [await ctx.query<Entry>(ENTRIES, [ctx.studioId, s.id]), await ctx.query<Audit>(AUDITS, [ctx.studioId, codeOf('subscription'), s.id])];
  const told = audits.flatMap((a) => toldOf(a).map((of) => ({ ...a, ...of })));
  // The end of one is told once, with the lessons it took along.
  const ends = new Map(entries.filter((e) => e.what === 'refunded' || e.what === 'transferred').map((e) => [e.rev, e]));
  const plain = entries.filter((e) => ends.get(e.rev) !== e || !told.some((x) => x.rev === e.rev));
  const all: Draft[] = [
    ...told.map(({ before: _b, after: _a, refundedMinor: _r, ...x }) => ({ ...x, countHalves: ends.get(x.rev)?.countHalves ?? 0, usedHalves: 0 })),
    ...plain.map((e) => ({ ...e, ...(e.what === 'sold' && { sumMinor: s.priceMinor }) })),
  ];
  return all.sort((a, b) => b.rev - a.rev).slice(0, MOST).map((line) => lineFor(ctx, line));
}
type Draft = { [K in keyof Line]?: Line[K] | null } & Pick<Entry, 'rev' | 'at' | 'what' | 'countHalves' | 'usedHalves'>;
/** A client reads what happened, and of nobody else who did it, why, or with whom. */
function lineFor(ctx: ReadContext, { rev: _, at, by, reason, otherClientId, ...rest }: Draft): Line {
  const filled = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)) as Omit<Line, 'at' | 'by'>; // nulls were columns without a value
  return { ...filled, at: Math.round(at), by: '', ...(isStaff(ctx.actor) && { by: (by ?? '').slice(0, 80), ...(reason && { reason: reason.slice(0, 200) }), ...(otherClientId && { otherClientId }) }) };
}
function toldOf({ before, after, otherClientId, refundedMinor }: Audit): Told[] {
  if (!after) return [];
  if (!before) return otherClientId ? [{ what: 'received' }] : [];
  const days = (after.extraDays ?? 0) - (before.extraDays ?? 0);
  const isFreeze = 'freezes' in after;
  return [
    ...(after.closedAs === 'refunded' ? [{ what: 'refunded', sumMinor: refundedMinor ?? 0 }] : after.closedAs === 'transferred' ? [{ what: 'transferred' }] : []),
    ...(isFreeze ? freezesTold(before.freezes ?? [], after.freezes ?? []) : []),
    ...(days && !isFreeze ? [{ what: days > 0 ? 'extended' : 'shortened', days: Math.abs(days) }] : []),
  ];
}
function freezesTold(before: readonly Freeze[], after: readonly Freeze[]): Told[] {
  const same = (list: readonly Freeze[], f: Freeze) => list.find((x) => x.fromOn === f.fromOn);
  return [
    ...after.filter((f) => !same(before, f)).map((f) => ({ what: 'frozen', ...f })),
    ...before.filter((f) => same(after, f)?.toOn !== f.toOn || !same(after, f)).map((f) => {
      const toOn = same(after, f)?.toOn;
      return { what: 'unfrozen', onDate: toOn ? addDays(toOn, 1) : f.fromOn };
    }),
  ];
}
