// FROZEN. The write transaction of lesson.move by the bare driver: the statements as the server sent them when this was written,
// nothing around them. It does not follow the server: that the server may become quicker than this is the point.
import { randomInt } from 'node:crypto';
import pg from 'pg';
import { answer } from '../child.ts';
import { lessonAt, type Fill } from '../data.ts';
import { closedLoop, openLoop } from '../schedule.ts';

const LOCK = 'update studio_rev set rev = rev + 1 where studio_id = $1 returning rev';
const AUTHORISE = `select st.rev as "studioRev", u.roles, u.trainer_id as "trainerId", u.client_id as "clientId", u.is_disabled as "isDisabled",
    (s.id is null or s.revoked_at is not null or s.expires_at < to_timestamp($6::float8 / 1000)) as "isOver", a.answer, a.request_hash as "hash", i.forgotten_to as "forgottenTo"
  from studio st
  left join studio_user u on u.studio_id = st.id and u.id = $2
  left join session s on s.studio_id = st.id and s.id = $3 and s.user_id = $2
  left join write_answer a on a.studio_id = st.id and a.user_id = $2 and a.instance = $4 and a.request = $5
  left join client_instance i on i.studio_id = st.id and i.user_id = $2 and i.instance = $4
  where st.id = $1`;
const LOAD = `select r.id as "id", r.rev as "rev", r.on_date as "onDate", r.start_min as "startMin", nullif(r.fold, 0) as "fold", r.duration_min as "durationMin", r.trainer_id as "trainerId", r.room_id as "roomId", r.status as "status", r.kind_id as "kindId", r.group_id as "groupId", r.title as "title", r.price_minor as "priceMinor", r.note as "note", r.capacity as "capacity", r.head_count as "headCount", coalesce((select json_agg(json_strip_nulls(json_build_object('clientId', b.client_id, 'slot', b.slot, 'isPinned', nullif(b.is_pinned, false))) order by b.client_id)
  from booking b where b.studio_id = r.studio_id and b.lesson_id = r.id), '[]') as "bookings", nullif(r.takes_whole_room, false) as "takesWholeRoom", r.meant_trainer_id as "meantTrainerId", r.cancel_reason as "cancelReason", r.cancel_asked_by as "cancelAskedBy", r.aud, r.slots, k.format, t.hours as "trainerHours" from lesson r  join lesson_kind k on k.studio_id = r.studio_id and k.id = r.kind_id left join trainer t on t.studio_id = r.studio_id and t.id = r.trainer_id where r.studio_id = $1 and r.id = any($2::bigint[]) order by r.id`;
const LESSON = 'update lesson set rev = $3,aud = $4,start_min = $5,head_count = $6,slots = $7,during = $8 where studio_id = $1 and id = $2';
const OCCUPANCY = 'update occupancy set during = $3 where studio_id = $1 and lesson_id = $2 and during <> $3';
const STORE = `with c as (
    insert into change(studio_id, rev, ord, tbl, id, aud_before, aud_after)
    select $1, $2, x.n, x.tbl, x.id, string_to_array(x.b, ' '), string_to_array(x.a, ' ')
    from unnest($3::smallint[], $4::bigint[], $5::text[], $6::text[]) with ordinality as x(tbl, id, b, a, n)),
  d as (
    insert into audit(studio_id, rev, ord, tbl, id, before, after, operation, user_id, source, at, reason, asked_by)
    select $1, $2, x.n, x.tbl, x.id, x.b::jsonb, x.a::jsonb, $11, $12, $13, to_timestamp($14::float8 / 1000), $20, $21
    from unnest($7::smallint[], $8::bigint[], $9::text[], $10::text[]) with ordinality as x(tbl, id, b, a, n))
  insert into write_answer(studio_id, user_id, instance, request, request_hash, answer)
  select $1, $12, $15, $16, $17, $18 where $19`;

/** `isPipelined`: the driver's option of that name, which sends statements ahead of the answers to those before. */
interface Lines { connections: number; isPipelined?: boolean }
const pools = new Map<string, pg.Pool>();
let config: pg.ClientConfig = {};
let lessons: { id: number; midnight: number; startMin: number; shift: number }[] = [];
const instance = randomInt(2 ** 40);
let turn = 0;
let request = 0;

answer({
  start(given: { config: pg.ClientConfig; fill: Fill }) {
    config = given.config;
    lessons = Array.from({ length: given.fill.lessons }, (_, n) => lessonAt(given.fill, n)).map((l) => ({ ...l, midnight: Date.parse(`${l.onDate}T00:00:00+02:00`), shift: 0 }));
  },
  /** As many as can be done: `callers` on `connections`. */
  async flood({ callers, seconds, ...lines }: Lines & { callers: number; seconds: number }) {
    const pool = await poolOf(lines);
    return (await closedLoop(callers, seconds, () => move(pool, lines))).perSecond;
  },
  /** At a rate, on one connection; gives latencies in milliseconds. */
  async pace({ perSecond, seconds, seed }: { perSecond: number; seconds: number; seed: number }) {
    const pool = await poolOf({ connections: 1 });
    return openLoop(perSecond, seconds, seed, () => move(pool, { connections: 1 }));
  },
  /** The least a durable write can be: one row, one statement. */
  async oneRow({ callers, seconds }: { callers: number; seconds: number }) {
    const pool = await poolOf({ connections: 1 });
    return (await closedLoop(callers, seconds, () => pool.query({ name: 'lock', text: LOCK, values: [1] }))).perSecond;
  },
});

/** Connected, and every statement prepared, before anything is measured. */
async function poolOf(lines: Lines): Promise<pg.Pool> {
  const name = JSON.stringify(lines);
  const known = pools.get(name);
  if (known) return known;
  const pool = new pg.Pool({ ...config, max: lines.connections, pipeline: lines.isPipelined ?? false });
  pools.set(name, pool);
  await Promise.all(Array.from({ length: lines.connections * 10 }, () => move(pool, lines)));
  return pool;
}

type Statement = [name: string, text: string, values: unknown[]];
async function move(pool: pg.Pool, { isPipelined }: Lines): Promise<void> {
  const client = await pool.connect();
  const query = ([name, text, values]: Statement) => client.query<Record<string, unknown>>({ name, text, values });
  const send = async (statements: Statement[]) => {
    if (isPipelined) return Promise.all(statements.map(query));
    const results = [];
    for (const statement of statements) results.push(await query(statement));
    return results;
  };
  const lesson = lessons[turn++ % lessons.length];
  if (!lesson) throw new Error('there are no lessons');
  const number = ++request;
  const before = lesson.startMin + lesson.shift;
  lesson.shift = (lesson.shift + 15) % 120;
  const startMin = lesson.startMin + lesson.shift;
  const from = lesson.midnight + startMin * 60_000;
  const range = `[${new Date(from).toISOString()},${new Date(from + 3_600_000).toISOString()})`;
  const [, locked, , loaded] = await send([['begin', 'begin', []], ['lock', LOCK, [1]], ['authorise', AUTHORISE, [1, 1, 1, instance, number, Date.now()]], ['load', LOAD, [1, [lesson.id]]]]);
  const { aud, headCount } = loaded?.rows[0] as { aud: string[]; headCount: number }; // columns of LOAD
  const rev = locked?.rows[0]?.rev;
  const audiences = aud.join(' ');
  await send([
    ['lesson', LESSON, [1, lesson.id, rev, aud, startMin, headCount, [], range]], ['occupancy', OCCUPANCY, [1, lesson.id, range]],
    ['store', STORE, [1, rev, [7], [lesson.id], [audiences], [audiences], [7], [lesson.id], [JSON.stringify({ startMin: before })], [JSON.stringify({ startMin })],
      'lesson.move', 1, '127.0.0.1 ', Date.now(), instance, number, Buffer.alloc(16), Buffer.from([1, 2, 3, 0]), true, null, null]],
    ['commit', 'commit', []],
  ]);
  client.release();
}
