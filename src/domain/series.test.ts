import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, weekday } from './calendar-day.ts';
import { MOST_MEMBERS } from '../contract/limits.ts';
import { doSlotsOverlap, seriesDates } from './series.ts';

const slot = (day: number, startMin: number, durationMin = 55) => ({ weekday: day, startMin, durationMin });

test('Mondays and Wednesdays from a Tuesday, until a day inclusive or for a count', () => {
  const slots = [slot(3, 1080), slot(1, 1080)];
  assert.deepEqual(seriesDates({ slots, fromOn: '2026-11-24', untilOn: '2026-12-02' }).map((d) => d.onDate), ['2026-11-25', '2026-11-30', '2026-12-02']);
  assert.deepEqual(seriesDates({ slots, fromOn: '2026-11-24', count: 4 }).map((d) => d.onDate), ['2026-11-25', '2026-11-30', '2026-12-02', '2026-12-07']);
  assert.deepEqual(seriesDates({ slots, fromOn: '2026-11-24', untilOn: '2026-11-20' }), []);
});
test('a leap day and five years of Mondays are all there; more than the most says so by one', () => {
  assert.ok(seriesDates({ slots: [slot(2, 600)], fromOn: '2028-02-01', untilOn: '2028-03-31' }).some((d) => d.onDate === '2028-02-29'));
  assert.equal(seriesDates({ slots: [slot(1, 600)], fromOn: '2026-11-23', untilOn: '2031-11-23' }).length, 261);
  assert.equal(seriesDates({ slots: [slot(1, 600)], fromOn: '2026-11-23', count: 9999 }).length, MOST_MEMBERS + 1);
});
test('lessons of one week that overlap are found, over midnight and over the weekend too', () => {
  assert.ok(!doSlotsOverlap([slot(1, 600), slot(1, 655)]));
  assert.ok(doSlotsOverlap([slot(1, 600), slot(1, 654)]));
  assert.ok(doSlotsOverlap([slot(1, 1420, 60), slot(2, 10)]));
  assert.ok(doSlotsOverlap([slot(7, 1430, 60), slot(1, 0)]));
  assert.ok(!doSlotsOverlap([slot(3, 600, 720)]));
});
test('dates are those days of the range whose weekday has a slot, each once and in order', () => {
  const rule = fc.record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), from: fc.integer({ min: 0, max: 900 }), length: fc.integer({ min: 0, max: 400 }) });
  fc.assert(fc.property(rule, ({ days, from, length }) => {
    const fromOn = addDays('2026-01-01', from);
    const wanted = Array.from({ length: length + 1 }, (_, i) => addDays(fromOn, i)).filter((d) => days.includes(weekday(d)));
    assert.deepEqual(seriesDates({ slots: days.map((d) => slot(d, 600)), fromOn, untilOn: addDays(fromOn, length) }).map((d) => d.onDate), wanted);
  }));
});
