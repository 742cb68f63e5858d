// The studio cancels and gives days back: which subscriptions end later, by whom, and the way back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Input } from '../../contract/ops.ts';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer } = app.trainers;
const TODAY = '2026-11-23', TOMORROW = '2026-11-24';
const aSold = async () => {
  const type = app.newId(), id = app.newId();
  const { id: clientId } = await aClient(app, { trainerId: trainer });
  await app.call('subscriptionType.create', { id: type, name: `Вісім ${type}`, priceMinor: 100_000, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
  await app.call('subscription.sell', { id, clientId, typeId: type, seenPriceMinor: 100_000, payments: [] });
  return { id, clientId };
};
const lessonAt = (startMin: number, onDate: string, clientIds: number[]) => aLesson(app, { onDate, startMin, clientIds, trainerId: trainer });
const statusOf = async ({ id }: { id: number }) => (await rowOf(app, 'lesson', id)).status;
const seen = async (id: number) => ({ lessonId: id, seenRev: (await rowOf(app, 'lesson', id)).rev });
async function declare(given: Partial<Input<'closure.create'>> & Pick<Input<'closure.create'>, 'cancels'>) {
  const id = await (await app.client('owner')).newId();
  return { id, ...(await app.do('owner', 'closure.create', { id, fromOn: TODAY, fromMin: 750, toOn: TODAY, toMin: 1440, reason: 'Немає світла', ...given })) };
}

test('what the studio cancels may make the subscriptions that were to pay end later, each once, in the same write; undo takes that back too', async () => {
  const { id, clientId } = await aSold();
  const paid = await lessonAt(800, TODAY, [clientId]);
  await lessonAt(900, TODAY, [clientId]);
  const other = await aClient(app);
  await lessonAt(1000, TODAY, [other.id]);
  const term = async () => { const s = await rowOf(app, 'subscription', id); return [s.extraDays, s.endOn]; };
  const { changes, rev } = await declare({ cancels: true, toMin: 1050, extendDays: 3 });
  assert.ok(changes.some((c) => c.table === 'subscription' && c.id === id));
  assert.deepEqual(await term(), [3, '2026-12-25']);
  await app.do('owner', 'change.undo', { rev });
  assert.deepEqual([await term(), await statusOf(paid)], [[undefined, '2026-12-22'], 'planned']);
  await app.do('owner', 'change.undo', { rev: await app.rev() });
  assert.deepEqual([await term(), await statusOf(paid)], [[3, '2026-12-25'], 'cancelled']);
  const { rev: seenRev } = await rowOf(app, 'subscription', id);
  const redone = await app.rev();
  await app.call('subscription.extend', { id, seenRev, days: 1, reason: 'Ще день' });
  await app.refused('owner', 'change.undo', { rev: redone }, 'cannotUndo');
});

test('the same for lessons decided one by one, of a closure and of an absence; only the desk gives days back', async () => {
  const { id, clientId } = await aSold();
  const [first, second, stays] = [await lessonAt(1100, TODAY, [clientId]), await lessonAt(800, TOMORROW, [clientId]), await lessonAt(900, TOMORROW, [clientId])];
  const days = async () => (await rowOf(app, 'subscription', id)).extraDays;
  const closed = await declare({ cancels: false, fromMin: 1080 });
  await app.do('owner', 'closure.resolve', { id: closed.id, seenRev: (await rowOf(app, 'closure', closed.id)).rev, extendDays: 2, decisions: [{ ...(await seen(first.id)), how: 'cancel' }] });
  assert.equal(await days(), 2);
  const away = await (await app.client('trainer')).newId();
  await app.do('trainer', 'absence.create', { id: away, kind: 'illness', fromOn: TOMORROW, fromMin: 0, toOn: TOMORROW, toMin: 1440 });
  const decisions = [{ ...(await seen(second.id)), how: 'cancel' as const }, { ...(await seen(stays.id)), how: 'leave' as const }];
  assert.equal((await app.refused('trainer', 'absence.resolve', { id: away, decisions, extendDays: 5 }, 'forbidden')).field, 'extendDays');
  await app.do('owner', 'absence.resolve', { id: away, decisions, reason: 'Хвороба', extendDays: 5 });
  assert.equal(await days(), 7);
});
