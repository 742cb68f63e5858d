// Running out: the last lessons are told live at every desk, read once for all; the list of renewals and the next subscription sold from it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { client } = app.clients;
const type = app.newId();
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png` }); };
await app.call('subscriptionType.create', { id: type, name: '3 заняття', priceMinor: 120_000, lessonCount: 3, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
let startMin = 240;
async function visits(clientId: number, count: number) {
  for (let i = 0; i < count; i++) {
    const lesson = await aLesson(app, { onDate: '2026-11-23', startMin: (startMin += 5), durationMin: 5, clientIds: [clientId] });
    await app.call('attendance.mark', { lessonId: lesson.id, clientId, outcome: 'attended' });
  }
}

test('the desk is told, reads one and all, and another desk sees it read', async () => {
  const [desk, other] = [await stage.open('administrator', { at: '/notices' }), await stage.open('owner', { at: '/notices' })];
  await desk.getByRole('heading', { name: 'Сповіщень немає' }).waitFor();
  await app.call('subscription.sell', { id: app.newId(), clientId: client, typeId: type, seenPriceMinor: 120_000, payments: [] });
  await visits(client, 1);
  await desk.getByText('«3 заняття»: заняття закінчуються, залишилось 2').waitFor();
  await eventually(async () => assert.equal(await desk.locator('[data-unread]').getAttribute('data-unread'), '1'));
  await visits(client, 2);
  await desk.getByText('«3 заняття»: заняття закінчилися').waitFor();
  await picture(desk, 'notices-desk');
  assert.deepEqual(await violations(desk, 'notices'), []);
  await desk.getByRole('button', { name: 'Прочитано: Мельниченко Оксана' }).first().click();
  await eventually(async () => assert.equal(await other.locator('[data-unread]').getAttribute('data-unread'), '2'));
  await other.locator('[data-read-all]').click();
  await desk.locator('[data-unread]').waitFor({ state: 'detached' });
});

test('the next subscription is sold from the list of renewals, paid or as a debt, and the person leaves the list', async () => {
  const lesya = await aClient(app, { firstName: 'Леся', lastName: 'Українка', phone: '+380671112233' });
  await app.call('subscription.sell', { id: app.newId(), clientId: lesya.id, typeId: type, seenPriceMinor: 120_000, payments: [{ method: 'cash', amountMinor: 120_000 }] });
  await visits(lesya.id, 2);
  // A regular place until tomorrow; on the Tuesday after, the trainer is with somebody else.
  const series = app.newId();
  await app.call('series.create', { id: series, kindId: app.kinds.individual, trainerId: app.trainers.trainer, clientIds: [lesya.id], slots: [{ weekday: 2, startMin: 1080, durationMin: 55 }], fromOn: '2026-11-24', count: 1 });
  await aLesson(app, { onDate: '2026-12-01', startMin: 1080, trainerId: app.trainers.trainer });
  const page = await stage.open('administrator', { at: '/today' });
  await page.locator('[data-problem="renewals"]').click();
  const row = (id: number) => page.locator(`[data-renewal="${id}"]`);
  await row(lesya.id).getByText('останнє заняття').waitFor();
  await row(client).getByText('заняття закінчилися').waitFor();
  await row(lesya.id).getByRole('link', { name: '067 111 22 33' }).waitFor();
  await picture(page, 'renewals-desk');
  assert.deepEqual(await violations(page, 'renewals'), []);
  await row(lesya.id).getByRole('button', { name: 'Продати наступний: Українка Леся' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Почне діяти, коли той закінчиться.').waitFor();
  await dialog.getByRole('switch', { name: 'Продовжити постійний запис: вт 18:00' }).and(page.locator(':checked')).waitFor({ state: 'attached' });
  await picture(page, 'renewal-with-schedule');
  assert.deepEqual(await violations(page, 'renewal with its schedule'), []);
  await page.getByRole('dialog').getByRole('button', { name: /^Продати/ }).click();
  await message(page, 'Українка Леся. Постійний запис продовжено: 3 заняття. Дати без заняття: 1 грудня (тренер має інше заняття)').waitFor();
  await row(lesya.id).waitFor({ state: 'detached' });
  assert.equal((await rowOf(app, 'client', lesya.id)).balanceMinor, 0);
  assert.equal((await rowOf(app, 'series', series)).untilOn, '2026-12-22');
  // What is used up does not make the next one wait.
  await row(client).getByRole('button', { name: /^Продати наступний/ }).click();
  await dialog.getByText('Той уже закінчився, тому цей почне діяти сьогодні.').waitFor();
  assert.equal(await dialog.getByRole('switch', { name: /^Продовжити/ }).count(), 0);
  await page.keyboard.press('Escape');
});

test('of several regular schedules one says which goes on', async () => {
  const olha = await aClient(app, { firstName: 'Ольга', lastName: 'Кобилянська' });
  await app.call('subscription.sell', { id: app.newId(), clientId: olha.id, typeId: type, seenPriceMinor: 120_000, payments: [{ method: 'cash', amountMinor: 120_000 }] });
  await visits(olha.id, 2);
  const [first, last] = [app.newId(), app.newId()];
  for (const [id, weekday, fromOn] of [[first, 3, '2026-11-25'], [last, 4, '2026-11-26']] as const) {
    await app.call('series.create', { id, kindId: app.kinds.individual, clientIds: [olha.id], slots: [{ weekday, startMin: 780, durationMin: 55 }], fromOn, count: 1 });
  }
  const page = await stage.open('administrator', { at: '/renewals' });
  await page.getByRole('button', { name: 'Продати наступний: Кобилянська Ольга' }).click();
  const which = page.getByRole('dialog').getByLabel('Продовжити постійний запис');
  await which.waitFor();
  assert.deepEqual(await which.locator('option').allInnerTexts(), ['чт 13:00 · Без тренера · до 26 листопада', 'ср 13:00 · Без тренера · до 25 листопада', 'не продовжувати']);
  // What a narrow field cuts off stands below it.
  await page.getByRole('dialog').getByText('Без тренера. Зараз триває до 26 листопада.').waitFor();
  assert.equal(await which.inputValue(), String(last), 'the one that ends last, until somebody says otherwise');
  await which.selectOption({ label: 'не продовжувати' });
  await which.selectOption(String(first));
  await page.getByRole('dialog').getByText('Зараз триває до 25 листопада.').waitFor();
  assert.deepEqual(await violations(page, 'which schedule goes on'), []);
  await picture(page, 'renewal-with-schedules');
  await page.getByRole('dialog').getByRole('button', { name: /^Продати/ }).click();
  // The third of the next subscription is for the Thursday that is booked already.
  await message(page, 'Постійний запис продовжено: 2 заняття').waitFor();
  assert.deepEqual([(await rowOf(app, 'series', first)).untilOn, (await rowOf(app, 'series', last)).untilOn], ['2026-12-09', '2026-11-26']);
});

test('on a phone, in English and in the dark, the list and the sale from it hinder nobody', async () => {
  const page = await stage.open('owner', { isPhone: true, at: '/renewals', language: 'en', theme: 'dark' });
  await page.locator(`[data-renewal="${client}"]`).getByRole('button', { name: /^Sell the next one/ }).click();
  await page.getByRole('dialog').waitFor();
  await picture(page, 'renewals-phone');
  assert.deepEqual(await violations(page, 'renewals on a phone'), []);
  await page.getByRole('dialog').getByRole('button', { name: /^Sell/ }).click();
  await page.getByRole('heading', { name: 'Nobody to call' }).waitFor();
  assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
});
