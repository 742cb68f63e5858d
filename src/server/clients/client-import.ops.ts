// Lines of a file become clients, a piece at a time, so that the writes of others go on between.
// Invariant: a line is applied once, whoever sends it how often: its key remembers whom it has become, and whether its money and lessons have come too.
import type { ImportLine } from '../../contract/client-import.ops.ts';
import type { Client } from '../../contract/entities.ts';
import type { Input, Output } from '../../contract/ops.ts';
import { partsOf } from '../../domain/client-file/plan.ts';
import { isSameName } from '../../domain/person-name.ts';
import { phoneKey } from '../../domain/phone.ts';
import { clientAudiences } from '../../domain/visibility.ts';
import { planFor } from '../attendance/payment-plan.store.ts';
import { requireContacts } from '../contacts.ts';
import { refuse, type Handlers, type InParts, type ReadContext, type WriteContext } from '../context.ts';
import { readRows, type Stored } from '../db/rows.ts';
import { applyEdit, filled as withoutGaps, type Edits } from '../edit.ts';
import { insertRows } from '../import/insert-rows.ts';
import { todayOf } from '../today.ts';
import { takeIds } from '../transport/outside.ts';
import { refreshClientAudiences } from './client.store.ts';
import { hasOpening, takeOpenings, type Opened } from './opening.store.ts';

type Names = 'client.findKnown' | 'client.import';
export const clientImportHandlers: Pick<Handlers<'client'>, Names> = { 'client.findKnown': findKnown, 'client.import': importLines };
export const importInParts: InParts = {
  'client.import': {
    split: ({ lines }) => partsOf(lines).map((part) => ({ lines: part })),
    join: (all) => all.reduce((sum, one) => ({ added: sum.added + one.added, filled: sum.filled + one.filled, present: sum.present + one.present, openings: sum.openings + one.openings })),
  },
};

type Known = Output<'client.findKnown'>['known'][number];
const NAME = `coalesce(last_name || ' ', '') || first_name`;
const LOWER = `lower(${NAME})`;
/** Ways to know somebody, the surest first; each is one look into an index. Cards that are in use come before archived ones. */
const WAYS = {
  file: 'select key as value, client_id as id, null as born, false as "hasPhone", \'\' as name from client_import where studio_id = $1 and key = any($2::text[])',
  phone: `select phone_key(phone) as value, id, null as born, true as "hasPhone", ${NAME} as name from client where studio_id = $1 and phone_key(phone) = any($2::text[]) and phone is not null order by is_archived, id`,
  email: `select lower(email) as value, id, null as born, false as "hasPhone", ${NAME} as name from client where studio_id = $1 and lower(email) = any($2::text[]) and email is not null order by is_archived, id`,
  name: `select ${LOWER} as value, id, birth_on as born, phone is not null as "hasPhone", ${NAME} as name from client where studio_id = $1 and ${LOWER} = any($2::text[]) order by is_archived, id`,
} as const;
async function findKnown(ctx: ReadContext, { people }: Input<'client.findKnown'>): Promise<Output<'client.findKnown'>> {
  type Found = { value: string; id: number; born: string | null; hasPhone: boolean; name: string };
  type Asked = (typeof people)[number];
  const valueOf: Record<keyof typeof WAYS, (p: Asked) => string | null | undefined> = { file: (p) => p.key, phone: (p) => phoneKey(p.phone ?? ''), email: (p) => p.email?.toLowerCase(), name: (p) => p.name.toLowerCase() };
  const ways = people.map((): Known[] => []);
  for (const by of ['file', 'phone', 'email', 'name'] as const) {
    const found = Map.groupBy(await ctx.query<Found>(WAYS[by], [ctx.studioId, people.flatMap((p) => valueOf[by](p) ?? [])]), (f) => f.value);
    people.forEach((p, at) => {
      // A name alone says little: the birthday has to fit, or neither has a phone to be told apart by.
      const fits = (f: Found) => by !== 'name' || (f.born === (p.birthOn ?? null) && (f.born !== null || (!f.hasPhone && !p.phone)));
      for (const { id, name } of found.get(valueOf[by](p) ?? '')?.filter(fits) ?? []) ways[at]?.push({ at, clientId: id, by, name });
    });
  }
  // A family has one phone: of those who share it, whoever has the name.
  return { known: ways.flatMap((all, at) => all.find((k) => k.by === 'file' || isSameName(k.name, people[at]?.name ?? '')) ?? all[0] ?? []) };
}

async function importLines(ctx: WriteContext, { lines }: Input<'client.import'>): Promise<Output<'client.import'>> {
  lines.forEach(requireContacts);
  // The table grows under an import faster than the planner's picture of it: without this every piece would read all of it.
  const [, , before, taken, firstId] = await Promise.all([
    ctx.query(`select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'off', true)`), requireNames(ctx, lines),
    ctx.query<{ key: string; clientId: number; hasOpening: boolean }>(`select key, coalesce(c.merged_into_id, i.client_id) as "clientId", has_opening as "hasOpening" from client_import i
      join client c on c.studio_id = i.studio_id and c.id = i.client_id where i.studio_id = $1 and key = any($2::text[])`, [ctx.studioId, lines.flatMap((l) => [l.key, l.sameAs ?? l.key])]),
    takenContacts(ctx, lines),
    // One for each line, in the same go: a number that is not needed is nobody's.
    takeIds(ctx.query, ctx.studioId, lines.length),
  ]);
  const applied = new Map(before.map((b) => [b.key, b]));
  const fresh = [...new Map(lines.filter((l) => !applied.has(l.key)).map((l) => [l.key, l])).values()];
  const [added, follow]: [ImportLine[], ImportLine[]] = [[], []];
  const here = new Set(applied.keys());
  for (const l of fresh) {
    if (l.clientId !== undefined || (l.sameAs !== undefined && here.has(l.sameAs))) follow.push(l);
    else if (l.isOther || !isTaken(taken, l)) added.push(l);
    else continue;
    here.add(l.key);
  }
  const whom = new Map<string, number>(added.map((line, i) => [line.key, firstId + i]));
  const filling = follow.map((l) => {
    const clientId = l.clientId ?? whom.get(l.sameAs ?? '') ?? applied.get(l.sameAs ?? '')?.clientId ?? 0; // of those that are here
    whom.set(l.key, clientId);
    return { ...l, clientId };
  });
  // What came in before without its money, and has it now, is completed.
  const late = lines.filter((l) => applied.get(l.key)?.hasOpening === false && hasOpening(l));
  for (const l of late) whom.set(l.key, applied.get(l.key)?.clientId ?? 0);
  const openings = lines.filter((l) => whom.has(l.key) && hasOpening(l)).map((line) => ({ line, clientId: whom.get(line.key) ?? 0 }));
  // What is only written needs no plan of its own each time, nor do the checks of its references.
  await Promise.all([ctx.query(`set local plan_cache_mode = 'auto'`), addClients(ctx, added, firstId), keepKeys(ctx, whom, openings), ...(openings.length ? [ctx.query(`set local plan_cache_mode = 'force_custom_plan'`)] : [])]);
  // A line of this piece may be of somebody who has just been added.
  await fillClients(ctx, filling);
  await takeOpenings(ctx, openings);
  await planFor(ctx, openings.map((o) => o.clientId));
  return { added: added.length, filled: filling.length, present: lines.length - added.length - filling.length, openings: openings.length };
}
async function keepKeys(ctx: WriteContext, whom: ReadonlyMap<string, number>, openings: readonly Opened[]): Promise<void> {
  await ctx.query(`insert into client_import(studio_id, key, client_id, has_opening) select $1, * from unnest($2::text[], $3::bigint[], $4::boolean[])
    on conflict (studio_id, key) do update set has_opening = client_import.has_opening or excluded.has_opening`,
    [ctx.studioId, [...whom.keys()], [...whom.values()], [...whom.keys()].map((key) => openings.some((o) => o.line.key === key))]);
}

/** Trainers and cards that a line names are there. */
async function requireNames(ctx: WriteContext, lines: readonly ImportLine[]): Promise<void> {
  const there = async (table: 'trainer' | 'client', field: string, ids: readonly (number | undefined)[]) => {
    const asked = [...new Set(ids.filter((id) => id !== undefined))];
    if (asked.length && (await readRows(ctx.query, table, ctx.studioId, asked)).length < asked.length) refuse('notFound', { field });
  };
  await Promise.all([there('trainer', 'trainerId', lines.map((l) => l.trainerId)), there('client', 'clientId', lines.map((l) => l.clientId))]);
}
/** Phones and emails of these lines that somebody has by now. */
async function takenContacts(ctx: WriteContext, lines: readonly ImportLine[]): Promise<{ phones: Set<string>; emails: Set<string> }> {
  const found = await ctx.query<{ phone: string | null; email: string | null }>(`select phone_key(phone) as phone, null as email from client where studio_id = $1 and phone is not null and phone_key(phone) = any($2::text[])
    union all select null, lower(email) from client where studio_id = $1 and lower(email) = any($3::text[])`, [ctx.studioId, lines.flatMap((l) => phoneKey(l.phone ?? '') ?? []), lines.flatMap((l) => l.email?.toLowerCase() ?? [])]);
  return { phones: new Set(found.flatMap((f) => f.phone ?? [])), emails: new Set(found.flatMap((f) => f.email ?? [])) };
}
/** Two lines of one piece with the same number count as well. */
function isTaken({ phones, emails }: { phones: Set<string>; emails: Set<string> }, line: ImportLine): boolean {
  const [phone, email] = [phoneKey(line.phone ?? ''), line.email?.toLowerCase()];
  const isKnown = (phone !== null && phones.has(phone)) || (email !== undefined && emails.has(email));
  if (phone) phones.add(phone);
  if (email) emails.add(email);
  return isKnown;
}

type Fields = Pick<Client, 'firstName' | 'lastName' | 'phone' | 'email' | 'sex' | 'birthOn' | 'description' | 'note' | 'registeredOn' | 'trainerId'>;
const fieldsOf = (l: ImportLine): { [K in keyof Fields]: Fields[K] | undefined } => ({
  firstName: l.firstName, lastName: l.lastName, phone: l.phone, email: l.email, sex: l.sex, birthOn: l.birthOn, description: l.description, note: l.note, registeredOn: l.registeredOn, trainerId: l.trainerId,
});
async function addClients(ctx: WriteContext, lines: readonly ImportLine[], first: number): Promise<void> {
  const rows = lines.map((line, i): Stored<'client'> => {
    const row = withoutGaps<Client>({ ...(fieldsOf(line) as Fields), id: first + i, rev: ctx.rev, registeredOn: line.registeredOn ?? todayOf(ctx), isArchived: false }); // what is undefined is left out
    return { row, aud: clientAudiences(row, row.trainerId === undefined ? [] : [row.trainerId]) };
  });
  await insertRows(ctx, 'client', rows);
}
/** Only what is empty is written; what the studio knows stands. */
async function fillClients(ctx: WriteContext, lines: readonly (ImportLine & { clientId: number })[]): Promise<void> {
  const cards = new Map((await readRows(ctx.query, 'client', ctx.studioId, lines.map((l) => l.clientId))).map((c) => [c.row.id, c]));
  const handed: number[] = [];
  for (const line of lines) {
    const before = cards.get(line.clientId);
    if (!before) continue;
    const { registeredOn, ...given } = fieldsOf(line);
    const edits: Edits<'client'> = Object.fromEntries(Object.entries(given).filter(([field, value]) => value !== undefined && (before.row as unknown as Record<string, unknown>)[field] === undefined)); // rows are plain records
    if (registeredOn && (!before.row.registeredOn || registeredOn < before.row.registeredOn)) edits.registeredOn = registeredOn;
    const { after } = await applyEdit(ctx, 'client', before, before.row.rev, edits);
    cards.set(line.clientId, after);
    if (after.row.trainerId !== before.row.trainerId) handed.push(after.row.id);
  }
  await refreshClientAudiences(ctx, handed);
}
