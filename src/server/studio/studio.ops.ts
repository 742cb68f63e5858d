// The studio itself: name, zone, currency, working hours, closed days.
import { arrangeHours } from '../../domain/hours.ts';
import { isZone } from '../../domain/studio-time.ts';
import { matching, project } from '../../domain/visibility.ts';
import { refuseField, type Handlers } from '../context.ts';
import { applyEdit, getVisible } from '../edit.ts';
import { rederiveAll } from '../lessons/rederive.ts';
import type { Input } from '../../contract/ops.ts';
import { lessonKindHandlers } from './lesson-kind.ops.ts';
import { roomHandlers } from './room.ops.ts';

export const studioHandlers: Handlers<'studio' | 'room' | 'place' | 'lessonKind'> = {
  ...roomHandlers,
  ...lessonKindHandlers,
  async 'studio.get'(ctx) {
    const { row, aud } = await getVisible(ctx, 'studio', ctx.studioId);
    return project('studio', row, matching(aud, ctx.keys));
  },
  async 'studio.update'(ctx, { seenRev, ...given }) {
    const before = await getVisible(ctx, 'studio', ctx.studioId);
    const { after } = await applyEdit(ctx, 'studio', before, seenRev, checked(given));
    if (after.row.zone !== before.row.zone) await rederiveAll(ctx, after.row.zone);
    return {};
  },
};

/** The edits in their stored order; refuses what no studio can have. */
function checked({ zone, currency, hours, closedDays, ...plain }: Omit<Input<'studio.update'>, 'seenRev'>) {
  if (zone !== undefined && !isZone(zone)) refuseField('zone', 'range');
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) refuseField('currency', 'range');
  const arranged = hours && arrangeHours(hours);
  if (arranged && 'reason' in arranged) return refuseField('hours', arranged.reason);
  if (closedDays && new Set(closedDays.map((d) => d.onDate)).size < closedDays.length) refuseField('closedDays', 'repeated');
  return { ...plain, zone, currency, hours: arranged?.hours, closedDays: closedDays && [...closedDays].sort((a, b) => (a.onDate < b.onDate ? -1 : 1)) };
}
