// Regular schedules without an end get their lessons some weeks ahead. Each date is a write of its own, so that one that clashes stops no other;
// it is left out for good and says so. Invariant: a date that is there already is not made again, here or in another process.
import type { LEFT_OUT, Series } from '../../contract/entities.ts';
import type { Refusal } from '../../contract/operation.ts';
import { MOST_MEMBERS } from '../../contract/limits.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { dueDates, horizonOf, type SeriesDate } from '../../domain/series.ts';
import { localOf } from '../../domain/studio-time.ts';
import { seriesAudiences } from '../../domain/visibility.ts';
import type { App } from '../app.ts';
import { Refused, refuse, type WriteContext } from '../context.ts';
import { findRow, selectRows, stored, type Stored } from '../db/rows.ts';
import { applyEdit } from '../edit.ts';
import { requireNamed } from '../lessons/lesson.rules.ts';
import { requireOpenTime } from '../lessons/open-time.ts';
import { awayOn } from '../subscriptions/away.ts';
import { todayOf } from '../today.ts';
import { insertMembers, memberOf, membersOf } from './series.store.ts';

type Why = (typeof LEFT_OUT)[number];

export async function fillSeries(app: App, studioId: number, nowMs: number): Promise<void> {
  const [studio] = await app.db.read<{ zone: string }>('select zone from studio where id = $1', [studioId]);
  if (!studio) return;
  const todayOn = localOf(nowMs, studio.zone).onDate;
  const found = await app.db.read(`${selectRows('series')} where r.studio_id = $1 and r.filled_to < least(r.until_on, $2::date) order by r.id`, [studioId, horizonOf(todayOn)]);
  for (const { row } of found.map((f) => stored('series', f))) {
    for (const date of dueDates(row, todayOn)) await fillDate(app, studioId, row.id, date);
  }
}

async function fillDate(app: App, studioId: number, id: number, date: SeriesDate): Promise<void> {
  try {
    await app.write(studioId, 'job.fillSeries', (ctx) => make(ctx, id, date));
  } catch (error) {
    if (isOver(error)) return;
    const why = error instanceof Refused ? whyOf(error.refusal) : undefined;
    if (!why) throw error;
    await app.write(studioId, 'job.fillSeries', (ctx) => leaveOut(ctx, id, date, why)).catch((late: unknown) => { if (!isOver(late)) throw late; });
  }
}
const isOver = (error: unknown): boolean => error instanceof Refused && error.refusal.code === 'wrongStatus';
async function make(ctx: WriteContext, id: number, date: SeriesDate): Promise<void> {
  const series = await requireDue(ctx, id, date);
  const isThere = await ctx.query('select 1 from lesson where studio_id = $1 and series_id = $2 and series_on = $3 and series_min = $4', [ctx.studioId, id, date.onDate, date.startMin]);
  if (isThere.length || series.row.leftOut?.some((d) => isSame(d, date))) return looked(ctx, series, date);
  const { kindId, trainerId, roomId, groupId } = series.row;
  const { kind } = await requireNamed(ctx, { kindId, trainerId, roomId, groupId });
  const member = memberOf(series.row, date);
  await requireOpenTime(ctx, [{ row: member }], undefined);
  const people = groupId ? (await membersOf(ctx, groupId)).map((m) => m.clientId) : series.row.clientIds;
  const away = await awayOn(ctx, people, { onDate: date.onDate, kindId, groupId });
  if (!groupId && people.length && away.length === people.length) return looked(ctx, series, date, { leftOut: withDate(series.row, date, 'frozen') });
  await insertMembers(ctx, series.row, [member], kind ?? refuse('notFound'), away);
  await looked(ctx, series, date);
}
const leaveOut = async (ctx: WriteContext, id: number, date: SeriesDate, why: Why): Promise<void> => {
  const series = await requireDue(ctx, id, date);
  await looked(ctx, series, date, { leftOut: withDate(series.row, date, why) });
};
const withDate = ({ leftOut = [] }: Series, { onDate, startMin }: SeriesDate, why: Why) => [...leftOut, { onDate, startMin, why }].slice(-MOST_MEMBERS);

/** The schedule as it is now. Refuses wrongStatus when somebody has ended or changed it meanwhile. */
async function requireDue(ctx: WriteContext, id: number, date: SeriesDate): Promise<Stored<'series'>> {
  const series = await findRow(ctx.query, 'series', ctx.studioId, id);
  return series && dueDates(series.row, todayOf(ctx)).some((d) => isSame(d, date)) ? series : refuse('wrongStatus');
}
/** A day has been looked at when its last lesson has. */
async function looked(ctx: WriteContext, series: Stored<'series'>, { onDate, startMin }: SeriesDate, more: Partial<Pick<Series, 'leftOut'>> = {}): Promise<void> {
  const isLast = !dueDates(series.row, todayOf(ctx)).some((d) => d.onDate === onDate && d.startMin > startMin);
  await applyEdit(ctx, 'series', series, series.row.rev, { filledTo: isLast ? onDate : addDays(onDate, -1), ...more }, seriesAudiences);
}
const isSame = (a: { onDate: string; startMin: number }, b: SeriesDate): boolean => a.onDate === b.onDate && a.startMin === b.startMin;

/** What stands in the way for good; undefined for what is no answer to this date. */
function whyOf({ code, conflicts }: Refusal): Why | undefined {
  if (code === 'noSuchTime' || code === 'full') return code;
  if (code === 'notFound') return 'archived';
  if (code === 'monthClosed') return 'closedDay';
  const what = conflicts?.[0]?.what;
  return code !== 'conflict' || what === 'outsideHours' || what === 'subscription' ? undefined : what === 'place' || what === undefined ? 'room' : what;
}
