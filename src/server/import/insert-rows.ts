// Many new rows of one table in one statement, and each of them in the change log and the history.
import { tables, type Lesson, type Table } from '../../contract/entities.ts';
import type { During } from '../../domain/studio-time.ts';
import { lessonAudiences } from '../../domain/visibility.ts';
import type { WriteContext } from '../context.ts';
import type { Stored } from '../db/rows.ts';
import { claimsOf, occupy, rangeOf } from '../lessons/occupancy.ts';
import { requireOpenMonth } from '../open-month.ts';

const SQL_NAMES = { trainer: 'trainer', room: 'room', lessonKind: 'lesson_kind', group: 'client_group', client: 'client', lesson: 'lesson', series: 'series', absence: 'absence', closure: 'closure', user: 'studio_user', subscriptionType: 'subscription_type', subscription: 'subscription', notice: 'notice' } as const;
type Insertable = keyof typeof SQL_NAMES;
/** Fields that lie in tables of their own or follow from other columns. */
const ELSEWHERE = new Set(['members', 'bookings', 'calledOff', 'isInvited', 'balanceMinor', 'leftHalves', 'usedHalves', 'bookedHalves']);
const IN_PLACE_OF_ABSENT: Readonly<Record<string, unknown>> = { fold: 0, takesWholeRoom: false, isChanged: false, isUndecided: false, isTrial: false };
const snake = (field: string) => field.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** Inserts rows as they are given; `extra` are columns that do not travel (snake case), row by row. */
export async function insertRows<T extends Table & Insertable>(ctx: WriteContext, table: T, rows: readonly Stored<T>[], extra: readonly Record<string, unknown>[] = []): Promise<void> {
  if (!rows.length) return;
  const fields = Object.keys(tables[table].fields).filter((f) => !ELSEWHERE.has(f));
  const columns = [...fields.map(snake), 'aud', ...Object.keys(extra[0] ?? {})];
  const records = rows.map(({ row, aud }, i) => {
    const values = row as Record<string, unknown>; // rows are plain records
    return { ...Object.fromEntries(fields.map((f) => [snake(f), values[f] ?? IN_PLACE_OF_ABSENT[f] ?? null])), aud, ...extra[i] };
  });
  await ctx.query(`insert into ${SQL_NAMES[table]} (studio_id, ${columns.join(', ')}) select $1, ${columns.map((c) => `x.${c}`).join(', ')}
    from jsonb_populate_recordset(null::${SQL_NAMES[table]}, $2::jsonb) x`, [ctx.studioId, JSON.stringify(records)]);
  for (const stored of rows) ctx.record(table, stored.row.id, null, stored);
}

export interface NewLesson {
  /** Bookings in order of client ids, with the places they sit on. Rev and head count are set here. */
  row: Omit<Lesson, 'rev' | 'headCount'>;
  /** The places it takes in its room, spare ones included; none for a whole room. */
  slots: readonly number[];
  during: During;
  /** Of a kind that clients may see in the timetable. */
  isOpen: boolean;
}
/**
 * Inserts lessons with all that follows from them: audiences, head counts, bookings, occupancy. An overlap is refused by the database.
 * Who sees the booked clients is for the caller to refresh afterwards.
 */
export async function insertLessons(ctx: WriteContext, lessons: readonly NewLesson[]): Promise<void> {
  requireOpenMonth(ctx, ...lessons.map(({ row }) => (row.block ? undefined : row.onDate)));
  const rows = lessons.map(({ row, isOpen }): Stored<'lesson'> => {
    const full: Lesson = { ...row, rev: ctx.rev, headCount: row.bookings?.length ?? 0 };
    return { row: full, aud: lessonAudiences(full, isOpen) };
  });
  const extra = lessons.map(({ slots, during }) => ({ slots, during: rangeOf(during) }));
  const claims = lessons.flatMap(({ row, slots, during }) => claimsOf({ row: { ...row, rev: ctx.rev }, slots }, rangeOf(during)));
  for (const claim of claims) ctx.claims.push(claim);
  const bookings = rows.flatMap(({ row }) => (row.bookings ?? []).map((b) => ({ lessonId: row.id, ...b })));
  await insertRows(ctx, 'lesson', rows, extra);
  await ctx.query(`insert into booking(studio_id, lesson_id, client_id, slot, is_pinned) select $1, * from unnest($2::bigint[], $3::bigint[], $4::smallint[], $5::boolean[])`,
    [ctx.studioId, bookings.map((b) => b.lessonId), bookings.map((b) => b.clientId), bookings.map((b) => b.slot ?? null), bookings.map((b) => b.isPinned ?? false)]);
  await occupy(ctx, claims);
}
