// Tests of days as they are typed. Today is Sunday, 22 November 2026.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '../../domain/calendar-day.ts';
import { readDay } from './date-text.ts';

const today = '2026-11-22';
const all = (expected: string, ...texts: string[]) => { for (const text of texts) assert.deepEqual(readDay(text, { today }), { date: expected }, text); };

test('a day in numbers is read with any separators, long or short', () => {
  all('2026-11-24', '24.11.2026', '24.11.26', '24/11/26', '24-11-2026', '24 11 2026', '24,11', '24.11', '24.11.', ' 24 . 11 ', '24112026', '241126', '2411', '2026-11-24', '24.11.2026 р.');
});
test('without a year the nearest such day is meant', () => {
  all('2027-01-05', '5.01', '05/01');
  all('2026-09-30', '30.9');
  all('2026-12-01', '1');
  all('2026-11-22', '22');
});
test('days have words in both languages', () => {
  all('2026-11-22', 'сьогодні', 'Сьог', 'today');
  all('2026-11-23', 'завтра', 'tomorrow', 'завт', '+1');
  all('2026-11-24', 'післязавтра', 'післ', '+2');
  all('2026-11-21', 'вчора', 'учора', 'yesterday', '-1');
  all('2026-11-20', 'позавчора');
});
test('a weekday is the next one, today included', () => {
  all('2026-11-27', 'пт', 'Пт', 'п’ятниця', "п'ятн", 'у п’ятницю', 'в пт', 'fri', 'Friday', 'on fri');
  all('2026-11-22', 'нд', 'неділя', 'sun');
  all('2026-11-25', 'ср', 'середа', 'в середу', 'wed');
});
test('a month may have its name', () => {
  all('2026-11-24', '24 листопада', '24 лист.', '24 листопада 2026 р.', '24 nov', '24th November 2026', 'Nov 24', 'November 24, 2026');
  all('2026-05-01', '1 травня 2026', '1 May 26');
});
test('what is no day says why', () => {
  for (const text of ['', 'абв', '24.11.2026.1', '1/2/3', 'з', '999']) assert.deepEqual(readDay(text, { today }), { problem: 'unreadable' }, text);
  for (const text of ['31.02', '30.02.2026', '24.13', '0.11', '32', '24.11.1890']) assert.deepEqual(readDay(text, { today }), { problem: 'noSuchDay' }, text);
});
test('a birth date needs its year, and two digits of it lie in the past', () => {
  const past = (text: string) => readDay(text, { today, isPast: true });
  assert.deepEqual(past('24.11'), { problem: 'noYear' });
  assert.deepEqual(past('7'), { problem: 'noYear' });
  assert.deepEqual(past('24.11.90'), { date: '1990-11-24' });
  assert.deepEqual(past('24.11.15'), { date: '2015-11-24' });
  assert.deepEqual(past('пт'), { date: '2026-11-20' });
});
test('every day is read back from the way it is shown', () => {
  const tags = ['uk-UA', 'en-GB'].map((tag) => new Intl.DateTimeFormat(tag, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }));
  fc.assert(fc.property(fc.integer({ min: 0, max: 84_000 }), fc.constantFrom(...tags), (days, format) => {
    const date = addDays('1970-01-01', days);
    assert.deepEqual(readDay(format.format(new Date(`${date}T00:00:00Z`)), { today }), { date });
  }));
});
