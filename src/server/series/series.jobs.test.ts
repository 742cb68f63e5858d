import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aGroup, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import type { Input } from '../../contract/ops.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { fillSeries } from './series.jobs.ts';

const app = await createTestApp();
await app.connectAll();
// The tests go through years.
await app.sql(`update session set expires_at = '2040-01-01'`);
const { individual, group: groupKind } = app.kinds;
const { trainer, trainer2 } = app.trainers;
const slot = (weekday: number, startMin = 1080) => ({ weekday, startMin, durationMin: 55 });
/** The test's Monday, and the last day that is filled from there. */
const TODAY = '2026-11-23', LAST = '2027-01-18';

async function anOpenSeries(given: Partial<Input<'series.create'>> = {}): Promise<number> {
  const id = await (await app.client('owner')).newId();
  await app.do('owner', 'series.create', { id, kindId: individual, slots: [slot(1)], fromOn: TODAY, ...given });
  return id;
}
const datesOf = async (id: number) => (await app.sql<{ on: string }>('select series_on::text as on from lesson where series_id = $1 order by series_on, series_min', [id])).map((l) => l.on);
const fill = async () => {
  await fillSeries(app.app, app.studioId, app.clock.now());
  await app.converge();
};
const mondays = (count: number, from = TODAY) => Array.from({ length: count }, (_, i) => addDays(from, 7 * i));

test('a schedule without an end begins with eight weeks, says so to every screen, and takes no number while nothing is due', async () => {
  const id = await anOpenSeries({ trainerId: trainer });
  assert.deepEqual(await datesOf(id), mondays(9));
  const row = await rowOf(app, 'series', id);
  assert.deepEqual([row.untilOn, row.filledTo, row.leftOut], [undefined, LAST, undefined]);
  const rev = await app.rev();
  await fill();
  await app.clock.set('2026-11-29T23:00+02:00');
  await fill();
  assert.equal(await app.rev(), rev);
  await app.clock.set('2026-11-30T08:00+02:00');
  await fill();
  assert.deepEqual(await datesOf(id), mondays(10));
  assert.equal(await app.rev(), rev + 1);
  const ended = (await rowOf(app, 'series', id)).rev;
  await app.do('owner', 'series.end', { id, seenRev: ended, fromOn: TODAY });
});

test('after three months without a server every date is there once, two processes at a time or one', async () => {
  await app.clock.set('2027-03-01T08:00+02:00');
  const id = await anOpenSeries({ trainerId: trainer, fromOn: '2027-03-01', slots: [slot(1), slot(1, 1200), slot(3)] });
  const before = (await datesOf(id)).length;
  await app.clock.set('2027-06-01T08:00+03:00');
  const { app: other } = await app.second();
  await Promise.all([fillSeries(app.app, app.studioId, app.clock.now()), fillSeries(other, app.studioId, app.clock.now())]);
  await app.converge();
  const dates = await datesOf(id);
  // 1 March to 27 July 2027: 22 Mondays with two lessons, 21 Wednesdays.
  assert.deepEqual([before, dates.length, dates.at(0), dates.at(-1)], [26, 65, '2027-03-01', '2027-07-26']);
  assert.equal(new Set((await app.sql<{ at: string }>(`select series_on || ' ' || series_min as at from lesson where series_id = $1`, [id])).map((l) => l.at)).size, 65);
  assert.equal((await rowOf(app, 'series', id)).leftOut, undefined);
  await app.do('owner', 'series.end', { id, seenRev: (await rowOf(app, 'series', id)).rev, fromOn: '2027-06-02' });
});

test('the database refuses a second lesson for a date of a rule', async () => {
  await app.clock.set('2027-07-01T08:00+03:00');
  const id = await anOpenSeries({ fromOn: '2027-07-05' });
  const [first, second] = await app.sql<{ id: string }>('select id from lesson where series_id = $1 order by series_on', [id]);
  assert.ok(first && second);
  await assert.rejects(app.sql('update lesson a set series_on = b.series_on from lesson b where a.id = $1 and b.id = $2', [second.id, first.id]), { code: '23P01', constraint: 'one_of_series' });
});

test('a date that clashes is left out with its reason, once; the others are made', async () => {
  await app.clock.set('2027-09-01T08:00+03:00');
  const group = await aGroup(app, { trainerId: trainer2 });
  const [one, two] = [await aClient(app), await aClient(app)];
  await app.call('group.addMember', { id: group.id, clientId: one.id, fromOn: '2027-09-01' });
  const id = await anOpenSeries({ fromOn: '2027-09-06', kindId: groupKind, groupId: group.id, capacity: 1, trainerId: trainer2, slots: [slot(1), slot(7, 210)] });
  const known = (await datesOf(id)).length;
  await aLesson(app, { onDate: '2027-11-08', startMin: 1100, trainerId: trainer2 });
  await aLesson(app, { onDate: '2027-11-15', startMin: 1100, clientIds: [one.id] });
  const studio = await rowOf(app, 'studio', app.studioId);
  await app.call('studio.update', { seenRev: studio.rev, closedDays: [{ onDate: '2027-11-22', reason: 'Ремонт' }] });
  await app.call('absence.create', { id: app.newId(), trainerId: trainer2, fromOn: '2027-11-29', fromMin: 0, toOn: '2027-11-29', toMin: 1440, kind: 'illness' });
  await app.call('group.addMember', { id: group.id, clientId: two.id, fromOn: '2027-12-06' });
  await app.clock.set('2027-10-15T08:00+03:00');
  await fill();
  const left = (await rowOf(app, 'series', id)).leftOut;
  assert.deepEqual(left, [
    { onDate: '2027-11-08', startMin: 1080, why: 'trainer' }, { onDate: '2027-11-15', startMin: 1080, why: 'client' }, { onDate: '2027-11-22', startMin: 1080, why: 'closedDay' },
    { onDate: '2027-11-29', startMin: 1080, why: 'absence' }, { onDate: '2027-12-06', startMin: 1080, why: 'full' },
  ]);
  assert.ok((await datesOf(id)).length > known, 'Sundays are made');
  const rev = await app.rev();
  await fill();
  await app.clock.advance(3_600_000);
  await fill();
  assert.equal(await app.rev(), rev, 'what was left out is not tried again');
});

test('an hour that the clocks skip is left out, and the night after is there', async () => {
  await app.clock.set('2028-01-10T08:00+02:00');
  const id = await anOpenSeries({ fromOn: '2028-01-16', slots: [slot(7, 210)] });
  await app.clock.set('2028-02-20T08:00+02:00');
  await fill();
  assert.deepEqual((await rowOf(app, 'series', id)).leftOut, [{ onDate: '2028-03-26', startMin: 210, why: 'noSuchTime' }]);
  assert.deepEqual((await datesOf(id)).slice(-3), ['2028-04-02', '2028-04-09', '2028-04-16']);
});

test('ended at a later day it is filled up to there; undone it has no end again and catches up', async () => {
  await app.clock.set('2028-05-01T08:00+03:00');
  const id = await anOpenSeries({ trainerId: trainer, fromOn: '2028-05-01' });
  const seenRev = async () => (await rowOf(app, 'series', id)).rev;
  assert.equal((await app.do('owner', 'series.end', { id, seenRev: await seenRev(), fromOn: '2028-07-10' })).output.count, 0);
  const end = await app.rev();
  await app.clock.set('2028-05-22T08:00+03:00');
  await fill();
  assert.deepEqual(await datesOf(id), mondays(10, '2028-05-01'));
  await app.do('owner', 'change.undo', { rev: end });
  await fill();
  assert.deepEqual(await datesOf(id), mondays(12, '2028-05-01'));
  await app.do('owner', 'series.end', { id, seenRev: await seenRev(), fromOn: '2028-06-05' });
  await fill();
  assert.deepEqual(await datesOf(id), mondays(5, '2028-05-01'));
});

test('moved to another weekday, earlier or later or by a whole week, it loses no week and doubles none', async () => {
  await app.clock.set('2028-09-01T08:00+03:00');
  const seenRev = async (id: number) => (await rowOf(app, 'series', id)).rev;
  for (const [by, first, day] of [[-4, '2028-09-08', 1], [3, '2028-09-04', 4], [7, '2028-09-04', 1], [-7, '2028-09-11', 1]] as const) {
    const id = await anOpenSeries({ trainerId: trainer2, fromOn: first, slots: [slot(by === -4 ? 5 : 1)] });
    const [pattern] = await app.sql<{ id: number; on: string }>('select id::int, on_date::text as on from lesson where series_id = $1 order by on_date limit 1', [id]);
    assert.ok(pattern);
    await app.call('lesson.move', { id: pattern.id, seenRev: (await rowOf(app, 'lesson', pattern.id)).rev, onDate: addDays(pattern.on, by), startMin: 1200 });
    await app.do('owner', 'series.update', { id, seenRev: await seenRev(id), lessonId: pattern.id, scope: 'all' });
    await fill();
    const dates = await datesOf(id);
    assert.deepEqual(dates, mondays(dates.length, addDays(first, by)), `moved by ${by}`);
    assert.deepEqual((await rowOf(app, 'series', id)).slots, [slot(day, 1200)]);
    assert.ok((dates.at(-1) ?? '') >= '2028-10-23', 'filled to the last week');
    await app.do('owner', 'series.end', { id, seenRev: await seenRev(id), fromOn: '2028-09-01' });
  }
});

test('taken back, its lessons of later weeks go along, unless one of them was changed', async () => {
  await app.clock.set('2029-01-01T08:00+02:00');
  const id = await anOpenSeries({ trainerId: trainer, fromOn: '2029-01-01' });
  const made = await app.rev();
  await app.clock.set('2029-01-15T08:00+02:00');
  await fill();
  assert.equal((await datesOf(id)).length, 11);
  const last = (await app.sql<{ id: number; on: string }>('select id::int, on_date::text as on from lesson where series_id = $1 order by on_date desc limit 1', [id]))[0];
  assert.ok(last);
  const move = async (startMin: number) => app.call('lesson.move', { id: last.id, seenRev: (await rowOf(app, 'lesson', last.id)).rev, onDate: last.on, startMin });
  await move(600);
  await app.refused('owner', 'change.undo', { rev: made }, 'cannotUndo');
  await app.call('change.undo', { rev: await app.rev() });
  await app.do('owner', 'change.undo', { rev: made });
  assert.deepEqual(await datesOf(id), []);
  await app.do('owner', 'change.undo', { rev: await app.rev() });
  assert.equal((await datesOf(id)).length, 11);
});

test('its lessons are read whatever the months; a trainer reads the own schedule, clients none', async () => {
  await app.clock.set('2029-06-01T08:00+03:00');
  const id = await anOpenSeries({ trainerId: trainer, fromOn: '2029-06-04', exceptions: [{ onDate: '2029-06-11', startMin: 1080, isSkipped: true }] });
  const { lessons } = (await app.do('owner', 'series.lessons', { id })).output;
  assert.deepEqual(lessons.map((l) => l.onDate), await datesOf(id));
  assert.equal(lessons[0]?.priceMinor !== undefined, true);
  assert.deepEqual((await rowOf(app, 'series', id)).leftOut, [{ onDate: '2029-06-11', startMin: 1080 }]);
  const [own] = (await app.do('trainer', 'series.lessons', { id })).output.lessons;
  assert.deepEqual([own?.seriesId, own?.priceMinor], [id, undefined]);
  await app.refused('trainer2', 'series.lessons', { id }, 'notFound');
  await app.refused('client', 'series.lessons', { id }, 'forbidden');
  await app.refused('owner', 'series.lessons', { id: 999_999 }, 'notFound');
});

test('whoever has frozen and given up the place is not booked again; with nobody left the date is left out', async () => {
  await app.clock.set('2031-03-03T08:00+02:00');
  const today = '2031-03-03', typeId = app.newId();
  await app.call('subscriptionType.create', { id: typeId, name: 'На рік', priceMinor: 1_000_000, lessonCount: 100, termDays: 365, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 100 });
  const [alone, kept, other] = await Promise.all([aClient(app), aClient(app), aClient(app)]);
  const [single, joint] = [await anOpenSeries({ fromOn: today, slots: [slot(1, 780)], clientIds: [alone.id] }), await anOpenSeries({ fromOn: today, kindId: groupKind, slots: [slot(1, 840)], capacity: 3, clientIds: [alone.id, kept.id, other.id] })];
  for (const { id: clientId } of [alone, kept]) {
    const id = app.newId();
    await app.call('subscription.sell', { id, clientId, typeId, seenPriceMinor: 1_000_000, payments: [] });
    await app.call('subscription.freeze', { id, seenRev: (await rowOf(app, 'subscription', id)).rev, fromOn: '2031-03-04', keepsPlaces: clientId === kept.id, reason: 'Лікарня' });
  }
  const made = (await datesOf(single)).length;
  await app.clock.advance(7 * 86_400_000);
  await fill();
  assert.equal((await datesOf(single)).length, made);
  assert.deepEqual((await rowOf(app, 'series', single)).leftOut?.map((d) => d.why), ['frozen']);
  const [last] = await app.sql<{ ids: number[] }>(`select array(select client_id::int from booking where lesson_id = l.id order by 1) as ids from lesson l where series_id = $1 order by series_on desc limit 1`, [joint]);
  assert.deepEqual(last?.ids, [kept.id, other.id].sort((a, b) => a - b));
});

test('a freeze that ends early or is taken back gives left-out dates their lessons, where they are ahead and free', async () => {
  await app.clock.set('2032-03-01T08:00+02:00');
  const typeId = app.newId(), id = app.newId(), client = await aClient(app);
  await app.call('subscriptionType.create', { id: typeId, name: 'На два роки', priceMinor: 1_000_000, lessonCount: 100, termDays: 700, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 100 });
  await app.call('subscription.sell', { id, clientId: client.id, typeId, seenPriceMinor: 1_000_000, payments: [] });
  const single = await anOpenSeries({ fromOn: '2032-03-01', slots: [slot(1, 660)], trainerId: trainer, clientIds: [client.id] });
  const seenRev = async () => (await rowOf(app, 'subscription', id)).rev;
  const left = async () => (await rowOf(app, 'series', single)).leftOut?.map((d) => [d.onDate, d.why]);
  const frozen = await app.do('owner', 'subscription.freeze', { id, seenRev: await seenRev(), fromOn: '2032-04-19', keepsPlaces: false, reason: 'Лікарня' });
  await app.clock.set('2032-04-20T08:00+03:00');
  await fill();
  const out = mondays(7, '2032-05-03');
  assert.deepEqual(await left(), out.map((d) => [d, 'frozen']));
  // Meanwhile the trainer has something else on one of them, and the studio closes on another.
  await aLesson(app, { onDate: '2032-05-31', startMin: 660, trainerId: trainer });
  await app.call('studio.update', { seenRev: (await rowOf(app, 'studio', app.studioId)).rev, closedDays: [{ onDate: '2032-06-07', reason: 'Свято' }] });
  const ended = await app.do('owner', 'subscription.unfreeze', { id, seenRev: await seenRev(), onDate: '2032-05-17' });
  assert.deepEqual(await left(), [['2032-05-03', 'frozen'], ['2032-05-10', 'frozen'], ['2032-05-31', 'trainer'], ['2032-06-07', 'closedDay']]);
  assert.deepEqual((await datesOf(single)).slice(-3), ['2032-05-17', '2032-05-24', '2032-06-14']);
  assert.deepEqual(ended.changes.filter((c) => c.table === 'series').map((c) => c.id), [single]);
  const payer = await app.sql<{ s: string }>(`select b.subscription_id as s from booking b join lesson l on l.id = b.lesson_id where l.series_id = $1 and l.series_on = '2032-05-17'`, [single]);
  assert.deepEqual(payer.map((p) => Number(p.s)), [id]);
  // As it was: frozen again, without those lessons.
  await app.do('owner', 'change.undo', { rev: ended.rev });
  assert.deepEqual(await left(), out.map((d) => [d, 'frozen']));
  // The freeze itself taken back, later: what has passed meanwhile stays left out.
  await app.clock.set('2032-05-04T08:00+03:00');
  await app.do('owner', 'change.undo', { rev: frozen.rev, reason: 'Не хворіла' });
  assert.deepEqual((await left())?.filter(([, why]) => why !== 'frozen'), [['2032-05-31', 'trainer'], ['2032-06-07', 'closedDay']]);
  assert.deepEqual((await left())?.filter(([, why]) => why === 'frozen'), [['2032-05-03', 'frozen']]);
  assert.ok((await datesOf(single)).includes('2032-05-10'));
});
