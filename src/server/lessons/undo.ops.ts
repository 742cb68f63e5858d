// Taking back everything one write did, unless something later contradicts.
import { TABLES, type Absence, type Answer, type Closure, type Group, type Lesson, type Series, type Table } from '../../contract/entities.ts';
import type { Conflict } from '../../contract/operation.ts';
import { ops, type Output } from '../../contract/ops.ts';
import type { Membership } from '../../domain/membership.ts';
import { shareMinor } from '../../domain/money.ts';
import { groupAudiences, seriesAudiences } from '../../domain/visibility.ts';
import { UNSTATED } from '../../domain/working-hours.ts';
import { insertAbsence, moveEnd, removeAbsence } from '../absences/absence.store.ts';
import { isAnyoneMarked, type Decided } from '../attendance/visit.store.ts';
import { insertClosure, removeClosure, updateClosure } from '../closures/closure.store.ts';
import { refreshClientAudiences } from '../clients/client.store.ts';
import { isOwner, isStaff, refuse, refuseConflict, refuseField, type WriteContext } from '../context.ts';
import { deleteRows, findRow, insertRow, updateRow, type Stored } from '../db/rows.ts';
import { isOwn, requireNamed } from './lesson.rules.ts';
import { loadLessons } from './lesson.load.ts';
import { removeLessons, saveLesson } from './lesson.store.ts';
import { vacate } from './occupancy.ts';
import { blocksOf, endOfToday, enteringOf } from './open-time.ts';
import { groupChanged, restoreMembers } from '../groups/member.store.ts';
import { restoreTerm, type TermBefore } from '../subscriptions/term-back.ts';
import { todayOf } from '../today.ts';
import { undoWaiting } from '../waiting/waiting.undo.ts';

type Fields = Record<string, unknown>;
interface Entry { table: Table; id: number; before: Fields | null; after: Fields | null }
/** Tables whose plain edits can be taken back; what else they entail is derived by lessons alone. */
const PLAIN: readonly Table[] = ['trainer', 'room', 'lessonKind', 'client', 'group', 'series'];

export async function undoChange(ctx: WriteContext, { rev, reason }: { rev: number; reason?: string | undefined }): Promise<Output<'change.undo'>> {
  if (reason) ctx.because.reason = reason;
  const found = await ctx.query<{ tbl: number; id: number; before: Fields | null; after: Fields | null; operation: string }>('select tbl, id, before, after, operation from audit where studio_id = $1 and rev = $2 order by ord desc', [ctx.studioId, rev]);
  // An import or a job is not one decision to take back from one lesson's history.
  if (found.some((f) => !(f.operation in ops))) refuse('cannotUndo', { reason: 'notSupported' });
  const operation = found[0]?.operation ?? '';
  const entries = found.map(({ tbl, ...f }): Entry => ({ table: TABLES[tbl] ?? refuse('cannotUndo', { reason: 'notSupported' }), ...f })).filter((e) => !isOnlySeats(e, operation) && !isOnlyPosition(e) && !isOfVisit(e, operation));
  if (!entries.length) refuse('notFound');
  // Absences and closed time first: lessons are put back into what was open or closed then.
  entries.sort((a, b) => Number(isAway(b)) - Number(isAway(a)));
  const lessons = entries.filter((e) => e.table === 'lesson');
  // Freed together, so that lessons that changed places can change back.
  if (lessons.length > 1) await vacate(ctx, lessons.map((e) => e.id));
  const warnings: Conflict[] = [];
  // Lines last: they follow from who is in the lessons.
  for (const e of entries.filter(({ table }) => table !== 'waiting')) warnings.push(...(e.table === 'lesson' ? await undoLesson(ctx, e, lessons.length > 1) : await undoPlain(ctx, e)));
  for (const e of entries) if (e.table === 'waiting') await undoWaiting(ctx, e);
  return warnings.length ? { warnings: warnings.slice(0, 20) } : {};
}

const isAway = (e: Entry): boolean => e.table === 'absence' || e.table === 'closure';

async function undoLesson(ctx: WriteContext, e: Entry, isVacated: boolean): Promise<Conflict[]> {
  const [present] = await loadLessons(ctx.query, ctx.studioId, [e.id]);
  if (!isStaff(ctx.actor)) requireOwn(ctx, e, present?.row);
  if (!e.after) {
    if (present) return refuse('cannotUndo', { reason: 'undone' });
    const row = e.before as unknown as Lesson; // a removal keeps the whole row
    const named = await requireNamed(ctx, { kindId: row.kindId, trainerId: row.trainerId, roomId: row.roomId, clientIds: (row.bookings ?? []).map((b) => b.clientId) });
    return saveLesson(ctx, null, { row, format: named.kind?.format ?? 'individual', trainerHours: named.trainerHours ?? UNSTATED });
  }
  if (!present) return refuse('cannotUndo', { reason: e.before ? 'gone' : 'undone' });
  requireUntouched(present.row as unknown as Fields, e.before === null ? { ...e.after, headCount: undefined } : e.after, e.before);
  requireSameAnswers(e, present.row);
  if (!e.before) {
    await removeLessons(ctx, [present]);
    return [];
  }
  const row = withAnswers(e, present.row, restored(present.row as unknown as Fields, e.before) as unknown as Lesson); // fields of a lesson, from its history
  await settleMarks(ctx, present.row, row);
  const decided = decidedBefore(present.row, row);
  // As when a mark is taken back by itself.
  if (!ctx.because.reason && present.row.onDate < todayOf(ctx) && (decided.size > 0 || isAnyoneMarked(present.row, row))) refuseField('reason', 'required');
  return saveLesson(ctx, present, { ...present, row, ...(row.trainerId !== present.row.trainerId && { trainerHours: UNSTATED }) }, { isVacated, isOfSeries: true, ...(decided.size && { decided }) });
}
/** An answer that was given is taken back while it stands. Taking back anything else leaves what people have answered since. */
function requireSameAnswers(e: Entry, present: Lesson): void {
  if (!isOnlyPeople(e) || !hasSamePeople(e)) return;
  const [then, now] = [answerByClient(e.after?.bookings), answerByClient(present.bookings)];
  if (otherAnswers(e).some((clientId) => then.get(clientId) !== now.get(clientId))) refuse('cannotUndo', { reason: 'bookings' });
}
function withAnswers(e: Entry, present: Lesson, row: Lesson): Lesson {
  if (!e.before?.bookings || !row.bookings) return row;
  const [was, now, others] = [answerByClient(e.before.bookings), answerByClient(present.bookings), otherAnswers(e)];
  const answerOf = (clientId: number) => (others.includes(clientId) ? was : now).get(clientId);
  return { ...row, bookings: row.bookings.map(({ answer: _, ...b }) => { const answer = answerOf(b.clientId); return { ...b, ...(answer && { answer }) }; }) };
}
/** What visits had taken that are marked again as they were: forgiving and other decisions come back as well. */
function decidedBefore(present: Lesson, row: Lesson): Decided {
  const now = new Map(placesOf(present).map((p) => [p.clientId, p]));
  const isOther = (p: Place) => (['state', 'takenHalves', 'chargedMinor', 'isForgiven'] as const).some((field) => p[field] !== now.get(p.clientId)?.[field]);
  return new Map(placesOf(row).filter((p) => p.state && isOther(p)).map((p) => [p.clientId, { halves: p.takenHalves ?? halvesOfCharge(row, p.chargedMinor), ...(p.isForgiven && { isForgiven: true }) }]));
}
type Place = NonNullable<Lesson['bookings']>[number] | NonNullable<Lesson['calledOff']>[number];
const placesOf = (row: Lesson): Place[] => [...(row.bookings ?? []), ...(row.calledOff ?? [])];
const halvesOfCharge = (row: Lesson, chargedMinor = 0): number => (chargedMinor === 0 ? 0 : chargedMinor === shareMinor(row.priceMinor ?? 0, 2) ? 2 : 1);
/** A lesson does not slip back into an absence or a closed time that was declared since, and is not undecided where there is none any more. */
async function settleMarks(ctx: WriteContext, present: Lesson, row: Lesson): Promise<void> {
  if (row.status !== 'planned') return;
  const [blocks = []] = await blocksOf(ctx.query, ctx.studioId, [enteringOf(row, row.isUndecided || present.status !== 'planned' ? undefined : present, ctx.studio.zone)], endOfToday(ctx));
  if (!blocks.length) delete row.isUndecided;
  else if (!row.isUndecided) refuseConflict(blocks);
}
function requireOwn(ctx: WriteContext, e: Entry, present: Lesson | undefined): void {
  const was = { trainerId: (e.before?.trainerId ?? present?.trainerId) as number | undefined }; // ids in the history are numbers
  if (!isOwn(ctx, present ?? was) || !isOwn(ctx, was)) refuse('notFound');
}

async function undoPlain(ctx: WriteContext, e: Entry): Promise<Conflict[]> {
  const present = await findRow(ctx.query, e.table, ctx.studioId, e.id);
  if (isOfTerm(e)) return undoTerm(ctx, e);
  if (e.table === 'absence') return undoAbsence(ctx, e);
  if (e.table === 'closure') return undoClosure(ctx, e);
  if (e.table === 'series' && e.before && !e.after && !present) return bringSeriesBack(ctx, e.before as unknown as Series); // a removal keeps the whole row
  if (!(isStaff(ctx.actor) || (e.table === 'series' && present && isOwn(ctx, present.row as Series))) || (e.table === 'studio' && !isOwner(ctx.actor))) return refuse('notFound'); // a row of table series
  if (e.table === 'series' && !e.before) return undoSeries(ctx, e.id);
  if (!PLAIN.includes(e.table) || !e.before || !e.after) return refuse('cannotUndo', { reason: 'notSupported' });
  if ('isArchived' in e.before || 'places' in e.before) return refuse('cannotUndo', { reason: 'notSupported' });
  if (!present) return refuse('cannotUndo', { reason: 'gone' });
  const now = present.row as unknown as Fields; // compared and restored field by field
  requireUntouched(now, e.after);
  if (e.before.members) {
    await restoreMembers(ctx, present as Stored<'group'>, e.before.members as Membership[]); // of a group, from its history
    return [];
  }
  const row = { ...restored(now, e.before), rev: ctx.rev } as unknown as typeof present.row; // the same row with older values
  const aud = e.table === 'series' ? seriesAudiences(row as Series) : e.table === 'group' ? groupAudiences(row as Group) : present.aud; // a row of that table
  await updateRow(ctx.query, e.table, ctx.studioId, e.id, e.before, ctx.rev, aud);
  ctx.record(e.table, e.id, present, { row, aud });
  if (e.table === 'group') await groupChanged(ctx, row as Group); // as above
  if (e.table === 'client' && 'trainerId' in e.before) await refreshClientAudiences(ctx, [e.id]);
  return [];
}

async function undoTerm(ctx: WriteContext, e: Entry): Promise<Conflict[]> {
  const present = isStaff(ctx.actor) ? await findRow(ctx.query, 'subscription', ctx.studioId, e.id) : null;
  if (!present || !e.before || !e.after) return refuse('notFound');
  const { endOn: _, ...after } = e.after; // follows from its start and the days added
  requireUntouched(present.row as unknown as Fields, after);
  await restoreTerm(ctx, present, e.before as TermBefore); // of a subscription, from its history
  return [];
}
async function undoAbsence(ctx: WriteContext, e: Entry): Promise<Conflict[]> {
  const present = await findRow(ctx.query, 'absence', ctx.studioId, e.id);
  const whose = present?.row.trainerId ?? e.before?.trainerId;
  if (!(isStaff(ctx.actor) || (ctx.actor.trainerId && whose === ctx.actor.trainerId))) return refuse('notFound');
  if (!e.after) await insertAbsence(ctx, { ...(e.before as unknown as Absence), rev: ctx.rev }); // a removal keeps the whole row
  else if (!present) refuse('cannotUndo', { reason: 'gone' });
  else {
    requireUntouched(present.row as unknown as Fields, e.after);
    if (e.before) await moveEnd(ctx, present, restored(present.row as unknown as Fields, e.before) as unknown as Absence); // fields of an absence, from its history
    else await removeAbsence(ctx, present);
  }
  return [];
}
async function undoClosure(ctx: WriteContext, e: Entry): Promise<Conflict[]> {
  if (!isStaff(ctx.actor)) return refuse('notFound');
  const present = await findRow(ctx.query, 'closure', ctx.studioId, e.id);
  if (!e.after) await insertClosure(ctx, { ...(e.before as unknown as Closure), rev: ctx.rev }); // a removal keeps the whole row
  else if (!present) refuse('cannotUndo', { reason: 'gone' });
  else {
    requireUntouched(present.row as unknown as Fields, e.after);
    if (e.before) await updateClosure(ctx, present, { ...restored(present.row as unknown as Fields, e.before), rev: ctx.rev } as unknown as Closure); // fields of a closure, from its history
    else await removeClosure(ctx, present);
  }
  return [];
}
async function bringSeriesBack(ctx: WriteContext, before: Series): Promise<Conflict[]> {
  if (!(isStaff(ctx.actor) || isOwn(ctx, before))) return refuse('notFound');
  const row = { ...before, rev: ctx.rev };
  const aud = seriesAudiences(row);
  await insertRow(ctx.query, 'series', ctx.studioId, row, aud);
  ctx.record('series', row.id, null, { row, aud });
  return [];
}
/** Its lessons are gone by then, unless one was changed since, which has refused; those that were made as time went by follow it. */
async function undoSeries(ctx: WriteContext, id: number): Promise<Conflict[]> {
  const present = await findRow(ctx.query, 'series', ctx.studioId, id);
  if (!present) return refuse('cannotUndo', { reason: 'gone' });
  const left = await loadLessons(ctx.query, ctx.studioId, (await ctx.query<{ id: number }>('select id from lesson where studio_id = $1 and series_id = $2', [ctx.studioId, id])).map((f) => f.id));
  if (left.some(({ row }) => row.status !== 'planned' || row.isChanged)) refuse('cannotUndo', { reason: 'exists' });
  await removeLessons(ctx, left);
  await deleteRows(ctx.query, 'series', ctx.studioId, [id]);
  ctx.record('series', id, present, null);
  return [];
}

/** Every field still has the value that the write gave it. Places of people are the system's to give and do not count. */
function requireUntouched(now: Fields, after: Fields, before: Fields | null = null): void {
  const isAsIn = (then: Fields, field: string) => canonical(field, now[field]) === canonical(field, then[field]);
  const fields = Object.keys(after).filter((field) => field !== 'rev' && after[field] !== undefined);
  const touched = fields.find((field) => !isAsIn(after, field));
  // Somebody else may have taken it back a moment ago.
  if (touched) refuse('cannotUndo', { reason: before && fields.every((field) => isAsIn(before, field)) ? 'undone' : touched });
}
function canonical(field: string, value: unknown): string {
  if (field === 'bookings' || field === 'calledOff') return clientsOf(value).join();
  if (field === 'members') return ((value ?? []) as Membership[]).map((m) => `${m.clientId} ${m.fromOn} ${m.toOn ?? ''}`).sort().join(); // of a history row
  return JSON.stringify(value ?? null);
}
/** People with what is known of their visit. */
const clientsOf = (value: unknown): string[] => ((value ?? []) as { clientId: number; state?: string; isForgiven?: boolean }[]).map((b) => `${b.clientId} ${b.state ?? ''} ${b.isForgiven ?? ''}`).sort(); // bookings of a history row
/** A change of other lessons' seats that a reshuffle made: nobody's decision, nothing to take back. */
function isOnlySeats(e: Entry, operation: string): boolean {
  if (operation.startsWith('attendance.')) return false;
  return isOnlyPeople(e) && hasSamePeople(e) && !otherAnswers(e).length && !isPinned(e.before?.bookings) && !isPinned(e.after?.bookings);
}
const hasSamePeople = (e: Entry): boolean => clientsOf(e.before?.bookings).join() === clientsOf(e.after?.bookings).join();
const isOnlyPeople = ({ table, before, after }: Entry): boolean => table === 'lesson' && !!before && !!after && [before, after].every((fields) => Object.keys(fields).every((key) => key === 'bookings' || key === 'headCount'));
const answerByClient = (value: unknown): Map<number, Answer | undefined> => new Map(((value ?? []) as NonNullable<Lesson['bookings']>).map((b) => [b.clientId, b.answer])); // bookings of a history row
/** Clients whose answer the write has changed, those that it has taken out included. */
function otherAnswers(e: Entry): number[] {
  const then = answerByClient(e.after?.bookings);
  return [...answerByClient(e.before?.bookings)].filter(([clientId, answer]) => answer !== then.get(clientId)).map(([clientId]) => clientId);
}
/** A term that began with a visit, and a notice: they follow from visits, or stay said. */
const isOfVisit = (e: Entry, operation: string): boolean => e.table === 'notice' || (e.table === 'subscription' && /^(attendance|lesson|change|closure|absence)\./.test(operation) && !isOfTerm(e));
/** Days added to a term by people or given back by the studio, and freezes. */
const isOfTerm = (e: Entry): boolean => e.table === 'subscription' && !!e.before && !!e.after && ('extraDays' in e.after || 'freezes' in e.after);
/** Others in a line moved up or back. */
const isOnlyPosition = (e: Entry) => e.table === 'waiting' && !!e.before && !!e.after && Object.keys(e.before).join() === 'position';
const isPinned = (value: unknown) => ((value ?? []) as { isPinned?: boolean }[]).some((b) => b.isPinned); // bookings of a history row
function restored(now: Fields, before: Fields): Fields {
  const out = { ...now };
  for (const [field, value] of Object.entries(before)) {
    if (field === 'rev') continue;
    if (value === null) delete out[field];
    else out[field] = value;
  }
  return out;
}
