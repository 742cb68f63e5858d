// Who and what a lesson keeps busy, as rows under the exclusion constraint. A cancelled lesson occupies nothing.
import type { Lesson } from '../../contract/entities.ts';
import { instantAt, type During } from '../../domain/studio-time.ts';
import type { Claim, WriteContext } from '../context.ts';

const TRAINER = 1, CLIENT = 2, ROOM = 3;
const ANY = '[0,1)';
export interface Occupant { row: Lesson; slots: readonly number[] }

export const rangeOf = (d: During): string => `[${new Date(d.fromMs).toISOString()},${new Date(d.toMs).toISOString()})`;
/** Of a span of local time; without an end where it has none. */
export const rangeOfSpan = (s: { fromOn: string; fromMin: number; toOn?: string | null | undefined; toMin?: number | null | undefined }, zone: string): string => {
  const at = (onDate: string, minute: number) => new Date(instantAt(onDate, minute, zone)).toISOString();
  return `[${at(s.fromOn, s.fromMin)},${s.toOn ? at(s.toOn, s.toMin ?? 0) : ''})`;
};

/** Everything the lesson needs for itself alone during `range`. */
export function claimsOf({ row, slots }: Occupant, range: string): Claim[] {
  if (row.status === 'cancelled') return [];
  const claim = (kind: Claim['kind'], resourceId: number, part: string): Claim => ({ lessonId: row.id, kind, resourceId, slots: part, during: range });
  const claims: Claim[] = [];
  if (row.trainerId) claims.push(claim(TRAINER, row.trainerId, ANY));
  for (const b of row.bookings ?? []) claims.push(claim(CLIENT, b.clientId, ANY));
  if (row.roomId && row.takesWholeRoom) claims.push(claim(ROOM, row.roomId, '(,)'));
  else if (row.roomId) for (const part of runs(slots)) claims.push(claim(ROOM, row.roomId, part));
  return claims;
}
/** Places as ranges of neighbours: 1, 2, 5 → [1,3) and [5,6). */
export function runs(slots: readonly number[]): string[] {
  const sorted = [...slots].sort((a, b) => a - b);
  const out: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    const from = sorted[i] as number; // i is in bounds
    let to = from + 1;
    while (sorted[++i] === to) to++;
    out.push(`[${from},${to})`);
  }
  return out;
}
export const hasSameClaims = (a: Occupant, b: Occupant): boolean => JSON.stringify(claimsOf(a, '')) === JSON.stringify(claimsOf(b, ''));

/** Sends the statements that bring the table up to date: `insert` for a lesson with no rows yet, `move` when only the time changes. */
export function changeOccupancy(ctx: WriteContext, lesson: Occupant, range: string, how: 'insert' | 'move' | 'replace'): Promise<unknown>[] {
  const claims = claimsOf(lesson, range);
  ctx.claims.push(...claims);
  if (how === 'move') return claims.length ? [ctx.query('update occupancy set during = $3 where studio_id = $1 and lesson_id = $2 and during <> $3', [ctx.studioId, lesson.row.id, range])] : [];
  const jobs: Promise<unknown>[] = [];
  if (how === 'replace') jobs.push(vacate(ctx, [lesson.row.id]));
  if (claims.length) jobs.push(occupy(ctx, claims));
  return jobs;
}
export const occupy = (ctx: WriteContext, claims: readonly Claim[]): Promise<unknown> =>
  ctx.query(`insert into occupancy(studio_id, kind, resource_id, slots, during, lesson_id) select $1, * from unnest($2::smallint[], $3::bigint[], $4::int4range[], $5::tstzrange[], $6::bigint[])`,
    [ctx.studioId, claims.map((c) => c.kind), claims.map((c) => c.resourceId), claims.map((c) => c.slots), claims.map((c) => c.during), claims.map((c) => c.lessonId)]);
/** Frees everything these lessons hold, or only their places. */
export const vacate = (ctx: WriteContext, lessonIds: readonly number[], kind: number | null = null): Promise<unknown> =>
  ctx.query('delete from occupancy where studio_id = $1 and lesson_id = any($2::bigint[]) and ($3::smallint is null or kind = $3)', [ctx.studioId, lessonIds, kind]);
export { ROOM };
