import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newsOf, type Moment, type Step } from './telling.ts';

const aMoment = (given: Partial<Moment> = {}): Moment => ({ onDate: '2027-01-04', startMin: 600, durationMin: 55, trainerId: 1, status: 'planned', clientIds: [7], ...given });
const aStep = (rev: number, before: Partial<Moment> = {}, byTrainerId?: number): Step => ({ rev, at: rev * 1000, before: aMoment(before), ...(byTrainerId && { byTrainerId }) });
const none = () => 0;
const said = (...args: Parameters<typeof newsOf>) => newsOf(...args).map(({ person, rev, was, is }) => [person.clientId ? `c${person.clientId}` : `t${person.trainerId}`, rev, was?.startMin ?? null, is && (is.status === 'cancelled' ? 'cancelled' : is.startMin)]);

test('several moves are one message: from where it was known to where it is', () => {
  assert.deepEqual(said([aStep(5), aStep(6, { startMin: 660 })], aMoment({ startMin: 720 }), none), [['c7', 6, 600, 720], ['t1', 6, 600, 720]]);
});
test('what was taken back concerns nobody', () => {
  assert.deepEqual(said([aStep(5), aStep(6, { startMin: 660 })], aMoment(), none), []);
});
test('who has been told up to a change hears only of what came later', () => {
  const told = ({ clientId }: { clientId?: number | undefined }) => (clientId === 7 ? 5 : 0);
  assert.deepEqual(said([aStep(5), aStep(6, { startMin: 660 })], aMoment({ startMin: 720 }), told), [['c7', 6, 660, 720], ['t1', 6, 600, 720]]);
  assert.deepEqual(said([aStep(5)], aMoment({ startMin: 660 }), () => 5), []);
});
test('a cancelled lesson is told once, also when it is removed later; one that comes back is told again', () => {
  assert.deepEqual(said([aStep(5)], aMoment({ status: 'cancelled' }), none), [['c7', 5, 600, 'cancelled'], ['t1', 5, 600, 'cancelled']]);
  assert.deepEqual(said([aStep(5), aStep(6, { status: 'cancelled' })], null, () => 5), []);
  assert.deepEqual(said([aStep(5), aStep(6, { status: 'cancelled' })], aMoment(), () => 5), [['c7', 6, 600, 600], ['t1', 6, 600, 600]]);
});
test('a lesson that becomes held by the clock is no news, whatever it was before; nor is one that is planned again', () => {
  assert.deepEqual(said([aStep(5)], aMoment({ status: 'held' }), none), []);
  assert.deepEqual(said([aStep(5), aStep(6, { startMin: 540 })], aMoment({ startMin: 540, status: 'held' }), none), []);
  assert.deepEqual(said([aStep(5), aStep(6, { status: 'held' })], aMoment(), () => 5), []);
  assert.deepEqual(said([aStep(5, { status: 'held' })], aMoment({ status: 'cancelled' }), none), [['c7', 5, 600, 'cancelled'], ['t1', 5, 600, 'cancelled']]);
});
test('who was taken out hears that it is not theirs any more; who was put in later knows what they joined', () => {
  assert.deepEqual(said([aStep(5, { clientIds: [7] }), aStep(6, { clientIds: [8] })], aMoment({ clientIds: [8], startMin: 700 }), none), [['c7', 6, 600, null], ['c8', 6, 600, 700], ['t1', 6, 600, 700]]);
  assert.deepEqual(said([aStep(5)], aMoment({ clientIds: [7, 9] }), none), []);
});
test('another trainer: people hear it, so do both trainers; who decided it oneself does not', () => {
  assert.deepEqual(said([aStep(5)], aMoment({ trainerId: 2 }), none), [['c7', 5, 600, 600], ['t1', 5, 600, null], ['t2', 5, null, 600]]);
  assert.deepEqual(said([aStep(5, {}, 1)], aMoment({ trainerId: 2 }), none), [['c7', 5, 600, 600], ['t2', 5, null, 600]]);
  assert.deepEqual(said([aStep(5, {}, 1)], aMoment({ startMin: 660 }), none), [['c7', 5, 600, 660]]);
});
