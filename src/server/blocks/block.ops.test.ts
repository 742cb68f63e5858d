import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';
import type { Input } from '../../contract/ops.ts';
import { runDueJobs } from '../jobs/jobs.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer, trainer2 } = app.trainers;
const { reformers, mats } = app.rooms;
type Given = Partial<Input<'block.create'>>;
const aBlock = async (who: Who, given: Given = {}): Promise<Input<'block.create'>> => ({ id: await (await app.client(who)).newId(), what: 'break', onDate: '2026-11-24', startMin: 600, durationMin: 30, ...given });
async function made(given: Given, who: Who = 'administrator') {
  const input = await aBlock(who, given);
  return { id: input.id, ...(await app.do(who, 'block.create', input)) };
}
const seenBy = async (who: Who, id: number) => (await app.client(who)).held.of('lesson').get(id);
const undo = async () => app.do('owner', 'change.undo', { rev: await app.rev() });

test('a break keeps its trainer busy; staff and the trainer read its words, other trainers see busy time, clients nothing', async () => {
  const { id, changes } = await made({ trainerId: trainer, title: 'Обід' });
  assert.deepEqual(changes, [{ table: 'lesson', id }]);
  const row = await seenBy('trainer', id);
  assert.deepEqual([row?.block, row?.title, row?.kindId, row?.priceMinor], ['break', 'Обід', undefined, undefined]);
  const busy = await seenBy('trainer2', id);
  assert.deepEqual([busy?.trainerId, busy?.block, busy?.title], [trainer, undefined, undefined]);
  assert.equal(await seenBy('client', id), undefined);
  const refusal = await app.refused('owner', 'lesson.create', { id: await (await app.client('owner')).newId(), onDate: '2026-11-24', startMin: 610, kindId: app.kinds.individual, trainerId: trainer }, 'conflict');
  assert.deepEqual(refusal.conflicts?.map((c) => [c.what, c.lessonId]), [['trainer', id]]);
  await undo();
  assert.equal(await seenBy('trainer', id), undefined);
});

test('a rent takes the whole room, or as many places as it says', async () => {
  const whole = await made({ what: 'rent', roomId: mats, onDate: '2026-11-25' });
  assert.equal((await app.refused('owner', 'block.create', await aBlock('owner', { what: 'rent', roomId: mats, places: 1, onDate: '2026-11-25' }), 'conflict')).conflicts?.[0]?.lessonId, whole.id);
  await made({ what: 'rent', roomId: reformers, places: 2, onDate: '2026-11-25' });
  await aLesson(app, { roomId: reformers, onDate: '2026-11-25' });
  await app.refused('owner', 'block.create', await aBlock('owner', { what: 'rent', roomId: reformers, places: 1, onDate: '2026-11-25' }), 'conflict');
});

test('it is moved, stretched, given other words and removed, and each of these is taken back', async () => {
  const { id } = await made({ trainerId: trainer, onDate: '2026-11-26', title: 'Обід' });
  const row = () => rowOf(app, 'lesson', id);
  await app.do('trainer', 'lesson.move', { id, seenRev: (await row()).rev, onDate: '2026-11-27', startMin: 720 });
  await app.do('trainer', 'lesson.resize', { id, seenRev: (await row()).rev, durationMin: 60 });
  await app.do('trainer', 'block.update', { id, seenRev: (await row()).rev, what: 'other', title: null });
  const now = await row();
  assert.deepEqual([now.onDate, now.startMin, now.durationMin, now.block, now.title], ['2026-11-27', 720, 60, 'other', undefined]);
  await app.do('trainer', 'block.remove', { id, seenRev: now.rev });
  assert.equal(await seenBy('owner', id), undefined);
  await undo();
  assert.equal((await row()).block, 'other');
  await app.call('block.update', { id, seenRev: 0, title: 'Кава' });
  await undo();
  assert.equal((await row()).title, undefined);
  await app.refused('owner', 'block.update', { id, seenRev: 1, what: 'break' }, 'changedMeanwhile');
});

test('a repair may stand on a closed day, and hours warn of nothing', async () => {
  const studio = await rowOf(app, 'studio', app.studioId);
  await app.call('studio.update', { seenRev: studio.rev, closedDays: [{ onDate: '2026-12-02', reason: 'Ремонт' }] });
  const { id } = await made({ what: 'repair', roomId: mats, onDate: '2026-12-02' });
  await app.do('owner', 'lesson.move', { id, seenRev: (await rowOf(app, 'lesson', id)).rev, onDate: '2026-12-02', startMin: 60 }).then(({ output }) => assert.deepEqual(output, {}));
});

test('a tentative hold goes by itself when its time has come, and the place is free again', async () => {
  const expiresAt = app.clock.now() + 3_600_000;
  const { id } = await made({ what: 'hold', trainerId: trainer, onDate: '2026-12-03', title: 'Для Оксани', expiresAt });
  assert.equal((await seenBy('trainer', id))?.expiresAt, expiresAt);
  await runDueJobs(app.app, app.clock.now());
  assert.ok(await seenBy('owner', id));
  await app.clock.advance(3_600_001);
  assert.ok((await runDueJobs(app.app, app.clock.now())).includes('endHolds'));
  await app.converge();
  assert.equal(await seenBy('owner', id), undefined);
  assert.equal((await app.sql('select 1 from occupancy where lesson_id = $1', [id])).length, 0);
  const rev = await app.rev();
  await app.clock.advance(120_000);
  await runDueJobs(app.app, app.clock.now());
  assert.equal(await app.rev(), rev, 'where nothing is due nothing is written');
});

test('a hold that becomes a break stays; a break that becomes a hold says until when', async () => {
  const { id } = await made({ what: 'hold', trainerId: trainer, onDate: '2026-12-04', expiresAt: app.clock.now() + 3_600_000 });
  await app.do('owner', 'block.update', { id, seenRev: (await rowOf(app, 'lesson', id)).rev, what: 'break' });
  assert.equal((await rowOf(app, 'lesson', id)).expiresAt, undefined);
  const seenRev = (await rowOf(app, 'lesson', id)).rev;
  assert.deepEqual(await app.refused('owner', 'block.update', { id, seenRev, what: 'hold' }, 'invalid'), { code: 'invalid', field: 'expiresAt', reason: 'required' });
  await app.do('owner', 'block.update', { id, seenRev, what: 'hold', expiresAt: app.clock.now() + 60_000 });
});

test('a block without trainer and room, with a wrong end, or on a time that is not there is refused', async () => {
  assert.deepEqual(await app.refused('owner', 'block.create', await aBlock('owner'), 'invalid'), { code: 'invalid', field: 'trainerId', reason: 'required' });
  for (const given of [{ expiresAt: app.clock.now() + 1000 }, { what: 'hold', expiresAt: 1 }] as const) assert.equal((await app.refused('owner', 'block.create', await aBlock('owner', { trainerId: trainer, onDate: '2026-12-05', ...given }), 'invalid')).field, 'expiresAt');
  await app.refused('owner', 'block.create', await aBlock('owner', { trainerId: trainer, what: 'hold' }), 'invalid');
  await app.refused('owner', 'block.create', await aBlock('owner', { trainerId: trainer, onDate: '2027-03-28', startMin: 210 }), 'noSuchTime');
  await app.refused('owner', 'block.create', await aBlock('owner', { trainerId: 700_000 }), 'notFound');
});

test('a trainer blocks the own time and no one else’s; clients block nothing', async () => {
  const { id } = await made({ onDate: '2026-12-07', startMin: 900 }, 'trainer');
  assert.equal((await rowOf(app, 'lesson', id)).trainerId, trainer);
  await app.refused('trainer', 'block.create', await aBlock('trainer', { trainerId: trainer2 }), 'forbidden');
  const foreign = await made({ trainerId: trainer2, onDate: '2026-12-08' });
  const { rev: seenRev } = await rowOf(app, 'lesson', foreign.id);
  await app.refused('trainer', 'block.remove', { id: foreign.id, seenRev }, 'notFound');
  await app.refused('trainer', 'block.update', { id: foreign.id, seenRev, title: 'Моє' }, 'notFound');
  await app.refused('client', 'block.create', { ...(await aBlock('owner', { trainerId: trainer })) }, 'forbidden');
  await app.refused('client', 'block.remove', { id: foreign.id, seenRev }, 'forbidden');
});

test('what only lessons can do is refused for blocks, and a lesson is no block', async () => {
  const { id } = await made({ trainerId: trainer2, onDate: '2026-11-23', startMin: 480 });
  const { rev: seenRev } = await rowOf(app, 'lesson', id);
  assert.equal((await app.refused('owner', 'lesson.hold', { id, seenRev }, 'wrongStatus')).reason, 'block');
  await app.refused('owner', 'lesson.cancel', { id, seenRev, reason: 'х', askedBy: 'studio' }, 'wrongStatus');
  await app.refused('owner', 'lesson.update', { id, seenRev, clientIds: [app.clients.client] }, 'wrongStatus');
  await app.refused('owner', 'lesson.addParticipant', { id, clientId: app.clients.client }, 'wrongStatus');
  await app.refused('owner', 'waitlist.join', { lessonId: id, clientId: app.clients.client }, 'notFound');
  const lesson = await aLesson(app, { onDate: '2026-12-09' });
  await app.refused('owner', 'block.remove', { id: lesson.id, seenRev: lesson.rev }, 'wrongStatus');
  await app.refused('owner', 'block.update', { id: lesson.id, seenRev: lesson.rev, what: 'break' }, 'wrongStatus');
});

test('a hold becomes a lesson in one write: its time is the lesson’s, and one undo brings the hold back', async () => {
  const { id } = await made({ what: 'hold', trainerId: trainer, roomId: reformers, onDate: '2026-12-10', title: 'Для Оксани', expiresAt: app.clock.now() + 3_600_000 });
  const { rev: seenRev } = await rowOf(app, 'lesson', id);
  const lessonId = await (await app.client('administrator')).newId();
  const input = { id: lessonId, onDate: '2026-12-10', startMin: 600, kindId: app.kinds.individual, trainerId: trainer, roomId: reformers, clientIds: [app.clients.client] };
  const before = await app.rev();
  const { changes } = await app.do('administrator', 'lesson.create', { ...input, insteadOf: { id, seenRev } });
  assert.equal(await app.rev(), before + 1);
  assert.deepEqual(changes.filter((c) => c.table === 'lesson').map((c) => c.id).sort(), [id, lessonId].sort());
  assert.deepEqual([await seenBy('owner', id), (await seenBy('trainer', lessonId))?.kindId], [undefined, app.kinds.individual]);
  await undo();
  assert.deepEqual([(await seenBy('trainer', id))?.title, await seenBy('owner', lessonId)], ['Для Оксани', undefined]);
  await undo();
  assert.deepEqual([await seenBy('owner', id), (await seenBy('owner', lessonId))?.headCount], [undefined, 1], 'and the undo is undone');
});

test('a lesson takes the place of no lesson, of no block that is gone, changed or somebody else’s; refused, the hold stays', async () => {
  const hold = async (given: Given) => rowOf(app, 'lesson', (await made({ what: 'hold', trainerId: trainer, onDate: '2026-12-11', expiresAt: app.clock.now() + 3_600_000, ...given })).id);
  const aNew = async (who: Who, insteadOf: { id: number; rev: number }, startMin = 600) => ({ id: await (await app.client(who)).newId(), onDate: '2026-12-11', startMin, kindId: app.kinds.individual, trainerId: who === 'trainer2' ? trainer2 : trainer, insteadOf: { id: insteadOf.id, seenRev: insteadOf.rev } });
  const own = await hold({});
  await app.refused('trainer2', 'lesson.create', await aNew('trainer2', own), 'notFound');
  await app.refused('client', 'lesson.create', await aNew('owner', own), 'forbidden');
  await aLesson(app, { onDate: '2026-12-11', startMin: 640, trainerId: trainer });
  await app.refused('owner', 'lesson.create', await aNew('owner', own), 'conflict');
  assert.equal((await rowOf(app, 'lesson', own.id)).block, 'hold');
  const lesson = await aLesson(app, { onDate: '2026-12-11', startMin: 900, trainerId: trainer });
  assert.equal((await app.refused('owner', 'lesson.create', await aNew('owner', lesson, 1000), 'wrongStatus')).reason, 'lesson');
  await app.call('lesson.move', { id: own.id, seenRev: own.rev, onDate: '2026-12-11', startMin: 1100 });
  await app.refused('owner', 'lesson.create', await aNew('owner', own, 1000), 'changedMeanwhile');
  await app.do('trainer', 'lesson.create', await aNew('trainer', await rowOf(app, 'lesson', own.id), 1000));
  await app.refused('owner', 'lesson.create', await aNew('owner', own, 700), 'notFound');
});
