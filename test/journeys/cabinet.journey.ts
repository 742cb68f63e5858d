// A client's own place on a phone: next lessons, subscriptions, balance, visits and notices, live; own contacts changed; nothing of anybody else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneText } from '../../src/domain/phone.ts';
import type { Page } from 'playwright-core';
import { aLesson, rowOf } from '../factories.ts';
import { PASSWORD } from '../test-app.ts';
import { violations } from './axe.ts';
import { message } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { client, client2 } = app.clients;
const { trainer } = app.trainers;
const TODAY = '2026-11-23';
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png` }); };
const type = app.newId();
await app.call('subscriptionType.create', { id: type, name: '3 заняття', priceMinor: 120_000, lessonCount: 3, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
await app.call('client.update', { id: client, seenRev: (await rowOf(app, 'client', client)).rev, trainerId: trainer });

test('whoever signs in on a phone finds nothing but the own, even before there is anything', async () => {
  const page = await stage.blank({ isPhone: true, at: '/' });
  await page.getByLabel('Логін').fill('client');
  await page.getByRole('textbox', { name: 'Пароль' }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Вітаємо, Оксана' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/cabinet');
  await page.getByText('Чинних абонементів немає.').waitFor();
  await page.getByText('Рухів ще не було.').waitFor();
  await page.getByText('За останні місяці занять не було.').waitFor();
  assert.deepEqual(await violations(page, 'an empty cabinet'), []);
  await page.getByRole('navigation').getByRole('link', { name: 'Календар' }).click();
  await page.getByTestId('calendar').waitFor();
});

test('lessons, subscription, balance, visits and notices follow the desk live', async () => {
  const page = await stage.open('client', { isPhone: true, at: '/cabinet' });
  await page.getByRole('heading', { name: 'Вітаємо, Оксана' }).waitFor();
  await app.call('subscription.sell', { id: app.newId(), clientId: client, typeId: type, seenPriceMinor: 120_000, payments: [{ method: 'cash', amountMinor: 20_000 }] });
  await page.getByTestId('own-subscriptions').getByText('залишилось 3, записано 0, вільно 3').waitFor();
  await page.getByText(/^Борг 1/).waitFor();
  const next = await aLesson(app, { onDate: '2026-11-25', startMin: 1080, trainerId: trainer, clientIds: [client] });
  await page.locator(`[data-own-lesson="${next.id}"]`).getByText('18:00–18:55').waitFor();
  await page.getByText('залишилось 3, записано 1, вільно 2').waitFor();
  const now = await aLesson(app, { onDate: TODAY, startMin: 420, kindId: app.kinds.group, trainerId: trainer, clientIds: [client, client2] });
  await app.call('attendance.mark', { lessonId: now.id, clientId: client, outcome: 'attended' });
  await page.locator(`[data-own-visit="${now.id}"]`).getByText('відвідано').waitFor();
  await page.locator(`[data-own-visit="${now.id}"]`).getByText('−\u00a01 з «3 заняття»').waitFor();
  await page.getByTestId('own-notices').getByText('«3 заняття»: заняття закінчуються, залишилось 2').waitFor();
  await page.getByTestId('movements').locator('summary').click();
  await eventually(async () => assert.deepEqual(await page.locator('[data-line]').evaluateAll((all) => all.map((l) => l.getAttribute('data-line'))), ['payment', 'sale']));
  await page.locator('[data-line="sale"]').getByText('Придбано «3 заняття»').waitFor();
  await app.call('ledger.topUp', { clientId: client, method: 'card', amountMinor: 100_000 });
  await page.locator('[data-balance="0"]').waitFor();
  await eventually(async () => assert.equal(await page.locator('[data-line]').count(), 3));
  await picture(page, 'cabinet-phone');
  assert.deepEqual(await violations(page, 'cabinet'), []);
  assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
  await page.getByTestId('own-notices').getByRole('button', { name: 'Прочитано' }).click();
  await page.getByTestId('own-notices').waitFor({ state: 'detached' });
  const everything = await page.content();
  for (const secret of ['Шевчук', 'Тарас', '+380671110002', '067 111 00 02', 'Завжди спізнюється', 'Любить ранкові', 'hanna@studio.example', 'Дейнека']) assert.ok(!everything.includes(secret), `the cabinet holds ${secret}`);
});

test('contacts are changed here, and what the desk changed meanwhile is told; on a wide screen, in English and in the dark', async () => {
  const page = await stage.open('client', { at: '/cabinet', theme: 'dark', language: 'en' });
  const data = page.getByRole('region', { name: 'My data' });
  await data.getByRole('button', { name: 'Edit' }).click();
  await picture(page, 'cabinet-desk');
  assert.equal(await page.getByTestId('own-contacts').getByLabel('Phone').inputValue(), phoneText((await rowOf(app, 'client', client)).phone ?? ''), 'as it is read everywhere');
  await page.getByTestId('own-contacts').getByLabel('Phone').fill('12');
  await page.getByTestId('own-contacts').getByLabel('Email').fill('abc');
  await page.keyboard.press('Enter');
  await page.getByTestId('own-contacts').getByText('Too few digits for a phone').waitFor();
  assert.equal(await page.getByTestId('own-contacts').getByLabel('Email').inputValue(), 'abc', 'what was typed stays');
  await page.getByTestId('own-contacts').getByLabel('Phone').fill('050 111 22 33');
  await page.keyboard.press('Enter');
  await page.getByTestId('own-contacts').getByText('Does not look like an email address').waitFor();
  await page.getByTestId('own-contacts').getByLabel('Email').fill('hanna.new@post.example');
  await page.getByTestId('own-contacts').getByLabel('Phone').fill('');
  await page.keyboard.press('Enter');
  await page.getByTestId('own-contacts').getByText(/required|fill/i).waitFor();
  await page.getByTestId('own-contacts').getByLabel('Phone').fill('+380501112233');
  assert.deepEqual(await violations(page, 'own contacts'), []);
  await page.keyboard.press('Enter');
  await message(page, 'Saved').waitFor();
  await data.getByText('050 111 22 33').waitFor();
  assert.equal((await rowOf(app, 'client', client)).phone, '+380501112233');
  await data.getByRole('link', { name: 'Password and look' }).click();
  await page.getByLabel('Present password').waitFor();
});

test('a client who is no client elsewhere has no cabinet, and the desk none at all', async () => {
  const page = await stage.open('administrator', { at: '/cabinet' });
  await page.getByRole('heading', { name: 'Такої сторінки немає' }).waitFor();
});
