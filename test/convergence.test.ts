// That devices agree whatever happens between them and the server, and that the check of it would notice if they did not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeMessage } from '../src/contract/frames.ts';
import { keysOf } from '../src/domain/visibility.ts';
import { CallRefused, type SocketClient } from '../src/server/cli/socket-client.ts';
import { TurnEncoder } from '../src/server/feed/encode.ts';
import { readTurn } from '../src/server/feed/log.ts';
import { randomNumbers } from './damage.ts';
import { aClient, aGroup, aLesson, rowOf } from './factories.ts';
import { createTestApp, EVERYBODY, MONTHS, type Connected } from './test-app.ts';

const app = await createTestApp();
await app.connectAll();

test('the check names the person, the table, the row and the field that differ', async () => {
  const trainer = (await app.client('trainer')).held.of('trainer');
  const id = app.trainers.trainer2;
  const row = trainer.get(id) ?? assert.fail('no trainer');
  trainer.set(id, { ...row, firstName: 'Хтось' });
  await assert.rejects(app.converge(), { message: `trainer holds trainer ${id} with firstName = "Хтось", and a new device gets "Ігор"` });
  trainer.delete(id);
  await assert.rejects(app.converge(), { message: new RegExp(`^trainer lacks trainer ${id}: `) });
  trainer.set(id, row);
  trainer.set(999, { ...row, id: 999 });
  await assert.rejects(app.converge(), { message: /^trainer still holds trainer 999, which a new device does not get: / });
  trainer.delete(999);
  await app.converge();
});

test('a refusal with side effects, or with another code, would be noticed', async () => {
  const input = { id: 999_999, seenRev: 0, isArchived: true };
  await assert.rejects(app.refused('owner', 'client.archive', input, 'inUse'), /client\.archive was refused with \{"code":"notFound"\}/);
  const id = await (await app.client('owner')).newId();
  await assert.rejects(app.refused('owner', 'client.create', { id, firstName: 'Є' }, 'invalid'), /client\.create should be refused with invalid, and answered \{\}/);
  await app.refused('owner', 'client.archive', input, 'notFound');
});

test('a device that stands in the middle of a turn is told of a row that appeared before and went after it', async () => {
  const lesson = await aLesson(app, { trainerId: app.trainers.trainer, clientIds: [app.clients.client], startMin: 480 });
  const seenAt = await app.rev();
  await app.call('lesson.update', { id: lesson.id, seenRev: lesson.rev, clientIds: [] });
  // One turn from before the booking to after its end, and a device that got its snapshot between the two.
  const turn = await readTurn(app.app.db, app.studioId, seenAt - 1);
  if (turn === 'pruned') return assert.fail('the log reaches that far');
  const keys = new Set(keysOf({ userId: app.users.client, roles: ['client'], clientId: app.clients.client }));
  const message = new TurnEncoder(turn).messageFor(keys, seenAt);
  assert.ok(message, 'the leave is lost');
  const decoded = decodeMessage(message);
  assert.deepEqual(decoded.kind === 'changes' && decoded.changes.filter((c) => c.table === 'lesson'), [{ table: 'lesson', id: lesson.id, isGone: true }]);
});

test('a storm of operations by everybody, over two processes and breaking connections, ends with all devices equal', { timeout: 90_000 }, async (t) => {
  const second = await app.second();
  const devices: Connected[] = [];
  for (const who of EVERYBODY) for (const place of [app, second]) devices.push({ who, client: await place.connect(who) });
  const groups = [await aGroup(app, { trainerId: app.trainers.trainer }), await aGroup(app, { name: 'Вечірня', trainerId: app.trainers.trainer2 })];
  const people = [app.clients.client, app.clients.client2, ...(await Promise.all([1, 2, 3, 4].map(() => aClient(app)))).map((c) => c.id)];
  const random = randomNumbers(99);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T; // never called with an empty list
  const lessons: number[] = [];
  const tally = new Map<string, number>();
  const date = () => `2026-11-${24 + random(5)}`;
  const startMin = () => 480 + 30 * random(20);
  const step = async (client: SocketClient): Promise<unknown> => {
    const trainerId = pick([app.trainers.trainer, app.trainers.trainer2]);
    const roomId = pick([app.rooms.reformers, app.rooms.mats]);
    const id = lessons.length ? pick(lessons) : 0;
    const seenRev = client.held.of('lesson').get(id)?.rev ?? 0;
    const clientId = pick(people);
    switch (id ? random(14) : 0) {
      case 0: case 1: case 2: {
        const made = await client.newId();
        lessons.push(made);
        return client.call('lesson.create', { id: made, onDate: date(), startMin: startMin(), kindId: pick([app.kinds.individual, app.kinds.individual, app.kinds.group]), trainerId, roomId, ...(random(3) === 0 ? { groupId: pick(groups).id, kindId: app.kinds.group } : { clientIds: [clientId] }) });
      }
      case 3: case 4: return client.call('lesson.move', { id, seenRev, onDate: date(), startMin: startMin(), ...(random(2) && { trainerId }) });
      case 5: return client.call('lesson.update', { id, seenRev, clientIds: random(3) ? [clientId] : [], note: `нотатка ${random(9)}` });
      case 6: return client.call('lesson.cancel', { id, seenRev, reason: 'так', askedBy: 'client' });
      case 7: return client.call('lesson.restore', { id, seenRev });
      case 8: return client.call('group.addMember', { id: pick(groups).id, clientId, fromOn: date() });
      case 9: return client.call('group.removeMember', { id: pick(groups).id, clientId, toOn: date() });
      case 10: return client.call('client.update', { id: clientId, seenRev: 1e6, trainerId: random(2) ? trainerId : null });
      case 11: return client.call('waitlist.join', { ...(random(2) ? { lessonId: id } : { groupId: pick(groups).id }), clientId });
      case 12: return client.call(pick(['waitlist.accept', 'waitlist.leave', 'waitlist.offer'] as const), { id: pick([...client.held.of('waiting').keys(), 1]) });
      default: return client.call('change.undo', { rev: client.cursor });
    }
  };
  for (let round = 0; round < 60; round++) {
    await Promise.all(devices.map(async ({ who, client }) => {
      if (random(12) === 0) await client.reconnect({ resume: random(4) > 0 });
      if (who === 'client' || who === 'client2') return random(5) === 0 ? client.load(MONTHS) : undefined;
      return step(client).then(() => tally.set('done', (tally.get('done') ?? 0) + 1), (error: unknown) => {
        if (!(error instanceof CallRefused)) throw error;
        tally.set(error.refusal.code, (tally.get(error.refusal.code) ?? 0) + 1);
        assert.ok(error.refusal.code !== 'failed', JSON.stringify(error.refusal));
      });
    }));
    await app.clock.advance(2000);
    if (round % 10 === 9) await app.converge();
  }
  t.diagnostic([...tally].map(([code, count]) => `${code} ${count}`).join(', '));
  assert.ok((tally.get('done') ?? 0) > 100);
  await app.converge();
  assert.equal((await app.sql('select 1 from occupancy a join occupancy b on a.studio_id = b.studio_id and a.kind = b.kind and a.resource_id = b.resource_id and a.lesson_id < b.lesson_id and a.during && b.during and a.slots && b.slots')).length, 0);
  assert.equal((await rowOf(app, 'studio', app.studioId)).name, 'Тестова студія');
});
