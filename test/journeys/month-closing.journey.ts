// The owner closes a month: sees what is not marked, and from then on nobody changes anything in it; and marks of another day are taken back with a reason.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message, panel, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const client = (await aClient(app, { trainerId: app.trainers.trainer })).id;
const lesson = await aLesson(app, { onDate: '2026-11-30', startMin: 600, clientIds: [client], trainerId: app.trainers.trainer });
await app.clock.set('2026-12-01T09:00+02:00');
const MONDAY = '/?view=week&date=2026-11-30';
const dialog = (page: Page) => page.getByRole('dialog').filter({ has: page.getByTestId('dialog-form') });
const closedTo = async () => (await rowOf(app, 'studio', app.studioId)).closedTo;
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png` }); };

test('a mark of yesterday is taken back from its message with a reason', async () => {
  const page = await stage.open('administrator', { at: MONDAY });
  await tileOf(page, lesson.id).click();
  await panel(page).getByRole('button', { name: 'Прийшли: Франко Іван', exact: true }).click();
  await message(page).getByRole('button', { name: 'Повернути як було' }).click();
  const why = page.getByTestId('undo-reason');
  await why.getByLabel('Чому').waitFor();
  assert.deepEqual(await violations(page, 'why it is taken back'), []);
  await picture(page, 'undo-reason');
  await why.getByLabel('Чому').fill('Не той день');
  await page.keyboard.press('Enter');
  await message(page, 'Повернуто, як було').waitFor();
  assert.deepEqual((await rowOf(app, 'lesson', lesson.id)).bookings, [{ clientId: client }]);
});

test('the owner sees what is not marked and closes the month; a mark in it is refused by its name', async () => {
  const desk = await stage.open('administrator', { at: '/till' });
  await desk.getByRole('heading', { name: 'Зміну не відкрито' }).waitFor();
  assert.equal(await desk.getByRole('button', { name: /Закрити місяць/ }).count(), 0, 'months are the owner’s');
  const page = await stage.open('owner', { isPhone: true, at: '/till' });
  await page.getByText('Ще жодного місяця не закрито').waitFor();
  await page.getByRole('button', { name: 'Закрити місяць: листопад 2026' }).tap();
  await dialog(page).getByText('Без позначок лишається 1 заняття').waitFor();
  await dialog(page).getByRole('list', { name: 'Заняття без позначок' }).getByText('Франко Іван').waitFor();
  assert.deepEqual(await violations(page, 'closing a month'), []);
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  await picture(page, 'month-closing-phone');
  await dialog(page).getByRole('button', { name: 'Закрити місяць' }).tap();
  await message(page, 'Місяць закрито: листопад 2026').waitFor();
  await page.getByText('Закрито до 30 листопада 2026').waitFor();
  assert.equal(await closedTo(), '2026-11-30');
  await desk.goto(app.url + MONDAY);
  await tileOf(desk, lesson.id).click();
  await panel(desk).getByRole('button', { name: 'Прийшли: Франко Іван', exact: true }).click();
  await message(desk, 'Листопад 2026 р.: місяць закрито').waitFor();
  await picture(desk, 'month-closed-refusal');
  assert.deepEqual((await rowOf(app, 'lesson', lesson.id)).bookings, [{ clientId: client }]);
});

test('the last closed month is opened again with a reason; in English, in the dark, by keys', async () => {
  const page = await stage.open('owner', { at: '/till', language: 'en', theme: 'dark' });
  await page.getByText('Closed up to 30 November 2026').waitFor();
  await page.getByRole('button', { name: 'Open November 2026 again' }).press('Enter');
  await dialog(page).getByLabel('Reason').waitFor();
  await page.keyboard.press('Enter');
  await dialog(page).getByLabel('Reason').fill('A forgotten lesson');
  assert.deepEqual(await violations(page, 'opening a month'), []);
  await picture(page, 'month-reopen-dark');
  await page.keyboard.press('Enter');
  await message(page, 'November 2026 is open again').waitFor();
  await eventually(async () => assert.equal(await closedTo(), '2026-10-31'));
  await page.getByRole('button', { name: 'Close November 2026' }).waitFor();
});
