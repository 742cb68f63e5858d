// Lines by the clock: offers that ran out, lessons that have begun or come too near; and lines as a whole, for clients who leave.
import { OFFERS_END_MS } from '../../domain/waiting.ts';
import type { App } from '../app.ts';
import type { WriteContext } from '../context.ts';
import type { Query } from '../db/database.ts';
import { findRow, selectRows, stored } from '../db/rows.ts';
import { dropLines, dropWaiting, settleGroup, settleLesson, targetOf, type Target } from './waiting.store.ts';

const DUE = `select distinct w.lesson_id as "lessonId", w.group_id as "groupId", coalesce(lower(l.during) <= to_timestamp($2::float8 / 1000), false) as "hasBegun"
  from waiting w left join lesson l on l.studio_id = w.studio_id and l.id = w.lesson_id
  where w.studio_id = $1 and (w.offered_until <= $2 or lower(l.during) <= to_timestamp($2::float8 / 1000) or w.offered_until > extract(epoch from lower(l.during)) * 1000 - $3)`;
interface Due { lessonId: number | null; groupId: number | null; hasBegun: boolean }
const readDue = (query: Query, studioId: number, nowMs: number) => query<Due>(DUE, [studioId, nowMs, OFFERS_END_MS]);

/** Settles the lines in which something is due. Writes only when there are any. */
export async function settleLines(app: App, studioId: number, nowMs: number): Promise<void> {
  if (!(await readDue(app.db.read, studioId, nowMs)).length) return;
  await app.write(studioId, 'job.settleLines', async (ctx) => {
    const due = await readDue(ctx.query, studioId, ctx.now);
    await dropLines(ctx, due.flatMap((d) => (d.hasBegun && d.lessonId !== null ? [d.lessonId] : [])));
    for (const { lessonId, groupId, hasBegun } of due) if (!hasBegun) await settleTarget(ctx, lessonId === null ? { groupId: groupId ?? 0 } : { lessonId });
  });
}
/** Every line of a group, when a day has passed. */
export async function settleGroupLines(app: App, studioId: number): Promise<void> {
  const groups = await app.db.read<{ groupId: number }>('select distinct group_id as "groupId" from waiting where studio_id = $1 and group_id is not null', [studioId]);
  if (groups.length) await app.write(studioId, 'job.settleGroupLines', async (ctx) => { for (const target of groups) await settleTarget(ctx, target); });
}
/** Brings the line of this lesson or group into step with its places. */
export async function settleTarget(ctx: WriteContext, target: Target): Promise<void> {
  if ('groupId' in target) {
    const group = await findRow(ctx.query, 'group', ctx.studioId, target.groupId);
    if (group) await settleGroup(ctx, group.row);
    return;
  }
  const lesson = await findRow(ctx.query, 'lesson', ctx.studioId, target.lessonId);
  if (lesson) await settleLesson(ctx, lesson.row);
}
/** A client who leaves the studio waits for nothing. */
export async function leaveAllLines(ctx: WriteContext, clientId: number): Promise<void> {
  const found = (await ctx.query(`${selectRows('waiting')}where r.studio_id = $1 and r.client_id = $2 order by r.id`, [ctx.studioId, clientId])).map((f) => stored('waiting', f));
  await dropWaiting(ctx, found);
  for (const { row } of found) await settleTarget(ctx, targetOf(row));
}
