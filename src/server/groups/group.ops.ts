// Groups: a set of clients with one trainer. Who joins comes into the planned lessons from that day on, who leaves goes out of them.
import type { Group } from '../../contract/entities.ts';
import { farthestHue } from '../../domain/hue.ts';
import { isMemberFrom, mostMembersFrom } from '../../domain/membership.ts';
import { groupAudiences } from '../../domain/visibility.ts';
import { freeFor } from '../../domain/waiting.ts';
import { countLessonsOfGroup, setArchived } from '../archive.ts';
import { refreshClientAudiences } from '../clients/client.store.ts';
import { refuse, refuseField, type Handlers, type WriteContext } from '../context.ts';
import { insertRow } from '../db/rows.ts';
import { applyEdit, filled, getVisible } from '../edit.ts';
import { requireOwnId } from '../ids.ts';
import { addClientToLessons, removeClientFromLessons } from '../lessons/participants.ts';
import { requireNamed } from '../references.ts';
import { dropWaiting, freeInGroup, lineOf, settleGroup } from '../waiting/waiting.store.ts';
import { changeTrainer } from './group-trainer.ts';
import { endMember, groupChanged, insertMember, membersOf } from './member.store.ts';

/** As many as a group's row carries, past members included. */
const MOST_MEMBERSHIPS = 500;

export const groupHandlers: Handlers<'group'> = {
  async 'group.create'(ctx, input) {
    await requireOwnId(ctx, input.id, 'group');
    await requireNamed(ctx, 'trainer', 'trainerId', input.trainerId);
    await requireNamed(ctx, 'lessonKind', 'kindId', input.kindId);
    const row = filled<Group>({ ...input, rev: ctx.rev, hue: input.hue ?? (await freeHue(ctx)), isArchived: false, trainerId: input.trainerId, kindId: input.kindId, members: [] });
    const aud = groupAudiences(row);
    await insertRow(ctx.query, 'group', ctx.studioId, row, aud);
    ctx.record('group', row.id, null, { row, aud });
    return {};
  },
  /** Another trainer is for lessons to come; those that are planned keep theirs. */
  async 'group.update'(ctx, { id, seenRev, ...edits }) {
    const before = await getVisible(ctx, 'group', id);
    await requireNamed(ctx, 'trainer', 'trainerId', edits.trainerId, before.row.trainerId);
    await requireNamed(ctx, 'lessonKind', 'kindId', edits.kindId, before.row.kindId);
    const { after } = await applyEdit(ctx, 'group', before, seenRev, edits, groupAudiences);
    if (after.row.trainerId !== before.row.trainerId || after.row.capacity !== before.row.capacity) await groupChanged(ctx, after.row);
    return {};
  },
  'group.changeTrainer': changeTrainer,
  async 'group.archive'(ctx, input) {
    const { after } = await setArchived(ctx, 'group', input, { countLessons: countLessonsOfGroup });
    if (after.row.isArchived) await dropWaiting(ctx, await lineOf(ctx, { groupId: input.id }));
    return {};
  },
  async 'group.addMember'(ctx, input) {
    const { row } = await getVisible(ctx, 'group', input.id);
    const line = await lineOf(ctx, { groupId: input.id });
    const free = freeInGroup(row, input.fromOn);
    // A place that is kept for somebody in the line is theirs until they answer.
    if (free > 0 && freeFor(line.map((w) => w.row), input.clientId, free, ctx.now) <= 0) refuse('full', { count: row.capacity, reason: 'offered' });
    await joinGroup(ctx, input);
    return {};
  },
  async 'group.removeMember'(ctx, { id, clientId, toOn }) {
    const group = await getVisible(ctx, 'group', id);
    const after = (await endMember(ctx, group, clientId, toOn)) ?? refuse('notFound');
    await removeClientFromLessons(ctx, await plannedLessons(ctx, id, clientId, { afterOn: toOn, isIn: true }), clientId);
    await refreshClientAudiences(ctx, [clientId]);
    await settleGroup(ctx, after.row);
    return {};
  },
};

/** Makes the client a member from that day on and puts them into the planned lessons. Refuses taken, full, conflict. */
export async function joinGroup(ctx: WriteContext, { id, clientId, fromOn }: { id: number; clientId: number; fromOn: string }): Promise<void> {
  const group = await getVisible(ctx, 'group', id);
  await getVisible(ctx, 'client', clientId);
  if (group.row.isArchived) refuseField('id', 'archived');
  await requireNamed(ctx, 'client', 'clientId', clientId);
  const members = membersOf(group);
  if (isMemberFrom(members, clientId, fromOn)) refuse('taken', { field: 'clientId' });
  if (mostMembersFrom(members, fromOn) >= group.row.capacity || members.length >= MOST_MEMBERSHIPS) refuse('full', { count: group.row.capacity });
  const after = await insertMember(ctx, group, { clientId, fromOn });
  await addClientToLessons(ctx, await plannedLessons(ctx, id, clientId, { fromOn, isIn: false }), clientId);
  await refreshClientAudiences(ctx, [clientId]);
  await settleGroup(ctx, after.row);
}

const PLANNED = `select l.id from lesson l where l.studio_id = $1 and l.group_id = $2 and l.status = 'planned' and l.on_date >= $3::date and l.on_date > $4::date and lower(l.during) > to_timestamp($7::float8 / 1000)
  and $6 = exists (select 1 from booking b where b.studio_id = l.studio_id and b.lesson_id = l.id and b.client_id = $5) order by l.on_date, l.start_min, l.id`;
/** Planned lessons of the group that have not begun, from or after a day, where the client is already in or is not. */
async function plannedLessons(ctx: WriteContext, groupId: number, clientId: number, which: { fromOn?: string; afterOn?: string; isIn: boolean }): Promise<number[]> {
  const found = await ctx.query<{ id: number }>(PLANNED, [ctx.studioId, groupId, which.fromOn ?? '1970-01-01', which.afterOn ?? '1969-12-31', clientId, which.isIn, ctx.now]);
  return found.map((f) => f.id);
}
async function freeHue(ctx: WriteContext): Promise<number> {
  const used = await ctx.query<{ hue: number }>('select hue from client_group where studio_id = $1 and not is_archived', [ctx.studioId]);
  return farthestHue(used.map((u) => u.hue));
}
