// A lesson of a regular schedule that was cancelled in time is made up for at its end: one more on a date of its rule after the last.
import type { Series } from '../../contract/entities.ts';
import { MOST_MEMBERS } from '../../contract/limits.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { isMemberOn } from '../../domain/membership.ts';
import { seriesDates, type SeriesDate } from '../../domain/series.ts';
import { localOf } from '../../domain/studio-time.ts';
import { seriesAudiences } from '../../domain/visibility.ts';
import { refuse, refuseField, type Handlers, type ReadContext } from '../context.ts';
import type { Stored } from '../db/rows.ts';
import { applyEdit } from '../edit.ts';
import { loadLessons } from '../lessons/lesson.load.ts';
import { requireNamed } from '../lessons/lesson.rules.ts';
import { requireOpenTime } from '../lessons/open-time.ts';
import { endsBefore } from '../subscriptions/ends-before.ts';
import { previewOf } from './preview.ts';
import { insertMembers, memberOf, membersOf } from './series.store.ts';
import { isTheirs, requireSeries } from './spread.ts';

const SHOWN = 20;

export const atEndHandlers: Pick<Handlers<'series'>, 'series.afterEnd' | 'series.addAtEnd'> = {
  async 'series.afterEnd'(ctx, { lessonId }) {
    const series = await requireCancelled(ctx, lessonId);
    const dates = await previewOf(ctx, series.row, await datesAfter(ctx, series.row));
    const first = dates.find((d) => !d.problem && !d.conflicts) ?? dates[0];
    return { dates, warnings: first ? await warningsOf(ctx, series.row, first.onDate) : [] };
  },
  async 'series.addAtEnd'(ctx, { lessonId, onDate, startMin, override }) {
    const series = await requireCancelled(ctx, lessonId);
    const dates = await datesAfter(ctx, series.row);
    const at = dates.findIndex((d) => d.onDate === onDate && d.startMin === startMin);
    const date = dates[at] ?? refuseField('onDate', 'range');
    const { kindId, trainerId, roomId, groupId, clientIds } = series.row;
    const { kind } = await requireNamed(ctx, { kindId, trainerId, roomId, groupId, clientIds });
    const member = memberOf(series.row, date);
    await requireOpenTime(ctx, [{ row: member }], override);
    const [byId] = await insertMembers(ctx, series.row, [member], kind ?? refuse('notFound', { field: 'kindId' }));
    await ctx.query(`insert into made_up(studio_id, lesson_id, by_id) values ($1, $2, $3) on conflict (studio_id, lesson_id) do update set by_id = excluded.by_id`, [ctx.studioId, lessonId, byId]);
    // Those passed over are dates of the rule now, without a lesson.
    const leftOut = [...(series.row.leftOut ?? []), ...dates.slice(0, at).map((d) => ({ onDate: d.onDate, startMin: d.startMin }))].slice(-MOST_MEMBERS);
    await applyEdit(ctx, 'series', series, series.row.rev, { untilOn: onDate, ...(leftOut.length && { leftOut }) }, seriesAudiences);
    const warnings = await warningsOf(ctx, series.row, onDate);
    return warnings.length ? { warnings } : {};
  },
};

/** The schedule of that lesson: cancelled, without anybody who pays for it, not made up for yet, of one with an end. */
async function requireCancelled(ctx: ReadContext, lessonId: number): Promise<Stored<'series'>> {
  const [lesson] = await loadLessons(ctx.query, ctx.studioId, [lessonId]);
  if (!lesson?.row.seriesId || !isTheirs(ctx, lesson)) return refuse('notFound');
  const series = await requireSeries(ctx, lesson.row.seriesId);
  if (lesson.row.status !== 'cancelled') refuse('wrongStatus', { reason: lesson.row.status ?? '' });
  if (lesson.row.calledOff?.some((b) => b.takenHalves || b.chargedMinor)) refuse('wrongStatus', { reason: 'late' });
  if ((await ctx.query('select 1 from made_up m join lesson l on l.studio_id = m.studio_id and l.id = m.by_id where m.studio_id = $1 and m.lesson_id = $2', [ctx.studioId, lessonId])).length) refuse('wrongStatus', { reason: 'madeUp' });
  if (series.row.untilOn === undefined) refuse('wrongStatus', { reason: 'noEnd' });
  return series;
}
const datesAfter = async (ctx: ReadContext, series: Series): Promise<SeriesDate[]> => seriesDates({ slots: series.slots, fromOn: await firstDayAfter(ctx, series), count: SHOWN });
/** The day after its end, its last lesson and the present day. */
export async function firstDayAfter(ctx: ReadContext, series: Series): Promise<string> {
  const [found] = await ctx.query<{ lastOn: string | null; zone: string }>('select (select max(series_on) from lesson where studio_id = $1 and series_id = $2) as "lastOn", zone from studio where id = $1', [ctx.studioId, series.id]);
  const days = [series.untilOn, found?.lastOn ?? undefined, localOf(ctx.now, found?.zone ?? 'UTC').onDate].filter((day) => day !== undefined);
  return addDays(days.sort().at(-1) ?? series.fromOn, 1);
}
async function warningsOf(ctx: ReadContext, series: Series, onDate: string) {
  const members = series.groupId ? await membersOf(ctx, series.groupId) : [];
  const clientIds = [...new Set([...members.filter((m) => isMemberOn(m, onDate)).map((m) => m.clientId), ...series.clientIds])];
  return endsBefore(ctx, clientIds, { onDate, kindId: series.kindId, groupId: series.groupId });
}
