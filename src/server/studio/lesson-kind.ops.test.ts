import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aKind, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const newId = async (who: Who = 'administrator') => (await app.client(who)).newId();
const duo = { name: 'Дует', format: 'pair', durationMin: 55, priceMinor: 90_000, capacity: 2, takesWholeRoom: false } as const;

test('a new kind is seen by everybody', async () => {
  const id = await newId();
  const { changes } = await app.do('administrator', 'lessonKind.create', { id, ...duo });
  assert.deepEqual(changes, [{ table: 'lessonKind', id }]);
  assert.equal((await app.client('client2')).held.of('lessonKind').get(id)?.priceMinor, 90_000);
  assert.deepEqual(await app.refused('owner', 'lessonKind.create', { id: await newId('owner'), ...duo, name: 'ДУЕТ' }, 'taken'), { code: 'taken', field: 'name' });
  assert.equal((await app.refused('owner', 'lessonKind.create', { id: 900_000, ...duo, name: 'Інший' }, 'invalid')).reason, 'notLeased');
});
test('trainers and clients change no kind', async () => {
  const { individual } = app.kinds;
  await app.refused('trainer', 'lessonKind.create', { id: 1, ...duo }, 'forbidden');
  await app.refused('trainer', 'lessonKind.update', { id: individual, seenRev: 1e6, priceMinor: 1 }, 'forbidden');
  await app.refused('client', 'lessonKind.archive', { id: individual, seenRev: 1e6, isArchived: true }, 'forbidden');
});
test('a new price is for lessons to come: those that are there keep theirs', async () => {
  const kind = await aKind(app);
  const lesson = await aLesson(app, { kindId: kind.id });
  const { changes } = await app.do('owner', 'lessonKind.update', { id: kind.id, seenRev: kind.rev, priceMinor: 60_000, capacity: 2 });
  assert.deepEqual(changes, [{ table: 'lessonKind', id: kind.id }]);
  assert.equal((await rowOf(app, 'lesson', lesson.id)).priceMinor, 50_000);
  assert.deepEqual((await app.refused('administrator', 'lessonKind.update', { id: kind.id, seenRev: kind.rev, priceMinor: 70_000 }, 'changedMeanwhile')).fields, ['priceMinor']);
  await app.refused('administrator', 'lessonKind.update', { id: kind.id, seenRev: kind.rev, name: 'індивідуальне' }, 'taken');
  await app.refused('administrator', 'lessonKind.update', { id: 700_000, seenRev: 0, priceMinor: 1 }, 'notFound');
});
test('a kind with lessons ahead may be archived, and comes back while its name is free', async () => {
  const kind = await aKind(app, { name: 'Пробне' });
  await aLesson(app, { kindId: kind.id, startMin: 900 });
  await app.do('owner', 'lessonKind.archive', { id: kind.id, seenRev: kind.rev, isArchived: true });
  const second = await aKind(app, { name: 'пробне' });
  const archived = await rowOf(app, 'lessonKind', kind.id);
  await app.refused('owner', 'lessonKind.archive', { id: kind.id, seenRev: archived.rev, isArchived: false }, 'taken');
  await app.call('lessonKind.update', { id: second.id, seenRev: 0, name: 'Перше' });
  await app.do('owner', 'lessonKind.archive', { id: kind.id, seenRev: archived.rev, isArchived: false });
  await app.refused('owner', 'lessonKind.archive', { id: 700_000, seenRev: 0, isArchived: true }, 'notFound');
});
