// The check of all money: silent when all adds up, and naming exactly what somebody has bent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aLesson } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { auditMoney } from './audit.ts';

const app = await createTestApp();
const audit = () => app.app.db.snapshot((query) => auditMoney(query, app.studioId));

test('what was bent behind the back of the application is named', async () => {
  const client = (await aClient(app)).id;
  const type = app.newId();
  const subscription = app.newId();
  await app.call('subscriptionType.create', { id: type, name: 'Вісім', priceMinor: 320_001, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
  await app.call('subscription.sell', { id: subscription, clientId: client, typeId: type, seenPriceMinor: 320_001, payments: [{ method: 'cash', amountMinor: 100_000 }] });
  const lesson = await aLesson(app, { onDate: '2026-11-23', startMin: 300, clientIds: [client] });
  await app.call('attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'attended' });
  const alone = await aLesson(app, { onDate: '2026-11-22', startMin: 300, clientIds: [client] });
  await app.call('attendance.mark', { lessonId: alone.id, clientId: client, outcome: 'attended' });
  assert.deepEqual(await audit(), []);
  await app.sql(`update account set balance_minor = balance_minor + 7 where account = 'till'`);
  await app.sql('update subscription_balance set used_halves = used_halves + 1');
  await app.sql('update booking set taken_halves = 1 where taken_halves = 2');
  await app.sql('update booking set charged_minor = charged_minor + 5 where charged_minor > 0');
  // Part of a term that is not over.
  await app.sql(`insert into ledger(studio_id, rev, at, on_date, from_account, to_account, amount_minor, what, subscription_id, user_id, operation) values ($1, 1, now(), '2026-11-23', 'income', 'prepaid', 5, 'expired', $2, 1, 'x')`, [app.studioId, subscription]);
  assert.deepEqual((await audit()).map(({ what, of, kept, counted }) => [what, of, kept, counted]), [
    ['account', 'till 0', 100_007, 100_000], ['lessonsLeft', `subscription ${subscription}`, 13, 14], ['visits', `subscription ${subscription}`, 1, 2],
    ['charges', `lesson ${alone.id} client ${client}`, 77_705, 77_700], ['prepaid', `subscription ${subscription}`, 279_996, 259_996], ['expired', `subscription ${subscription}`, 5, 260_001],
  ]);
});
