import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLength, parseTime, priceInput, rangeText, timeText } from './time-text.ts';

test('a time is understood the ways people write it', () => {
  for (const text of ['17:25', '17.25', '17 25', '1725', ' 17:25 ']) assert.equal(parseTime(text), 1045, text);
  assert.equal(parseTime('9'), 540);
  assert.equal(parseTime('12'), 720);
  assert.equal(parseTime('925'), 565);
  assert.equal(parseTime('0:00'), 0);
  assert.equal(parseTime('23:59'), 1439);
});
test('what is no time is refused', () => {
  for (const text of ['', '24:00', '12:60', 'noon', '12:3x', '99', '12345', '-5']) assert.equal(parseTime(text), null, text);
});
test('a length is minutes or hours and minutes', () => {
  assert.equal(parseLength('55'), 55);
  assert.equal(parseLength('1:30'), 90);
  assert.equal(parseLength('90 хв'), 90);
  for (const text of ['1 год', '1год.', '1 година', '1h']) assert.equal(parseLength(text), 60, text);
  assert.equal(parseLength('1,5 год'), 90);
  for (const text of ['4', '721', '', 'long']) assert.equal(parseLength(text), null, text);
});
test('a price stands in its field without needless kopiykas', () => {
  assert.equal(priceInput(45050), '450,50');
  assert.equal(priceInput(45000), '450');
});
test('a range that reaches past midnight goes on from zero', () => {
  assert.equal(rangeText(545, 55), '09:05–10:00');
  assert.equal(rangeText(1380, 60), '23:00–24:00');
  assert.equal(rangeText(1410, 60), '23:30–00:30');
  assert.equal(timeText(0), '00:00');
});
