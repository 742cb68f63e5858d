// Places of those who use a subscription, given up for a while: what it would have paid for, and what stands beyond it and nothing pays. Called off in time, whatever the hour.
import type { Subscription } from '../../contract/entities.ts';
import { usersOf } from '../../domain/subscription.ts';
import type { WriteContext } from '../context.ts';
import { loadLessons } from '../lessons/lesson.load.ts';
import { peopleChanged, saveLesson } from '../lessons/lesson.store.ts';

const PLACES = `select b.lesson_id as "lessonId", b.client_id as "clientId" from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id
  where b.studio_id = $1 and b.state = 'booked' and l.status = 'planned' and lower(l.during) > to_timestamp($3::float8 / 1000)
    and l.on_date >= $4::date and ($5::date is null or l.on_date <= $5)
    and (b.subscription_id = $2 or (b.client_id = any($6::bigint[]) and b.subscription_id is null and not b.is_paid and ($7::bigint[] = '{}' or l.kind_id = any($7)) and ($8::bigint[] = '{}' or l.group_id = any($8)))) order by l.during`;

/** Gives how many were called off. A lesson that nobody is left in is cancelled by the client's wish. */
export async function releasePlaces(ctx: WriteContext, s: Subscription, { fromOn, toOn }: { fromOn: string; toOn?: string | undefined }): Promise<number> {
  const places = await ctx.query<{ lessonId: number; clientId: number }>(PLACES, [ctx.studioId, s.id, ctx.now, fromOn, toOn ?? null, usersOf(s), s.kindIds, s.groupIds]);
  const byLesson = Map.groupBy(places, (p) => p.lessonId);
  for (const before of await loadLessons(ctx.query, ctx.studioId, [...byLesson.keys()])) {
    const leaving = new Set((byLesson.get(before.row.id) ?? []).map((p) => p.clientId));
    const bookings = (before.row.bookings ?? []).filter((b) => !leaving.has(b.clientId));
    const calledOff = [...(before.row.calledOff ?? []), ...[...leaving].map((clientId) => ({ clientId, state: 'cancelledInTime' as const }))].sort((a, b) => a.clientId - b.clientId);
    const isEmpty = !bookings.length && !before.row.groupId && before.format !== 'group';
    const row = { ...before.row, bookings, calledOff, ...(isEmpty && { status: 'cancelled' as const, cancelReason: '—', cancelAskedBy: 'client' as const }) };
    await saveLesson(ctx, before, { ...before, row }, { arePeopleLater: true });
  }
  await peopleChanged(ctx, places.map((p) => p.clientId));
  return places.length;
}
