// A group goes to another trainer from a day on, with its regular schedules and its lessons ahead. What is held or past stays with whoever taught it.
import type { Conflict } from '../../contract/operation.ts';
import type { Input, Output } from '../../contract/ops.ts';
import { groupAudiences, seriesAudiences } from '../../domain/visibility.ts';
import { UNSTATED } from '../../domain/working-hours.ts';
import { refreshClientAudiences } from '../clients/client.store.ts';
import type { WriteContext } from '../context.ts';
import { readRows } from '../db/rows.ts';
import { applyEdit, getVisible } from '../edit.ts';
import { loadLessons } from '../lessons/lesson.load.ts';
import { requireNamed } from '../lessons/lesson.rules.ts';
import { peopleOf, saveLesson } from '../lessons/lesson.store.ts';
import { groupChanged } from './member.store.ts';

const SERIES = 'select id from series where studio_id = $1 and group_id = $2 and trainer_id is not distinct from $3 and (until_on is null or until_on >= $4::date)';
const LESSONS = `select id from lesson where studio_id = $1 and group_id = $2 and trainer_id is not distinct from $3 and on_date >= $4::date and status = 'planned' and lower(during) > to_timestamp($5::float8 / 1000)`;

export async function changeTrainer(ctx: WriteContext, { id, seenRev, trainerId, fromOn }: Input<'group.changeTrainer'>): Promise<Output<'group.changeTrainer'>> {
  const before = await getVisible(ctx, 'group', id);
  const was = before.row.trainerId ?? null;
  if (trainerId === was) return { count: 0 };
  const { trainerHours = UNSTATED } = await requireNamed(ctx, { trainerId: trainerId ?? undefined });
  const { after } = await applyEdit(ctx, 'group', before, seenRev, { trainerId }, groupAudiences);
  const ids = async (text: string, ...more: unknown[]) => (await ctx.query<{ id: number }>(text, [ctx.studioId, id, was, fromOn, ...more])).map((f) => f.id);
  for (const series of await readRows(ctx.query, 'series', ctx.studioId, await ids(SERIES))) await applyEdit(ctx, 'series', series, series.row.rev, { trainerId }, seriesAudiences);
  const lessons = await loadLessons(ctx.query, ctx.studioId, await ids(LESSONS, ctx.now));
  const warnings: Conflict[] = [];
  for (const lesson of lessons) {
    const { trainerId: _, ...rest } = lesson.row;
    warnings.push(...await saveLesson(ctx, lesson, { row: { ...rest, ...(trainerId && { trainerId }) }, format: lesson.format, trainerHours }, { isOfSeries: true, arePeopleLater: true }));
  }
  await refreshClientAudiences(ctx, peopleOf(lessons));
  await groupChanged(ctx, after.row);
  return { count: lessons.length, ...(warnings.length && { warnings: warnings.slice(0, 20) }) };
}
