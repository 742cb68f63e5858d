// Tests of the pauses between keys and clicks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from './fake-clock.test-part.ts';
import { MOST_WAIT_MS, Pauses } from './pauses.ts';

function setUp() {
  const clock = new FakeClock();
  const pauses = new Pauses(clock);
  const ran: string[] = [];
  const news = () => { ran.push('news'); };
  const glow = () => { ran.push('glow'); };
  return { clock, pauses, ran, news, glow };
}
test('while nobody touches anything nothing waits', () => {
  const { pauses, ran, news } = setUp();
  pauses.whenQuiet(news);
  assert.deepEqual(ran, ['news']);
});
test('what comes while a key is being answered waits until it has been, once however often it was asked for', () => {
  const { clock, pauses, ran, news, glow } = setUp();
  pauses.acted();
  pauses.whenQuiet(news);
  pauses.whenQuiet(glow);
  pauses.whenQuiet(news);
  assert.deepEqual(ran, []);
  pauses.answered();
  assert.deepEqual(ran, ['news', 'glow']);
  clock.advance(MOST_WAIT_MS);
  assert.deepEqual(ran, ['news', 'glow']);
});
test('nothing waits longer than a quarter of a second, and nothing once the hand has rested', () => {
  const { clock, pauses, ran, news } = setUp();
  pauses.acted();
  clock.advance(900);
  pauses.whenQuiet(news);
  clock.advance(MOST_WAIT_MS - 1);
  assert.deepEqual(ran, []);
  clock.advance(1);
  assert.deepEqual(ran, ['news']);
  pauses.whenQuiet(news);
  assert.deepEqual(ran, ['news', 'news']);
});
