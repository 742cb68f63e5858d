// Two installations in one process, a clock that is set back, calls in a person's name: what must not leak from one to the other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson, rowOf } from './factories.ts';
import { createTestApp, type TestApp } from './test-app.ts';

test('two databases in one process do not mix up their studios', async () => {
  const apps = [await createTestApp(), await createTestApp()] as const;
  const zones = ['Europe/Kyiv', 'America/New_York'] as const;
  for (const [i, app] of apps.entries()) await app.call('studio.update', { seenRev: (await rowOf(app, 'studio', app.studioId)).rev, name: 'Студія', zone: zones[i] ?? '' });
  const begins = async (app: TestApp) => {
    const { id } = await aLesson(app, { onDate: '2026-11-24', startMin: 600 });
    return (await app.sql<{ at: Date }>('select lower(during) as at from lesson where id = $1', [id]))[0]?.at.toISOString();
  };
  assert.equal(await begins(apps[0]), '2026-11-24T08:00:00.000Z');
  assert.equal(await begins(apps[1]), '2026-11-24T15:00:00.000Z');
});

test('a clock that is set back locks nobody out', async () => {
  const app = await createTestApp();
  const client = await app.connect('owner', { isPatient: false });
  await app.clock.advance(-3_600_000);
  await client.call('session.me', {});
  await app.connect('client');
});

test('calls inside the process in the name of a person are each applied', async () => {
  const app = await createTestApp();
  const client = await app.client('owner');
  const me = client.welcome?.me ?? assert.fail('not welcomed');
  const actor = { userId: me.userId, name: me.name, roles: me.roles, sessionId: me.sessionId, instance: 0, source: 'test' };
  const before = await app.rev();
  for (const firstName of ['Перша', 'Друга', 'Друга']) {
    const { first } = await app.app.call(app.studioId, 'session.leaseIds', {}, actor);
    await app.app.call(app.studioId, 'client.create', { id: first, firstName }, actor);
  }
  assert.equal(await app.rev(), before + 3);
});
