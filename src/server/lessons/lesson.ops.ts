// The operations on lessons. Each reads: load and authorise, check what is named, decide, save.
import type { Lesson } from '../../contract/entities.ts';
import type { Conflict } from '../../contract/operation.ts';
import { cancelOutcome, policyOf } from '../../domain/policy.ts';
import { duringOf, localOf } from '../../domain/studio-time.ts';
import { UNSTATED } from '../../domain/working-hours.ts';
import { asHeld } from '../attendance/held.ts';
import { isStaff, refuse, type Handlers, type WriteContext } from '../context.ts';
import { removeBlock } from '../blocks/block.store.ts';
import { requireOwnId } from '../ids.ts';
import { loadCalendar } from './calendar.ops.ts';
import { readHistory } from './history.ops.ts';
import { loadForChange, requireLesson, requireNamed, requireStatus } from './lesson.rules.ts';
import type { LoadedLesson } from './lesson.load.ts';
import { saveLesson, type LessonTarget } from './lesson.store.ts';
import { participantHandlers } from './participant.ops.ts';
import { requireOpenTime, saveIfOpen } from './open-time.ts';
import { cancelInScope, saveInScope, type Scope } from '../series/spread.ts';
import { todayOf } from '../today.ts';
import { endsBefore } from '../subscriptions/ends-before.ts';
import { undoChange } from './undo.ops.ts';

const done = (warnings: Conflict[]) => (warnings.length ? { warnings } : {});
/** Applies the defined values; null and undefined-by-name clear the field. */
function withFields(row: Lesson, fields: { [K in keyof Lesson]?: Lesson[K] | null | undefined }): Lesson {
  const out: Record<string, unknown> = { ...row };
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (value === null) delete out[key];
    else out[key] = value;
  }
  return out as unknown as Lesson; // only fields of Lesson were set or removed
}

export const lessonHandlers: Handlers<'lesson' | 'change' | 'calendar'> = {
  async 'lesson.create'(ctx, input) {
    await requireOwnId(ctx, input.id, 'lesson');
    const { id, onDate, startMin, fold, kindId, roomId, groupId, title, note } = input;
    if (!isStaff(ctx.actor) && input.priceMinor !== undefined) refuse('forbidden', { field: 'priceMinor' });
    const trainerId = isStaff(ctx.actor) ? input.trainerId : (input.trainerId ?? ctx.actor.trainerId);
    const found = await requireNamed(ctx, { trainerId, roomId, kindId, groupId, clientIds: input.clientIds });
    const kind = found.kind ?? refuse('notFound', { field: 'kindId' });
    if (input.insteadOf) await removeBlock(ctx, input.insteadOf);
    const members = groupId ? await membersOn(ctx, groupId, onDate) : [];
    const people = [...new Set([...members, ...(input.clientIds ?? [])])].sort((a, b) => a - b);
    const row = withFields({ id, rev: ctx.rev, onDate, startMin, durationMin: input.durationMin ?? kind.durationMin, status: 'planned', kindId }, {
      fold, trainerId, roomId, groupId, title: title || undefined, note: note || undefined, priceMinor: input.priceMinor ?? kind.priceMinor,
      capacity: input.capacity ?? found.group?.capacity ?? kind.capacity, takesWholeRoom: (input.takesWholeRoom ?? kind.takesWholeRoom) || undefined,
      bookings: people.map((clientId) => ({ clientId })),
    });
    return done(await saveIfOpen(ctx, { row }, input.override, () => saveLesson(ctx, null, { row, format: kind.format, trainerHours: found.trainerHours ?? UNSTATED })));
  },

  async 'lesson.move'(ctx, input) {
    const before = await loadForChange(ctx, input.id, input.seenRev, ['onDate', 'startMin', 'fold', 'durationMin', 'status', ...(input.trainerId !== undefined ? ['trainerId'] : []), ...(input.roomId !== undefined ? ['roomId'] : [])]);
    requireStatus(before.row, 'planned');
    const trainerId = input.trainerId === undefined || input.trainerId === (before.row.trainerId ?? null) ? undefined : input.trainerId;
    const roomId = input.roomId === undefined || input.roomId === (before.row.roomId ?? null) ? undefined : input.roomId;
    if (trainerId === null && !isStaff(ctx.actor)) refuse('forbidden', { field: 'trainerId' });
    const found = await requireNamed(ctx, { trainerId: trainerId ?? undefined, roomId: roomId ?? undefined });
    if (input.askedBy) ctx.because.askedBy = input.askedBy;
    const row = withFields(before.row, { onDate: input.onDate, startMin: input.startMin, fold: input.fold ?? null, durationMin: input.durationMin, trainerId, roomId });
    const target: LessonTarget = { row, format: before.format, trainerHours: trainerId === null ? UNSTATED : (found.trainerHours ?? before.trainerHours) };
    const warnings = await save(ctx, before, target, input);
    return done([...warnings, ...(await beyondTerms(ctx, before.row, row))]);
  },

  async 'lesson.resize'(ctx, input) {
    const before = await loadForChange(ctx, input.id, input.seenRev, ['startMin', 'durationMin', 'status', ...(input.startMin !== undefined ? ['onDate'] : [])]);
    requireStatus(before.row, 'planned');
    const row = withFields(before.row, { startMin: input.startMin, durationMin: input.durationMin });
    return done(await save(ctx, before, { ...before, row }, input));
  },

  async 'lesson.update'(ctx, input) {
    const { id, seenRev, clientIds, pins, scope, ...fields } = input;
    const before = await loadForChange(ctx, id, seenRev, [...Object.keys(fields), ...(clientIds || pins ? ['bookings'] : [])]);
    requireLesson(before.row);
    if (before.row.status === 'cancelled') refuse('wrongStatus', { reason: 'cancelled' });
    if (!isStaff(ctx.actor) && fields.priceMinor !== undefined) refuse('forbidden', { field: 'priceMinor' });
    const held = new Set((before.row.bookings ?? []).map((b) => b.clientId));
    const found = await requireNamed(ctx, { kindId: fields.kindId === before.row.kindId ? undefined : fields.kindId, groupId: fields.groupId ?? undefined, clientIds: clientIds?.filter((c) => !held.has(c)) });
    const bookings = clientIds && keepBookings(before, clientIds);
    const row = withFields(before.row, { ...fields, title: fields.title || fields.title === undefined ? fields.title : null, note: fields.note || fields.note === undefined ? fields.note : null, takesWholeRoom: fields.takesWholeRoom === false ? null : fields.takesWholeRoom, bookings });
    const target: LessonTarget = { row, format: found.kind?.format ?? before.format, trainerHours: before.trainerHours };
    const options = pins ? { pins: new Map(pins.map((p) => [p.clientId, p.slot])) } : {};
    return done(scope ? await saveInScope(ctx, before, target, { scope, ...options }) : await saveLesson(ctx, before, target, options));
  },

  async 'lesson.hold'(ctx, input) {
    const before = await loadForChange(ctx, input.id, input.seenRev, ['status']);
    requireLesson(before.row);
    requireStatus(before.row, 'planned');
    if (before.row.onDate > localOf(ctx.now, ctx.studio.zone).onDate) refuse('wrongStatus', { reason: 'future' });
    await saveLesson(ctx, before, { ...before, row: await asHeld(ctx, before.row) });
    return {};
  },

  async 'lesson.cancel'(ctx, input) {
    const before = await loadForChange(ctx, input.id, input.seenRev, ['status']);
    requireLesson(before.row);
    requireStatus(before.row, 'planned', 'held');
    const row: Lesson = { ...calledOffLate(ctx, before, input.askedBy), status: 'cancelled', cancelReason: input.reason, cancelAskedBy: input.askedBy };
    if (input.scope) await cancelInScope(ctx, before, row, input.scope);
    else await saveLesson(ctx, before, { ...before, row });
    return {};
  },

  async 'lesson.restore'(ctx, input) {
    const before = await loadForChange(ctx, input.id, input.seenRev, ['status']);
    requireStatus(before.row, 'held', 'cancelled');
    if (before.row.status === 'cancelled') await requireOpenTime(ctx, [{ row: before.row }], input.override);
    return done(await saveLesson(ctx, before, { ...before, row: withFields(withPlaces(before.row), { status: 'planned', cancelReason: null, cancelAskedBy: null }) }));
  },

  ...participantHandlers,
  'change.undo': undoChange,
  'lesson.history': readHistory,
  'calendar.load': loadCalendar,
};

/** A lesson of one's own that a client calls off late is paid for as the policy says; the studio's own reasons never take anything. */
function calledOffLate(ctx: WriteContext, { row, format }: LoadedLesson, askedBy: NonNullable<Lesson['cancelAskedBy']>): Lesson {
  const startMs = duringOf(row, ctx.studio.zone)?.fromMs ?? Infinity;
  if (askedBy !== 'client' || format === 'group' || cancelOutcome(policyOf(ctx.studio), ctx.now, startMs) === 'cancelledInTime') return row;
  const calledOff = [...(row.calledOff ?? []), ...(row.bookings ?? []).map(({ clientId }) => ({ clientId, state: 'cancelledLate' as const }))].sort((a, b) => a.clientId - b.clientId);
  return { ...row, bookings: [], calledOff };
}
/** The lesson with those again who were called off together with it. */
function withPlaces(row: Lesson): Lesson {
  if (row.status !== 'cancelled' || row.cancelAskedBy !== 'client') return row;
  const late = (row.calledOff ?? []).filter((b) => b.state === 'cancelledLate');
  return { ...row, bookings: [...(row.bookings ?? []), ...late.map(({ clientId }) => ({ clientId }))].sort((a, b) => a.clientId - b.clientId), calledOff: (row.calledOff ?? []).filter((b) => b.state !== 'cancelledLate') };
}
/** Later than the terms of those who were to pay for it with a subscription. */
async function beyondTerms(ctx: WriteContext, before: Lesson, row: Lesson): Promise<Conflict[]> {
  const paying = row.onDate > before.onDate ? (before.bookings ?? []).filter((b) => b.subscriptionId).map((b) => b.clientId) : [];
  return paying.length ? endsBefore(ctx, paying, row, todayOf(ctx)) : [];
}
/** At its new time, if that is open; where a scope is named, the others of its regular schedule go along. */
function save(ctx: WriteContext, before: LoadedLesson, target: LessonTarget, { scope, override }: { scope?: Scope | undefined; override?: string | undefined }): Promise<Conflict[]> {
  return scope ? saveInScope(ctx, before, target, { scope, override }) : saveIfOpen(ctx, { row: target.row, before: before.row }, override, () => saveLesson(ctx, before, target));
}
async function membersOn(ctx: WriteContext, groupId: number, onDate: string): Promise<number[]> {
  const found = await ctx.query<{ id: number }>(`select m.client_id as id from group_member m join client c on c.studio_id = m.studio_id and c.id = m.client_id
    where m.studio_id = $1 and m.group_id = $2 and m.from_on <= $3 and (m.to_on is null or m.to_on >= $3) and not c.is_archived`, [ctx.studioId, groupId, onDate]);
  return found.map((f) => f.id);
}
/** The new list of people; who stays keeps the place. */
function keepBookings(before: LoadedLesson, clientIds: readonly number[]): NonNullable<Lesson['bookings']> {
  const held = new Map((before.row.bookings ?? []).map((b) => [b.clientId, b]));
  return [...new Set(clientIds)].sort((a, b) => a - b).map((clientId) => held.get(clientId) ?? { clientId });
}
