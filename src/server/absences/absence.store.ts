// Absences as they lie in the database, and the lessons they hit.
import type { Absence, Lesson } from '../../contract/entities.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { duringOfSpan, type During } from '../../domain/studio-time.ts';
import { absenceAudiences } from '../../domain/visibility.ts';
import { isStaff, refuse, refuseConflict, refuseField, type ReadContext, type WriteContext } from '../context.ts';
import type { Query } from '../db/database.ts';
import { deleteRows, findRow, insertRow, updateRow, type Stored } from '../db/rows.ts';
import { loadLessons, type LoadedLesson } from '../lessons/lesson.load.ts';
import { rangeOf, rangeOfSpan } from '../lessons/occupancy.ts';

const MOST_DAYS = 366;

/** Staff find any, a trainer the own ones. */
export async function requireAbsence(ctx: ReadContext, id: number): Promise<Stored<'absence'>> {
  const found = await findRow(ctx.query, 'absence', ctx.studioId, id);
  return found && (isStaff(ctx.actor) || found.row.trainerId === ctx.actor.trainerId) ? found : refuse('notFound');
}
/** A span as instants; refuses one that ends before it begins, or lasts longer than a year. */
export function requireSpan(span: Pick<Absence, 'fromOn' | 'fromMin' | 'toOn' | 'toMin'>, zone: string): During {
  if (span.toOn > addDays(span.fromOn, MOST_DAYS)) refuseField('toOn', 'range');
  const during = duringOfSpan(span, zone);
  return during.fromMs < during.toMs ? during : refuseField('toOn', 'range');
}
/** Refuses a second absence at the same time; the constraint in the database would, too. */
export async function requireNoOther(ctx: WriteContext, row: Absence): Promise<void> {
  const other = await ctx.query<{ onDate: string; startMin: number }>('select from_on as "onDate", from_min as "startMin" from absence where studio_id = $1 and trainer_id = $2 and during && $3::tstzrange and id <> $4 order by during limit 1',
    [ctx.studioId, row.trainerId, rangeOf(requireSpan(row, ctx.studio.zone)), row.id]);
  if (other[0]) refuseConflict([{ what: 'absence', id: row.trainerId, onDate: other[0].onDate, startMin: Math.min(1439, other[0].startMin) }]);
}

export async function insertAbsence(ctx: WriteContext, row: Absence): Promise<void> {
  await requireNoOther(ctx, row);
  const aud = absenceAudiences(row);
  await insertRow(ctx.query, 'absence', ctx.studioId, row, aud, { during: rangeOfSpan(row, ctx.studio.zone) });
  ctx.record('absence', row.id, null, { row, aud });
}
/** Gives the row a new end, or an old one back. */
export async function moveEnd(ctx: WriteContext, before: Stored<'absence'>, end: Pick<Absence, 'toOn' | 'toMin' | 'isEndedEarly'>): Promise<void> {
  const { isEndedEarly: _, ...rest } = before.row;
  const row: Absence = { ...rest, rev: ctx.rev, toOn: end.toOn, toMin: end.toMin, ...(end.isEndedEarly && { isEndedEarly: true }) };
  await requireNoOther(ctx, row);
  await updateRow(ctx.query, 'absence', ctx.studioId, row.id, { toOn: row.toOn, toMin: row.toMin, isEndedEarly: row.isEndedEarly }, ctx.rev, before.aud, { during: rangeOfSpan(row, ctx.studio.zone) });
  ctx.record('absence', row.id, before, { row, aud: before.aud });
}
export async function removeAbsence(ctx: WriteContext, before: Stored<'absence'>): Promise<void> {
  await deleteRows(ctx.query, 'absence', ctx.studioId, [before.row.id]);
  ctx.record('absence', before.row.id, before, null);
}

/** Planned lessons, no blocks of time, that meet the interval: of a trainer, of a room, or all. In order of time. */
export async function lessonsHit(query: Query, studioId: number, of: { trainerId?: number | undefined; roomId?: number | undefined }, during: During, days: { fromOn: string; toOn: string }): Promise<LoadedLesson[]> {
  // The days are for the index; a lesson may have begun the day before.
  const found = await query<{ id: number }>(`select id from lesson where studio_id = $1 and on_date between $2::date - 1 and $3::date and during && $4::tstzrange and status = 'planned' and block is null
    and ($5::bigint is null or trainer_id = $5) and ($6::bigint is null or room_id = $6)`, [studioId, days.fromOn, days.toOn, rangeOf(during), of.trainerId ?? null, of.roomId ?? null]);
  return inOrder(await loadLessons(query, studioId, found.map((f) => f.id)));
}
export const inOrder = (lessons: LoadedLesson[]): LoadedLesson[] => lessons.sort((a, b) => a.row.onDate.localeCompare(b.row.onDate) || a.row.startMin - b.row.startMin || a.row.id - b.row.id);
export async function lessonsOf(query: Query, studioId: number, column: 'absence_id' | 'closure_id', id: number): Promise<LoadedLesson[]> {
  const found = await query<{ id: number }>(`select id from lesson where studio_id = $1 and ${column} = $2`, [studioId, id]);
  return inOrder(await loadLessons(query, studioId, found.map((f) => f.id)));
}
/** What an absence took from its trainer and could give back: substituted, or cancelled because of it. */
export const isTaken = (row: Lesson, trainerId: number): boolean => (row.status === 'cancelled' && row.trainerId === trainerId) || (row.status === 'planned' && row.meantTrainerId === trainerId);
