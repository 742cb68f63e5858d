import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aLesson, aTrainer, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';
import type { Input } from '../../contract/ops.ts';
import { addDays } from '../../domain/calendar-day.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer, trainer2 } = app.trainers;
type Given = Partial<Input<'absence.create'>>;
/** A Monday of its own for each test, so that they do not meet. */
let monday = '2027-02-01';
const nextWeek = () => { monday = addDays(monday, 28); };
const day = (n: number) => addDays(monday, n);
const own = async (who: Who) => (await app.client(who)).newId();
const anAbsence = async (given: Given = {}, who: Who = 'owner'): Promise<Input<'absence.create'>> =>
  ({ id: await own(who), trainerId: trainer, kind: 'illness', fromOn: day(0), fromMin: 0, toOn: day(4), toMin: 1440, ...given });
const declare = async (given: Given = {}) => {
  const input = await anAbsence(given);
  const { output } = await app.do('owner', 'absence.create', input);
  return { id: input.id, count: output.count };
};
const lessonAt = (n: number, startMin = 600, given: Partial<Input<'lesson.create'>> = {}) => aLesson(app, { onDate: day(n), startMin, trainerId: trainer, ...given });
const lesson = (id: number) => rowOf(app, 'lesson', id);
const seen = async (id: number) => ({ lessonId: id, seenRev: (await lesson(id)).rev });
const preview = async (input: Input<'absence.preview'>, who: Who = 'owner') => (await (await app.client(who)).call('absence.preview', input)).output;
const undo = async () => app.do('owner', 'change.undo', { rev: await app.rev() });

test('declared, the planned lessons it meets are marked as undecided on every screen and nothing else changes; undo takes all of it back', async () => {
  const [inside, begun, after, held] = [await lessonAt(1), await lessonAt(0, 1000), await lessonAt(5), await aLesson(app, { onDate: '2026-11-23', trainerId: trainer, startMin: 420 })];
  await app.call('lesson.hold', { id: held.id, seenRev: held.rev });
  await aLesson(app, { onDate: day(1), startMin: 600, trainerId: trainer2 });
  const input = await anAbsence({ fromMin: 1020 });
  const { output, changes } = await app.do('owner', 'absence.create', input);
  assert.equal(output.count, 2, 'the lesson it begins in the middle of counts');
  assert.deepEqual(changes.map((c) => [c.table, c.id]).sort(), [['absence', input.id], ['lesson', begun.id], ['lesson', inside.id]].sort());
  assert.deepEqual([(await lesson(inside.id)).isUndecided, (await lesson(inside.id)).status, (await lesson(begun.id)).isUndecided, (await lesson(after.id)).isUndecided], [true, 'planned', true, undefined]);
  await undo();
  assert.deepEqual([(await lesson(inside.id)).isUndecided, (await lesson(inside.id)).absenceId], [undefined, undefined]);
  assert.equal((await app.sql('select 1 from absence where id = $1', [input.id])).length, 0);
  await undo();
  assert.deepEqual([(await lesson(inside.id)).isUndecided, (await lesson(inside.id)).absenceId], [true, input.id], 'and the undo is undone');
});

test('the list names substitutes who are free then, those of the same position first, and the nearest times of the trainer', async () => {
  nextWeek();
  const [same, other] = [await aTrainer(app, { firstName: 'Яна', position: 'реформер' }), await aTrainer(app, { firstName: 'Аркадій', position: 'Йога' })];
  const first = await lessonAt(1);
  const second = await lessonAt(2);
  await aLesson(app, { onDate: day(2), startMin: 610, trainerId: same.id });
  await app.call('absence.create', { id: app.newId(), trainerId: other.id, kind: 'vacation', fromOn: day(1), fromMin: 0, toOn: day(1), toMin: 1440 });
  const span = { fromOn: day(1), fromMin: 0, toOn: day(2), toMin: 1440 };
  const before = await app.rev();
  const { lessons } = await preview({ trainerId: trainer, span });
  assert.deepEqual(lessons.map((l) => [l.lesson.id, l.substitutes]), [[first.id, [same.id, trainer2]], [second.id, [other.id, trainer2]]]);
  assert.deepEqual(lessons[0]?.times.slice(0, 2), [{ onDate: day(0), startMin: 600 }, { onDate: day(-1), startMin: 600 }]);
  assert.deepEqual(lessons[1]?.times[0], { onDate: day(3), startMin: 600 });
  assert.equal(await app.rev(), before, 'nothing was written');
});

test('several decisions at once: a substitute who remembers whose lesson it was, another time, cancelled, left; one undo takes all back', async () => {
  nextWeek();
  const { id: clientId } = await aClient(app);
  const [a, b, c, d] = [await lessonAt(0, 600, { clientIds: [clientId] }), await lessonAt(1), await lessonAt(2), await lessonAt(3)];
  const { id } = await declare();
  const decisions: Input<'absence.resolve'>['decisions'] = [
    { ...(await seen(a.id)), how: 'substitute', trainerId: trainer2 }, { ...(await seen(b.id)), how: 'move', onDate: day(8), startMin: 660 }, { ...(await seen(c.id)), how: 'cancel' }, { ...(await seen(d.id)), how: 'leave' },
  ];
  const { output, changes } = await app.do('administrator', 'absence.resolve', { id, decisions, reason: 'Тренер захворів' });
  assert.equal(output.count, 4);
  assert.ok(changes.some((x) => x.table === 'client' && x.id === clientId), 'the substitute sees who comes');
  const state = async () => Promise.all([a, b, c, d].map(async (l) => { const r = await lesson(l.id); return [r.trainerId, r.meantTrainerId, r.onDate, r.startMin, r.status, r.isUndecided]; }));
  assert.deepEqual(await state(), [[trainer2, trainer, day(0), 600, 'planned', undefined], [trainer, undefined, day(8), 660, 'planned', undefined], [trainer, undefined, day(2), 600, 'cancelled', undefined], [trainer, undefined, day(3), 600, 'planned', undefined]]);
  assert.deepEqual([(await lesson(c.id)).cancelReason, (await lesson(c.id)).cancelAskedBy], ['Тренер захворів', 'trainer']);
  assert.deepEqual((await preview({ id })).lessons, []);
  await undo();
  assert.deepEqual(await state(), [a, b, c, d].map((l) => [trainer, undefined, l.onDate, 600, 'planned', true]));
});

test('two at one list: the second is told what has changed, and nothing happens twice or by half', async () => {
  nextWeek();
  const [a, b] = [await lessonAt(0), await lessonAt(1)];
  const { id } = await declare();
  const [seenA, seenB] = [await seen(a.id), await seen(b.id)];
  await app.do('owner', 'absence.resolve', { id, decisions: [{ ...seenA, how: 'substitute', trainerId: trainer2 }] });
  const refusal = await app.refused('administrator', 'absence.resolve', { id, decisions: [{ ...seenB, how: 'cancel' }, { ...seenA, how: 'cancel' }] }, 'changedMeanwhile');
  assert.ok(refusal.fields?.includes('trainerId'));
  assert.equal((await lesson(b.id)).isUndecided, true);
  assert.equal((await app.refused('administrator', 'absence.resolve', { id, decisions: [{ ...(await seen(a.id)), how: 'cancel' }] }, 'wrongStatus')).reason, 'decided');
  await app.refused('owner', 'absence.resolve', { id, decisions: [{ ...seenB, how: 'cancel' }, { ...seenB, how: 'leave' }] }, 'invalid');
});

test('a lesson dragged out of it, given to another or cancelled by hand is decided, and undo marks it again', async () => {
  nextWeek();
  const [a, b] = [await lessonAt(0), await lessonAt(1)];
  await declare();
  await app.do('owner', 'lesson.move', { id: a.id, seenRev: (await lesson(a.id)).rev, onDate: day(7), startMin: 600 });
  assert.deepEqual([(await lesson(a.id)).isUndecided, (await lesson(a.id)).absenceId], [undefined, undefined]);
  await undo();
  assert.equal((await lesson(a.id)).isUndecided, true);
  await app.do('owner', 'lesson.move', { id: b.id, seenRev: (await lesson(b.id)).rev, onDate: day(1), startMin: 600, trainerId: trainer2 });
  assert.equal((await lesson(b.id)).isUndecided, undefined);
  await app.do('owner', 'lesson.cancel', { id: a.id, seenRev: (await lesson(a.id)).rev, reason: '', askedBy: 'client' });
  assert.equal((await lesson(a.id)).isUndecided, undefined);
});

test('no new or moved lesson enters it, by hand, by a schedule or by an undo; staff may with a reason, which is kept', async () => {
  nextWeek();
  const before = await lessonAt(1);
  const moved = await lessonAt(7);
  await app.do('owner', 'lesson.move', { id: before.id, seenRev: before.rev, onDate: day(8), startMin: 700 });
  const moveRev = await app.rev();
  await declare({ kind: 'vacation' });
  const into = { id: moved.id, seenRev: moved.rev, onDate: day(2), startMin: 600 };
  const refusal = await app.refused('owner', 'lesson.move', into, 'conflict');
  assert.deepEqual(refusal.conflicts?.map((c) => [c.what, c.id, c.onDate]), [['absence', trainer, day(0)]]);
  await app.refused('trainer', 'lesson.move', { ...into, override: 'Дуже треба' }, 'conflict');
  await app.refused('owner', 'lesson.create', { id: await own('owner'), onDate: day(3), startMin: 600, kindId: app.kinds.individual, trainerId: trainer }, 'conflict');
  const slots = [{ weekday: 1, startMin: 720, durationMin: 55 }];
  const plan = { kindId: app.kinds.individual, trainerId: trainer, slots, fromOn: day(-7), count: 3 };
  assert.deepEqual((await app.do('owner', 'series.preview', plan)).output.dates.map((d) => d.conflicts?.map((c) => c.what).join() ?? 'free'), ['free', 'absence', 'free']);
  await app.refused('owner', 'series.create', { id: await own('owner'), ...plan }, 'conflict');
  await app.refused('owner', 'change.undo', { rev: moveRev }, 'conflict');
  await app.do('owner', 'lesson.move', { ...into, override: 'Домовилися з клієнтом' });
  assert.equal((await lesson(moved.id)).isUndecided, undefined);
  assert.deepEqual(await app.sql(`select reason from audit where rev = (select rev from studio_rev) and reason is not null limit 1`), [{ reason: 'Домовилися з клієнтом' }]);
  const untouched = await lesson(moved.id);
  await app.do('owner', 'lesson.move', { id: moved.id, seenRev: untouched.rev, onDate: day(2), startMin: 600, roomId: app.rooms.reformers });
  await app.do('owner', 'lesson.resize', { id: moved.id, seenRev: (await lesson(moved.id)).rev, durationMin: 45 });
  await app.refused('owner', 'lesson.resize', { id: moved.id, seenRev: (await lesson(moved.id)).rev, durationMin: 90 }, 'conflict');
});

test('free time leaves absences out', async () => {
  nextWeek();
  await declare({ fromOn: day(0), toOn: day(0), fromMin: 600 });
  const { free } = (await app.do('owner', 'schedule.findFree', { durationMin: 60, fromOn: day(0), toOn: day(1), trainerId: trainer })).output;
  assert.deepEqual(free.map((f) => [f.onDate, f.startMin, f.endMin]), [[day(0), 480, 600], [day(1), 480, 1260]]);
});

test('ended early, what nobody has decided is free again and what was taken is offered: the substitute’s lesson goes back, the cancelled one where its time is free; undo marks them again', async () => {
  nextWeek();
  const [a, b, c, d, taken] = [await lessonAt(0), await lessonAt(2), await lessonAt(3), await lessonAt(4), await lessonAt(3, 800, { roomId: app.rooms.mats, takesWholeRoom: true })];
  const { id } = await declare();
  const decisions: Input<'absence.resolve'>['decisions'] = [{ ...(await seen(b.id)), how: 'substitute', trainerId: trainer2 }, { ...(await seen(c.id)), how: 'cancel' }, { ...(await seen(taken.id)), how: 'cancel' }];
  await app.call('absence.resolve', { id, decisions, reason: 'Хвороба' });
  await aLesson(app, { onDate: day(3), startMin: 810, roomId: app.rooms.mats, takesWholeRoom: true });
  const { lessons, restorable } = await preview({ id });
  assert.deepEqual(lessons.map((l) => l.lesson.id), [a.id, d.id]);
  assert.deepEqual(restorable.map((r) => [r.lesson.id, r.isFree]), [[b.id, true], [c.id, true], [taken.id, false]]);
  const absence = await rowOf(app, 'absence', id);
  const end = { id, seenRev: absence.rev, toOn: day(2), toMin: 0, restore: [await seen(b.id), await seen(c.id)] };
  const back = await app.do('owner', 'absence.end', end);
  assert.equal(back.output.count, 2);
  const state = async () => Promise.all([a, b, c, d].map(async (l) => { const r = await lesson(l.id); return [r.trainerId, r.meantTrainerId, r.status, r.isUndecided, r.absenceId]; }));
  assert.deepEqual(await state(), [[trainer, undefined, 'planned', true, id], [trainer, undefined, 'planned', undefined, undefined], [trainer, undefined, 'planned', undefined, undefined], [trainer, undefined, 'planned', undefined, undefined]]);
  assert.deepEqual([(await rowOf(app, 'absence', id)).toOn, (await rowOf(app, 'absence', id)).isEndedEarly], [day(2), true]);
  assert.deepEqual((await app.refused('administrator', 'absence.end', { ...end, restore: [] }, 'changedMeanwhile')).fields, ['toOn', 'toMin']);
  await undo();
  assert.deepEqual(await state(), [[trainer, undefined, 'planned', true, id], [trainer2, trainer, 'planned', undefined, id], [trainer, undefined, 'cancelled', undefined, id], [trainer, undefined, 'planned', true, id]]);
  await app.refused('owner', 'absence.end', { ...end, seenRev: (await rowOf(app, 'absence', id)).rev, restore: [await seen(taken.id)] }, 'conflict');
  await app.refused('owner', 'absence.end', { ...end, seenRev: (await rowOf(app, 'absence', id)).rev, restore: [await seen(a.id)] }, 'wrongStatus');
});

test('extended, what it meets besides goes on the list and what has been decided stays; undo takes the new end back', async () => {
  nextWeek();
  const [inside, across, later, after] = [await lessonAt(3), await lessonAt(4, 1020), await lessonAt(5), await lessonAt(8)];
  const { id } = await declare({ toMin: 1050 });
  await app.call('absence.resolve', { id, decisions: [{ ...(await seen(across.id)), how: 'leave' }] });
  const { rev: seenRev } = await rowOf(app, 'absence', id);
  const { output, changes } = await app.do('administrator', 'absence.extend', { id, seenRev, toOn: day(6), toMin: 1440 });
  assert.equal(output.count, 1);
  assert.deepEqual(changes.map((c) => [c.table, c.id]).sort(), [['absence', id], ['lesson', later.id]].sort());
  const state = async () => Promise.all([inside, across, later, after].map(async (l) => (await lesson(l.id)).isUndecided));
  assert.deepEqual(await state(), [true, undefined, true, undefined]);
  assert.deepEqual((await preview({ id })).lessons.map((l) => l.lesson.id), [inside.id, later.id]);
  await app.refused('owner', 'absence.extend', { id, seenRev, toOn: day(7), toMin: 1440 }, 'changedMeanwhile');
  await undo();
  assert.deepEqual([await state(), (await rowOf(app, 'absence', id)).toMin, (await lesson(later.id)).absenceId], [[true, undefined, undefined, undefined], 1050, undefined]);
  await undo();
  assert.deepEqual([await state(), (await rowOf(app, 'absence', id)).toOn], [[true, undefined, true, undefined], day(6)]);
});

test('extended only to a later end, not over another absence, not for longer than a year, and not by a stranger', async () => {
  nextWeek();
  const a = await lessonAt(6);
  const { id } = await declare();
  const { rev: seenRev } = await rowOf(app, 'absence', id);
  await app.call('absence.create', { id: app.newId(), trainerId: trainer, kind: 'vacation', fromOn: day(7), fromMin: 0, toOn: day(8), toMin: 1440 });
  const to = (n: number) => ({ id, seenRev, toOn: day(n), toMin: 1440 });
  assert.deepEqual((await app.refused('owner', 'absence.extend', to(7), 'conflict')).conflicts?.map((c) => [c.what, c.id, c.onDate]), [['absence', trainer, day(7)]]);
  const range = { code: 'invalid', field: 'toOn', reason: 'range' };
  for (const n of [3, 4, 400]) assert.deepEqual(await app.refused('owner', 'absence.extend', to(n), 'invalid'), range);
  await app.refused('client', 'absence.extend', to(6), 'forbidden');
  await app.refused('trainer2', 'absence.extend', to(6), 'notFound');
  await app.refused('owner', 'absence.extend', { ...to(6), id: 999_999 }, 'notFound');
  assert.equal((await app.do('trainer', 'absence.extend', to(6))).output.count, 1);
  assert.equal((await lesson(a.id)).isUndecided, true);
  // Ended early and ill again: no longer ended early.
  await app.call('absence.end', { id, seenRev: (await rowOf(app, 'absence', id)).rev, toOn: day(2), toMin: 0 });
  await app.do('trainer', 'absence.extend', { ...to(3), seenRev: (await rowOf(app, 'absence', id)).rev });
  assert.equal((await rowOf(app, 'absence', id)).isEndedEarly, undefined);
});

test('ended before it has begun, it is gone as if it had never been, and undo brings it back', async () => {
  nextWeek();
  const a = await lessonAt(1);
  const { id } = await declare();
  await app.do('owner', 'absence.end', { id, seenRev: (await rowOf(app, 'absence', id)).rev });
  assert.equal((await app.sql('select 1 from absence where id = $1', [id])).length, 0);
  assert.deepEqual([(await lesson(a.id)).isUndecided, (await lesson(a.id)).absenceId], [undefined, undefined]);
  await undo();
  assert.deepEqual([(await lesson(a.id)).isUndecided, (await rowOf(app, 'absence', id)).toOn], [true, day(4)]);
});

test('a trainer declares, decides and ends the own absence, names no substitute and touches nobody else’s', async () => {
  nextWeek();
  const [a, b] = [await lessonAt(0), await lessonAt(1)];
  const input = await anAbsence({ trainerId: undefined, note: 'Температура' }, 'trainer');
  assert.equal((await app.do('trainer', 'absence.create', input)).output.count, 2);
  const { lessons } = await preview({ id: input.id }, 'trainer');
  assert.deepEqual(lessons.map((l) => [l.lesson.id, l.substitutes, 'priceMinor' in l.lesson]), [[a.id, [], false], [b.id, [], false]]);
  await app.refused('trainer', 'absence.resolve', { id: input.id, decisions: [{ ...(await seen(a.id)), how: 'substitute', trainerId: trainer2 }] }, 'forbidden');
  await app.do('trainer', 'absence.resolve', { id: input.id, decisions: [{ ...(await seen(a.id)), how: 'cancel' }] });
  const { rev } = await rowOf(app, 'absence', input.id);
  await app.refused('trainer2', 'absence.preview', { id: input.id }, 'notFound');
  await app.refused('trainer2', 'absence.resolve', { id: input.id, decisions: [{ ...(await seen(b.id)), how: 'cancel' }] }, 'notFound');
  await app.refused('trainer2', 'absence.end', { id: input.id, seenRev: rev }, 'notFound');
  await app.refused('trainer2', 'absence.create', await anAbsence({}, 'trainer2'), 'forbidden');
  await app.refused('client', 'absence.preview', { id: input.id }, 'forbidden');
  await app.refused('trainer2', 'change.undo', { rev: await app.rev() }, 'notFound');
  const held = (who: Who) => app.client(who).then((c) => Object.keys(c.held.of('absence').get(input.id) ?? {}).sort().join(' '));
  const times = 'fromMin fromOn id rev toMin toOn trainerId';
  assert.deepEqual([await held('trainer2'), await held('client')], [times, '']);
  assert.match(await held('trainer'), /kind note/);
  await app.do('trainer', 'absence.end', { id: input.id, seenRev: rev });
});

test('what is no absence is refused with its field: over another, backwards, too long, of somebody archived; with an id of nobody', async () => {
  nextWeek();
  await declare();
  const over = await app.refused('owner', 'absence.create', await anAbsence({ fromOn: day(4), fromMin: 1439, toOn: day(6) }), 'conflict');
  assert.deepEqual(over.conflicts?.map((c) => [c.what, c.onDate]), [['absence', day(0)]]);
  await app.do('owner', 'absence.create', await anAbsence({ fromOn: day(5), fromMin: 0, toOn: day(6) }));
  await assert.rejects(app.sql(`update absence set during = tstzrange(lower(during) - interval '1 day', upper(during)) where from_on = $1`, [day(5)]), /one_absence/);
  const backwards = { code: 'invalid', field: 'toOn', reason: 'range' };
  assert.deepEqual(await app.refused('owner', 'absence.create', await anAbsence({ fromOn: day(9), fromMin: 600, toOn: day(9), toMin: 600 }), 'invalid'), backwards);
  assert.deepEqual(await app.refused('owner', 'absence.create', await anAbsence({ fromOn: day(9), toOn: day(9 + 400) }), 'invalid'), backwards);
  const gone = await aTrainer(app);
  await app.call('trainer.archive', { id: gone.id, seenRev: gone.rev, isArchived: true });
  await app.refused('owner', 'absence.create', await anAbsence({ trainerId: gone.id }), 'notFound');
  await app.refused('owner', 'absence.create', await anAbsence({ trainerId: 999_999 }), 'notFound');
  await app.refused('owner', 'absence.create', await anAbsence({ trainerId: undefined }), 'invalid');
  await app.refused('owner', 'absence.resolve', { id: 999_999, decisions: [] }, 'notFound');
  await app.refused('owner', 'absence.end', { id: 999_999, seenRev: 0 }, 'notFound');
  await app.refused('owner', 'absence.preview', { trainerId: trainer }, 'invalid');
  const other = await lessonAt(12);
  const { id } = (await app.sql<{ id: number }>('select id::int as id from absence where from_on = $1', [day(5)]))[0]!;
  await app.refused('owner', 'absence.resolve', { id, decisions: [{ ...(await seen(other.id)), how: 'cancel' }] }, 'notFound');
  const { rev } = await rowOf(app, 'trainer', trainer);
  assert.ok((await app.refused('owner', 'trainer.archive', { id: trainer, seenRev: rev, isArchived: true }, 'inUse')).count);
});

test('a new zone keeps the local times of an absence', async () => {
  nextWeek();
  const { id } = await declare({ fromMin: 600 });
  const studio = await rowOf(app, 'studio', app.studioId);
  await app.call('studio.update', { seenRev: studio.rev, zone: 'Europe/Lisbon' });
  const [at] = await app.sql<{ hour: string }>(`select to_char(lower(during) at time zone 'Europe/Lisbon', 'HH24:MI') as hour from absence where id = $1`, [id]);
  assert.equal(at?.hour, '10:00');
});
