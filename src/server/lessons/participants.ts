// Who is in a lesson, changed from outside the lesson: by joining and leaving a group.
import type { Lesson } from '../../contract/entities.ts';
import type { WriteContext } from '../context.ts';
import { loadLessons } from './lesson.load.ts';
import { peopleChanged, saveLesson } from './lesson.store.ts';

export const addClientToLessons = (ctx: WriteContext, lessonIds: readonly number[], clientId: number): Promise<void> => addClientsToLessons(ctx, lessonIds, [clientId]);
/** Puts clients into these lessons; those who are in stay in. Refuses full and conflict. */
export async function addClientsToLessons(ctx: WriteContext, lessonIds: readonly number[], clientIds: readonly number[]): Promise<void> {
  for (const before of await loadLessons(ctx.query, ctx.studioId, lessonIds)) {
    const bookings = before.row.bookings ?? [];
    const fresh = clientIds.filter((clientId) => !bookings.some((b) => b.clientId === clientId)).map((clientId) => ({ clientId }));
    if (!fresh.length) continue;
    const row: Lesson = { ...before.row, bookings: [...bookings, ...fresh].sort((a, b) => a.clientId - b.clientId) };
    await saveLesson(ctx, before, { ...before, row }, { arePeopleLater: true });
  }
  await peopleChanged(ctx, clientIds);
}
export async function removeClientFromLessons(ctx: WriteContext, lessonIds: readonly number[], clientId: number): Promise<void> {
  for (const before of await loadLessons(ctx.query, ctx.studioId, lessonIds)) {
    const bookings = (before.row.bookings ?? []).filter((b) => b.clientId !== clientId);
    await saveLesson(ctx, before, { ...before, row: { ...before.row, bookings } }, { arePeopleLater: true });
  }
  await peopleChanged(ctx, [clientId]);
}
