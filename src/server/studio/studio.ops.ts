// The studio itself: name, zone, currency, working hours, closed days.
import { arrangeHours } from '../../domain/hours.ts';
import { isZone } from '../../domain/studio-time.ts';
import { matching, project } from '../../domain/visibility.ts';
import { refuse, refuseField, type Handlers } from '../context.ts';
import type { Query } from '../db/database.ts';
import { selectRows, stored, type Stored } from '../db/rows.ts';
import { applyEdit, getVisible } from '../edit.ts';
import { rederiveAll } from '../lessons/rederive.ts';
import type { Input } from '../../contract/ops.ts';
import { exportTable } from './export.ts';
import { lessonKindHandlers } from './lesson-kind.ops.ts';
import { roomHandlers } from './room.ops.ts';

export const studioHandlers: Handlers<'studio' | 'room' | 'place' | 'lessonKind'> = {
  ...roomHandlers,
  ...lessonKindHandlers,
  async 'studio.get'(ctx) {
    const { row, aud } = await readStudio(ctx.query, ctx.studioId);
    const matched = matching(aud, ctx.keys);
    return matched.length ? project('studio', row, matched) : refuse('notFound');
  },
  'studio.export': exportTable,
  async 'studio.update'(ctx, { seenRev, ...given }) {
    const before = await getVisible(ctx, 'studio', ctx.studioId);
    const { after } = await applyEdit(ctx, 'studio', before, seenRev, checked(given));
    if (after.row.zone !== before.row.zone) await rederiveAll(ctx, after.row.zone);
    return {};
  },
};

// Every device asks for the studio again and again, and it hardly ever changes: only a changed one travels from the database.
const known = new WeakMap<Query, Map<number, Stored<'studio'>>>();
async function readStudio(query: Query, studioId: number): Promise<Stored<'studio'>> {
  const studios = known.get(query) ?? new Map<number, Stored<'studio'>>();
  known.set(query, studios);
  const last = studios.get(studioId);
  const found = await query(`${selectRows('studio')}where r.id = $1 and r.rev <> $2`, [studioId, last?.row.rev ?? -1]);
  const current = found[0] ? stored('studio', found[0]) : last;
  if (!current) return refuse('notFound');
  studios.set(studioId, current);
  return current;
}

/** The edits in their stored order; refuses what no studio can have. */
function checked({ zone, currency, hours, closedDays, ...plain }: Omit<Input<'studio.update'>, 'seenRev'>) {
  if (zone !== undefined && !isZone(zone)) refuseField('zone', 'range');
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) refuseField('currency', 'range');
  const arranged = hours && arrangeHours(hours);
  if (arranged && 'reason' in arranged) return refuseField('hours', arranged.reason);
  if (closedDays && new Set(closedDays.map((d) => d.onDate)).size < closedDays.length) refuseField('closedDays', 'repeated');
  return { ...plain, zone, currency, hours: arranged?.hours, closedDays: closedDays && [...closedDays].sort((a, b) => (a.onDate < b.onDate ? -1 : 1)) };
}
