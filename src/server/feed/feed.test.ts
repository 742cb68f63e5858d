import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aLesson } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { runDueJobs } from '../jobs/jobs.ts';

const app = await createTestApp();

describe('the feed', () => {
  it('tells the first device of a process of a write that another process makes right after its hello', async () => {
    const other = await app.second();
    const device = await other.connect('owner');
    const lesson = await aLesson(app, { onDate: '2026-12-01' });
    const deadline = performance.now() + 3000;
    while (!device.held.of('lesson').has(lesson.id) && performance.now() < deadline) await new Promise((done) => setTimeout(done, 5));
    assert.ok(device.held.of('lesson').has(lesson.id));
  });
  it('keeps devices on two processes equal under writes on both', async () => {
    await app.connectAll();
    const other = await app.second();
    const there = await other.connect('administrator');
    const trainer = await other.connect('trainer');
    const here = await app.client('owner');
    for (let i = 0; i < 10; i++) {
      const writer = i % 2 ? here : there;
      await writer.call('lesson.create', { id: await writer.newId(), onDate: `2026-12-${String(10 + i)}`, startMin: 600, kindId: app.kinds.group, trainerId: app.trainers.trainer, clientIds: [app.clients.client] });
    }
    await app.converge();
    assert.ok(trainer.held.of('lesson').size >= 10);
  });
  it('reads once for all devices that one long message has paused', async () => {
    const devices = await Promise.all(Array.from({ length: 6 }, () => app.connect('administrator')));
    const { db } = app.app;
    const { read } = db;
    let reads = 0;
    // Slow enough for all of them to ask meanwhile.
    Object.assign(db, { read: async (text: string, values?: readonly unknown[]) => {
      if (text.includes('"changeRev"')) {
        reads++;
        await new Promise((done) => setTimeout(done, 200));
      }
      return read(text, values);
    } });
    try {
      await app.call('client.create', { id: app.newId(), firstName: 'Довга', description: Array.from({ length: 4000 }, (_, i) => String.fromCharCode(0x410 + ((i * i) % 64))).join('') });
      const rev = await app.rev();
      await Promise.all(devices.map((d) => d.waitForRev(rev)));
      await app.converge();
    } finally {
      Object.assign(db, { read });
    }
    assert.ok(reads >= 2 && reads <= 4, `${reads} reads`);
  });
  it('gives a device that was away what it missed, or a snapshot once the log has been pruned', async () => {
    const [soon, late] = [await app.connect('owner'), await app.connect('owner')];
    await Promise.all([soon.close(), late.close()]);
    const lesson = await aLesson(app, { onDate: '2026-12-30' });
    await soon.reconnect({ resume: true });
    assert.equal(soon.welcome?.mode, 'resume');
    await soon.waitForRev(await app.rev());
    assert.ok(soon.held.of('lesson').has(lesson.id));
    await app.clock.advance(20 * 86_400_000);
    assert.deepEqual(await runDueJobs(app.app, app.clock.now()), ['turnAudiences', 'expireSubscriptions', 'retireSubscriptions', 'retireNotices', 'settleGroupLines', 'noteEnds', 'fillSeries', 'settleLines', 'holdLessons', 'endHolds', 'prune']);
    assert.deepEqual(await runDueJobs(app.app, app.clock.now()), [], 'what ran is not due again');
    await late.reconnect({ resume: true });
    assert.equal(late.welcome?.mode, 'snapshot');
    await app.converge();
  });
  it('hides a client from a trainer when a month has passed since their last lesson', async () => {
    const lone = await createTestApp();
    await lone.connectAll();
    await lone.do('owner', 'lesson.create', { id: await (await lone.client('owner')).newId(), onDate: '2026-11-24', startMin: 600, kindId: lone.kinds.individual, trainerId: lone.trainers.trainer, clientIds: [lone.clients.client] });
    const trainer = await lone.client('trainer');
    assert.ok(trainer.held.of('client').has(lone.clients.client));
    await lone.clock.advance(86_400_000 * 40);
    await runDueJobs(lone.app, lone.clock.now());
    await lone.converge();
    assert.ok(!trainer.held.of('client').has(lone.clients.client));
  });
});
