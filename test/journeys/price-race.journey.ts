// A price is changed while somebody sells at the old one: told before the sale and after it, nothing typed is lost, and the next press sells.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message } from './calendar.ts';
import { openLine } from './line.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const line = await openLine(app.url);
const type = app.newId();
await app.call('subscriptionType.create', { id: type, name: '8 занять', priceMinor: 320_000, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png` }); };
const form = (page: Page) => page.getByTestId('dialog-form');
const dialog = (page: Page) => page.getByRole('dialog').filter({ has: form(page) });
const soldTo = (clientId: number) => app.sql<{ price: string; discount: string }>('select price_minor as price, discount_minor as discount from subscription where client_id = $1', [clientId]);

async function openSale(page: Page) {
  await page.getByRole('button', { name: 'Продати' }).click();
  await form(page).getByLabel('Абонемент').selectOption(String(type));
  await form(page).getByLabel('Знижка', { exact: true }).fill('100');
  await form(page).getByLabel('Причина знижки').fill('Подруга');
  await form(page).getByLabel('Сума 1').fill('1234,50');
}
async function isKept(page: Page) {
  assert.deepEqual(await Promise.all(['Знижка', 'Причина знижки', 'Сума 1'].map((label) => form(page).getByLabel(label, { exact: true }).inputValue())), ['100', 'Подруга', '1234,50']);
}
async function reprice(page: Page, price: string) {
  await page.getByRole('button', { name: /8 занять/ }).click();
  await page.getByTestId('type-form').getByLabel('Ціна').fill(price);
  await page.getByRole('dialog').getByRole('button', { name: 'Зберегти' }).click();
  await message(page, 'Збережено').waitFor();
}

test('a price changed under an open form is told at once, with what it was; what was typed stays, and the sale is at the price that is seen', async () => {
  const client = await aClient(app, { firstName: 'Леся', lastName: 'Косач' });
  const [seller, owner] = await Promise.all([stage.open('administrator', { at: `/clients/${client.id}` }), stage.open('owner', { at: '/settings/subscriptions' })]);
  await openSale(seller);
  await reprice(owner, '3500');
  await form(seller).getByText(/Ціну «8 занять» щойно змінено: було 3.200.₴, стало 3.500.₴/).waitFor();
  await isKept(seller);
  await dialog(seller).getByRole('button', { name: 'Продати за 3 400 ₴' }).click();
  await message(seller, 'Продано «8 занять»: Косач Леся').waitFor();
  assert.deepEqual(await soldTo(client.id), [{ price: '340000', discount: '10000' }]);
});

test('a sale that was on its way at the old price is refused and said so; nothing typed is lost, and pressed again it goes through once', async () => {
  const client = await aClient(app, { firstName: 'Ольга', lastName: 'Кобилянська' });
  const [seller, owner] = await Promise.all([stage.open('administrator', { at: `/clients/${client.id}`, url: line.url }), stage.open('owner', { at: '/settings/subscriptions' })]);
  await openSale(seller);
  // The news of it does not reach this desk yet.
  line.hold();
  await reprice(owner, '3900');
  const refusals = () => app.sql<{ n: string }>('select count(*) as n from write_answer');
  const before = await refusals();
  await dialog(seller).getByRole('button', { name: 'Продати за 3 400 ₴' }).click();
  // It is the server that says no.
  await eventually(async () => assert.notDeepEqual(await refusals(), before));
  line.restore();
  await form(seller).getByText(/щойно змінено: було 3.500.₴, стало 3.900.₴. Введене лишилося: перевірте оплату і продайте ще раз./).waitFor();
  await isKept(seller);
  assert.deepEqual(await soldTo(client.id), []);
  await picture(seller, 'price-race');
  assert.deepEqual(await violations(seller, 'a sale at another price'), []);
  await dialog(seller).getByRole('button', { name: 'Продати за 3 800 ₴' }).click();
  await message(seller, 'Продано «8 занять»: Кобилянська Ольга').waitFor();
  assert.deepEqual(await soldTo(client.id), [{ price: '380000', discount: '10000' }]);
  await eventually(async () => assert.equal((await rowOf(app, 'client', client.id)).balanceMinor, -256_550));
});
