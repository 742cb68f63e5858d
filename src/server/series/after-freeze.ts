// A freeze is over sooner than it was said: dates of regular schedules that were left out for it get their lessons after all.
// Invariant: a date that is over, or not free any more, stays left out, with the reason that holds now.
import type { Series } from '../../contract/entities.ts';
import { isOfSlot } from '../../domain/series.ts';
import { duringOf } from '../../domain/studio-time.ts';
import { seriesAudiences } from '../../domain/visibility.ts';
import { Refused, type WriteContext } from '../context.ts';
import { selectRows, stored, type Stored } from '../db/rows.ts';
import { applyEdit } from '../edit.ts';
import { awayOn } from '../subscriptions/away.ts';
import { previewOf, requirePlan, whyOf } from './preview.ts';
import { insertMembers, memberOf } from './series.store.ts';

type LeftOut = NonNullable<Series['leftOut']>[number];
const FROZEN: LeftOut['why'] = 'frozen';

/** In the write that ends the freeze of one of these clients, or takes it back. */
export async function makeFrozenDates(ctx: WriteContext, clientIds: readonly number[]): Promise<void> {
  const found = await ctx.query(`${selectRows('series')}where r.studio_id = $1 and r.group_id is null and r.left_out @> $2 and exists(select from jsonb_array_elements(r.client_ids) c where c::bigint = any($3::bigint[])) order by r.id`,
    [ctx.studioId, JSON.stringify([{ why: FROZEN }]), clientIds]);
  for (const f of found) await makeDates(ctx, stored('series', f));
}

async function makeDates(ctx: WriteContext, series: Stored<'series'>): Promise<void> {
  const { leftOut = [] } = series.row;
  const next: LeftOut[] = [];
  for (const left of leftOut) {
    const why = left.why === FROZEN ? await tryDate(ctx, series.row, left) : left.why;
    if (why !== 'made') next.push(why ? { ...left, why } : left);
  }
  await applyEdit(ctx, 'series', series, series.row.rev, { leftOut: next.length ? next : null }, seriesAudiences);
}
async function tryDate(ctx: WriteContext, series: Series, { onDate, startMin }: LeftOut): Promise<LeftOut['why'] | 'made'> {
  const { kindId, clientIds, untilOn } = series;
  const slot = series.slots.find((s) => isOfSlot(s, { seriesOn: onDate, seriesMin: startMin }));
  if (!slot || (untilOn !== undefined && onDate > untilOn)) return FROZEN;
  const date = { onDate, startMin, durationMin: slot.durationMin };
  const during = duringOf(date, ctx.studio.zone);
  if (!during || during.fromMs <= ctx.now) return FROZEN;
  const away = await awayOn(ctx, clientIds, { onDate, kindId });
  if (away.length === clientIds.length) return FROZEN;
  const people = { ...series, clientIds: clientIds.filter((id) => !away.includes(id)) };
  if (people.clientIds.length > series.capacity) return 'full';
  try {
    const [seen] = await previewOf(ctx, people, [date]);
    if (!seen || seen.problem || seen.conflicts) return seen && whyOf(seen);
  } catch (error) {
    // Its trainer, its room, or a person of it has left since.
    if (error instanceof Refused && error.refusal.code === 'notFound') return 'archived';
    throw error;
  }
  const { kind } = await requirePlan(ctx, people);
  await insertMembers(ctx, series, [memberOf(series, date)], kind, away);
  return 'made';
}
