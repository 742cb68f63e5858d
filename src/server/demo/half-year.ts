// The ordinary week laid over half a year: what was held, what was cancelled and why, what is planned. Places are given as the calendar gives them.
import type { Lesson, LessonKind, Room } from '../../contract/entities.ts';
import { addDays, startOfWeek } from '../../domain/calendar-day.ts';
import { assign, seat, type Seated } from '../../domain/places.ts';
import { duringOf, overlaps, type During } from '../../domain/studio-time.ts';
import type { NewLesson } from '../import/insert-rows.ts';
import { BY_CLIENT, BY_STUDIO, LESSON_NOTES } from './names.ts';
import type { Random } from './random.ts';
import { GROUPS, LESSON_MIN, type DemoRoom } from './trainers.ts';
import { FIRST_WEEK, LAST_WEEK, PERSONS, type Format, type WeekPlan } from './week-plan.ts';

export interface Studio {
  zone: string; nowMs: number; today: string; closedDays: ReadonlySet<string>;
  kinds: Readonly<Record<Format | 'group', LessonKind>>;
  rooms: Readonly<Record<DemoRoom, Room>>;
  trainerIds: readonly number[];
  groupIds: readonly number[];
  clientIds: readonly number[];
}
interface Meeting { onDate: string; startMin: number; trainer: number; room: DemoRoom; kind: LessonKind; group?: number; capacity: number; clients: readonly number[] }

/** Lessons in order of time, without ids. */
export function layOut(random: Random, plan: WeekPlan, studio: Studio): NewLesson[] {
  const monday = startOfWeek(studio.today);
  const meetings: Meeting[] = [];
  for (let week = FIRST_WEEK; week <= LAST_WEEK; week++) {
    const dayOf = (weekday: number) => addDays(monday, week * 7 + weekday - 1);
    meetings.push(...groupMeetings(plan, studio, week, dayOf), ...singleMeetings(random, plan, studio, week, dayOf));
  }
  const open = meetings.filter((m) => !studio.closedDays.has(m.onDate));
  open.sort((a, b) => (a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : a.startMin - b.startMin));
  const places = new Places(studio);
  return open.map((m) => lessonOf(random, studio, places, m));
}

/** The first day of a membership is the Monday of its week, the last one a Sunday. */
export function membershipDays(m: { fromWeek: number; toWeek: number | null }, today: string): { fromOn: string; toOn?: string } {
  const monday = startOfWeek(today);
  return { fromOn: addDays(monday, m.fromWeek * 7), ...(m.toWeek !== null && { toOn: addDays(monday, m.toWeek * 7 + 6) }) };
}

function groupMeetings(plan: WeekPlan, studio: Studio, week: number, dayOf: (weekday: number) => string): Meeting[] {
  return GROUPS.flatMap((g, index) => {
    if (isAway(g.trainer, week)) return [];
    const clients = (plan.members[index] ?? []).filter((m) => m.fromWeek <= week && (m.toWeek === null || m.toWeek >= week)).map((m) => m.client);
    return g.weekdays.map((weekday) => ({ onDate: dayOf(weekday), startMin: g.startMin, trainer: g.trainer, room: g.room, kind: studio.kinds.group, group: index, capacity: g.capacity, clients }));
  });
}
function singleMeetings(random: Random, plan: WeekPlan, studio: Studio, week: number, dayOf: (weekday: number) => string): Meeting[] {
  return plan.slots.flatMap((s) => {
    const tenancy = s.tenancies.find((t) => t.fromWeek <= week && t.toWeek >= week);
    // Now and then somebody simply does not book.
    if (!tenancy || isAway(s.trainer, week) || random.chance(0.06)) return [];
    return [{ onDate: dayOf(s.weekday), startMin: s.startMin, trainer: s.trainer, room: s.room, kind: studio.kinds[s.format], capacity: PERSONS[s.format], clients: tenancy.clients }];
  });
}
/** Each trainer has one week off in the half year. */
const isAway = (trainer: number, week: number): boolean => week === -4 - trainer * 2;

function lessonOf(random: Random, studio: Studio, places: Places, m: Meeting): NewLesson {
  const during = duringOf({ onDate: m.onDate, startMin: m.startMin, durationMin: LESSON_MIN }, studio.zone);
  if (!during) throw new Error(`the clocks skip ${m.onDate} ${m.startMin}`); // nothing is planned at night
  const outcome = drawOutcome(random, during.toMs <= studio.nowMs, m.group !== undefined);
  const bookings = m.clients.map((c) => ({ clientId: studio.clientIds[c] ?? 0 })).sort((a, b) => a.clientId - b.clientId);
  const isWhole = m.kind.takesWholeRoom;
  const given = outcome.status === 'cancelled' ? { slots: [], seats: [] } : isWhole ? { slots: [], seats: places.all(m.room) } : places.take(m.room, m.capacity, during);
  return {
    row: {
      id: 0, onDate: m.onDate, startMin: m.startMin, durationMin: LESSON_MIN, trainerId: studio.trainerIds[m.trainer] ?? 0, roomId: studio.rooms[m.room].id, kindId: m.kind.id,
      ...(m.group !== undefined && { groupId: studio.groupIds[m.group] ?? 0 }), priceMinor: m.kind.priceMinor, capacity: m.capacity, ...(isWhole && { takesWholeRoom: true }), ...outcome, ...(outcome.status === 'held' && m.kind.payMinor !== undefined && { payMinor: m.kind.payMinor }),
      ...(random.chance(0.02) && { note: random.pick(LESSON_NOTES) }), bookings: assign(bookings, given.seats),
    },
    slots: given.slots, during, isOpen: m.kind.format === 'group',
  };
}

/** Single lessons are cancelled by their clients, groups only by the studio. */
function drawOutcome(random: Random, isPast: boolean, isGroup: boolean): Pick<Lesson, 'status' | 'cancelReason' | 'cancelAskedBy'> {
  const byStudio = random.chance(isPast ? 0.02 : 0.003);
  const byClient = random.chance(isPast ? 0.09 : 0.02);
  if (byStudio) return { status: 'cancelled', cancelReason: random.pick(BY_STUDIO), cancelAskedBy: 'studio' };
  if (byClient && !isGroup) return { status: 'cancelled', cancelReason: random.pick(BY_CLIENT), cancelAskedBy: 'client' };
  return { status: isPast ? 'held' : 'planned' };
}

/** Who sits where, lesson after lesson in order of their start: then the first free places are always enough. */
class Places {
  #studio: Studio;
  #taken: Record<DemoRoom, Seated[]> = { reformers: [], mats: [] };
  constructor(studio: Studio) { this.#studio = studio; }
  all(room: DemoRoom): number[] { return this.#studio.rooms[room].places.map((p) => p.slot); }
  take(room: DemoRoom, need: number, during: During): { slots: number[]; seats: number[] } {
    const beside = this.#taken[room].filter((o) => overlaps(o, during));
    const target: Seated = { id: 0, ...during, need, slots: [], pinned: [], isFixed: false };
    const slots = seat(target, beside, this.all(room))?.get(0);
    if (!slots) throw new Error(`the demo has planned more for ${room} than there are places`);
    this.#taken[room] = [...beside, { ...target, slots, isFixed: true }];
    return { slots, seats: slots };
  }
}
