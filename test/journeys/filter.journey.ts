// What a filter leaves: the columns of a day, and what a new lesson begins with.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clickTime, form } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { trainer, trainer2 } = stage.app.trainers;

test('a day has the columns of the chosen trainers, and a new lesson is that of the only one', async () => {
  const page = await stage.open('owner', { at: '/?view=day&date=2026-11-25' });
  const columns = () => page.locator('[data-head-trainer]').evaluateAll((heads) => heads.map((h) => h.getAttribute('data-head-trainer')));
  assert.ok((await columns()).length > 2);
  await page.locator('[data-filter]').click();
  await page.locator(`[data-filter-choice="trainers:${trainer}"]`).check();
  await eventually(async () => assert.deepEqual(await columns(), [String(trainer)]));
  await page.locator(`[data-filter-choice="trainers:${trainer2}"]`).check();
  await eventually(async () => assert.equal((await columns()).length, 2));
  await page.locator(`[data-filter-choice="trainers:${trainer2}"]`).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('2');
  await page.locator('[data-key="2026-11-26"]').waitFor();
  await clickTime(page, '2026-11-26', '18:10');
  assert.equal(await form(page).getByLabel('Тренер').inputValue(), String(trainer));
});
