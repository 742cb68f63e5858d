// A regular schedule goes on with the next subscription: as many lessons more, after its last, as that one can still pay for. Dates that clash are passed over and say why.
import type { Subscription } from '../../contract/entities.ts';
import { MOST_MEMBERS } from '../../contract/limits.ts';
import type { Output } from '../../contract/ops.ts';
import { seriesDates } from '../../domain/series.ts';
import { freeLessons, usersOf, windowOn } from '../../domain/subscription.ts';
import { seriesAudiences } from '../../domain/visibility.ts';
import { refuse, type WriteContext } from '../context.ts';
import { applyEdit } from '../edit.ts';
import { firstDayAfter } from './at-end.ts';
import { previewOf, requirePlan, whyOf } from './preview.ts';
import { insertMembers, memberOf } from './series.store.ts';
import { requireSeries } from './spread.ts';

type Prolonged = NonNullable<Output<'subscription.renew'>['prolonged']>;
type Date = Output<'series.preview'>['dates'][number];
/** So many dates may clash before one gives up. */
const SPARE = 20;

/** Of one without a count, to the end of its term. Refuses a schedule of a group or of anybody who does not use the subscription, and one without an end. */
export async function prolongSeries(ctx: WriteContext, id: number, s: Subscription): Promise<Prolonged> {
  const series = await requireSeries(ctx, id);
  const { clientIds, groupId, slots, untilOn } = series.row;
  if (groupId || !clientIds.length || clientIds.some((c) => !usersOf(s).includes(c))) refuse('notFound', { field: 'seriesId' });
  if (untilOn === undefined) refuse('wrongStatus', { reason: 'noEnd' });
  const fromOn = await firstDayAfter(ctx, series.row);
  const free = freeLessons(s);
  const rule = free === null ? { untilOn: windowOn(s, s.startByOn && s.startByOn > fromOn ? s.startByOn : fromOn).toOn } : { count: Math.min(free + SPARE, MOST_MEMBERS) };
  const dates = await previewOf(ctx, series.row, seriesDates({ slots, fromOn, ...rule }).slice(0, MOST_MEMBERS));
  const made = dates.filter(isClear).slice(0, free ?? undefined);
  const last = made.at(-1);
  const passed = free === null ? dates : dates.slice(0, last ? dates.indexOf(last) : free);
  const leftOut = passed.filter((d) => !isClear(d)).map((d) => ({ onDate: d.onDate, startMin: d.startMin, why: whyOf(d) }));
  if (!last) return { count: 0, leftOut };
  const { kind } = await requirePlan(ctx, series.row);
  await insertMembers(ctx, series.row, made.map((d) => memberOf(series.row, d)), kind);
  const allLeft = [...(series.row.leftOut ?? []), ...leftOut].slice(-MOST_MEMBERS);
  await applyEdit(ctx, 'series', series, series.row.rev, { untilOn: (free === null ? passed.at(-1) : last)?.onDate, ...(allLeft.length && { leftOut: allLeft }) }, seriesAudiences);
  return { count: made.length, leftOut };
}
const isClear = (d: Date): boolean => !d.problem && !d.conflicts;
