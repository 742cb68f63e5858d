import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawerOf, moneyChange } from './drawer.ts';

test('what went into the drawer and out of it is summed apart; cards and transfers are no part of it', () => {
  assert.deepEqual(drawerOf([{ from: 'client', to: 'till', amountMinor: 500 }, { from: 'income', to: 'till', amountMinor: 20 }, { from: 'till', to: 'safe', amountMinor: 300 }, { from: 'client', to: 'card', amountMinor: 9 }]), { inMinor: 520, outMinor: 300 });
  assert.deepEqual([moneyChange({ from: 'client', to: 'card', amountMinor: 9 }), moneyChange({ from: 'bank', to: 'client', amountMinor: 9 }), moneyChange({ from: 'till', to: 'bank', amountMinor: 9 }), moneyChange({ from: 'client', to: 'prepaid', amountMinor: 9 })], [9, -9, -9, 0]);
  assert.deepEqual(drawerOf([]), { inMinor: 0, outMinor: 0 });
});
