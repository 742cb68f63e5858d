// What is told by itself: the end of a term and a place that is offered, each once; and reading it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Input } from '../../contract/ops.ts';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { runDueJobs } from '../jobs/jobs.ts';

const app = await createTestApp();
await app.connectAll();
const typeOf = async (given: Partial<Input<'subscriptionType.create'>>) => {
  const id = app.newId();
  await app.call('subscriptionType.create', { id, name: `Тип ${id}`, priceMinor: 100_000, lessonCount: 8, termDays: 10, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 30, ...given });
  return id;
};
const sell = async (typeId: number, clientId: number) => {
  const id = app.newId();
  await app.call('subscription.sell', { id, clientId, typeId, seenPriceMinor: 100_000, payments: [] });
  return id;
};
const notices = async (column: 'subscription_id' | 'lesson_id', id: number) => (await app.sql<{ kind: string }>(`select kind from notice where ${column} = $1 order by id`, [id])).map((n) => n.kind);
const jobs = () => runDueJobs(app.app, app.clock.now());

test('the end of a term is told seven days before, once, to the desk and the client; not of what is frozen, renewed or used up', async () => {
  const ten = await typeOf({});
  const { client } = app.clients;
  const id = await sell(ten, client);
  const [long, frozen, renewed, over, waits] = [await sell(await typeOf({ termDays: 60 }), client), await sell(ten, (await aClient(app)).id), await sell(ten, (await aClient(app)).id), await sell(await typeOf({ lessonCount: 1 }), (await aClient(app)).id), await sell(await typeOf({ starts: 'afterDays', startsAfterDays: 2, termDays: 8 }), (await aClient(app)).id)];
  await app.call('subscription.freeze', { id: frozen, seenRev: (await rowOf(app, 'subscription', frozen)).rev, fromOn: '2026-11-24', keepsPlaces: true, reason: 'Операція' });
  await app.call('subscription.renew', { id: app.newId(), subscriptionId: renewed, seenPriceMinor: 100_000, payments: [] });
  const lesson = await aLesson(app, { onDate: '2026-11-23', startMin: 300, clientIds: [(await rowOf(app, 'subscription', over)).clientId] });
  await app.call('attendance.mark', { lessonId: lesson.id, clientId: (await rowOf(app, 'subscription', over)).clientId, outcome: 'attended' });
  await jobs();
  assert.deepEqual(await notices('subscription_id', id), []);
  await app.clock.set('2026-11-26T00:05+02:00');
  const before = await app.rev();
  await Promise.all([jobs(), jobs()]);
  assert.ok((await app.rev()) > before);
  assert.deepEqual(await Promise.all([id, long, frozen, renewed, over, waits].map((x) => notices('subscription_id', x))), [['endsSoon'], [], [], [], ['noLessons'], ['endsSoon']]);
  await app.clock.set('2026-11-27T00:05+02:00');
  await jobs();
  assert.deepEqual(await notices('subscription_id', id), ['endsSoon']);
  await app.converge();

  // The client sees the own one alone, and reads it for oneself; the desk reads for the desk.
  const [notice] = await app.sql<{ id: string }>(`select id from notice where subscription_id = $1`, [id]);
  const noticeId = Number(notice?.id);
  const { changes } = await app.do('client', 'notice.read', { ids: [noticeId] });
  assert.ok(changes.some((c) => c.table === 'notice' && c.id === noticeId));
  let row = await rowOf(app, 'notice', noticeId);
  assert.ok(row.clientReadAt && row.readAt === undefined);
  await app.refused('client2', 'notice.read', { ids: [noticeId] }, 'notFound');
  await app.refused('trainer', 'notice.read', { ids: [noticeId] }, 'forbidden');
  await app.do('administrator', 'notice.read', { ids: [noticeId] });
  row = await rowOf(app, 'notice', noticeId);
  assert.ok(row.readAt);
});

test('a place that becomes free is told to whom it is offered, once an offer; taking the change back leaves what was told', async () => {
  const { client, client2 } = app.clients;
  const lesson = await aLesson(app, { onDate: '2026-12-02', startMin: 600, clientIds: [client2] });
  await app.do('administrator', 'waitlist.join', { lessonId: lesson.id, clientId: client });
  assert.deepEqual(await notices('lesson_id', lesson.id), []);
  const { rev, changes } = await app.do('administrator', 'lesson.removeParticipant', { id: lesson.id, clientId: client2 });
  assert.ok(changes.some((c) => c.table === 'notice'));
  assert.deepEqual(await notices('lesson_id', lesson.id), ['placeOffered']);
  await app.do('administrator', 'change.undo', { rev });
  assert.deepEqual((await rowOf(app, 'lesson', lesson.id)).bookings?.map((b) => b.clientId), [client2]);
  await app.do('administrator', 'lesson.removeParticipant', { id: lesson.id, clientId: client2 });
  assert.deepEqual(await notices('lesson_id', lesson.id), ['placeOffered', 'placeOffered']);
});

test('what the desk has read long ago leaves its devices; the client keeps it, and it is not told anew', async () => {
  const { client2: client } = app.clients;
  const id = await sell(await typeOf({ lessonCount: 1 }), client);
  const lesson = await aLesson(app, { onDate: (await app.sql<{ day: string }>(`select to_char(to_timestamp($1::float8 / 1000) at time zone 'Europe/Kyiv', 'YYYY-MM-DD') as day`, [app.clock.now()]))[0]?.day ?? '', startMin: 1, durationMin: 5, clientIds: [client] });
  await app.call('attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'attended' });
  const [notice] = await app.sql<{ id: string }>('select id from notice where subscription_id = $1', [id]);
  const noticeId = Number(notice?.id);
  const unread = (await app.sql<{ id: string }>(`select id from notice where read_at is null and id <> $1`, [noticeId])).map((n) => Number(n.id));
  await app.call('notice.read', { ids: [noticeId] });
  await app.clock.advance(61 * 86_400_000);
  await jobs();
  // The sessions of the old devices have run out by then.
  const [desk, own] = [await app.connect('owner'), await app.connect('client2')];
  const has = (device: typeof desk, of: number) => device.held.of('notice').has(of);
  assert.deepEqual([has(desk, noticeId), has(own, noticeId), unread.every((n) => has(desk, n))], [false, true, true]);
  const rev = await app.rev();
  await jobs();
  assert.equal(await app.rev(), rev);
});
