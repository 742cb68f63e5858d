import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { freeWindows, openOn, startWithin, tooFull, without, type Taken, type Timeline, type Wanted } from './free-time.ts';
import { instantAt, localOf, overlaps } from './studio-time.ts';

const zone = 'Europe/Kyiv';
const at = (onDate: string, minute: number) => instantAt(onDate, minute, zone);
const taken = (onDate: string, from: number, to: number, more: Partial<Taken> = {}): Taken => ({ fromMs: at(onDate, from), toMs: at(onDate, to), need: 1, isWhole: false, ...more });
const timeline = (given: Partial<Timeline> = {}): Timeline => ({
  zone, studioHours: [{ weekday: 2, startMin: 480, endMin: 1200 }], closedDays: new Set(), shut: [], trainerHours: new Map(), trainers: new Map(), clients: new Map(), rooms: new Map(), ...given,
});
const wanted = (given: Partial<Wanted> = {}): Wanted => ({ durationMin: 55, fromOn: '2026-11-24', toOn: '2026-11-24', notBeforeMs: 0, need: 1, isWhole: false, clientIds: [], ...given });
const told = (t: Timeline, w: Wanted) => freeWindows(t, w).map((x) => { const a = localOf(x.fromMs, zone); return `${a.onDate} ${a.startMin}–${a.startMin + (x.toMs - x.fromMs) / 60_000}`; });

test('the hours of the studio narrowed to those of the trainer, without what is taken; back to back is free', () => {
  const t = timeline({ trainerHours: new Map([[7, { hours: [{ weekday: 2, startMin: 540, endMin: 780 }, { weekday: 2, startMin: 1000, endMin: 1300 }] }]]), trainers: new Map([[7, [taken('2026-11-24', 600, 655), taken('2026-11-24', 655, 710)]]]) });
  assert.deepEqual(told(t, wanted({ trainerId: 7 })), ['2026-11-24 540–600', '2026-11-24 710–780', '2026-11-24 1000–1200']);
  assert.deepEqual(told(t, wanted({ trainerId: 7, durationMin: 65 })), ['2026-11-24 710–780', '2026-11-24 1000–1200']);
  assert.deepEqual(told(t, wanted({ trainerId: 7, notBeforeMs: at('2026-11-24', 715) })), ['2026-11-24 715–780', '2026-11-24 1000–1200']);
});
test('a closed day and a day without hours have none; hours nobody has stated are those of daylight', () => {
  assert.deepEqual(told(timeline({ closedDays: new Set(['2026-11-24']) }), wanted({ toOn: '2026-11-30' })), []);
  assert.deepEqual(told(timeline({ shut: [{ fromMs: at('2026-11-24', 600), toMs: Infinity }] }), wanted({ toOn: '2026-12-01' })), ['2026-11-24 480–600']);
  assert.deepEqual(told(timeline({ studioHours: [] }), wanted()), ['2026-11-24 420–1320']);
  assert.deepEqual(openOn('2026-11-25', [{ weekday: 2, startMin: 480, endMin: 1200 }], { hours: [] }), []);
  const otherwise = { hours: [{ weekday: 2, startMin: 540, endMin: 780 }], dayHours: [{ onDate: '2026-11-24', spans: [{ startMin: 900, endMin: 960 }] }, { onDate: '2026-12-01', spans: [] }] };
  assert.deepEqual(told(timeline({ trainerHours: new Map([[7, otherwise]]) }), wanted({ trainerId: 7, toOn: '2026-12-08' })), ['2026-11-24 900–960', '2026-12-08 540–780'], 'single days of a trainer');
});
test('the people who come and a lesson’s own time', () => {
  const t = timeline({ clients: new Map([[5, [taken('2026-11-24', 480, 1000, { lessonId: 9 })]]]) });
  assert.deepEqual(told(t, wanted({ clientIds: [5, 6] })), ['2026-11-24 1000–1200']);
  assert.deepEqual(told(t, wanted({ clientIds: [5], exceptLessonId: 9 })), ['2026-11-24 480–1200']);
});
test('a room has time while places are left for all who come, and for the whole room only when it is empty', () => {
  const room = [taken('2026-11-24', 480, 600, { need: 2 }), taken('2026-11-24', 540, 660, { need: 1 }), taken('2026-11-24', 900, 960, { isWhole: true })];
  const t = timeline({ rooms: new Map([[3, { usable: 3, taken: room }]]) });
  assert.deepEqual(told(t, wanted({ roomId: 3 })), ['2026-11-24 480–540', '2026-11-24 600–900', '2026-11-24 960–1200']);
  assert.deepEqual(told(t, wanted({ roomId: 3, need: 3 })), ['2026-11-24 660–900', '2026-11-24 960–1200']);
  assert.deepEqual(told(t, wanted({ roomId: 3, isWhole: true })), ['2026-11-24 660–900', '2026-11-24 960–1200']);
  assert.deepEqual(told(t, wanted({ roomId: 3, need: 4 })), []);
});
test('the night the clocks go back has one hour more', () => {
  const t = timeline({ studioHours: [{ weekday: 7, startMin: 0, endMin: 1440 }] });
  const [night] = freeWindows(t, wanted({ fromOn: '2026-10-25', toOn: '2026-10-25' }));
  assert.equal(((night?.toMs ?? 0) - (night?.fromMs ?? 0)) / 3_600_000, 25);
});
test('what is left never meets what is taken, and nothing of the rest is lost', () => {
  const interval = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 60 })).map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
  fc.assert(fc.property(interval, fc.array(interval), (open, busy) => {
    const left = without([open], busy);
    assert.ok(left.every((l) => l.fromMs < l.toMs && !busy.some((b) => overlaps(l, b))));
    for (let ms = open.fromMs; ms < open.toMs; ms++) assert.equal(left.some((l) => l.fromMs <= ms && ms < l.toMs), !busy.some((b) => b.fromMs <= ms && ms < b.toMs));
  }));
});
test('a room counted moment by moment agrees with its full intervals', () => {
  const lesson = fc.record({ fromMs: fc.nat(40), length: fc.integer({ min: 1, max: 20 }), need: fc.integer({ min: 1, max: 3 }), isWhole: fc.boolean() }).map(({ length, ...l }): Taken => ({ ...l, toMs: l.fromMs + length }));
  fc.assert(fc.property(fc.array(lesson, { maxLength: 8 }), fc.integer({ min: 1, max: 3 }), (lessons, need) => {
    const full = tooFull(lessons, 4, need, false);
    for (let ms = 0; ms < 60; ms++) {
      const there = lessons.filter((l) => l.fromMs <= ms && ms < l.toMs);
      const isFull = there.length > 0 && (there.some((l) => l.isWhole) || there.reduce((sum, l) => sum + l.need, need) > 4);
      assert.equal(full.some((f) => f.fromMs <= ms && ms < f.toMs), isFull);
    }
  }));
});
test('a lesson keeps its time of day where it fits', () => {
  assert.deepEqual([startWithin({ startMin: 540, endMin: 720 }, 600, 55), startWithin({ startMin: 540, endMin: 720 }, 700, 55), startWithin({ startMin: 540, endMin: 720 }, 480, 55)], [600, 540, 540]);
});
