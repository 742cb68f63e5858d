// What an absence hits, and for each lesson what could be done: who is free to teach it, when the trainer could, and what an early return would restore.
import type { Lesson } from '../../contract/entities.ts';
import type { Output } from '../../contract/ops.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { freeWindows, isFree, startWithin, type Taken, type Timeline, type Wanted } from '../../domain/free-time.ts';
import { duringOf, duringOfSpan, localOf, type During, type Span } from '../../domain/studio-time.ts';
import { matching, project } from '../../domain/visibility.ts';
import { isWithin, UNSTATED } from '../../domain/working-hours.ts';
import { isStaff, type ReadContext } from '../context.ts';
import type { Query } from '../db/database.ts';
import type { LoadedLesson } from '../lessons/lesson.load.ts';
import { peopleOf } from '../lessons/lesson.store.ts';
import { loadTimeline, localWindow } from '../schedule/timeline.ts';

type Hit = Output<'absence.preview'>['lessons'][number];
const MOST_SUBSTITUTES = 8;
const MOST_TIMES = 3;
/** Other times are looked for so long before and after. */
const DAYS_AROUND = 14;
const MINUTE_MS = 60_000;

/** `span` is the absence itself, so that it counts even before it is declared. */
export async function workList(ctx: ReadContext, trainerId: number, span: Span, lessons: readonly LoadedLesson[]): Promise<Hit[]> {
  if (!lessons.length) return [];
  const first = lessons[0]?.row.onDate ?? span.fromOn;
  const last = lessons.at(-1)?.row.onDate ?? span.toOn;
  const timeline = await timelineOf(ctx, lessons, addDays(first, -DAYS_AROUND), addDays(span.toOn > last ? span.toOn : last, DAYS_AROUND));
  const away: Taken = { ...duringOfSpan(span, timeline.zone), need: 1, isWhole: true };
  /** What the trainer has, with the absence and with what has been proposed for the lessons before. */
  const own: Taken[] = [...(timeline.trainers.get(trainerId) ?? []), away];
  const withOwn: Timeline = { ...timeline, trainers: new Map([...timeline.trainers, [trainerId, own]]) };
  const others = isStaff(ctx.actor) ? await colleagues(ctx.query, ctx.studioId, trainerId) : [];
  const today = localOf(ctx.now, timeline.zone).onDate;
  return lessons.map(({ row, aud }) => {
    const during = duringOf(row, timeline.zone);
    const wanted = wantsOf(row);
    const substitutes = during ? others.filter((id) => isWithin(timeline.trainerHours.get(id) ?? UNSTATED, row.onDate, row.startMin, row.durationMin) && isFree(timeline, { trainerId: id, need: 1, isWhole: false, clientIds: [] }, during)) : [];
    const from = addDays(row.onDate, -DAYS_AROUND);
    const times = during ? nearest(withOwn, { ...wanted, trainerId, durationMin: row.durationMin, fromOn: from < today ? today : from, toOn: addDays(span.toOn, DAYS_AROUND), notBeforeMs: ctx.now }, row, during) : [];
    const [proposed] = times;
    if (proposed) own.push({ ...proposed.during, need: 1, isWhole: true });
    return {
      lesson: project('lesson', row, matching(aud, ctx.keys)), ...(during && during.fromMs < ctx.now && { isUnderWay: true }),
      substitutes: substitutes.slice(0, MOST_SUBSTITUTES), times: times.map(({ onDate, startMin }) => ({ onDate, startMin })),
    };
  });
}
/** Whether each of these could go back to the trainer, or into the timetable. */
export async function restorableOf(ctx: ReadContext, over: { absenceId?: number; closureId?: number }, trainerId: number | undefined, lessons: readonly LoadedLesson[]): Promise<Output<'absence.preview'>['restorable']> {
  const [first, last] = [lessons[0]?.row.onDate, lessons.at(-1)?.row.onDate];
  if (!first || !last) return [];
  const timeline = await timelineOf(ctx, lessons, first, last, over);
  return lessons.map(({ row, aud }) => {
    const during = duringOf(row, timeline.zone);
    // One that is taught by another holds its people and its places already.
    const wanted = row.status === 'cancelled' ? wantsOf(row) : { need: 1, isWhole: false, clientIds: [] };
    return { lesson: project('lesson', row, matching(aud, ctx.keys)), isFree: during !== null && isFree(timeline, { ...wanted, trainerId: trainerId ?? row.trainerId }, during) };
  });
}

const wantsOf = (row: Lesson) => ({ roomId: row.roomId, need: row.capacity ?? 1, isWhole: row.takesWholeRoom === true, clientIds: (row.bookings ?? []).map((b) => b.clientId), exceptLessonId: row.id });
const timelineOf = (ctx: ReadContext, lessons: readonly LoadedLesson[], fromOn: string, toOn: string, except = {}): Promise<Timeline> =>
  loadTimeline(ctx.query, ctx.studioId, { fromOn, toOn, except, trainerIds: 'all', clientIds: [...new Set(peopleOf(lessons))], roomIds: [...new Set(lessons.flatMap((l) => l.row.roomId ?? []))] });

/** The times nearest to where the lesson stands, one for each free window, at its time of day where that fits. */
function nearest(timeline: Timeline, wanted: Wanted, row: Lesson, now: During): { onDate: string; startMin: number; during: During }[] {
  const gap = (w: During) => Math.max(w.fromMs - now.fromMs, now.fromMs - w.toMs, 0);
  const near = freeWindows(timeline, wanted).sort((a, b) => gap(a) - gap(b)).slice(0, MOST_TIMES * 3);
  const found = near.flatMap((window) => {
    const local = localWindow(window, timeline.zone);
    const startMin = startWithin(local, row.startMin, row.durationMin);
    const fromMs = window.fromMs + (startMin - local.startMin) * MINUTE_MS;
    return fromMs > wanted.notBeforeMs ? [{ onDate: local.onDate, startMin, during: { fromMs, toMs: fromMs + row.durationMin * MINUTE_MS } }] : [];
  });
  const distance = (d: During) => Math.abs(d.fromMs - now.fromMs);
  return found.sort((a, b) => distance(a.during) - distance(b.during)).slice(0, MOST_TIMES);
}
/** Others who could teach: of the same position first. */
async function colleagues(query: Query, studioId: number, trainerId: number): Promise<number[]> {
  const found = await query<{ id: number }>(`select o.id from trainer o join trainer me on me.studio_id = o.studio_id and me.id = $2
    where o.studio_id = $1 and o.id <> $2 and not o.is_archived order by lower(o.position) is not distinct from lower(me.position) desc, o.first_name, o.id`, [studioId, trainerId]);
  return found.map((f) => f.id);
}
