import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSpans, spansText } from './day-spans.ts';

test('hours of a day are read as people write them, and written in full', () => {
  assert.deepEqual(parseSpans('10-14, 15:30–18'), [{ startMin: 600, endMin: 840 }, { startMin: 930, endMin: 1080 }]);
  assert.deepEqual(parseSpans('15–18; 10.15 — 14'), [{ startMin: 615, endMin: 840 }, { startMin: 900, endMin: 1080 }]);
  assert.deepEqual(parseSpans('  '), [], 'nothing is a day off');
  assert.deepEqual(parseSpans('20–24'), [{ startMin: 1200, endMin: 1440 }]);
  assert.equal(spansText([{ startMin: 600, endMin: 840 }, { startMin: 930, endMin: 1080 }]), '10:00–14:00, 15:30–18:00');
});
test('what is no interval, ends before it begins, or overlaps is not read', () => {
  for (const text of ['10', '10–', '14–10', '10–25', '10–14, 13–15', '10–12–14', 'зранку']) assert.equal(parseSpans(text), null, text);
});
