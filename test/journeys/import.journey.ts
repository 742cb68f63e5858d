// Clients from a file in the browser: looked at before anything is written, doubles decided, taken over once; and out again into a file.
import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import type { Download, Page } from 'playwright-core';
import { aClient, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const count = async () => Number((await app.sql<{ n: string }>('select count(*) as n from client'))[0]?.n);
const counts = async (page: Page) => ((await page.getByTestId('import-counts').textContent()) ?? '').replace(/\s+/g, ' ').trim();
const give = (page: Page, name: string, text: string | Buffer) => page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
/** What has been saved; a browser that is lent has its own folder. */
const downloaded = async (download: Download) => (await buffer(await download.createReadStream())).toString();
const picture = (page: Page, name: string) => (process.env.JOURNEY_PICTURES ? page.screenshot({ path: `${process.env.JOURNEY_PICTURES}/${name}.png`, fullPage: true }) : null);

test('a file is looked at, doubles are decided, and it comes in once', async () => {
  const known = await aClient(app, { firstName: 'Наталія', lastName: 'Рибак', phone: '8 (067) 700-00-01' });
  const before = await count();
  const page = await stage.open('administrator', { at: '/clients' });
  await page.getByRole('button', { name: 'Ще' }).click();
  await page.getByRole('menuitem', { name: 'Перенести з файлу' }).click();
  await page.getByRole('heading', { name: 'Файл CSV зі списком клієнтів' }).waitFor();
  assert.deepEqual(await violations(page, 'choosing a file'), []);
  await give(page, 'клієнти.csv', [
    'ПІБ;Телефон;Пошта;Дата народження;Баланс;Чай;Залишок занять;Діє до', 'Рибак Наталья;+380677000001;n@post.example;01.02.1990;;', 'Бойко Леся;0677000002;;;1 000,50;', 'Леся Бойко;067 700 00 02;lesia@post.example;;20;', 'Донька Бойко;067-700-00-02;;;;', 'Ткач Ада;067 12;;31.02.1990;;;4;2020-01-01', ';0501112233;;;;', '"Тур;;;;;',
  ].join('\n'));
  await eventually(async () => assert.equal(await counts(page), '3 нові 2 доповнять наявних 2 рядки з помилкою 2 з балансом чи заняттями'));
  assert.equal(await count(), before);
  assert.deepEqual(await page.getByTestId('import-problems').locator('li').allTextContents().then((all) => all.map((x) => x.replace(/\s+/g, ' ').trim())), [
    'рядок 6«067 12» – не схоже на телефон', 'рядок 6«31.02.1990» – не дата народження', 'рядок 6заняття не переносимо, їхній термін минув: 4, 01.01.2020', 'рядок 7немає імені 0501112233', 'рядок 8лапки не закриті',
  ]);
  assert.match((await page.getByTestId('import-doubles').textContent()) ?? '', /Рибак Наталья · 067\s700\s00\s01 · n@post\.example/);
  const daughter = page.getByLabel(/^Що зробити: .*Донька/);
  assert.equal(await daughter.inputValue(), 'add', 'somebody of another name with the phone of the family');
  await daughter.selectOption('fill');
  await eventually(async () => assert.match(await counts(page), /^2 нові 3 доповнять/));
  await daughter.selectOption('add');
  await eventually(async () => assert.match(await counts(page), /^3 нові 2 доповнять/));
  assert.deepEqual(await violations(page, 'looking at a file'), []);
  await picture(page, 'import-preview');
  await page.getByRole('button', { name: 'Перенести 5 клієнтів' }).click();
  await page.getByTestId('import-done').getByText('Додано: 3. Доповнено: 2. Вже були: 0. Балансів і залишків занять: 2.').waitFor();
  assert.equal(await count(), before + 3);
  const card = await rowOf(app, 'client', known.id);
  assert.deepEqual([card.firstName, card.phone, card.email, card.birthOn], ['Наталія', '+380677000001', 'n@post.example', '1990-02-01']);
  const [lesia] = await app.sql<{ id: number; email: string }>(`select id::int, email from client where first_name = 'Леся' and phone = '+380677000002'`);
  assert.equal(lesia?.email, 'lesia@post.example');
  assert.equal((await rowOf(app, 'client', lesia?.id ?? 0)).balanceMinor, 102_050, 'the money of both lines');
});

test('a file in Windows-1251 whose headings nobody knows is read with columns pointed out, on a phone in English', async () => {
  const page = await stage.open('owner', { at: '/clients/import', isPhone: true, language: 'en', theme: 'dark' });
  const letters = 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя';
  const old = (text: string) => Buffer.from([...text].map((c) => (letters.includes(c) ? 192 + letters.indexOf(c) : c.charCodeAt(0))));
  await give(page, 'old.csv', old('Хто;Куди дзвонити\nЯрема Антон;0677000009\n'));
  await page.getByText('No column with names was recognised').waitFor();
  await page.getByLabel('Хто').selectOption('fullName');
  await page.getByLabel('Куди дзвонити').selectOption('phone');
  await eventually(async () => assert.equal(await counts(page), '1 new'));
  assert.ok(!(await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')));
  assert.deepEqual(await violations(page, 'a file on a phone'), []);
  await picture(page, 'import-phone');
  await page.getByRole('button', { name: 'Take over 1 client' }).click();
  await page.getByTestId('import-done').waitFor();
  const [anton] = await app.sql(`select phone from client where last_name = 'Ярема' and first_name = 'Антон'`);
  assert.deepEqual(anton, { phone: '+380677000009' });
});

test('three thousand lines come in under a bar, others write meanwhile, and the same file again brings nobody', async () => {
  const page = await stage.open('owner', { at: '/clients/import' });
  const text = `Прізвище,Імʼя,Телефон\n${Array.from({ length: 3000 }, (_, i) => `Карась ${i},Юрко,+38066${1_000_000 + i}`).join('\n')}`;
  const before = await count();
  await give(page, 'many.csv', text);
  await page.getByRole('button', { name: 'Перенести 3000 клієнтів' }).click({ timeout: 30_000 });
  await page.getByRole('progressbar').waitFor();
  const other = await aClient(app, { firstName: 'Паралельна' });
  assert.ok(other.id);
  await page.getByTestId('import-done').waitFor({ timeout: 60_000 });
  assert.equal(await count(), before + 3001);
  await page.getByRole('button', { name: 'Ще один файл' }).click();
  await give(page, 'many.csv', text);
  await eventually(async () => assert.equal(await counts(page), '0 нові 3000 перенесено раніше'), 30_000);
  await page.getByRole('button', { name: 'Інший файл' }).click();
  await give(page, 'empty.csv', 'імʼя\n');
  await page.getByText('У файлі немає жодного клієнта.').waitFor();
});

test('all clients are saved to a file', async () => {
  const page = await stage.open('administrator', { at: '/clients' });
  await page.getByRole('button', { name: 'Ще' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Зберегти всіх у файл' }).click()]);
  assert.equal(download.suggestedFilename(), 'clients-2026-11-23.csv');
  const file = await downloaded(download);
  assert.match(file, /^\ufeffПрізвище;Імʼя;Телефон;/);
  assert.equal(file.trim().split('\r\n').length, (await count()) + 1);
});

test('the owner saves everything the studio has in one file; nobody else is offered it', async () => {
  const desk = await stage.open('administrator', { at: '/settings' });
  await desk.getByRole('region', { name: 'Студія', exact: true }).waitFor();
  assert.equal(await desk.getByRole('button', { name: 'Зберегти все у файл' }).count(), 0);
  const page = await stage.open('owner', { at: '/settings', isPhone: true, theme: 'dark' });
  const button = page.getByRole('button', { name: 'Зберегти все у файл' });
  await button.waitFor();
  assert.deepEqual(await violations(page, 'the export in the settings'), []);
  await button.scrollIntoViewIfNeeded();
  await picture(page, 'export-all');
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  await page.getByRole('region', { name: 'Повідомлення' }).getByText('Файл збережено').waitFor();
  assert.equal(download.suggestedFilename(), 'rytm-2026-11-23.zip');
  const bytes = await downloaded(download);
  for (const name of ['клієнти', 'абонементи', 'рух-коштів', 'відвідування', 'заняття', 'тренери', 'групи']) assert.ok(bytes.includes(`${name}.csv`), name);
  assert.match(bytes, /;залишок з попередньої системи;[^\n]*;1000,50;/);
});
