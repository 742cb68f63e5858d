import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson, aTrainer, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';

const app = await createTestApp();
await app.connectAll();
const newId = async () => (await app.client('administrator')).newId();

test('a new trainer gets a colour far from the others and is seen by everybody, contacts by staff alone', async () => {
  const id = await newId();
  const { changes } = await app.do('administrator', 'trainer.create', { id, firstName: 'Соломія', lastName: 'Крушельницька', phone: '050 111-22-33', position: '', hours: [{ weekday: 2, startMin: 600, endMin: 700 }, { weekday: 1, startMin: 540, endMin: 600 }] });
  assert.deepEqual(changes, [{ table: 'trainer', id }]);
  const row = await rowOf(app, 'trainer', id);
  const others = [(await rowOf(app, 'trainer', app.trainers.trainer)).hue, (await rowOf(app, 'trainer', app.trainers.trainer2)).hue];
  assert.ok(others.every((h) => Math.abs(h - row.hue) >= 60), `${row.hue} beside ${others}`);
  assert.deepEqual(row.hours.map((h) => h.weekday), [1, 2]);
  assert.equal('position' in row, false, 'empty text is no text');
  const seen = (await app.client('client')).held.of('trainer').get(id);
  assert.equal(seen?.firstName, 'Соломія');
  assert.equal(seen?.phone, undefined);
  assert.equal((await app.client('owner')).held.of('trainer').get(id)?.phone, '+380501112233');
});
test('a number that was not leased, or is in use, makes no trainer', async () => {
  assert.equal((await app.refused('administrator', 'trainer.create', { id: 900_000, firstName: 'Х' }, 'invalid')).reason, 'notLeased');
  const foreign = await (await app.client('owner')).newId();
  assert.equal((await app.refused('administrator', 'trainer.create', { id: foreign, firstName: 'Х' }, 'invalid')).reason, 'notLeased');
  const id = await newId();
  await app.do('administrator', 'trainer.create', { id, firstName: 'Леся' });
  assert.deepEqual(await app.refused('administrator', 'trainer.create', { id, firstName: 'Друга' }, 'invalid'), { code: 'invalid', field: 'id', reason: 'used' });
});
test('trainers and clients cannot make or change trainers', async () => {
  const { trainer } = app.trainers;
  await app.refused('trainer', 'trainer.create', { id: await (await app.client('trainer')).newId(), firstName: 'Х' }, 'forbidden');
  await app.refused('trainer', 'trainer.update', { id: trainer, seenRev: 1e6, about: 'про мене' }, 'forbidden');
  await app.refused('client', 'trainer.setHours', { id: trainer, seenRev: 1e6, hours: [] }, 'forbidden');
  await app.refused('client', 'trainer.archive', { id: trainer, seenRev: 1e6, isArchived: true }, 'forbidden');
});
test('an update changes what is given, clears what is null and leaves the rest', async () => {
  const made = await aTrainer(app, { position: 'Мат', phone: '+380501112233', about: 'десять років' });
  const { changes } = await app.do('owner', 'trainer.update', { id: made.id, seenRev: made.rev, position: null, about: 'одинадцять', email: '' });
  assert.deepEqual(changes, [{ table: 'trainer', id: made.id }]);
  const { rev: _, position: _p, ...rest } = made;
  const { rev: _r, ...now } = await rowOf(app, 'trainer', made.id);
  assert.deepEqual(now, { ...rest, about: 'одинадцять' });
});
test('an update that changes nothing leaves the row and the history alone', async () => {
  const made = await aTrainer(app, { hours: [{ weekday: 1, startMin: 540, endMin: 600 }] });
  const { changes } = await app.do('owner', 'trainer.setHours', { id: made.id, seenRev: made.rev, hours: made.hours.map(({ weekday, startMin, endMin }) => ({ endMin, startMin, weekday })) });
  assert.deepEqual(changes, []);
  assert.equal((await rowOf(app, 'trainer', made.id)).rev, made.rev);
});
test('a field that somebody else changed is not overwritten, other fields are', async () => {
  const made = await aTrainer(app, { about: 'перше' });
  await app.do('owner', 'trainer.update', { id: made.id, seenRev: made.rev, about: 'від власниці' });
  const refusal = await app.refused('administrator', 'trainer.update', { id: made.id, seenRev: made.rev, about: 'від адміністраторки', position: 'Мат' }, 'changedMeanwhile');
  assert.deepEqual(refusal.fields, ['about']);
  assert.equal(refusal.by, 'Олена Власенко');
  assert.equal(refusal.current?.table === 'trainer' && refusal.current.row.about, 'від власниці');
  await app.do('administrator', 'trainer.update', { id: made.id, seenRev: made.rev, position: 'Мат' });
  assert.equal((await rowOf(app, 'trainer', made.id)).about, 'від власниці');
});
test('hours end after they begin and do not overlap within a day', async () => {
  const made = await aTrainer(app);
  const hours = [{ weekday: 1, startMin: 540, endMin: 700 }, { weekday: 1, startMin: 600, endMin: 800 }];
  assert.deepEqual(await app.refused('owner', 'trainer.setHours', { id: made.id, seenRev: made.rev, hours }, 'invalid'), { code: 'invalid', field: 'hours', reason: 'overlap' });
  assert.equal((await app.refused('owner', 'trainer.setHours', { id: made.id, seenRev: made.rev, hours: [{ weekday: 1, startMin: 540, endMin: 540 }] }, 'invalid')).reason, 'order');
  await app.do('owner', 'trainer.setHours', { id: made.id, seenRev: made.rev, hours: hours.slice(0, 1) });
  assert.equal((await rowOf(app, 'trainer', made.id)).hours.length, 1);
});
test('a trainer with planned lessons ahead cannot be archived; without them archived and restored', async () => {
  const made = await aTrainer(app);
  const lesson = await aLesson(app, { trainerId: made.id, onDate: '2026-11-23', startMin: 420 });
  assert.equal((await app.refused('administrator', 'trainer.archive', { id: made.id, seenRev: made.rev, isArchived: true }, 'inUse')).count, 1);
  await app.do('administrator', 'lesson.cancel', { id: lesson.id, seenRev: lesson.rev, reason: 'хвороба', askedBy: 'trainer' });
  await app.do('administrator', 'trainer.archive', { id: made.id, seenRev: made.rev, isArchived: true });
  const archived = await rowOf(app, 'trainer', made.id);
  assert.equal(archived.isArchived, true);
  await app.do('administrator', 'trainer.archive', { id: made.id, seenRev: archived.rev, isArchived: false });
  assert.equal((await rowOf(app, 'trainer', made.id)).isArchived, false);
});
test('a trainer that does not exist is not found', async () => {
  for (const name of ['trainer.update', 'trainer.archive'] as const) await app.refused('owner', name, { id: 700_000, seenRev: 0, isArchived: true }, 'notFound');
  await app.refused('owner', 'trainer.setHours', { id: 700_000, seenRev: 0, hours: [] }, 'notFound');
});
test('on single dates other hours hold, with breaks, or a day is off; warnings follow them, and undo brings the old ones back', async () => {
  const made = await aTrainer(app, { hours: [{ weekday: 1, startMin: 540, endMin: 780 }, { weekday: 1, startMin: 840, endMin: 1080 }] });
  const on = async (onDate: string, startMin: number) => (await app.do('owner', 'lesson.create', { id: await (await app.client('owner')).newId(), onDate, startMin, kindId: app.kinds.individual, trainerId: made.id })).output.warnings?.filter((w) => w.id === made.id).length ?? 0;
  assert.deepEqual([await on('2026-12-07', 540), await on('2026-12-07', 785)], [0, 1], 'a break within the day');
  const seenRev = async () => (await rowOf(app, 'trainer', made.id)).rev;
  const { changes } = await app.do('administrator', 'trainer.setDayHours', { id: made.id, seenRev: await seenRev(), onDate: '2026-12-14', spans: [{ startMin: 960, endMin: 1080 }, { startMin: 600, endMin: 720 }] });
  assert.deepEqual(changes, [{ table: 'trainer', id: made.id }]);
  await app.do('administrator', 'trainer.setDayHours', { id: made.id, seenRev: await seenRev(), onDate: '2026-12-21', spans: [] });
  assert.deepEqual((await rowOf(app, 'trainer', made.id)).dayHours, [{ onDate: '2026-12-14', spans: [{ startMin: 600, endMin: 720 }, { startMin: 960, endMin: 1080 }] }, { onDate: '2026-12-21', spans: [] }]);
  assert.deepEqual([await on('2026-12-14', 600), await on('2026-12-14', 740), await on('2026-12-21', 600), await on('2026-12-28', 600)], [0, 1, 1, 0]);
  assert.equal((await app.client('trainer')).held.of('trainer').get(made.id)?.dayHours?.length, 2, 'colleagues see when one works');
  assert.equal((await app.client('client')).held.of('trainer').get(made.id)?.dayHours, undefined);
  await app.do('owner', 'trainer.setDayHours', { id: made.id, seenRev: await seenRev(), onDate: '2026-12-21' });
  assert.deepEqual((await rowOf(app, 'trainer', made.id)).dayHours?.map((d) => d.onDate), ['2026-12-14']);
  await app.do('owner', 'change.undo', { rev: await app.rev() });
  assert.deepEqual((await rowOf(app, 'trainer', made.id)).dayHours?.map((d) => d.onDate), ['2026-12-14', '2026-12-21']);
});
test('hours of a date that overlap, of a trainer that is not there, by a trainer or on a row seen before are refused', async () => {
  const made = await aTrainer(app);
  const given = { id: made.id, seenRev: made.rev, onDate: '2026-12-14' };
  assert.deepEqual(await app.refused('owner', 'trainer.setDayHours', { ...given, spans: [{ startMin: 600, endMin: 720 }, { startMin: 700, endMin: 800 }] }, 'invalid'), { code: 'invalid', field: 'spans', reason: 'overlap' });
  await app.refused('owner', 'trainer.setDayHours', { ...given, spans: [{ startMin: 600, endMin: 600 }] }, 'invalid');
  await app.refused('owner', 'trainer.setDayHours', { ...given, id: 700_000 }, 'notFound');
  await app.refused('trainer', 'trainer.setDayHours', given, 'forbidden');
  await app.do('owner', 'trainer.setDayHours', { ...given, spans: [] });
  assert.deepEqual((await app.refused('administrator', 'trainer.setDayHours', { ...given, onDate: '2026-12-15', spans: [] }, 'changedMeanwhile')).fields, ['dayHours']);
});
test('a trainer too is reached by a phone and an email that can be such', async () => {
  const made = await aTrainer(app);
  const newId = await (await app.client('owner')).newId();
  assert.deepEqual(await app.refused('owner', 'trainer.create', { id: newId, firstName: 'Х', email: 'abc' }, 'invalid'), { code: 'invalid', field: 'email', reason: 'email' });
  assert.deepEqual(await app.refused('owner', 'trainer.update', { id: made.id, seenRev: made.rev, phone: '12' }, 'invalid'), { code: 'invalid', field: 'phone', reason: 'phone' });
});
