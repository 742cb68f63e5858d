// One person into or out of one lesson. Says nothing about who is in its group, and needs no rev: two such changes never contradict.
import { freeFor } from '../../domain/waiting.ts';
import { refuse, type Handlers } from '../context.ts';
import { freeInLesson, lineOf } from '../waiting/waiting.store.ts';
import { loadOwn, requireLesson, requireNamed, requireStatus } from './lesson.rules.ts';
import { addClientToLessons, removeClientFromLessons } from './participants.ts';

type Names = 'lesson.addParticipant' | 'lesson.removeParticipant';
export const participantHandlers: Pick<Handlers<'lesson'>, Names> = {
  async 'lesson.addParticipant'(ctx, { id, clientId }) {
    const { row } = await loadOwn(ctx, id);
    requireLesson(row);
    requireStatus(row, 'planned', 'held');
    await requireNamed(ctx, { clientIds: [clientId] });
    const free = freeInLesson(row);
    // A place that is kept for somebody in the line is theirs until they answer.
    if (free > 0 && freeFor((await lineOf(ctx, { lessonId: id })).map((w) => w.row), clientId, free, ctx.now) <= 0) refuse('full', { count: row.capacity ?? 0, reason: 'offered' });
    await addClientToLessons(ctx, [id], clientId);
    return {};
  },
  async 'lesson.removeParticipant'(ctx, { id, clientId }) {
    const { row } = await loadOwn(ctx, id);
    requireStatus(row, 'planned', 'held');
    if (!row.bookings?.some((b) => b.clientId === clientId)) refuse('notFound', { field: 'clientId' });
    await removeClientFromLessons(ctx, [id], clientId);
    return {};
  },
};
