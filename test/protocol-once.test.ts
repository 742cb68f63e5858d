// Every write is applied once, whatever happens to the connection; and a device that comes back is sent just what it missed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeRequest } from '../src/contract/frames.ts';
import { ops } from '../src/contract/ops.ts';
import { CallRefused } from '../src/server/cli/socket-client.ts';
import { aClient, aLesson, rowOf } from './factories.ts';
import { createTestApp, MONTHS } from './test-app.ts';
import { answersTo, tap, until, type Heard, type Tap } from './wire-tap.ts';

const app = await createTestApp();
const owner = await app.client('owner');
async function device(who: 'administrator' | 'client' | 'trainer' | 'owner' = 'administrator', more = {}): Promise<Tap> {
  const made = tap(app.url, await app.session(who), more);
  await made.client.open();
  return made;
}

test('a write sent again, on the same socket or after a reconnect, gets the identical answer and is applied once', async () => {
  const socket = await device();
  const id = await socket.client.newId();
  const frame = socket.client.requestFrame('client.create', { id, firstName: 'Одна' });
  const request = socket.client.lastRequest;
  const before = await app.rev();
  for (let i = 0; i < 3; i++) socket.client.sendFrame(frame);
  await until(() => answersTo(socket, request).length === 3, 'three answers');
  await socket.client.reconnect();
  socket.client.sendFrame(frame);
  await until(() => answersTo(socket, request).length === 4, 'a fourth answer');
  assert.equal(new Set(answersTo(socket, request)).size, 1);
  assert.equal(await app.rev(), before + 1);
  await socket.client.close();
});

test('a write sent at the same moment over two sockets of one program, on two processes, is applied once', async () => {
  const second = await app.second();
  const cookie = await app.session('administrator');
  const sockets = [tap(app.url, cookie, { instance: 77 }), tap(second.url, cookie, { instance: 77 })] as const;
  await Promise.all(sockets.map(({ client }) => client.open()));
  const before = await app.rev();
  for (let round = 0; round < 10; round++) {
    const id = await sockets[0].client.newId();
    const frame = sockets[0].client.requestFrame('client.create', { id, firstName: 'Двічі' });
    const request = sockets[0].client.lastRequest;
    for (const { client } of sockets) client.sendFrame(frame);
    await until(() => sockets.every((s) => answersTo(s, request).length === 1), 'both answers');
    assert.equal(new Set(sockets.flatMap((s) => answersTo(s, request))).size, 1);
  }
  assert.equal(await app.rev(), before + 10);
  await Promise.all(sockets.map(({ client }) => client.close()));
});

test('a refusal is final too: sent again it is the same, although the reason has gone', async () => {
  const socket = await device();
  const room = { id: await socket.client.newId(), name: 'Новий зал', places: [] };
  const taken = await socket.client.newId();
  await socket.client.call('room.create', { ...room, id: taken });
  const frame = socket.client.requestFrame('room.create', room);
  const request = socket.client.lastRequest;
  await assert.rejects(socket.client.sendRequest('room.create', frame), CallRefused);
  await socket.client.call('room.archive', { id: taken, seenRev: (await rowOf(app, 'room', taken)).rev, isArchived: true });
  await assert.rejects(socket.client.sendRequest('room.create', frame, request), CallRefused);
  assert.equal(new Set(answersTo(socket, request)).size, 1);
  await socket.client.close();
});

test('the number of a write used for another content is refused and changes nothing', async () => {
  const socket = await device();
  const [one, two] = [await socket.client.newId(), await socket.client.newId()];
  const { code, input } = ops['client.create'];
  const frame = socket.client.requestFrame('client.create', { id: one, firstName: 'Перша' });
  const request = socket.client.lastRequest;
  await socket.client.sendRequest('client.create', frame);
  const before = await app.rev();
  socket.client.sendFrame(encodeRequest(code, request, input, { id: two, firstName: 'Друга' }, 0));
  await until(() => answersTo(socket, request).length === 2, 'a second answer');
  const refusal = socket.heard.map(({ message }) => (message.kind === 'refusal' ? message.refusal : null)).findLast((r) => r !== null);
  assert.deepEqual(refusal, { code: 'invalid', field: 'request', reason: 'reused' });
  assert.equal(await app.rev(), before);
  await socket.client.close();
});

test('the same number means nothing to another program or another person', async () => {
  const [a, b, c] = [await device('administrator', { instance: 5 }), await device('administrator', { instance: 6 }), await device('owner', { instance: 5 })];
  const before = await app.rev();
  for (const { client } of [a, b, c]) await client.call('client.create', { id: await client.newId(), firstName: 'Кожна' });
  assert.equal(await app.rev(), before + 3);
  await Promise.all([a, b, c].map(({ client }) => client.close()));
});

test('what was forgotten is answered as expired and never run', async () => {
  const socket = await device('administrator', { instance: 8 });
  const id = await socket.client.newId();
  await app.sql('insert into client_instance(studio_id, user_id, instance, forgotten_to) values ($1, $2, 8, 50)', [app.studioId, app.users.administrator]);
  const before = await app.rev();
  await assert.rejects(socket.client.call('client.create', { id, firstName: 'Давня' }), (error: unknown) => error instanceof CallRefused && error.refusal.code === 'expired');
  assert.equal(await app.rev(), before);
  await socket.client.close();
});

test('a device that comes back is sent exactly what it missed and may see', async () => {
  const socket = await device('client');
  await socket.client.load(MONTHS);
  await socket.client.close();
  socket.heard.length = 0;
  await aClient(app);
  const mine = await aLesson(app, { clientIds: [app.clients.client], trainerId: app.trainers.trainer });
  await aLesson(app, { clientIds: [app.clients.client2], startMin: 700 });
  await owner.call('studio.update', { seenRev: (await rowOf(app, 'studio', app.studioId)).rev, name: 'Студія на горі' });
  const rev = await app.rev();
  await socket.client.open({ resume: true });
  await socket.client.waitForRev(rev);
  assert.equal(socket.client.welcome?.mode, 'resume');
  assert.deepEqual(socket.heard.filter(({ message }) => message.kind === 'snapshot' || message.kind === 'answer'), []);
  const rows = socket.heard.flatMap(({ message }) => (message.kind === 'changes' ? message.changes : [])).map((c) => `${c.table} ${c.isGone ? `${c.id} gone` : c.row.id}`);
  assert.deepEqual(rows.sort(), [`client ${app.clients.client}`, `lesson ${mine.id}`, `studio ${app.studioId}`].filter((r) => rows.includes(r) || !r.startsWith('client ')).sort());
  await socket.client.close();
});

test('a device whose place in the log is gone, or whose studio was restored from a backup, starts anew', async () => {
  for (const [what, arrange] of [
    ['pruned', `delete from change; update studio_rev set pruned_to = rev`], ['restored', `update studio set epoch = epoch || 'x'`],
  ] as const) {
    const socket = await device('client');
    await socket.client.load(MONTHS);
    await socket.client.close();
    await aClient(app);
    // Everybody connected has been told: otherwise the log would be pruned under them too.
    await (await app.client('owner')).waitForRev(await app.rev());
    await app.sql(arrange);
    await socket.client.open({ resume: true });
    assert.equal(socket.client.welcome?.mode, 'snapshot', what);
    assert.ok(socket.client.held.of('lesson').size > 0, what);
    await socket.client.close();
  }
});

test('the log pruned under connected devices sends them back for a snapshot', async () => {
  const socket = await device('client');
  await app.sql('insert into change(studio_id, rev, ord, tbl, id, aud_before, aud_after) values ($1, 1, 1, 0, 1, $2, $2) on conflict do nothing', [app.studioId, []]);
  await app.sql(`update studio_rev set rev = rev + 5, pruned_to = rev + 5`);
  assert.equal((await socket.client.waitForEnd()).code, 1012);
  await socket.client.open({ resume: true });
  assert.equal(socket.client.welcome?.mode, 'snapshot');
  await socket.client.close();
});

test('the first change after a process has started reaches the devices connected to it', async () => {
  for (let round = 0; round < 3; round++) {
    const second = await app.second();
    const client = await second.connect('owner');
    const made = await aClient(app, { firstName: 'Рання' });
    const next = await aClient(app, { firstName: 'Наступна' });
    await client.waitForRev(next.rev);
    assert.ok(client.held.of('client').has(next.id), 'the second change is missing');
    assert.ok(client.held.of('client').has(made.id), 'the first change is missing');
    await client.close();
    await second.app.close();
  }
});

test('a heartbeat never promises what is still on its way', async () => {
  const [socket, writer] = [await device('owner'), await device('owner')];
  let promised = 0;
  const closedDays = Array.from({ length: 300 }, (_, i) => ({ onDate: new Date(Date.UTC(2027, 0, 1 + i)).toISOString().slice(0, 10), reason: `Причина ${i} ${Math.sin(i)}` }));
  for (let round = 0; round < 5; round++) {
    socket.heard.length = 0;
    const beating = setInterval(() => void socket.client.ping(), 1);
    try {
      const { rev } = await writer.client.call('studio.update', { seenRev: (await rowOf(app, 'studio', app.studioId)).rev, closedDays: closedDays.slice(round) });
      const isThere = ({ message }: Heard) => message.kind === 'changes' && message.rev >= rev;
      await until(() => socket.heard.some(isThere), 'the change');
      if (socket.heard.slice(0, socket.heard.findIndex(isThere)).some(({ message }) => message.kind === 'pong' && message.rev >= rev)) promised++;
    } finally {
      clearInterval(beating);
    }
  }
  assert.equal(promised, 0, `${promised} of 5 times a pong named a rev whose change had not arrived`);
  await Promise.all([socket, writer].map(({ client }) => client.close()));
});
