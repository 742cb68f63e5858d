// A freeze, its end and an extension are taken back with one write, and refused when what came later contradicts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aGroup, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import { auditMoney } from '../ledger/audit.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer } = app.trainers;
const type = app.newId();
await app.call('subscriptionType.create', { id: type, name: '8 занять', priceMinor: 320_001, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 14 });
const DATES = ['2026-11-25', '2026-12-02', '2026-12-09', '2026-12-16'];
let startMin = 360;
/** Somebody with a subscription of 23 November – 22 December, and four lessons in it. */
async function somebody() {
  const clientId = (await aClient(app, { trainerId: trainer })).id, id = app.newId();
  await app.call('subscription.sell', { id, clientId, typeId: type, seenPriceMinor: 320_001, payments: [] });
  const at = { startMin: (startMin += 10), durationMin: 10, trainerId: trainer };
  const lessons = [];
  for (const onDate of DATES) lessons.push((await aLesson(app, { onDate, clientIds: [clientId], ...at })).id);
  return { clientId, id, lessons, at };
}
const sub = (id: number) => rowOf(app, 'subscription', id);
const seen = async (id: number) => ({ id, seenRev: (await sub(id)).rev });
/** What a change and its way back must leave as it was. */
const stateOf = async (id: number, lessons: readonly number[]) => {
  const { rev: _, ...row } = await sub(id);
  return { row, lessons: await Promise.all(lessons.map(async (l) => { const { rev: _r, ...lesson } = await rowOf(app, 'lesson', l); return lesson; })) };
};
const freeze = async (id: number, given = {}) => app.do('administrator', 'subscription.freeze', { ...(await seen(id)), fromOn: '2026-12-01', toOn: '2026-12-10', keepsPlaces: false, ...given });
const undo = async (rev: number) => app.do('administrator', 'change.undo', { rev });
const refusedUndo = async (rev: number) => (await app.refused('administrator', 'change.undo', { rev }, 'cannotUndo')).reason;
const attend = (lessonId: number, clientId: number) => app.call('attendance.mark', { lessonId, clientId, outcome: 'attended' });
const addsUp = async () => assert.deepEqual(await app.app.db.snapshot((query) => auditMoney(query, app.studioId)), []);

test('a mistaken freeze: the term, the places and who pays for them are as before; taken back itself, it is frozen again', async () => {
  const { id, lessons } = await somebody();
  const before = await stateOf(id, lessons);
  const frozen = await freeze(id);
  assert.equal(frozen.output.released, 2);
  const then = await stateOf(id, lessons);
  assert.deepEqual([then.row.endOn, then.lessons.map((l) => l.status)], ['2027-01-01', ['planned', 'cancelled', 'cancelled', 'planned']]);
  for (const who of ['trainer', 'trainer2'] as const) await app.refused(who, 'change.undo', { rev: frozen.rev }, 'notFound');
  await app.refused('client', 'change.undo', { rev: frozen.rev }, 'forbidden');
  const back = await undo(frozen.rev);
  assert.deepEqual(await stateOf(id, lessons), before);
  assert.deepEqual([back.changes.filter((c) => c.table === 'subscription').every((c) => c.id === id), [...new Set(back.changes.filter((c) => c.table === 'lesson').map((c) => c.id))].every((l) => lessons.includes(l))], [true, true]);
  await undo(back.rev);
  assert.deepEqual(await stateOf(id, lessons), then);
  await addsUp();
});

test('a place in a group comes back too, unless somebody has taken it since', async () => {
  const { id, clientId } = await somebody();
  const group = await aGroup(app, { trainerId: trainer, capacity: 2 });
  for (const member of [clientId, (await aClient(app)).id]) await app.call('group.addMember', { id: group.id, clientId: member, fromOn: '2026-11-01' });
  const lesson = await aLesson(app, { onDate: '2026-12-03', startMin: 300, durationMin: 5, kindId: app.kinds.group, groupId: group.id });
  const people = async () => ((await rowOf(app, 'lesson', lesson.id)).bookings ?? []).map((b) => b.clientId);
  await undo((await freeze(id)).rev);
  assert.equal((await people()).includes(clientId), true);
  const { rev } = await freeze(id);
  assert.equal((await people()).includes(clientId), false);
  await app.call('lesson.addParticipant', { id: lesson.id, clientId: (await aClient(app)).id });
  assert.equal(await refusedUndo(rev), 'bookings');
});

test('refused when the time has been taken, the term extended, or it was ended since', async () => {
  const taken = await somebody();
  const { rev } = await freeze(taken.id);
  const other = await aLesson(app, { onDate: DATES[1]!, ...taken.at });
  assert.equal((await app.refused('administrator', 'change.undo', { rev }, 'conflict')).conflicts?.[0]?.lessonId, other.id);
  assert.equal((await sub(taken.id)).freezes?.length, 1, 'nothing of it is taken back');
  const extended = await somebody();
  const first = await freeze(extended.id);
  const second = await app.do('administrator', 'subscription.extend', { ...(await seen(extended.id)), days: 3, reason: 'Світла не було' });
  assert.equal(await refusedUndo(first.rev), 'extraDays');
  await undo(second.rev);
  await undo(first.rev);
  assert.deepEqual([(await sub(extended.id)).endOn, (await sub(extended.id)).extraDays, (await sub(extended.id)).freezes], ['2026-12-22', undefined, undefined]);
  const closed = await somebody();
  const longer = await app.do('administrator', 'subscription.extend', { ...(await seen(closed.id)), days: 3, reason: 'Подарунок' });
  await app.call('subscription.refund', { ...(await seen(closed.id)), amountMinor: 0, reason: 'Переїзд' });
  assert.equal(await refusedUndo(longer.rev), 'closedAs');
  await addsUp();
});

test('an ended freeze is a freeze again; an open one too', async () => {
  const { id, lessons } = await somebody();
  await freeze(id, { toOn: undefined, reason: 'Лікарня' });
  const before = await stateOf(id, lessons);
  const { rev } = await app.do('administrator', 'subscription.unfreeze', { ...(await seen(id)), onDate: '2026-12-05' });
  assert.deepEqual([(await sub(id)).extraDays, (await sub(id)).freezes?.[0]?.toOn], [4, '2026-12-04']);
  await undo(rev);
  assert.deepEqual(await stateOf(id, lessons), before);
});

test('not over a visit: on a day that would be frozen again, or after the end as it was', async () => {
  const [woken, late] = [await somebody(), await somebody()];
  await freeze(woken.id, { keepsPlaces: true });
  const { rev: ended } = await app.do('administrator', 'subscription.unfreeze', { ...(await seen(woken.id)), onDate: '2026-12-01' });
  const { rev: longer } = await app.do('owner', 'subscription.extend', { ...(await seen(late.id)), days: 10, reason: 'Хвороба' });
  const behind = await aLesson(app, { onDate: '2026-12-30', clientIds: [late.clientId], ...late.at });
  await app.clock.set('2026-12-30T23:00+02:00');
  await attend(woken.lessons[1]!, woken.clientId);
  await attend(behind.id, late.clientId);
  assert.equal(await refusedUndo(ended), 'visited');
  assert.equal(await refusedUndo(longer), 'visited');
  await app.call('attendance.undo', { lessonId: behind.id, clientId: late.clientId });
  await undo(longer);
  assert.deepEqual([(await sub(late.id)).endOn, (await rowOf(app, 'lesson', behind.id)).bookings?.[0]?.subscriptionId], ['2026-12-22', undefined]);
  await addsUp();
});
