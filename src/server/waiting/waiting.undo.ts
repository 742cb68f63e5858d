// Taking back what a write did to a line: who joined goes, who left comes back to the same place, an offer is as before. Places in the line follow by themselves.
import type { Waiting } from '../../contract/entities.ts';
import { waitingAudiences } from '../../domain/visibility.ts';
import { refreshClientAudiences } from '../clients/client.store.ts';
import { isStaff, refuse, type WriteContext } from '../context.ts';
import { findRow, insertRow } from '../db/rows.ts';
import { settleTarget } from './waiting.jobs.ts';
import { dropWaiting, lineOf, targetOf, writeWaiting } from './waiting.store.ts';

type Fields = Partial<Record<keyof Waiting, unknown>>;
export interface WaitingEntry { id: number; before: Fields | null; after: Fields | null }

export async function undoWaiting(ctx: WriteContext, e: WaitingEntry): Promise<void> {
  const present = await findRow(ctx.query, 'waiting', ctx.studioId, e.id);
  const row = present?.row ?? (e.before as unknown as Waiting); // a removal keeps the whole row
  if (!present && e.after) return refuse('cannotUndo', { reason: 'gone' });
  const trainerId = await trainerOf(ctx, row);
  if (!isStaff(ctx.actor) && (trainerId === undefined || trainerId !== ctx.actor.trainerId)) return refuse('notFound');
  if (present && !e.before) await dropWaiting(ctx, [present]);
  else if (present && e.before && 'offeredUntil' in e.before) {
    const { offeredUntil: _, hasLapsed: _l, ...rest } = present.row;
    const { offeredUntil, hasLapsed } = { offeredUntil: undefined, hasLapsed: present.row.hasLapsed, ...e.before } as Pick<Waiting, 'offeredUntil' | 'hasLapsed'>; // fields of a waiting row, from its history
    await writeWaiting(ctx, present, { row: { ...rest, ...(offeredUntil && { offeredUntil }), ...(hasLapsed && { hasLapsed }) }, aud: present.aud });
  } else if (!present) await comeBack(ctx, row, trainerId);
  await settleTarget(ctx, targetOf(row));
}
async function comeBack(ctx: WriteContext, before: Waiting, trainerId: number | undefined): Promise<void> {
  if ((await lineOf(ctx, targetOf(before))).some((w) => w.row.clientId === before.clientId)) refuse('cannotUndo', { reason: 'exists' });
  const row = { ...before, rev: ctx.rev };
  const aud = waitingAudiences(row, trainerId);
  await insertRow(ctx.query, 'waiting', ctx.studioId, row, aud);
  ctx.record('waiting', row.id, null, { row, aud });
  await refreshClientAudiences(ctx, [row.clientId]);
}
async function trainerOf(ctx: WriteContext, { lessonId, groupId }: Waiting): Promise<number | undefined> {
  const found = lessonId === undefined ? await findRow(ctx.query, 'group', ctx.studioId, groupId ?? 0) : await findRow(ctx.query, 'lesson', ctx.studioId, lessonId);
  return found?.row.trainerId;
}
