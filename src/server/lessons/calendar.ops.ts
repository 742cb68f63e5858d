// Lessons by months, as the caller may see them.
import type { Lesson } from '../../contract/entities.ts';
import type { Output } from '../../contract/ops.ts';
import { matching, project } from '../../domain/visibility.ts';
import { refuseField, type ReadContext } from '../context.ts';
import type { Query } from '../db/database.ts';
import { selectRows, stored } from '../db/rows.ts';

/** First day of a month number (year × 12 + month − 1) and of the one after. */
export function monthDates(month: number): { from: string; to: string } {
  const first = (m: number) => `${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}-01`;
  return { from: first(month), to: first(month + 1) };
}
// One statement, so that the lessons and the rev they show are of one moment.
const LOAD = `select sr.rev as "atRev", x.* from studio_rev sr left join lateral (
  ${selectRows('lesson')} where r.studio_id = $1 and exists(select from unnest($2::date[], $3::date[]) m(a, b) where r.on_date >= m.a and r.on_date < m.b)
    and r.on_date >= $4 and r.on_date < $5 and r.aud && $6::text[] order by r.on_date, r.start_min, r.id) x on true where sr.studio_id = $1`;

export async function loadCalendar(ctx: ReadContext, { months }: { months: number[] }): Promise<Output<'calendar.load'>> {
  if (!months.length) refuseField('months', 'required');
  return { ...(await readMonths(ctx.query, ctx.studioId, ctx.keys, months)), months };
}
/** Lessons of these months that somebody with these keys may see, in their order, and the rev they show. */
export async function readMonths(query: Query, studioId: number, keys: ReadonlySet<string>, months: readonly number[]): Promise<{ rev: number; lessons: Lesson[] }> {
  const dates = months.map(monthDates);
  const from = dates.reduce((a, d) => (d.from < a ? d.from : a), dates[0]?.from ?? 'infinity');
  const to = dates.reduce((a, d) => (d.to > a ? d.to : a), '-infinity');
  const found = await query<{ atRev: number; id: number | null }>(LOAD, [studioId, dates.map((d) => d.from), dates.map((d) => d.to), from, to, [...keys]]);
  const lessons: Lesson[] = [];
  for (const { atRev: _, ...columns } of found) {
    if (columns.id === null) continue;
    const { row, aud } = stored('lesson', columns);
    lessons.push(project('lesson', row, matching(aud, keys)));
  }
  return { rev: found[0]?.atRev ?? 0, lessons };
}
