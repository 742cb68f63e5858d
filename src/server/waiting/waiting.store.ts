// The line for a place, kept in step with the places: whoever changes who is in a lesson or a group calls settleLesson or settleGroup.
// Invariant: positions run from 1 without gaps; there are never more offers than free places; who is in is not in the line.
import type { Group, Lesson, Waiting } from '../../contract/entities.ts';
import { isMemberFrom, mostMembersFrom } from '../../domain/membership.ts';
import { duringOf } from '../../domain/studio-time.ts';
import { waitingAudiences } from '../../domain/visibility.ts';
import { OFFERS_END_MS, settleLine, type FreePlaces } from '../../domain/waiting.ts';
import { refreshClientAudiences } from '../clients/client.store.ts';
import type { WriteContext } from '../context.ts';
import { deleteRows, selectRows, stored, updateRow, type Stored } from '../db/rows.ts';
import { tell } from '../notices/notice.store.ts';
import { todayOf } from '../today.ts';

export type Target = { lessonId: number } | { groupId: number };
export const targetOf = (w: Pick<Waiting, 'lessonId' | 'groupId'>): Target => (w.lessonId === undefined ? { groupId: w.groupId ?? 0 } : { lessonId: w.lessonId });
interface Whole extends FreePlaces { trainerId?: number | undefined; isIn(clientId: number): boolean }

/** The line in its order. */
export async function lineOf(ctx: WriteContext, target: Target): Promise<Stored<'waiting'>[]> {
  const [column, id] = 'lessonId' in target ? ['lesson_id', target.lessonId] as const : ['group_id', target.groupId] as const;
  const found = await ctx.query(`${selectRows('waiting')}where r.studio_id = $1 and r.${column} = $2 order by r.joined_at, r.id`, [ctx.studioId, id]);
  return found.map((f) => stored('waiting', f));
}
export const startOf = (ctx: WriteContext, row: Lesson): number => duringOf(row, ctx.studio.zone)?.fromMs ?? 0;
/** Places of a lesson nobody is booked for; none where nobody may come any more. */
export const freeInLesson = (row: Lesson): number => (row.status === 'planned' ? (row.capacity ?? 0) - (row.bookings?.length ?? 0) : 0);
export const freeInGroup = (row: Group, fromOn: string): number => (row.isArchived ? 0 : row.capacity - mostMembersFrom(row.members ?? [], fromOn));

/** After a lesson has changed: who is booked leaves the line, free places are offered, offers without a place are taken back. */
export async function settleLesson(ctx: WriteContext, row: Lesson): Promise<void> {
  const booked = new Set((row.bookings ?? []).map((b) => b.clientId));
  await settle(ctx, await lineOf(ctx, { lessonId: row.id }), { free: freeInLesson(row), nowMs: ctx.now, lastMs: startOf(ctx, row) - OFFERS_END_MS, trainerId: row.trainerId, isIn: (id) => booked.has(id) });
}
export async function settleGroup(ctx: WriteContext, row: Group): Promise<void> {
  const today = todayOf(ctx);
  await settle(ctx, await lineOf(ctx, { groupId: row.id }), { free: freeInGroup(row, today), nowMs: ctx.now, lastMs: Infinity, trainerId: row.trainerId, isIn: (id) => isMemberFrom(row.members ?? [], id, today) });
}
async function settle(ctx: WriteContext, line: readonly Stored<'waiting'>[], places: Whole): Promise<void> {
  if (!line.length) return;
  const over = line.filter((w) => places.isIn(w.row.clientId));
  const stays = line.filter((w) => !over.includes(w));
  await removeRows(ctx, over);
  const settled = settleLine(stays.map((w) => w.row), places);
  const moved: number[] = [];
  for (const [i, before] of stays.entries()) {
    const row: Waiting = { ...(settled[i] ?? before.row), position: i + 1 };
    const aud = waitingAudiences(row, places.trainerId);
    if (aud.join() !== before.aud.join()) moved.push(row.clientId);
    await writeWaiting(ctx, before, { row, aud });
  }
  await refreshClientAudiences(ctx, [...over.map((w) => w.row.clientId), ...moved]);
}
/** Writes what differs. Of a place that is offered the person is told, once an offer. */
export async function writeWaiting(ctx: WriteContext, before: Stored<'waiting'>, { row, aud }: Stored<'waiting'>): Promise<void> {
  const { position, offeredUntil, hasLapsed } = row;
  const old = before.row;
  if (position === old.position && offeredUntil === old.offeredUntil && !!hasLapsed === !!old.hasLapsed && aud.join() === before.aud.join()) return;
  await updateRow(ctx.query, 'waiting', ctx.studioId, row.id, { position, offeredUntil, hasLapsed }, ctx.rev, aud);
  ctx.record('waiting', row.id, before, { row: { ...row, rev: ctx.rev }, aud });
  if (offeredUntil !== undefined && old.offeredUntil === undefined) await tell(ctx, { kind: 'placeOffered', clientId: row.clientId, ...targetOf(row) });
}
async function removeRows(ctx: WriteContext, gone: readonly Stored<'waiting'>[]): Promise<void> {
  if (!gone.length) return;
  await deleteRows(ctx.query, 'waiting', ctx.studioId, gone.map((w) => w.row.id));
  for (const before of gone) ctx.record('waiting', before.row.id, before, null);
}

/** Takes people out of lines; what is left of the lines is for the caller to settle. */
export async function dropWaiting(ctx: WriteContext, gone: readonly Stored<'waiting'>[]): Promise<void> {
  await removeRows(ctx, gone);
  await refreshClientAudiences(ctx, gone.map((w) => w.row.clientId));
}
/** The lines of lessons that go. */
export async function dropLines(ctx: WriteContext, lessonIds: readonly number[]): Promise<void> {
  const found = await ctx.query(`${selectRows('waiting')}where r.studio_id = $1 and r.lesson_id = any($2::bigint[]) order by r.id`, [ctx.studioId, lessonIds]);
  await dropWaiting(ctx, found.map((f) => stored('waiting', f)));
}
