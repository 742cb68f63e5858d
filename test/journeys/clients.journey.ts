// The list of clients: thousands of rows by mouse, finger and keyboard; filters and order in the address; several at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aGroup, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const MANY = 5000;
await app.sql(`insert into client(studio_id, id, rev, aud, first_name, last_name, phone, registered_on, birth_on)
  select $1, 1000000 + i, 1, array['s', 'c' || (1000000 + i)], 'Юлія', 'Щука ' || lpad(i::text, 4, '0'), '+38063' || (1000000 + i), '2026-11-20', '1990-03-01' from generate_series(1, $2) i`, [app.studioId, MANY]);

const table = (page: Page) => page.getByTestId('clients-table');
const rowsOf = (page: Page) => table(page).locator('[data-client-id]');
const names = async (page: Page, count: number) => (await rowsOf(page).locator('a').allTextContents()).slice(0, count);
const row = (page: Page, id: number) => table(page).locator(`[data-client-id="${id}"]`);
const search = (page: Page) => page.evaluate<string>('decodeURIComponent(location.search)');
const isWide = (page: Page) => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
const picture = (page: Page, name: string) => (process.env.JOURNEY_PICTURES ? page.screenshot({ path: `${process.env.JOURNEY_PICTURES}/${name}.png` }) : null);

test('five thousand clients: few are drawn, the keyboard reaches the last, and the list is found again where it was left', async () => {
  const page = await stage.open('administrator', { at: '/clients' });
  await page.getByText(/^5002 клієнти$/).waitFor();
  assert.ok((await rowsOf(page).count()) < 60);
  await page.getByPlaceholder('Ім’я або телефон').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await eventually(async () => assert.match((await page.locator(':focus').textContent()) ?? '', /Щука 5000/));
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowDown');
  await eventually(async () => {
    const focused = Number(await page.locator(':focus').getAttribute('data-row'));
    assert.ok(focused > 4900 && focused < 5001);
  });
  assert.ok(await page.locator(':focus').isVisible());
  assert.deepEqual(await violations(page, 'five thousand clients'), []);
  await picture(page, 'clients-5000');
  const top = await table(page).evaluate((e) => e.scrollTop);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /Щука/ }).waitFor();
  await page.goBack();
  await eventually(async () => assert.ok(Math.abs((await table(page).evaluate((e) => e.scrollTop)) - top) < 2));
});

test('filters and order stand in the address and narrow the list as soon as something changes', async () => {
  const unseen = await aClient(app, { firstName: 'Ада', lastName: 'Яремко', phone: '+380991110001', birthOn: '1980-11-27', trainerId: app.trainers.trainer });
  const recent = await aClient(app, { firstName: 'Лев', lastName: 'Яремко', trainerId: app.trainers.trainer2 });
  const old = await aLesson(app, { onDate: '2026-10-01', startMin: 600, clientIds: [unseen.id] });
  const fresh = await aLesson(app, { onDate: '2026-11-20', startMin: 600, clientIds: [recent.id] });
  for (const { id } of [old, fresh]) await app.call('lesson.hold', { id, seenRev: 0 });
  const page = await stage.open('owner', { at: '/clients?q=яремко' });
  await eventually(async () => assert.deepEqual(await names(page, 9), ['Яремко Ада', 'Яремко Лев']));
  await eventually(async () => assert.match((await row(page, recent.id).locator('[data-column="lastOn"]').textContent()) ?? '', /20 лист/));
  await page.locator('[data-filter="unseen"]').click();
  await eventually(async () => assert.deepEqual(await names(page, 9), ['Яремко Ада']));
  await page.locator('[data-filter="birthday"]').click();
  await eventually(async () => assert.equal(await search(page), '?q=яремко&filter=unseen,birthday'));
  await eventually(async () => assert.deepEqual(await names(page, 9), ['Яремко Ада']));
  // She comes: the list knows without being asked.
  const today = await aLesson(app, { onDate: '2026-11-23', startMin: 420, clientIds: [unseen.id] });
  await app.call('lesson.hold', { id: today.id, seenRev: 0 });
  await page.getByText('Нікого не знайдено').waitFor();
  await page.getByRole('button', { name: 'Показати всіх' }).click();
  await eventually(async () => assert.equal(await search(page), ''));

  await page.locator('[data-sort="lastOn"]').click();
  await eventually(async () => assert.deepEqual(await names(page, 2), ['Яремко Ада', 'Яремко Лев']));
  await eventually(async () => assert.equal(await search(page), '?sort=lastOn&down=1'));
  await page.reload();
  await eventually(async () => assert.deepEqual(await names(page, 2), ['Яремко Ада', 'Яремко Лев']));
  await page.locator('[data-filter="noTrainer"]').click();
  await eventually(async () => assert.ok(!(await names(page, 2)).includes('Яремко Ада')));
});

test('columns are chosen and remembered for the person', async () => {
  const page = await stage.open('owner', { at: '/clients?q=мельниченко', language: 'en', theme: 'dark' });
  await row(page, app.clients.client).waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Note' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Phone' }).click();
  await page.keyboard.press('Escape');
  const heads = () => table(page).getByRole('columnheader').allTextContents();
  await eventually(async () => assert.deepEqual((await heads()).map((h) => h.trim()).filter(Boolean), ['Name', 'Note', 'Trainer', 'Lessons', 'Balance', 'Last here', 'Next']));
  await page.reload();
  await row(page, app.clients.client).waitFor();
  assert.match((await row(page, app.clients.client).textContent()) ?? '', /Любить ранкові/);
  assert.deepEqual(await violations(page, 'clients in the dark'), []);
  await picture(page, 'clients-dark');
});

test('several at once by keyboard and mouse: a trainer and the way back, a group, phones, the archive', async () => {
  const made = [];
  for (const [i, firstName] of ['Аліна', 'Божена', 'Віра'].entries()) made.push(await aClient(app, { firstName, lastName: 'Чорна', phone: `+38097000000${i}` }));
  const [a, b, c] = made as [typeof made[0] & {}, typeof made[0] & {}, typeof made[0] & {}];
  const group = await aGroup(app, { name: 'Вечірня' });
  const page = await stage.open('administrator', { at: '/clients?q=чорна' });
  await row(page, a.id).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByTestId('picked-clients');
  await bar.getByText('Вибрано 3').waitFor();
  await picture(page, 'clients-picked');
  assert.deepEqual(await violations(page, 'picked clients'), []);
  await bar.getByRole('button', { name: 'Тренер' }).click();
  const dialog = page.getByRole('dialog', { name: 'Тренер для 3 клієнтів' });
  await dialog.getByRole('combobox').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('ган');
  await page.getByRole('option', { name: /Ганна Коваленко/ }).click();
  await dialog.getByRole('button', { name: 'Зберегти' }).click();
  await message(page, 'Тренера змінено у 3 клієнтів.').getByRole('button', { name: 'Повернути як було' }).click();
  await eventually(async () => assert.equal((await rowOf(app, 'client', b.id)).trainerId, undefined));

  await page.keyboard.press('Escape');
  for (const { id } of [a, c]) await row(page, id).getByRole('checkbox').click();
  await bar.getByRole('button', { name: 'До групи' }).click();
  await page.getByRole('dialog').getByRole('combobox').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('веч');
  await page.getByRole('option', { name: 'Вечірня' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Додати' }).click();
  await message(page, '2 клієнти тепер у групі «Вечірня».').waitFor();
  assert.deepEqual((await rowOf(app, 'group', group.id)).members?.map((m) => m.clientId), [a.id, c.id]);

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await row(page, b.id).getByRole('checkbox').click();
  await row(page, c.id).getByRole('checkbox').click({ modifiers: ['Shift'] });
  await bar.getByText('Вибрано 2').waitFor();
  await bar.getByRole('button', { name: 'Скопіювати телефони' }).click();
  await message(page, 'Скопійовано 2 телефони').waitFor();
  assert.equal(await page.evaluate('navigator.clipboard.readText()'), '+380970000001\n+380970000002');
  const lesson = await aLesson(app, { onDate: '2026-11-28', startMin: 600, clientIds: [c.id] });
  await bar.getByRole('button', { name: 'До архіву' }).click();
  await message(page, 'До архіву перенесено 1 клієнта. Ще 1 має заплановані заняття й лишається.').waitFor();
  await eventually(async () => assert.deepEqual(await names(page, 5), ['Чорна Аліна', 'Чорна Віра']));
  await message(page, 'До архіву').getByRole('button', { name: 'Повернути як було' }).click();
  await eventually(async () => assert.equal((await names(page, 5)).length, 3));
  await app.call('lesson.cancel', { id: lesson.id, seenRev: 0, reason: 'х', askedBy: 'client' });
});

test('on a phone: filters within reach, several picked by touch, nothing wider than the screen', async () => {
  const page = await stage.open('administrator', { at: '/clients', isPhone: true, language: 'en' });
  await rowsOf(page).first().waitFor();
  assert.ok(!(await isWide(page)));
  assert.deepEqual(await violations(page, 'clients on a phone'), []);
  await picture(page, 'clients-phone');
  await page.locator('main').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Pick several' }).click();
  await rowsOf(page).nth(0).getByRole('checkbox').click();
  await rowsOf(page).nth(2).getByRole('checkbox').click();
  await page.getByTestId('picked-clients').getByText('2', { exact: true }).waitFor();
  await picture(page, 'clients-phone-picked');
  assert.ok(!(await isWide(page)));
  assert.deepEqual(await violations(page, 'picked on a phone'), []);
  await page.getByTestId('picked-clients').getByRole('button', { name: /Esc/ }).click();
  await rowsOf(page).nth(1).click();
  await eventually(async () => assert.match(await page.evaluate<string>('location.pathname'), /^\/clients\/\d+$/));
});

test('a trainer sees own clients, without picking them and without birthdays', async () => {
  const page = await stage.open('trainer', { at: '/clients' });
  await page.getByRole('heading', { name: 'Мої клієнти' }).waitFor();
  await rowsOf(page).first().waitFor();
  assert.equal(await table(page).getByRole('checkbox').count(), 0);
  assert.deepEqual(await page.locator('[data-filter]').evaluateAll((all) => all.map((e) => e.getAttribute('data-filter'))), ['expiring', 'unseen']);
});

test('who owes and whose subscription runs out is found in the list, live', async () => {
  const [owes, ends] = [await aClient(app, { firstName: 'Орися', lastName: 'Ґонта' }), await aClient(app, { firstName: 'Пилип', lastName: 'Ґонта' })];
  const page = await stage.open('owner', { at: '/clients?q=ґонта&filter=debt', theme: 'dark' });
  await page.getByText('Нікого не знайдено').waitFor();
  await app.call('ledger.charge', { clientId: owes.id, amountMinor: 45_050, note: 'Шкарпетки' });
  await eventually(async () => assert.match((await row(page, owes.id).locator('[data-column="balance"]').textContent()) ?? '', /−\s450,50/));
  const type = app.newId();
  await app.call('subscriptionType.create', { id: type, name: '4 заняття', priceMinor: 0, lessonCount: 4, termDays: 3, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
  await app.call('subscription.sell', { id: app.newId(), clientId: ends.id, typeId: type, seenPriceMinor: 0, payments: [] });
  await page.locator('[data-filter="debt"]').click();
  await page.locator('[data-filter="expiring"]').click();
  await eventually(async () => assert.deepEqual(await names(page, 5), ['Ґонта Пилип']));
  await eventually(async () => assert.equal(await row(page, ends.id).locator('[data-column="left"]').textContent(), '4'));
  assert.deepEqual(await violations(page, 'debts'), []);
  await picture(page, 'clients-debt');
});
