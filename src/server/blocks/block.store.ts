// Taking a block of time away: by itself, or for a lesson that takes its place.
import { refuse, type WriteContext } from '../context.ts';
import { loadForChange } from '../lessons/lesson.rules.ts';
import { removeLessons } from '../lessons/lesson.store.ts';

/** Refuses notFound, changedMeanwhile, and a lesson. */
export async function removeBlock(ctx: WriteContext, { id, seenRev }: { id: number; seenRev: number }): Promise<void> {
  const before = await loadForChange(ctx, id, seenRev, ['onDate', 'startMin', 'durationMin', 'trainerId', 'roomId', 'block', 'title']);
  if (!before.row.block) refuse('wrongStatus', { reason: 'lesson' });
  await removeLessons(ctx, [before]);
}
