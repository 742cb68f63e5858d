import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doneOf, nextStep } from './progress.ts';

const none = { hasTrainer: false, isMember: false, hasSubscription: false, hasSchedule: false };
test('one goes on where something is missing, whatever was done first', () => {
  assert.equal(nextStep(doneOf(none)), 'people');
  assert.equal(nextStep(doneOf({ ...none, hasTrainer: true })), 'subscription');
  assert.equal(nextStep(doneOf({ ...none, hasSubscription: true, hasTrainer: true })), 'schedule');
  assert.equal(nextStep(doneOf({ ...none, hasSchedule: true })), 'people');
  assert.equal(nextStep(doneOf({ hasTrainer: true, isMember: true, hasSubscription: true, hasSchedule: false })), undefined);
});
test('a step that is passed over is not asked again until the end', () => {
  assert.equal(nextStep(doneOf(none), 'people'), 'subscription');
  assert.equal(nextStep(doneOf({ ...none, isMember: true }), 'people'), 'subscription');
  assert.equal(nextStep(doneOf({ ...none, isMember: true }), 'subscription'), undefined);
});
