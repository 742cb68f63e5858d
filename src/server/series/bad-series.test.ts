// Regular schedules at the edges of the calendar, too long, and in their own way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowOf } from '../../../test/factories.ts';
import { createTestApp } from '../../../test/test-app.ts';
import type { Input } from '../../contract/ops.ts';
import { MOST_MEMBERS } from '../../contract/limits.ts';
import { weekday } from '../../domain/calendar-day.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer } = app.trainers;
const slot = (day: number, startMin = 1080, durationMin = 55) => ({ weekday: day, startMin, durationMin });
const owner = await app.client('owner');
const plan = async (given: Partial<Input<'series.create'>>): Promise<Input<'series.create'>> => ({ id: await owner.newId(), kindId: app.kinds.individual, slots: [slot(1)], fromOn: '2027-02-01', ...given });
const made = async (given: Partial<Input<'series.create'>>): Promise<number> => {
  const asked = await plan(given);
  await app.do('owner', 'series.create', asked);
  return asked.id;
};
interface Member { id: number; on: string; min: number }
const membersOf = (id: number) => app.sql<Member>('select id::int, on_date::text as on, start_min::int as min from lesson where series_id = $1 order by on_date, start_min', [id]);
const seenRev = async (id: number) => (await rowOf(app, 'lesson', id)).rev;

test('29 February and the last days of months are days like others; days that are none are refused', async () => {
  const leap = (await membersOf(await made({ slots: [slot(2)], fromOn: '2028-02-01', untilOn: '2028-02-29' }))).map((m) => m.on);
  assert.deepEqual(leap, ['2028-02-01', '2028-02-08', '2028-02-15', '2028-02-22', '2028-02-29']);
  const ends = (await membersOf(await made({ slots: [slot(7)], fromOn: '2027-01-31', untilOn: '2027-10-31' }))).map((m) => m.on);
  assert.deepEqual([ends.at(0), ends.at(-1), ends.length, ends.every((d) => weekday(d) === 7)], ['2027-01-31', '2027-10-31', 40, true]);
  for (const given of [{ fromOn: '2027-02-29', count: 3 }, { fromOn: '2027-04-31', count: 3 }, { untilOn: '2027-02-29' }]) await assert.rejects(async () => owner.call('series.create', await plan(given)), { reason: 'range' });
  assert.equal((await app.sql('select 1 from series')).length, 2);
});

test('an hour that comes twice is one lesson, and one that is not there refuses the schedule with its date', async () => {
  const id = await made({ slots: [slot(7, 210, 30)], fromOn: '2027-10-24', count: 3, trainerId: trainer });
  const instants = await app.sql<{ at: string }>(`select to_char(lower(during) at time zone 'UTC', 'MM-DD HH24:MI') as at from lesson where series_id = $1 order by during`, [id]);
  assert.deepEqual(instants.map((i) => i.at), ['10-24 00:30', '10-31 00:30', '11-07 01:30']);
  const refusal = await app.refused('owner', 'series.create', await plan({ slots: [slot(7, 210)], fromOn: '2027-03-21', count: 2 }), 'noSuchTime');
  assert.equal(refusal.reason, '2027-03-28');
  assert.equal(await made({ slots: [slot(7, 210)], fromOn: '2027-03-21', count: 2, exceptions: [{ onDate: '2027-03-28', startMin: 210, isSkipped: true }] }).then(membersOf).then((m) => m.length), 1);
});

test('its own lessons that overlap are refused: in the week, over the weekend, and on the night when the clocks go forward', async () => {
  for (const slots of [[slot(1, 600), slot(1, 654)], [slot(3, 1430, 60), slot(4, 0)], [slot(7, 1430, 60), slot(1, 0)]]) {
    assert.deepEqual(await app.refused('owner', 'series.create', await plan({ slots, count: 4 }), 'invalid'), { code: 'invalid', field: 'slots', reason: 'overlap' });
  }
  // On that Sunday 2:30 for an hour ends at 4:30.
  const night = { slots: [slot(7, 150, 60), slot(7, 240, 60)], fromOn: '2027-03-21', trainerId: trainer };
  await app.refused('owner', 'series.create', await plan({ ...night, untilOn: '2027-03-28' }), 'conflict');
  assert.equal((await membersOf(await made({ ...night, untilOn: '2027-03-21' }))).length, 2);
});

test('five years of Mondays are made at once; more lessons than the most are refused', async () => {
  const startedAt = performance.now();
  const id = await made({ fromOn: '2030-01-07', untilOn: '2035-01-07', trainerId: trainer });
  const tookMs = performance.now() - startedAt;
  assert.ok(tookMs < 10_000, `took ${tookMs} ms`);
  assert.equal((await membersOf(id)).length, 261);
  const days = [1, 2, 3, 4, 5].map((d) => slot(d, 480));
  assert.deepEqual(await app.refused('owner', 'series.create', await plan({ slots: days, fromOn: '2030-01-07', untilOn: '2032-04-26' }), 'invalid'), { code: 'invalid', field: 'untilOn', reason: 'tooMany' });
  await assert.rejects(async () => owner.call('series.create', await plan({ slots: days, count: MOST_MEMBERS + 1 })), { reason: 'range' });
  // Without an end only the coming weeks count.
  assert.equal((await membersOf(await made({ slots: Array.from({ length: 7 }, (_, d) => slot(d + 1, 480)), fromOn: '2036-01-07' }))).length, 57);
});

test('a member dragged onto another is refused where they share somebody; two of a rule are never meant for one date', async () => {
  const taught = await made({ fromOn: '2037-01-05', count: 3, trainerId: trainer });
  const [a, b] = await membersOf(taught);
  assert.ok(a && b);
  const refusal = await app.refused('owner', 'lesson.move', { id: a.id, seenRev: await seenRev(a.id), onDate: b.on, startMin: b.min }, 'conflict');
  assert.deepEqual(refusal.conflicts?.map((c) => [c.what, c.lessonId]), [['trainer', b.id]]);

  const free = await made({ fromOn: '2037-01-05', count: 6, slots: [slot(1, 600), slot(3, 600)] });
  const [monday, wednesday, second] = await membersOf(free);
  assert.ok(monday && wednesday && second);
  const update = async (lessonId: number, scope: 'following' | 'all') => ({ id: free, seenRev: (await rowOf(app, 'series', free)).rev, lessonId, scope });
  const onto = async (who: Member, at: Member) => app.do('owner', 'lesson.move', { id: who.id, seenRev: await seenRev(who.id), onDate: at.on, startMin: at.min });
  await onto(monday, wednesday);
  assert.deepEqual(await app.refused('owner', 'series.update', await update(monday.id, 'all'), 'invalid'), { code: 'invalid', field: 'slots', reason: 'overlap' });
  await onto(monday, monday);
  // The first Monday is cancelled and keeps its date: the second cannot be meant for it.
  await app.call('lesson.cancel', { id: monday.id, seenRev: await seenRev(monday.id), reason: 'Свято', askedBy: 'studio' });
  await onto(second, monday);
  assert.deepEqual(await app.refused('owner', 'series.update', await update(second.id, 'following'), 'invalid'), { code: 'invalid', field: 'slots', reason: 'overlap' });
  await app.do('owner', 'series.update', await update(second.id, 'all'));
  assert.deepEqual((await app.sql<{ on: string }>('select series_on::text as on from lesson where series_id = $1 and extract(isodow from series_on) = 1 order by 1', [free])).map((l) => l.on), ['2036-12-29', '2037-01-05', '2037-01-12'], 'what was cancelled moves along with the rule');
});
