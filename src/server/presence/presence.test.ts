import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import type { SocketClient } from '../cli/socket-client.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer } = app.trainers;
const OWNER = 'Олена Власенко';
const others = async (client: SocketClient, lessonId?: number) => (await client.call('presence.look', lessonId === undefined ? {} : { lessonId })).output.others.map((o) => o.name).sort();
/** What that device was told last about a lesson, once it is that. */
async function told(client: SocketClient, lessonId: number, names: string[]): Promise<void> {
  for (let i = 0; i < 100 && JSON.stringify(client.onlookers.get(lessonId)?.toSorted()) !== JSON.stringify(names); i++) await new Promise((done) => setTimeout(done, 20));
  assert.deepEqual(client.onlookers.get(lessonId)?.toSorted(), names);
}

test('who opens a lesson sees who has it open, is seen by them, and is gone when it is closed; nothing is written', async () => {
  const { id } = await aLesson(app, { trainerId: trainer });
  const rev = await app.rev();
  const [owner, admin, teacher] = await Promise.all([app.client('owner'), app.client('administrator'), app.client('trainer')]);
  assert.deepEqual(await others(owner, id), []);
  assert.deepEqual(await others(admin, id), [OWNER]);
  await told(owner, id, ['Марія Дейнека']);
  assert.deepEqual(await others(teacher, id), [OWNER, 'Марія Дейнека'].sort());
  await told(admin, id, [OWNER, 'Ганна Коваленко'].sort());

  // A second device of the same person is no other person.
  const again = await app.connect('administrator');
  assert.deepEqual(await others(again, id), [OWNER, 'Ганна Коваленко'].sort());
  assert.deepEqual(await others(admin), []);
  await others(again);
  await told(owner, id, ['Ганна Коваленко']);
  await told(teacher, id, [OWNER]);
  assert.equal(await app.rev(), rev);
  await app.converge();
});

test('a lost connection and another lesson end it', async () => {
  const [first, second] = [await aLesson(app), await aLesson(app, { startMin: 700 })];
  const owner = await app.client('owner');
  const guest = await app.connect('administrator');
  await others(owner, first.id);
  assert.deepEqual(await others(guest, first.id), [OWNER]);
  await told(owner, first.id, ['Марія Дейнека']);
  assert.deepEqual(await others(owner, second.id), []);
  await told(guest, first.id, []);
  await others(owner, first.id);
  await told(guest, first.id, [OWNER]);
  await guest.close();
  await told(owner, first.id, []);
});

test('of requests that overtake each other the last one counts', async () => {
  const { id } = await aLesson(app);
  const [owner, admin] = [await app.client('owner'), await app.client('administrator')];
  await others(admin, id);
  await Promise.all([others(owner, id), others(owner)]);
  assert.deepEqual(await others(admin, id), []);
  await Promise.all([others(owner), others(owner, id)]);
  assert.deepEqual(await others(admin, id), [OWNER]);
});

test('people on two processes see each other, also whoever came first', async () => {
  const { id } = await aLesson(app);
  const here = await app.client('owner');
  const there = await (await app.second()).connect('administrator');
  await others(here, id);
  await others(there, id);
  await told(here, id, ['Марія Дейнека']);
  await told(there, id, [OWNER]);
  await there.close();
  await told(here, id, []);
});

test('clients, strangers to the lesson and numbers of no lesson are refused', async () => {
  const { id } = await aLesson(app, { startMin: 900, trainerId: trainer, clientIds: [app.clients.client] });
  await app.refused('client', 'presence.look', { lessonId: id }, 'forbidden');
  await app.refused('trainer2', 'presence.look', { lessonId: id }, 'notFound');
  await app.refused('owner', 'presence.look', { lessonId: 999_999 }, 'notFound');
});
