// Two cards of one person become one: everything goes to the card that is kept, the other stays archived with its history and a pointer.
// Invariant: money and lessons are worth the same before and after; nobody is twice in one lesson, group, line or subscription.
import type { Client, User } from '../../contract/entities.ts';
import type { Conflict } from '../../contract/operation.ts';
import type { Input } from '../../contract/ops.ts';
import { isMemberOn, type Membership } from '../../domain/membership.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { waitingAudiences } from '../../domain/visibility.ts';
import { refuse, refuseConflict, refuseField, type WriteContext } from '../context.ts';
import { deleteRows, readRows, selectRows, stored, updateRow, type Stored } from '../db/rows.ts';
import { applyEdit, getVisible, requireFresh, type Edits } from '../edit.ts';
import { restoreMembers } from '../groups/member.store.ts';
import { loadLessons } from '../lessons/lesson.load.ts';
import { peopleChanged, saveLesson } from '../lessons/lesson.store.ts';
import { revokeSessions } from '../users/session.store.ts';
import { settleTarget } from '../waiting/waiting.jobs.ts';
import { dropWaiting, targetOf } from '../waiting/waiting.store.ts';
import { mergeMoney, moveVisitCharges } from './merge-money.ts';

export interface Pair { keepId: number; goneId: number }
type Place = { clientId: number; state?: string | undefined };

export async function mergeClients(ctx: WriteContext, { keepId, goneId, seenRev, goneSeenRev }: Input<'client.merge'>): Promise<void> {
  if (keepId === goneId) refuseField('goneId', 'repeated');
  const [keep, gone] = [await getVisible(ctx, 'client', keepId), await getVisible(ctx, 'client', goneId)];
  if (keep.row.mergedIntoId || gone.row.mergedIntoId) refuse('wrongStatus', { reason: 'merged' });
  if (keep.row.isArchived) refuseField('keepId', 'archived');
  await requireFresh(ctx, 'client', keep, seenRev, PERSONAL);
  await requireFresh(ctx, 'client', gone, goneSeenRev, PERSONAL);
  const pair = { keepId, goneId };
  await dropDoublePlaces(ctx, pair);
  await refuseOverlaps(ctx, pair);
  await moveVisitCharges(ctx, pair);
  await mergeMoney(ctx, pair);
  await moveLessons(ctx, pair);
  await moveGroups(ctx, pair);
  await moveSeries(ctx, pair);
  await moveWaiting(ctx, pair);
  await moveTellings(ctx, pair);
  await moveLogin(ctx, pair);
  await ctx.query('update client_import set client_id = $3 where studio_id = $1 and client_id = $2', [ctx.studioId, goneId, keepId]);
  await ctx.query('update client set merged_into_id = $3 where studio_id = $1 and merged_into_id = $2', [ctx.studioId, goneId, keepId]);
  await joinCards(ctx, pair);
  await peopleChanged(ctx, [keepId, goneId]);
}
const PERSONAL = ['firstName', 'lastName', 'phone', 'email', 'birthOn', 'isArchived'] as const;

/** In a lesson that has both, one place goes as if it had been taken out: what it took is given back. Who came stays rather than who was called off. */
async function dropDoublePlaces(ctx: WriteContext, { keepId, goneId }: Pair): Promise<void> {
  const both = await ctx.query<{ id: number }>('select a.lesson_id as id from booking a join booking b on b.studio_id = a.studio_id and b.lesson_id = a.lesson_id and b.client_id = $3 where a.studio_id = $1 and a.client_id = $2 order by 1', [ctx.studioId, goneId, keepId]);
  const weight = (place: Place | undefined, isIn: boolean) => (place?.state === 'attended' ? 3 : isIn ? 2 : 1);
  for (const before of await loadLessons(ctx.query, ctx.studioId, both.map((b) => b.id))) {
    const { bookings = [], calledOff = [] } = before.row;
    const of = (id: number) => { const inside = bookings.find((b) => b.clientId === id); return weight(inside ?? calledOff.find((b) => b.clientId === id), inside !== undefined); };
    const out = of(goneId) > of(keepId) ? keepId : goneId;
    const row = { ...before.row, bookings: bookings.filter((b) => b.clientId !== out), calledOff: calledOff.filter((b) => b.clientId !== out) };
    await saveLesson(ctx, before, { ...before, row }, { arePeopleLater: true, isOfSeries: true });
  }
}
/** Nobody was in two places at once: which of the two it was, a person has to say. */
async function refuseOverlaps(ctx: WriteContext, { keepId, goneId }: Pair): Promise<void> {
  const found = await ctx.query<Conflict>(`select 'client' as what, $2::bigint as id, l.id as "lessonId", l.on_date as "onDate", l.start_min as "startMin", l.duration_min as "durationMin"
    from occupancy a join occupancy b on b.studio_id = a.studio_id and b.kind = 2 and b.resource_id = $2 and b.during && a.during join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id
    where a.studio_id = $1 and a.kind = 2 and a.resource_id = $3 order by l.on_date, l.start_min limit 50`, [ctx.studioId, keepId, goneId]);
  if (found.length) refuseConflict(found);
}
async function moveLessons(ctx: WriteContext, { keepId, goneId }: Pair): Promise<void> {
  const ids = (await ctx.query<{ id: number }>('select lesson_id as id from booking where studio_id = $1 and client_id = $2 order by 1', [ctx.studioId, goneId])).map((f) => f.id);
  if (!ids.length) return;
  const before = await readRows(ctx.query, 'lesson', ctx.studioId, ids);
  const key = [ctx.studioId, goneId, keepId];
  await ctx.query('update booking set client_id = $3 where studio_id = $1 and client_id = $2', key);
  await ctx.query('update occupancy set resource_id = $3 where studio_id = $1 and kind = 2 and resource_id = $2', key);
  await ctx.query('update lesson set rev = $2, aud = array_replace(aud, $4, $5) where studio_id = $1 and id = any($3::bigint[])', [ctx.studioId, ctx.rev, ids, `c${goneId}`, `c${keepId}`]);
  const after = new Map((await readRows(ctx.query, 'lesson', ctx.studioId, ids)).map((l) => [l.row.id, l]));
  for (const lesson of before) ctx.record('lesson', lesson.row.id, lesson, after.get(lesson.row.id) ?? null);
}

async function moveGroups(ctx: WriteContext, { keepId, goneId }: Pair): Promise<void> {
  const found = await ctx.query<{ id: number }>('select distinct group_id as id from group_member where studio_id = $1 and client_id = $2 order by 1', [ctx.studioId, goneId]);
  for (const group of await readRows(ctx.query, 'group', ctx.studioId, found.map((f) => f.id))) {
    const members = group.row.members ?? [];
    const others = members.filter((m) => m.clientId !== keepId && m.clientId !== goneId);
    await restoreMembers(ctx, group, [...others, ...joined(members.filter((m) => !others.includes(m))).map((m) => ({ ...m, clientId: keepId }))]);
  }
}
/** Memberships of one person: those that touch or overlap become one. */
export function joined(all: readonly Membership[]): Membership[] {
  const out: Membership[] = [];
  for (const m of [...all].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))) {
    const last = out.at(-1);
    if (last && (isMemberOn(last, m.fromOn) || (last.toOn !== undefined && addDays(last.toOn, 1) === m.fromOn))) {
      const toOn = last.toOn === undefined || m.toOn === undefined ? undefined : last.toOn > m.toOn ? last.toOn : m.toOn;
      out[out.length - 1] = { clientId: last.clientId, fromOn: last.fromOn, ...(toOn !== undefined && { toOn }) };
    } else out.push(m);
  }
  return out;
}

async function moveSeries(ctx: WriteContext, { keepId, goneId }: Pair): Promise<void> {
  const found = await ctx.query(`${selectRows('series')}where r.studio_id = $1 and r.client_ids @> $2::jsonb order by r.id`, [ctx.studioId, JSON.stringify([goneId])]);
  for (const before of found.map((f) => stored('series', f))) {
    const clientIds = [...new Set(before.row.clientIds.map((id) => (id === goneId ? keepId : id)))];
    await updateRow(ctx.query, 'series', ctx.studioId, before.row.id, { clientIds }, ctx.rev, before.aud);
    ctx.record('series', before.row.id, before, { row: { ...before.row, clientIds, rev: ctx.rev }, aud: before.aud });
  }
}
async function moveWaiting(ctx: WriteContext, { keepId, goneId }: Pair): Promise<void> {
  const found = (await ctx.query(`${selectRows('waiting')}where r.studio_id = $1 and r.client_id in ($2, $3) order by r.joined_at, r.id`, [ctx.studioId, goneId, keepId])).map((f) => stored('waiting', f));
  const key = ({ row }: Stored<'waiting'>) => JSON.stringify(targetOf(row));
  // Who joined first keeps the place in the line.
  const stays = [...new Map([...found].reverse().map((w) => [key(w), w])).values()];
  await dropWaiting(ctx, found.filter((w) => !stays.includes(w)));
  for (const before of stays.filter((w) => w.row.clientId === goneId)) {
    const row = { ...before.row, clientId: keepId, rev: ctx.rev };
    const trainerId = before.aud.find((a) => a.startsWith('t'))?.slice(1);
    const aud = waitingAudiences(row, trainerId === undefined ? undefined : Number(trainerId));
    await updateRow(ctx.query, 'waiting', ctx.studioId, row.id, { clientId: keepId }, ctx.rev, aud);
    ctx.record('waiting', row.id, before, { row, aud });
  }
  for (const { row } of stays) await settleTarget(ctx, targetOf(row));
}
async function moveTellings(ctx: WriteContext, { keepId, goneId }: Pair): Promise<void> {
  const found = (await ctx.query(`${selectRows('telling')}where r.studio_id = $1 and r.client_id in ($2, $3) order by r.id`, [ctx.studioId, goneId, keepId])).map((f) => stored('telling', f));
  for (const before of found.filter(({ row }) => row.clientId === goneId)) {
    if (found.some(({ row }) => row.clientId === keepId && row.lessonId === before.row.lessonId)) {
      await deleteRows(ctx.query, 'telling', ctx.studioId, [before.row.id]);
      ctx.record('telling', before.row.id, before, null);
    } else {
      await updateRow(ctx.query, 'telling', ctx.studioId, before.row.id, { clientId: keepId }, ctx.rev, before.aud);
      ctx.record('telling', before.row.id, before, { row: { ...before.row, clientId: keepId, rev: ctx.rev }, aud: before.aud });
    }
  }
}
/** The login goes along, unless the card that is kept has one: then it ends. */
async function moveLogin(ctx: WriteContext, { keepId, goneId }: Pair): Promise<void> {
  const found = (await ctx.query(`${selectRows('user')}where r.studio_id = $1 and r.client_id in ($2, $3) order by r.id`, [ctx.studioId, goneId, keepId])).map((f) => stored('user', f));
  const hasOwn = found.some(({ row }) => row.clientId === keepId);
  for (const before of found.filter(({ row }) => row.clientId === goneId)) {
    // A colleague who trains here as well keeps the login and loses the card.
    const others = before.row.roles.filter((r) => r !== 'client');
    const edits: Edits<'user'> = !hasOwn ? { clientId: keepId } : others.length ? { clientId: null, roles: others as User['roles'] } : { isDisabled: true }; // a part of its roles
    await applyEdit(ctx, 'user', before, before.row.rev, edits);
    if (edits.isDisabled) await revokeSessions(ctx.query, ctx.studioId, before.row.id, {});
  }
}

/** What the kept card lacks is taken from the other; descriptions stand one under the other. */
async function joinCards(ctx: WriteContext, { keepId, goneId }: Pair): Promise<void> {
  const [keep, gone] = [await getVisible(ctx, 'client', keepId), await getVisible(ctx, 'client', goneId)];
  const lacking = ['lastName', 'phone', 'email', 'sex', 'birthOn', 'note', 'trainerId'] as const satisfies readonly (keyof Client)[];
  const edits: Edits<'client'> = Object.fromEntries(lacking.filter((f) => keep.row[f] === undefined && gone.row[f] !== undefined).map((f) => [f, gone.row[f]]));
  if (gone.row.description && gone.row.description !== keep.row.description) edits.description = [keep.row.description, gone.row.description].filter(Boolean).join('\n').slice(0, 4000);
  if (gone.row.registeredOn && (!keep.row.registeredOn || gone.row.registeredOn < keep.row.registeredOn)) edits.registeredOn = gone.row.registeredOn;
  await applyEdit(ctx, 'client', keep, keep.row.rev, edits);
  await applyEdit(ctx, 'client', gone, gone.row.rev, { isArchived: true, mergedIntoId: keepId });
}
