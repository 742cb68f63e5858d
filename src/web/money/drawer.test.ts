import assert from 'node:assert/strict';
import { test } from 'node:test';
import { methodOf, moneyChange, movedOf } from './drawer.ts';

test('what came in and what went out is summed apart; what touches the drawer is cash, wherever it goes', () => {
  const lines = [{ from: 'client', to: 'till', amountMinor: 500 }, { from: 'income', to: 'till', amountMinor: 20 }, { from: 'till', to: 'bank', amountMinor: 300 }, { from: 'client', to: 'card', amountMinor: 9 }, { from: 'bank', to: 'client', amountMinor: 4 }, { from: 'safe', to: 'till', amountMinor: 7 }];
  assert.deepEqual(lines.map(methodOf), ['cash', 'cash', 'cash', 'card', 'transfer', 'cash']);
  assert.deepEqual([movedOf(lines.filter((l) => methodOf(l) === 'cash')), movedOf(lines.filter((l) => methodOf(l) === 'transfer'))], [{ inMinor: 527, outMinor: 300 }, { inMinor: 0, outMinor: 4 }]);
  assert.deepEqual([moneyChange({ from: 'client', to: 'card', amountMinor: 9 }), moneyChange({ from: 'bank', to: 'client', amountMinor: 9 }), moneyChange({ from: 'till', to: 'bank', amountMinor: 9 }), moneyChange({ from: 'client', to: 'prepaid', amountMinor: 9 })], [9, -9, -9, 0]);
  assert.deepEqual(movedOf([]), { inMinor: 0, outMinor: 0 });
});
