// Importing a weekly timetable into a real studio: the sports centre's file whole, every refusal, and what is there already.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { aClient, aGroup, aLesson } from '../../../test/factories.ts';
import { createTestApp, type TestApp } from '../../../test/test-app.ts';
import { addDays, startOfWeek, weekday } from '../../domain/calendar-day.ts';
import { fillSeries } from '../series/series.jobs.ts';
import { ImportRefused, type RefusedLine } from './refused.ts';
import { importTimetable, type TimetableImport } from './timetable.ts';

const REAL = fs.readFileSync(new URL('../../../examples/real-timetable.csv', import.meta.url), 'utf8');
const GROUPS = new Set(REAL.trim().split('\n').slice(1).map((line) => line.split(',')[3])).size;
const MONDAY = '2026-11-23';
const HEADER = 'weekday,start,end,group,room';
const run = (app: TestApp, given: Partial<TimetableImport> = {}) => importTimetable(app.app, app.studioId, { text: REAL, fromOn: MONDAY, weeks: 4, ...given });
const file = (...lines: string[]) => [HEADER, ...lines].join('\n');

interface Found { id: string; onDate: string; startMin: number; durationMin: number; group: string; room: string; trainerId: string | null; status: string }
const lessonsOf = (app: TestApp) => app.sql<Found>(`select l.id, l.on_date::text as "onDate", l.start_min as "startMin", l.duration_min as "durationMin", g.name as group, r.name as room, l.trainer_id as "trainerId", l.status
  from lesson l join client_group g on g.studio_id = l.studio_id and g.id = l.group_id join room r on r.studio_id = l.studio_id and r.id = l.room_id order by l.on_date, l.start_min, r.name`);
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const clock = (min: number) => `${String(Math.floor(min / 60)).padStart(2, '0')}:${String(min % 60).padStart(2, '0')}`;
const asLine = (l: Found) => [DAYS[weekday(l.onDate) - 1], clock(l.startMin), clock(l.startMin + l.durationMin), l.group, l.room].join();

/** Everything an import could change. */
async function picture(app: TestApp): Promise<unknown> {
  const tables = ['room', 'client_group', 'lesson_kind', 'lesson', 'booking', 'occupancy', 'change', 'audit', 'client', 'trainer'];
  const found = await app.sql(tables.map((t) => `select '${t}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from ${t} t`).join(' union all '));
  return [await app.rev(), found];
}
/** Expects a refusal that leaves everything as it was, and gives its lines. */
async function refusedLines(app: TestApp, given: Partial<TimetableImport>): Promise<readonly RefusedLine[]> {
  const before = await picture(app);
  const error = await run(app, given).then(() => assert.fail('the import should be refused'), (e: unknown) => e);
  assert.ok(error instanceof ImportRefused, String(error));
  assert.deepEqual(await picture(app), before);
  for (const line of error.lines) assert.match(line.text, /[а-яіїєґ]/, 'said in the language of the studio');
  return error.lines;
}
const reasonsOf = async (app: TestApp, given: Partial<TimetableImport>) => (await refusedLines(app, given)).map((l) => [l.line, l.reason]);

test("a real sports centre's timetable comes in whole, and every week of it is the file", async () => {
  const app = await createTestApp();
  await app.connectAll();
  const startedAt = performance.now();
  assert.deepEqual(await run(app, { weeks: 26 }), { rooms: 3, groups: GROUPS, lessons: 46 * 26, skipped: 0, closed: 0 });
  const tookMs = performance.now() - startedAt;
  assert.ok(tookMs < 5000, `${46 * 26} lessons took ${tookMs} ms`);
  // A thousand lessons go out in pieces: wait for the push itself, without asking.
  const rev = await app.rev();
  for (const deadline = performance.now() + 20_000; app.connected.some(({ client }) => client.cursor < rev) && performance.now() < deadline;) await new Promise((done) => setTimeout(done, 10));
  await app.converge();
  const lines = REAL.trim().split('\n').slice(1).sort();
  const weeks = Map.groupBy(await lessonsOf(app), (l) => startOfWeek(l.onDate));
  assert.deepEqual([...weeks.keys()], Array.from({ length: 26 }, (_, i) => addDays(MONDAY, i * 7)));
  for (const [week, lessons] of weeks) assert.deepEqual(lessons.map(asLine).sort(), lines, week);
  const all = [...weeks.values()].flat();
  assert.ok(all.every((l) => l.trainerId === null && l.status === 'planned'), 'they wait in the column without a trainer');
  const rows = await app.sql<{ wrong: string }>(`select l.id as wrong from lesson l left join occupancy o on o.studio_id = l.studio_id and o.lesson_id = l.id
    group by l.studio_id, l.id having count(*) <> 1 or min(o.kind) <> 3 or min(o.during::text) <> l.during::text or not (l.aud @> '{s,b,o}') or l.head_count <> 0 or not l.takes_whole_room`);
  assert.deepEqual(rows, []);
  const [hues] = await app.sql<{ count: string }>('select count(distinct hue) as count from client_group');
  assert.equal(Number(hues?.count), GROUPS, 'every group has a colour of its own');
});

test('a second import adds nothing, and one of more weeks adds only those', async () => {
  const app = await createTestApp();
  await run(app);
  const before = await picture(app) as [number, unknown];
  assert.deepEqual(await run(app, { text: REAL.toUpperCase() }), { rooms: 0, groups: 0, lessons: 0, skipped: 46 * 4, closed: 0 });
  assert.deepEqual((await picture(app) as [number, unknown])[1], before[1]);
  assert.deepEqual(await run(app, { weeks: 6 }), { rooms: 0, groups: 0, lessons: 46 * 2, skipped: 46 * 4, closed: 0 });
  assert.equal((await lessonsOf(app)).length, 46 * 6);
});

test('an import from the middle of a week makes no lesson before that day', async () => {
  const app = await createTestApp();
  const { lessons } = await run(app, { fromOn: '2026-11-26', weeks: 1 });
  assert.equal(lessons, REAL.split('\n').filter((l) => /^(Thu|Fri|Sat|Sun)/.test(l)).length);
  assert.equal((await lessonsOf(app))[0]?.onDate, '2026-11-26');
});

test('a cancelled lesson does not count as there', async () => {
  const app = await createTestApp();
  const text = file('Mon,10:00,11:00,Yoga,Hall');
  await run(app, { text, weeks: 1 });
  const [made] = await lessonsOf(app);
  await app.call('lesson.cancel', { id: Number(made?.id), seenRev: 0, reason: 'Свято', askedBy: 'studio' });
  assert.equal((await run(app, { text, weeks: 1 })).lessons, 1);
});

test('a bad line is named with its number and reason, and changes nothing', async () => {
  const app = await createTestApp();
  const good = 'Mon,10:00,11:00,Yoga,Hall';
  const bad: [string, string][] = [
    ['Someday,10:00,11:00,Yoga,Hall', 'weekday'], ['Tue,ten,11:00,Yoga,Hall', 'start'], ['Tue,10:00,,Yoga,Hall', 'end'], ['Tue,11:00,11:00,Yoga,Hall', 'order'], ['Tue,11:00,10:00,Yoga,Hall', 'order'],
    ['Tue,06:00,18:05,Yoga,Hall', 'tooLong'], ['Tue,10:00,10:04,Yoga,Hall', 'tooShort'], ['Tue,10:00,11:00,,Hall', 'group'], ['Tue,10:00,11:00,Yoga', 'room'],
    ['mon,10:30,11:30,Boxing,hall', 'overlap'], ['Monday,10:00,11:00,YOGA,Hall', 'repeated'], ['Tue,10:00,11:00,Yoga,Hall,Anna,more', 'cells'], ['Tue,10:00,11:00,"Yoga,Hall', 'quote'], ['Tue,10:00,11:00,Йог\ufffd,Hall', 'encoding'],
  ];
  for (const [line, reason] of bad) assert.deepEqual(await reasonsOf(app, { text: file(good, 'Wed,10:00,11:00,Yoga,Hall', line) }), [[4, reason]], line);
  assert.deepEqual(await reasonsOf(app, { text: `${REAL}Someday,1:00,2:00,A,B\nTue,1:00,2:00,,B\n` }), [[48, 'weekday'], [49, 'group']], 'all bad lines at once');
  assert.deepEqual(await reasonsOf(app, { text: 'weekday,start,group\nMon,10:00,Yoga' }), [[1, 'columns']]);
  assert.deepEqual(await reasonsOf(app, { text: HEADER }), [[0, 'empty']]);
  assert.deepEqual(await reasonsOf(app, { text: '' }), [[0, 'empty']]);
  assert.deepEqual(await reasonsOf(app, { weeks: 0 }), [[0, 'weeks']]);
  assert.deepEqual(await reasonsOf(app, { fromOn: '2026-11-31' }), [[0, 'fromOn']]);
});

test('Ukrainian headers and weekdays, semicolons, a byte order mark and the columns in another order are read', async () => {
  const app = await createTestApp();
  const text = '\ufeffЗал;Група;День;Початок;Кінець;Тренер\r\n\r\n"Великий зал";"Йога; для всіх";Понеділок;9:05;10:00;\r\nвеликий ЗАЛ;Стретчинг;ПТ;17:25;18:20;Коваленко Ганна\r\n';
  assert.deepEqual(await run(app, { text, weeks: 1 }), { rooms: 0, groups: 2, lessons: 2, skipped: 0, closed: 0 });
  const lessons = await lessonsOf(app);
  assert.deepEqual(lessons.map((l) => [l.onDate, l.startMin, l.durationMin, l.group, l.room]), [['2026-11-23', 545, 55, 'Йога; для всіх', 'Великий зал'], ['2026-11-27', 1045, 55, 'Стретчинг', 'Великий зал']]);
  assert.deepEqual(lessons.map((l) => l.trainerId && Number(l.trainerId)), [null, app.trainers.trainer]);
});

test('a trainer nobody knows refuses the line', async () => {
  const app = await createTestApp();
  const text = `${HEADER},trainer\nMon,10:00,11:00,Yoga,Hall,Ганна\nMon,12:00,13:00,Yoga,Hall,Хтось Інший\n`;
  assert.deepEqual(await reasonsOf(app, { text }), [[3, 'trainerUnknown']]);
});

test('a time that the clocks skip refuses the import with line and date', async () => {
  const app = await createTestApp();
  const text = file('Mon,10:00,11:00,Yoga,Hall', 'Sun,03:15,04:00,Night yoga,Hall');
  const lines = await refusedLines(app, { text, fromOn: '2027-03-15', weeks: 3 });
  assert.deepEqual(lines.map(({ text: _, ...l }) => l), [{ line: 3, reason: 'noSuchTime', onDate: '2027-03-28', value: '3:15' }]);
  assert.equal((await run(app, { text: file('Sun,04:00,05:00,Night yoga,Hall'), fromOn: '2027-03-15', weeks: 3 })).lessons, 3);
});

test('a class whose elapsed time runs into the next one on the night of the clock change is refused', async () => {
  const app = await createTestApp();
  const text = file('Sun,02:30,03:30,Night yoga,Hall', 'Sun,04:00,05:00,Dawn yoga,Hall');
  assert.deepEqual((await refusedLines(app, { text, fromOn: '2027-03-15', weeks: 3 })).map((l) => [l.line, l.reason, l.onDate]), [[3, 'taken', '2027-03-28']]);
});

test('lessons on a closed day are left out and counted', async () => {
  const app = await createTestApp();
  await app.call('studio.update', { seenRev: 0, closedDays: [{ onDate: '2026-12-25', reason: 'Різдво' }] });
  const fridays = REAL.split('\n').filter((l) => l.startsWith('Friday')).length;
  assert.deepEqual(await run(app, { weeks: 5 }), { rooms: 3, groups: GROUPS, lessons: 46 * 5 - fridays, skipped: fridays, closed: fridays });
  assert.ok((await lessonsOf(app)).every((l) => l.onDate !== '2026-12-25'));
});

test('a lesson that is in the room refuses the import with line and date', async () => {
  const app = await createTestApp();
  await aLesson(app, { onDate: '2026-12-01', startMin: 17 * 60, roomId: app.rooms.mats });
  const text = file('Mon,10:00,11:00,Йога,великий зал', 'Tue,17:25,18:20,Йога,великий зал');
  const lines = await refusedLines(app, { text });
  assert.deepEqual(lines.map(({ text: _, ...l }) => l), [{ line: 3, reason: 'taken', onDate: '2026-12-01', value: '17:25', what: 'room' }]);
});

test('members of a group that is there come into its lessons, and one who is busy refuses the import', async () => {
  const app = await createTestApp();
  const group = await aGroup(app, { name: 'Йога' });
  const { id: clientId } = await aClient(app);
  await app.call('group.addMember', { id: group.id, clientId, fromOn: '2026-11-30' });
  await app.connectAll();
  const text = file('Mon,10:00,11:00,йога,Великий зал');
  assert.equal((await run(app, { text, weeks: 2 })).lessons, 2);
  await app.converge();
  const booked = await app.sql<{ onDate: string; clientId: string; slot: number; heads: number }>(`select l.on_date::text as "onDate", b.client_id as "clientId", b.slot, l.head_count as heads from lesson l left join booking b on b.studio_id = l.studio_id and b.lesson_id = l.id order by 1`);
  assert.deepEqual(booked, [{ onDate: '2026-11-23', clientId: null, slot: null, heads: 0 }, { onDate: '2026-11-30', clientId: String(clientId), slot: 1, heads: 1 }]);
  await aLesson(app, { onDate: '2026-12-08', startMin: 600, clientIds: [clientId] });
  const lines = await refusedLines(app, { text: file('Tue,10:30,11:30,Йога,Великий зал'), weeks: 3 });
  assert.deepEqual(lines.map((l) => [l.line, l.onDate, l.what]), [[2, '2026-12-08', 'client']]);
});

interface Rule { slots: { weekday: number; startMin: number; durationMin: number }[]; untilOn: string | null; filledTo: string | null; leftOut: unknown }
const rulesOf = (app: TestApp) => app.sql<Rule>('select slots, until_on::text as "untilOn", filled_to::text as "filledTo", left_out as "leftOut" from series order by id');

test('as regular schedules with a last day, every week of a year with both clock changes is the file', async () => {
  const app = await createTestApp();
  const done = await run(app, { weeks: 53, isSeries: true });
  const rules = await rulesOf(app);
  assert.deepEqual(done, { rooms: 3, groups: GROUPS, lessons: 46 * 53, skipped: 0, closed: 0, series: rules.length });
  assert.deepEqual([rules.flatMap((r) => r.slots).length, new Set(rules.map((r) => `${r.untilOn} ${r.filledTo}`))], [46, new Set(['2027-11-28 null'])]);
  const lines = REAL.trim().split('\n').slice(1).sort();
  const weeks = Map.groupBy(await lessonsOf(app), (l) => startOfWeek(l.onDate));
  assert.deepEqual([...weeks.keys()], Array.from({ length: 53 }, (_, i) => addDays(MONDAY, i * 7)));
  for (const [week, lessons] of weeks) assert.deepEqual(lessons.map(asLine).sort(), lines, week);
  const strange = await app.sql(`select 1 from lesson where series_id is null or series_on <> on_date or series_min <> start_min or to_char(lower(during) at time zone 'Europe/Kyiv', 'HH24:MI') <> to_char(make_time(start_min / 60, start_min % 60, 0), 'HH24:MI')`);
  assert.deepEqual(strange, []);
});

test('as regular schedules without an end they are kept filled for a year, every week of it the file; a second import adds nothing', async () => {
  const app = await createTestApp();
  await app.call('studio.update', { seenRev: 0, closedDays: [{ onDate: '2026-12-25', reason: 'Різдво' }] });
  const fridays = REAL.split('\n').filter((l) => l.startsWith('Friday')).length;
  const done = await run(app, { weeks: undefined, isSeries: true });
  // Eight weeks and the Monday after them.
  const mondays = REAL.split('\n').filter((l) => l.startsWith('Monday')).length;
  assert.deepEqual([done.lessons, done.closed], [46 * 8 + mondays - fridays, fridays]);
  assert.equal((await rulesOf(app)).flatMap((r) => (r.leftOut as { why: string }[] | null) ?? []).filter((l) => l.why === 'closedDay').length, fridays);
  const again = await run(app, { weeks: undefined, isSeries: true });
  assert.deepEqual([again.lessons, again.series, again.rooms, again.groups], [0, 0, 0, 0]);
  for (const at of ['2027-01-18T08:00+02:00', '2027-03-15T08:00+02:00', '2027-05-10T08:00+03:00', '2027-10-04T08:00+03:00']) {
    await app.clock.set(at);
    await fillSeries(app.app, app.studioId, app.clock.now());
  }
  const lines = REAL.trim().split('\n').slice(1).sort();
  const weeks = Map.groupBy(await lessonsOf(app), (l) => startOfWeek(l.onDate));
  for (let i = 0; i < 53; i++) {
    const week = addDays(MONDAY, i * 7);
    assert.deepEqual((weeks.get(week) ?? []).map(asLine).sort(), week === '2026-12-21' ? lines.filter((l) => !l.startsWith('Friday')) : lines, week);
  }
  assert.equal([...new Set((await rulesOf(app)).map((r) => r.filledTo && r.filledTo >= '2027-11-22'))].join(), 'true');
});

test('weeks may be left out for regular schedules only; a date on which the group has such a lesson is left out', async () => {
  const app = await createTestApp();
  const text = file('Mon,10:00,11:00,Yoga,Hall', 'Wed,10:00,11:00,Yoga,Hall', 'Mon,12:00,13:00,Stretch,Hall');
  assert.deepEqual(await reasonsOf(app, { text, weeks: undefined }), [[0, 'weeks']]);
  await run(app, { text, weeks: 1 });
  assert.deepEqual(await run(app, { text, weeks: 3, isSeries: true }), { rooms: 0, groups: 0, lessons: 6, skipped: 3, closed: 0, series: 2 });
  const [yoga] = await rulesOf(app);
  assert.deepEqual([yoga?.slots.map((s) => s.weekday), yoga?.leftOut], [[1, 3], [{ onDate: MONDAY, startMin: 600, why: 'room' }, { onDate: '2026-11-25', startMin: 600, why: 'room' }]]);
});
