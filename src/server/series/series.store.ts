// Making lessons of a regular schedule: all at once when it begins, one by one when it has no end.
import type { Lesson, LessonKind, Series } from '../../contract/entities.ts';
import type { Input } from '../../contract/ops.ts';
import { isMemberOn, type Membership } from '../../domain/membership.ts';
import { assign } from '../../domain/places.ts';
import { duringOf } from '../../domain/studio-time.ts';
import { UNSTATED } from '../../domain/working-hours.ts';
import { refuse, type ReadContext, type WriteContext } from '../context.ts';
import { findRow } from '../db/rows.ts';
import { insertLessons, type NewLesson } from '../import/insert-rows.ts';
import { peopleChanged, saveLesson } from '../lessons/lesson.store.ts';
import { takeIds } from '../transport/outside.ts';

export type Exception = NonNullable<Input<'series.create'>['exceptions']>[number];
export type Member = Omit<Lesson, 'id' | 'rev' | 'headCount' | 'bookings'>;
/** A lesson as the rule and its exception want it. */
export function memberOf(series: Series, { onDate, startMin, durationMin }: { onDate: string; startMin: number; durationMin: number }, otherwise?: Exception): Member {
  const { kindId, roomId, groupId, title, note, priceMinor, capacity, takesWholeRoom } = series;
  const trainerId = otherwise?.trainerId === undefined ? series.trainerId : (otherwise.trainerId ?? undefined);
  const at = { onDate: otherwise?.toOn ?? onDate, startMin: otherwise?.toMin ?? startMin };
  const isChanged = trainerId !== series.trainerId || at.onDate !== onDate || at.startMin !== startMin;
  return {
    ...at, durationMin, status: 'planned', kindId, capacity, seriesId: series.id, seriesOn: onDate, seriesMin: startMin, ...(priceMinor !== undefined && { priceMinor }), ...(trainerId && { trainerId }), ...(roomId && { roomId }), ...(groupId && { groupId }),
    ...(title && { title }), ...(note && { note }), ...(takesWholeRoom && { takesWholeRoom }), ...(isChanged && { isChanged }),
  };
}
/** All in one go; only places of a room that is shared have to be found one by one. Gives the ids of the lessons. */
export async function insertMembers(ctx: WriteContext, series: Series, wanted: readonly Member[], kind: Pick<LessonKind, 'format'>, away: readonly number[] = []): Promise<number[]> {
  const groupMembers = series.groupId ? await membersOf(ctx, series.groupId) : [];
  const isShared = series.roomId !== undefined && !series.takesWholeRoom;
  const usable = series.roomId && !isShared ? ((await findRow(ctx.query, 'room', ctx.studioId, series.roomId))?.row.places ?? []).filter((p) => !p.isOutOfOrder && !p.isArchived).map((p) => p.slot) : [];
  const first = await takeIds(ctx.query, ctx.studioId, wanted.length);
  const lessons = wanted.map((member, i): NewLesson => {
    const during = duringOf(member, ctx.studio.zone) ?? refuse('noSuchTime', { field: 'startMin', reason: member.onDate });
    const people = [...new Set([...groupMembers.filter((m) => isMemberOn(m, member.onDate)).map((m) => m.clientId), ...series.clientIds])].filter((id) => !away.includes(id)).sort((a, b) => a - b);
    if (people.length > series.capacity) refuse('full', { count: series.capacity });
    return { row: { ...member, id: first + i, bookings: assign(people.map((clientId) => ({ clientId })), usable) }, slots: [], during, isOpen: kind.format === 'group' };
  });
  if (isShared) for (const { row } of lessons) await saveLesson(ctx, null, { row: { ...row, rev: ctx.rev }, format: kind.format, trainerHours: UNSTATED }, { arePeopleLater: true });
  else if (lessons.length) await insertLessons(ctx, lessons);
  await peopleChanged(ctx, lessons.flatMap(({ row }) => (row.bookings ?? []).map((b) => b.clientId)));
  return lessons.map(({ row }) => row.id);
}
export async function membersOf(ctx: ReadContext, groupId: number): Promise<Membership[]> {
  const found = await ctx.query<{ clientId: number; fromOn: string; toOn: string | null }>(`select m.client_id as "clientId", m.from_on as "fromOn", m.to_on as "toOn" from group_member m
    join client c on c.studio_id = m.studio_id and c.id = m.client_id where m.studio_id = $1 and m.group_id = $2 and not c.is_archived`, [ctx.studioId, groupId]);
  return found.map(({ toOn, ...m }) => ({ ...m, ...(toOn !== null && { toOn }) }));
}
