// Tests of what is laid over the rows while a write is on its way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lesson } from '../../contract/entities.ts';
import { beforeOf, Overlays } from './overlays.ts';

const row: Lesson = { id: 1, rev: 3, onDate: '2027-01-04', startMin: 600, durationMin: 55, priceMinor: 45000 };

test('without an overlay the very same row is shown', () => {
  assert.equal(new Overlays().view(1, row), row);
});
test('the newest overlay wins and the row itself stays as it was', () => {
  const overlays = new Overlays();
  overlays.add({ lessonId: 1, fields: { startMin: 700 } });
  overlays.add({ lessonId: 1, fields: { startMin: 720, trainerId: 4 } });
  assert.deepEqual(overlays.view(1, row), { ...row, startMin: 720, trainerId: 4, isPending: true });
  assert.equal(row.startMin, 600);
});
test('an overlay stays until the store has reached the answer', () => {
  const overlays = new Overlays();
  const key = overlays.add({ lessonId: 1, fields: { startMin: 700 } });
  overlays.answered(key, 9);
  assert.deepEqual(overlays.reached(8, () => 3), []);
  assert.deepEqual(overlays.reached(8, () => 9), [1]);
  assert.equal(overlays.view(1, row), row);
});
test('a refused overlay goes at once', () => {
  const overlays = new Overlays();
  const key = overlays.add({ lessonId: 1, fields: { startMin: 700 } });
  assert.equal(overlays.drop(key), 1);
  assert.equal(overlays.view(1, row), row);
});
test('a new lesson is shown until the real row is there', () => {
  const overlays = new Overlays();
  overlays.add({ newLesson: { ...row, id: 7, bookings: [{ clientId: 5 }] } });
  const { isPending, joining } = overlays.view(7, undefined) ?? {};
  assert.deepEqual([isPending, joining], [true, [5]]);
  const real = { ...row, id: 7, rev: 12 };
  assert.equal(overlays.view(7, real), real);
});
test('a lesson laid over as gone is not there, and is again when that is refused', () => {
  const overlays = new Overlays();
  overlays.add({ newLesson: { ...row, id: 7 } });
  const key = overlays.add({ goneId: 7 });
  assert.equal(overlays.view(7, undefined), undefined);
  assert.equal(overlays.view(7, { ...row, id: 7 }), undefined);
  assert.equal(overlays.drop(key), 7);
  assert.equal(overlays.view(7, undefined)?.startMin, 600);
});
test('a gone lesson goes with the row: the overlay leaves when the store has reached the answer', () => {
  const overlays = new Overlays();
  overlays.answered(overlays.add({ goneId: 1 }), 9);
  assert.deepEqual(overlays.reached(8, () => 3), []);
  assert.deepEqual(overlays.reached(9, () => undefined), [1]);
  assert.ok(overlays.isEmpty);
});
test('what was before names the fields that an overlay changes, and no others', () => {
  assert.deepEqual(beforeOf({ lessonId: 1, fields: { startMin: 700, onDate: row.onDate, trainerId: 4 } }, row), { lessonId: 1, fields: { startMin: 600, trainerId: undefined } });
  assert.deepEqual(beforeOf({ newLesson: row }, undefined), { goneId: 1 });
  assert.deepEqual(beforeOf({ goneId: 1 }, row), { newLesson: row });
});
test('what was before a cancelling has the people again, who may have been called off with it', () => {
  const booked: Lesson = { ...row, status: 'planned', headCount: 1, bookings: [{ clientId: 5 }] };
  const before = beforeOf({ lessonId: 1, fields: { status: 'cancelled' } }, booked);
  const overlays = new Overlays();
  overlays.add(before);
  assert.deepEqual(overlays.view(1, { ...booked, status: 'cancelled', headCount: 0, bookings: [], calledOff: [{ clientId: 5, state: 'cancelledLate' }] }), { ...booked, calledOff: undefined, isPending: true });
});
test('laid over one another, what was before each shows the first again', () => {
  const overlays = new Overlays();
  const befores = [{ startMin: 700 }, { startMin: 720, trainerId: 4 }].map((fields) => {
    const overlay = { lessonId: 1, fields };
    const before = beforeOf(overlay, overlays.view(1, row));
    overlays.add(overlay);
    return before;
  });
  for (const before of befores.toReversed()) overlays.add(before);
  assert.deepEqual(overlays.view(1, row), { ...row, trainerId: undefined, isPending: true });
});
test('what becomes of one person touches nobody else, and brings back nobody who has left', () => {
  const booked: Lesson = { ...row, bookings: [{ clientId: 5 }, { clientId: 6 }, { clientId: 7 }] };
  const first = { lessonId: 1, places: [{ clientId: 5, state: 'attended' as const }] };
  const overlays = new Overlays();
  const before = beforeOf(first, overlays.view(1, booked));
  const key = overlays.add(first);
  overlays.add({ lessonId: 1, places: [{ clientId: 6, state: 'noShow' as const }] });
  assert.deepEqual(overlays.view(1, booked)?.bookings, [{ clientId: 5, state: 'attended' }, { clientId: 6, state: 'noShow' }, { clientId: 7 }]);
  overlays.drop(key);
  assert.deepEqual(overlays.view(1, booked)?.bookings?.map((b) => b.state), [undefined, 'noShow', undefined]);
  overlays.add(before);
  assert.deepEqual(overlays.view(1, { ...booked, bookings: [{ clientId: 6 }] })?.bookings, [{ clientId: 6, state: 'noShow' }]);
});
test('one person joins and another leaves: neither touches anybody else, nobody is there twice, and each is taken back alone', () => {
  const booked: Lesson = { ...row, headCount: 2, bookings: [{ clientId: 5, isPaid: true }, { clientId: 6 }] };
  const overlays = new Overlays();
  const lay = (overlay: Parameters<typeof overlays.add>[0]) => {
    const before = beforeOf(overlay, overlays.view(1, booked));
    overlays.add(overlay);
    return before;
  };
  const inside = (lesson: Lesson = booked) => { const seen = overlays.view(1, lesson); return [seen?.bookings?.map((b) => b.clientId), seen?.headCount, seen?.joining]; };
  const joined = lay({ lessonId: 1, joins: { clientId: 7 }, isNew: true });
  const left = lay({ lessonId: 1, leaves: 5 });
  lay({ lessonId: 1, places: [{ clientId: 6, state: 'attended' }] });
  assert.deepEqual(inside(), [[6, 7], 2, [7]]);
  overlays.add(joined);
  overlays.add(left);
  assert.deepEqual(overlays.view(1, booked)?.bookings, [{ clientId: 6, state: 'attended' }, { clientId: 5, isPaid: true }]);
  overlays.clear();
  lay({ lessonId: 1, joins: { clientId: 6 }, isNew: true });
  lay({ lessonId: 1, leaves: 8 });
  assert.deepEqual(inside(), [[5, 6], 2, undefined]);
});
