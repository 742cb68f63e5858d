// Blocks of time that are no lessons. Stored, occupied, moved and taken back as lessons are; they have no kind, nobody in them, and are removed instead of cancelled.
import type { Lesson } from '../../contract/entities.ts';
import { UNSTATED } from '../../domain/working-hours.ts';
import { isStaff, refuse, refuseField, type Handlers } from '../context.ts';
import { filled } from '../edit.ts';
import { requireOwnId } from '../ids.ts';
import { loadForChange, requireNamed } from '../lessons/lesson.rules.ts';
import { saveLesson } from '../lessons/lesson.store.ts';
import { removeBlock } from './block.store.ts';

const FORMAT = 'individual';

export const blockHandlers: Handlers<'block'> = {
  async 'block.create'(ctx, { id, what, places, expiresAt, title, onDate, startMin, fold, durationMin, ...input }) {
    await requireOwnId(ctx, id, 'lesson');
    const { roomId } = input;
    const trainerId = isStaff(ctx.actor) ? input.trainerId : (input.trainerId ?? ctx.actor.trainerId);
    if (!trainerId && !roomId) refuseField('trainerId', 'required');
    requireEnd(what, expiresAt, ctx.now);
    await requireNamed(ctx, { trainerId, roomId });
    const row = filled<Lesson>({
      id, rev: ctx.rev, onDate, startMin, fold, durationMin, trainerId, roomId, status: 'planned', title, priceMinor: 0, capacity: places ?? 1, bookings: [], block: what, expiresAt,
      takesWholeRoom: roomId !== undefined && places === undefined ? true : undefined,
    });
    await saveLesson(ctx, null, { row, format: FORMAT, trainerHours: UNSTATED });
    return {};
  },
  async 'block.update'(ctx, { id, seenRev, what, title, expiresAt }) {
    const before = await loadForChange(ctx, id, seenRev, [...(what === undefined ? [] : ['block']), ...(title === undefined ? [] : ['title']), ...(expiresAt === undefined ? [] : ['expiresAt'])]);
    const { expiresAt: was, title: words, ...rest } = before.row;
    const block = what ?? rest.block ?? refuse('wrongStatus', { reason: 'lesson' });
    if (!before.row.block) refuse('wrongStatus', { reason: 'lesson' });
    const end = block === 'hold' ? (expiresAt ?? was) : expiresAt;
    if (end === undefined || end !== was) requireEnd(block, end, ctx.now);
    await saveLesson(ctx, before, { ...before, row: filled<Lesson>({ ...rest, block, title: title === undefined ? words : title, expiresAt: end }) });
    return {};
  },
  async 'block.remove'(ctx, { id, seenRev }) {
    await removeBlock(ctx, { id, seenRev });
    return {};
  },
};
/** A hold, and nothing else, ends by itself, and not in the past. */
function requireEnd(what: Lesson['block'], expiresAt: number | undefined, nowMs: number): void {
  if (what === 'hold' && expiresAt === undefined) refuseField('expiresAt', 'required');
  if (expiresAt !== undefined && (what !== 'hold' || expiresAt <= nowMs)) refuseField('expiresAt', 'range');
}
