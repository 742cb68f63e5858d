// What a lesson write must satisfy before it is tried: whose lesson it is, and that what it names exists.
import type { Lesson, LessonKind } from '../../contract/entities.ts';
import { UNSTATED, type OpenTimes } from '../../domain/working-hours.ts';
import { requireFresh } from '../edit.ts';
import { isStaff, refuse, refuseField, type ReadContext, type WriteContext } from '../context.ts';
import { findForWrite } from './ahead.ts';
import type { LoadedLesson } from './lesson.load.ts';

/** The lesson as the caller may change it: staff any, a trainer the own ones. `clientId`: that client, too, whose place it is about. Refuses notFound. */
export async function loadOwn(ctx: WriteContext, id: number, clientId?: number): Promise<LoadedLesson> {
  const found = await findForWrite(ctx, id);
  return found && (isStaff(ctx.actor) || isOwn(ctx, found.row) || (clientId !== undefined && ctx.actor.clientId === clientId)) ? found : refuse('notFound');
}
/** The same for a change of these fields. Refuses changedMeanwhile too. */
export async function loadForChange(ctx: WriteContext, id: number, seenRev: number, touched: readonly string[]): Promise<LoadedLesson> {
  const found = await loadOwn(ctx, id);
  await requireFresh(ctx, 'lesson', found, seenRev, touched);
  return found;
}
export const isOwn = (ctx: { actor: { trainerId?: number | undefined } }, row: { trainerId?: number | undefined }): boolean => !!ctx.actor.trainerId && row.trainerId === ctx.actor.trainerId;

export function requireStatus(row: Lesson, ...allowed: NonNullable<Lesson['status']>[]): void {
  if (row.status && !allowed.includes(row.status)) refuse('wrongStatus', { reason: row.status });
}

/** A block of time has no kind, no people and no status to turn. */
export function requireLesson(row: Lesson): void {
  if (row.block) refuse('wrongStatus', { reason: 'block' });
}
export interface Named { trainerId?: number | undefined; roomId?: number | undefined; kindId?: number | undefined; groupId?: number | undefined; clientIds?: readonly number[] | undefined }
export interface Found {
  kind?: Pick<LessonKind, 'format' | 'durationMin' | 'priceMinor' | 'capacity' | 'takesWholeRoom'>;
  trainerHours?: OpenTimes;
  group?: { capacity: number; trainerId?: number };
}
interface NamedRow {
  trainerOk: boolean; trainerHours: OpenTimes | null; roomOk: boolean; kind: Found['kind'] & { isArchived: boolean } | null;
  group: { capacity: number; trainerId: number | null; isArchived: boolean } | null; clients: { id: number; aud: string[] }[];
}
const NAMED = `select
  exists(select from trainer where studio_id = $1 and id = $2 and not is_archived) as "trainerOk", (select jsonb_build_object('hours', hours, 'dayHours', day_hours) from trainer where studio_id = $1 and id = $2) as "trainerHours",
  exists(select from room where studio_id = $1 and id = $3 and not is_archived) as "roomOk",
  (select jsonb_build_object('format', format, 'durationMin', duration_min, 'priceMinor', price_minor, 'capacity', capacity, 'takesWholeRoom', takes_whole_room, 'isArchived', is_archived) from lesson_kind where studio_id = $1 and id = $4) as kind,
  (select jsonb_build_object('capacity', capacity, 'trainerId', trainer_id, 'isArchived', is_archived) from client_group where studio_id = $1 and id = $5) as "group",
  (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'aud', aud)), '[]') from client where studio_id = $1 and id = any($6::bigint[]) and not is_archived) as clients`;

/** Checks that everything named exists, is in use and is the caller's to name. A refusal names the field, not the reason behind it. */
export async function requireNamed(ctx: ReadContext, named: Named): Promise<Found> {
  const { trainerId, roomId, kindId, groupId, clientIds = [] } = named;
  if (!trainerId && !roomId && !kindId && !groupId && !clientIds.length) return {};
  if (new Set(clientIds).size !== clientIds.length) refuseField('clientIds', 'repeated');
  const [f] = await ctx.query<NamedRow>(NAMED, [ctx.studioId, trainerId ?? null, roomId ?? null, kindId ?? null, groupId ?? null, clientIds]);
  if (!f) return {};
  if (trainerId && !f.trainerOk) refuse('notFound', { field: 'trainerId' });
  if (roomId && !f.roomOk) refuse('notFound', { field: 'roomId' });
  if (kindId && (!f.kind || f.kind.isArchived)) refuse('notFound', { field: 'kindId' });
  if (groupId && (!f.group || f.group.isArchived)) refuse('notFound', { field: 'groupId' });
  if (f.clients.length !== clientIds.length) refuse('notFound', { field: 'clientIds' });
  if (!isStaff(ctx.actor)) requireOwnNames(ctx, named, f);
  return {
    ...(f.kind && { kind: f.kind }), ...(trainerId && { trainerHours: f.trainerHours ?? UNSTATED }),
    ...(f.group && { group: { capacity: f.group.capacity, ...(f.group.trainerId && { trainerId: f.group.trainerId }) } }),
  };
}
/** A trainer names only the own clients and groups, and no other trainer. */
function requireOwnNames(ctx: ReadContext, named: Named, f: NamedRow): void {
  if (named.trainerId && named.trainerId !== ctx.actor.trainerId) refuse('forbidden', { field: 'trainerId' });
  if (f.group && f.group.trainerId !== ctx.actor.trainerId) refuse('notFound', { field: 'groupId' });
  const own = `t${ctx.actor.trainerId}`;
  if (f.clients.some((c) => !c.aud.includes(own))) refuse('notFound', { field: 'clientIds' });
}
