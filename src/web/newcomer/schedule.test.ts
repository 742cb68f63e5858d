import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Subscription } from '../../contract/entities.ts';
import { freeLessons } from '../../domain/subscription.ts';
import { canEndWith, firstDay, firstLesson, planOf, type ScheduleForm } from './schedule.ts';

const MONDAY = '2026-11-23';
const rows = [{ weekday: 1, start: '18:00', length: '55' }, { weekday: 4, start: '9', length: '55' }];
const form: ScheduleForm = { rows, kindId: 5, trainerId: 7, roomId: null, fromOn: MONDAY, end: 'paid', untilOn: '' };
const sold = (given: Partial<Subscription>): Subscription => ({ id: 1, rev: 1, clientId: 9, name: '8', priceMinor: 1, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0, soldOn: MONDAY, usedHalves: 0, bookedHalves: 0, ...given });

test('as many lessons as are paid for and booked by nobody', () => {
  const eight = sold({ leftHalves: 16, bookedHalves: 3 });
  assert.equal(freeLessons(eight), 6);
  assert.deepEqual(planOf(form, [9], eight), { kindId: 5, trainerId: 7, clientIds: [9], slots: [{ weekday: 1, startMin: 1080, durationMin: 55 }, { weekday: 4, startMin: 540, durationMin: 55 }], fromOn: MONDAY, count: 6 });
  assert.equal(canEndWith(sold({ leftHalves: 4, bookedHalves: 4 })), false);
  assert.equal(canEndWith(undefined), false);
});
test('without a count it ends with the term', () => {
  const month = sold({ endOn: '2026-12-22' });
  assert.ok(canEndWith(month));
  assert.equal(planOf(form, [9], month)?.untilOn, '2026-12-22');
  assert.equal(canEndWith(sold({})), false, 'before the first visit nobody knows when');
});
test('until a day, or without an end', () => {
  assert.equal(planOf({ ...form, end: 'until', untilOn: '2027-01-31' }, [9])?.untilOn, '2027-01-31');
  assert.equal(planOf({ ...form, end: 'until', untilOn: '2026-11-01' }, [9]), null);
  const open = planOf({ ...form, end: 'open' }, [9], sold({ leftHalves: 16 }));
  assert.deepEqual([open?.untilOn, open?.count], [undefined, undefined]);
});
test('what cannot be read makes no plan', () => {
  assert.equal(planOf({ ...form, rows: [{ weekday: 1, start: '25:00', length: '55' }] }, [9]), null);
  assert.equal(planOf({ ...form, rows: [] }, [9]), null);
  assert.equal(planOf({ ...form, kindId: null }, [9]), null);
});
test('it begins today unless the hour has passed', () => {
  assert.equal(firstDay(MONDAY, 1000, rows), MONDAY);
  assert.equal(firstDay(MONDAY, 1080, rows), '2026-11-24');
  assert.equal(firstDay('2026-11-24', 1400, rows), '2026-11-24');
  assert.equal(firstLesson('2026-11-24', rows), '2026-11-26');
  assert.equal(firstLesson(MONDAY, rows), MONDAY);
});
