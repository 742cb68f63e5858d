import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isWithin, outsideHours, spansOn, weekdayOf } from './working-hours.ts';

const hours = [{ weekday: 1, startMin: 480, endMin: 720 }, { weekday: 1, startMin: 780, endMin: 1260 }];
const MONDAY = '2026-11-23';

describe('working hours', () => {
  it('count weekdays from Monday, on any date', () => {
    assert.equal(weekdayOf(MONDAY), 1);
    assert.equal(weekdayOf('2026-11-29'), 7);
    assert.equal(weekdayOf('1970-01-01'), 4);
  });
  it('hold a lesson only when one span holds all of it', () => {
    assert.ok(isWithin({ hours }, MONDAY, 480, 60));
    assert.ok(isWithin({ hours }, MONDAY, 660, 60));
    assert.ok(!isWithin({ hours }, MONDAY, 690, 60), 'runs into the break');
    assert.ok(!isWithin({ hours }, '2026-11-24', 480, 60), 'a day without hours');
    assert.ok(isWithin({ hours: [] }, MONDAY, 0, 60), 'hours that were never stated');
  });
  it('are others on a date that says so, and none on a day off, whatever the week says', () => {
    const times = { hours, dayHours: [{ onDate: MONDAY, spans: [{ startMin: 900, endMin: 960 }, { startMin: 600, endMin: 700 }] }, { onDate: '2026-11-30', spans: [] }] };
    assert.deepEqual(spansOn(times, MONDAY), [{ startMin: 600, endMin: 700 }, { startMin: 900, endMin: 960 }]);
    assert.ok(isWithin(times, MONDAY, 900, 60) && !isWithin(times, MONDAY, 480, 60));
    assert.ok(!isWithin(times, '2026-11-30', 480, 60));
    assert.ok(isWithin(times, '2026-12-07', 480, 60), 'the week after is as ever');
    assert.ok(!isWithin({ hours: [], dayHours: times.dayHours }, '2026-11-30', 480, 60), 'a day off is one even where the week was never stated');
    assert.equal(spansOn({ hours: [], dayHours: null }, MONDAY), null);
  });
  it('warn for studio and trainer apart, and never about a cancelled lesson', () => {
    const row = { id: 1, rev: 1, onDate: MONDAY, startMin: 420, durationMin: 60, trainerId: 7, status: 'planned' as const };
    assert.deepEqual(outsideHours(row, hours, { hours }), [{ what: 'outsideHours' }, { what: 'outsideHours', id: 7 }]);
    assert.deepEqual(outsideHours({ ...row, status: 'cancelled' }, hours, { hours }), []);
  });
});
