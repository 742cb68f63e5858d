// Groups: a set of clients with one trainer. Who joins comes into the planned lessons from that day on, who leaves goes out of them.
import type { Group } from '../../contract/entities.ts';
import { addDays } from '../../domain/calendar-day.ts';
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
import { addClientsToLessons, removeClientFromLessons } from '../lessons/participants.ts';
import { requireNamed } from '../references.ts';
import { todayOf } from '../today.ts';
import { dropWaiting, freeInGroup, lineOf, settleGroup } from '../waiting/waiting.store.ts';
import { changeTrainer } from './group-trainer.ts';
import { endMember, groupChanged, insertMembers, membersOf } from './member.store.ts';

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
    await joinFromDesk(ctx, { id: input.id, clientIds: [input.clientId], fromOn: input.fromOn });
    return {};
  },
  async 'group.addMembers'(ctx, { id, clientIds, fromOn }) {
    const { row } = await getVisible(ctx, 'group', id);
    const fresh = [...new Set(clientIds)].filter((clientId) => !isMemberFrom(row.members ?? [], clientId, fromOn)).sort((a, b) => a - b);
    if (fresh.length) await joinFromDesk(ctx, { id, clientIds: fresh, fromOn });
    return { count: fresh.length };
  },
  async 'group.removeMember'(ctx, { id, clientId, toOn }) {
    await leaveGroup(ctx, { id, clientId, toOn });
    return {};
  },
};

/** Ends the membership after that day, yesterday where none is named, and takes the client out of the planned lessons after it. Gives how many those were. */
export async function leaveGroup(ctx: WriteContext, { id, clientId, toOn = addDays(todayOf(ctx), -1) }: { id: number; clientId: number; toOn?: string }): Promise<number> {
  const group = await getVisible(ctx, 'group', id);
  const after = (await endMember(ctx, group, clientId, toOn)) ?? refuse('notFound');
  const lessons = await plannedLessons(ctx, id, [clientId], { afterOn: toOn, areIn: true });
  await removeClientFromLessons(ctx, lessons, clientId);
  await refreshClientAudiences(ctx, [clientId]);
  await settleGroup(ctx, after.row);
  return lessons.length;
}

interface Joining { id: number; clientIds: readonly number[]; fromOn: string }
/** A place that is kept for somebody in the line is theirs until they answer. */
export async function joinFromDesk(ctx: WriteContext, input: Joining): Promise<void> {
  const { row } = await getVisible(ctx, 'group', input.id);
  const line = (await lineOf(ctx, { groupId: input.id })).map((w) => w.row);
  const free = freeInGroup(row, input.fromOn);
  if (free > 0 && input.clientIds.some((clientId, i) => freeFor(line, clientId, free - i, ctx.now) <= 0)) refuse('full', { count: row.capacity, ...(line.length > 0 && { reason: 'offered' }) });
  await joinGroup(ctx, input);
}

/** Makes the clients members from that day on and puts them into the planned lessons. Refuses taken, full, conflict. */
export async function joinGroup(ctx: WriteContext, { id, clientIds, fromOn }: Joining): Promise<void> {
  const group = await getVisible(ctx, 'group', id);
  const members = membersOf(group);
  if (group.row.isArchived) refuseField('id', 'archived');
  for (const clientId of clientIds) {
    await getVisible(ctx, 'client', clientId);
    await requireNamed(ctx, 'client', 'clientId', clientId);
    if (isMemberFrom(members, clientId, fromOn)) refuse('taken', { field: 'clientId' });
  }
  if (mostMembersFrom(members, fromOn) + clientIds.length > group.row.capacity || members.length + clientIds.length > MOST_MEMBERSHIPS) refuse('full', { count: group.row.capacity });
  const after = await insertMembers(ctx, group, clientIds, fromOn);
  await addClientsToLessons(ctx, await plannedLessons(ctx, id, clientIds, { fromOn, areIn: false }), clientIds);
  await refreshClientAudiences(ctx, clientIds);
  await settleGroup(ctx, after.row);
}

const PLANNED = `select l.id from lesson l where l.studio_id = $1 and l.group_id = $2 and l.status = 'planned' and l.on_date >= $3::date and l.on_date > $4::date and lower(l.during) > to_timestamp($7::float8 / 1000)
  and case (select count(*) from booking b where b.studio_id = l.studio_id and b.lesson_id = l.id and b.client_id = any($5::bigint[])) when cardinality($5::bigint[]) then $6 else not $6 end order by l.on_date, l.start_min, l.id`;
/** Planned lessons of the group that have not begun, from or after a day, where all these clients are already in, or where one is not. */
async function plannedLessons(ctx: WriteContext, groupId: number, clientIds: readonly number[], which: { fromOn?: string; afterOn?: string; areIn: boolean }): Promise<number[]> {
  const found = await ctx.query<{ id: number }>(PLANNED, [ctx.studioId, groupId, which.fromOn ?? '1970-01-01', which.afterOn ?? '1969-12-31', clientIds, which.areIn, ctx.now]);
  return found.map((f) => f.id);
}
async function freeHue(ctx: WriteContext): Promise<number> {
  const used = await ctx.query<{ hue: number }>('select hue from client_group where studio_id = $1 and not is_archived', [ctx.studioId]);
  return farthestHue(used.map((u) => u.hue));
}
