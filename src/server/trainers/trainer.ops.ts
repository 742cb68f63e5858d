// Trainers: who teaches, in which colour and when.
import { addDays } from '../../domain/calendar-day.ts';
import { farthestHue } from '../../domain/hue.ts';
import { arrangeHours, type OpenHours } from '../../domain/hours.ts';
import { keptPhone } from '../../domain/phone.ts';
import { trainerAudiences } from '../../domain/visibility.ts';
import { countLessonsOfTrainer, setArchived } from '../archive.ts';
import { requireContacts } from '../contacts.ts';
import { refuseField, type Handlers, type WriteContext } from '../context.ts';
import { insertRow } from '../db/rows.ts';
import { applyEdit, editRow, filled, getVisible } from '../edit.ts';
import { todayOf } from '../today.ts';
import { requireOwnId } from '../ids.ts';
import type { Trainer } from '../../contract/entities.ts';

const DAYS_KEPT = 31;
const MOST_DATES = 400;

export const trainerHandlers: Handlers<'trainer'> = {
  async 'trainer.create'(ctx, input) {
    requireContacts(input);
    await requireOwnId(ctx, input.id, 'trainer');
    const row = filled<Trainer>({
      ...input, rev: ctx.rev, hue: input.hue ?? (await freeHue(ctx)), hours: requireHours(input.hours ?? []), isArchived: false,
      lastName: input.lastName, position: input.position, about: input.about, phone: keptPhone(input.phone, ctx.studio.zone), email: input.email,
    });
    const aud = trainerAudiences(row);
    await insertRow(ctx.query, 'trainer', ctx.studioId, row, aud);
    ctx.record('trainer', row.id, null, { row, aud });
    return {};
  },
  async 'trainer.update'(ctx, { id, seenRev, ...edits }) {
    const before = await getVisible(ctx, 'trainer', id);
    requireContacts(edits);
    await applyEdit(ctx, 'trainer', before, seenRev, { ...edits, phone: keptPhone(edits.phone, ctx.studio.zone) });
    return {};
  },
  async 'trainer.setHours'(ctx, { id, seenRev, hours }) {
    await editRow(ctx, 'trainer', id, seenRev, { hours: requireHours(hours) });
    return {};
  },
  /** Dates long past are left out: what was planned then no longer warns anybody. */
  async 'trainer.setDayHours'(ctx, { id, seenRev, onDate, spans }) {
    const before = await getVisible(ctx, 'trainer', id);
    const others = (before.row.dayHours ?? []).filter((d) => d.onDate !== onDate && d.onDate >= addDays(todayOf(ctx), -DAYS_KEPT));
    const dayHours = [...others, ...(spans ? [{ onDate, spans: requireSpans(spans) }] : [])].sort((a, b) => (a.onDate < b.onDate ? -1 : 1));
    if (dayHours.length > MOST_DATES) refuseField('onDate', 'tooMany');
    await applyEdit(ctx, 'trainer', before, seenRev, { dayHours: dayHours.length ? dayHours : null });
    return {};
  },
  async 'trainer.archive'(ctx, input) {
    await setArchived(ctx, 'trainer', input, { countLessons: countLessonsOfTrainer });
    return {};
  },
};

function requireHours(given: readonly OpenHours[]): OpenHours[] {
  const arranged = arrangeHours(given);
  return 'reason' in arranged ? refuseField('hours', arranged.reason) : arranged.hours;
}
const requireSpans = (given: readonly Omit<OpenHours, 'weekday'>[]) => {
  const arranged = arrangeHours(given.map((span) => ({ ...span, weekday: 1 })));
  return 'reason' in arranged ? refuseField('spans', arranged.reason) : arranged.hours.map(({ startMin, endMin }) => ({ startMin, endMin }));
};
async function freeHue(ctx: WriteContext): Promise<number> {
  const used = await ctx.query<{ hue: number }>('select hue from trainer where studio_id = $1 and not is_archived', [ctx.studioId]);
  return farthestHue(used.map((u) => u.hue));
}
