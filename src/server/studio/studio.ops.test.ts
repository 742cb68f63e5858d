import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const now = () => rowOf(app, 'studio', app.studioId);

test('everybody reads the studio', async () => {
  for (const who of ['owner', 'trainer', 'client'] as const) assert.deepEqual((await app.do(who, 'studio.get', {})).output, await now());
});
test('a change made by another process is in the next answer of this one', async () => {
  const other = await app.second();
  const owner = await other.connect('owner');
  for (const name of ['Ранок', 'Вечір']) {
    await owner.call('studio.update', { seenRev: (await now()).rev, name });
    assert.equal((await app.do('client', 'studio.get', {})).output.name, name);
  }
});
test('the owner changes it, nobody else does', async () => {
  const { rev } = await now();
  const { changes } = await app.do('owner', 'studio.update', { seenRev: rev, name: 'Хребет', currency: 'EUR', language: 'en', closedDays: [{ onDate: '2027-01-01', reason: 'Новий рік' }, { onDate: '2026-12-25', reason: '' }] });
  assert.deepEqual(changes, [{ table: 'studio', id: app.studioId }]);
  const after = await now();
  assert.deepEqual([after.name, after.currency, after.language, after.closedDays.map((d) => d.onDate)], ['Хребет', 'EUR', 'en', ['2026-12-25', '2027-01-01']]);
  for (const who of ['administrator', 'trainer', 'client'] as const) await app.refused(who, 'studio.update', { seenRev: after.rev, name: 'Моя' }, 'forbidden');
});
test('what no studio can have is refused with its field', async () => {
  const { rev: seenRev } = await now();
  const hour = { weekday: 1, startMin: 600, endMin: 600 };
  assert.deepEqual(await app.refused('owner', 'studio.update', { seenRev, zone: 'Europe/Atlantis' }, 'invalid'), { code: 'invalid', field: 'zone', reason: 'range' });
  assert.equal((await app.refused('owner', 'studio.update', { seenRev, currency: 'грн' }, 'invalid')).field, 'currency');
  assert.equal((await app.refused('owner', 'studio.update', { seenRev, hours: [hour] }, 'invalid')).field, 'hours');
  assert.equal((await app.refused('owner', 'studio.update', { seenRev, closedDays: [{ onDate: '2027-01-01', reason: 'а' }, { onDate: '2027-01-01', reason: 'б' }] }, 'invalid')).field, 'closedDays');
});
test('of two owners at once the later is told what the earlier did', async () => {
  const { rev: seenRev } = await now();
  await app.do('owner', 'studio.update', { seenRev, hours: [{ weekday: 1, startMin: 540, endMin: 1200 }] });
  assert.deepEqual((await app.refused('owner', 'studio.update', { seenRev, hours: [], name: 'Друга' }, 'changedMeanwhile')).fields, ['hours']);
  await app.do('owner', 'studio.update', { seenRev, name: 'Друга' });
});
test('in a new zone a lesson keeps its local time and gets another instant', async () => {
  const lesson = await aLesson(app, { onDate: '2026-11-24', startMin: 600 });
  const startOf = async () => (await app.sql<{ at: Date }>('select lower(during) as at from lesson where id = $1', [lesson.id]))[0]?.at.toISOString();
  assert.equal(await startOf(), '2026-11-24T08:00:00.000Z');
  await app.do('owner', 'studio.update', { seenRev: (await now()).rev, zone: 'Europe/Warsaw' });
  assert.equal(await startOf(), '2026-11-24T09:00:00.000Z');
  assert.equal((await rowOf(app, 'lesson', lesson.id)).startMin, 600);
});
