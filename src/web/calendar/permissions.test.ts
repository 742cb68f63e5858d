import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canCreate, canDrag, canEdit, isBusy, type Viewer } from './permissions.ts';

const owner: Viewer = { roles: ['owner'] };
const trainer: Viewer = { roles: ['trainer'], trainerId: 7 };
const client: Viewer = { roles: ['client'], clientId: 5 };

test('staff edit every lesson, a trainer the own ones, a client none', () => {
  assert.ok(canEdit(owner, { status: 'planned', trainerId: 9 }));
  assert.ok(canEdit(trainer, { status: 'planned', trainerId: 7 }));
  assert.ok(!canEdit(trainer, { status: 'planned', trainerId: 9 }));
  assert.ok(!canEdit(client, { status: 'planned', trainerId: 7 }));
  assert.ok(!canEdit(null, { status: 'planned' }));
});
test('busy time of others is never edited', () => {
  assert.ok(isBusy({}));
  assert.ok(!canEdit(trainer, { trainerId: 7 }));
});
test('held and cancelled lessons stay where they are', () => {
  assert.ok(canDrag(owner, { status: 'planned' }));
  assert.ok(!canDrag(owner, { status: 'held' }));
  assert.ok(!canDrag(owner, { status: 'cancelled' }));
});
test('a trainer login without a trainer creates nothing', () => {
  assert.ok(canCreate(trainer));
  assert.ok(!canCreate({ roles: ['trainer'] }));
  assert.ok(!canCreate(client));
});
