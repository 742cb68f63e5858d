// Saving a lesson with all that is derived from it.
// Invariant: occupancy, places, head count and audiences always follow from the lesson, in the same transaction.
import type { Answer, Lesson, LessonKind, Outcome } from '../../contract/entities.ts';
import type { Taking } from '../../contract/attendance.ops.ts';
import type { Conflict } from '../../contract/operation.ts';
import { assign } from '../../domain/places.ts';
import { duringOf, isRepeated, type During } from '../../domain/studio-time.ts';
import { lessonAudiences } from '../../domain/visibility.ts';
import { outsideHours, type OpenTimes } from '../../domain/working-hours.ts';
import { hasPayers, planFor } from '../attendance/payment-plan.store.ts';
import { isAnyoneMarked, settleVisits, type Decided } from '../attendance/visit.store.ts';
import { refreshClientAudiences } from '../clients/client.store.ts';
import { refuse, type WriteContext } from '../context.ts';
import { deleteRows, insertRow, updateRow, type Stored } from '../db/rows.ts';
import { requireOpenMonth } from '../open-month.ts';
import { changeOccupancy, hasSameClaims, rangeOf } from './occupancy.ts';
import { dropLines, settleLesson } from '../waiting/waiting.store.ts';
import type { LoadedLesson } from './lesson.load.ts';
import { seatLesson } from './seating.ts';

/** The lesson as it shall be, with what is known of its kind and trainer. */
export interface LessonTarget { row: Lesson; format: LessonKind['format']; trainerHours: OpenTimes }
export interface SaveOptions {
  /** The occupancy rows were removed before, so that several lessons may change places. */
  isVacated?: boolean;
  /** Places asked for by a person: client to slot, or undefined to release. */
  pins?: ReadonlyMap<number, number | undefined>;
  /** A change of the whole series: its lesson does not become one changed by hand. */
  isOfSeries?: boolean;
  /** Who sees the people in it, and who pays for them, is for the caller to settle by `peopleChanged`, once for many lessons. */
  arePeopleLater?: boolean;
  /** What visits take where a person decided, and what they have taken: filled in. */
  decided?: Decided;
  takings?: Taking[];
}

/** Saves a new or changed lesson. Refuses noSuchTime, full, monthClosed, conflict (rooms); overlaps are refused by the database. Gives warnings. */
export async function saveLesson(ctx: WriteContext, before: LoadedLesson | null, target: LessonTarget, options: SaveOptions = {}): Promise<Conflict[]> {
  const row: Lesson = { ...target.row, rev: ctx.rev };
  requireOpen(ctx, before?.row, row);
  if (before?.row.seriesId && !options.isOfSeries && BY_HAND.some((field) => before.row[field] !== row[field])) row.isChanged = true;
  if (row.meantTrainerId && row.meantTrainerId === row.trainerId) delete row.meantTrainerId;
  if (before) dropMarks(before.row, row);
  if (before) dropAnswers(before.row, row);
  const during = duringOf(row, ctx.studio.zone) ?? refuse('noSuchTime', { field: 'startMin' });
  if (row.fold && !isRepeated(row.onDate, row.startMin, ctx.studio.zone)) delete row.fold;
  const bookings = row.bookings ?? [];
  settleCalledOff(row);
  if (bookings.length > (row.capacity ?? 0)) refuse('full', { count: row.capacity ?? 0 });
  const slots = await place(ctx, before, row, during, options);
  row.headCount = bookings.length;
  const aud = lessonAudiences(row, target.format === 'group');
  const after: Stored<'lesson'> = { row, aud };
  const people = [...new Set([...everyoneIn(before?.row), ...everyoneIn(row)])];
  const isMarked = options.decided !== undefined || isAnyoneMarked(before?.row ?? null, row);
  const isOther = !options.arePeopleLater && isOtherForPaying(before?.row, row);
  let couldPay = before && sameClients(before.row, row) ? before.hasPayers : undefined;
  ctx.record('lesson', row.id, before, after);
  // What is asked travels with what is written, behind it.
  const sent: Promise<unknown>[] = [write(ctx, before, after, slots, during, options)];
  const isPlannedAtOnce = isOther && !isMarked && couldPay === true;
  if (isPlannedAtOnce) sent.push(planFor(ctx, people, true));
  else if (isOther && couldPay === undefined) sent.push(hasPayers(ctx, people).then((found) => { couldPay = found; }));
  await allOf(sent);
  const takings = isMarked ? await settleVisits(ctx, before?.row ?? null, row, options.decided) : [];
  options.takings?.push(...takings);
  if (before && isOtherForWaiting(before.row, row)) await settleLesson(ctx, row);
  if (!options.arePeopleLater) await refreshPeople(ctx, before, row);
  if (isMarked ? !options.arePeopleLater : isOther && couldPay && !isPlannedAtOnce) await planFor(ctx, people, true);
  return outsideHours(row, ctx.studio.hours, target.trainerHours);
}

/** Awaits all, so that nothing runs after a rollback, and throws what went wrong first in this order: the others fail with it. */
async function allOf(sent: readonly Promise<unknown>[]): Promise<void> {
  for (const part of await Promise.allSettled(sent)) if (part.status === 'rejected') throw part.reason;
}
/** A block of time costs nothing and is no part of what was settled. */
const requireOpen = (ctx: WriteContext, ...rows: readonly (Lesson | undefined)[]): void => requireOpenMonth(ctx, ...rows.map((row) => (row?.block ? undefined : row?.onDate)));

const BY_HAND = ['onDate', 'startMin', 'durationMin', 'trainerId', 'roomId', 'kindId', 'capacity', 'priceMinor', 'title', 'note', 'takesWholeRoom'] as const satisfies readonly (keyof Lesson)[];

/** Elsewhere, with another trainer or no longer planned, what becomes of a lesson has been decided; at another time nothing has hit it. Marks that are being given back stay. */
function dropMarks(before: Lesson, row: Lesson): void {
  const differs = (...fields: (keyof Lesson)[]) => fields.some((field) => before[field] !== row[field]);
  const isDecided = row.status !== 'planned' || differs('onDate', 'startMin', 'durationMin', 'trainerId') || (row.closureId !== undefined && differs('roomId'));
  if (before.isUndecided && isDecided) delete row.isUndecided;
  if (differs('onDate', 'startMin') && before.absenceId === row.absenceId) delete row.absenceId;
  if (differs('onDate', 'startMin') && before.closureId === row.closureId) delete row.closureId;
}

/** At another time everybody is asked anew, and of a lesson that is cancelled nobody is. Answers that are being given back stay. */
function dropAnswers(before: Lesson, row: Lesson): void {
  const isCancelled = row.status === 'cancelled';
  if (!isCancelled && before.onDate === row.onDate && before.startMin === row.startMin) return;
  const known = new Map((before.bookings ?? []).map((b) => [b.clientId, b.answer]));
  row.bookings = (row.bookings ?? []).map((b) => (b.answer && (isCancelled || known.get(b.clientId) === b.answer) ? withoutAnswer(b) : b));
}
function withoutAnswer({ answer: _, ...b }: Bookings[number]): Bookings[number] { return b; }

/** Who has a place again was not called off; of a lesson that is called off itself nobody's visit is left. */
function settleCalledOff(row: Lesson): void {
  if (row.status === 'cancelled') row.bookings = (row.bookings ?? []).map(({ state: _, ...b }) => b);
  const inside = new Set((row.bookings ?? []).map((b) => b.clientId));
  const calledOff = (row.calledOff ?? []).filter((b) => !inside.has(b.clientId));
  if (calledOff.length) row.calledOff = calledOff;
  else delete row.calledOff;
}
const everyoneIn = (row: Lesson | undefined): number[] => [...(row?.bookings ?? []), ...(row?.calledOff ?? [])].map((b) => b.clientId);
const isOtherForPaying = (a: Lesson | undefined, b: Lesson): boolean =>
  !a || a.onDate !== b.onDate || a.startMin !== b.startMin || a.kindId !== b.kindId || a.groupId !== b.groupId || a.priceMinor !== b.priceMinor || (a.status === 'cancelled') !== (b.status === 'cancelled') || !sameClients(a, b);

/** Decides the places of a lesson and puts them into its bookings. Others in the room may be moved for it. */
async function place(ctx: WriteContext, before: LoadedLesson | null, row: Lesson, during: During, options: SaveOptions): Promise<number[]> {
  const isSameSeat = before !== null && !options.pins && !options.isVacated && before.row.roomId === row.roomId && before.row.onDate === row.onDate && before.row.startMin === row.startMin
    && before.row.fold === row.fold && before.row.durationMin === row.durationMin && before.row.capacity === row.capacity && before.row.takesWholeRoom === row.takesWholeRoom
    && (before.row.status === 'cancelled') === (row.status === 'cancelled') && sameClients(before.row, row);
  if (isSameSeat) return before.slots;
  // A whole room keeps its people's places through a move in time.
  if (before && !options.pins && row.takesWholeRoom && before.row.takesWholeRoom && before.row.roomId === row.roomId && sameClients(before.row, row)) return before.slots;
  const given = row.roomId && row.status !== 'cancelled' ? await seatLesson(ctx, row, before?.slots ?? [], during, options.pins) : { slots: [], seats: [] };
  row.bookings = assign(pinned(row.bookings ?? [], options.pins), given.seats);
  return given.slots;
}
type Bookings = NonNullable<Lesson['bookings']>;
const sameClients = (a: Lesson, b: Lesson) => a.bookings === b.bookings || (a.bookings ?? []).map((x) => x.clientId).join() === (b.bookings ?? []).map((x) => x.clientId).join();
function pinned(bookings: Bookings, pins: SaveOptions['pins']): Bookings {
  if (!pins) return bookings;
  return bookings.map((b) => {
    if (!pins.has(b.clientId)) return b;
    const slot = pins.get(b.clientId);
    const rest = { clientId: b.clientId, ...(b.answer && { answer: b.answer }) };
    return slot === undefined ? rest : { ...rest, slot, isPinned: true };
  });
}

async function write(ctx: WriteContext, before: LoadedLesson | null, after: Stored<'lesson'>, slots: number[], during: During, options: SaveOptions): Promise<void> {
  const { row, aud } = after;
  const range = rangeOf(during);
  const extra = { head_count: row.headCount ?? 0, slots, during: range };
  const { headCount: _, bookings: _b, calledOff: _c, ...fields } = row;
  if (!before) await insertRow(ctx.query, 'lesson', ctx.studioId, fields as Lesson, aud, extra); // head count goes with the extra columns
  const jobs: Promise<unknown>[] = [];
  if (before) jobs.push(updateRow(ctx.query, 'lesson', ctx.studioId, row.id, changedFields(before.row, fields), ctx.rev, aud, extra));
  jobs.push(...writeBookings(ctx, row.id, peopleIn(before?.row), peopleIn(row)));
  const was = before && !options.isVacated ? { row: before.row, slots: before.slots } : null;
  const isDuringOnly = was !== null && hasSameClaims(was, { row, slots });
  jobs.push(...changeOccupancy(ctx, { row, slots }, range, was === null ? 'insert' : isDuringOnly ? 'move' : 'replace'));
  await Promise.all(jobs);
}
function changedFields(before: Lesson, after: Partial<Lesson>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>]; // compared field by field
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (key !== 'id' && key !== 'rev' && key !== 'bookings' && key !== 'calledOff' && key !== 'headCount' && old[key] !== now[key]) out[key] = now[key];
  }
  return out;
}
interface Person { clientId: number; slot?: number | undefined; isPinned?: boolean | undefined; answer?: Answer | undefined; state: Outcome | 'booked' }
const peopleIn = (row: Lesson | undefined): Person[] => [...(row?.bookings ?? []).map((b) => ({ ...b, state: b.state ?? 'booked' as const })), ...(row?.calledOff ?? []).map(({ clientId, state }) => ({ clientId, state }))];
function writeBookings(ctx: WriteContext, lessonId: number, before: readonly Person[], after: readonly Person[]): Promise<unknown>[] {
  const same = (a: Person, b: Person) => a.clientId === b.clientId && a.slot === b.slot && a.isPinned === b.isPinned && a.answer === b.answer && a.state === b.state;
  const gone = before.filter((b) => !after.some((a) => a.clientId === b.clientId)).map((b) => b.clientId);
  const put = after.filter((a) => !before.some((b) => same(a, b)));
  const jobs: Promise<unknown>[] = [];
  if (gone.length) jobs.push(ctx.query('delete from booking where studio_id = $1 and lesson_id = $2 and client_id = any($3::bigint[])', [ctx.studioId, lessonId, gone]));
  if (put.length) {
    // What a visit has taken goes with its state; settleVisits puts it back where there is one.
    jobs.push(ctx.query(`insert into booking as b (studio_id, lesson_id, client_id, slot, is_pinned, state, answer) select $1, $2, c, s, p, t, a from unnest($3::bigint[], $4::smallint[], $5::boolean[], $6::text[], $7::text[]) x(c, s, p, t, a)
      on conflict (studio_id, lesson_id, client_id) do update set slot = excluded.slot, is_pinned = excluded.is_pinned, state = excluded.state, answer = excluded.answer,
        taken_halves = case when b.state = excluded.state then b.taken_halves else 0 end, charged_minor = case when b.state = excluded.state then b.charged_minor else 0 end,
        marked_at = case when b.state = excluded.state then b.marked_at end, is_forgiven = b.state = excluded.state and b.is_forgiven,
        subscription_id = case when b.state = excluded.state then b.subscription_id end, is_paid = b.state = excluded.state and b.is_paid`,
      [ctx.studioId, lessonId, put.map((b) => b.clientId), put.map((b) => b.slot ?? null), put.map((b) => b.isPinned ?? false), put.map((b) => b.state), put.map((b) => b.answer ?? null)]));
  }
  return jobs;
}
/** Those who wait are concerned by the places and by whose lesson it is; its time is looked at when an offer is due. */
const isOtherForWaiting = (a: Lesson, b: Lesson) => a.status !== b.status || a.trainerId !== b.trainerId || a.capacity !== b.capacity || !sameClients(a, b);
/** Who sees a client follows from whom the client has lessons with. */
async function refreshPeople(ctx: WriteContext, before: LoadedLesson | null, row: Lesson): Promise<void> {
  const isTimeOnly = before && before.row.trainerId === row.trainerId && before.row.status === row.status && sameClients(before.row, row);
  if (isTimeOnly) return;
  const people = new Set([...everyoneIn(before?.row), ...everyoneIn(row)]);
  if (people.size) await refreshClientAudiences(ctx, [...people]);
}

/** Marks that have nothing to do with time and people: set, or cleared with null. */
export async function markLessons(ctx: WriteContext, lessons: readonly LoadedLesson[], marks: { isUndecided?: true | null; absenceId?: number | null; closureId?: number | null }): Promise<void> {
  const changed = lessons.map((before) => ({ before, row: { ...before.row, ...marks, rev: ctx.rev } as Lesson & Record<string, unknown> })); // null is taken out below
  for (const { row } of changed) for (const key of Object.keys(marks)) if (row[key] === null) delete row[key];
  if (!changed.length) return;
  requireOpen(ctx, ...changed.map((c) => c.row));
  await ctx.query(`update lesson l set rev = $3, is_undecided = x.u, absence_id = x.a, closure_id = x.c from unnest($2::bigint[], $4::boolean[], $5::bigint[], $6::bigint[]) x(id, u, a, c) where l.studio_id = $1 and l.id = x.id`,
    [ctx.studioId, changed.map((c) => c.row.id), ctx.rev, changed.map((c) => c.row.isUndecided ?? false), changed.map((c) => c.row.absenceId ?? null), changed.map((c) => c.row.closureId ?? null)]);
  for (const { before, row } of changed) ctx.record('lesson', row.id, before, { row, aud: before.aud });
}

/** Removes lessons that nothing refers to: undoing their creation, and ending their series. */
export async function removeLessons(ctx: WriteContext, lessons: readonly LoadedLesson[]): Promise<void> {
  if (!lessons.length) return;
  requireOpen(ctx, ...lessons.map((l) => l.row));
  await dropLines(ctx, lessons.map((l) => l.row.id));
  for (const { row } of lessons) if (isAnyoneMarked(row, null)) await settleVisits(ctx, row, null);
  await deleteRows(ctx.query, 'lesson', ctx.studioId, lessons.map((l) => l.row.id));
  for (const before of lessons) ctx.record('lesson', before.row.id, before, null);
  await peopleChanged(ctx, peopleOf(lessons));
}
/** After many lessons at once: who sees these people, and who pays for their places. */
export async function peopleChanged(ctx: WriteContext, clientIds: readonly number[]): Promise<void> {
  await refreshClientAudiences(ctx, clientIds);
  await planFor(ctx, clientIds);
}
export const peopleOf = (lessons: readonly LoadedLesson[]): number[] => lessons.flatMap((l) => (l.row.bookings ?? []).map((b) => b.clientId));
