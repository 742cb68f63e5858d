import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTimetable, type TimetableLine } from './timetable.ts';

const aLine = (given: Partial<TimetableLine> = {}): TimetableLine => ({ line: 2, weekday: 'Monday', start: '07:30', end: '08:10', group: 'Total Body Workout', room: 'Studio 3', ...given });
const classOf = (given: Partial<TimetableLine>) => readTimetable([aLine(given)]).classes[0];
const problemsOf = (...lines: Partial<TimetableLine>[]) => readTimetable(lines.map((l, i) => aLine({ line: i + 2, ...l }))).problems;

test('a line becomes a class with its weekday, minutes and names', () => {
  assert.deepEqual(readTimetable([aLine({ group: '  Total   Body Workout ' })]), {
    classes: [{ line: 2, weekday: 1, startMin: 450, durationMin: 40, group: 'Total Body Workout', room: 'Studio 3' }], problems: [],
  });
});

test('weekdays are known in English and Ukrainian, in full and short, in any case', () => {
  const days = [['Monday', 'mon', 'ПОНЕДІЛОК', 'Пн'], ['tue', 'Вівторок', 'вт.'], ['WED', 'середа', 'Ср'], ['thurs', 'четвер', 'чт'], ['fri', "п'ятниця", 'П’ЯТНИЦЯ', 'пʼятниця', 'пт'], ['Sat', 'субота', 'сб'], ['sunday', 'неділя', 'Нд']];
  days.forEach((names, i) => { for (const weekday of names) assert.equal(classOf({ weekday })?.weekday, i + 1, weekday); });
});

test('times are read with one digit or two and with seconds, and a class may end at midnight', () => {
  assert.equal(classOf({ start: '7:30' })?.startMin, 450);
  assert.equal(classOf({ start: '07:30:00', end: '8.10' })?.durationMin, 40);
  assert.equal(classOf({ start: '23:00', end: '24:00' })?.durationMin, 60);
});

test('every bad line is named with its reason', () => {
  const wrong: [Partial<TimetableLine>, string][] = [
    [{ weekday: 'Someday' }, 'weekday'], [{ weekday: '' }, 'weekday'],
    [{ start: '7' }, 'start'], [{ start: '24:00' }, 'start'], [{ start: '07:60' }, 'start'], [{ end: 'noon' }, 'end'], [{ end: '25:00' }, 'end'],
    [{ end: '07:30' }, 'order'], [{ end: '07:00' }, 'order'], [{ start: '07:00', end: '19:01' }, 'tooLong'], [{ end: '07:34' }, 'tooShort'],
    [{ group: '  ' }, 'group'], [{ group: 'x'.repeat(81) }, 'group'], [{ room: '' }, 'room'], [{ room: 'Studio\n3' }, 'room'], [{ trainer: 'x'.repeat(81) }, 'trainer'],
  ];
  for (const [line, reason] of wrong) assert.deepEqual(problemsOf(line).map((p) => [p.line, p.reason]), [[2, reason]], JSON.stringify(line));
});

test('twelve hours exactly are allowed', () => {
  assert.equal(classOf({ start: '07:00', end: '19:00' })?.durationMin, 720);
});

test('two lines overlapping in one room on one weekday name the later line and the earlier one', () => {
  assert.deepEqual(problemsOf({}, { start: '08:05', end: '09:00', group: 'BoxFit', room: 'STUDIO  3' }), [{ line: 3, reason: 'overlap', value: 'STUDIO 3', other: 2 }]);
  assert.deepEqual(problemsOf({}, { start: '08:10', end: '09:00' }), [], 'back to back');
  assert.deepEqual(problemsOf({}, { weekday: 'Tue' }), [], 'another weekday');
  assert.deepEqual(problemsOf({}, { room: 'Activity Hall' }), [], 'another room');
});

test('the same line twice is a repetition', () => {
  assert.deepEqual(problemsOf({}, { weekday: 'пн', group: 'total body workout' }), [{ line: 3, reason: 'repeated', other: 2 }]);
});

test('one trainer cannot be in two rooms at once', () => {
  assert.deepEqual(problemsOf({ trainer: 'Ганна Коваленко' }, { room: 'Activity Hall', trainer: 'ганна коваленко' }), [{ line: 3, reason: 'trainerOverlap', value: 'ганна коваленко', other: 2 }]);
  assert.deepEqual(problemsOf({ trainer: 'Ганна Коваленко' }, { room: 'Activity Hall', trainer: 'Ігор Бондаренко' }), []);
});
