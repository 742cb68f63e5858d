// What a client does and reads without the desk: the own contacts, the own money, and nothing of anybody else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';

const app = await createTestApp();
const { client, client2 } = app.clients;
await app.connectAll();
const own = async () => rowOf(app, 'client', client);

test('a client changes the own phone and email; the desk and the own devices learn of it, others do not', async () => {
  const { rev } = await own();
  const { changes } = await app.do('client', 'client.updateOwn', { seenRev: rev, phone: '+380501112233', email: 'nova@post.example' });
  assert.deepEqual(changes.map((c) => [c.table, c.id]), [['client', client]]);
  const row = await own();
  assert.deepEqual([row.phone, row.email, row.firstName], ['+380501112233', 'nova@post.example', 'Оксана']);
  await app.do('client', 'client.updateOwn', { seenRev: row.rev, email: null });
  assert.deepEqual([(await own()).phone, (await own()).email], ['+380501112233', undefined]);
  assert.deepEqual((await app.sql<{ operation: string }>('select operation from audit order by rev desc limit 1')).map((a) => a.operation), ['client.updateOwn']);
});
test('nothing is cleared that the desk needs, nobody else may, and what the desk changed meanwhile is not overwritten', async () => {
  const { rev } = await own();
  assert.deepEqual(await app.refused('client', 'client.updateOwn', { seenRev: rev, phone: '' }, 'invalid'), { code: 'invalid', field: 'phone', reason: 'required' });
  assert.deepEqual(await app.refused('client', 'client.updateOwn', { seenRev: rev, phone: '12' }, 'invalid'), { code: 'invalid', field: 'phone', reason: 'phone' });
  assert.deepEqual(await app.refused('client', 'client.updateOwn', { seenRev: rev, email: 'abc' }, 'invalid'), { code: 'invalid', field: 'email', reason: 'email' });
  for (const who of ['owner', 'administrator', 'trainer'] as const) await app.refused(who, 'client.updateOwn', { seenRev: rev, phone: '+380500000000' }, 'forbidden');
  await app.call('client.update', { id: client, seenRev: rev, phone: '+380507654321' });
  const refusal = await app.refused('client', 'client.updateOwn', { seenRev: rev, phone: '+380500000000' }, 'changedMeanwhile');
  assert.deepEqual(refusal.fields, ['phone']);
  await app.refused('client', 'client.update', { id: client2, seenRev: rev, phone: '+380500000000' }, 'forbidden');
});
test('the own movements say what and how much, and not who paid them for whom', async () => {
  await app.call('ledger.topUp', { clientId: client, method: 'cash', amountMinor: 50_000, payerId: client2, note: 'За жовтень' });
  await app.call('ledger.topUp', { clientId: client2, method: 'cash', amountMinor: 70_000 });
  const { lines, hasMore } = (await app.do('client', 'ledger.list', { clientId: client })).output;
  assert.deepEqual([hasMore, lines.map((l) => [l.what, l.changeMinor, l.note, l.by, l.payerId])], [false, [['payment', 50_000, 'За жовтень', '', undefined]]]);
  assert.equal((await app.do('administrator', 'ledger.list', { clientId: client })).output.lines[0]?.payerId, client2);
  await app.refused('client', 'ledger.list', { clientId: client2 }, 'notFound');
  await app.refused('client', 'subscription.list', { clientId: client2 }, 'notFound');
});
