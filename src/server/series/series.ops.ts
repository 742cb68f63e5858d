// Regular schedules. A lesson made by one is a lesson like any other, which remembers what it was meant to be.
import type { Series } from '../../contract/entities.ts';
import { MOST_SHOWN } from '../../contract/limits.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { localOf } from '../../domain/studio-time.ts';
import { matching, project, seriesAudiences } from '../../domain/visibility.ts';
import { isStaff, refuse, type Handlers } from '../context.ts';
import { editRow } from '../edit.ts';
import { insertRow, selectRows, stored } from '../db/rows.ts';
import { requireOwnId } from '../ids.ts';
import { loadLessons } from '../lessons/lesson.load.ts';
import { requireNamed } from '../lessons/lesson.rules.ts';
import { removeLessons } from '../lessons/lesson.store.ts';
import { requireOpenTime } from '../lessons/open-time.ts';
import { todayOf } from '../today.ts';
import { atEndHandlers } from './at-end.ts';
import { capacityOf, previewOf, requirePlan, trainerOf } from './preview.ts';
import { datesOfPlan, filledToOf } from './series.plan.ts';
import { insertMembers, memberOf } from './series.store.ts';
import { isTheirs, membersAhead, requireSeries, saveWithSeries } from './spread.ts';

export const seriesHandlers: Handlers<'series'> = {
  ...atEndHandlers,
  async 'series.preview'(ctx, plan) {
    const [studio] = await ctx.query<{ zone: string }>('select zone from studio where id = $1', [ctx.studioId]);
    if (!studio) return refuse('notFound');
    return { dates: await previewOf(ctx, plan, datesOfPlan(plan, localOf(ctx.now, studio.zone).onDate)) };
  },

  async 'series.create'(ctx, { id, title, priceMinor, note, override, exceptions = [], ...plan }) {
    const dates = datesOfPlan(plan, todayOf(ctx));
    await requireOwnId(ctx, id, 'series');
    if (!isStaff(ctx.actor) && priceMinor !== undefined) refuse('forbidden', { field: 'priceMinor' });
    const { kind, found } = await requirePlan(ctx, plan);
    if (!isStaff(ctx.actor) && exceptions.some((e) => e.trainerId === null)) refuse('forbidden', { field: 'trainerId' });
    for (const trainerId of new Set(exceptions.map((e) => e.trainerId ?? undefined))) if (trainerId) await requireNamed(ctx, { trainerId });
    const takesWholeRoom = (plan.takesWholeRoom ?? kind.takesWholeRoom) || undefined;
    const trainerId = trainerOf(ctx, plan);
    const by = new Map(exceptions.map((e) => [keyOf(e), e]));
    const filledTo = filledToOf(plan, todayOf(ctx));
    const leftOut = dates.filter((d) => by.get(keyOf(d))?.isSkipped).map(({ onDate, startMin }) => ({ onDate, startMin }));
    const row: Series = {
      id, rev: ctx.rev, kindId: plan.kindId, clientIds: [...(plan.clientIds ?? [])].sort((a, b) => a - b), priceMinor: priceMinor ?? kind.priceMinor, capacity: capacityOf(plan, kind, found), slots: plan.slots, fromOn: plan.fromOn,
      ...(filledTo ? { filledTo } : { untilOn: dates.at(-1)?.onDate ?? plan.fromOn }), ...(leftOut.length && { leftOut }), ...(trainerId && { trainerId }), ...(plan.roomId && { roomId: plan.roomId }), ...(plan.groupId && { groupId: plan.groupId }), ...(title && { title }), ...(note && { note }), ...(takesWholeRoom && { takesWholeRoom }),
    };
    const aud = seriesAudiences(row);
    await insertRow(ctx.query, 'series', ctx.studioId, row, aud);
    ctx.record('series', id, null, { row, aud });
    const wanted = dates.flatMap((d) => (by.get(keyOf(d))?.isSkipped ? [] : [memberOf(row, d, by.get(keyOf(d)))]));
    await requireOpenTime(ctx, wanted.map((member) => ({ row: member })), override);
    await insertMembers(ctx, row, wanted, kind);
    return { count: wanted.length };
  },

  async 'series.update'(ctx, { id, seenRev, lessonId, scope, includesChanged = false, override }) {
    const series = await requireSeries(ctx, id);
    const [pattern] = await loadLessons(ctx.query, ctx.studioId, [lessonId]);
    if (!pattern || pattern.row.seriesId !== id || !isTheirs(ctx, pattern)) return refuse('notFound');
    const { count } = await saveWithSeries(ctx, { ...series, seenRev }, pattern, pattern, { scope, parts: 'all', includesChanged, override });
    return { count };
  },

  async 'series.end'(ctx, { id, seenRev, fromOn, includesChanged = false }) {
    const series = await requireSeries(ctx, id);
    const members = (await membersAhead(ctx, id, { includesChanged, fromOn })).filter(({ row }) => row.status === 'planned');
    await removeLessons(ctx, members);
    const untilOn = addDays(fromOn, -1);
    if (series.row.untilOn === undefined || untilOn < series.row.untilOn) await editRow(ctx, 'series', id, seenRev, { untilOn });
    return { count: members.length };
  },

  async 'series.lessons'(ctx, { id }) {
    await requireSeries(ctx, id);
    const found = await ctx.query(`${selectRows('lesson')} where r.studio_id = $1 and r.series_id = $2 and r.aud && $3::text[] order by r.on_date desc, r.start_min desc, r.id limit ${MOST_SHOWN}`, [ctx.studioId, id, [...ctx.keys]]);
    const lessons = found.map((f) => stored('lesson', f)).map(({ row, aud }) => project('lesson', row, matching(aud, ctx.keys)));
    // Busy time of a colleague who stands in does not say what it is.
    return { lessons: lessons.filter((l) => l.seriesId === id).reverse() };
  },
};

const keyOf = (d: { onDate: string; startMin: number }) => `${d.onDate} ${d.startMin}`;
