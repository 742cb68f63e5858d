// Who may see a row, and which fields of it. Rows carry audiences, sessions hold keys; a row is seen where they meet.
// Keys: s staff · w owner · a everyone signed in · b trainers (busy time) · o clients (open timetable) · t7 trainer 7 · c5 client 5 · u12 user 12.
import { tables, type Client, type Lesson, type Row, type Table } from '../contract/entities.ts';
import type { Role } from '../contract/limits.ts';

export interface Person { userId: number; roles: readonly Role[]; trainerId?: number | undefined; clientId?: number | undefined }
export type Key = string;

/** The keys of a signed-in person, strongest first. */
export function keysOf(p: Person): Key[] {
  const is = (r: Role) => p.roles.includes(r);
  const keys: Key[] = [];
  if (is('owner') || is('administrator')) keys.push('s');
  if (is('owner')) keys.push('w');
  if (is('trainer')) keys.push('b');
  if (is('trainer') && p.trainerId) keys.push(`t${p.trainerId}`);
  if (is('client')) keys.push('o');
  if (is('client') && p.clientId) keys.push(`c${p.clientId}`);
  keys.push(`u${p.userId}`, 'a');
  return keys;
}

/** Audiences of a lesson. `isOpen`: of a kind that clients may see in the timetable. */
export function lessonAudiences(l: Pick<Lesson, 'trainerId' | 'status' | 'bookings' | 'calledOff'>, isOpen: boolean): Key[] {
  const aud = ['s'];
  if (l.trainerId) aud.push(`t${l.trainerId}`);
  if (l.status !== 'cancelled') aud.push('b');
  if (isOpen && l.status === 'planned') aud.push('o');
  for (const b of l.bookings ?? []) aud.push(`c${b.clientId}`);
  for (const b of l.calledOff ?? []) aud.push(`c${b.clientId}`);
  return aud;
}
/** `trainerIds`: assigned, of the client's groups, and of the client's lessons from a month ago on. */
export const clientAudiences = (c: Pick<Client, 'id'>, trainerIds: Iterable<number>): Key[] => ['s', `c${c.id}`, ...[...new Set(trainerIds)].sort((a, b) => a - b).map((t) => `t${t}`)];
export const groupAudiences = (g: { trainerId?: number | undefined }): Key[] => ['s', 'a', ...(g.trainerId ? [`t${g.trainerId}`] : [])];
export const trainerAudiences = (t: { id: number }): Key[] => ['s', 'a', 'b', `t${t.id}`];
export const userAudiences = (u: { id: number }): Key[] => ['w', `u${u.id}`];
export const seriesAudiences = (x: { trainerId?: number | undefined }): Key[] => ['s', ...(x.trainerId ? [`t${x.trainerId}`] : [])];
export const STAFF_ONLY: readonly Key[] = ['s'];
/** That a trainer is away is busy time for the others. */
export const absenceAudiences = (x: { trainerId: number }): Key[] => ['s', 'b', `t${x.trainerId}`];
/** `trainerId`: of the lesson or the group that is waited for. */
export const waitingAudiences = (w: { clientId: number }, trainerId: number | undefined): Key[] => ['s', ...(trainerId ? [`t${trainerId}`] : []), `c${w.clientId}`];
export const subscriptionAudiences = (x: { clientId: number; otherClientIds?: readonly number[] | undefined }): Key[] => ['s', ...[x.clientId, ...(x.otherClientIds ?? [])].map((c) => `c${c}`)];
export const ownAudiences = (x: { clientId: number }): Key[] => ['s', `c${x.clientId}`];
/** `openedById`: the login that opened the drawer. */
export const shiftAudiences = (x: { openedById?: number | undefined }): Key[] => ['s', ...(x.openedById ? [`u${x.openedById}`] : [])];
export const PUBLIC: readonly Key[] = ['s', 'a'];

type FieldList = readonly string[] | 'all';
const TIMES = ['id', 'rev', 'onDate', 'startMin', 'fold', 'durationMin'] as const;
const OPEN = [...TIMES, 'status', 'kindId', 'trainerId', 'roomId', 'groupId', 'title', 'capacity', 'headCount'] as const;
/** What the owner of a subscription sees of it: all but why it was cheaper. */
const SOLD = Object.keys(tables.subscription.fields).filter((f) => f !== 'discountReason');
const FIELDS: Record<Table, Partial<Record<string, FieldList>>> = {
  studio: { s: 'all', a: Object.keys(tables.studio.fields).filter((f) => f !== 'closedTo') },
  room: { s: 'all', a: 'all' },
  lessonKind: { s: 'all', a: ['id', 'rev', 'name', 'format', 'durationMin', 'priceMinor', 'capacity', 'takesWholeRoom', 'isArchived'] },
  user: { w: 'all', u: 'all' },
  trainer: {
    s: 'all', t: 'all', b: ['id', 'rev', 'firstName', 'lastName', 'position', 'about', 'hue', 'hours', 'dayHours', 'isArchived'],
    a: ['id', 'rev', 'firstName', 'lastName', 'position', 'about', 'hue', 'isArchived'],
  },
  group: { s: 'all', t: 'all', a: ['id', 'rev', 'name', 'trainerId', 'kindId', 'capacity', 'hue', 'isArchived'] },
  client: {
    s: ['id', 'rev', 'firstName', 'lastName', 'phone', 'note', 'trainerId', 'isArchived', 'balanceMinor', 'mergedIntoId'],
    t: ['id', 'rev', 'firstName', 'lastName', 'phone', 'note', 'trainerId', 'isArchived', 'description'],
    c: ['id', 'rev', 'firstName', 'lastName', 'phone', 'email', 'sex', 'birthOn', 'description', 'registeredOn', 'trainerId', 'isArchived', 'balanceMinor'],
  },
  lesson: {
    s: 'all',
    t: [...OPEN, 'note', 'bookings', 'calledOff', 'takesWholeRoom', 'meantTrainerId', 'cancelReason', 'cancelAskedBy', 'seriesId', 'seriesOn', 'seriesMin', 'isChanged', 'isUndecided', 'block', 'expiresAt'],
    b: [...TIMES, 'trainerId', 'roomId'],
    o: OPEN,
    c: [...OPEN, 'priceMinor', 'bookings', 'calledOff', 'meantTrainerId'],
  },
  series: { s: 'all', t: ['id', 'rev', 'kindId', 'trainerId', 'roomId', 'groupId', 'clientIds', 'title', 'note', 'capacity', 'takesWholeRoom', 'slots', 'fromOn', 'untilOn', 'filledTo', 'leftOut'] },
  telling: { s: 'all' },
  absence: { s: 'all', t: ['id', 'rev', 'trainerId', 'fromOn', 'fromMin', 'toOn', 'toMin', 'kind', 'note', 'isEndedEarly'], b: ['id', 'rev', 'trainerId', 'fromOn', 'fromMin', 'toOn', 'toMin'] },
  closure: { s: 'all', a: ['id', 'rev', 'roomId', 'fromOn', 'fromMin', 'toOn', 'toMin', 'reason', 'isOver'] },
  waiting: { s: 'all', t: 'all', c: 'all' },
  subscriptionType: { s: 'all', a: 'all' },
  subscription: { s: 'all', c: SOLD },
  expectedPayment: { s: 'all', c: ['id', 'rev', 'clientId', 'amountMinor', 'method', 'onDate'] },
  shift: { s: 'all', u: 'all' },
  notice: { s: 'all', c: ['id', 'rev', 'kind', 'clientId', 'subscriptionId', 'lessonId', 'groupId', 'at', 'clientReadAt'] },
};
/** Fields without which the row has no shape; a projection that leaves them out sends these instead. */
const FILLED: Partial<Record<Table, Record<string, unknown>>> = { trainer: { hours: [] } };

/** Keys by which a session sees a row with these audiences; empty when it does not. */
export const matching = (aud: readonly Key[], keys: ReadonlySet<Key>): Key[] => aud.filter((k) => keys.has(k));

/** The part of a full row that these matched keys allow: the union of their fields. */
export function project<T extends Table>(table: T, row: Row<T>, matched: readonly Key[]): Row<T> {
  const lists = matched.map((k) => FIELDS[table][k[0] as string] ?? []); // a key is never empty
  if (lists.includes('all')) return row;
  const allowed = new Set<string>((lists as string[][]).flat()); // 'all' returned above
  const out: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(row)) if (allowed.has(field)) out[field] = value;
  for (const [field, value] of Object.entries(FILLED[table] ?? {})) out[field] ??= value;
  if (table === 'lesson' && !matched.some((k) => k[0] === 't')) keepOwn(out, new Set(matched.filter((k) => k[0] === 'c').map((k) => Number(k.slice(1)))));
  else if (table === 'lesson' && !matched.some((k) => k[0] === 's')) leaveOutSums(out);
  return out as Row<T>; // the required fields are in every list or filled above
}
type People = Pick<Lesson, 'bookings' | 'calledOff'>;
/** Of the people in a lesson a client sees the own entry alone. */
function keepOwn(out: People, own: ReadonlySet<number>): void {
  if (out.bookings) out.bookings = out.bookings.filter((b) => own.has(b.clientId)).map(({ isPinned: _, ...b }) => b);
  const calledOff = out.calledOff?.filter((b) => own.has(b.clientId));
  if (calledOff?.length) out.calledOff = calledOff;
  else delete out.calledOff;
}
/** A trainer learns that a place is paid for, and nothing of sums. */
function leaveOutSums(out: People): void {
  const without = <B extends { subscriptionId?: number | undefined; chargedMinor?: number | undefined }>({ subscriptionId: _s, chargedMinor: _c, ...b }: B) => b;
  if (out.bookings) out.bookings = out.bookings.map(without);
  if (out.calledOff) out.calledOff = out.calledOff.map(without);
}
