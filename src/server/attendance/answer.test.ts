// Whether people come tomorrow: asked at the desk, by the trainer, said by the client; dropped when the lesson is another one, and taken back like any change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../contract/entities.ts';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';

const app = await createTestApp();
const { client, client2 } = app.clients;
const { trainer, trainer2 } = app.trainers;
const TOMORROW = '2026-11-24';
await app.connectAll();
let startMin = 420;
const lessonOf = (clientIds: number[], given: { trainerId?: number; kindId?: number } = {}) => aLesson(app, { onDate: TOMORROW, startMin: (startMin += 15), durationMin: 15, kindId: app.kinds.group, clientIds, trainerId: trainer, ...given });
const answers = async (lessonId: number) => Object.fromEntries(((await rowOf(app, 'lesson', lessonId)).bookings ?? []).map((b) => [b.clientId, b.answer]));
const say = (who: Who, lessonId: number, clientId: number, answer?: Answer) => app.do(who, 'attendance.answer', { lessonId, clientId, ...(answer && { answer }) });

test('the desk, the trainer and the client say it, for one person of one lesson; everybody who may see it has it', async () => {
  const lesson = await lessonOf([client, client2]);
  const { changes } = await say('administrator', lesson.id, client, 'confirmed');
  assert.deepEqual(changes.map((c) => [c.table, c.id]), [['lesson', lesson.id]]);
  await say('trainer', lesson.id, client2, 'noAnswer');
  assert.deepEqual(await answers(lesson.id), { [client]: 'confirmed', [client2]: 'noAnswer' });
  await say('client2', lesson.id, client2, 'confirmed');
  assert.deepEqual((await app.client('client2')).held.of('lesson').get(lesson.id)?.bookings, [{ clientId: client2, answer: 'confirmed' }]);
  await say('client2', lesson.id, client2);
  assert.deepEqual(await answers(lesson.id), { [client]: 'confirmed', [client2]: undefined });
  // Said twice: nothing new.
  assert.deepEqual((await say('owner', lesson.id, client, 'confirmed')).changes, []);
});

test('nobody says it for others, of a lesson of somebody else, or of one that is over; a client cannot say that nobody answered', async () => {
  const lesson = await lessonOf([client, client2]);
  const place = { lessonId: lesson.id, clientId: client };
  await app.refused('client2', 'attendance.answer', { ...place, answer: 'confirmed' }, 'notFound');
  await app.refused('trainer2', 'attendance.answer', { ...place, answer: 'confirmed' }, 'notFound');
  assert.deepEqual(await app.refused('client', 'attendance.answer', { ...place, answer: 'noAnswer' }, 'forbidden'), { code: 'forbidden', field: 'answer' });
  const stranger = await aClient(app);
  await app.refused('administrator', 'attendance.answer', { lessonId: lesson.id, clientId: stranger.id, answer: 'confirmed' }, 'notFound');
  await app.refused('administrator', 'attendance.answer', { lessonId: 999_999, clientId: client, answer: 'confirmed' }, 'notFound');
  const begun = await aLesson(app, { onDate: '2026-11-23', startMin: 460, clientIds: [client] });
  assert.equal((await app.refused('administrator', 'attendance.answer', { lessonId: begun.id, clientId: client, answer: 'confirmed' }, 'wrongStatus')).reason, 'past');
  await app.call('lesson.cancel', { id: lesson.id, seenRev: lesson.rev, reason: 'Світло', askedBy: 'studio' });
  await app.refused('administrator', 'attendance.answer', { ...place, answer: 'confirmed' }, 'wrongStatus');
});

test('a lesson at another time asks anew, in another room or with another trainer it does not; taking the move back brings the answer', async () => {
  const lesson = await lessonOf([client]);
  await say('administrator', lesson.id, client, 'confirmed');
  const seen = async () => (await rowOf(app, 'lesson', lesson.id)).rev;
  await app.do('administrator', 'lesson.move', { id: lesson.id, seenRev: await seen(), onDate: TOMORROW, startMin: lesson.startMin, trainerId: trainer2, roomId: app.rooms.mats });
  assert.deepEqual(await answers(lesson.id), { [client]: 'confirmed' });
  const { rev } = await app.do('administrator', 'lesson.move', { id: lesson.id, seenRev: await seen(), onDate: '2026-11-25', startMin: lesson.startMin });
  assert.deepEqual(await answers(lesson.id), { [client]: undefined });
  await app.do('administrator', 'change.undo', { rev });
  assert.deepEqual(await answers(lesson.id), { [client]: 'confirmed' });
});

test('who is taken out or whose lesson is cancelled has said nothing any more; a mark keeps what was said', async () => {
  const lesson = await lessonOf([client, client2]);
  await say('administrator', lesson.id, client, 'confirmed');
  await say('administrator', lesson.id, client2, 'confirmed');
  const removed = await app.do('administrator', 'lesson.removeParticipant', { id: lesson.id, clientId: client2 });
  await app.do('administrator', 'lesson.addParticipant', { id: lesson.id, clientId: client2 });
  assert.deepEqual(await answers(lesson.id), { [client]: 'confirmed', [client2]: undefined });
  await app.refused('administrator', 'change.undo', { rev: removed.rev }, 'cannotUndo');
  await app.do('administrator', 'attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'cancelled' });
  await app.do('administrator', 'attendance.undo', { lessonId: lesson.id, clientId: client });
  assert.deepEqual(await answers(lesson.id), { [client]: undefined, [client2]: undefined });
  await say('administrator', lesson.id, client, 'confirmed');
  const cancelled = await app.do('administrator', 'lesson.cancel', { id: lesson.id, seenRev: (await rowOf(app, 'lesson', lesson.id)).rev, reason: 'Світло', askedBy: 'studio' });
  assert.deepEqual(await answers(lesson.id), { [client]: undefined, [client2]: undefined });
  await app.do('administrator', 'change.undo', { rev: cancelled.rev });
  assert.deepEqual(await answers(lesson.id), { [client]: 'confirmed', [client2]: undefined });
});

test('an answer is taken back, and done again, as long as it stands; what was answered since stays when something else is taken back', async () => {
  const lesson = await lessonOf([client, client2]);
  const first = await say('administrator', lesson.id, client, 'noAnswer');
  const back = await app.do('administrator', 'change.undo', { rev: first.rev });
  assert.deepEqual(await answers(lesson.id), { [client]: undefined, [client2]: undefined });
  await app.do('administrator', 'change.undo', { rev: back.rev });
  assert.deepEqual(await answers(lesson.id), { [client]: 'noAnswer', [client2]: undefined });
  await say('administrator', lesson.id, client, 'confirmed');
  assert.equal((await app.refused('administrator', 'change.undo', { rev: first.rev }, 'cannotUndo')).reason, 'bookings');
  const guest = await aClient(app);
  // Of two answers in one lesson each is taken back on its own.
  const other = await say('trainer', lesson.id, client2, 'noAnswer');
  const later = await say('administrator', lesson.id, client, 'noAnswer');
  await app.do('administrator', 'change.undo', { rev: other.rev });
  assert.deepEqual(await answers(lesson.id), { [client]: 'noAnswer', [client2]: undefined });
  await app.do('administrator', 'change.undo', { rev: later.rev });
  const added = await app.do('administrator', 'lesson.addParticipant', { id: lesson.id, clientId: guest.id });
  await say('client2', lesson.id, client2, 'confirmed');
  await app.do('administrator', 'change.undo', { rev: added.rev });
  assert.deepEqual(await answers(lesson.id), { [client]: 'confirmed', [client2]: 'confirmed' });
  const { entries } = (await app.do('administrator', 'lesson.history', { id: lesson.id })).output;
  assert.deepEqual(entries.filter((e) => e.operation === 'attendance.answer').map((e) => e.changes).filter((_, i) => i !== 1 && i !== 2), [
    [{ field: 'bookings', before: `${client} confirmed,${client2},${guest.id}`, after: `${client} confirmed,${client2} confirmed,${guest.id}` }],
    [{ field: 'bookings', before: `${client} noAnswer,${client2}`, after: `${client} confirmed,${client2}` }],
    [{ field: 'bookings', before: `${client},${client2}`, after: `${client} noAnswer,${client2}` }],
  ]);
});

test('an answer is nothing to tell anybody of, and takes nothing', async () => {
  const lesson = await lessonOf([client]);
  await say('administrator', lesson.id, client, 'confirmed');
  await app.clock.advance(180_000);
  const { people } = (await app.do('administrator', 'telling.list', {})).output;
  assert.ok(!people.some((p) => p.news.some((n) => n.lessonId === lesson.id)));
});
