import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blankType, formOf, isBadRow, termsOf } from './type-form.ts';

const whole = { ...blankType(), name: ' 8 занять ', price: '3 200,50' };
test('the form of a type comes to terms, with exactly the fields its choices ask for', () => {
  assert.deepEqual(termsOf(whole), { name: '8 занять', priceMinor: 320_050, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
  assert.deepEqual(termsOf({ ...whole, price: '0', isUnlimited: true, unit: 'months', term: '2', starts: 'afterDays', startsAfter: '0', isPair: true, isTrial: true, slots: [{ weekday: 3, start: '18:05', length: '55' }] }),
    { name: '8 занять', priceMinor: 0, termMonths: 2, starts: 'afterDays', startsAfterDays: 0, kindIds: [], groupIds: [], persons: 2, freezeDays: 0, isTrial: true, slots: [{ weekday: 3, startMin: 1085, durationMin: 55 }] });
});
test('a form with anything wrong comes to nothing', () => {
  for (const wrong of [{ name: ' ' }, { price: '-1' }, { price: '' }, { count: '0' }, { count: '1,5' }, { term: '61', unit: 'months' as const }, { term: '3661' }, { starts: 'afterDays' as const, startsAfter: '' }, { freezeDays: '367' }, { slots: [{ weekday: 1, start: '24:00', length: '55' }] }, { slots: [{ weekday: 1, start: '18', length: '4' }] }]) {
    assert.equal(termsOf({ ...whole, ...wrong }), null, JSON.stringify(wrong));
  }
  assert.deepEqual([isBadRow({ weekday: 1, start: '18', length: '55' }), isBadRow({ weekday: 1, start: '25', length: '55' })], [false, true]);
});
test('a type that is opened and saved as it is stays as it is', () => {
  const type = { id: 1, rev: 2, isArchived: false, name: 'Двоє', priceMinor: 500_000, termMonths: 1, starts: 'firstVisit' as const, kindIds: [7], groupIds: [], persons: 2, freezeDays: 14, slots: [{ weekday: 1, startMin: 1080, durationMin: 60 }] };
  const { id: _i, rev: _r, isArchived: _a, ...terms } = type;
  assert.deepEqual(termsOf(formOf(type)), terms);
});
