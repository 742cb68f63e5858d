import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comesTwice, localNow } from './local-now.ts';

test('an instant is the studio’s date and minute, not the browser’s', () => {
  assert.deepEqual(localNow('Europe/Kyiv', Date.parse('2026-11-22T22:30:00Z')), { date: '2026-11-23', minute: 30 });
  assert.deepEqual(localNow('America/New_York', Date.parse('2026-11-22T02:30:00Z')), { date: '2026-11-21', minute: 1290 });
});
test('midnight is minute zero', () => {
  assert.deepEqual(localNow('Europe/Kyiv', Date.parse('2026-11-22T22:00:00Z')), { date: '2026-11-23', minute: 0 });
});
test('the hour before the autumn change comes twice, its neighbours once', () => {
  assert.ok(comesTwice('Europe/Kyiv', '2026-10-25', 180));
  assert.ok(comesTwice('Europe/Kyiv', '2026-10-25', 239));
  assert.ok(!comesTwice('Europe/Kyiv', '2026-10-25', 179));
  assert.ok(!comesTwice('Europe/Kyiv', '2026-10-25', 240));
  assert.ok(!comesTwice('Europe/Kyiv', '2026-03-29', 200));
  assert.ok(!comesTwice('Europe/Kyiv', '2026-11-22', 200));
});
test('an unknown zone does not break the screen', () => {
  assert.match(localNow('Moon/Base', 0).date, /^19(69|70)-/);
});
