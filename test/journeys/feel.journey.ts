// What good feel is made of, line by line: thresholds, edges, hours, the line of now, time to change one's mind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson, rowOf } from '../factories.ts';
import { atRest, drag, form, ghost, message, panel, placeOf, pointAt, scrollTo, standsAt, take, tileOf } from './calendar.ts';
import { eventually, openStage, painted } from './stage.ts';
import { fingerOn, twoFingersOn } from './touch.ts';

const stage = await openStage();
const { app } = stage;
const scrolled = (page: Page) => page.evaluate<number>(`document.querySelector('[data-head-height]').scrollTop`);
const middleOf = async (page: Page, id: number) => {
  const box = await tileOf(page, id).boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

test('three pixels of the mouse are a click, five are a drag', async () => {
  const { id } = await aLesson(app, { startMin: 600 });
  const page = await stage.open('owner');
  await scrollTo(page, '10:30');
  const { x, y } = await middleOf(page, id);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 3);
  assert.equal(await ghost(page).count(), 0);
  await page.mouse.up();
  await panel(page).waitFor();
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });

  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 5);
  await ghost(page).waitFor();
  // Picked up and put down where it was: neither a change nor a click.
  await page.mouse.up();
  await ghost(page).waitFor({ state: 'detached' });
  assert.equal(await panel(page).count(), 0);
  await standsAt(page, id, '2026-11-24 10:00–10:55');
});

test('a finger that rests for a third of a second takes the lesson; one that moves before that scrolls', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-26', startMin: 600 });
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-11-26' });
  await scrollTo(page, '10:30');
  const at = await middleOf(page, id);
  const finger = await fingerOn(page);
  const before = await scrolled(page);
  await finger.down(at);
  await finger.to({ x: at.x, y: at.y - 120 });
  assert.equal(await ghost(page).count(), 0);
  await finger.up();
  await eventually(async () => assert.ok(Math.abs((await scrolled(page)) - before) > 40));
  // What was flung comes to rest first.
  await atRest(page);
  await scrollTo(page, '10:30');
  const again = await middleOf(page, id);
  await finger.down(again);
  await ghost(page).waitFor();
  await finger.up();
  await standsAt(page, id, '2026-11-26 10:00–10:55');
});

test('a second finger lets go of a lesson; two fingers draw the hours apart around what is between them', async () => {
  const { id } = await aLesson(app, { onDate: '2026-12-16', startMin: 660 });
  const page = await stage.open('owner', { isPhone: true, at: '/?view=day&date=2026-12-16' });
  await scrollTo(page, '11:30');
  const at = await middleOf(page, id);
  const finger = await fingerOn(page);
  const both = await twoFingersOn(page);
  await finger.down(at);
  await ghost(page).waitFor();
  const aside = { x: at.x - 40, y: at.y + 160 };
  await both.down(at, aside);
  await ghost(page).waitFor({ state: 'detached' });
  await both.up();
  await painted(page);
  assert.deepEqual([await placeOf(page, id), await panel(page).count(), await form(page).count()], ['2026-12-16 11:00–11:55', 0, 0]);

  const heightOf = async () => (await tileOf(page, id).boundingBox())?.height ?? 0;
  const before = await heightOf();
  const middle = await middleOf(page, id);
  await both.down({ x: middle.x, y: middle.y - 40 }, { x: middle.x + 20, y: middle.y + 40 });
  await both.to({ x: middle.x, y: middle.y - 110 }, { x: middle.x + 20, y: middle.y + 110 });
  await both.up();
  await eventually(async () => assert.ok((await heightOf()) > before * 2));
  const now = await middleOf(page, id);
  assert.ok(Math.abs(now.y - middle.y) < 12, `it was at ${middle.y} and is at ${now.y}`);
  assert.deepEqual([await placeOf(page, id), await panel(page).count(), await form(page).count()], ['2026-12-16 11:00–11:55', 0, 0]);
  await both.down({ x: middle.x, y: middle.y - 110 }, { x: middle.x + 20, y: middle.y + 110 });
  await both.to({ x: middle.x, y: middle.y - 40 }, { x: middle.x + 20, y: middle.y + 40 });
  await both.up();
  await eventually(async () => assert.ok((await heightOf()) < before * 1.4));
});

test('near its lower and upper edge the grid scrolls under a lesson in the hand', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: 720 });
  const page = await stage.open('owner');
  const held = await take(page, id);
  const grid = await page.locator('[data-head-height]').boundingBox();
  assert.ok(grid);
  const { x } = await pointAt(page, '2026-11-25', '12:00');
  const before = await scrolled(page);
  await page.mouse.move(x, grid.y + grid.height - 10, { steps: 4 });
  await eventually(async () => assert.ok((await scrolled(page)) > before + 100));
  const low = await scrolled(page);
  await page.mouse.move(x, grid.y + 60, { steps: 4 });
  await eventually(async () => assert.ok((await scrolled(page)) < low - 100));
  await page.keyboard.press('Escape');
  await held.drop();
  await standsAt(page, id, '2026-11-25 12:00–12:55');
});

test('the day opens at its working hours; what is closed is hatched; now is a line', async () => {
  const { rev } = await rowOf(app, 'studio', app.studioId);
  const hours = [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, startMin: 480, endMin: 1260 }));
  await app.call('studio.update', { seenRev: rev, hours, closedDays: [{ onDate: '2026-11-28', reason: 'Ремонт' }] });
  const page = await stage.open('owner');
  const box = await page.locator('[data-head-height]').boundingBox();
  const eight = await pointAt(page, '2026-11-24', '08:00');
  assert.ok(box && eight.y > box.y && eight.y < box.y + box.height / 2, 'eight o’clock is in the upper half');
  const hatched = (column: string) => page.locator(`[data-key="${column}"] .closed`).evaluateAll((bands) => bands.map((b) => [b.getAttribute('style')?.match(/\d+/g)?.map(Number)].flat()));
  assert.deepEqual(await hatched('2026-11-24'), [[0, 480], [1260, 180]]);
  assert.deepEqual(await hatched('2026-11-28'), [[0, 1440]]);
  assert.deepEqual(await hatched('2026-11-29'), [[0, 1440]], 'no hours on Sundays');
  const line = await page.locator('[data-now]').boundingBox();
  assert.ok(line && Math.abs(line.y - (await pointAt(page, '2026-11-23', '08:00')).y) < 4);
});

test('a calendar that names no date opens at the studio’s today, whatever day the device has', async () => {
  const page = await stage.open('owner', { zone: 'Pacific/Pago_Pago' });
  await page.locator('[data-key="2026-11-23"]').waitFor();
});

test('the message of a change offers the way back for two minutes', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-27', startMin: 600 });
  const page = await stage.open('owner');
  await standsAt(page, id, '2026-11-27 10:00–10:55');
  await drag(page, id, '2026-11-27', '12:00');
  await message(page, 'Перенесено').waitFor();
  const seconds = Number(await page.locator('[data-countdown]').last().getAttribute('data-countdown'));
  assert.ok(seconds >= 110 && seconds <= 120, `${seconds} s`);
  await message(page, 'Перенесено').getByRole('button', { name: 'Закрити' }).or(message(page, 'Перенесено').getByRole('button').last()).first().click();
  // Later the history still has it.
  await tileOf(page, id).click();
  const history = panel(page).getByTestId('lesson-history');
  await history.locator('summary').click();
  await history.getByRole('button', { name: 'Повернути як було' }).first().click();
  await standsAt(page, id, '2026-11-27 10:00–10:55');
});

test('after closing, N proposes when the studio opens next; Ctrl-Z with nothing to take back says so once', async () => {
  const page = await stage.open('owner');
  await page.keyboard.press('Control+KeyZ');
  await page.keyboard.press('Control+KeyZ');
  await message(page, 'Повертати нічого').waitFor();
  assert.equal(await message(page).count(), 1);
  await app.clock.set('2026-11-27T22:30+02:00');
  const late = await stage.open('owner');
  await late.keyboard.press('n');
  // Saturday is closed, Sunday has no hours.
  await eventually(async () => assert.deepEqual([await form(late).locator('[name=onDate]').inputValue(), await form(late).getByLabel('Початок').inputValue()], ['30.11.2026', '10:00']));
});
