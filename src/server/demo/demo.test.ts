// The demo's half year, checked against the rules by statements that share nothing with the code that made it.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { assertConverged } from '../../../test/convergence.ts';
import { createTestDatabase } from '../../../test/database.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { policyOf } from '../../domain/policy.ts';
import { renewals } from '../../domain/renewal.ts';
import { selectRows, stored } from '../db/rows.ts';
import { runDueJobs } from '../jobs/jobs.ts';
import { createApp, type App } from '../app.ts';
import { monthOf } from '../cli/held-rows.ts';
import { connect, type SocketClient } from '../cli/socket-client.ts';
import { refreshAllClientAudiences } from '../clients/client.store.ts';
import { openDatabase } from '../db/database.ts';
import { auditMoney } from '../ledger/audit.ts';
import { noteEnds } from '../notices/notice.jobs.ts';
import { createStudio } from '../studio/setup.ts';
import { createSession } from '../users/session.store.ts';
import { signIn } from '../users/sign-in.ts';
import { fillDemo, type Demo } from './demo.ts';

const TODAY = '2026-11-25';
const webFolder = path.join(import.meta.dirname, '../../../dist/web');
const NOW = Date.parse(`${TODAY}T13:20+02:00`);
type Sql = <R extends object>(text: string, values?: readonly unknown[]) => Promise<R[]>;

interface Opened { app: App; sql: Sql; url: string; close(): Promise<void> }
async function open(): Promise<Opened> {
  const database = await createTestDatabase();
  const owner = new pg.Pool({ ...database.ownerConfig, max: 2 });
  owner.on('error', () => {});
  const app = await createApp({ db: openDatabase(database.appConfig), now: () => NOW, webFolder });
  const { port } = await app.listen(0, '127.0.0.1');
  const close = async () => {
    await app.close();
    await owner.end();
    await database.drop().catch(() => {}); // a server that has ended before us took it along
  };
  const sql: Sql = async <R extends object>(text: string, values: readonly unknown[] = []) => (await owner.query<R & pg.QueryResultRow>(text, [...values])).rows;
  return { app, sql, url: `http://127.0.0.1:${port}`, close };
}
/** Expects that the statement finds nothing. */
const none = async (sql: Sql, text: string) => assert.deepEqual(await sql(`select * from (${text}) wrong limit 3`), []);

describe('the demo of a new installation', () => {
  let opened: Opened, app: App, sql: Sql, demo: Demo, tookMs: number;
  // In a hook, which is left out with the tests: nothing stays open when others are asked for by name.
  before(async () => {
    opened = await open();
    ({ app, sql } = opened);
    const startedAt = performance.now();
    demo = await fillDemo(app, { now: NOW });
    tookMs = performance.now() - startedAt;
  });
  after(() => opened.close());
  const count = async (text: string) => Number((await sql<{ count: string }>(`select count(*) as count from ${text}`))[0]?.count);

  test('fills a studio with trainers, clients, groups, two rooms and half a year of lessons, quickly', async () => {
    assert.ok(tookMs < 15_000, `it took ${tookMs} ms`);
    assert.deepEqual([demo.trainers, demo.clients, demo.groups], [8, 400, 10]);
    assert.deepEqual([await count('trainer'), await count('client'), await count('client_group'), await count('room'), await count('lesson_kind'), await count('lesson where block is null')], [8, 400, 10, 2, 4, demo.lessons]);
    assert.ok(demo.lessons > 2500 && demo.lessons < 6000, `${demo.lessons} lessons`);
    const [span] = await sql<{ first: string; last: string; weeks: string }>(`select min(on_date)::text as first, max(on_date)::text as last, count(distinct date_trunc('week', on_date)) as weeks from lesson`);
    assert.ok(span && span.first < addDays(TODAY, -135) && span.last > addDays(TODAY, 38), JSON.stringify(span));
    assert.equal(Number(span.weeks), 27);
    assert.equal(await count('(select distinct first_name, last_name from client) x'), 400);
    assert.ok(await count('(select distinct client_id from booking) x') > 300, 'most clients come');
    assert.equal(await count(`client where sex = 'female' and last_name like '%ий'`), 0);
    assert.ok(await count('client where description is not null') > 60);
  });
  test('past lessons are held or cancelled with a reason, those ahead are planned', async () => {
    await none(sql, `select id from lesson where (status = 'planned') <> (upper(during) > to_timestamp(${NOW / 1000})) and status <> 'cancelled'`);
    await none(sql, `select id from lesson where (status = 'cancelled') <> (cancel_reason is not null and cancel_asked_by is not null)`);
    for (const status of ['held', 'planned', 'cancelled']) assert.ok(await count(`lesson where status = '${status}'`) > 100, status);
    for (const format of ['individual', 'pair', 'trio', 'group']) assert.ok(await count(`lesson l join lesson_kind k on k.id = l.kind_id where k.format = '${format}'`) > 100, format);
    for (const name of ['Зал реформерів', 'Зал матів']) assert.ok(await count(`lesson l join room r on r.id = l.room_id where r.name = '${name}'`) > 500, name);
  });
  test('no trainer, client or place is in two lessons at once', async () => {
    const pairs = `lesson a join lesson b on a.studio_id = b.studio_id and a.id < b.id and a.on_date = b.on_date and a.during && b.during and a.status <> 'cancelled' and b.status <> 'cancelled'`;
    await none(sql, `select a.id, b.id as other from ${pairs} where a.trainer_id = b.trainer_id`);
    await none(sql, `select a.id, b.id as other from ${pairs} join booking x on x.lesson_id = a.id join booking y on y.lesson_id = b.id and y.client_id = x.client_id`);
    await none(sql, `select a.id, b.id as other from ${pairs} where a.room_id = b.room_id and (a.takes_whole_room or b.takes_whole_room or a.slots && b.slots)`);
  });
  test('what is derived from a lesson is right: occupancy, places, head count, audiences', async () => {
    await none(sql, `select l.id from lesson l where l.head_count <> (select count(*) from booking b where b.studio_id = l.studio_id and b.lesson_id = l.id) or l.head_count > l.capacity`);
    await none(sql, `select l.id from lesson l where cardinality(l.slots) <> case when l.takes_whole_room or l.status = 'cancelled' or l.room_id is null then 0 else l.capacity end`);
    await none(sql, `select b.* from booking b join lesson l on l.id = b.lesson_id where (b.slot is null) <> (l.status = 'cancelled') or (not l.takes_whole_room and b.slot is not null and b.slot <> all(l.slots))`);
    await none(sql, `select lesson_id, slot from booking where slot is not null group by 1, 2 having count(*) > 1`);
    await none(sql, `(select 1 as kind, trainer_id as who, id, during::text from lesson where status <> 'cancelled' and trainer_id is not null union all select 2, b.client_id, l.id, l.during::text from booking b join lesson l on l.id = b.lesson_id where l.status <> 'cancelled')
      except select kind, resource_id, lesson_id, during::text from occupancy`);
    await none(sql, `select l.id from lesson l left join occupancy o on o.lesson_id = l.id and o.kind = 3 group by l.id, l.status, l.takes_whole_room, l.capacity, l.room_id
      having l.room_id is not null and coalesce(sum(case when upper_inf(o.slots) then null else upper(o.slots) - lower(o.slots) end), 0) <> case when l.takes_whole_room or l.status = 'cancelled' then 0 else l.capacity end
        or (l.takes_whole_room and l.status <> 'cancelled') <> coalesce(bool_or(upper_inf(o.slots)), false)`);
    await none(sql, `select l.id, l.aud from lesson l join lesson_kind k on k.id = l.kind_id cross join lateral (select array_agg(a order by a) as wanted from (
        select 's' as a union select 't' || l.trainer_id union select 'b' where l.status <> 'cancelled' union select 'o' where k.format = 'group' and l.status = 'planned'
        union select 'c' || b.client_id from booking b where b.studio_id = l.studio_id and b.lesson_id = l.id) w) x where x.wanted <> (select array_agg(a order by a) from unnest(l.aud) a)`);
  });
  test("a group's lessons have the members of that day", async () => {
    await none(sql, `select l.id from lesson l where l.group_id is not null and array(select client_id from booking b where b.studio_id = l.studio_id and b.lesson_id = l.id order by 1)
      <> array(select m.client_id from group_member m where m.group_id = l.group_id and m.from_on <= l.on_date and (m.to_on is null or m.to_on >= l.on_date) order by 1)`);
    assert.ok(await count('group_member where to_on is not null') > 5, 'some have left');
    await none(sql, `select c.first_name, g.name from group_member m join client c on c.studio_id = m.studio_id and c.id = m.client_id join client_group g on g.studio_id = m.studio_id and g.id = m.group_id
      where (g.name = 'Чоловіча група' and c.sex <> 'male') or (g.name = 'Пілатес для вагітних' and c.sex <> 'female') or (g.name = 'Пілатес 60+' and c.birth_on > '${TODAY}'::date - interval '60 years')`);
    await none(sql, `select g.id from client_group g cross join lateral (select count(*) as n from group_member m where m.group_id = g.id and m.to_on is null) x where x.n > g.capacity or x.n < 4`);
  });
  test('groups and some clients have regular schedules, each lesson on a date of its rule and each date with a lesson or a reason', async () => {
    assert.equal(await count('series where group_id is not null and until_on is null'), 10);
    assert.ok(await count('series where group_id is null and until_on is not null') > 15);
    assert.ok(await count(`lesson where series_id is not null and status = 'planned'`) > 200);
    await none(sql, `select l.id from lesson l join series s on s.id = l.series_id where (l.series_on, l.series_min) <> (l.on_date, l.start_min) or s.trainer_id <> l.trainer_id or s.room_id <> l.room_id or s.group_id is distinct from l.group_id
      or not exists (select from jsonb_to_recordset(s.slots) x(weekday int, "startMin" int) where x.weekday = extract(isodow from l.on_date) and x."startMin" = l.start_min)`);
    await none(sql, `select s.id, d from series s, jsonb_to_recordset(s.slots) x(weekday int, "startMin" int), generate_series(s.from_on, coalesce(s.until_on, s.filled_to), interval '1 day') d
      where extract(isodow from d) = x.weekday and (exists (select from lesson l where l.series_id = s.id and l.series_on = d) = exists (select from jsonb_to_recordset(s.left_out) o("onDate" date) where o."onDate" = d))`);
  });
  test('an absence ahead waits for decisions, time is blocked and held, and people stand in line for a full group', async () => {
    await none(sql, `select l.id from lesson l join absence a on a.trainer_id = l.trainer_id and a.during && l.during where l.status = 'planned' and l.block is null and not l.is_undecided`);
    assert.ok(await count(`lesson l join absence a on a.id = l.absence_id where l.is_undecided and a.from_on > '${TODAY}'`) > 3);
    assert.deepEqual(await sql(`select block, count(*)::int as n from lesson where block is not null group by 1 order by 1`), [{ block: 'break', n: 7 }, { block: 'hold', n: 1 }, { block: 'rent', n: 1 }]);
    await none(sql, `select id from lesson where block is not null and lower(during) < to_timestamp(${NOW / 1000})`);
    assert.equal(await count(`lesson l join client c on l.title = c.first_name || ' ' || c.last_name where l.block = 'hold' and l.expires_at > ${NOW}`), 1);
    assert.equal(await count(`waiting w join client_group g on g.id = w.group_id where g.capacity = (select count(*) from group_member m where m.group_id = g.id and m.to_on is null)`), 2);
    await none(sql, `select w.id from waiting w join group_member m on m.group_id = w.group_id and m.client_id = w.client_id`);
  });
  test('what was sold, paid and used adds up, and visits of past lessons are marked', async () => {
    assert.deepEqual(await app.db.snapshot((query) => auditMoney(query, demo.studioId)), []);
    assert.ok(await count('subscription') > 200 && await count('subscription_type') === 5 && await count('notice') > 10);
    await none(sql, `select b.* from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id where l.status = 'held' and b.state = 'booked'`);
    const [debts] = await sql<{ in_debt: string; ahead: string }>(`select count(*) filter (where balance_minor > 0) as in_debt, (select count(*) from booking where state = 'booked' and is_paid) as ahead from account where account = 'client'`);
    assert.ok(Number(debts?.in_debt) > 10 && Number(debts?.in_debt) < 200 && Number(debts?.ahead) > 100, JSON.stringify(debts));
  });
  test('the first morning asks for little: a handful to renew, notices read but for a few of today, and the daily job has nothing to add', async () => {
    const all = (await app.db.read(`${selectRows('subscription')}where r.studio_id = $1`, [demo.studioId])).map((f) => stored('subscription', f).row);
    const due = renewals(all, TODAY, policyOf(null));
    assert.ok(due.length >= 8 && due.length <= 15, `${due.length} to renew`);
    assert.ok(new Set(due.map((r) => r.reason)).size > 2, 'for different reasons');
    assert.ok(await count('subscription where start_on is null') > 50, 'regulars have the next one already');
    assert.ok(await count('subscription where freezes is not null') > 0);
    const midnight = Date.parse(`${TODAY}T00:00+02:00`);
    const unread = await count('notice where read_at is null');
    assert.ok(unread > 0 && unread <= 5, `${unread} unread`);
    assert.equal(await count(`notice where read_at is null and at < ${midnight}`), 0);
    await none(sql, `select id from notice where at > ${NOW} or read_at > ${NOW} or read_at < at`);
    const told = await count('notice');
    await noteEnds(app, demo.studioId, NOW);
    assert.equal(await count('notice'), told);
  });
  test('trainers see their clients: a refresh finds nothing to change', async () => {
    const changes = () => count(`change where tbl = 6`);
    const before = await changes();
    await app.write(demo.studioId, 'test', refreshAllClientAudiences);
    assert.equal(await changes(), before);
    assert.ok(await count(`client where aud::text like '%t%'`) > 200);
  });
  test('lessons are within the hours of the studio and the trainer, and none on a closed day', async () => {
    for (const hours of ['st.hours', 't.hours']) {
      await none(sql, `select l.id, l.on_date, l.start_min from lesson l join studio st on st.id = l.studio_id join trainer t on t.id = l.trainer_id
        where not exists (select from jsonb_to_recordset(${hours}) h(weekday int, "startMin" int, "endMin" int) where h.weekday = extract(isodow from l.on_date) and h."startMin" <= l.start_min and h."endMin" >= l.start_min + l.duration_min)`);
    }
    await none(sql, `select l.id from lesson l join studio st on st.id = l.studio_id, jsonb_to_recordset(st.closed_days) d("onDate" date) where d."onDate" = l.on_date`);
  });
  test('every login can sign in with the password it gives', async () => {
    assert.deepEqual(demo.logins.map((l) => [l.login, l.role]), [['owner', 'owner'], ['admin', 'administrator'], ['olena', 'trainer'], ['client', 'client']]);
    for (const { login } of demo.logins) assert.ok((await signIn(app.db.read, demo.studioId, login, demo.password, '', NOW)).ok, login);
    assert.ok(await count(`lesson l join booking b on b.lesson_id = l.id join studio_user u on u.client_id = b.client_id where l.status = 'planned'`) > 5, 'the client has something ahead');
  });
  test('a studio that has clients is left alone', async () => {
    const before = await count('lesson');
    await assert.rejects(fillDemo(app, { now: NOW }), { name: 'StartupError', message: /has clients already \(400\)/ });
    assert.equal(await count('lesson'), before);
  });
  test('the same seed and day give the same studio', async (t) => {
    const other = await open();
    t.after(other.close);
    await fillDemo(other.app, { now: NOW });
    const digest = async (run: Sql) => run(`select (select md5(string_agg(row(id, on_date, start_min, trainer_id, room_id, kind_id, group_id, status, slots, note, cancel_reason)::text, '|' order by id)) from lesson) as lessons,
      (select md5(string_agg(row(id, first_name, last_name, phone, birth_on, description, registered_on, trainer_id)::text, '|' order by id)) from client) as clients, (select md5(string_agg(b::text, '|' order by lesson_id, client_id)) from booking b) as bookings`);
    assert.deepEqual(await digest(other.sql), await digest(sql));
  });
});

/** Waits until every device has been told, without asking: the half year goes out in pieces. */
async function pushed(connected: readonly { client: SocketClient }[], rev: number): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (connected.some(({ client }) => client.cursor < rev) && performance.now() < deadline) await new Promise((done) => setTimeout(done, 10));
}

test('devices that are connected while the demo fills their studio, and new ones of every role, agree with the database', async (t) => {
  const { app, sql, url, close } = await open();
  t.after(close);
  const made = await createStudio(app.db, { studioName: 'Студія', zone: 'Europe/Kyiv', currency: 'UAH', language: 'uk', name: 'Олена Власенко', login: 'me', passwordHash: null }, NOW);
  assert.ok(made);
  const { studioId } = made;
  const months = [monthOf('2026-10-01'), monthOf('2026-11-01'), monthOf('2026-12-01')];
  const connected: { who: string; client: SocketClient }[] = [];
  const device = async (login: string) => {
    const [user] = await sql<{ id: string }>('select id from studio_user where login = $1', [login]);
    return connect({ url, cookie: `rytm=${await createSession(app.db.read, studioId, Number(user?.id), { device: login, address: '' }, Date.now())}` });
  };
  const join = async (login: string) => {
    const client = await device(login);
    connected.push({ who: login, client });
    await client.load(months);
    return client;
  };
  const rev = async () => Number((await sql<{ rev: string }>('select rev from studio_rev'))[0]?.rev);
  const world = { connected, studioId, sql, rev, fresh: (login: string) => device(login) };
  try {
    await join('me');
    const demo = await fillDemo(app, { studioId, seed: 7 });
    assert.deepEqual([demo.isNewStudio, demo.logins.map((l) => l.login)], [false, ['admin', 'olena', 'client']]);
    await pushed(connected, await rev());
    await assertConverged(world);
    const [olena, client] = [await join('olena'), await join('client'), await join('admin')];
    assert.ok(olena.held.of('client').size > 20 && olena.held.of('client').size < 200, 'a trainer sees the own clients');
    assert.equal(client.held.of('client').size, 1);
    const [lesson] = await sql<{ id: string }>(`select id from lesson where status = 'planned' and group_id is not null and on_date < '2026-12-20' order by on_date, id limit 1`);
    await app.call(studioId, 'lesson.cancel', { id: Number(lesson?.id), seenRev: 0, reason: 'Вимкнення світла', askedBy: 'studio' });
    await assertConverged(world);
    // Groups go on: their schedules are kept filled like any other.
    const last = async () => (await sql<{ last: string; left: number }>(`select max(on_date)::text as last, (select count(*)::int from series, jsonb_array_elements(left_out) where filled_to is not null) as left from lesson where group_id is not null`))[0];
    const before = await last();
    await runDueJobs(app, NOW);
    const after = await last();
    assert.ok(before && after && after.last > before.last && after.last > addDays(TODAY, 50), JSON.stringify([before, after]));
    assert.equal(after.left, before.left, 'no date had to be left out');
    await pushed(connected, await rev());
    await assertConverged(world);
  } finally {
    for (const { client } of connected) await client.close();
  }
});
