// More than a calendar usually holds, lessons of odd lengths and hours, and a line that dies in the middle of things.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays } from '../../src/domain/calendar-day.ts';
import { aLesson, aTrainer, rowOf } from '../factories.ts';
import { banner, form, ghost, message, minuteOf, pointAt, panel, placeOf, scrollTo, standsAt, take, tileOf } from './calendar.ts';
import { openLine } from './line.ts';
import { DAY, eventually, openStage } from './stage.ts';
import { fingerOn } from './touch.ts';

const stage = await openStage();
const { app } = stage;
const line = await openLine(app.url);
beforeEach(() => line.restore());
const BACK_MS = 25_000;
/** Sooner than any answer over a line that takes two seconds. */
const AT_ONCE_MS = 1500;
const OFFLINE = 'Немає зв’язку';
const isWide = (page: Page) => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
/** How much of the screen has jumped since the page was opened, by the browser's own measure. */
const shiftsOf = (page: Page) => page.evaluate<number>(`new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(sum), 300);
})`);
const historyOf = async (id: number, operation: string) => (await app.sql('select 1 from audit where id = $1 and operation = $2', [id, operation])).length;

test('forty lessons at one hour: what does not fit is counted and opens as a list; a month of eight hundred stands still', async () => {
  const kindId = app.kinds.individual;
  const crowd = Array.from({ length: 800 }, (_, i) => (i < 40 ? { onDate: '2027-01-13', startMin: 600 } : { onDate: addDays('2027-01-01', i % 31), startMin: 480 + (Math.floor(i / 31) % 12) * 60 }));
  for (let i = 0; i < crowd.length; i += 256) {
    const { first } = await app.call('session.leaseIds', {});
    await Promise.all(crowd.slice(i, i + 256).map((lesson, n) => app.call('lesson.create', { id: first + n, kindId, ...lesson })));
  }
  const page = await stage.open('owner', { at: '/?view=week&date=2027-01-13' });
  const column = page.locator('[data-key="2027-01-13"]');
  const more = column.locator('[data-more]').first();
  const stands = () => eventually(async () => assert.ok(await page.evaluate(`(() => { const { top, bottom, height } = document.querySelector('[data-row-lesson-id]').closest('[popover]').getBoundingClientRect(); return top >= 0 && bottom <= innerHeight && height > 240; })()`)));
  await more.waitFor();
  await scrollTo(page, '10:00');
  await more.click();
  // All of them are in the list, which stands within the window, and one of them opens.
  const rows = column.locator('[data-row-lesson-id]');
  await rows.nth(39).waitFor();
  await stands();
  await page.keyboard.press('Escape');
  await rows.first().waitFor({ state: 'detached' });
  const { bottom } = await more.evaluate((e) => e.getBoundingClientRect());
  await page.locator('[data-head-height]').evaluate((e, down) => e.scrollBy(0, down), bottom - 850);
  await more.click();
  await rows.nth(39).waitFor();
  await stands();
  assert.ok(await page.evaluate(`document.querySelector('[data-row-lesson-id]').closest('[popover]').getBoundingClientRect().bottom <= document.querySelector('[data-more]').getBoundingClientRect().top`), 'it opens upwards');
  await rows.last().click();
  await panel(page).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('3');
  await page.locator('[data-date="2027-01-01"]').waitFor();
  await page.locator('[data-date="2027-01-13"] [data-more]').waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  const shown = await page.locator('[data-lesson-id]').count();
  const hidden = (await page.locator('[data-more] [aria-hidden]').allTextContents()).reduce((sum, text) => sum + Number(text.slice(1)), 0);
  const drawn = await page.locator('[data-date]').evaluateAll((days) => days.map((d) => d.getAttribute('data-date')));
  const [all] = await app.sql<{ n: string }>('select count(*) as n from lesson where on_date = any($1)', [drawn]);
  assert.equal(shown + hidden, Number(all?.n));
  assert.ok(shown + hidden >= 800);
  assert.ok((await shiftsOf(page)) < 0.02, 'nothing jumps');
});

test('twelve trainers on a phone: one day after the other, everybody’s lessons in it, nothing wider than the screen', async () => {
  const ids: number[] = [];
  for (let i = 0; i < 10; i++) {
    const trainer = await aTrainer(app, { firstName: `Соломія-Мирослава-${i}`, lastName: 'Зварич-Нечуй-Левицька-Старицька' });
    ids.push((await aLesson(app, { onDate: '2026-12-01', startMin: 600 + i * 10, trainerId: trainer.id })).id);
  }
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-12-01' });
  await tileOf(page, ids[0]!).waitFor();
  assert.equal(await isWide(page), false);
  const seen = await page.locator('[data-lesson-id]').count();
  assert.ok(seen >= 2);
  const hidden = (await page.locator('[data-more] [aria-hidden]').allTextContents()).reduce((sum, text) => sum + Number(text.replace(/\D/g, '')), 0);
  assert.equal(seen + hidden, 10);
});

test('five minutes, twelve hours, across midnight and both nights of the clock change are drawn, read and carried', async () => {
  const short = await aLesson(app, { onDate: '2026-12-02', startMin: 600, durationMin: 5 });
  const long = await aLesson(app, { onDate: '2026-12-03', startMin: 480, durationMin: 720 });
  const night = await aLesson(app, { onDate: '2026-12-04', startMin: minuteOf('23:30'), durationMin: 60 });
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-02' });
  await standsAt(page, short.id, '2026-12-02 10:00–10:05');
  await standsAt(page, long.id, '2026-12-03 08:00–20:00');
  await standsAt(page, night.id, '2026-12-04 23:30–00:30');
  assert.equal(await page.locator(`[data-key="2026-12-05"] [data-lesson-id="${night.id}"][data-continuation] .time`).textContent(), 'до 00:30');
  // Taken by its part after midnight it goes as many days and minutes as the hand does, and can be made longer there.
  const part = page.locator(`[data-key="2026-12-05"] [data-lesson-id="${night.id}"][data-continuation]`);
  await scrollTo(page, '00:00');
  const taken = await part.boundingBox();
  assert.ok(taken);
  const later = await pointAt(page, '2026-12-06', '00:00');
  await page.mouse.move(taken.x + 20, taken.y + 8);
  await page.mouse.down();
  await page.mouse.move(later.x, taken.y + 8, { steps: 6 });
  await page.locator('[data-ghost]', { hasText: '23:30–00:30' }).waitFor();
  await page.locator('[data-ghost-rest]').waitFor();
  await page.mouse.up();
  await standsAt(page, night.id, '2026-12-05 23:30–00:30');
  const moved = await page.locator(`[data-key="2026-12-06"] [data-lesson-id="${night.id}"][data-continuation]`).boundingBox();
  assert.ok(moved);
  const one = await pointAt(page, '2026-12-06', '01:00');
  await page.mouse.move(moved.x + 20, moved.y + moved.height - 3);
  await page.mouse.down();
  await page.mouse.move(moved.x + 20, one.y - 3, { steps: 6 });
  await page.mouse.up();
  await standsAt(page, night.id, '2026-12-05 23:30–01:00');
  await page.keyboard.press('Control+KeyZ');
  await standsAt(page, night.id, '2026-12-05 23:30–00:30');
  await page.keyboard.press('Control+KeyZ');
  await standsAt(page, night.id, '2026-12-04 23:30–00:30');
  const box = await tileOf(page, short.id).boundingBox();
  assert.ok(box && box.height >= 15, 'five minutes can be hit with a finger');
  await scrollTo(page, '23:00');
  const held = await take(page, night.id, { toward: '20:00' });
  await held.over('2026-12-05', '20:00');
  await held.drop();
  await standsAt(page, night.id, '2026-12-05 20:00–21:00');

  // The hour that is not there, and the one that comes twice.
  const spring = await aLesson(app, { onDate: '2027-03-28', startMin: minuteOf('02:30'), durationMin: 30 });
  const autumn = await aLesson(app, { onDate: '2026-10-25', startMin: minuteOf('03:30'), durationMin: 30, fold: 1 });
  const march = await stage.open('owner', { at: '/?view=week&date=2027-03-28' });
  await standsAt(march, spring.id, '2027-03-28 02:30–03:00');
  const into = await take(march, spring.id);
  await into.over('2027-03-28', '03:15');
  await into.drop();
  await message(march, /немає|не існує/).waitFor();
  await standsAt(march, spring.id, '2027-03-28 02:30–03:00');
  const october = await stage.open('owner', { at: '/?view=day&date=2026-10-25' });
  await eventually(async () => assert.match(await placeOf(october, autumn.id), /03:30–04:00$/));
});

test('the line dies in the middle of a drag: it is dropped all the same, waits, and is done once', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-24', startMin: 600 });
  const page = await stage.open('owner', { url: line.url });
  await standsAt(page, id, '2026-11-24 10:00–10:55');
  const held = await take(page, id, { toward: '12:00' });
  await held.over('2026-11-25', '12:00');
  line.cut();
  await banner(page, OFFLINE).waitFor();
  await ghost(page).waitFor();
  await held.over('2026-11-26', '12:00');
  await held.drop();
  await standsAt(page, id, '2026-11-26 12:00–12:55');
  line.restore();
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', id)).onDate, '2026-11-26'), BACK_MS);
  await standsAt(page, id, '2026-11-26 12:00–12:55');
  assert.equal(await historyOf(id, 'lesson.move'), 1);
});

test('the line dies in the middle of a save and of an undo: each is done once, and nothing typed is lost', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-24', startMin: 780 });
  const page = await stage.open('owner', { url: line.url });
  await tileOf(page, id).click();
  await panel(page).getByRole('button', { name: 'Змінити' }).click();
  await panel(page).getByLabel('Початок').fill('14:00');
  line.mute();
  await panel(page).getByRole('button', { name: 'Зберегти' }).click();
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', id)).startMin, 840));
  line.cut();
  await banner(page, OFFLINE).waitFor();
  assert.ok(await panel(page).isVisible());
  line.restore();
  await message(page, /Збережено/).filter({ hasNotText: 'Надсилається' }).waitFor({ timeout: BACK_MS });
  assert.equal(await historyOf(id, 'lesson.move'), 1);

  line.mute();
  await message(page, /Збережено/).getByRole('button', { name: 'Повернути як було' }).click();
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', id)).startMin, 780));
  line.cut();
  await banner(page, OFFLINE).waitFor();
  line.restore();
  await standsAt(page, id, '2026-11-24 13:00–13:55', BACK_MS);
  assert.equal(await historyOf(id, 'change.undo'), 1);
});

test('a server that takes two seconds for everything: what one does is seen at once, in any order, and ends as done', async () => {
  const [first, second] = [await aLesson(app, { onDate: '2026-11-28', startMin: 600 }), await aLesson(app, { onDate: '2026-11-28', startMin: 720 })];
  const page = await stage.open('owner', { url: line.url });
  // What is wanted below has been opened before, as by anybody who has worked here for a while.
  await tileOf(page, first.id).click();
  await panel(page).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await form(page).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('3');
  await page.locator('[data-month-day="2026-11-27"]').waitFor();
  await page.keyboard.press('2');
  await standsAt(page, second.id, '2026-11-28 12:00–12:55');
  line.delay(1000);
  for (const [id, time] of [[first.id, '09:00'], [second.id, '14:00']] as const) {
    const held = await take(page, id, { toward: time });
    await held.over('2026-11-27', time);
    await held.drop();
    await standsAt(page, id, `2026-11-27 ${time}–${time.slice(0, 2)}:55`, AT_ONCE_MS);
  }
  await page.keyboard.press('n');
  await form(page).waitFor({ timeout: AT_ONCE_MS });
  await page.keyboard.press('Escape');
  await page.keyboard.press('3');
  await page.locator('[data-month-day="2026-11-27"]').waitFor({ timeout: AT_ONCE_MS });
  await eventually(async () => assert.deepEqual([(await rowOf(app, 'lesson', first.id)).startMin, (await rowOf(app, 'lesson', second.id)).startMin], [540, 840]), 15_000);
});

test('a finger that lifts a lesson while others move the rest keeps it', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-24', startMin: 1020 });
  const other = await aLesson(app, { onDate: '2026-11-24', startMin: 1140 });
  const page = await stage.open('owner', { isPhone: true, at: DAY });
  await scrollTo(page, '17:30');
  const box = await tileOf(page, id).boundingBox();
  assert.ok(box);
  const finger = await fingerOn(page);
  await finger.down({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  await ghost(page).waitFor();
  await app.call('lesson.move', { id: other.id, seenRev: other.rev, onDate: '2026-11-24', startMin: 1200 });
  await standsAt(page, other.id, '2026-11-24 20:00–20:55');
  await ghost(page).waitFor();
  await finger.up();
});
