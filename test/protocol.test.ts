// What the server does with everything a socket may send it, and with everybody who may open one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Reader } from '../src/contract/bytes.ts';
import { encodeRequest, HELLO, hello, MAX_FRAME_BYTES, PIECE_ARRIVED, OLDEST_WIRE_VERSION, PING, WIRE_VERSION, type Hello } from '../src/contract/frames.ts';
import type { ErrorCode, Operation } from '../src/contract/operation.ts';
import { opByCode, OP_NAMES, ops } from '../src/contract/ops.ts';
import { UpgradeRefused } from '../src/server/cli/socket-client.ts';
import { valuesOf } from './arbitrary.ts';
import { damaged, randomNumbers } from './damage.ts';
import { createTestApp, type Who } from './test-app.ts';
import { frameOf, refusalTo, tap, until, type Tap } from './wire-tap.ts';

const app = await createTestApp();
const ALWAYS: readonly ErrorCode[] = ['invalid', 'forbidden', 'monthClosed', 'tooMany', 'expired', 'unavailable', 'unknownOperation'];
const anonymous: Hello = { wire: WIRE_VERSION, instance: 1, epoch: '', rev: 0, view: '', months: [] };
const helloFrame = (more: Partial<Hello> = {}) => encodeRequest(HELLO, 0, hello, { ...anonymous, ...more });

async function rawSocket(who: Who = 'trainer'): Promise<Tap> {
  const socket = tap(app.url, await app.session(who));
  await socket.client.open({ isGreeting: false });
  return socket;
}
async function greeted(who: Who): Promise<Tap> {
  const socket = tap(app.url, await app.session(who));
  await socket.client.open();
  return socket;
}
// It takes ten seconds, so it waits beside the others. The owner's: no damaged frame of another login can revoke its session.
const silent = rawSocket('owner');

test('twenty thousand damaged, unknown, repeated and disordered frames: each is answered or ends its socket, and a good client beside works on', { timeout: 100_000 }, async (t) => {
  const random = randomNumbers(7400);
  const corpus = frameCorpus();
  const good = await greeted('owner');
  const roles: Who[] = ['administrator', 'trainer', 'client', 'client2', 'trainer2'];
  const sockets = await Promise.all(roles.map(greeted));
  let sent = 0;
  let closed = 0;
  let slowestMs = 0;
  for (let round = 0; sent < 20_000; round++) {
    await Promise.all(sockets.map(async (socket, i) => {
      const batch = Array.from({ length: 50 }, () => nextFrame(corpus, random));
      for (const frame of batch) socket.client.sendFrame(frame);
      sent += batch.length;
      if (await isAnswered(socket, batch)) return;
      closed++;
      sockets[i] = await greeted(roles[i] as Who); // i is an index of roles too
    }));
    const startedAt = performance.now();
    await good.client.call('session.me', {});
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    await app.clock.advance(2000);
  }
  t.diagnostic(`${sent} frames, ${closed} sockets ended by them; the good client waited ${slowestMs.toFixed(0)} ms at most`);
  assert.ok(slowestMs < 1000, `the good client waited ${slowestMs} ms`);
  const id = await good.client.newId();
  await good.client.call('client.create', { id, firstName: 'Після бурі' });
  await Promise.all([good, ...sockets].map(({ client }) => client.close()));
});

/** Whether every frame that can be answered was; false when the socket was ended instead. */
async function isAnswered(socket: Tap, batch: readonly Uint8Array[]): Promise<boolean> {
  const wanted: number[] = [];
  for (const frame of batch) {
    const head = readHead(frame);
    if (head && head.code !== PING && head.code !== PIECE_ARRIVED && head.code !== HELLO) wanted.push(head.request);
  }
  const answered = () => socket.heard.filter(({ message }) => message.kind === 'answer' || message.kind === 'refusal').length;
  await until(() => socket.client.ended !== null || answered() >= wanted.length, 'an answer to every frame', 10_000);
  for (const { message } of socket.heard.splice(0)) {
    if (message.kind !== 'refusal') continue;
    const code = batch.map(readHead).find((head) => head?.request === message.request)?.code ?? 0;
    const announced = [...ALWAYS, ...(opByCode.get(code)?.errors ?? [])];
    const isTold = announced.includes(message.refusal.code) || batch.filter((frame) => readHead(frame)?.request === message.request).length > 1;
    assert.ok(isTold, `${opByCode.get(code)?.name ?? code} was refused with ${JSON.stringify(message.refusal)}, which it does not announce`);
  }
  if (socket.client.ended) assert.ok([1009, 4400, 4401].includes(socket.client.ended.code), JSON.stringify(socket.client.ended));
  return socket.client.ended === null;
}
function readHead(frame: Uint8Array): { code: number; request: number } | null {
  try {
    const r = new Reader(frame);
    return { code: r.uint(), request: r.uint() };
  } catch {
    return null;
  }
}
function frameCorpus(): Uint8Array[] {
  let request = 0;
  const requests = OP_NAMES.flatMap((name) => {
    const { code, input, effect } = ops[name] as Operation;
    return fc.sample(valuesOf(input), { numRuns: 8, seed: 11 }).map((value) => encodeRequest(code, ++request, input, value, effect === 'write' ? 0 : undefined));
  });
  const { client, client2 } = app.clients;
  const real = [
    encodeRequest(ops['calendar.load'].code, 900, ops['calendar.load'].input, { months: [24_322, 24_323] }), encodeRequest(ops['client.get'].code, 901, ops['client.get'].input, { id: client }),
    encodeRequest(ops['lesson.create'].code, 902, ops['lesson.create'].input, { id: 90_001, onDate: '2026-11-24', startMin: 600, kindId: app.kinds.group, trainerId: app.trainers.trainer, roomId: app.rooms.mats, clientIds: [client, client2] }, 0),
    encodeRequest(ops['client.update'].code, 903, ops['client.update'].input, { id: client, seenRev: 5, note: 'x' }, 0), encodeRequest(ops['session.leaseIds'].code, 904, ops['session.leaseIds'].input, {}),
  ];
  return [...requests, ...Array.from({ length: 20 }, () => real).flat(), frameOf(PING, 0), frameOf(PIECE_ARRIVED, 3), frameOf(9999, 5), helloFrame()];
}
/** Mostly damaged; now and then whole, from the future, or one that has been before. */
function nextFrame(corpus: readonly Uint8Array[], random: (n: number) => number): Uint8Array {
  const whole = corpus[random(corpus.length)] as Uint8Array; // in range
  if (random(50) === 0) return Uint8Array.from({ length: random(200) }, () => random(256));
  // Damage to the first byte mostly ends the socket; two in three are spared it.
  if (random(3) === 0) return damaged(whole, random);
  return random(4) === 0 ? whole : new Uint8Array([...whole.subarray(0, 2), ...damaged(whole.subarray(2), random)]);
}

test('a frame that is text, too large, too early or not even a number ends its socket with a code', async () => {
  const cases: [string, Uint8Array | string, number][] = [
    ['text', 'hello', 4400], ['nothing', new Uint8Array(0), 4400], ['half a number', new Uint8Array([0x80]), 4400], ['a number that never ends', new Uint8Array(20).fill(0xff), 4400],
    ['more than 64 KiB', new Uint8Array(MAX_FRAME_BYTES + 1), 1009], ['a request before the hello', frameOf(ops['session.me'].code, 1), 4400],
    ['a hello of nonsense', frameOf(HELLO, 0, 255, 255), 4400], ['a newer wire', helloFrame({ wire: WIRE_VERSION + 1 }), 4426], ['a wire too old', helloFrame({ wire: OLDEST_WIRE_VERSION - 1 }), 4426],
  ];
  for (const [what, frame, code] of cases) {
    const socket = await rawSocket();
    socket.client.sendFrame(frame);
    assert.equal((await socket.client.waitForEnd()).code, code, what);
    if (code === 4426) assert.deepEqual(socket.heard.at(-1)?.message, { kind: 'goodbye', reason: 'outdated' });
  }
});

test('a second hello ends the socket', async () => {
  const socket = await greeted('client');
  socket.client.sendFrame(helloFrame());
  assert.equal((await socket.client.waitForEnd()).code, 4400);
});

test('a heartbeat is answered before the hello too, and an arrival of no piece is nothing', async () => {
  const socket = await rawSocket();
  socket.client.sendFrame(frameOf(PIECE_ARRIVED, 77));
  await socket.client.ping();
  assert.equal(socket.client.ended, null);
  await socket.client.close();
});

test('an operation that does not exist is refused, and the socket stays', async () => {
  const socket = await greeted('client');
  for (const [request, code] of [[1, 0], [2, 99], [3, 16_383], [4, 2 ** 40]] as const) {
    socket.client.sendFrame(frameOf(code, request, 0));
    await until(() => refusalTo(socket, request) !== undefined, 'a refusal');
    assert.deepEqual(refusalTo(socket, request), { code: 'unknownOperation' });
  }
  await socket.client.close();
});

test('the upgrade is refused to other origins, to strangers and to other addresses', async () => {
  const cookie = await app.session('owner');
  const statusOf = async (given: string, headers: Record<string, string> = {}, url = app.url) => {
    const { client } = tap(url, given, { headers });
    return client.open().then(() => client.close().then(() => 101), (error: unknown) => (error instanceof UpgradeRefused ? error.status : assert.fail(String(error))));
  };
  assert.equal(await statusOf(cookie), 101);
  assert.equal(await statusOf(cookie, { origin: app.url }), 101);
  for (const origin of ['https://evil.example', 'null', `${app.url}.evil.example`, app.url.replace('http:', 'https:'), '']) assert.equal(await statusOf(cookie, { origin }), 403, origin);
  for (const wrong of ['', 'rytm=', 'rytm=guess', `other=${cookie.slice(5)}`, `rytm=${'A'.repeat(5000)}`]) assert.equal(await statusOf(wrong), 401, wrong);
  assert.equal(await statusOf(cookie, {}, `${app.url}/elsewhere`), 404);
});

test('a post from another origin is refused', async () => {
  for (const path of ['sign-in', 'sign-out', 'setup', 'invite']) {
    const response = await fetch(`${app.url}/api/${path}`, { method: 'POST', headers: { origin: 'https://evil.example', 'content-type': 'application/json' }, body: '{}' });
    assert.equal(response.status, 403, path);
  }
});

test('a socket that never says hello is closed', { timeout: 20_000 }, async () => {
  assert.equal((await (await silent).client.waitForEnd()).code, 4409);
});

test('closing the application does not wait for a socket that has said nothing', async () => {
  const other = await app.second();
  const mute = tap(other.url, await app.session('client'));
  await mute.client.open({ isGreeting: false });
  const startedAt = performance.now();
  await other.app.close();
  assert.ok(performance.now() - startedAt < 4000, `it took ${Math.round(performance.now() - startedAt)} ms`);
  assert.notEqual(mute.client.ended, null);
});
