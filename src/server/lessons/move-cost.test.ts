// How often a move asks the database: so many statements, in so few goes. More of them make every move slower for everybody, so they are counted.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aLesson } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { costOf } from '../../../test/write-cost.ts';

const app = await createTestApp();

describe('what a move of a lesson asks of the database', () => {
  it('is nine statements in three goes when nothing pays for its people', async () => {
    const lesson = await aLesson(app, { startMin: 600, kindId: app.kinds.group, trainerId: app.trainers.trainer, clientIds: [app.clients.client, app.clients.client2] });
    await app.call('lesson.move', { id: lesson.id, seenRev: lesson.rev, onDate: '2026-11-24', startMin: 615 }); // the studio is read once
    assert.deepEqual(await costOf(app.app.db, () => app.call('lesson.move', { id: lesson.id, seenRev: 0, onDate: '2026-11-25', startMin: 630 })), { statements: 9, goes: 3 });
  });
  it('is four statements more, and not a go more, when somebody has a subscription', async () => {
    const type = app.newId();
    await app.call('subscriptionType.create', { id: type, name: 'Вісім занять', priceMinor: 320_000, lessonCount: 8, termDays: 90, starts: 'sale', persons: 1, freezeDays: 0, kindIds: [], groupIds: [] });
    await app.call('subscription.sell', { id: app.newId(), clientId: app.clients.client, typeId: type, seenPriceMinor: 320_000, payments: [] });
    const lesson = await aLesson(app, { onDate: '2026-11-26', startMin: 600, kindId: app.kinds.group, clientIds: [app.clients.client, app.clients.client2] });
    const move = (onDate: string, startMin: number) => costOf(app.app.db, () => app.call('lesson.move', { id: lesson.id, seenRev: 0, onDate, startMin }));
    assert.deepEqual(await move('2026-11-26', 630), { statements: 13, goes: 3 });
    assert.deepEqual(await move('2026-11-27', 630), { statements: 14, goes: 4 }, 'a later day may be beyond the term');
  });
});
