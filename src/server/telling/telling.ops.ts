// «Кого повідомити»: read from the history of lessons, so that whatever changes one, and whatever takes the change back, is in it.
import type { Lesson, Telling } from '../../contract/entities.ts';
import type { Output } from '../../contract/ops.ts';
import { localOf } from '../../domain/studio-time.ts';
import { newsOf, type Moment, type News, type Person, type Step } from '../../domain/telling.ts';
import { STAFF_ONLY } from '../../domain/visibility.ts';
import { refuse, refuseField, type Handlers, type WriteContext } from '../context.ts';
import { codeOf, deleteRows, findRow, insertRow, readRows, stored, selectRows, updateRow, type Stored } from '../db/rows.ts';
import { todayOf } from '../today.ts';
import { takeIds } from '../transport/outside.ts';

/** So long a change may be taken back in silence. */
const HELD_BACK_MS = 120_000;
/** What nobody was told for so long is not told any more. */
const REACH_MS = 14 * 86_400_000;
type Fields = Partial<Record<keyof Lesson, unknown>>;
interface Entry { id: number; rev: number; at: number; before: Fields | null; after: Fields | null; byTrainerId: number | null }

export const tellingHandlers: Handlers<'telling'> = {
  async 'telling.list'(ctx) {
    // Of lessons that have been changed, not of the many that were only made.
    const entries = await ctx.query<Entry>(`select a.id, a.rev, (extract(epoch from a.at) * 1000)::float8 as at, a.before, a.after, u.trainer_id as "byTrainerId"
      from audit a left join studio_user u on u.studio_id = a.studio_id and u.id = a.user_id
      where a.studio_id = $1 and a.tbl = $2 and a.at > to_timestamp($3::float8 / 1000)
        and a.id in (select id from audit where studio_id = $1 and tbl = $2 and before is not null and at > to_timestamp($3::float8 / 1000)) order by a.rev, a.ord`, [ctx.studioId, codeOf('lesson'), ctx.now - REACH_MS]);
    const byLesson = Map.groupBy(entries, (e) => e.id);
    // A block of time is nobody's lesson.
    const ids = [...byLesson].flatMap(([id, all]) => (!all.some((e) => e.before?.block ?? e.after?.block) ? [id] : []));
    const [present, told, [studio]] = await Promise.all([
      readRows(ctx.query, 'lesson', ctx.studioId, ids),
      ctx.query(`${selectRows('telling')} where r.studio_id = $1 and r.lesson_id = any($2::bigint[])`, [ctx.studioId, ids]),
      ctx.query<{ zone: string }>('select zone from studio where id = $1', [ctx.studioId]),
    ]);
    const rows = new Map(present.map(({ row }) => [row.id, row]));
    const toldRevs = new Map(told.map((t) => stored('telling', t).row).map((t) => [keyOf(t.lessonId, t), t.toldRev]));
    const today = localOf(ctx.now, studio?.zone ?? 'UTC').onDate;
    const people = new Map<string, Output<'telling.list'>['people'][number]>();
    let nextAt = Infinity;
    for (const lessonId of ids) {
      if (rows.get(lessonId)?.block) continue;
      const all = byLesson.get(lessonId) ?? [];
      if (wasMistake(all) && !rows.has(lessonId)) continue;
      const news = newsOf(stepsOf(all, rows.get(lessonId)), momentOf(rows.get(lessonId)), (person) => toldRevs.get(keyOf(lessonId, person)) ?? 0).filter((n) => isAhead(n, today));
      const dueAt = (all.at(-1)?.at ?? 0) + HELD_BACK_MS;
      if (news.length && dueAt > ctx.now) nextAt = Math.min(nextAt, dueAt);
      else for (const { person, rev, was, is } of news) {
        const key = keyOf(0, person);
        const about = people.get(key) ?? { ...person, news: [] };
        about.news.push({ lessonId, rev, ...(was && { was }), ...(is && { is }) });
        people.set(key, about);
      }
    }
    return { people: [...people.values()], ...(nextAt < Infinity && { nextAt }) };
  },

  async 'telling.mark'(ctx, { lessons, isTold, ...person }) {
    if ((person.clientId === undefined) === (person.trainerId === undefined)) refuseField('clientId', 'required');
    const found = person.clientId ? await findRow(ctx.query, 'client', ctx.studioId, person.clientId) : await findRow(ctx.query, 'trainer', ctx.studioId, person.trainerId ?? 0);
    const known = await ctx.query<{ id: number }>('select distinct id from audit where studio_id = $1 and tbl = $2 and id = any($3::bigint[])', [ctx.studioId, codeOf('lesson'), lessons.map((l) => l.lessonId)]);
    if (!found || known.length < new Set(lessons.map((l) => l.lessonId)).size) refuse('notFound');
    await forgetPast(ctx);
    const first = await takeIds(ctx.query, ctx.studioId, lessons.length);
    for (const [i, { lessonId, rev }] of lessons.entries()) await mark(ctx, first + i, { lessonId, ...person }, Math.min(rev, ctx.rev), isTold);
    return {};
  },
};

async function mark(ctx: WriteContext, newId: number, of: { lessonId: number } & Person, rev: number, isTold: boolean): Promise<void> {
  const [kept] = await ctx.query<Record<string, unknown> & { wasRev: number }>(`${selectRows('telling', 'r.was_rev as "wasRev"')} where r.studio_id = $1 and r.lesson_id = $2 and r.client_id is not distinct from $3 and r.trainer_id is not distinct from $4 for update`,
    [ctx.studioId, of.lessonId, of.clientId ?? null, of.trainerId ?? null]);
  const aud = [...STAFF_ONLY];
  if (!kept) {
    if (!isTold) return;
    const row: Telling = { id: newId, rev: ctx.rev, lessonId: of.lessonId, toldRev: rev, ...(of.clientId && { clientId: of.clientId }), ...(of.trainerId && { trainerId: of.trainerId }) };
    await insertRow(ctx.query, 'telling', ctx.studioId, row, aud);
    return ctx.record('telling', row.id, null, { row, aud });
  }
  const { wasRev, ...columns } = kept;
  const before: Stored<'telling'> = stored('telling', columns);
  const toldRev = isTold ? Math.max(rev, before.row.toldRev) : wasRev;
  if (toldRev === before.row.toldRev) return;
  await updateRow(ctx.query, 'telling', ctx.studioId, before.row.id, { toldRev }, ctx.rev, aud, { was_rev: isTold ? before.row.toldRev : wasRev });
  ctx.record('telling', before.row.id, before, { row: { ...before.row, rev: ctx.rev, toldRev }, aud });
}
/** Ticks of lessons that are long over serve nobody. */
async function forgetPast(ctx: WriteContext): Promise<void> {
  const found = await ctx.query(`${selectRows('telling')} where r.studio_id = $1 and not exists(select from lesson l where l.studio_id = r.studio_id and l.id = r.lesson_id and l.on_date > $2::date - 30)`, [ctx.studioId, todayOf(ctx)]);
  const old = found.map((f) => stored('telling', f));
  if (!old.length) return;
  await deleteRows(ctx.query, 'telling', ctx.studioId, old.map(({ row }) => row.id));
  for (const before of old) ctx.record('telling', before.row.id, before, null);
}

const keyOf = (lessonId: number, { clientId, trainerId }: Person) => `${lessonId} ${clientId ?? ''} ${trainerId ?? ''}`;
const isAhead = ({ was, is }: News, today: string) => (was !== null && was.onDate >= today) || (is !== null && is.onDate >= today);
/** Made and taken back within the time in which nobody hears of it. */
function wasMistake(entries: readonly Entry[]): boolean {
  const [first, last] = [entries[0], entries.at(-1)];
  return first?.before === null && last !== undefined && last.at - first.at <= HELD_BACK_MS;
}
/** What the lesson was before each change, found backwards from what it is. */
function stepsOf(entries: readonly Entry[], now: Lesson | undefined): Step[] {
  const steps: Step[] = [];
  let state: Fields | null = now ?? null;
  for (const { rev, at, before, after, byTrainerId } of entries.toReversed()) {
    state = !before ? null : !after ? before : withoutNulls({ ...state, ...before });
    const moment = momentOf(state as Lesson | null); // the fields of a lesson, from its history
    if (moment) steps.unshift({ rev, at, before: moment, ...(byTrainerId !== null && { byTrainerId }) });
  }
  return steps;
}
const withoutNulls = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
function momentOf(lesson: Lesson | null | undefined): Moment | null {
  if (!lesson) return null;
  const { onDate, startMin, durationMin, trainerId, roomId, status = 'planned', bookings = [] } = lesson;
  return { onDate, startMin, durationMin, status, clientIds: bookings.map((b) => b.clientId), ...(trainerId !== undefined && { trainerId }), ...(roomId !== undefined && { roomId }) };
}
