import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WriteContext } from '../context.ts';
import { Journal } from '../transport/journal.ts';
import { aClient, aGroup, aLesson } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { findRow } from '../db/rows.ts';
import { refreshAllClientAudiences } from './client.store.ts';

const app = await createTestApp();

/** The daily job as it will be: one write of the system. Gives the ids of clients it wrote. */
async function refreshAll(): Promise<number[]> {
  const written: number[] = [];
  await app.app.db.small(async (query) => {
    const rev = (await query<{ rev: number }>('update studio_rev set rev = rev + 1 where studio_id = $1 returning rev', [app.studioId]))[0]?.rev ?? 0;
    const studio = (await findRow(query, 'studio', app.studioId, app.studioId))?.row;
    const journal = new Journal(rev);
    const record: WriteContext['record'] = (table, id, before, after) => { written.push(id); journal.record(table, id, before, after); };
    await refreshAllClientAudiences({ studioId: app.studioId, query, now: app.clock.now(), rev, studio, record } as WriteContext); // what the refresh uses of it
    await journal.storeLog(query, { studioId: app.studioId, name: 'client.refresh', userId: 0, source: 'job', now: app.clock.now() });
  });
  return written;
}
const audienceOf = async (id: number) => (await findRow(app.app.db.read, 'client', app.studioId, id))?.aud;

test('a trainer loses sight of a client thirty days after the last lesson and the last day in the group', async () => {
  const { trainer, trainer2 } = app.trainers;
  const visitor = await aClient(app);
  const member = await aClient(app);
  await aLesson(app, { trainerId: trainer, clientIds: [visitor.id], onDate: '2026-11-24' });
  const group = await aGroup(app, { trainerId: trainer2 });
  await app.call('group.addMember', { id: group.id, clientId: member.id, fromOn: '2026-11-01' });
  await app.call('group.removeMember', { id: group.id, clientId: member.id, toOn: '2026-11-25' });
  await app.clock.set('2026-12-24T12:00+02:00');
  assert.deepEqual(await refreshAll(), []);
  assert.deepEqual(await audienceOf(visitor.id), ['s', `c${visitor.id}`, `t${trainer}`]);
  await app.clock.set('2026-12-25T12:00+02:00');
  assert.deepEqual(await refreshAll(), [visitor.id]);
  assert.deepEqual(await audienceOf(visitor.id), ['s', `c${visitor.id}`]);
  await app.clock.set('2026-12-26T12:00+02:00');
  assert.deepEqual(await refreshAll(), [member.id]);
  assert.deepEqual(await audienceOf(member.id), ['s', `c${member.id}`]);
});
test('a membership that begins within sixty days already shows the client', async () => {
  const client = await aClient(app);
  const group = await aGroup(app, { trainerId: app.trainers.trainer });
  await app.call('group.addMember', { id: group.id, clientId: client.id, fromOn: '2027-02-25' });
  assert.deepEqual(await audienceOf(client.id), ['s', `c${client.id}`]);
  await app.clock.set('2026-12-27T12:00+02:00');
  assert.deepEqual(await refreshAll(), [client.id]);
  assert.deepEqual(await audienceOf(client.id), ['s', `c${client.id}`, `t${app.trainers.trainer}`]);
});
