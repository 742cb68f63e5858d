// A studio in a fresh database, made by SQL: ten rooms, twenty trainers, people with sessions, and twenty lessons a day.
// Every lesson has its room and its trainer to itself for half a day, so it may be moved about within that without a conflict.
import type pg from 'pg';

export const STUDIO = 1;
export const LESSONS_A_DAY = 20;
export const STAFF = 50;
export const CLIENTS = 480;
const FIRST_LESSON = 100_001;
const ROOMS = 10;
const KIND_GROUP = 301;

export interface Fill {
  lessons: number;
  /** Day of the first lesson: '2026-11-01'. */
  firstDay: string;
  /** Booked clients of each lesson. */
  bookings: number;
  /** Sessions of staff and of clients; several of one login when there are more than logins. */
  sessions: { staff: number; client: number };
}
/** Cookie of the n-th session, from 0. */
export const cookieOf = (who: 'staff' | 'client', n: number): string => `rytm=bench-${who}-${n}`;
/** Id, date and first start of the n-th lesson, from 0. */
export function lessonAt(fill: Fill, n: number): { id: number; onDate: string; startMin: number } {
  const day = Date.parse(fill.firstDay) + Math.floor(n / LESSONS_A_DAY) * 86_400_000;
  return { id: FIRST_LESSON + n, onDate: new Date(day).toISOString().slice(0, 10), startMin: n % 2 ? 960 : 600 };
}

/** `extra` adds what the figure needs besides, in the same transaction. */
export async function fillStudio(owner: pg.Client, fill: Fill, extra?: (owner: pg.Client) => Promise<void>): Promise<void> {
  await owner.query('begin');
  await owner.query(PEOPLE);
  await owner.query(SESSIONS, [fill.sessions.staff, fill.sessions.client]);
  const audiences = fill.bookings ? `|| array(select 'c' || ${clientOf('k')} from generate_series(0, ${fill.bookings - 1}) k)` : '';
  await owner.query(LESSONS(audiences), [fill.lessons, fill.firstDay, fill.bookings]);
  if (fill.bookings) await owner.query(`insert into booking(studio_id, lesson_id, client_id) select ${STUDIO}, ${FIRST_LESSON} + n, ${clientOf('k')} from generate_series(0, $1::int - 1) n, generate_series(0, $2::int - 1) k`, [fill.lessons, fill.bookings]);
  await owner.query(OCCUPANCY);
  if (extra) await extra(owner);
  await owner.query('commit');
  await owner.query('vacuum analyze');
}

/** SQL for the k-th client of lesson n; nobody is in two lessons of one day. */
const clientOf = (k: string) => `(1001 + (n * 4 + ${k}) % ${CLIENTS})`;

const PEOPLE = `
  insert into studio(id, rev, name, zone, currency, language, hours, aud) overriding system value
    select ${STUDIO}, 1, 'Студія «Рівновага»', 'Europe/Kyiv', 'UAH', 'uk', jsonb_agg(jsonb_build_object('weekday', d, 'startMin', 480, 'endMin', 1260)), '{s,a}' from generate_series(1, 7) d;
  insert into studio_rev(studio_id, rev, pruned_to, next_id) values (${STUDIO}, 1, 1, 10000000);
  insert into trainer(studio_id, id, rev, aud, first_name, last_name, hue, hours)
    select ${STUDIO}, i, 1, array['s', 'a', 'b', 't' || i], (array['Ганна', 'Леся', 'Ігор', 'Марта', 'Оксана'])[1 + i % 5], 'Коваленко ' || i, i % 360, '[]' from generate_series(101, 120) i;
  insert into room(studio_id, id, rev, aud, name, places)
    select ${STUDIO}, i, 1, '{s,a}', 'Зал ' || i, jsonb_agg(jsonb_build_object('slot', p, 'name', 'Реформер ' || p)) from generate_series(201, ${200 + ROOMS}) i, generate_series(1, 8) p group by i;
  insert into lesson_kind(studio_id, id, rev, aud, name, format, duration_min, price_minor, capacity, takes_whole_room)
    values (${STUDIO}, ${KIND_GROUP}, 1, '{s,a}', 'Групове', 'group', 60, 33300, 8, true), (${STUDIO}, 302, 1, '{s,a}', 'Індивідуальне', 'individual', 55, 77700, 1, false);
  insert into client(studio_id, id, rev, aud, first_name, last_name, phone, registered_on)
    select ${STUDIO}, i, 1, array['s', 'c' || i], (array['Олена', 'Ірина', 'Тарас', 'Юлія', 'Богдан'])[1 + i % 5], 'Мельник ' || i, '+38067' || (1000000 + i), '2026-01-15' from generate_series(1001, ${1000 + CLIENTS}) i;
  insert into studio_user(studio_id, id, rev, aud, login, name, password_hash, roles, client_id)
    select ${STUDIO}, i, 1, array['w', 'u' || i], 'staff' || i, 'Адміністратор ' || i, '-', case when i = 1 then '{owner}'::text[] else '{administrator}' end, null::bigint from generate_series(1, ${STAFF}) i
    union all select ${STUDIO}, 1000 + i, 1, array['w', 'u' || (1000 + i)], 'client' || i, 'Клієнт ' || i, '-', '{client}', i from generate_series(1001, ${1000 + CLIENTS}) i`;

const SESSIONS = `insert into session(studio_id, user_id, token_hash, expires_at)
  select ${STUDIO}, 1 + n % ${STAFF}, sha256(convert_to('bench-staff-' || n, 'UTF8')), now() + interval '30 days' from generate_series(0, $1::int - 1) n
  union all select ${STUDIO}, 2001 + n % ${CLIENTS}, sha256(convert_to('bench-client-' || n, 'UTF8')), now() + interval '30 days' from generate_series(0, $2::int - 1) n`;

const LESSONS = (audiences: string) => `insert into lesson(studio_id, id, rev, aud, on_date, start_min, duration_min, during, trainer_id, room_id, kind_id, price_minor, capacity, head_count, takes_whole_room)
  select ${STUDIO}, ${FIRST_LESSON} + n, 1, array['s', 't' || (101 + n % ${LESSONS_A_DAY}), 'b', 'o'] ${audiences}, d, m, 60, tstzrange(at, at + interval '60 minutes'),
    101 + n % ${LESSONS_A_DAY}, 201 + (n % ${LESSONS_A_DAY}) / 2, ${KIND_GROUP}, 33300, 8, $3::int, true
  from generate_series(0, $1::int - 1) n, lateral (select $2::date + n / ${LESSONS_A_DAY} as d, case when n % 2 = 1 then 960 else 600 end as m) t,
    lateral (select (d + m * interval '1 minute') at time zone 'Europe/Kyiv' as at) u`;

const OCCUPANCY = `insert into occupancy(studio_id, kind, resource_id, slots, during, lesson_id)
  select studio_id, 1, trainer_id, '[0,1)'::int4range, during, id from lesson
  union all select studio_id, 3, room_id, '(,)'::int4range, during, id from lesson
  union all select b.studio_id, 2, b.client_id, '[0,1)'::int4range, l.during, l.id from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id`;
