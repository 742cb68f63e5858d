import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aLesson, aTrainer, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';
import type { Input } from '../../contract/ops.ts';

const app = await createTestApp();
const { trainer, trainer2 } = app.trainers;
const TUESDAY = '2026-11-24';
for (const id of [trainer, trainer2]) await app.call('trainer.setHours', { id, seenRev: (await rowOf(app, 'trainer', id)).rev, hours: [{ weekday: 2, startMin: 540, endMin: 780 }] });
await aLesson(app, { onDate: TUESDAY, startMin: 600, trainerId: trainer });

type Ask = Input<'schedule.findFree'>;
const ask = async (given: Partial<Ask> = {}, who: Who = 'owner') => {
  const { output } = await (await app.client(who)).call('schedule.findFree', { durationMin: 55, fromOn: TUESDAY, toOn: TUESDAY, ...given });
  return output.free.map((f) => `${f.trainerId ?? '-'} ${f.onDate} ${f.startMin}–${f.endMin}`);
};

test('the first free hours of a trainer, and of any trainer in order of time', async () => {
  assert.deepEqual(await ask({ trainerId: trainer, toOn: '2026-12-01' }), [`${trainer} ${TUESDAY} 540–600`, `${trainer} ${TUESDAY} 655–780`, `${trainer} 2026-12-01 540–780`]);
  assert.deepEqual(await ask({ isAnyTrainer: true }), [`${trainer} ${TUESDAY} 540–600`, `${trainer2} ${TUESDAY} 540–780`, `${trainer} ${TUESDAY} 655–780`]);
  assert.deepEqual(await ask({ isAnyTrainer: true, most: 1 }), [`${trainer} ${TUESDAY} 540–600`]);
});
test('what is over is not offered, nor a quarter of an hour that has begun', async () => {
  await app.clock.set('2026-11-24T11:02+02:00');
  assert.deepEqual(await ask({ trainerId: trainer }), [`${trainer} ${TUESDAY} 675–780`]);
  await app.clock.set('2026-11-23T09:00+02:00');
});
test('a room while it has places, with people who are free; the lesson that looks does not stand in its own way', async () => {
  const { id: clientId } = await aClient(app);
  const lesson = await aLesson(app, { onDate: TUESDAY, startMin: 700, roomId: app.rooms.reformers, capacity: 3, clientIds: [clientId] });
  assert.deepEqual(await ask({ roomId: app.rooms.reformers, capacity: 1 }), [`- ${TUESDAY} 480–700`, `- ${TUESDAY} 755–1260`]);
  assert.deepEqual(await ask({ roomId: app.rooms.reformers, capacity: 1, lessonId: lesson.id }), [`- ${TUESDAY} 480–1260`]);
  assert.deepEqual(await ask({ clientIds: [clientId] }), [`- ${TUESDAY} 480–700`, `- ${TUESDAY} 755–1260`]);
  assert.deepEqual(await ask({ roomId: app.rooms.reformers, takesWholeRoom: true, trainerId: trainer2 }), [`${trainer2} ${TUESDAY} 540–700`]);
  assert.deepEqual(await ask({ roomId: app.rooms.reformers, capacity: 4 }), []);
});
test('a closed day and an archived trainer are left out', async () => {
  const { id, rev } = await aTrainer(app);
  assert.ok((await ask({ isAnyTrainer: true })).some((f) => f.startsWith(`${id} `)));
  await app.call('trainer.archive', { id, seenRev: rev, isArchived: true });
  assert.ok(!(await ask({ isAnyTrainer: true })).some((f) => f.startsWith(`${id} `)));
  await app.refused('owner', 'schedule.findFree', { durationMin: 55, fromOn: TUESDAY, toOn: TUESDAY, trainerId: id }, 'notFound');
  await app.call('studio.update', { seenRev: (await rowOf(app, 'studio', app.studioId)).rev, closedDays: [{ onDate: '2026-12-01', reason: 'Ремонт' }] });
  assert.deepEqual(await ask({ trainerId: trainer2, fromOn: '2026-12-01', toOn: '2026-12-01' }), []);
});
test('a trainer searches the own time, with own people; a client nothing; a span that is none is refused', async () => {
  assert.deepEqual(await ask({ isAnyTrainer: true }, 'trainer'), [`${trainer} ${TUESDAY} 540–600`, `${trainer} ${TUESDAY} 655–780`]);
  const span = { durationMin: 55, fromOn: TUESDAY, toOn: TUESDAY };
  await app.refused('trainer', 'schedule.findFree', { ...span, trainerId: trainer2 }, 'forbidden');
  const stranger = await aClient(app);
  await app.refused('trainer', 'schedule.findFree', { ...span, clientIds: [stranger.id] }, 'notFound');
  await app.refused('client', 'schedule.findFree', span, 'forbidden');
  assert.deepEqual(await app.refused('owner', 'schedule.findFree', { ...span, toOn: '2026-11-23' }, 'invalid'), { code: 'invalid', field: 'toOn', reason: 'range' });
  await app.refused('owner', 'schedule.findFree', { ...span, toOn: '2027-11-23' }, 'invalid');
  await app.refused('owner', 'schedule.findFree', { ...span, roomId: 999_999 }, 'notFound');
});
