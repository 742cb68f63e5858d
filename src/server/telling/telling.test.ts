import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer, trainer2 } = app.trainers;
const MINUTE_MS = 60_000;
let day = 1;
const nextDay = () => `2027-03-${String(day++).padStart(2, '0')}`;
const list = async () => (await app.do('owner', 'telling.list', {})).output;
const newsOf = async (who: { clientId?: number; trainerId?: number }) => (await list()).people.find((p) => p.clientId === who.clientId && p.trainerId === who.trainerId)?.news ?? [];

test('after two minutes the people of a moved lesson stand on the list, with what they know and what is; the trainer too', async () => {
  const { id: clientId } = await aClient(app);
  const onDate = nextDay();
  const lesson = await aLesson(app, { onDate, startMin: 600, trainerId: trainer, clientIds: [clientId] });
  await app.call('lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate, startMin: 660 });
  assert.deepEqual(await newsOf({ clientId }), [], 'an undo is still silent');
  const { nextAt = 0 } = await list();
  assert.ok(Math.abs(nextAt - app.clock.now() - 2 * MINUTE_MS) < 20_000);
  await app.clock.advance(2 * MINUTE_MS);
  const [news] = await newsOf({ clientId });
  assert.deepEqual([news?.lessonId, news?.was?.startMin, news?.is?.startMin], [lesson.id, 600, 660]);
  assert.equal((await newsOf({ trainerId: trainer })).filter((n) => n.lessonId === lesson.id).length, 1);
});

test('what was moved and taken back, and a new lesson, concern nobody', async () => {
  const { id: clientId } = await aClient(app);
  const onDate = nextDay();
  const lesson = await aLesson(app, { onDate, startMin: 600, clientIds: [clientId] });
  await app.call('lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate, startMin: 660 });
  await app.call('change.undo', { rev: await app.rev() });
  await app.clock.advance(3 * MINUTE_MS);
  assert.deepEqual(await newsOf({ clientId }), []);
});

test('cancelled, restored, and a lesson gone with its creation', async () => {
  const [{ id: a }, { id: b }] = await Promise.all([aClient(app), aClient(app)]);
  const onDate = nextDay();
  const lesson = await aLesson(app, { onDate, startMin: 600, clientIds: [a] });
  await app.call('lesson.cancel', { id: lesson.id, seenRev: lesson.rev, reason: 'хвороба', askedBy: 'client' });
  const made = await aLesson(app, { onDate, startMin: 900, clientIds: [b] });
  await app.clock.advance(3 * MINUTE_MS);
  await app.call('change.undo', { rev: made.rev });
  await app.clock.advance(3 * MINUTE_MS);
  assert.deepEqual((await newsOf({ clientId: a })).map((n) => n.is?.status), ['cancelled']);
  assert.deepEqual((await newsOf({ clientId: b })).map((n) => [n.was?.startMin, n.is]), [[900, undefined]]);
});

test('a lesson that was made by mistake and taken back at once concerns nobody', async () => {
  const { id: clientId } = await aClient(app);
  const made = await aLesson(app, { onDate: nextDay(), startMin: 600, trainerId: trainer, clientIds: [clientId] });
  await app.call('change.undo', { rev: made.rev });
  await app.clock.advance(3 * MINUTE_MS);
  assert.deepEqual(await newsOf({ clientId }), []);
  assert.deepEqual((await newsOf({ trainerId: trainer })).filter((n) => n.lessonId === made.id), []);
});
test('a tick takes the person off the list on every screen, for good; what comes later stands there again; a wrong tick is taken back', async () => {
  const { id: clientId } = await aClient(app);
  const onDate = nextDay();
  const lesson = await aLesson(app, { onDate, startMin: 600, clientIds: [clientId] });
  const move = async (startMin: number) => app.call('lesson.move', { id: lesson.id, seenRev: (await rowOf(app, 'lesson', lesson.id)).rev, onDate, startMin });
  await move(660);
  await app.clock.advance(2 * MINUTE_MS);
  const [first] = await newsOf({ clientId });
  const mark = { clientId, lessons: [{ lessonId: lesson.id, rev: first?.rev ?? 0 }], isTold: true };
  const { changes } = await app.do('administrator', 'telling.mark', mark);
  assert.deepEqual(changes.map((c) => c.table), ['telling']);
  assert.deepEqual(await newsOf({ clientId }), []);
  await move(720);
  await app.clock.advance(2 * MINUTE_MS);
  const [second] = await newsOf({ clientId });
  assert.deepEqual([second?.was?.startMin, second?.is?.startMin], [660, 720]);
  await app.do('administrator', 'telling.mark', { ...mark, lessons: [{ lessonId: lesson.id, rev: second?.rev ?? 0 }] });
  await app.do('administrator', 'telling.mark', { ...mark, lessons: [{ lessonId: lesson.id, rev: second?.rev ?? 0 }], isTold: false });
  assert.deepEqual((await newsOf({ clientId })).map((n) => n.was?.startMin), [660], 'as before the last tick');
});

test('a change that came while somebody was on the phone is not ticked with the older one', async () => {
  const { id: clientId } = await aClient(app);
  const onDate = nextDay();
  const lesson = await aLesson(app, { onDate, startMin: 600, clientIds: [clientId] });
  await app.call('lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate, startMin: 660 });
  const rev = await app.rev();
  await app.call('lesson.move', { id: lesson.id, seenRev: rev, onDate, startMin: 720 });
  await app.do('owner', 'telling.mark', { clientId, lessons: [{ lessonId: lesson.id, rev }], isTold: true });
  await app.clock.advance(2 * MINUTE_MS);
  assert.deepEqual((await newsOf({ clientId })).map((n) => [n.was?.startMin, n.is?.startMin]), [[660, 720]]);
});

test('a substitute is told of the lesson, the trainer who gave it away oneself is not', async () => {
  const onDate = nextDay();
  const lesson = await aLesson(app, { onDate, startMin: 600, trainerId: trainer });
  await app.call('lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate, startMin: 600, trainerId: trainer2 });
  await app.clock.advance(2 * MINUTE_MS);
  const of = (trainerId: number) => newsOf({ trainerId }).then((all) => all.filter((n) => n.lessonId === lesson.id).map((n) => [n.was?.startMin, n.is?.startMin]));
  assert.deepEqual(await of(trainer), [[600, undefined]]);
  assert.deepEqual(await of(trainer2), [[undefined, 600]]);
});

test('trainers and clients may neither read the list nor tick; a stranger and a lesson that never was are refused', async () => {
  for (const who of ['trainer', 'client'] as const) {
    await app.refused(who, 'telling.list', {}, 'forbidden');
    await app.refused(who, 'telling.mark', { clientId: 1, lessons: [], isTold: true }, 'forbidden');
  }
  const { id: clientId } = await aClient(app);
  await app.refused('owner', 'telling.mark', { clientId: 999_999, lessons: [], isTold: true }, 'notFound');
  await app.refused('owner', 'telling.mark', { clientId, lessons: [{ lessonId: 999_999, rev: 1 }], isTold: true }, 'notFound');
  await app.refused('owner', 'telling.mark', { clientId, trainerId: trainer, lessons: [], isTold: true }, 'invalid');
});
