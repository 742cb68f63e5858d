import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datesIn } from './date-words.ts';

const SUNDAY = '2026-11-22';

test('a weekday is the next one and the one after, in both languages and the wrong layout', () => {
  for (const text of ['четвер', 'чет', 'чт', 'у четвер', 'Thursday', 'thu', 'on thursday', 'xtndth']) assert.deepEqual(datesIn(text, SUNDAY).slice(0, 2), ['2026-11-26', '2026-12-03'], text);
  assert.equal(datesIn('неділя', SUNDAY)[0], SUNDAY);
  assert.equal(datesIn("п'ятниця", SUNDAY)[0], '2026-11-27');
});
test('near days have names', () => {
  assert.deepEqual(datesIn('завтра', SUNDAY), ['2026-11-23']);
  assert.deepEqual(datesIn('післязавтра', SUNDAY), ['2026-11-24']);
  assert.deepEqual(datesIn('yesterday', SUNDAY), ['2026-11-21']);
  assert.deepEqual(datesIn('сьогодні', SUNDAY), [SUNDAY]);
  assert.equal(datesIn('наступний тиждень', SUNDAY)[0], '2026-11-23');
  for (const text of ['через тиждень', 'через тиж', 'in a week', 'через 7 днів', 'через 1 тиждень', 'xthtp nb;ltym']) assert.deepEqual(datesIn(text, SUNDAY), ['2026-11-29'], text);
  for (const text of ['через 2 тижні', 'через два тижні', 'in 2 weeks', 'in two weeks', 'in 14 days']) assert.deepEqual(datesIn(text, SUNDAY), ['2026-12-06'], text);
  for (const text of ['через', 'через багато днів', 'in', 'in 3']) assert.deepEqual(datesIn(text, SUNDAY), [], text);
});
test('a day and a month are the nearest such day', () => {
  assert.deepEqual(datesIn('24.11', SUNDAY), ['2026-11-24']);
  assert.deepEqual(datesIn('10.11', SUNDAY), ['2026-11-10']);
  assert.deepEqual(datesIn('5.01', SUNDAY), ['2027-01-05']);
  assert.deepEqual(datesIn('24 листопада', SUNDAY), ['2026-11-24']);
  assert.deepEqual(datesIn('24 nov', SUNDAY), ['2026-11-24']);
  assert.deepEqual(datesIn('january 5', SUNDAY), ['2027-01-05']);
});
test('a year may be named; what is no day gives nothing', () => {
  assert.deepEqual(datesIn('24.11.2025', SUNDAY), ['2025-11-24']);
  assert.deepEqual(datesIn('24.11.25', SUNDAY), ['2025-11-24']);
  assert.deepEqual(datesIn('2026-12-01', SUNDAY), ['2026-12-01']);
  for (const text of ['', 'ш', '31.02', '45.11', 'олена', '067', '0671112233']) assert.deepEqual(datesIn(text, SUNDAY), [], text);
});
