import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrangeRoles } from './roles.ts';

test('roles come in one order, each once', () => {
  assert.deepEqual(arrangeRoles({ roles: ['trainer', 'owner', 'trainer'], trainerId: 7 }), { roles: ['owner', 'trainer'], links: { trainerId: 7 } });
});
test('a trainer needs a trainer and a client a client', () => {
  assert.deepEqual(arrangeRoles({ roles: ['trainer'] }), { field: 'trainerId', reason: 'required' });
  assert.deepEqual(arrangeRoles({ roles: ['client'], trainerId: undefined }), { field: 'clientId', reason: 'required' });
  assert.deepEqual(arrangeRoles({ roles: [] }), { field: 'roles', reason: 'required' });
});
test('nobody stands for a person whose role they do not have', () => {
  assert.deepEqual(arrangeRoles({ roles: ['administrator'], trainerId: 7 }), { field: 'trainerId', reason: 'noSuchRole' });
  assert.deepEqual(arrangeRoles({ roles: ['administrator'] }, { trainerId: 7 }), { roles: ['administrator'], links: {} });
});
test('what was there stays where it is not given anew', () => {
  assert.deepEqual(arrangeRoles({ roles: ['client', 'trainer'], clientId: 9 }, { trainerId: 7, clientId: 8 }), { roles: ['trainer', 'client'], links: { trainerId: 7, clientId: 9 } });
});
