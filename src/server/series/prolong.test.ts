// The next subscription takes the regular schedule along: as many lessons as it pays for, in the write of the sale, past what clashes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aGroup, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import type { Input } from '../../contract/ops.ts';
import { auditMoney } from '../ledger/audit.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer, trainer2 } = app.trainers;
const typeOf = async (given: Partial<Input<'subscriptionType.create'>> = {}) => {
  const id = app.newId();
  await app.call('subscriptionType.create', { id, name: `Тип ${id}`, priceMinor: 100_000, lessonCount: 4, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0, ...given });
  return id;
};
const four = await typeOf();
let startMin = 480;
/** Somebody with four lessons paid for, on Tuesdays and Thursdays from 24 November to 3 December. */
async function regular(typeId = four, given: Partial<Input<'series.create'>> = {}, others: number[] = []) {
  const clientId = (await aClient(app, { trainerId: trainer })).id, id = app.newId(), seriesId = app.newId();
  await app.call('subscription.sell', { id, clientId, typeId, seenPriceMinor: 100_000, payments: [], ...(others.length && { otherClientIds: others }) });
  startMin += 10;
  await app.call('series.create', { id: seriesId, kindId: app.kinds.individual, trainerId: trainer, capacity: 1 + others.length, clientIds: [clientId, ...others], slots: [2, 4].map((weekday) => ({ weekday, startMin, durationMin: 10 })), fromOn: '2026-11-24', count: 4, ...given });
  return { clientId, id, seriesId, at: { startMin, durationMin: 10, trainerId: trainer2 } };
}
const renewal = async (who: 'owner' | 'administrator', subscriptionId: number, seriesId: number | undefined) => ({ id: await (await app.client(who)).newId(), subscriptionId, seenPriceMinor: 100_000, payments: [], ...(seriesId !== undefined && { seriesId }) });
const datesOf = async (seriesId: number) => (await app.sql<{ on: string }>('select on_date::text as on from lesson where series_id = $1 order by 1', [seriesId])).map((l) => l.on);
const OLD = ['2026-11-24', '2026-11-26', '2026-12-01', '2026-12-03'];

test('as many lessons as are paid for follow the last, paid by the new one; what clashes is passed over and named', async () => {
  const { clientId, id, seriesId, at } = await regular(four, { trainerId: trainer2 });
  await aLesson(app, { onDate: '2026-12-08', ...at });
  await app.call('absence.create', { id: app.newId(), trainerId: trainer2, kind: 'illness', fromOn: '2026-12-15', fromMin: 0, toOn: '2026-12-15', toMin: 1440 });
  const input = await renewal('administrator', id, seriesId);
  const { output, changes } = await app.do('administrator', 'subscription.renew', input);
  assert.deepEqual(output.prolonged, { count: 4, leftOut: [{ onDate: '2026-12-08', startMin: at.startMin, why: 'trainer' }, { onDate: '2026-12-15', startMin: at.startMin, why: 'absence' }] });
  assert.deepEqual(await datesOf(seriesId), [...OLD, '2026-12-10', '2026-12-17', '2026-12-22', '2026-12-24']);
  const series = await rowOf(app, 'series', seriesId);
  assert.deepEqual([series.untilOn, series.leftOut], ['2026-12-24', output.prolonged?.leftOut]);
  assert.deepEqual([changes.filter((c) => c.table === 'series').length, new Set(changes.filter((c) => c.table === 'lesson').map((c) => c.id)).size], [1, 4]);
  const paid = await app.sql<{ id: string }>(`select b.subscription_id as id from booking b join lesson l on l.id = b.lesson_id where l.series_id = $1 and b.client_id = $2 order by l.on_date`, [seriesId, clientId]);
  assert.deepEqual(paid.map((p) => Number(p.id)), [id, id, id, id, input.id, input.id, input.id, input.id]);
  assert.equal((await rowOf(app, 'subscription', input.id)).bookedHalves, 8);
  assert.deepEqual(await app.app.db.snapshot((query) => auditMoney(query, app.studioId)), []);
});

test('without the schedule nothing but the sale is made; where all that is paid for is booked already, no lesson is', async () => {
  const { id, seriesId } = await regular();
  assert.deepEqual((await app.do('owner', 'subscription.renew', await renewal('owner', id, undefined))).output, {});
  assert.deepEqual(await datesOf(seriesId), OLD);
  const long = await regular(four, { count: 8 });
  assert.deepEqual((await app.do('owner', 'subscription.renew', await renewal('owner', long.id, long.seriesId))).output.prolonged, { count: 0, leftOut: [] });
  assert.equal((await datesOf(long.seriesId)).length, 8);
});

test('one without a count fills the schedule to the end of its term', async () => {
  const { id, seriesId } = await regular(await typeOf({ lessonCount: undefined, termDays: 20 }), { count: 2 });
  assert.equal((await app.do('administrator', 'subscription.renew', await renewal('administrator', id, seriesId))).output.prolonged?.count, 10);
  // The one before lasts to 12 December, this one to 1 January.
  assert.deepEqual([(await datesOf(seriesId)).at(-1), (await rowOf(app, 'series', seriesId)).untilOn], ['2026-12-31', '2026-12-31']);
});

test('a couple goes on together, one lesson for both', async () => {
  const other = (await aClient(app)).id;
  const { id, seriesId } = await regular(await typeOf({ persons: 2 }), {}, [other]);
  assert.equal((await app.do('administrator', 'subscription.renew', await renewal('administrator', id, seriesId))).output.prolonged?.count, 4);
});

test('sent twice under one number it sells and makes the lessons once', async () => {
  const { clientId, id, seriesId } = await regular();
  const device = await app.connect('administrator');
  const frame = device.requestFrame('subscription.renew', { id: await device.newId(), subscriptionId: id, seriesId, seenPriceMinor: 100_000, payments: [] });
  const first = await device.sendRequest('subscription.renew', frame);
  assert.deepEqual(await device.sendRequest('subscription.renew', frame), first);
  await app.converge();
  assert.deepEqual([(await datesOf(seriesId)).length, (await app.sql('select 1 from subscription where client_id = $1', [clientId])).length], [8, 2]);
  await device.close();
});

test('a schedule of others, of a group or without an end is refused, and nothing is sold', async () => {
  const [own, stranger] = [await regular(), await regular()];
  const group = await aGroup(app, { trainerId: trainer });
  const [ofGroup, open] = [app.newId(), app.newId()];
  await app.call('series.create', { id: ofGroup, kindId: app.kinds.group, groupId: group.id, slots: [{ weekday: 6, startMin: 300, durationMin: 5 }], fromOn: '2026-11-28', count: 2 });
  await app.call('series.create', { id: open, kindId: app.kinds.individual, clientIds: [own.clientId], slots: [{ weekday: 6, startMin: 310, durationMin: 5 }], fromOn: '2026-11-28' });
  for (const seriesId of [stranger.seriesId, ofGroup]) assert.equal((await app.refused('administrator', 'subscription.renew', await renewal('administrator', own.id, seriesId), 'notFound')).field, 'seriesId');
  assert.equal((await app.refused('administrator', 'subscription.renew', await renewal('administrator', own.id, open), 'wrongStatus')).reason, 'noEnd');
  await app.refused('administrator', 'subscription.renew', await renewal('administrator', own.id, 999_999), 'notFound');
  for (const who of ['trainer', 'client'] as const) await app.refused(who, 'subscription.renew', await renewal('owner', own.id, own.seriesId), 'forbidden');
  assert.equal((await app.sql('select 1 from subscription where client_id = $1', [own.clientId])).length, 1);
});

test('a sale is not taken back with a lesson that came with it', async () => {
  const { id, seriesId } = await regular();
  const { rev } = await app.do('administrator', 'subscription.renew', await renewal('administrator', id, seriesId));
  const [last] = await app.sql<{ id: string }>('select id from lesson where series_id = $1 order by on_date desc limit 1', [seriesId]);
  const { entries } = (await app.do('administrator', 'lesson.history', { id: Number(last?.id) })).output;
  assert.deepEqual(entries.map((e) => [e.operation, e.canUndo]), [['subscription.renew', false]]);
  await app.refused('administrator', 'change.undo', { rev }, 'cannotUndo');
  assert.equal((await datesOf(seriesId)).length, 8);
});
