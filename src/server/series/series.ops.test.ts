import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aGroup, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import type { Input } from '../../contract/ops.ts';
import { addDays } from '../../domain/calendar-day.ts';

const app = await createTestApp();
await app.connectAll();
const { individual, group: groupKind } = app.kinds;
const { trainer, trainer2 } = app.trainers;
type Given = Partial<Input<'series.create'>>;
const SLOTS = [{ weekday: 1, startMin: 1080, durationMin: 55 }, { weekday: 3, startMin: 1080, durationMin: 55 }];
/** Mondays and Wednesdays at 18:00 for three weeks, in years of their own so that tests do not meet. */
let year = 2027;
const aPlan = (given: Given = {}): Input<'series.create'> => ({ id: app.newId(), kindId: individual, slots: SLOTS, fromOn: `${year}-02-01`, count: 6, ...given });
async function aSeries(given: Given = {}): Promise<number> {
  const plan = aPlan(given);
  await app.call('series.create', plan);
  return plan.id;
}
interface Member { id: number; on: string; min: number; trainerId: number | null; isChanged: boolean; status: string }
/** The same as a person sends it, with a number leased to that person's device. */
const ownPlan = async (who: 'owner' | 'trainer', given: Given = {}) => ({ ...aPlan(given), id: await (await app.client(who)).newId() });
const membersOf = async (id: number) => (await app.sql<Member>(`select id::int, on_date::text as on, start_min::int as min, trainer_id::int as "trainerId", is_changed as "isChanged", status from lesson where series_id = $1 order by on_date, start_min`, [id]));
const undo = async () => app.do('owner', 'change.undo', { rev: await app.rev() });

test('the preview names what stands in the way of each date, and changes nothing', async () => {
  year = 2027;
  const { id: clientId } = await aClient(app);
  await aLesson(app, { onDate: '2027-02-03', startMin: 1100, trainerId: trainer });
  await aLesson(app, { onDate: '2027-02-08', startMin: 1060, clientIds: [clientId] });
  const studio = await rowOf(app, 'studio', app.studioId);
  await app.call('studio.update', { seenRev: studio.rev, closedDays: [{ onDate: '2027-02-10', reason: 'Ремонт' }] });
  const { id: _, ...plan } = aPlan({ trainerId: trainer, clientIds: [clientId] });
  const { dates } = (await app.do('owner', 'series.preview', plan)).output;
  assert.deepEqual(dates.map((d) => [d.onDate, d.problem ?? d.conflicts?.map((c) => c.what).join() ?? 'free']),
    [['2027-02-01', 'free'], ['2027-02-03', 'trainer'], ['2027-02-08', 'client'], ['2027-02-10', 'closedDay'], ['2027-02-15', 'free'], ['2027-02-17', 'free']]);
});

test('outside the hours of the studio or of its trainer a date is marked, and made all the same', async () => {
  year = 2038;
  const seen = async () => ({ id: trainer, seenRev: (await rowOf(app, 'trainer', trainer)).rev });
  await app.call('trainer.setHours', { ...(await seen()), hours: [{ weekday: 1, startMin: 480, endMin: 1200 }, { weekday: 3, startMin: 480, endMin: 780 }] });
  await app.call('trainer.setDayHours', { ...(await seen()), onDate: '2038-02-08', spans: [] });
  await app.call('trainer.setDayHours', { ...(await seen()), onDate: '2038-02-10', spans: [{ startMin: 1000, endMin: 1200 }] });
  const { id, ...plan } = await ownPlan('owner', { trainerId: trainer });
  const marked = async (given: Partial<typeof plan> = {}) => (await app.do('owner', 'series.preview', { ...plan, ...given })).output.dates.filter((d) => d.isOutsideHours).map((d) => d.onDate);
  assert.deepEqual(await marked(), ['2038-02-03', '2038-02-08', '2038-02-17'], 'Wednesdays end at 13:00, save for one; one Monday is off');
  assert.deepEqual(await marked({ trainerId: trainer2 }), []);
  assert.deepEqual((await app.do('trainer', 'series.preview', { ...plan, trainerId: undefined })).output.dates.map((d) => d.isOutsideHours ?? false), [false, true, true, false, false, true], 'a trainer’s own');
  assert.equal((await marked({ slots: SLOTS.map((s) => ({ ...s, startMin: 30 })), trainerId: trainer2 })).length, 6, 'the studio is closed at night');
  assert.equal((await app.do('owner', 'series.create', { id, ...plan })).output.count, 6);
  await app.call('trainer.setHours', { ...(await seen()), hours: [] });
});

test('all are made at once, with dates skipped, moved and given to another; the log says so to every screen; undo takes all away', async () => {
  year = 2028;
  const { id: clientId } = await aClient(app);
  const plan = await ownPlan('owner', { trainerId: trainer, clientIds: [clientId], exceptions: [
    { onDate: '2028-02-02', startMin: 1080, isSkipped: true }, { onDate: '2028-02-07', startMin: 1080, toOn: '2028-02-08', toMin: 600 }, { onDate: '2028-02-09', startMin: 1080, trainerId: trainer2 },
  ] });
  const { output, changes } = await app.do('owner', 'series.create', plan);
  assert.equal(output.count, 5);
  assert.deepEqual([changes.filter((c) => c.table === 'series').length, changes.filter((c) => c.table === 'lesson').length], [1, 5]);
  assert.deepEqual((await membersOf(plan.id)).map((m) => [m.on, m.min, m.isChanged, m.trainerId]), [
    ['2028-02-08', 600, true, trainer], ['2028-02-09', 1080, true, trainer2], ['2028-02-14', 1080, false, trainer], ['2028-02-16', 1080, false, trainer], ['2028-02-21', 1080, false, trainer],
  ]);
  await undo();
  assert.deepEqual(await membersOf(plan.id), []);
  assert.equal((await app.sql('select 1 from series where id = $1', [plan.id])).length, 0);
  await undo();
  assert.equal((await membersOf(plan.id)).length, 5, 'and the undo is undone');
});

test('one date that clashes refuses the whole, with what is there', async () => {
  year = 2029;
  await aLesson(app, { onDate: '2029-02-12', startMin: 1110, trainerId: trainer });
  const refusal = await app.refused('owner', 'series.create', await ownPlan('owner', { trainerId: trainer }), 'conflict');
  assert.deepEqual(refusal.conflicts?.map((c) => [c.what, c.onDate]), [['trainer', '2029-02-12']]);
});

test('18:00 stays 18:00 across both clock changes; an hour that is not there is named', async () => {
  year = 2030;
  const id = await aSeries({ fromOn: '2030-03-24', slots: [{ weekday: 7, startMin: 1080, durationMin: 55 }], count: 33 });
  const instants = await app.sql<{ hour: string }>(`select distinct to_char(lower(during) at time zone 'Europe/Kyiv', 'HH24:MI') as hour from lesson where series_id = $1`, [id]);
  assert.deepEqual(instants, [{ hour: '18:00' }]);
  const early = await ownPlan('owner', { fromOn: '2030-03-24', slots: [{ weekday: 7, startMin: 210, durationMin: 30 }], count: 2 });
  const { id: _, ...plan } = early;
  assert.deepEqual((await app.do('owner', 'series.preview', plan)).output.dates.map((d) => d.problem), [undefined, 'noSuchTime']);
  assert.equal((await app.refused('owner', 'series.create', early, 'noSuchTime')).reason, '2030-03-31');
});

test('a group’s lessons have those who are members on the day, and seats in the room', async () => {
  year = 2031;
  const group = await aGroup(app, { trainerId: trainer });
  const [early, late] = [await aClient(app), await aClient(app)];
  await app.call('group.addMember', { id: group.id, clientId: early.id, fromOn: '2031-01-01' });
  await app.call('group.addMember', { id: group.id, clientId: late.id, fromOn: '2031-02-05' });
  const plan = await ownPlan('owner', { kindId: groupKind, groupId: group.id, roomId: app.rooms.mats, trainerId: trainer });
  await app.do('owner', 'series.create', plan);
  const booked = await app.sql<{ on: string; people: number[]; slots: number[] }>(`select on_date::text as on, array_agg(client_id::int order by client_id) as people, array_agg(slot::int order by client_id) as slots
    from lesson l join booking b on b.studio_id = l.studio_id and b.lesson_id = l.id where series_id = $1 group by 1 order by 1`, [plan.id]);
  assert.deepEqual(booked.slice(0, 2), [{ on: '2031-02-03', people: [early.id], slots: [1] }, { on: '2031-02-05', people: [early.id, late.id], slots: [1, 2] }]);
});

test('two individual series share a room as long as places last', async () => {
  year = 2032;
  const roomId = app.rooms.reformers;
  for (let i = 0; i < 3; i++) await aSeries({ roomId });
  const { id: _, ...plan } = aPlan({ roomId });
  const { dates } = (await app.do('owner', 'series.preview', plan)).output;
  assert.ok(dates.every((d) => d.conflicts?.some((c) => c.what === 'room')));
  await app.refused('owner', 'series.create', await ownPlan('owner', { roomId }), 'conflict');
});

test('a lesson moved by hand gives its new time to those that follow, or to all ahead; others changed by hand keep theirs', async () => {
  year = 2033;
  const id = await aSeries({ trainerId: trainer });
  const mondays = (await membersOf(id)).filter((m) => new Date(`${m.on}T00:00Z`).getUTCDay() === 1);
  const [a, b, c] = mondays;
  assert.ok(a && b && c);
  // The last was given to another trainer by hand.
  await app.call('lesson.move', { id: c.id, seenRev: (await rowOf(app, 'lesson', c.id)).rev, onDate: c.on, startMin: c.min, trainerId: trainer2 });
  await app.call('lesson.move', { id: b.id, seenRev: (await rowOf(app, 'lesson', b.id)).rev, onDate: addDays(b.on, 1), startMin: 600 });
  const seenRev = async () => (await rowOf(app, 'series', id)).rev;
  assert.equal((await app.do('owner', 'series.update', { id, seenRev: await seenRev(), lessonId: b.id, scope: 'following' })).output.count, 0, 'the one that follows was changed by hand');
  assert.equal((await rowOf(app, 'lesson', b.id)).isChanged, undefined, 'it is the rule now');
  assert.deepEqual((await rowOf(app, 'series', id)).slots.map((s) => [s.weekday, s.startMin]), [[2, 600], [3, 1080]]);
  await undo();
  assert.equal((await app.do('owner', 'series.update', { id, seenRev: await seenRev(), lessonId: b.id, scope: 'all', includesChanged: true })).output.count, 2);
  assert.deepEqual((await membersOf(id)).map((m) => [m.on, m.min, m.trainerId, m.isChanged]).filter(([, min]) => min === 600), mondays.map((m) => [addDays(m.on, 1), 600, trainer, false]));
  await undo();
  const back = await membersOf(id);
  assert.deepEqual([back.find((m) => m.id === c.id)?.trainerId, back.filter((m) => m.isChanged).map((m) => m.id).sort()], [trainer2, [b.id, c.id].sort()]);
});

test('ended, it has no planned lessons from that day on; held ones and those changed by hand stay, and undo brings all back', async () => {
  year = 2034;
  const id = await aSeries();
  const members = await membersOf(id);
  const [, , , fourth] = members;
  assert.ok(fourth);
  await app.call('lesson.resize', { id: fourth.id, seenRev: (await rowOf(app, 'lesson', fourth.id)).rev, durationMin: 80 });
  const { rev: seenRev } = await rowOf(app, 'series', id);
  const third = members[2]!;
  assert.equal((await app.do('administrator', 'series.end', { id, seenRev, fromOn: third.on })).output.count, 3);
  assert.deepEqual((await membersOf(id)).map((m) => m.on), [members[0]!.on, members[1]!.on, fourth.on]);
  assert.equal((await rowOf(app, 'series', id)).untilOn, addDays(third.on, -1));
  await undo();
  assert.equal((await membersOf(id)).length, 6);
});

test('what is no schedule is refused with its field; strangers and clients are refused', async () => {
  year = 2035;
  const at = (startMin: number, weekday = 1) => ({ weekday, startMin, durationMin: 55 });
  const wrong: [Given, string, string][] = [
    [{ slots: [] }, 'slots', 'required'], [{ slots: [at(600), at(630)] }, 'slots', 'overlap'], [{ untilOn: '2035-05-01' }, 'untilOn', 'required'],
    [{ count: undefined, untilOn: '2034-01-01' }, 'untilOn', 'range'], [{ count: undefined, untilOn: '2060-01-01' }, 'untilOn', 'tooMany'],
  ];
  for (const [given, field, reason] of wrong) {
    const { id: _, ...plan } = aPlan(given);
    assert.deepEqual(await app.refused('owner', 'series.preview', plan, 'invalid'), { code: 'invalid', field, reason });
    await app.refused('owner', 'series.create', await ownPlan('owner', given), 'invalid');
  }
  const { id: _, ...plan } = aPlan();
  await app.refused('client', 'series.preview', plan, 'forbidden');
  await app.refused('trainer', 'series.preview', { ...plan, trainerId: trainer2 }, 'forbidden');
  await app.refused('trainer', 'series.create', await ownPlan('trainer', { trainerId: trainer2 }), 'forbidden');
  const foreign = await aSeries({ trainerId: trainer2 });
  const { rev: seenRev } = await rowOf(app, 'series', foreign);
  await app.refused('trainer', 'series.end', { id: foreign, seenRev, fromOn: '2035-02-01' }, 'notFound');
  await app.refused('client', 'series.end', { id: foreign, seenRev, fromOn: '2035-02-01' }, 'forbidden');
  await app.refused('owner', 'series.update', { id: foreign, seenRev, lessonId: 999_999, scope: 'all' }, 'notFound');
});

test('a trainer changes the own lessons of the own schedule, and none that another teaches instead', async () => {
  year = 2037;
  const id = await aSeries({ trainerId: trainer });
  const [first, second] = await membersOf(id);
  assert.ok(first && second);
  await app.call('lesson.move', { id: second.id, seenRev: (await rowOf(app, 'lesson', second.id)).rev, onDate: second.on, startMin: second.min, trainerId: trainer2 });
  const seenRev = async () => (await rowOf(app, 'series', id)).rev;
  await app.refused('trainer', 'series.update', { id, seenRev: await seenRev(), lessonId: second.id, scope: 'all', includesChanged: true }, 'notFound');
  await app.refused('trainer2', 'series.update', { id, seenRev: await seenRev(), lessonId: second.id, scope: 'all' }, 'notFound');
  await app.refused('trainer', 'series.create', await ownPlan('trainer', { exceptions: [{ onDate: '2037-02-02', startMin: 1080, trainerId: null }] }), 'forbidden');
  assert.equal((await app.do('trainer', 'series.end', { id, seenRev: await seenRev(), fromOn: first.on, includesChanged: true })).output.count, 5);
  assert.deepEqual((await membersOf(id)).map((m) => m.id), [second.id]);
});

test('an update on what somebody else has changed meanwhile says so', async () => {
  year = 2036;
  const id = await aSeries();
  const [first] = await membersOf(id);
  assert.ok(first);
  const { rev: seenRev } = await rowOf(app, 'series', id);
  await app.call('series.end', { id, seenRev, fromOn: '2036-02-10' });
  assert.deepEqual((await app.refused('owner', 'series.end', { id, seenRev, fromOn: '2036-02-05' }, 'changedMeanwhile')).fields, ['untilOn']);
});
