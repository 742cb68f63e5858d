import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, daysBetween, firstOfMonth, isDay, monthOf, monthsBetween, startOfWeek, weekday } from './calendar-day.ts';

test('days are added across months, years and leap days', () => {
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(addDays('2028-02-28', 1), '2028-02-29');
  assert.equal(addDays('2026-03-01', -1), '2026-02-28');
});
test('a day with a clock change is one day long like any other', () => {
  assert.equal(addDays('2026-03-29', 1), '2026-03-30');
  assert.equal(daysBetween('2026-10-24', '2026-10-26'), 2);
});
test('the week starts on Monday and Sunday is its seventh day', () => {
  assert.equal(weekday('2026-11-22'), 7);
  assert.equal(weekday('2026-11-23'), 1);
  assert.equal(startOfWeek('2026-11-22'), '2026-11-16');
  assert.equal(startOfWeek('2026-11-16'), '2026-11-16');
});
test('a month is one number and comes back as its first day', () => {
  assert.equal(monthOf('2026-11-22'), 2026 * 12 + 10);
  assert.equal(firstOfMonth(monthOf('2026-11-22')), '2026-11-01');
  assert.deepEqual(monthsBetween('2026-12-28', '2027-01-03'), [2026 * 12 + 11, 2027 * 12]);
});
test('only days that exist are days', () => {
  assert.ok(isDay('2028-02-29'));
  for (const no of ['2026-02-29', '2026-13-01', '26-01-01', '', '2026-1-1', '1969-12-31']) assert.ok(!isDay(no), no);
});
