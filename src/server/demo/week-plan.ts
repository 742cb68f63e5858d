// The demo's ordinary week, drawn once: group meetings, and single slots of trainers with those who keep them for some weeks.
// Invariant: at no time is a trainer in two slots or a room beyond its places, and no client has two slots on one weekday.
import type { Random } from './random.ts';
import { GROUPS, LESSON_MIN, PLACES, TRAINERS, type Circle, type DemoGroup, type DemoRoom } from './trainers.ts';

/** Weeks counted from the present one. */
export const FIRST_WEEK = -20;
export const LAST_WEEK = 6;
export type Format = 'individual' | 'pair' | 'trio';
export const PERSONS: Readonly<Record<Format, number>> = { individual: 1, pair: 2, trio: 3 };

/** Both weeks inclusive. Clients and trainers are positions in their lists. */
export interface Tenancy { clients: number[]; fromWeek: number; toWeek: number }
export interface Slot { trainer: number; weekday: number; startMin: number; room: DemoRoom; format: Format; tenancies: Tenancy[] }
/** Weeks inclusive; `toWeek` null for present members. */
export interface DemoMember { client: number; fromWeek: number; toWeek: number | null }
export interface WeekPlan { slots: Slot[]; members: DemoMember[][] }

/** `isFor` says whether the client at that position belongs into such a group. */
export function planWeek(random: Random, clientCount: number, isFor: (client: number, circle: Circle | undefined) => boolean): WeekPlan {
  const people = new People(random, clientCount);
  // Those whom few can join choose first.
  const members: DemoMember[][] = GROUPS.map(() => []);
  const inOrder = GROUPS.map((group, index) => ({ group, index })).sort((a, b) => Number(!a.group.only) - Number(!b.group.only));
  for (const { group, index } of inOrder) members[index] = drawMembers(random, people, group, (client) => isFor(client, group.only));
  const slots: Slot[] = [];
  TRAINERS.forEach((trainer, index) => {
    for (const [day, [from, to]] of Object.entries(trainer.week)) {
      const weekday = Number(day);
      for (const startMin of freeStarts(index, weekday, from + trainer.offsetMin, to)) {
        if (!random.chance(demand(startMin))) continue;
        const slot = fit(slots, { trainer: index, weekday, startMin, format: drawFormat(random) });
        if (slot) slots.push(slot);
      }
    }
  });
  for (const slot of random.shuffled(slots)) slot.tenancies.push(...drawTenancies(random, people, slot));
  return { slots, members };
}

/** Mornings and evenings are full, the middle of the day is not. */
const demand = (startMin: number): number => (startMin < 11 * 60 ? 0.8 : startMin < 17 * 60 ? 0.45 : 0.85);
const drawFormat = (random: Random): Format => (random.chance(0.7) ? 'individual' : random.chance(0.65) ? 'pair' : 'trio');
const doOverlap = (a: number, b: number) => Math.abs(a - b) < LESSON_MIN;

/** Hour after hour between the trainer's own groups, five minutes between lessons. */
function freeStarts(trainer: number, weekday: number, from: number, to: number): number[] {
  const groups = GROUPS.filter((g) => g.trainer === trainer && g.weekdays.includes(weekday));
  const starts: number[] = [];
  for (let at = from; at + LESSON_MIN <= to; ) {
    const group = groups.find((g) => doOverlap(g.startMin, at));
    if (!group) starts.push(at);
    at = group ? group.startMin + 60 : at + 60;
  }
  return starts;
}

/** The slot with a room that has places for it at that time, reformers first; a single person where more do not fit. */
function fit(slots: readonly Slot[], wanted: Omit<Slot, 'room' | 'tenancies'>): Slot | null {
  for (const format of new Set<Format>([wanted.format, 'individual'])) {
    for (const room of ['reformers', 'mats'] as const) {
      if (GROUPS.some((g) => g.room === room && g.weekdays.includes(wanted.weekday) && doOverlap(g.startMin, wanted.startMin))) continue;
      const beside = slots.filter((s) => s.room === room && s.weekday === wanted.weekday && doOverlap(s.startMin, wanted.startMin));
      // All that touch it counted together: more than are there at any one moment.
      const taken = beside.reduce((sum, s) => sum + PERSONS[s.format], 0);
      if (taken + PERSONS[format] <= PLACES[room]) return { ...wanted, format, room, tenancies: [] };
    }
  }
  return null;
}

/** Every place of the group has a member now or stands empty; some had another one before. */
function drawMembers(random: Random, people: People, { capacity, weekdays }: DemoGroup, fits: (client: number) => boolean): DemoMember[] {
  const members: DemoMember[] = [];
  const count = capacity - random.between(0, Math.ceil(capacity / 3));
  for (let i = 0; i < count; i++) {
    const fromWeek = random.chance(0.55) ? FIRST_WEEK : random.between(FIRST_WEEK + 3, 0);
    if (fromWeek > FIRST_WEEK && random.chance(0.5)) members.push({ client: people.draw(weekdays, 0, fits), fromWeek: FIRST_WEEK, toWeek: random.between(FIRST_WEEK + 1, fromWeek - 1) });
    members.push({ client: people.draw(weekdays, 0, fits), fromWeek, toWeek: null });
  }
  return members;
}

/** One after the other, with a pause between. */
function drawTenancies(random: Random, people: People, slot: Slot): Tenancy[] {
  const tenancies: Tenancy[] = [];
  for (let fromWeek = FIRST_WEEK + (random.chance(0.3) ? random.between(1, 6) : 0); fromWeek <= LAST_WEEK; ) {
    const toWeek = random.chance(0.55) ? LAST_WEEK : Math.min(LAST_WEEK, fromWeek + random.between(4, 14));
    const clients = Array.from({ length: PERSONS[slot.format] }, () => people.draw([slot.weekday], 0.3));
    tenancies.push({ clients, fromWeek, toWeek });
    fromWeek = toWeek + random.between(1, 3);
  }
  return tenancies;
}

/** Hands out clients: new ones in a shuffled order, or those who come already on other weekdays. */
class People {
  #random: Random;
  #waiting: number[];
  #busy = new Map<number, Set<number>>();
  constructor(random: Random, count: number) {
    this.#random = random;
    this.#waiting = random.shuffled(Array.from({ length: count }, (_, i) => i));
  }
  /** A client who has nothing on these weekdays. `again`: how likely it is somebody who comes already. */
  draw(weekdays: readonly number[], again: number, fits: (client: number) => boolean = () => true): number {
    const isFree = (client: number) => weekdays.every((d) => !this.#busy.get(client)?.has(d));
    const known = this.#random.chance(again) || !this.#waiting.length ? [...this.#busy].filter(([c, days]) => isFree(c) && days.size < 3).map(([c]) => c) : [];
    const client = known.length ? this.#random.pick(known) : this.#waiting.findLast(fits);
    if (client === undefined) throw new Error('the demo needs more clients');
    this.#waiting = this.#waiting.filter((c) => c !== client);
    this.#busy.set(client, new Set([...(this.#busy.get(client) ?? []), ...weekdays]));
    return client;
  }
}
