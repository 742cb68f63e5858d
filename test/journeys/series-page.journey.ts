// The page of a regular schedule, and one without an end: made in the form, read on its page, ended and brought back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { clickTime, form, message, panel, tileOf } from './calendar.ts';
import { eventually, openStage, visit } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer } = app.trainers;
const lessonRows = (page: Page) => page.locator('[data-series-lesson]');
const picture = (page: Page, name: string) => process.env.JOURNEY_PICTURES && page.screenshot({ path: `${process.env.JOURNEY_PICTURES}/series-${name}.png` });

test('a schedule without an end is made in the form, says so in the panel, and leads to its page', async () => {
  const page = await stage.open('owner');
  await clickTime(page, '2026-11-24', '18:10');
  await form(page).getByLabel('Тренер').selectOption({ label: 'Ганна Коваленко' });
  await form(page).getByRole('switch', { name: 'Повторювати щотижня' }).check();
  await form(page).getByLabel('Скільки', { exact: true }).selectOption({ label: 'Кількість занять' });
  await form(page).getByLabel('Скільки занять').fill('0');
  await page.keyboard.press('Tab');
  await form(page).getByText('Число від 1 до 600').waitFor();
  await form(page).getByLabel('Скільки', { exact: true }).selectOption({ label: 'Без кінця' });
  await form(page).getByText('на вісім тижнів уперед').waitFor();
  assert.deepEqual(await violations(page, 'form of a schedule without an end'), []);
  await picture(page, 'form');
  await form(page).getByRole('button', { name: 'Переглянути дати' }).click();
  await page.getByRole('button', { name: 'Створити 9 занять' }).click();
  await message(page, 'Створено 9 занять').waitFor();
  const [first] = await app.sql<{ id: number; series: number }>('select id::int, series_id::int as series from lesson where series_id is not null order by on_date limit 1');
  assert.ok(first);
  assert.equal((await rowOf(app, 'series', first.series)).untilOn, undefined);
  await tileOf(page, first.id).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Постійний запис' }).click();
  await eventually(() => assert.equal(new URL(page.url()).pathname, `/series/${first.series}`));
  await page.goBack();
  await tileOf(page, first.id).click();
  await panel(page).getByRole('link', { name: 'без кінця' }).click();
  await eventually(async () => assert.equal(await lessonRows(page).count(), 9));
  await page.getByTestId('series-rule').getByText('без кінця').waitFor();
});

test('the page tells what is different on each date and follows it; ended by keyboard, it can be brought back', async () => {
  const id = app.newId();
  await app.call('series.create', {
    id, kindId: app.kinds.individual, trainerId: trainer, roomId: app.rooms.reformers, clientIds: [app.clients.client], slots: [{ weekday: 1, startMin: 600, durationMin: 55 }, { weekday: 3, startMin: 600, durationMin: 55 }], fromOn: '2026-11-16', untilOn: '2026-12-23',
    exceptions: [{ onDate: '2026-12-02', startMin: 600, isSkipped: true }],
  });
  const members = await app.sql<{ id: number; on: string }>('select id::int, on_date::text as on from lesson where series_id = $1 order by on_date', [id]);
  const at = (on: string) => members.find((m) => m.on === on)?.id ?? 0;
  const seenRev = async (lessonId: number) => (await rowOf(app, 'lesson', lessonId)).rev;
  await app.call('lesson.move', { id: at('2026-11-30'), seenRev: await seenRev(at('2026-11-30')), onDate: '2026-12-01', startMin: 720 });
  await app.call('lesson.resize', { id: at('2026-12-09'), seenRev: await seenRev(at('2026-12-09')), durationMin: 80 });
  const page = await stage.open('administrator', { at: `/series/${id}` });
  await page.getByRole('heading', { name: 'Мельниченко Оксана' }).waitFor();
  await page.getByTestId('series-rule').getByText('пн, ср 10:00').waitFor();
  await eventually(async () => assert.equal(await lessonRows(page).count(), 11));
  await page.locator(`[data-series-lesson="${at('2026-11-30')}"]`).getByText('перенесено з пн, 30 лист').waitFor();
  await page.locator(`[data-series-lesson="${at('2026-12-09')}"]`).getByText('змінено окремо').waitFor();
  await page.locator('[data-series-left="2026-12-02"]').getByText('пропущено під час створення').waitFor();
  await app.call('lesson.cancel', { id: at('2026-12-07'), seenRev: await seenRev(at('2026-12-07')), reason: 'Хвороба', askedBy: 'client' });
  await page.locator(`[data-series-lesson="${at('2026-12-07')}"]`).getByText('скасовано').waitFor();
  assert.deepEqual(await violations(page, 'page of a schedule'), []);
  await picture(page, 'page');

  await page.getByRole('button', { name: 'Завершити' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('З якого дня занять не буде').fill('07.12.2026');
  await page.keyboard.press('Tab');
  await dialog.getByText('Буде прибрано 4 заняття').waitFor();
  await dialog.getByRole('switch', { name: 'Прибрати й змінене окремо' }).press('Space');
  await dialog.getByText('Буде прибрано 5 занять').waitFor();
  assert.deepEqual(await violations(page, 'ending a schedule'), []);
  await picture(page, 'end');
  await dialog.getByRole('button', { name: 'Завершити' }).press('Enter');
  await message(page, 'прибрано 5 занять').waitFor();
  await eventually(async () => assert.equal(await lessonRows(page).count(), 6));
  await message(page, 'прибрано 5 занять').getByRole('button', { name: 'Повернути як було' }).click();
  await eventually(async () => assert.equal(await lessonRows(page).count(), 11));
  await page.locator(`[data-series-lesson="${at('2026-11-30')}"]`).getByRole('link').click();
  await panel(page).getByRole('heading', { name: 'Мельниченко Оксана' }).waitFor();
});

test('on a phone, in the dark, in English, for the trainer whose it is; others find nothing there', async () => {
  const id = app.newId();
  await app.call('series.create', { id, kindId: app.kinds.individual, trainerId: trainer, title: 'Reformer basics', slots: [{ weekday: 5, startMin: 480, durationMin: 55 }], fromOn: '2026-11-27' });
  await app.sql(`update series set left_out = '[{"onDate":"2026-12-04","startMin":480,"why":"room"}]' where id = $1`, [id]);
  await app.sql(`delete from occupancy where lesson_id in (select id from lesson where series_id = $1 and on_date = '2026-12-04')`, [id]);
  await app.sql(`delete from lesson where series_id = $1 and on_date = '2026-12-04'`, [id]);
  const page = await stage.open('trainer', { at: `/series/${id}`, isPhone: true, theme: 'dark', language: 'en' });
  await page.getByRole('heading', { name: 'Reformer basics' }).waitFor();
  await eventually(async () => assert.equal(await lessonRows(page).count(), 8));
  await page.locator('[data-series-left="2026-12-04"]').getByText('no lesson: no place in the room').waitFor();
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  assert.deepEqual(await violations(page, 'page of a schedule on a phone'), []);
  await picture(page, 'phone');
  await page.getByRole('button', { name: 'End' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).tap();
  await message(page, '8 lessons taken out').waitFor();
  await page.getByText('No lessons ahead').waitFor();
  await picture(page, 'phone-empty');
  const other = await stage.open('trainer2', { at: `/series/${id}`, language: 'en' });
  await other.getByText('There is no such regular schedule').waitFor();
  await visit(other, '/groups');
});
