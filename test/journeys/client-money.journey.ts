// The money of a client on the card: sold, paid in parts, explained, corrected, printed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message, panel, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainers } = app;
const eight = app.newId();
const terms = { kindIds: [], groupIds: [], persons: 1, starts: 'sale' as const, freezeDays: 14 };
await app.call('subscriptionType.create', { id: eight, name: '8 занять', priceMinor: 320_000, lessonCount: 8, termDays: 30, ...terms });
const pair = app.newId();
await app.call('subscriptionType.create', { id: pair, name: 'Для двох', priceMinor: 500_000, lessonCount: 4, termMonths: 1, ...terms, persons: 2, starts: 'firstVisit' });
const someone = (lastName: string) => aClient(app, { firstName: 'Леся', lastName, trainerId: trainers.trainer });
const form = (page: Page) => page.getByTestId('dialog-form');
const dialog = (page: Page) => page.getByRole('dialog').filter({ has: page.getByTestId('dialog-form') });
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png` }); };
/** As sums are written: the sign of the currency stays with its number. */
const nbsp = (text: string) => text.replace(/(\d) (?=\d|₴)/g, '$1\u00a0');
const balance = async (id: number) => (await rowOf(app, 'client', id)).balanceMinor ?? 0;
const sold = async (clientId: number) => (await app.sql<{ id: number }>('select id::int from subscription where client_id = $1 order by id', [clientId])).map((s) => s.id);
const menu = async (page: Page, item: string) => {
  await page.getByRole('button', { name: /^Дії з абонементом/ }).first().click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  await form(page).waitFor();
};

test('sold with a discount and paid in parts, the rest is a debt; pressed twice it is sold once, and every line is explained', async () => {
  const client = await someone('Косач');
  const page = await stage.open('administrator', { at: `/clients/${client.id}` });
  await page.getByText('Абонементів ще не було').waitFor();
  await page.getByText('Руху коштів ще не було').waitFor();
  assert.deepEqual(await violations(page, 'card without money'), []);
  await page.getByRole('button', { name: 'Продати' }).click();
  await form(page).getByLabel('Абонемент').selectOption({ label: '8 занять · 3 200 ₴' });
  assert.equal(await form(page).getByLabel('Сума 1').inputValue(), '3200');
  await form(page).getByLabel('Знижка', { exact: true }).fill('200');
  assert.equal(await form(page).getByLabel('Сума 1').inputValue(), '3000');
  for (const [typed, said] of [['-1', 'Сума не буває від’ємною'], ['0.001', 'Не більше двох знаків після коми'], ['1000000000000', 'Забагато: найбільше 10 000 000']] as const) {
    await form(page).getByLabel('Сума 1').fill(typed);
    await form(page).getByLabel('Сума 1').blur();
    await form(page).getByText(said).waitFor();
  }
  await form(page).getByLabel('Сума 1').fill('1 000,50');
  await form(page).getByRole('button', { name: 'Ще спосіб оплати' }).click();
  assert.equal(await form(page).getByLabel('Сума 2').inputValue(), '1999,50', 'what is left to pay');
  await form(page).getByLabel('Сума 2').fill('500');
  await form(page).getByRole('button', { name: 'Ще спосіб оплати' }).click();
  await form(page).getByLabel('Спосіб 3', { exact: true }).selectOption({ label: 'Переказ згодом' });
  await form(page).getByLabel('Сума 3').fill('1000');
  await form(page).getByText('Решта 1 499,50 ₴: борг').waitFor();
  await picture(page, 'sale-in-parts');
  await form(page).getByLabel('Сплатити до').fill('01.12.2026');
  await dialog(page).getByRole('button', { name: 'Продати за 3 000 ₴' }).click();
  await form(page).getByText('Треба заповнити').or(form(page).getByText('треба заповнити')).waitFor();
  assert.deepEqual(await violations(page, 'sale'), []);
  await form(page).getByLabel('Причина знижки').fill('Подруга');
  await dialog(page).getByRole('button', { name: 'Продати за 3 000 ₴' }).dblclick();
  await message(page, 'Продано «8 занять»: Косач Леся').getByRole('button', { name: 'Закрити' }).click();
  await message(page).waitFor({ state: 'detached' });
  const [id, ...more] = await sold(client.id);
  assert.ok(id && !more.length);
  const row = await rowOf(app, 'subscription', id);
  assert.deepEqual([row.priceMinor, row.discountMinor, row.discountReason, row.debtDueOn, await balance(client.id)], [300_000, 20_000, 'Подруга', '2026-12-01', -149_950]);
  await page.getByText('Борг 1 499,50 ₴').waitFor();
  await page.getByText('залишилось 8, записано 0, вільно 8, до 22 грудня').waitFor();
  const lines = page.getByRole('list', { name: 'Рух коштів' }).getByRole('listitem');
  await eventually(async () => assert.deepEqual(await lines.locator('.what').allInnerTexts(), ['Оплата карткою', 'Оплата готівкою', 'Продано «8 занять»']));
  assert.match(await lines.last().innerText(), /Марія Дейнека[\s\S]*−\s3\s000\s₴/);

  // What was on its way has come.
  await page.getByText('Очікуємо 1 000 ₴: переказом').waitFor();
  assert.deepEqual(await violations(page, 'card with money'), []);
  await page.getByRole('button', { name: 'Надійшло' }).click();
  await message(page, 'Зараховано 1 000 ₴').waitFor();
  await page.getByText('Борг 499,50 ₴').waitFor();

  // A mistake is answered by its opposite.
  await page.getByRole('button', { name: 'Дії: Оплата карткою, 500 ₴' }).click();
  await page.getByRole('menuitem', { name: 'Сторно' }).click();
  await dialog(page).getByRole('button', { name: 'Сторно' }).click();
  await form(page).getByText('треба заповнити').waitFor();
  await form(page).getByLabel('Причина').fill('Картка не пройшла');
  await dialog(page).getByRole('button', { name: 'Сторно' }).click();
  await page.getByText('Борг 999,50 ₴').waitFor();
  await page.getByRole('list', { name: 'Рух коштів' }).getByText(/Картка не пройшла/).waitFor();
  assert.equal(await page.getByRole('button', { name: /^Дії: Продано/ }).count(), 0, 'a sale is taken back by a refund');
  await page.getByRole('button', { name: 'Дії: Оплата карткою, 500 ₴' }).click();
  assert.deepEqual(await page.getByRole('menuitem').filter({ visible: true }).allInnerTexts(), ['Чек'], 'taken back once');
});

test('a price changed while the form is open is told, and nothing typed is lost', async () => {
  const client = await someone('Кобринська');
  const page = await stage.open('owner', { at: `/clients/${client.id}` });
  await page.getByRole('button', { name: 'Продати' }).click();
  await form(page).getByLabel('Абонемент').selectOption({ label: '8 занять · 3 200 ₴' });
  await form(page).getByLabel('Сума 1').fill('700');
  const before = await rowOf(app, 'subscriptionType', eight);
  const { id: _i, rev: _r, isArchived: _a, ...as } = before;
  await app.call('subscriptionType.update', { id: eight, seenRev: before.rev, ...as, lessonCount: 8, slots: null, priceMinor: 350_000 });
  await form(page).getByText('Ціну «8 занять» щойно змінено: було 3 200 ₴, стало 3 500 ₴').waitFor();
  assert.equal(await form(page).getByLabel('Сума 1').inputValue(), '700');
  await dialog(page).getByRole('button', { name: 'Продати за 3 500 ₴' }).click();
  await message(page, 'Продано').waitFor();
  assert.deepEqual([await balance(client.id), (await rowOf(app, 'subscription', (await sold(client.id))[0] ?? 0)).priceMinor], [-280_000, 350_000]);
  const now = await rowOf(app, 'subscriptionType', eight);
  await app.call('subscriptionType.update', { id: eight, seenRev: now.rev, ...as, lessonCount: 8, slots: null, priceMinor: 320_000 });
});

test('frozen, extended, a lesson given back, handed on, refunded: each says what it does and leaves a trace', async () => {
  const [client, other] = [await someone('Українка'), await someone('Пчілка')];
  const id = app.newId();
  await app.call('subscription.sell', { id, clientId: client.id, typeId: eight, seenPriceMinor: 320_000, payments: [{ method: 'cash', amountMinor: 320_000 }] });
  const lesson = await aLesson(app, { onDate: '2026-11-23', startMin: 420, trainerId: trainers.trainer, clientIds: [client.id] });
  await app.call('attendance.mark', { lessonId: lesson.id, clientId: client.id, outcome: 'attended' });
  await aLesson(app, { onDate: '2026-11-26', trainerId: trainers.trainer, clientIds: [client.id] });
  const long = await aLesson(app, { onDate: '2026-08-26', trainerId: trainers.trainer, clientIds: [client.id] });
  const page = await stage.open('administrator', { at: `/clients/${client.id}` });
  await page.getByText('залишилось 7, записано 1, вільно 6, до 22 грудня').waitFor();
  await page.locator('[data-payer]').getByText('«8 занять», залишилось 7').waitFor();
  // What was, of late, and earlier by a press.
  const was = (id: number) => page.locator(`[data-own-visit="${id}"]`);
  assert.match(await was(lesson.id).innerText(), /пн, 23 лист\., 07:00[\s\S]*«8 занять»/);
  assert.equal(await was(long.id).count(), 0);
  await page.locator('[data-earlier]').click();
  await was(long.id).waitFor();

  await menu(page, 'Заморозити');
  await form(page).getByLabel('З дня').fill('22.11.2026');
  await form(page).getByLabel('До дня включно').fill('24.11.2026');
  await dialog(page).getByRole('button', { name: 'Заморозити' }).click();
  await form(page).getByText('треба заповнити').waitFor();
  await form(page).getByLabel('Причина').fill('Хвороба');
  await dialog(page).getByRole('button', { name: 'Заморозити' }).click();
  // It was not valid yet on that day, and on the next there was a visit.
  await form(page).getByText('Поза дозволеними межами').waitFor();
  await form(page).getByLabel('З дня').fill('23.11.2026');
  await dialog(page).getByRole('button', { name: 'Заморозити' }).click();
  await form(page).getByText('У ці дні вже були відвідування').waitFor();
  await form(page).getByLabel('З дня').fill('25.11.2026');
  await form(page).getByLabel('До дня включно').fill('27.11.2026');
  await form(page).getByText('Додасть 3 дні до кінця. Діятиме до 25 грудня.').waitFor();
  assert.deepEqual(await violations(page, 'freezing'), []);
  await dialog(page).getByRole('button', { name: 'Заморозити' }).click();
  await message(page, 'Заморожено «8 занять». Знято 1 запис.').waitFor();
  const isFrozen = () => page.getByText('залишилось 7, записано 0, вільно 7, до 25 грудня, заморожено 3 з 14 днів').waitFor();
  await isFrozen();
  await message(page, 'Заморожено').getByRole('button', { name: 'Повернути як було' }).click();
  await page.getByText('залишилось 7, записано 1, вільно 6, до 22 грудня').waitFor();
  await message(page, 'Повернуто, як було').getByRole('button', { name: 'Повторити' }).click();
  await isFrozen();

  await menu(page, 'Подовжити термін');
  await form(page).getByLabel('На скільки днів').fill('0');
  await form(page).getByLabel('Причина').fill('Свята');
  await dialog(page).getByRole('button', { name: 'Подовжити' }).click();
  await form(page).getByText('Ціле число від 1 до 366').waitFor();
  await form(page).getByLabel('На скільки днів').fill('10');
  await dialog(page).getByRole('button', { name: 'Подовжити' }).click();
  await page.getByText('до 4 січня 2027').waitFor();

  await menu(page, 'Повернути заняття');
  await form(page).getByLabel('Причина').fill('Не працював реформер');
  await dialog(page).getByRole('button', { name: 'Повернути', exact: true }).click();
  await page.getByText(/залишилось 8, записано 0, вільно 8/).waitFor();
  await page.getByRole('button', { name: /^Дії з абонементом/ }).first().click();
  await page.getByRole('menuitem', { name: 'Історія абонемента' }).click();
  const history = page.getByRole('dialog', { name: 'Історія абонемента «8 занять»' });
  await eventually(async () => assert.deepEqual(await history.getByRole('listitem').locator('.title').allInnerTexts(), ['Повернуто вручну', 'Подовжено на 10 днів', 'Заморожено: 25 листопада – 27 листопада', 'Розморожено: знову діє з 25 листопада', 'Заморожено: 25 листопада – 27 листопада', 'Заняття 23 листопада', 'Продано за 3 200 ₴'].map(nbsp)));
  await history.getByText(/Марія Дейнека · місця звільнено/).first().waitFor();
  await history.getByText(/Марія Дейнека · Свята/).waitFor();
  await picture(page, 'subscription-history');
  await page.keyboard.press('Escape');

  await menu(page, 'Повернути кошти');
  await form(page).getByLabel('Як рахувати').selectOption({ label: 'Інша сума' });
  await form(page).getByLabel('Сума повернення').fill('3200,01');
  await form(page).getByText('Не більше 3 200 ₴').waitFor();
  await page.keyboard.press('Escape');

  await menu(page, 'Передати');
  await form(page).getByRole('combobox', { name: 'Кому' }).fill('Пчіл');
  await page.getByRole('option', { name: /Пчілка Леся/ }).click();
  await form(page).getByLabel('Причина').fill('Переїзд');
  await dialog(page).getByRole('button', { name: 'Передати' }).click();
  await message(page, 'Передано: Пчілка Леся').waitFor();
  await page.getByText('Чинного абонемента немає').waitFor();
  await page.getByText('Колишні: 1 абонемент').click();
  await page.getByText('передано', { exact: true }).waitFor();

  await app.call('ledger.spend', { amountMinor: (await app.call('ledger.shift', {})).tillMinor - 10_000, what: 'safe', note: 'На ніч' });
  await page.goto(`/clients/${other.id}`);
  await menu(page, 'Повернути кошти');
  await form(page).getByLabel('Куди').selectOption({ label: 'готівкою з каси' });
  await form(page).getByLabel('Причина').fill('Не підійшло');
  await dialog(page).getByRole('button', { name: 'Повернути', exact: true }).click();
  // So much cash is not there; another way is chosen where it says so.
  await form(page).getByText('У касі лише 100 ₴').waitFor();
  await picture(page, 'refund-no-cash');
  await form(page).getByLabel('Куди').selectOption({ label: 'на картку' });
  await form(page).getByText('У касі лише 100 ₴').waitFor({ state: 'detached' });
  await dialog(page).getByRole('button', { name: 'Повернути', exact: true }).click();
  await message(page, 'Повернуто 3 200 ₴').waitFor();
  await eventually(async () => assert.deepEqual((await page.getByRole('list', { name: 'Рух коштів' }).getByRole('listitem').locator('.what').allInnerTexts()), ['Повернуто на картку', 'Повернуто за «8 занять»']));
});

test('handed on before it is paid, its debt goes along: said before and after, and in the money of both', async () => {
  const [from, to] = [await someone('Маковей'), await someone('Франко')];
  await app.call('subscription.sell', { id: app.newId(), clientId: from.id, typeId: eight, seenPriceMinor: 320_000, payments: [{ method: 'card', amountMinor: 120_000 }] });
  const page = await stage.open('administrator', { at: `/clients/${from.id}` });
  await menu(page, 'Передати');
  await form(page).getByText('Ще не сплачено 2 000 ₴: цей борг перейде разом із заняттями').waitFor();
  // Money that comes while the form is open is not owed any more.
  await app.call('ledger.topUp', { clientId: from.id, method: 'card', amountMinor: 50_000 });
  await form(page).getByText('Ще не сплачено 1 500 ₴').waitFor();
  assert.deepEqual(await violations(page, 'transfer with a debt'), []);
  await picture(page, 'transfer-with-debt');
  await dialog(page).getByRole('button', { name: 'Передати' }).click();
  await eventually(async () => assert.equal(await form(page).getByText('треба заповнити').count(), 2));
  await form(page).getByRole('combobox', { name: 'Кому' }).fill('Франк');
  await page.getByRole('option', { name: /Франко Леся/ }).click();
  await form(page).getByLabel('Причина').fill('Сестрі');
  await dialog(page).getByRole('button', { name: 'Передати' }).click();
  await message(page, 'Передано: Франко Леся. Разом із ним перейшов борг 1 500 ₴.').waitFor();
  assert.deepEqual([await balance(from.id), await balance(to.id)], [0, -150_000]);
  const top = page.getByRole('list', { name: 'Рух коштів' }).getByRole('listitem').first();
  await eventually(async () => assert.match(await top.innerText(), /Борг за переданий «8 занять»[\s\S]*Сестрі[\s\S]*\+\s1\s500\s₴/));
  const phone = await stage.open('owner', { isPhone: true, theme: 'dark', language: 'en', at: `/clients/${to.id}` });
  await phone.getByText('Debt for “8 занять”, transferred').waitFor();
  await phone.getByRole('button', { name: /^Actions on “8/ }).first().tap();
  await phone.getByRole('menuitem', { name: 'Transfer', exact: true }).tap();
  await form(phone).getByRole('status').getByText('₴1,500 is not paid yet: this debt goes along with the lessons').waitFor();
  assert.equal(await phone.evaluate('getComputedStyle(document.querySelector(".said .left"), "::first-letter").textTransform'), 'uppercase', 'a sentence of its own');
  assert.deepEqual(await violations(phone, 'transfer on a phone'), []);
  await picture(phone, 'transfer-phone');
});

test('of a refund the debt is met first, and what is still expected is named; its history says what was given back and why', async () => {
  const client = await someone('Кобилянська');
  await app.call('subscription.sell', { id: app.newId(), clientId: client.id, typeId: eight, seenPriceMinor: 320_000, payments: [{ method: 'card', amountMinor: 160_050 }, { method: 'transfer', amountMinor: 159_950, isExpected: true }] });
  const booked = await aLesson(app, { onDate: '2026-12-03', startMin: 660, trainerId: trainers.trainer, clientIds: [client.id] });
  const page = await stage.open('owner', { at: `/clients/${client.id}`, theme: 'dark' });
  await menu(page, 'Повернути кошти');
  await form(page).getByLabel('Куди').selectOption({ label: 'на картку' });
  await form(page).getByText('З них 1 599,50 ₴ закриють борг, на руки 1 600,50 ₴').waitFor();
  await form(page).getByText('Очікуємо 1 599,50 ₴: переказом').waitFor();
  assert.deepEqual(await violations(page, 'refund with a debt'), []);
  await picture(page, 'refund-with-debt');
  assert.deepEqual(await form(page).getByLabel('Що з майбутніми записами, їх 1').locator('option').allInnerTexts(), ['зняти: місця звільняться', 'лишити без оплати']);
  await form(page).getByLabel('Причина').fill('Переїзд');
  await dialog(page).getByRole('button', { name: 'Повернути', exact: true }).click();
  await message(page, 'Повернуто 3 200 ₴. Знято 1 запис.').waitFor();
  assert.equal((await rowOf(app, 'lesson', booked.id)).status, 'cancelled');
  assert.equal(await balance(client.id), 0);
  const last = page.getByRole('list', { name: 'Рух коштів' }).getByRole('listitem').first();
  await eventually(async () => assert.match(await last.innerText(), /Повернуто на картку[\s\S]*−\s1\s600,50\s₴/));
  await page.getByText('Колишні: 1 абонемент').click();
  await page.getByRole('button', { name: /^Дії з абонементом/ }).first().click();
  await page.getByRole('menuitem', { name: 'Історія абонемента' }).click();
  const history = page.getByRole('dialog', { name: 'Історія абонемента «8 занять»' });
  await eventually(async () => assert.deepEqual(await history.getByRole('listitem').locator('.title').allInnerTexts(), ['Повернуто кошти: 3 200 ₴', 'Продано за 3 200 ₴'].map(nbsp)));
  await history.getByText(/Олена Власенко · Переїзд/).waitFor();
});

test('from the lesson of somebody who has not paid, by keys from anywhere, and for a pair; on a phone, in the dark, in English', async () => {
  const [client, second] = [await someone('Яблонська'), await someone('Хоткевич')];
  const lesson = await aLesson(app, { startMin: 600, trainerId: trainers.trainer, clientIds: [client.id] });
  const page = await stage.open('administrator');
  await tileOf(page, lesson.id).click();
  assert.equal(await panel(page).getByRole('link', { name: 'Яблонська Леся' }).getAttribute('href'), `/clients/${client.id}`);
  await panel(page).getByRole('button', { name: 'Оплата: Яблонська Леся' }).click();
  await form(page).getByLabel('Сума').waitFor();
  await page.keyboard.press('Escape');
  await panel(page).getByRole('button', { name: 'Продати: Яблонська Леся' }).click();
  await form(page).getByText('Яблонська Леся').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.goto('/clients');
  await page.getByRole('link', { name: /Яблонська/ }).waitFor();
  await page.keyboard.press('Control+k');
  await page.locator('[data-palette-input]:focus').waitFor();
  await page.keyboard.type('прийняти оплату');
  await page.keyboard.press('Enter');
  await form(page).locator('[role="combobox"]:focus').waitFor();
  await page.keyboard.type('яблон');
  await page.getByRole('option', { name: /Яблонська/ }).waitFor();
  await page.keyboard.press('Enter');
  await form(page).getByLabel('Сума').fill('0');
  await page.keyboard.press('Enter');
  await form(page).getByText('Сума має бути більша за нуль').waitFor();
  await form(page).getByLabel('Сума').fill('600');
  await page.keyboard.press('Enter');
  await message(page, 'Прийнято 600 ₴').waitFor();
  assert.equal(await balance(client.id), 60_000);

  const phone = await stage.open('owner', { isPhone: true, theme: 'dark', language: 'en', at: `/clients/${client.id}` });
  await phone.getByRole('button', { name: 'Sell', exact: true }).tap();
  await form(phone).getByLabel('Subscription').selectOption(String(pair));
  await form(phone).getByText('On the account already: ₴600').waitFor();
  assert.equal(await form(phone).getByLabel('Amount 1').inputValue(), '4400');
  await dialog(phone).getByRole('button', { name: 'Sell for ₴5,000' }).tap();
  await form(phone).getByText('has to be filled in').waitFor();
  await form(phone).getByRole('combobox', { name: 'The second person' }).fill('Хотк');
  await phone.getByRole('option', { name: /Хоткевич/ }).tap();
  assert.deepEqual(await violations(phone, 'sale on a phone'), []);
  await dialog(phone).getByRole('button', { name: 'Sell for ₴5,000' }).tap();
  await message(phone, 'Sold “Для двох”').waitFor();
  const row = await rowOf(app, 'subscription', (await sold(client.id))[0] ?? 0);
  assert.deepEqual([row.otherClientIds, await balance(client.id)], [[second.id], 0]);
  await phone.getByText('left 4, booked 1, free 3, 1 month from the first visit').waitFor();
  assert.ok(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth'));

  // The receipt is a page of its own, with the number of the fiscal one.
  await message(phone, 'Sold').getByRole('button', { name: 'Receipt' }).tap();
  const receipt = phone.getByTestId('receipt');
  await receipt.getByText('subscription “Для двох”').waitFor();
  await receipt.getByLabel('Number of the fiscal receipt').fill('ФН-77');
  await receipt.getByText('Fiscal receipt no. ФН-77').waitFor();
  assert.deepEqual(await violations(phone, 'receipt'), []);
  await phone.emulateMedia({ media: 'print' });
  assert.equal(await phone.locator('.shell').isVisible(), false);
  assert.equal(await receipt.getByRole('button', { name: 'Print' }).isVisible(), false);
});

test('a trainer sells and takes money of the own clients, and learns no sums', async () => {
  const client = await someone('Теліга');
  await app.call('ledger.topUp', { clientId: client.id, method: 'cash', amountMinor: 12_345 });
  const page = await stage.open('trainer', { at: `/clients/${client.id}`, isPhone: true });
  await page.getByText('суми бачать лише адміністратори').waitFor();
  await page.getByRole('button', { name: 'Оплата' }).click();
  await form(page).getByLabel('Сума').fill('50');
  await dialog(page).getByRole('button', { name: 'Прийняти' }).click();
  await message(page, 'Прийнято 50 ₴').waitFor();
  await page.getByRole('button', { name: 'Продати' }).click();
  await form(page).getByLabel('Абонемент').selectOption(String(eight));
  assert.equal(await form(page).getByLabel('Знижка', { exact: true }).count(), 0);
  await form(page).getByText('Буде сплачено повністю').waitFor();
  await form(page).getByLabel('Спосіб 1', { exact: true }).selectOption({ label: 'Переказ згодом' });
  await picture(page, 'sale-phone');
  await form(page).getByLabel('Спосіб 1', { exact: true }).selectOption({ label: 'Готівка' });
  await dialog(page).getByRole('button', { name: /Продати за/ }).click();
  await message(page, 'Продано').waitFor();
  assert.equal(await balance(client.id), 17_345);
  const everything = await page.content();
  for (const secret of ['123,45', '173,45', 'Рух коштів']) assert.ok(!everything.includes(secret), `the page of a trainer holds ${secret}`);
});
