import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aGroup, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';
import type { Row } from '../../contract/entities.ts';
import { OFFER_MS } from '../../domain/waiting.ts';
import { runDueJobs } from '../jobs/jobs.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer, trainer2 } = app.trainers;
const { client, client2 } = app.clients;
/** Full with one stranger in it; each on a day of its own. */
let day = 24;
async function aFullLesson(given: { trainerId?: number; onDate?: string } = {}) {
  const inside = await aClient(app);
  const lesson = await aLesson(app, { kindId: app.kinds.group, capacity: 1, trainerId: trainer, onDate: `2026-12-${String((day = (day % 30) + 1)).padStart(2, '0')}`, clientIds: [inside.id], ...given });
  return { id: lesson.id, inside: inside.id };
}
const lineOf = async (target: { lessonId?: number; groupId?: number }) =>
  (await app.sql<{ id: number; clientId: number; position: number; isOffered: boolean; hasLapsed: boolean }>(`select id::int, client_id::int as "clientId", position::int, offered_until is not null as "isOffered", has_lapsed as "hasLapsed"
    from waiting where lesson_id is not distinct from $1 and group_id is not distinct from $2 order by position`, [target.lessonId ?? null, target.groupId ?? null]));
const join = async (lessonId: number, clientId: number, who: Who = 'administrator') => (await app.do(who, 'waitlist.join', { lessonId, clientId })).output.id;
const held = async (who: Who, id: number): Promise<Row<'waiting'> | undefined> => (await app.client(who)).held.of('waiting').get(id);
const undo = async () => app.do('owner', 'change.undo', { rev: await app.rev() });

test('people stand in line in order; staff and the lesson’s trainer see all, a client only the own entry with the place in the line', async () => {
  const { id: lessonId } = await aFullLesson();
  const first = await join(lessonId, client2);
  const { output, changes } = await app.do('client', 'waitlist.join', { lessonId, clientId: client });
  assert.deepEqual([output.position, changes[0]], [2, { table: 'waiting', id: output.id }]);
  assert.deepEqual(await Promise.all((['owner', 'administrator', 'trainer', 'trainer2', 'client', 'client2'] as const).map(async (who) => [who, !!(await held(who, first)), !!(await held(who, output.id))])),
    [['owner', true, true], ['administrator', true, true], ['trainer', true, true], ['trainer2', false, false], ['client', false, true], ['client2', true, false]]);
  assert.equal((await held('client', output.id))?.position, 2);
  assert.ok((await app.client('trainer')).held.of('client').has(client), 'who waits is known by name to the trainer');
  await app.do('client2', 'waitlist.leave', { id: first });
  assert.equal((await held('client', output.id))?.position, 1);
  await app.do('administrator', 'waitlist.leave', { id: output.id });
  assert.equal((await app.client('trainer')).held.of('client').has(client), false);
});

test('a place that frees is offered to the first in line, and is taken only by accepting', async () => {
  const { id: lessonId, inside } = await aFullLesson();
  const mine = await join(lessonId, client);
  await join(lessonId, client2);
  await app.do('administrator', 'lesson.removeParticipant', { id: lessonId, clientId: inside });
  assert.deepEqual((await lineOf({ lessonId })).map((w) => w.isOffered), [true, false]);
  assert.equal((await rowOf(app, 'lesson', lessonId)).headCount, 0, 'nobody is put in by itself');
  assert.ok(Math.abs(((await held('client', mine))?.offeredUntil ?? 0) - app.clock.now() - OFFER_MS) < 60_000);
  // Kept for the client: nobody else gets it meanwhile, neither at the desk nor from further back.
  assert.equal((await app.refused('owner', 'lesson.addParticipant', { id: lessonId, clientId: inside }, 'full')).reason, 'offered');
  const second = (await lineOf({ lessonId }))[1]?.id ?? 0;
  assert.equal((await app.refused('owner', 'waitlist.accept', { id: second }, 'full')).reason, 'offered');
  assert.equal((await app.refused('client2', 'waitlist.accept', { id: second }, 'wrongStatus')).reason, 'notOffered');
  await app.do('client', 'waitlist.accept', { id: mine });
  assert.deepEqual((await rowOf(app, 'lesson', lessonId)).bookings?.map((b) => b.clientId), [client]);
  assert.deepEqual(await lineOf({ lessonId }), [{ id: second, clientId: client2, position: 1, isOffered: false, hasLapsed: false }]);
});

test('who is booked in any other way leaves the line; undo brings them back to where they stood', async () => {
  const { id: lessonId, inside } = await aFullLesson();
  await join(lessonId, client);
  await join(lessonId, client2);
  const line = await lineOf({ lessonId });
  const lesson = await rowOf(app, 'lesson', lessonId);
  await app.do('owner', 'lesson.update', { id: lessonId, seenRev: lesson.rev, clientIds: [inside, client], capacity: 2 });
  assert.deepEqual((await lineOf({ lessonId })).map((w) => [w.clientId, w.position]), [[client2, 1]]);
  await undo();
  assert.deepEqual(await lineOf({ lessonId }), line);
});

test('undo takes back joining, leaving, an offer made by hand, and a place that was freed with the offer it made', async () => {
  const { id: lessonId, inside } = await aFullLesson();
  await join(lessonId, client);
  await undo();
  assert.deepEqual(await lineOf({ lessonId }), []);
  const mine = await join(lessonId, client);
  await join(lessonId, client2);
  const line = await lineOf({ lessonId });
  await app.do('owner', 'waitlist.leave', { id: mine });
  await undo();
  assert.deepEqual(await lineOf({ lessonId }), line);
  await app.do('administrator', 'lesson.removeParticipant', { id: lessonId, clientId: inside });
  assert.equal((await lineOf({ lessonId }))[0]?.isOffered, true);
  await undo();
  assert.deepEqual(await lineOf({ lessonId }), line);
  assert.equal((await rowOf(app, 'lesson', lessonId)).headCount, 1);
  await app.do('owner', 'waitlist.leave', { id: mine });
  await app.refused('client', 'change.undo', { rev: await app.rev() }, 'forbidden');
  await app.refused('trainer2', 'change.undo', { rev: await app.rev() }, 'notFound');
});

test('an offer that runs out goes to the next, and by hand it may be made again', async () => {
  const { id: lessonId, inside } = await aFullLesson({ onDate: '2026-12-31' });
  const mine = await join(lessonId, client);
  const theirs = await join(lessonId, client2);
  await app.do('administrator', 'lesson.removeParticipant', { id: lessonId, clientId: inside });
  await app.clock.advance(OFFER_MS + 1000);
  assert.equal((await app.refused('client', 'waitlist.accept', { id: mine }, 'wrongStatus')).reason, 'notOffered');
  assert.ok((await runDueJobs(app.app, app.clock.now())).includes('settleLines'));
  await app.converge();
  assert.deepEqual((await lineOf({ lessonId })).map((w) => [w.id, w.isOffered, w.hasLapsed]), [[mine, false, true], [theirs, true, false]]);
  assert.equal((await app.refused('owner', 'waitlist.offer', { id: mine }, 'full')).reason, 'offered');
  await app.do('client2', 'waitlist.leave', { id: theirs });
  assert.equal((await lineOf({ lessonId }))[0]?.isOffered, false, 'who let one lapse is not asked again by itself');
  await app.do('trainer', 'waitlist.offer', { id: mine });
  assert.equal((await held('client', mine))?.hasLapsed, undefined);
  await app.do('client', 'waitlist.accept', { id: mine });
  const rev = await app.rev();
  assert.ok((await runDueJobs(app.app, app.clock.now() + 120_000)).includes('settleLines'));
  assert.equal(await app.rev(), rev, 'where nothing is due nothing is written');
});

test('near the lesson nothing is offered, at the desk the place is still given; once it has begun the line is over', async () => {
  const tomorrow = new Date(app.clock.now() + 20 * 3_600_000).toISOString().slice(0, 10);
  const lesson = await aLesson(app, { kindId: app.kinds.group, capacity: 1, trainerId: trainer, onDate: tomorrow, startMin: 1200, clientIds: [client2] });
  const mine = await join(lesson.id, client);
  await app.clock.set(`${tomorrow}T10:00+02:00`);
  await app.do('administrator', 'lesson.removeParticipant', { id: lesson.id, clientId: client2 });
  assert.equal((await lineOf({ lessonId: lesson.id }))[0]?.isOffered, false);
  assert.equal((await app.refused('owner', 'waitlist.offer', { id: mine }, 'wrongStatus')).reason, 'late');
  await app.refused('client', 'waitlist.accept', { id: mine }, 'wrongStatus');
  await app.do('trainer', 'waitlist.accept', { id: mine });
  assert.deepEqual((await rowOf(app, 'lesson', lesson.id)).bookings?.map((b) => b.clientId), [client]);
  const late = await join(lesson.id, client2);
  await app.clock.set(`${tomorrow}T20:30+02:00`);
  assert.equal((await app.refused('owner', 'waitlist.accept', { id: late }, 'wrongStatus')).reason, 'begun');
  await runDueJobs(app.app, app.clock.now());
  await app.converge();
  assert.deepEqual(await lineOf({ lessonId: lesson.id }), []);
  await app.refused('owner', 'waitlist.join', { lessonId: lesson.id, clientId: client2 }, 'wrongStatus');
});

test('a lesson that moves near takes its offers back, another trainer gets the line, a cancelled one offers nothing', async () => {
  const { id: lessonId, inside } = await aFullLesson({ onDate: '2027-01-20' });
  const mine = await join(lessonId, client);
  await app.do('administrator', 'lesson.removeParticipant', { id: lessonId, clientId: inside });
  const lesson = await rowOf(app, 'lesson', lessonId);
  await app.do('owner', 'lesson.move', { id: lessonId, seenRev: lesson.rev, onDate: '2027-01-20', startMin: 700, trainerId: trainer2 });
  assert.deepEqual([!!(await held('trainer', mine)), !!(await held('trainer2', mine))], [false, true]);
  await app.do('owner', 'lesson.cancel', { id: lessonId, seenRev: (await rowOf(app, 'lesson', lessonId)).rev, reason: 'х', askedBy: 'studio' });
  assert.equal((await lineOf({ lessonId }))[0]?.isOffered, false);
  await app.do('owner', 'lesson.restore', { id: lessonId, seenRev: (await rowOf(app, 'lesson', lessonId)).rev });
  assert.equal((await lineOf({ lessonId }))[0]?.isOffered, true);
  const soon = new Date(app.clock.now() + 3_600_000 * 5);
  await app.call('lesson.move', { id: lessonId, seenRev: (await rowOf(app, 'lesson', lessonId)).rev, onDate: soon.toISOString().slice(0, 10), startMin: 1380 });
  await app.clock.advance(61_000);
  await runDueJobs(app.app, app.clock.now());
  assert.deepEqual((await lineOf({ lessonId })).map((w) => [w.isOffered, w.hasLapsed]), [[false, false]]);
});

test('the line of a group: offered when a member leaves, accepted into the group and its lessons', async () => {
  const group = await aGroup(app, { capacity: 1, trainerId: trainer });
  const member = await aClient(app);
  await app.call('group.addMember', { id: group.id, clientId: member.id, fromOn: '2026-11-23' });
  const { output: { id } } = await app.do('client', 'waitlist.join', { groupId: group.id, clientId: client });
  await app.refused('administrator', 'waitlist.accept', { id }, 'full');
  const lesson = await aLesson(app, { kindId: app.kinds.group, groupId: group.id, onDate: '2027-02-10', startMin: 600 });
  const today = new Date(app.clock.now()).toISOString().slice(0, 10);
  await runDueJobs(app.app, app.clock.now());
  await app.do('administrator', 'group.removeMember', { id: group.id, clientId: member.id, toOn: today });
  assert.equal((await lineOf({ groupId: group.id }))[0]?.isOffered, false, 'today the member is still in');
  await app.clock.advance(86_400_000);
  assert.ok((await runDueJobs(app.app, app.clock.now())).includes('settleGroupLines'));
  await app.converge();
  assert.equal((await lineOf({ groupId: group.id }))[0]?.isOffered, true);
  assert.equal((await app.refused('administrator', 'group.addMember', { id: group.id, clientId: member.id, fromOn: new Date(app.clock.now()).toISOString().slice(0, 10) }, 'full')).reason, 'offered');
  await app.do('client', 'waitlist.accept', { id });
  assert.deepEqual(await lineOf({ groupId: group.id }), []);
  assert.deepEqual((await rowOf(app, 'lesson', lesson.id)).bookings?.map((b) => b.clientId), [client]);
  assert.deepEqual((await rowOf(app, 'group', group.id)).members?.at(-1)?.clientId, client);
  await app.refused('administrator', 'waitlist.join', { groupId: group.id, clientId: client }, 'taken');
});

test('a line goes with its lesson, its group and its client', async () => {
  const visitor = await aClient(app);
  const group = await aGroup(app);
  const seriesId = app.newId();
  await app.call('series.create', { id: seriesId, kindId: app.kinds.group, slots: [{ weekday: 1, startMin: 900, durationMin: 60 }], fromOn: '2027-03-01', count: 1 });
  const lessonId = (await app.sql<{ id: number }>('select id::int from lesson where series_id = $1', [seriesId]))[0]?.id ?? 0;
  for (const target of [{ lessonId }, { groupId: group.id }]) await app.do('owner', 'waitlist.join', { ...target, clientId: visitor.id });
  const { id: other } = await aFullLesson({ onDate: '2027-03-02' });
  await join(other, visitor.id);
  await app.do('owner', 'series.end', { id: seriesId, seenRev: (await rowOf(app, 'series', seriesId)).rev, fromOn: '2027-02-01' });
  assert.deepEqual(await lineOf({ lessonId }), []);
  await undo();
  assert.deepEqual((await lineOf({ lessonId })).map((w) => w.clientId), [visitor.id], 'and it comes back with it');
  await app.do('owner', 'group.archive', { id: group.id, seenRev: (await rowOf(app, 'group', group.id)).rev, isArchived: true });
  assert.deepEqual(await lineOf({ groupId: group.id }), []);
  await app.do('owner', 'client.archive', { id: visitor.id, seenRev: visitor.rev, isArchived: true });
  assert.deepEqual([await lineOf({ lessonId }), await lineOf({ lessonId: other })], [[], []]);
});

test('a client acts only for oneself and only where the timetable is open; a trainer only in the own lessons and groups', async () => {
  const { id: lessonId } = await aFullLesson({ onDate: '2027-04-05', trainerId: trainer2 });
  const closed = await aLesson(app, { trainerId: trainer2, onDate: '2027-04-06' });
  const group = await aGroup(app, { trainerId: trainer2, capacity: 1 });
  const theirs = await join(lessonId, client2);
  await app.refused('client', 'waitlist.join', { lessonId, clientId: client2 }, 'notFound');
  await app.refused('client', 'waitlist.join', { lessonId: closed.id, clientId: client }, 'notFound');
  for (const name of ['waitlist.leave', 'waitlist.accept'] as const) await app.refused('client', name, { id: theirs }, 'notFound');
  await app.refused('client', 'waitlist.offer', { id: theirs }, 'forbidden');
  for (const name of ['waitlist.leave', 'waitlist.accept', 'waitlist.offer'] as const) await app.refused('trainer', name, { id: theirs }, 'notFound');
  await app.refused('trainer', 'waitlist.join', { lessonId, clientId: client2 }, 'notFound');
  await app.refused('trainer', 'waitlist.join', { groupId: group.id, clientId: client2 }, 'notFound');
  const inLine = (await app.do('owner', 'waitlist.join', { groupId: group.id, clientId: client2 })).output.id;
  assert.ok(await held('trainer2', inLine), 'the group’s trainer sees its line');
  await app.refused('trainer2', 'waitlist.accept', { id: inLine }, 'notFound');
  await app.refused('owner', 'waitlist.join', { lessonId, clientId: client2 }, 'taken');
  await app.refused('owner', 'waitlist.join', { lessonId, clientId: 700_000 }, 'notFound');
  await app.refused('owner', 'waitlist.join', { lessonId: 700_000, clientId: client }, 'notFound');
  await app.refused('owner', 'waitlist.join', { groupId: 700_000, clientId: client }, 'notFound');
  assert.equal((await app.refused('owner', 'waitlist.join', { clientId: client }, 'invalid')).reason, 'required');
  await app.refused('owner', 'waitlist.join', { lessonId, groupId: group.id, clientId: client }, 'invalid');
  for (const name of ['waitlist.leave', 'waitlist.accept', 'waitlist.offer'] as const) await app.refused('owner', name, { id: 700_000 }, 'notFound');
});

test('of many who accept at once as many come in as there are places', async () => {
  const lesson = await aLesson(app, { kindId: app.kinds.group, capacity: 2, onDate: '2027-05-05' });
  await app.call('lesson.cancel', { id: lesson.id, seenRev: 0, reason: 'х', askedBy: 'studio' });
  await app.call('lesson.restore', { id: lesson.id, seenRev: 0 });
  const people = await Promise.all(Array.from({ length: 6 }, () => aClient(app)));
  for (const p of people) await app.call('waitlist.join', { lessonId: lesson.id, clientId: p.id });
  const line = await lineOf({ lessonId: lesson.id });
  const answers = await Promise.allSettled(line.map((w) => app.call('waitlist.accept', { id: w.id })));
  assert.equal(answers.filter((a) => a.status === 'fulfilled').length, 2);
  assert.equal((await rowOf(app, 'lesson', lesson.id)).headCount, 2);
  assert.deepEqual((await lineOf({ lessonId: lesson.id })).map((w) => w.position), [1, 2, 3, 4]);
});
