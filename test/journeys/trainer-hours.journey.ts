// A trainer's hours: a break within the day, another day's hours, a day off; the calendar shades them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer } = app.trainers;
await app.call('trainer.setHours', { id: trainer, seenRev: (await rowOf(app, 'trainer', trainer)).rev, hours: [{ weekday: 2, startMin: 540, endMin: 780 }, { weekday: 2, startMin: 840, endMin: 1080 }] });
/** From where to where a trainer's column is shaded, as parts of the day. */
const shaded = (page: Page, key = `2026-11-24/${trainer}`) => page.evaluate<string[]>(`(() => {
  const column = document.querySelector('[data-key="${key}"]');
  const box = column.getBoundingClientRect();
  return [...column.querySelectorAll('.closed')].map((e) => e.getBoundingClientRect()).map((r) => [r.top - box.top, r.bottom - box.top].map((y) => Math.round((y / box.height) * 24 * 2) / 2).join('-'));
})()`);

test('a break and another day’s hours stand in the card and are shaded in the calendar', async () => {
  const [card, calendar] = await Promise.all([stage.open('owner', { at: `/trainers/${trainer}` }), stage.open('administrator', { at: '/?view=day&date=2026-11-24' })]);
  await card.getByText('09:00–13:00, 14:00–18:00').waitFor();
  await eventually(async () => assert.deepEqual(await shaded(calendar), ['0-9', '13-14', '18-24']));
  const days = card.getByTestId('day-hours');
  await days.getByText('Усі дні за тижневим розкладом').waitFor();
  await days.getByLabel('Години того дня').fill('зранку');
  await days.getByLabel('День').fill('24.11.2026');
  await card.keyboard.press('Enter');
  await days.getByText('Не вдалося прочитати').waitFor();
  await days.getByLabel('Години того дня').fill('10-12, 15-17');
  await card.keyboard.press('Enter');
  await days.getByText('10:00–12:00, 15:00–17:00').waitFor();
  await eventually(async () => assert.deepEqual(await shaded(calendar), ['0-10', '12-15', '17-24']));
  assert.deepEqual(await violations(card, 'trainer card'), []);
  await days.getByRole('button', { name: 'Повернути тижневі години' }).click();
  await eventually(async () => assert.deepEqual(await shaded(calendar), ['0-9', '13-14', '18-24']));
});

test('a day off by thumb, in English and in the dark', async () => {
  const page = await stage.open('administrator', { isPhone: true, theme: 'dark', language: 'en', at: `/trainers/${trainer}` });
  const days = page.getByTestId('day-hours');
  await days.getByLabel('Day', { exact: true }).fill('24.11.2026');
  await page.keyboard.press('Tab');
  await days.getByRole('button', { name: 'Add' }).tap();
  await days.getByText('day off', { exact: true }).waitFor();
  assert.deepEqual((await rowOf(app, 'trainer', trainer)).dayHours, [{ onDate: '2026-11-24', spans: [] }]);
  assert.deepEqual(await violations(page, 'trainer card on a phone'), []);
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
});

test('the card tells how full this week and the next are, live', async () => {
  const page = await stage.open('owner', { at: `/trainers/${app.trainers.trainer2}` });
  const week = page.locator('[data-week="2026-11-23"]');
  await week.getByText('0 занять').first().waitFor();
  await aLesson(app, { onDate: '2026-11-25', startMin: 600, trainerId: app.trainers.trainer2, durationMin: 90 });
  await week.locator('b').getByText('1 заняття').waitFor();
  await week.getByText('1 год 30 хв').waitFor();
  assert.deepEqual(await violations(page, 'trainer card'), []);
});

test('a trainer’s own phone shades her own hours, and a new lesson is offered within them', async () => {
  const page = await stage.open('trainer', { isPhone: true, at: '/?view=day&date=2026-12-01' });
  await app.call('trainer.setHours', { id: trainer, seenRev: (await rowOf(app, 'trainer', trainer)).rev, hours: [{ weekday: 2, startMin: 900, endMin: 1260 }] });
  await eventually(async () => assert.deepEqual(await shaded(page, '2026-12-01/only'), ['0-15', '21-24']));
  await page.locator('[data-new]').tap();
  assert.equal(await page.getByTestId('lesson-form').getByLabel('Початок').inputValue(), '15:00');
});
