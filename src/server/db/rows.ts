// Rows of the contract as they lie in the database: reading whole rows with their audiences, inserting, updating what changed.
// Invariant: every change of a row sets its rev to the write's rev.
import { tables, TABLES, type Row, type Table } from '../../contract/entities.ts';
import type { Query } from './database.ts';

export interface Stored<T extends Table> { row: Row<T>; aud: string[] }
interface Definition {
  sql: string;
  /** Fields kept as jsonb. */
  json: readonly string[];
  /** Fields with no column of their own: read by an expression, written by their noun. */
  computed: Readonly<Record<string, string>>;
}
const MEMBERS = `coalesce((select json_agg(json_strip_nulls(json_build_object('clientId', m.client_id, 'fromOn', m.from_on, 'toOn', m.to_on)) order by m.from_on, m.client_id)
  from group_member m where m.studio_id = r.studio_id and m.group_id = r.id), '[]')`;
// A person's place in a lesson and what it takes; the places that were called off are told apart, since they occupy nothing.
const TAKEN = `'subscriptionId', b.subscription_id, 'takenHalves', nullif(b.taken_halves, 0), 'chargedMinor', nullif(b.charged_minor, 0), 'isForgiven', nullif(b.is_forgiven, false)`;
const BOOKINGS = `coalesce((select json_agg(json_strip_nulls(json_build_object('clientId', b.client_id, 'slot', b.slot, 'isPinned', nullif(b.is_pinned, false), 'state', nullif(b.state, 'booked'), 'isPaid', nullif(b.is_paid, false), ${TAKEN}, 'answer', b.answer)) order by b.client_id)
  from booking b where b.studio_id = r.studio_id and b.lesson_id = r.id and b.state in ('booked', 'attended', 'noShow')), '[]')`;
const CALLED_OFF = `(select json_agg(json_strip_nulls(json_build_object('clientId', b.client_id, 'state', b.state, ${TAKEN})) order by b.client_id)
  from booking b where b.studio_id = r.studio_id and b.lesson_id = r.id and b.state not in ('booked', 'attended', 'noShow'))`;
const ofBalance = (what: string) => `(select ${what} from subscription_balance x where x.studio_id = r.studio_id and x.subscription_id = r.id)`;
// Of a pair's subscription one lesson is booked for both.
const BOOKED_HALVES = `coalesce((select 2 * case when r.persons = 2 then count(distinct b.lesson_id) else count(*) end from booking b where b.studio_id = r.studio_id and b.subscription_id = r.id and b.state = 'booked'), 0)::int`;
const DEFINITIONS: Record<Table, Definition> = {
  studio: { sql: 'studio', json: ['hours', 'closedDays', 'policy'], computed: {} },
  user: { sql: 'studio_user', json: [], computed: { isInvited: 'nullif(r.password_hash is null, false)', login: `coalesce(r.login, '')` } },
  trainer: { sql: 'trainer', json: ['hours', 'dayHours'], computed: {} },
  room: { sql: 'room', json: ['places'], computed: {} },
  lessonKind: { sql: 'lesson_kind', json: [], computed: {} },
  group: { sql: 'client_group', json: [], computed: { members: MEMBERS } },
  client: { sql: 'client', json: [], computed: { balanceMinor: `(select -a.balance_minor from account a where a.studio_id = r.studio_id and a.account = 'client' and a.id = r.id)` } },
  lesson: { sql: 'lesson', json: [], computed: { bookings: BOOKINGS, calledOff: CALLED_OFF, fold: 'nullif(r.fold, 0)', takesWholeRoom: 'nullif(r.takes_whole_room, false)', isChanged: 'nullif(r.is_changed, false)', isUndecided: 'nullif(r.is_undecided, false)' } },
  telling: { sql: 'telling', json: [], computed: {} },
  series: { sql: 'series', json: ['slots', 'clientIds', 'leftOut'], computed: { takesWholeRoom: 'nullif(r.takes_whole_room, false)' } },
  absence: { sql: 'absence', json: [], computed: { isEndedEarly: 'nullif(r.is_ended_early, false)' } },
  closure: { sql: 'closure', json: [], computed: {} },
  waiting: { sql: 'waiting', json: [], computed: { hasLapsed: 'nullif(r.has_lapsed, false)' } },
  subscriptionType: { sql: 'subscription_type', json: ['kindIds', 'groupIds', 'slots'], computed: { isTrial: 'nullif(r.is_trial, false)' } },
  subscription: {
    sql: 'subscription', json: ['kindIds', 'groupIds', 'slots', 'freezes'],
    computed: {
      isTrial: 'nullif(r.is_trial, false)', otherClientIds: 'to_json(r.other_client_ids)', leftHalves: ofBalance('x.count_halves - x.used_halves'), usedHalves: `coalesce(${ofBalance('x.used_halves')}, 0)`, bookedHalves: BOOKED_HALVES,
    },
  },
  expectedPayment: { sql: 'expected_payment', json: [], computed: {} },
  shift: { sql: 'shift', json: [], computed: {} },
  notice: { sql: 'notice', json: [], computed: {} },
};
const snake = (field: string) => field.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
export const codeOf = (table: Table): number => TABLES.indexOf(table);

const selects = new Map<string, string>();
/** `select … from <table> r`, to be continued with a where. `extra`: more columns, for a noun's own loading. */
export function selectRows(table: Table, extra = ''): string {
  let text = selects.get(table + extra);
  if (!text) {
    const { sql, computed } = DEFINITIONS[table];
    const fields = Object.keys(tables[table].fields).map((f) => `${computed[f] ?? `r.${snake(f)}`} as "${f}"`);
    selects.set(table + extra, (text = `select ${fields.join(', ')}, r.aud${extra && `, ${extra}`} from ${sql} r `));
  }
  return text;
}
/** Splits a database row into the contract's row, nulls left out, and its audiences. */
export function stored<T extends Table>(_table: T, found: Record<string, unknown>): Stored<T> {
  const row: Record<string, unknown> = {};
  let aud: string[] = [];
  for (const key in found) {
    const value = found[key];
    if (key === 'aud') aud = value as string[]; // text[]
    else if (value !== null) row[key] = value;
  }
  return { row: row as Row<T>, aud }; // columns are named after the contract's fields
}
const keyColumn = (table: Table) => (table === 'studio' ? 'id' : 'studio_id');

/** `column` is one of these ids, which are parameter `n`. The plan for one id is kept; for a list the database plans anew each time, which costs more than the reading. */
export const among = (column: string, n: number, ids: readonly number[]): { sql: string; value: number | readonly number[] | undefined } =>
  (ids.length === 1 ? { sql: `${column} = $${n}`, value: ids[0] } : { sql: `${column} = any($${n}::bigint[])`, value: ids });

export async function readRows<T extends Table>(query: Query, table: T, studioId: number, ids: readonly number[]): Promise<Stored<T>[]> {
  if (!ids.length) return [];
  if (table === 'studio') return (await query(`${selectRows(table)}where r.id = $1`, [studioId])).map((f) => stored(table, f));
  const asked = among('r.id', 2, ids);
  return (await query(`${selectRows(table)}where r.studio_id = $1 and ${asked.sql}`, [studioId, asked.value])).map((f) => stored(table, f));
}
/** All rows that meet these keys; staff see all of a table whose rows always carry `s`. */
export async function readVisibleRows<T extends Table>(query: Query, table: T, studioId: number, keys: readonly string[]): Promise<Stored<T>[]> {
  const found = await query(`${selectRows(table)} where r.${keyColumn(table)} = $1 and r.aud && $2::text[] order by r.id`, [studioId, keys]);
  return found.map((f) => stored(table, f));
}
export async function findRow<T extends Table>(query: Query, table: T, studioId: number, id: number): Promise<Stored<T> | null> {
  return (await readRows(query, table, studioId, [table === 'studio' ? studioId : id]))[0] ?? null;
}

/** Absent in a row when they are false. */
const FLAGS = new Set(['takesWholeRoom', 'isChanged', 'isUndecided', 'isEndedEarly', 'hasLapsed', 'isTrial']);
/** Read by an expression, and written as it is. */
const AS_IT_IS = new Set(['fold', 'otherClientIds']);
function columnsOf(table: Table, row: Record<string, unknown>) {
  const { json, computed } = DEFINITIONS[table];
  const fields = Object.keys(row).filter((f) => !(f in computed) || AS_IT_IS.has(f) || FLAGS.has(f) || (table === 'user' && f === 'login'));
  const values = fields.map((f) => {
    const v = row[f] ?? null;
    if (f === 'fold') return v ?? 0;
    if (FLAGS.has(f)) return v ?? false;
    return json.includes(f) && v !== null ? JSON.stringify(v) : v;
  });
  return { columns: fields.map(snake), values };
}
/** Inserts a row; `extra` are columns that do not travel (snake case). */
export async function insertRow<T extends Table>(query: Query, table: T, studioId: number, row: Row<T>, aud: readonly string[], extra: Record<string, unknown> = {}): Promise<void> {
  const { columns, values } = columnsOf(table, row);
  const all = ['studio_id', ...columns, 'aud', ...Object.keys(extra)];
  await query(`insert into ${DEFINITIONS[table].sql} (${all}) values (${all.map((_, i) => `$${i + 1}`)})`, [studioId, ...values, aud, ...Object.values(extra)]);
}
/** Updates the named fields (undefined clears), rev and audiences. */
export async function updateRow<T extends Table>(query: Query, table: T, studioId: number, id: number, fields: Partial<Record<keyof Row<T>, unknown>>, rev: number, aud: readonly string[], extra: Record<string, unknown> = {}): Promise<void> {
  const { columns, values } = columnsOf(table, fields);
  const all = ['rev', 'aud', ...columns, ...Object.keys(extra)];
  const where = table === 'studio' ? 'id = $1 and $2::bigint is not null' : 'studio_id = $1 and id = $2';
  await query(`update ${DEFINITIONS[table].sql} set ${all.map((c, i) => `${c} = $${i + 3}`)} where ${where}`, [studioId, id, rev, aud, ...values, ...Object.values(extra)]);
}
/** Gives these rows the write's rev, since something that is shown with them has changed. */
export async function bumpRows(query: Query, table: Table, studioId: number, ids: readonly number[], rev: number): Promise<void> {
  const asked = among('id', 2, ids);
  await query(`update ${DEFINITIONS[table].sql} set rev = $3 where studio_id = $1 and ${asked.sql}`, [studioId, asked.value, rev]);
}
export async function deleteRows(query: Query, table: Table, studioId: number, ids: readonly number[]): Promise<void> {
  await query(`delete from ${DEFINITIONS[table].sql} where studio_id = $1 and id = any($2::bigint[])`, [studioId, ids]);
}
