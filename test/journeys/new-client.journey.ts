// A new client from the first word to a regular schedule: in one go, left and gone on with, each step alone; counted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { aClient, aGroup, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainers } = app;
const terms = { kindIds: [], groupIds: [], persons: 1, starts: 'sale' as const, freezeDays: 14 };
await app.call('subscriptionType.create', { id: app.newId(), name: '8 занять', priceMinor: 320_000, lessonCount: 8, termDays: 20, ...terms, slots: [{ weekday: 2, startMin: 1080, durationMin: 55 }, { weekday: 4, startMin: 1080, durationMin: 55 }] });
// Somebody else has the trainer on the second Thursday.
const other = await aClient(app, { lastName: 'Ранкова' });
await aLesson(app, { onDate: '2026-12-03', startMin: 1080, trainerId: trainers.trainer, clientIds: [other.id] });

const form = (page: Page) => page.getByTestId('dialog-form');
const dialog = (page: Page) => page.getByRole('dialog').last();
const button = (page: Page, name: string | RegExp) => dialog(page).getByRole('button', { name, exact: typeof name === 'string' });
const picture = (page: Page, name: string) => (process.env.JOURNEY_PICTURES ? page.screenshot({ path: `${process.env.JOURNEY_PICTURES}/${name}.png` }) : null);
const clientNamed = async (lastName: string) => (await app.sql<{ id: number }>('select id::int from client where last_name = $1', [lastName]))[0]?.id ?? 0;
const seriesOf = (id: number) => app.sql<{ id: number; lessons: number }>('select s.id::int, (select count(*)::int from lesson l where l.series_id = s.id) as lessons from series s where s.client_ids @> $1::jsonb', [`[${id}]`]);

const DOUBLE_TAP_MS = 450;
/** A hand that counts: what it presses and clicks, and how long a practised one takes for that (0.2 s a key, 1.3 s to find and click). */
function hand() {
  let [interactions, seconds, clickedAt] = [0, 0, -Infinity];
  return {
    async click(target: Locator) {
      interactions++;
      seconds += 1.3;
      // Sooner at the same place it would be the second tap of a double one, which means nothing.
      await sleep(Math.max(0, clickedAt + DOUBLE_TAP_MS - performance.now()));
      await target.click();
      clickedAt = performance.now();
    },
    async type(page: Page, text: string) { interactions++; seconds += text.length * 0.2; await page.keyboard.type(text); },
    async press(page: Page, key: string) { interactions++; seconds += 0.2; await page.keyboard.press(key); },
    counted: () => ({ interactions, seconds }),
  };
}

test('from the first word to eight lessons in at most 25 interactions and 60 seconds of a practised hand', async (t) => {
  const page = await stage.open('administrator', { at: '/clients' });
  const add = page.getByRole('button', { name: 'Новий клієнт' });
  await add.waitFor();
  const h = hand();
  const startedAt = performance.now();
  await h.click(add);
  await dialog(page).getByLabel('Ім’я').and(page.locator(':focus')).waitFor();
  await h.type(page, 'Дарина');
  await h.press(page, 'Tab');
  await h.type(page, 'Швидка');
  await h.press(page, 'Tab');
  await h.type(page, '0671234567');
  await h.press(page, 'Enter');
  await form(page).getByLabel('Група').waitFor();
  assert.deepEqual(await violations(page, 'trainer and group'), []);
  await picture(page, 'new-client-people');
  await h.press(page, 'Tab');
  await h.type(page, 'Ков');
  await page.getByRole('option', { name: /^Ганна Коваленко/ }).waitFor();
  await h.press(page, 'Enter');
  await h.click(button(page, 'Далі'));
  await form(page).getByLabel('Абонемент').and(page.locator(':focus')).waitFor();
  await h.type(page, '8'); // the list has the focus: a key chooses
  await form(page).getByLabel('Сума 1').waitFor();
  assert.deepEqual(await violations(page, 'sale as a step'), []);
  await picture(page, 'new-client-sale');
  await h.click(button(page, 'Продати за 3 200 ₴'));
  await form(page).getByText('8 занять з абонемента').waitFor({ state: 'attached' });
  assert.deepEqual(await violations(page, 'regular schedule'), []);
  await picture(page, 'new-client-schedule');
  await h.click(button(page, 'Переглянути дати'));
  await page.locator('[data-series-date="2026-12-03"][data-series-state="taken"]').waitFor();
  assert.equal(await dialog(page).getByText('після кінця абонемента').count(), 2, 'the term is over before the last two');
  await picture(page, 'new-client-dates');
  await page.locator('[data-series-date="2026-12-03"]').getByLabel('Інший час').waitFor();
  await h.click(page.locator('[data-series-date="2026-12-03"]').getByLabel('Інший час'));
  await h.type(page, '19:00');
  await h.click(dialog(page).getByRole('button', { name: 'Створити 8 занять' }));
  await message(page, 'Швидка Дарина: усе готово').waitFor();
  const waited = (performance.now() - startedAt) / 1000;
  const { interactions, seconds } = h.counted();
  t.diagnostic(`${interactions} interactions, ${seconds.toFixed(1)} s of a practised hand, ${waited.toFixed(1)} s in this browser with its checks`);
  assert.ok(interactions <= 25, `${interactions} interactions`);
  assert.ok(seconds <= 60, `${seconds} s`);

  const id = await clientNamed('Швидка');
  assert.equal((await rowOf(app, 'client', id)).trainerId, trainers.trainer);
  const [sold] = await app.sql<{ id: number }>('select id::int from subscription where client_id = $1', [id]);
  const { leftHalves, bookedHalves } = await rowOf(app, 'subscription', sold?.id ?? 0);
  assert.deepEqual([leftHalves, bookedHalves], [16, 12], 'it pays for those within its term');
  assert.deepEqual((await seriesOf(id)).map((s) => s.lessons), [8]);
  await page.getByText('вт, чт 18:00').waitFor();
  await page.getByText('Ще не зроблено').waitFor({ state: 'detached' });
  await picture(page, 'new-client-card');
  await page.getByRole('button', { name: 'Написати' }).click();
  assert.equal(await page.getByRole('menuitem', { name: 'СМС' }).getAttribute('href'), 'sms:+380671234567');
  await page.keyboard.press('Escape');
});

test('left after the first step and gone on with from the card, on a phone; a group brings its trainer and its lessons', async () => {
  const group = await aGroup(app, { name: 'Вечірня', capacity: 1, trainerId: trainers.trainer2 });
  const lesson = await aLesson(app, { onDate: '2026-11-27', startMin: 1140, groupId: group.id, kindId: app.kinds.group });
  const page = await stage.open('administrator', { at: '/clients', isPhone: true });
  await page.getByRole('button', { name: 'Новий клієнт' }).click();
  await dialog(page).getByLabel('Ім’я').fill('Леся');
  await dialog(page).getByLabel('Телефон').fill('050 111 22 33');
  // Half typed and closed: it is there again.
  await button(page, 'Закрити').click();
  await page.getByRole('button', { name: 'Новий клієнт' }).click();
  await dialog(page).getByText('Тут те, що вже було введено.').waitFor();
  assert.equal(await dialog(page).getByLabel('Телефон').inputValue(), '050 111 22 33');
  // After a reload too.
  await page.reload();
  await page.getByRole('button', { name: 'Новий клієнт' }).click();
  await dialog(page).getByText('Тут те, що вже було введено.').waitFor();
  assert.equal(await dialog(page).getByLabel('Ім’я').inputValue(), 'Леся');
  await dialog(page).getByLabel('Прізвище').fill('Неквапна');
  await button(page, 'Додати й далі').click();
  await form(page).getByLabel('Група').waitFor();
  assert.deepEqual(await violations(page, 'step on a phone'), []);
  await picture(page, 'new-client-phone');
  await button(page, 'Закрити').click();
  await page.getByText('Ще не зроблено: тренер і група, абонемент, постійний запис').waitFor();
  await picture(page, 'new-client-left');
  await page.reload();
  await page.getByRole('button', { name: 'Продовжити' }).click();
  await form(page).getByLabel('Група').fill('Веч');
  await page.keyboard.press('Enter');
  assert.match(await form(page).getByLabel('Тренер').inputValue(), /\S/, 'the trainer of the group');
  await button(page, 'Далі').click();
  const id = await clientNamed('Неквапна');
  await form(page).getByLabel('Абонемент').waitFor();
  await eventually(async () => assert.deepEqual((await rowOf(app, 'lesson', lesson.id)).bookings?.map((b) => b.clientId), [id]));
  assert.equal((await rowOf(app, 'client', id)).trainerId, trainers.trainer2);
  // The schedule is the group's: nothing is left after the sale is passed over.
  await button(page, 'Пропустити').click();
  await message(page, 'Неквапна Леся: усе готово').waitFor();
  await page.getByText('Ще не зроблено: абонемент').waitFor();

  // The group is full now: the next one stands in line, and keeps the trainer that was chosen.
  const late = await aClient(app, { lastName: 'Пізня', firstName: 'Ніна' });
  await page.goto(`${app.url}/clients/${late.id}`);
  await page.getByRole('button', { name: 'Тренер і група' }).click();
  await form(page).getByLabel('Група').fill('Веч');
  await page.keyboard.press('Enter');
  await button(page, 'Зберегти').click();
  await form(page).getByText('У групі немає місця.').waitFor();
  await form(page).getByRole('button', { name: 'До списку очікування' }).click();
  await message(page, 'Пізня Ніна: у списку очікування').waitFor();
  await eventually(async () => assert.equal((await app.sql('select 1 from waiting where client_id = $1', [late.id])).length, 1));
  await eventually(async () => assert.equal((await rowOf(app, 'client', late.id)).trainerId, trainers.trainer2));
});

test('a regular schedule alone from the card, in English and in the dark; what is wrong is said and nothing is lost; a lesson is booked from there', async () => {
  const client = await aClient(app, { firstName: 'Ada', lastName: 'Alone', trainerId: trainers.trainer2 });
  const page = await stage.open('owner', { at: `/clients/${client.id}`, language: 'en', theme: 'dark' });
  await page.getByRole('button', { name: 'Regular schedule' }).click();
  await form(page).getByLabel('Start 1').fill('25:00');
  await button(page, 'See the dates').click();
  await form(page).getByRole('alert').waitFor();
  assert.deepEqual(await violations(page, 'schedule with an error'), []);
  await form(page).getByLabel('Start 1').fill('7');
  await form(page).getByLabel('Day 1', { exact: true }).selectOption({ label: 'Wednesday' });
  await form(page).getByLabel('How long').selectOption({ label: 'Until a day' });
  await button(page, 'See the dates').click();
  await form(page).getByLabel('Until', { exact: true }).fill('16.12.2026');
  await button(page, 'See the dates').click();
  await eventually(async () => assert.equal(await page.locator('[data-series-date]').count(), 4));
  await button(page, 'Back to the form').click();
  assert.equal(await form(page).getByLabel('Start 1').inputValue(), '7', 'what was typed is there');
  await picture(page, 'schedule-dark');
  await button(page, 'See the dates').click();
  await dialog(page).getByRole('button', { name: /^Create 4/ }).click();
  await page.locator('[data-series]').waitFor();
  assert.deepEqual((await seriesOf(client.id)).map((s) => s.lessons), [4]);

  // No room is free on the first day: the usual one all the same, and the dates say where it clashes.
  const [made] = await app.sql<{ room: string }>('select room_id as room from series where client_ids @> $1::jsonb', [`[${client.id}]`]);
  for (const roomId of [app.rooms.reformers, app.rooms.mats]) await aLesson(app, { onDate: '2026-11-23', startMin: 1080, roomId, kindId: app.kinds.group });
  await page.getByRole('button', { name: 'Regular schedule' }).click();
  assert.equal(await form(page).getByLabel('Room').inputValue(), String(made?.room));
  await button(page, 'See the dates').click();
  await page.locator('[data-series-date="2026-11-23"][data-series-state="taken"]').waitFor();
  assert.equal(await page.locator('[data-series-state="taken"]').count(), 1);
  await picture(page, 'schedule-usual-room');
  await button(page, 'Back to the form').click();
  await button(page, 'Close').click();
  await page.getByRole('button', { name: 'Book', exact: true }).click();
  await page.getByTestId('lesson-form').getByText('Alone Ada').waitFor();
  await picture(page, 'booked-from-card');
});
