import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOfTerm, isValidFor, payerOf, planPayments, stateOn, type Planned, type Validity } from './subscription.ts';

type One = Validity & { persons: number };
const one = (given: Partial<One> = {}): One => ({ id: 1, clientId: 7, soldOn: '2026-11-01', termDays: 30, kindIds: [], groupIds: [], persons: 1, leftHalves: 16, ...given });
const started = (given: Partial<One> = {}) => one({ startOn: '2026-11-01', endOn: '2026-11-30', ...given });
const visit = (onDate: string, given: Partial<Planned> = {}): Planned => ({ lessonId: Number(onDate.replaceAll('-', '')), startMin: 600, priceMinor: 50_000, clientId: 7, onDate, ...given });

test('a term of days counts its first day; a term of months ends the day before the same date', () => {
  assert.equal(endOfTerm({ termDays: 30 }, '2026-11-01'), '2026-11-30');
  assert.equal(endOfTerm({ termMonths: 1 }, '2026-11-15'), '2026-12-14');
  assert.equal(endOfTerm({ termMonths: 1 }, '2026-01-31'), '2026-02-28', 'no 31 February: the last of the month');
  assert.equal(endOfTerm({ termMonths: 1 }, '2028-01-30'), '2028-02-29');
  assert.equal(endOfTerm({ termMonths: 12 }, '2028-02-29'), '2029-02-28');
  assert.equal(endOfTerm({ termMonths: 1 }, '2026-11-15', 5), '2026-12-19');
});
test('it pays on its days, for its kinds and groups and its people, and not while it is frozen or closed', () => {
  const s = started({ kindIds: [3], groupIds: [5], otherClientIds: [8], freezes: [{ fromOn: '2026-11-10', toOn: '2026-11-12' }] });
  const fits = (onDate: string, given: Partial<Planned> = {}) => isValidFor(s, visit(onDate, { kindId: 3, groupId: 5, ...given }));
  assert.ok(fits('2026-11-01') && fits('2026-11-30') && fits('2026-11-13', { clientId: 8 }));
  assert.ok(!fits('2026-10-31') && !fits('2026-12-01') && !fits('2026-11-11') && !fits('2026-11-05', { clientId: 9 }) && !fits('2026-11-05', { kindId: 4 }) && !fits('2026-11-05', { groupId: undefined }));
  assert.ok(!isValidFor({ ...s, closedAs: 'refunded' }, visit('2026-11-05', { kindId: 3, groupId: 5 })));
});
test('one that begins at the first visit is valid from then, or from the day it begins by itself', () => {
  assert.ok(isValidFor(one(), visit('2027-05-01')));
  assert.ok(!isValidFor(one(), visit('2026-10-31')), 'not before it was sold');
  const by = one({ startByOn: '2026-12-01' });
  assert.ok(isValidFor(by, visit('2026-12-30')) && !isValidFor(by, visit('2026-12-31')));
});
test('what ends first pays; one bought early waits; what has nothing left does not pay', () => {
  const early = started({ id: 1, endOn: '2026-11-20' }), late = started({ id: 2 }), waiting = one({ id: 3, soldOn: '2026-10-01' });
  assert.equal(payerOf([waiting, late, early], visit('2026-11-10'), 2)?.id, 1);
  assert.equal(payerOf([waiting, late, { ...early, leftHalves: 1 }], visit('2026-11-10'), 2)?.id, 2);
  assert.equal(payerOf([waiting, late, early], visit('2026-12-01'), 2)?.id, 3);
  assert.equal(payerOf([], visit('2026-12-01'), 2), undefined);
});
test('visits ahead are paid in the order of their days: subscriptions, then the account, then nobody', () => {
  const visits = ['2026-11-20', '2026-11-05', '2026-11-12', '2026-11-25'].map((d) => visit(d));
  const plan = planPayments([started({ leftHalves: 4 })], visits, new Map([[7, 60_000]]), 2);
  const of = (onDate: string) => plan.get(visits.find((v) => v.onDate === onDate)!);
  assert.deepEqual(of('2026-11-05'), { subscriptionId: 1, isPaid: true });
  assert.deepEqual(of('2026-11-12'), { subscriptionId: 1, isPaid: true });
  assert.deepEqual(of('2026-11-20'), { isPaid: true });
  assert.deepEqual(of('2026-11-25'), { isPaid: false });
});
test('one lesson of a pair serves both, and a term that has not begun is counted from its first visit', () => {
  const pair = started({ persons: 2, otherClientIds: [8], leftHalves: 2 });
  const [a, b, later] = [visit('2026-11-05', { lessonId: 1 }), visit('2026-11-05', { lessonId: 1, clientId: 8 }), visit('2026-11-06', { lessonId: 2 })];
  const plan = planPayments([pair], [a, b, later], new Map(), 2);
  assert.deepEqual([a, b, later].map((v) => plan.get(v)?.isPaid), [true, true, false]);
  const visits = [visit('2026-12-01'), visit('2026-12-30'), visit('2026-12-31')];
  const term = planPayments([one()], visits, new Map(), 2);
  assert.deepEqual(visits.map((v) => term.get(v)?.isPaid), [true, true, false]);
});
test('its state says what a person asks', () => {
  assert.equal(stateOn(started(), '2026-11-10'), 'active');
  assert.equal(stateOn(started(), '2026-12-01'), 'ended');
  assert.equal(stateOn(started({ leftHalves: 0 }), '2026-11-10'), 'used');
  assert.equal(stateOn(one(), '2026-11-10'), 'waiting');
  assert.equal(stateOn(started({ freezes: [{ fromOn: '2026-11-10' }] }), '2026-11-15'), 'frozen');
  assert.equal(stateOn(started({ closedAs: 'refunded' }), '2026-11-15'), 'closed');
});
