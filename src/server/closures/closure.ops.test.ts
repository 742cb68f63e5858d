import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';
import type { Input } from '../../contract/ops.ts';
import { addDays } from '../../domain/calendar-day.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer, trainer2 } = app.trainers;
/** A Monday of its own for each test; the clock stands at its noon. */
let monday = '2026-11-30';
async function nextWeek() {
  monday = addDays(monday, 7);
  await app.clock.set(`${monday}T12:00+02:00`);
  // What nobody has said is over is closed still.
  for (const { id, rev } of await app.sql<{ id: number; rev: number }>('select id::int as id, rev::int as rev from closure where not is_over')) await app.call('closure.resolve', { id, seenRev: rev, isOver: true });
}
const day = (n: number) => addDays(monday, n);
const own = async (who: Who) => (await app.client(who)).newId();
const aClosure = async (given: Partial<Input<'closure.create'>> = {}, who: Who = 'owner'): Promise<Input<'closure.create'>> =>
  ({ id: await own(who), fromOn: day(0), fromMin: 750, toOn: day(0), toMin: 1440, reason: 'Немає світла', cancels: true, ...given });
const declare = async (given: Partial<Input<'closure.create'>> = {}) => {
  const input = await aClosure(given);
  const done = await app.do('owner', 'closure.create', input);
  return { id: input.id, ...done };
};
const lessonAt = (startMin: number, given: Partial<Input<'lesson.create'>> = {}) => aLesson(app, { onDate: day(0), startMin, ...given });
const lesson = (id: number) => rowOf(app, 'lesson', id);
const closure = (id: number) => rowOf(app, 'closure', id);
const seen = async (id: number) => ({ lessonId: id, seenRev: (await lesson(id)).rev });
const preview = async (input: Input<'closure.preview'>) => (await (await app.client('owner')).call('closure.preview', input)).output;
const undo = async () => app.do('owner', 'change.undo', { rev: await app.rev() });

test('a power cut in one write: everything until the end is cancelled by the studio, what had begun is held; undo takes all back, and the undo as well', async () => {
  await nextWeek();
  const { id: clientId } = await aClient(app);
  const [begun, next, tomorrow] = [await lessonAt(710, { trainerId: trainer, clientIds: [clientId] }), await lessonAt(800, { trainerId: trainer, clientIds: [clientId], roomId: app.rooms.reformers }), await lessonAt(800, { onDate: day(1) })];
  const asked = { fromOn: day(0), fromMin: 720 };
  assert.deepEqual((await preview({ when: asked })).lessons.map((l) => [l.lesson.id, l.isUnderWay]), [[begun.id, true], [next.id, undefined]]);
  const { id, output, changes } = await declare({ ...asked, toOn: undefined, toMin: undefined, underWay: 'half' });
  assert.equal(output.count, 2);
  assert.deepEqual(changes.filter((c) => c.table !== 'client').map((c) => [c.table, c.id]).sort(), [['closure', id], ['lesson', begun.id], ['lesson', next.id]].sort());
  const state = async () => Promise.all([begun, next, tomorrow].map(async (l) => { const r = await lesson(l.id); return [r.status, r.cancelReason, r.cancelAskedBy, r.closureId]; }));
  const after = [['held', undefined, undefined, id], ['cancelled', 'Немає світла', 'studio', id], ['planned', undefined, undefined, undefined]];
  assert.deepEqual([await state(), (await closure(id)).underWay], [after, 'half']);
  assert.equal((await app.sql('select 1 from occupancy where lesson_id = $1', [next.id])).length, 0, 'it occupies nothing');
  const charged = async () => (await lesson(begun.id)).bookings?.[0]?.chargedMinor;
  assert.equal(await charged(), Math.round((begun.priceMinor ?? 0) / 2), 'half of it was given');
  await undo();
  assert.deepEqual([await state(), (await app.sql('select 1 from closure where id = $1', [id])).length, await charged()], [Array(3).fill(['planned', undefined, undefined, undefined]), 0, undefined]);
  await undo();
  assert.deepEqual(await state(), after);
});

test('what had begun is given back, or waits when nobody says; without the usual answer everything waits, marked', async () => {
  await nextWeek();
  const begun = await lessonAt(700);
  const next = await lessonAt(780);
  const { id } = await declare({ fromMin: 720, underWay: 'returned', toMin: 740 });
  assert.deepEqual([(await lesson(begun.id)).status, (await lesson(next.id)).status], ['cancelled', 'planned']);
  await undo();
  const again = await declare({ fromMin: 720, cancels: false });
  assert.notEqual(again.id, id);
  assert.deepEqual([(await lesson(begun.id)).isUndecided, (await lesson(next.id)).isUndecided], [true, true]);
  const { rev } = await closure(again.id);
  await app.do('administrator', 'closure.resolve', { id: again.id, seenRev: rev, decisions: [{ ...(await seen(begun.id)), how: 'leave' }, { ...(await seen(next.id)), how: 'cancel' }] });
  assert.deepEqual([(await lesson(begun.id)).isUndecided, (await lesson(next.id)).status, (await closure(again.id)).isOver], [undefined, 'cancelled', false]);
  await app.refused('owner', 'closure.resolve', { id: again.id, seenRev: rev, decisions: [{ ...(await seen(next.id)), how: 'cancel' }] }, 'wrongStatus');
});

test('one room is closed, the others are not; nothing new enters it without a reason', async () => {
  await nextWeek();
  const { reformers, mats } = app.rooms;
  const [inside, beside] = [await lessonAt(800, { roomId: mats }), await lessonAt(800, { roomId: reformers })];
  await declare({ roomId: mats, toOn: day(2) });
  assert.deepEqual([(await lesson(inside.id)).status, (await lesson(beside.id)).status], ['cancelled', 'planned']);
  const into = { id: beside.id, seenRev: (await lesson(beside.id)).rev, onDate: day(1), startMin: 800, roomId: mats };
  const refusal = await app.refused('owner', 'lesson.move', into, 'conflict');
  assert.deepEqual(refusal.conflicts?.map((c) => [c.what, c.id, c.reason]), [['closure', mats, 'Немає світла']]);
  await app.do('owner', 'lesson.move', { ...into, override: 'Є свій генератор' });
  const { free } = (await app.do('owner', 'schedule.findFree', { durationMin: 15, fromOn: day(0), toOn: day(0), roomId: mats, takesWholeRoom: true })).output;
  assert.deepEqual(free.map((f) => [f.startMin, f.endMin]), [[735, 750]]);
  await app.refused('owner', 'lesson.restore', { id: inside.id, seenRev: (await lesson(inside.id)).rev }, 'conflict');
});

test('without an end it closes today and not next week; over, the lessons whose time is still free come back', async () => {
  await nextWeek();
  const [a, b] = [await lessonAt(900, { trainerId: trainer }), await lessonAt(1000, { trainerId: trainer2 })];
  const { id } = await declare({ toOn: undefined, toMin: undefined });
  const aNew = async (onDate: string, startMin: number) => ({ id: await own('owner'), onDate, startMin, kindId: app.kinds.individual, trainerId: trainer2 });
  await app.refused('owner', 'lesson.create', await aNew(day(0), 800), 'conflict');
  await app.do('owner', 'lesson.create', await aNew(day(7), 800));
  await app.do('owner', 'lesson.create', { ...(await aNew(day(0), 1010)), override: 'Онлайн' });
  await app.clock.set(`${day(0)}T14:00+02:00`);
  const { restorable } = await preview({ id });
  assert.deepEqual(restorable.map((r) => [r.lesson.id, r.isFree]), [[a.id, true], [b.id, false]]);
  const { rev } = await closure(id);
  await app.refused('owner', 'closure.resolve', { id, seenRev: rev, isOver: true, restore: [await seen(a.id), await seen(b.id)] }, 'conflict');
  assert.equal((await app.do('administrator', 'closure.resolve', { id, seenRev: rev, isOver: true, restore: [await seen(a.id)] })).output.count, 1);
  assert.deepEqual([(await lesson(a.id)).status, (await lesson(a.id)).cancelReason, (await lesson(b.id)).status], ['planned', undefined, 'cancelled']);
  const over = await closure(id);
  assert.deepEqual([over.isOver, over.toOn, over.toMin], [true, day(0), 840]);
  await app.refused('owner', 'closure.resolve', { id, seenRev: over.rev, isOver: true }, 'wrongStatus');
  await undo();
  assert.deepEqual([(await closure(id)).isOver, (await closure(id)).toOn, (await lesson(a.id)).status], [false, undefined, 'cancelled']);
});

test('over before it began, what waited is free; two at once are told', async () => {
  await nextWeek();
  const a = await lessonAt(800, { onDate: day(2) });
  const { id } = await declare({ fromOn: day(2), toOn: day(2), cancels: false });
  const { rev } = await closure(id);
  await app.do('owner', 'closure.resolve', { id, seenRev: rev, isOver: true });
  assert.deepEqual([(await lesson(a.id)).isUndecided, (await lesson(a.id)).closureId], [undefined, undefined]);
  await app.do('owner', 'lesson.create', { id: await own('owner'), onDate: day(2), startMin: 900, kindId: app.kinds.individual });
  await app.refused('administrator', 'closure.resolve', { id, seenRev: rev, isOver: true }, 'wrongStatus');
  await undo();
  await undo();
});

test('staff close and open; what is no closed time is refused with its field', async () => {
  await nextWeek();
  const { id } = await declare();
  for (const who of ['trainer', 'client'] as const) {
    const input = await aClosure({}, 'owner');
    await app.refused(who, 'closure.create', input, 'forbidden');
    await app.refused(who, 'closure.resolve', { id, seenRev: 0, isOver: true }, 'forbidden');
    await app.refused(who, 'closure.preview', { id }, 'forbidden');
    assert.equal((await app.client(who)).held.of('closure').get(id)?.reason, 'Немає світла', 'that it is closed everybody may know');
    assert.ok(!('byUserId' in ((await app.client(who)).held.of('closure').get(id) ?? {})));
  }
  assert.deepEqual(await app.refused('owner', 'closure.create', await aClosure({ toOn: day(-1) }), 'invalid'), { code: 'invalid', field: 'toOn', reason: 'range' });
  assert.deepEqual(await app.refused('owner', 'closure.create', await aClosure({ toMin: undefined }), 'invalid'), { code: 'invalid', field: 'toMin', reason: 'required' });
  await app.refused('owner', 'closure.create', await aClosure({ roomId: 999_999 }), 'notFound');
  await app.refused('owner', 'closure.create', await aClosure({ id }), 'invalid');
  await app.refused('owner', 'closure.resolve', { id: 999_999, seenRev: 0, isOver: true }, 'notFound');
  await app.refused('owner', 'closure.resolve', { id, seenRev: 0 }, 'invalid');
  await app.refused('owner', 'closure.preview', {}, 'invalid');
  const other = await lessonAt(600);
  await app.refused('owner', 'closure.resolve', { id, seenRev: (await closure(id)).rev, decisions: [{ ...(await seen(other.id)), how: 'cancel' }] }, 'notFound');
});
