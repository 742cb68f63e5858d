// What the names of a timetable stand for: rooms, groups and trainers that are there, and new rooms and groups for the rest.
import type { Group, LessonKind, Room } from '../../contract/entities.ts';
import { farthestHue } from '../../domain/hue.ts';
import { nameKey, type TimetableClass } from '../../domain/timetable.ts';
import { groupAudiences, PUBLIC } from '../../domain/visibility.ts';
import type { WriteContext } from '../context.ts';
import { selectRows, stored, type Stored } from '../db/rows.ts';
import { takeIds } from '../transport/outside.ts';
import { insertRows } from './insert-rows.ts';
import type { ImportProblem } from './refused.ts';

const CAPACITY = 12;
const KIND_NAMES = { uk: 'Групове заняття', en: 'Group class' };

export interface NamedClass { class: TimetableClass; room: Room; group: Group; kind: LessonKind; trainerId: number | undefined }
export interface Named { classes: NamedClass[]; rooms: number; groups: number; problems: ImportProblem[] }

/** Finds by name, whatever the case, among what is in use, and inserts what is not there. With problems nothing is to be kept. */
export async function nameClasses(ctx: WriteContext, classes: readonly TimetableClass[]): Promise<Named> {
  const trainers = await findTrainers(ctx, classes);
  if (trainers.problems.length) return { classes: [], rooms: 0, groups: 0, problems: trainers.problems };
  const rooms = await findOrMakeRooms(ctx, classes);
  const kinds = await inUse(ctx, 'lessonKind');
  const groups = await findOrMakeGroups(ctx, classes, trainers.ids, kinds);
  const known = new Map([...kinds, ...groups.kinds].map((k) => [k.id, k]));
  return {
    classes: classes.map((c) => {
      const group = got(groups.byName, nameKey(c.group));
      return { class: c, room: got(rooms.byName, nameKey(c.room)), group, kind: known.get(group.kindId ?? 0) ?? groups.standard, trainerId: c.trainer === undefined ? undefined : got(trainers.ids, nameKey(c.trainer)) };
    }),
    rooms: rooms.made, groups: groups.made, problems: [],
  };
}

async function inUse<T extends 'room' | 'group' | 'lessonKind' | 'trainer'>(ctx: WriteContext, table: T): Promise<Stored<T>['row'][]> {
  return (await ctx.query(`${selectRows(table)} where r.studio_id = $1 and not r.is_archived order by r.id`, [ctx.studioId])).map((f) => stored(table, f).row);
}
function got<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing is called ${key}`);
  return value;
}
/** The first of each name, as it is written. */
function namesOf(classes: readonly TimetableClass[], field: 'room' | 'group'): Map<string, string> {
  const names = new Map<string, string>();
  for (const c of classes) if (!names.has(nameKey(c[field]))) names.set(nameKey(c[field]), c[field]);
  return names;
}

async function findTrainers(ctx: WriteContext, classes: readonly TimetableClass[]): Promise<{ ids: Map<string, number>; problems: ImportProblem[] }> {
  const ids = new Map<string, number>();
  const problems: ImportProblem[] = [];
  const present = classes.some((c) => c.trainer) ? await inUse(ctx, 'trainer') : [];
  for (const { line, trainer } of classes) {
    if (trainer === undefined) continue;
    const key = nameKey(trainer);
    const full = present.filter((t) => [`${t.firstName} ${t.lastName ?? ''}`, `${t.lastName ?? ''} ${t.firstName}`].some((name) => nameKey(name) === key));
    const found = full.length ? full : present.filter((t) => nameKey(t.firstName) === key || nameKey(t.lastName ?? '') === key);
    if (found.length === 1 && found[0]) ids.set(key, found[0].id);
    else problems.push({ line, reason: found.length ? 'trainerAmbiguous' : 'trainerUnknown', value: trainer });
  }
  return { ids, problems };
}

async function findOrMakeRooms(ctx: WriteContext, classes: readonly TimetableClass[]): Promise<{ byName: Map<string, Room>; made: number }> {
  const byName = new Map((await inUse(ctx, 'room')).map((r) => [nameKey(r.name), r]));
  const missing = [...namesOf(classes, 'room')].filter(([key]) => !byName.has(key));
  const first = await takeIds(ctx.query, ctx.studioId, missing.length);
  const rooms = missing.map(([key, name], i): Stored<'room'> => {
    const row: Room = { id: first + i, rev: ctx.rev, name, places: [], isArchived: false };
    byName.set(key, row);
    return { row, aud: [...PUBLIC] };
  });
  await insertRows(ctx, 'room', rooms);
  return { byName, made: rooms.length };
}

async function findOrMakeGroups(ctx: WriteContext, classes: readonly TimetableClass[], trainerIds: ReadonlyMap<string, number>, kinds: readonly LessonKind[]) {
  const present = await inUse(ctx, 'group');
  const { standard, made: newKinds } = await findOrMakeKind(ctx, kinds, classes);
  const byName = new Map<string, Group>();
  const hues = present.map((g) => g.hue);
  const first = await takeIds(ctx.query, ctx.studioId, namesOf(classes, 'group').size);
  const groups: Stored<'group'>[] = [];
  for (const [key, name] of namesOf(classes, 'group')) {
    const trainerId = onlyTrainer(classes.filter((c) => nameKey(c.group) === key), trainerIds);
    const named = present.filter((g) => nameKey(g.name) === key);
    const found = named.find((g) => trainerId !== undefined && g.trainerId === trainerId) ?? named[0];
    if (found) {
      byName.set(key, found);
      continue;
    }
    const hue = farthestHue(hues);
    hues.push(hue);
    const row: Group = { id: first + groups.length, rev: ctx.rev, name, ...(trainerId !== undefined && { trainerId }), kindId: standard.id, capacity: CAPACITY, hue, isArchived: false, members: [] };
    byName.set(key, row);
    groups.push({ row, aud: groupAudiences(row) });
  }
  await insertRows(ctx, 'group', groups);
  return { byName, made: groups.length, standard, kinds: newKinds };
}
/** The trainer of all these classes, where all have the same one. */
function onlyTrainer(classes: readonly TimetableClass[], ids: ReadonlyMap<string, number>): number | undefined {
  const found = new Set(classes.map((c) => (c.trainer === undefined ? undefined : ids.get(nameKey(c.trainer)))));
  return found.size === 1 ? [...found][0] : undefined;
}

/** The kind of groups that have none: the studio's first that is for groups and takes the whole room, else a new one without a price. */
async function findOrMakeKind(ctx: WriteContext, kinds: readonly LessonKind[], classes: readonly TimetableClass[]): Promise<{ standard: LessonKind; made: LessonKind[] }> {
  const known = kinds.find((k) => k.format === 'group' && k.takesWholeRoom);
  if (known) return { standard: known, made: [] };
  const taken = new Set(kinds.map((k) => nameKey(k.name)));
  const base = KIND_NAMES[ctx.studio.language];
  const name = [base, ...Array.from({ length: kinds.length + 1 }, (_, i) => `${base} ${i + 2}`)].find((n) => !taken.has(nameKey(n))) ?? base;
  const id = await takeIds(ctx.query, ctx.studioId, 1);
  const row: LessonKind = { id, rev: ctx.rev, name, format: 'group', durationMin: commonest(classes.map((c) => c.durationMin)), priceMinor: 0, capacity: CAPACITY, takesWholeRoom: true, isArchived: false };
  await insertRows(ctx, 'lessonKind', [{ row, aud: [...PUBLIC] }]);
  return { standard: row, made: [row] };
}
function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 60;
}
