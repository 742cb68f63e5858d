import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Room, Trainer } from '../../contract/entities.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { belongs, closedWindows, columnAt, columnsOf, firstMinute, freeWindows, isDaily, lay, onlyOf, piecesOf, roomColumns, roomColumnsOf, trainerColumns } from './grid-model.ts';

const lesson = (id: number, startMin: number, durationMin: number): LessonView => ({ id, rev: 1, onDate: '2026-11-23', startMin, durationMin, status: 'planned' });
const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMin: 480, endMin: 1260 }));
const trainer = (id: number, firstName: string, isArchived = false): Trainer => ({ id, rev: 1, firstName, hue: 0, hours: [], isArchived });

test('a week has seven columns from Monday', () => {
  const columns = columnsOf('week', '2026-11-25', null);
  assert.deepEqual(columns.map((c) => c.date), ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29']);
});
test('a day before the first stands at -1; columns of one day are not daily', () => {
  const week = columnsOf('week', '2026-11-25', null);
  assert.deepEqual(columnAt(week, -1), { key: '2026-11-22', date: '2026-11-22' });
  assert.equal(columnAt(week, 7), undefined);
  assert.deepEqual([isDaily(week), isDaily(week.slice(0, 1)), isDaily(columnsOf('day', '2026-11-25', [null, 7]))], [true, true, false]);
});
test('a day has a column for each trainer and one for lessons without a trainer', () => {
  const columns = columnsOf('day', '2026-11-25', [null, 7]);
  assert.deepEqual(columns.map((c) => c.trainerId), [null, 7]);
  assert.ok(belongs(columns[0]!, {}));
  assert.ok(belongs(columns[1]!, { trainerId: 7 }));
  assert.ok(!belongs(columns[1]!, { trainerId: 8 }));
});
test('a trainer may see the own lessons alone', () => {
  const [day] = onlyOf(columnsOf('day', '2026-11-25', null), 7);
  assert.equal(day?.trainerId, undefined);
  assert.ok(day && belongs(day, { trainerId: 7 }) && !belongs(day, { trainerId: 8 }) && !belongs(day, {}));
});
test('a lesson across midnight is cut at 24:00 and goes on the next day', () => {
  const late = lesson(1, 1410, 60);
  assert.deepEqual(piecesOf([late], [], 5).map((p) => [p.from, p.to, p.isContinuation]), [[1410, 1440, false]]);
  assert.deepEqual(piecesOf([], [late, lesson(2, 600, 60)], 5).map((p) => [p.from, p.to, p.isContinuation]), [[0, 30, true]]);
});
test('lessons of five minutes are laid out as tall as they are drawn', () => {
  const pieces = piecesOf([lesson(1, 600, 5), lesson(2, 605, 5)], [], 20);
  assert.deepEqual(lay(pieces, 9).packed.map((p) => [p.lane, p.lanes]), [[0, 2], [1, 2]]);
  const last = piecesOf([lesson(3, 1439, 5)], [], 20);
  assert.deepEqual([last[0]?.start, last[0]?.end], [1420, 1440]);
});
test('outside the hours of the studio or of the trainer it is closed', () => {
  const studio = { hours: everyDay, closedDays: [{ onDate: '2026-12-25', reason: 'Різдво' }] };
  assert.deepEqual(closedWindows('2026-11-23', studio), [{ from: 0, to: 480 }, { from: 1260, to: 1440 }]);
  assert.deepEqual(closedWindows('2026-11-23', studio, { hours: [{ weekday: 1, startMin: 540, endMin: 720 }, { weekday: 1, startMin: 780, endMin: 1320 }] }),
    [{ from: 0, to: 540 }, { from: 720, to: 780 }, { from: 1260, to: 1440 }]);
  assert.deepEqual(closedWindows('2026-11-24', studio, { hours: [{ weekday: 1, startMin: 540, endMin: 720 }] }), [{ from: 0, to: 1440 }]);
  assert.deepEqual(closedWindows('2026-11-24', studio, { hours: [{ weekday: 1, startMin: 540, endMin: 720 }], dayHours: [{ onDate: '2026-11-24', spans: [{ startMin: 600, endMin: 720 }] }] }), [{ from: 0, to: 600 }, { from: 720, to: 1440 }]);
  assert.deepEqual(closedWindows('2026-12-25', studio), [{ from: 0, to: 1440 }]);
});
test('where no hours are told nothing is closed', () => {
  assert.deepEqual(closedWindows('2026-11-23', { hours: [], closedDays: [] }), []);
  assert.deepEqual(closedWindows('2026-11-23', null), []);
});
test('the grid opens before the first working hour, or near now later in the day', () => {
  assert.equal(firstMinute({ hours: everyDay }, null), 450);
  assert.equal(firstMinute({ hours: everyDay }, 600), 450);
  assert.equal(firstMinute({ hours: everyDay }, 1100), 920);
  assert.equal(firstMinute({ hours: [{ weekday: 1, startMin: 0, endMin: 1440 }] }, null), 0);
});
test('trainer columns begin with nobody for staff and leave out archived trainers who no longer teach', () => {
  const trainers = [trainer(1, 'Яна'), trainer(2, 'Анна'), trainer(3, 'Борис', true), trainer(4, 'Віра', true)];
  assert.deepEqual(trainerColumns(trainers, new Set([4]), { withNobody: true }), [null, 2, 4, 1]);
  assert.deepEqual(trainerColumns(trainers, new Set(), { withNobody: false, own: 1 }), [1, 2]);
});
test('a day has a column for each room, and one for lessons without a room where there is such a lesson', () => {
  const room = (id: number, name: string, isArchived = false): Room => ({ id, rev: 1, name, places: [], isArchived });
  const rooms = [room(1, 'Мала'), room(2, 'Велика'), room(3, 'Стара', true)];
  assert.deepEqual(roomColumns(rooms, [{ roomId: 1 }]), [2, 1]);
  assert.deepEqual(roomColumns(rooms, [{ roomId: 3 }, {}]), [null, 2, 1, 3]);
  const [nowhere, big] = roomColumnsOf('2026-11-23', [null, 2]);
  assert.ok(nowhere && belongs(nowhere, {}) && !belongs(nowhere, { roomId: 2 }));
  assert.ok(big && belongs(big, { roomId: 2, trainerId: 9 }) && !belongs(big, {}));
});
test('free is what lies between closed and busy hours and is long enough', () => {
  const closed = closedWindows('2026-11-23', { hours: everyDay, closedDays: [] });
  assert.deepEqual(freeWindows(closed, piecesOf([lesson(1, 600, 60), lesson(2, 630, 60), lesson(3, 720, 60)], [], 0), 55), [{ from: 480, to: 600 }, { from: 780, to: 1260 }]);
  assert.deepEqual(freeWindows([], [], 55), [{ from: 0, to: 1440 }]);
  assert.deepEqual(freeWindows(closedWindows('2026-11-23', { hours: everyDay, closedDays: [{ onDate: '2026-11-23', reason: '' }] }), [], 5), []);
});
