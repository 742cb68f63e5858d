// Fills an empty studio with a believable half year: people, groups, rooms, lessons held, cancelled and planned, and what a newcomer should see of the rest.
// Invariant: one write, the same from the same seed and day; afterwards everything holds that holds for what people enter.
import type { Client, Group, LessonKind, Room, Trainer, User } from '../../contract/entities.ts';
import { addDays, startOfWeek } from '../../domain/calendar-day.ts';
import { groupAudiences, PUBLIC, trainerAudiences, userAudiences } from '../../domain/visibility.ts';
import type { App } from '../app.ts';
import { refreshAllClientAudiences } from '../clients/client.store.ts';
import type { WriteContext } from '../context.ts';
import { editRow } from '../edit.ts';
import { insertLessons, insertRows, type NewLesson } from '../import/insert-rows.ts';
import { StartupError } from '../startup-error.ts';
import { createStudio } from '../studio/setup.ts';
import { todayOf } from '../today.ts';
import { takeIds } from '../transport/outside.ts';
import { hashPassword } from '../users/sign-in.ts';
import { layOut, membershipDays, type Studio } from './half-year.ts';
import { addMoney } from './money.ts';
import { drawClients, isIn, type DrawnClient } from './people.ts';
import { Random } from './random.ts';
import { addAbsence, addSeries, addWaiting, drawBlocks } from './schedule.ts';
import { GROUPS, hoursOf, LESSON_MIN, PLACES, TRAINERS, type DemoRoom } from './trainers.ts';
import { planWeek, type WeekPlan } from './week-plan.ts';

export const DEMO_PASSWORD = 'demo-rytm-2026';
const CLIENTS = 400;

export interface DemoOptions {
  /** The studio to fill; without it the only one, or a new one when there is none. */
  studioId?: number;
  password?: string;
  seed?: number;
  /** Milliseconds since 1970 UTC, for the making of a studio; everything else goes by the app's clock. */
  now?: number;
}
export interface DemoLogin { login: string; name: string; role: User['roles'][number] }
/** `logins`: those made now, all with `password`. */
export interface Demo { studioId: number; studioName: string; isNewStudio: boolean; password: string; logins: DemoLogin[]; trainers: number; clients: number; groups: number; lessons: number }

/** Throws StartupError when the studio has clients. */
export async function fillDemo(app: App, options: DemoOptions = {}): Promise<Demo> {
  const password = options.password ?? DEMO_PASSWORD;
  const passwordHash = await hashPassword(password);
  const present = (await app.db.read<{ id: number; name: string }>('select id, name from studio where $1::int is null or id = $1 order by id limit 1', [options.studioId ?? null]))[0];
  if (!present && options.studioId !== undefined) throw new StartupError(`There is no studio ${options.studioId}.`);
  if (present) await requireNoClients(app, present);
  const owner = { studioName: 'Пілатес Ритм', zone: 'Europe/Kyiv', currency: 'UAH', language: 'uk' as const, name: 'Наталія Гордієнко', login: 'owner', passwordHash };
  const studioId = present?.id ?? (await createStudio(app.db, owner, options.now ?? Date.now()))?.studioId ?? 0;
  const filled = await app.write(studioId, 'demo.fill', (ctx) => fill(ctx, { seed: options.seed ?? 2026, passwordHash, isNewStudio: !present }));
  const logins: DemoLogin[] = [...(present ? [] : [{ login: owner.login, name: owner.name, role: 'owner' as const }]), ...filled.logins];
  return { studioId, studioName: present?.name ?? owner.studioName, isNewStudio: !present, password, ...filled, logins };
}

async function requireNoClients(app: App, studio: { id: number; name: string }): Promise<void> {
  const count = (await app.db.read<{ count: number }>('select count(*)::int as count from client where studio_id = $1', [studio.id]))[0]?.count ?? 0;
  if (count) throw new StartupError(`The studio “${studio.name}” has clients already (${count}), and the demo fills only an empty one: start it with another data folder.`);
}

async function fill(ctx: WriteContext, { seed, passwordHash, isNewStudio }: { seed: number; passwordHash: string; isNewStudio: boolean }) {
  const random = new Random(seed);
  const today = todayOf(ctx);
  if (isNewStudio) await openStudio(ctx, today);
  const { rooms, kinds } = await furnish(ctx);
  const trainerIds = await addTrainers(ctx);
  const drawn = drawClients(random, CLIENTS, await takeIds(ctx.query, ctx.studioId, CLIENTS), today);
  const plan = planWeek(random, CLIENTS, (client, circle) => drawn.slice(client, client + 1).some((c) => isIn(circle, c, today)));
  const firstGroup = await takeIds(ctx.query, ctx.studioId, GROUPS.length);
  const closedDays = new Set([...ctx.studio.closedDays, ...(isNewStudio ? holidays(today) : [])].map((d) => d.onDate));
  const studio: Studio = { zone: ctx.studio.zone, nowMs: ctx.now, today, closedDays, kinds, rooms, trainerIds, groupIds: GROUPS.map((_, i) => firstGroup + i), clientIds: drawn.map((c) => c.id) };
  const lessons = layOut(random, plan, studio);
  const firstLesson = await takeIds(ctx.query, ctx.studioId, lessons.length);
  lessons.forEach((l, i) => { l.row.id = firstLesson + i; });
  const clients = await addClients(ctx, random, drawn, plan, studio, lessons);
  const groups = await addGroups(ctx, plan, studio);
  await addSeries(ctx, studio, lessons);
  await addAbsence(ctx, studio, lessons);
  const blocks = drawBlocks(ctx, studio, lessons, clients.at(-1) ?? busiest(clients, lessons, today));
  const firstBlock = await takeIds(ctx.query, ctx.studioId, blocks.length);
  blocks.forEach((b, i) => { b.row.id = firstBlock + i; });
  await insertLessons(ctx, [...lessons, ...blocks]);
  await addMoney(ctx, random, studio, clients, lessons);
  await addWaiting(ctx, studio, groups, clients, ({ id }) => GROUPS[id - firstGroup]?.only === undefined);
  await refreshAllClientAudiences(ctx);
  const logins = await addLogins(ctx, { passwordHash, trainerId: trainerIds[0] ?? 0, client: busiest(clients, lessons, today) });
  return { logins, trainers: TRAINERS.length, clients: CLIENTS, groups: GROUPS.length, lessons: lessons.length };
}

async function openStudio(ctx: WriteContext, today: string): Promise<void> {
  const hours = Array.from({ length: 7 }, (_, i) => ({ weekday: i + 1, startMin: i < 5 ? 480 : i === 5 ? 540 : 600, endMin: i < 5 ? 1260 : 840 }));
  await editRow(ctx, 'studio', ctx.studioId, ctx.studio.rev, { hours, closedDays: holidays(today) });
}
/** Days of the half year on which a Ukrainian studio stays closed. */
function holidays(today: string): { onDate: string; reason: string }[] {
  const [from, to] = [addDays(today, -150), addDays(today, 60)];
  const years = [...new Set([from.slice(0, 4), to.slice(0, 4)])];
  const all = years.flatMap((year) => [['01-01', 'Новий рік'], ['08-24', 'День Незалежності'], ['12-25', 'Різдво']].map(([day = '', reason = '']) => ({ onDate: `${year}-${day}`, reason })));
  return all.filter((d) => d.onDate >= from && d.onDate <= to).sort((a, b) => (a.onDate < b.onDate ? -1 : 1));
}

async function furnish(ctx: WriteContext): Promise<Pick<Studio, 'rooms' | 'kinds'>> {
  const first = await takeIds(ctx.query, ctx.studioId, 6);
  const named = async (table: 'room' | 'lesson_kind', name: string) =>
    (await ctx.query(`select 1 from ${table} where studio_id = $1 and lower(name) = lower($2) and not is_archived`, [ctx.studioId, name])).length ? `${name} (демо)` : name;
  const room = async (id: number, name: string, place: string, count: number): Promise<Room> =>
    ({ id, rev: ctx.rev, name: await named('room', name), places: Array.from({ length: count }, (_, i) => ({ slot: i + 1, name: `${place} ${i + 1}` })), isArchived: false });
  const kind = async (id: number, name: string, format: LessonKind['format'], capacity: number, priceMinor: number, payMinor: number): Promise<LessonKind> =>
    ({ id, rev: ctx.rev, name: await named('lesson_kind', name), format, durationMin: LESSON_MIN, priceMinor, capacity, takesWholeRoom: format === 'group', isArchived: false, payMinor });
  const rooms: Record<DemoRoom, Room> = { reformers: await room(first, 'Зал реформерів', 'Реформер', PLACES.reformers), mats: await room(first + 1, 'Зал матів', 'Килимок', PLACES.mats) };
  const kinds = {
    individual: await kind(first + 2, 'Індивідуальне', 'individual', 1, 90_000, 40_000), pair: await kind(first + 3, 'Дует', 'pair', 2, 65_000, 45_000),
    trio: await kind(first + 4, 'Тріо', 'trio', 3, 50_000, 50_000), group: await kind(first + 5, 'Групове', 'group', 12, 35_000, 60_000),
  };
  await insertRows(ctx, 'room', Object.values(rooms).map((row) => ({ row, aud: [...PUBLIC] })));
  await insertRows(ctx, 'lessonKind', Object.values(kinds).map((row) => ({ row, aud: [...PUBLIC] })));
  return { rooms, kinds };
}

async function addTrainers(ctx: WriteContext): Promise<number[]> {
  const first = await takeIds(ctx.query, ctx.studioId, TRAINERS.length);
  const rows = TRAINERS.map(({ week, offsetMin: _, ...t }, i): Trainer =>
    ({ id: first + i, rev: ctx.rev, ...t, phone: `+38067555${String(1010 + i * 11)}`, hue: (210 + i * 45) % 360, hours: hoursOf(week), isArchived: false }));
  await insertRows(ctx, 'trainer', rows.map((row) => ({ row, aud: trainerAudiences(row) })));
  return rows.map((r) => r.id);
}

/** Registered shortly before the first lesson, or long before the half year begins; assigned to the trainer of that lesson. */
async function addClients(ctx: WriteContext, random: Random, drawn: readonly DrawnClient[], plan: WeekPlan, studio: Studio, lessons: readonly NewLesson[]): Promise<Client[]> {
  const firstOn = new Map<number, string>();
  for (const { row } of lessons) for (const b of row.bookings ?? []) if (!firstOn.has(b.clientId)) firstOn.set(b.clientId, row.onDate);
  const trainerOf = new Map<number, number>();
  plan.members.forEach((list, i) => { for (const m of list) trainerOf.set(m.client, GROUPS[i]?.trainer ?? 0); });
  for (const slot of plan.slots) for (const t of slot.tenancies) for (const c of t.clients) trainerOf.set(c, slot.trainer);
  const beginning = addDays(startOfWeek(studio.today), -19 * 7);
  const rows = drawn.map((c, i): Client => {
    const came = firstOn.get(c.id);
    const registeredOn = came && came > beginning ? addDays(came, -random.between(0, 6)) : addDays(beginning, -random.between(10, 700));
    const trainer = trainerOf.get(i);
    return { ...c, rev: ctx.rev, registeredOn: registeredOn < studio.today ? registeredOn : studio.today, ...(trainer !== undefined && { trainerId: studio.trainerIds[trainer] ?? 0 }) };
  });
  // Trainers come into sight of their clients below, when all is known.
  await insertRows(ctx, 'client', rows.map((row) => ({ row, aud: ['s', `c${row.id}`] })));
  return rows;
}

async function addGroups(ctx: WriteContext, plan: WeekPlan, studio: Studio): Promise<Group[]> {
  const rows = GROUPS.map((g, i): Group => {
    const members = (plan.members[i] ?? []).map((m) => ({ clientId: studio.clientIds[m.client] ?? 0, ...membershipDays(m, studio.today) }));
    members.sort((a, b) => (a.fromOn < b.fromOn ? -1 : a.fromOn > b.fromOn ? 1 : a.clientId - b.clientId));
    return { id: studio.groupIds[i] ?? 0, rev: ctx.rev, name: g.name, trainerId: studio.trainerIds[g.trainer] ?? 0, kindId: studio.kinds.group.id, capacity: g.capacity, hue: (30 + i * 36) % 360, isArchived: false, members };
  });
  await insertRows(ctx, 'group', rows.map((row) => ({ row, aud: groupAudiences(row) })));
  const all = rows.flatMap((g) => (g.members ?? []).map((m) => ({ groupId: g.id, ...m })));
  await ctx.query('insert into group_member(studio_id, group_id, client_id, from_on, to_on) select $1, * from unnest($2::bigint[], $3::bigint[], $4::date[], $5::date[])',
    [ctx.studioId, all.map((m) => m.groupId), all.map((m) => m.clientId), all.map((m) => m.fromOn), all.map((m) => m.toOn ?? null)]);
  return rows;
}

/** Who shows most of the cabinet: a client with single lessons and a group both ahead. */
function busiest(clients: readonly Client[], lessons: readonly NewLesson[], today: string): Client {
  const ahead = lessons.filter(({ row }) => row.onDate > today && row.status === 'planned');
  const weight = (c: Client) => {
    const own = ahead.filter(({ row }) => row.bookings?.some((b) => b.clientId === c.id));
    return own.length + (own.some(({ row }) => row.groupId) && own.some(({ row }) => !row.groupId) ? 1000 : 0);
  };
  return clients.map((c) => ({ c, weight: weight(c) })).reduce((best, x) => (x.weight > best.weight ? x : best)).c;
}

async function addLogins(ctx: WriteContext, { passwordHash, trainerId, client }: { passwordHash: string; trainerId: number; client: Client }): Promise<DemoLogin[]> {
  const first = await takeIds(ctx.query, ctx.studioId, 3);
  const wanted: Omit<User, 'id' | 'rev' | 'isDisabled'>[] = [
    { login: 'admin', name: 'Вікторія Шульга', roles: ['administrator'] },
    { login: 'olena', name: `${TRAINERS[0]?.firstName} ${TRAINERS[0]?.lastName}`, roles: ['trainer'], trainerId },
    { login: 'client', name: `${client.firstName} ${client.lastName ?? ''}`.trim(), roles: ['client'], clientId: client.id },
  ];
  const taken = await ctx.query<{ login: string }>('select lower(login) as login from studio_user where studio_id = $1 and login is not null', [ctx.studioId]);
  const rows = wanted.flatMap((u, i): User[] => (taken.some((t) => t.login === u.login) ? [] : [{ ...u, id: first + i, rev: ctx.rev, isDisabled: false }]));
  await insertRows(ctx, 'user', rows.map((row) => ({ row, aud: userAudiences(row) })), rows.map(() => ({ password_hash: passwordHash })));
  return rows.map((u) => ({ login: u.login ?? '', name: u.name, role: u.roles[0] ?? 'client' }));
}
