// A change of one lesson with a scope: the others of its regular schedule go along in the same write.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aLesson, rowOf } from '../../../test/factories.ts';
import { createTestApp, type Who } from '../../../test/test-app.ts';
import type { Input } from '../../contract/ops.ts';
import { addDays, weekday } from '../../domain/calendar-day.ts';

const app = await createTestApp();
await app.connectAll();
const { trainer, trainer2 } = app.trainers;
const MONDAYS = [{ weekday: 1, startMin: 1080, durationMin: 55 }];
const TWICE = [...MONDAYS, { weekday: 3, startMin: 1080, durationMin: 55 }];
/** Years of their own, so that tests do not meet. */
let year = 2030;
async function aSeries(given: Partial<Input<'series.create'>> = {}): Promise<{ id: number; members: Member[] }> {
  const id = app.newId();
  year++;
  const fromOn = Array.from({ length: 7 }, (_, i) => addDays(`${year}-02-01`, i)).find((d) => weekday(d) === 1) ?? '';
  await app.call('series.create', { id, kindId: app.kinds.individual, trainerId: trainer, slots: MONDAYS, fromOn, ...(given.untilOn === undefined && { count: 4 }), ...given });
  return { id, members: await membersOf(id) };
}
interface Member { id: number; on: string; min: number; length: number; status: string; title: string | null }
const membersOf = (id: number) => app.sql<Member>('select id::int, on_date::text as on, start_min::int as min, duration_min::int as length, status, title from lesson where series_id = $1 order by on_date, start_min', [id]);
const nth = (members: readonly Member[], n: number): Member => members[n] ?? assert.fail('there is no such lesson');
const seen = async ({ id }: { id: number }) => ({ id, seenRev: (await rowOf(app, 'lesson', id)).rev });
const undo = async (who: Who = 'owner', rev?: number) => app.do(who, 'change.undo', { rev: rev ?? (await app.rev()) });

test('a move with a scope takes the following ones along in one write, each told once, and one undo takes all back', async () => {
  const { id, members } = await aSeries();
  const second = nth(members, 1);
  const before = await app.rev();
  const { changes } = await app.do('owner', 'lesson.move', { ...(await seen(second)), onDate: addDays(second.on, 1), startMin: 600, scope: 'following' });
  assert.equal(await app.rev(), before + 1);
  assert.deepEqual(changes.map((c) => [c.table, c.id]).sort(), [['series', id], ...members.slice(1).map((m) => ['lesson', m.id])].sort());
  const after = [[members[0]?.on, 1080], ...members.slice(1).map((m) => [addDays(m.on, 1), 600])];
  assert.deepEqual((await membersOf(id)).map((m) => [m.on, m.min]), after);
  assert.deepEqual((await rowOf(app, 'series', id)).slots, [{ weekday: 2, startMin: 600, durationMin: 55 }]);
  assert.equal((await rowOf(app, 'lesson', second.id)).isChanged, undefined, 'it is the rule now');
  await undo();
  assert.deepEqual([await membersOf(id), (await rowOf(app, 'series', id)).slots], [members, MONDAYS]);
  await undo();
  assert.deepEqual((await membersOf(id)).map((m) => [m.on, m.min]), after, 'and the undo is undone');
});

test('only what is changed now goes along: a lesson moved by hand before gives its new name and length, not its time; those changed by hand keep theirs', async () => {
  const { id, members } = await aSeries();
  const [first, second, third, fourth] = [nth(members, 0), nth(members, 1), nth(members, 2), nth(members, 3)];
  await app.call('lesson.move', { ...(await seen(second)), onDate: second.on, startMin: 700 });
  await app.call('lesson.move', { ...(await seen(third)), onDate: third.on, startMin: 800 });
  await app.do('administrator', 'lesson.update', { ...(await seen(second)), title: 'Спина', scope: 'all' });
  await app.do('administrator', 'lesson.resize', { ...(await seen(second)), durationMin: 80, scope: 'following' });
  assert.deepEqual((await membersOf(id)).map((m) => [m.min, m.length, m.title]), [[1080, 55, 'Спина'], [700, 80, 'Спина'], [800, 55, null], [1080, 80, 'Спина']]);
  const rule = await rowOf(app, 'series', id);
  assert.deepEqual([rule.title, rule.slots], ['Спина', [{ weekday: 1, startMin: 1080, durationMin: 80 }]]);
  await undo();
  assert.deepEqual((await membersOf(id)).map((m) => m.length), [55, 55, 55, 55]);
  assert.deepEqual([first.title, fourth.title], [null, null]);
});

test('who comes goes along too, and who no longer does; the new trainer sees them', async () => {
  const [one, two, guest] = [await aClient(app), await aClient(app), await aClient(app)];
  const { id, members } = await aSeries({ clientIds: [one.id], capacity: 3 });
  const people = async () => (await app.sql<{ people: number[] }>('select array(select client_id::int from booking b where b.lesson_id = l.id order by 1) as people from lesson l where series_id = $1 order by on_date', [id])).map((f) => f.people);
  await app.call('lesson.addParticipant', { id: nth(members, 3).id, clientId: guest.id });
  await app.do('owner', 'lesson.update', { ...(await seen(nth(members, 1))), clientIds: [two.id], scope: 'following' });
  assert.deepEqual(await people(), [[one.id], [two.id], [two.id], [two.id, guest.id]]);
  assert.deepEqual((await rowOf(app, 'series', id)).clientIds, [two.id]);
  const { changes } = await app.do('owner', 'lesson.move', { ...(await seen(nth(members, 2))), onDate: nth(members, 2).on, startMin: 1080, trainerId: trainer2, scope: 'following' });
  assert.ok(changes.some((c) => c.table === 'client' && c.id === guest.id));
  assert.ok((await app.client('trainer2')).held.of('client').get(guest.id));
  const last = await app.rev();
  await undo();
  await undo('owner', last - 1);
  assert.deepEqual([await people(), (await rowOf(app, 'series', id)).clientIds], [[[one.id], [one.id], [one.id], [one.id, guest.id]], [one.id]]);
  await app.refused('owner', 'lesson.update', { ...(await seen(nth(members, 1))), clientIds: [one.id, two.id, (await aClient(app)).id], scope: 'following' }, 'full');
});

test('cancelled with a scope, its weekday is no longer in the rule; of one weekday the schedule ends before it; the other weekday stays', async () => {
  const { id, members } = await aSeries({ slots: TWICE, count: 6 });
  const third = nth(members, 2);
  const { changes } = await app.do('owner', 'lesson.cancel', { ...(await seen(third)), reason: 'Переїзд', askedBy: 'client', scope: 'following' });
  assert.equal(changes.filter((c) => c.table === 'lesson').length, 2);
  assert.deepEqual((await membersOf(id)).map((m) => m.status), ['planned', 'planned', 'cancelled', 'planned', 'cancelled', 'planned']);
  assert.deepEqual((await rowOf(app, 'series', id)).slots.map((s) => s.weekday), [3]);
  const last = await rowOf(app, 'lesson', nth(members, 4).id);
  assert.deepEqual([last.cancelReason, last.cancelAskedBy, last.isChanged], ['Переїзд', 'client', undefined]);
  await app.do('owner', 'lesson.cancel', { ...(await seen(nth(members, 3))), reason: '', askedBy: 'client', scope: 'following' });
  assert.equal((await rowOf(app, 'series', id)).untilOn, addDays(nth(members, 3).on, -1));
  const second = await app.rev();
  await undo();
  await undo('owner', second - 1);
  assert.deepEqual([(await membersOf(id)).map((m) => m.status), (await rowOf(app, 'series', id)).slots], [Array(6).fill('planned'), TWICE]);
  await app.do('owner', 'lesson.cancel', { ...(await seen(third)), reason: '', askedBy: 'studio', scope: 'all' });
  assert.deepEqual((await membersOf(id)).filter((m) => weekday(m.on) === 1).map((m) => m.status), Array(3).fill('cancelled'), 'those before it that are still ahead, too');
});

test('one without an end that is cancelled is filled no more', async () => {
  const id = app.newId();
  await app.call('series.create', { id, kindId: app.kinds.individual, trainerId: trainer2, slots: [{ weekday: 6, startMin: 420, durationMin: 30 }], fromOn: '2026-11-28' });
  const members = await membersOf(id);
  await app.do('owner', 'lesson.cancel', { ...(await seen(nth(members, 2))), reason: '', askedBy: 'studio', scope: 'all' });
  assert.ok((await membersOf(id)).every((m) => m.status === 'cancelled'));
  assert.equal((await rowOf(app, 'series', id)).untilOn, '2026-11-23');
});

test('one date that clashes refuses the whole; what is closed is entered with a reason; two lessons of a rule never stand at once', async () => {
  const { id, members } = await aSeries({ slots: TWICE, count: 6 });
  await aLesson(app, { onDate: addDays(nth(members, 4).on, 1), startMin: 630, trainerId: trainer });
  const into = { onDate: addDays(nth(members, 2).on, 1), startMin: 600 };
  const refusal = await app.refused('owner', 'lesson.move', { ...(await seen(nth(members, 2))), ...into, scope: 'following' }, 'conflict');
  assert.deepEqual(refusal.conflicts?.map((c) => [c.what, c.onDate]), [['trainer', addDays(nth(members, 4).on, 1)]]);
  assert.deepEqual(await membersOf(id), members);
  const absence = app.newId();
  await app.call('absence.create', { id: absence, trainerId: trainer, kind: 'vacation', fromOn: addDays(nth(members, 4).on, 3), fromMin: 0, toOn: addDays(nth(members, 4).on, 3), toMin: 1440 });
  const moved = { onDate: addDays(nth(members, 2).on, 3), startMin: 600, scope: 'following' as const };
  assert.deepEqual((await app.refused('owner', 'lesson.move', { ...(await seen(nth(members, 2))), ...moved }, 'conflict')).conflicts?.map((c) => c.what), ['absence']);
  await app.do('owner', 'lesson.move', { ...(await seen(nth(members, 2))), ...moved, override: 'Домовилися' });
  assert.deepEqual((await app.refused('owner', 'lesson.move', { ...(await seen(nth(members, 3))), onDate: addDays(nth(members, 3).on, 1), startMin: 600, scope: 'all' }, 'invalid')).field, 'slots', 'two lessons of the rule at once');
});

test('without a schedule a scope is bad input; roles, strangers and held lessons are refused as without one', async () => {
  const single = await aLesson(app, { onDate: '2027-01-11', trainerId: trainer });
  const bad = { code: 'invalid', field: 'scope', reason: 'range' };
  const seenSingle = await seen(single);
  assert.deepEqual(await app.refused('owner', 'lesson.move', { ...seenSingle, onDate: '2027-01-12', startMin: 600, scope: 'all' }, 'invalid'), bad);
  assert.deepEqual(await app.refused('trainer', 'lesson.resize', { ...seenSingle, durationMin: 30, scope: 'following' }, 'invalid'), bad);
  assert.deepEqual(await app.refused('owner', 'lesson.update', { ...seenSingle, title: 'Ні', scope: 'all' }, 'invalid'), bad);
  assert.deepEqual(await app.refused('owner', 'lesson.cancel', { ...seenSingle, reason: '', askedBy: 'studio', scope: 'all' }, 'invalid'), bad);
  const { id, members } = await aSeries();
  const first = await seen(nth(members, 0));
  const scope = 'following' as const;
  await app.refused('client', 'lesson.cancel', { ...first, reason: '', askedBy: 'client', scope }, 'forbidden');
  await app.refused('trainer2', 'lesson.cancel', { ...first, reason: '', askedBy: 'trainer', scope }, 'notFound');
  await app.refused('trainer2', 'lesson.update', { ...first, note: 'Чуже', scope }, 'notFound');
  await app.refused('trainer', 'lesson.move', { ...first, onDate: nth(members, 0).on, startMin: 600, trainerId: trainer2, scope }, 'forbidden');
  // A substitute may change the lesson, and not the schedule of another.
  await app.call('lesson.move', { ...first, onDate: nth(members, 0).on, startMin: 1080, trainerId: trainer2 });
  await app.refused('trainer2', 'lesson.resize', { ...(await seen(nth(members, 0))), durationMin: 30, scope }, 'notFound');
  await app.do('trainer', 'lesson.resize', { ...(await seen(nth(members, 1))), durationMin: 30, scope });
  assert.deepEqual((await membersOf(id)).map((m) => m.length), [55, 30, 30, 30]);
  await undo('trainer');
  const old = await seen(nth(members, 2));
  await app.call('lesson.move', { ...old, onDate: nth(members, 2).on, startMin: 660 });
  await app.refused('owner', 'lesson.move', { ...old, onDate: nth(members, 2).on, startMin: 700, scope }, 'changedMeanwhile');
  await app.call('lesson.cancel', { ...(await seen(nth(members, 3))), reason: '', askedBy: 'studio' });
  await app.refused('owner', 'lesson.cancel', { ...(await seen(nth(members, 3))), reason: '', askedBy: 'studio', scope }, 'wrongStatus');
});
