// Closing a month: up to its last day lessons and money stay as they are. Everybody who writes either asks open-month.ts; the database refuses lines by itself.
import { addDays, firstOfMonth, monthOf } from '../../domain/calendar-day.ts';
import { project } from '../../domain/visibility.ts';
import { refuse, refuseField, type Handlers, type ReadContext, type WriteContext } from '../context.ts';
import { selectRows, stored } from '../db/rows.ts';
import { applyEdit, getVisible } from '../edit.ts';
import { todayOf } from '../today.ts';

const SHOWN = 50;
/** Planned still, or with somebody whose visit has no mark. */
const UNMARKED = `r.studio_id = $1 and r.block is null and r.on_date <= $2::date and r.on_date > coalesce($3::date, '-infinity')
  and (r.status = 'planned' or (r.status = 'held' and exists(select from booking b where b.studio_id = r.studio_id and b.lesson_id = r.id and b.state = 'booked')))`;
const lastOf = (month: number): string => addDays(firstOfMonth(month + 1), -1);

type Names = 'ledger.unmarked' | 'ledger.closeMonth' | 'ledger.reopenMonth';
export const monthHandlers: Pick<Handlers<'ledger'>, Names> = {
  async 'ledger.unmarked'(ctx, { month }) {
    const { closedTo } = (await getVisible(ctx, 'studio', ctx.studioId)).row;
    const found = await ctx.query(`${selectRows('lesson')}where ${UNMARKED} order by r.on_date, r.start_min, r.id limit ${SHOWN}`, [ctx.studioId, lastOf(month), closedTo ?? null]);
    return { count: await countUnmarked(ctx, month, closedTo), lessons: found.map((f) => project('lesson', stored('lesson', f).row, ['s'])) };
  },
  async 'ledger.closeMonth'(ctx, { month, unmarked }) {
    const { closedTo } = ctx.studio;
    const toOn = lastOf(month);
    if (toOn >= todayOf(ctx)) refuseField('month', 'range');
    if (closedTo && toOn <= closedTo) refuse('monthClosed', { count: month });
    const count = await countUnmarked(ctx, month, closedTo);
    if (count !== unmarked) refuse('wrongStatus', { reason: 'unmarked', count });
    await setClosedTo(ctx, toOn);
    return {};
  },
  async 'ledger.reopenMonth'(ctx, { month, reason }) {
    const { closedTo } = ctx.studio;
    if (!reason.trim()) refuseField('reason', 'required');
    if (!closedTo || monthOf(closedTo) !== month) refuse('wrongStatus', { reason: 'notLast' });
    ctx.because.reason = reason;
    await setClosedTo(ctx, lastOf(month - 1));
    return {};
  },
};
async function countUnmarked(ctx: ReadContext, month: number, closedTo: string | undefined): Promise<number> {
  const [found] = await ctx.query<{ count: number }>(`select count(*)::int as count from lesson r where ${UNMARKED}`, [ctx.studioId, lastOf(month), closedTo ?? null]);
  return found?.count ?? 0;
}
async function setClosedTo(ctx: WriteContext, closedTo: string): Promise<void> {
  const before = await getVisible(ctx, 'studio', ctx.studioId);
  await applyEdit(ctx, 'studio', before, before.row.rev, { closedTo });
}
