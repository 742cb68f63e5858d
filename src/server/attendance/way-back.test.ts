// The way back from a message after a mark: exactly what was taken, what follows from it too; and what the history says of marks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Input } from '../../contract/ops.ts';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';

const app = await createTestApp();
const TODAY = '2026-11-23';
await app.connectAll();
const type = app.newId();
await app.call('subscriptionType.create', { id: type, name: '2 заняття', priceMinor: 100_000, lessonCount: 2, termDays: 30, starts: 'firstVisit', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
let startMin = 240;
const lessonOf = async (clientIds: number[]) => aLesson(app, { onDate: TODAY, startMin: (startMin += 5), durationMin: 5, clientIds, trainerId: app.trainers.trainer });
const someone = async () => (await aClient(app, { trainerId: app.trainers.trainer })).id;
const sell = async (clientId: number) => {
  const id = app.newId();
  await app.call('subscription.sell', { id, clientId, typeId: type, seenPriceMinor: 100_000, payments: [] });
  return id;
};
const placeOf = async (lessonId: number, clientId: number) => {
  const row = await rowOf(app, 'lesson', lessonId);
  return [...(row.bookings ?? []), ...(row.calledOff ?? [])].find((b) => b.clientId === clientId);
};
const isPaid = async (lessonId: number, clientId: number) => (await rowOf(app, 'lesson', lessonId)).bookings?.find((b) => b.clientId === clientId)?.isPaid ?? false;
const mark = (lessonId: number, clientId: number, outcome: Input<'attendance.mark'>['outcome']) => app.do('administrator', 'attendance.mark', { lessonId, clientId, outcome });

test('a first visit that began a term and was told of is taken back with its beginning; what was told stays told', async () => {
  const client = await someone();
  const id = await sell(client);
  const lesson = await lessonOf([client]);
  const { rev } = await mark(lesson.id, client, 'attended');
  assert.equal((await rowOf(app, 'subscription', id)).startOn, TODAY);
  assert.deepEqual((await app.sql<{ kind: string }>('select kind from notice where subscription_id = $1', [id])).map((n) => n.kind), ['lastLesson']);
  await app.do('administrator', 'change.undo', { rev });
  const s = await rowOf(app, 'subscription', id);
  assert.deepEqual([s.leftHalves, s.startOn], [4, undefined]);
  assert.deepEqual(await placeOf(lesson.id, client), { clientId: client, isPaid: true, subscriptionId: id });
  assert.equal((await app.sql('select 1 from notice where subscription_id = $1', [id])).length, 1);
});

test('forgiving, and a mark that replaced what a person had decided, come back with what was taken then', async () => {
  const client = await someone();
  const id = await sell(client);
  const lesson = await lessonOf([client]);
  await app.do('administrator', 'attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'noShow', takes: 'half' });
  const forgiven = await app.do('administrator', 'attendance.forgive', { lessonId: lesson.id, clientId: client });
  assert.equal((await rowOf(app, 'subscription', id)).leftHalves, 4);
  await app.do('administrator', 'change.undo', { rev: forgiven.rev });
  const half = { clientId: client, isPaid: true, state: 'noShow', subscriptionId: id, takenHalves: 1 };
  assert.deepEqual([await placeOf(lesson.id, client), (await rowOf(app, 'subscription', id)).leftHalves], [half, 3]);
  const came = await mark(lesson.id, client, 'attended');
  await app.do('administrator', 'change.undo', { rev: came.rev });
  assert.deepEqual([await placeOf(lesson.id, client), (await rowOf(app, 'subscription', id)).leftHalves], [half, 3]);
});

test('a visit charged to the account is unpaid while there is a debt, and paid when the debt is', async () => {
  const client = await someone();
  const lesson = await lessonOf([client]);
  await mark(lesson.id, client, 'attended');
  assert.equal(await isPaid(lesson.id, client), false);
  const { changes } = await app.do('administrator', 'ledger.topUp', { clientId: client, method: 'cash', amountMinor: 77_700 });
  assert.equal(await isPaid(lesson.id, client), true);
  assert.ok(changes.some((c) => c.table === 'lesson' && c.id === lesson.id));
  const charge = await app.do('administrator', 'ledger.charge', { clientId: client, amountMinor: 5_000, note: 'Шкарпетки' });
  assert.equal(await isPaid(lesson.id, client), false);
  await app.do('administrator', 'ledger.reverse', { lineId: charge.output.lineId, reason: 'Помилка' });
  assert.equal(await isPaid(lesson.id, client), true);
});

test('the history says of each person what the mark was, and a trainer reads no rates in it', async () => {
  const client = await someone();
  const kind = await rowOf(app, 'lessonKind', app.kinds.individual);
  await app.call('lessonKind.update', { id: kind.id, seenRev: kind.rev, payMinor: 20_000 });
  const lesson = await lessonOf([client]);
  await mark(lesson.id, client, 'attended');
  await mark(lesson.id, client, 'cancelledLate');
  await app.do('administrator', 'attendance.forgive', { lessonId: lesson.id, clientId: client, reason: 'Затор' });
  const read = async (who: 'administrator' | 'trainer') => (await app.do(who, 'lesson.history', { id: lesson.id })).output.entries;
  const [forgiven, off, came] = await read('administrator');
  assert.deepEqual([forgiven?.operation, forgiven?.reason, forgiven?.changes], ['attendance.forgive', 'Затор', [{ field: 'calledOff', before: `${client} cancelledLate`, after: `${client} cancelledLate forgiven` }]]);
  assert.deepEqual(off?.changes, [{ field: 'bookings', before: `${client} attended`, after: '' }, { field: 'calledOff', after: `${client} cancelledLate` }]);
  assert.ok(came?.changes.some((c) => c.field === 'payMinor' && c.after === '20000'));
  assert.ok(!(await read('trainer')).flatMap((e) => e.changes).some((c) => c.field === 'payMinor' || c.field === 'priceMinor'));
});
