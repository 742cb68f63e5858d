// The page of the day: now and next with one touch a person, what is wrong, tomorrow's calls; two letters and Enter check somebody in from anywhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer, trainer2 } = app.trainers;
const { client, client2 } = app.clients;
const TODAY = '2026-11-23';
const picture = async (page: import('playwright-core').Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png`, fullPage: true }); };
const stateOf = async (lessonId: number, clientId: number) => (await rowOf(app, 'lesson', lessonId)).bookings?.find((b) => b.clientId === clientId)?.state;

test('an empty day says so', async () => {
  const page = await stage.open('administrator', { at: '/today' });
  await page.getByRole('heading', { name: 'Сьогодні занять немає' }).waitFor();
  await page.getByText('На завтра нікого не записано.').waitFor();
});

test('the desk sees the day, marks in one touch, and is told live what is wrong', async () => {
  await app.call('subscriptionType.create', { id: app.newId(), name: '8 занять', priceMinor: 320_000, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
  const lesya = await aClient(app, { firstName: 'Леся', lastName: 'Українка', phone: '+380671112233', note: 'Коліно!' });
  const over = await aLesson(app, { onDate: '2026-11-20', startMin: 600, trainerId: trainer2, clientIds: [client2] });
  const now = await aLesson(app, { onDate: TODAY, startMin: 450, kindId: app.kinds.group, trainerId: trainer, roomId: app.rooms.mats, clientIds: [client, client2, lesya.id] });
  await aLesson(app, { onDate: TODAY, startMin: 510, trainerId: trainer, clientIds: [client] });
  await aLesson(app, { onDate: TODAY, startMin: 900, trainerId: trainer2, clientIds: [lesya.id] });
  await aLesson(app, { onDate: '2026-11-24', startMin: 600, trainerId: trainer2, clientIds: [lesya.id] });
  const page = await stage.open('administrator', { at: '/today' });
  const part = (key: string) => page.locator(`[data-today="${key}"]`);
  await part('now').getByText('Коліно!').waitFor();
  await part('next').getByText('08:30').waitFor();
  await part('later').getByText('15:00').waitFor();
  await part('unmarked').getByText('10:00').waitFor();
  await page.getByTestId('tomorrow').getByText('067 111 22 33').waitFor();
  await page.locator('[data-problem="unpaid"]').getByText('Українка Леся').first().waitFor();
  await picture(page, 'today-desk');
  assert.deepEqual(await violations(page, 'today'), []);

  await part('unmarked').getByRole('button', { name: /^Не прийшли: Шевчук/ }).click();
  await message(page, 'неявка').waitFor();
  await part('unmarked').waitFor({ state: 'detached' });
  assert.equal(await stateOf(over.id, client2), 'noShow');
  await part('now').getByRole('button', { name: 'Прийшли: Українка Леся', exact: true }).click();
  await part('now').locator(`[data-visit="${lesya.id}"]`).getByText('відвідано').waitFor();
  // Somebody else calls off: live.
  await app.call('attendance.mark', { lessonId: now.id, clientId: client2, outcome: 'cancelled' });
  await part('now').locator(`[data-visit="${client2}"]`).getByText('пізнє скасування').waitFor();

  // From anywhere: two letters and Enter; whoever is called so and has no lesson now stands below.
  await aClient(app, { firstName: 'Анна', lastName: 'Окуневська' });
  await page.goto('/clients');
  await page.getByRole('heading', { name: 'Клієнти' }).waitFor();
  await page.keyboard.press('Control+KeyK');
  await page.getByTestId('palette').waitFor();
  await page.keyboard.type('ок');
  await page.getByTestId('palette').locator('[aria-selected="true"]').getByText('Прийшли: Мельниченко Оксана').waitFor();
  await page.keyboard.press('Enter');
  await message(page, 'Мельниченко Оксана: відвідано').waitFor();
  assert.equal(await stateOf(now.id, client), 'attended');
});

test('a trainer has the own day on a phone, with health and without sums, and reaches it from the menu', async () => {
  await app.call('client.update', { id: client, seenRev: (await rowOf(app, 'client', client)).rev, trainerId: trainer });
  const page = await stage.open('trainer', { isPhone: true, at: '/?view=day&date=2026-11-23', theme: 'dark', language: 'en' });
  await page.getByRole('navigation').getByRole('link', { name: 'Today' }).click();
  await page.getByRole('heading', { name: /^Today, Monday/ }).waitFor();
  await page.getByText('Протрузія поперекового відділу').first().waitFor();
  assert.equal(await page.getByText('15:00').count(), 0, 'the lesson of somebody else');
  await picture(page, 'today-phone');
  assert.deepEqual(await violations(page, 'today on a phone'), []);
  assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
  const text = await page.locator('main').innerText();
  assert.ok(!/₴|777|333|owes/.test(text), 'no sums');
  await page.locator('[data-today="next"]').getByRole('button', { name: /^Came/ }).first().click();
  await eventually(async () => assert.ok(await page.locator('[data-today="next"]').getByText('attended').count()));
});

test('on a phone the desk reaches every page through «Ще»', async () => {
  const page = await stage.open('owner', { isPhone: true, at: '/today' });
  await page.getByTestId('today').waitFor();
  await picture(page, 'today-desk-phone');
  await page.getByRole('navigation').getByRole('button', { name: 'Ще' }).click();
  await page.getByRole('menuitem', { name: 'Тренери' }).click();
  await page.getByRole('heading', { name: 'Тренери' }).waitFor();
});
