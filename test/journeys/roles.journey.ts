// What each role sees and can touch, and what happens when a session ends.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aGroup, aLesson } from '../factories.ts';
import { labelOf, panel, tileOf } from './calendar.ts';
import { eventually, openStage, WEEK } from './stage.ts';
import { PASSWORD } from '../test-app.ts';

const stage = await openStage();
const { app } = stage;
const { trainers, clients } = app;
const own = await aLesson(app, { startMin: 600, trainerId: trainers.trainer, clientIds: [clients.client] });
const others = await aLesson(app, { startMin: 720, trainerId: trainers.trainer2, clientIds: [clients.client2], note: 'Таємна нотатка', title: 'Таємна назва' });
const group = await aGroup(app, { name: 'Відкрита група' });
const open = await aLesson(app, { startMin: 900, groupId: group.id, kindId: app.kinds.group, clientIds: [clients.client2] });

test('a trainer sees the own lessons in full and those of others as busy time without names', async () => {
  const page = await stage.open('trainer');
  await page.getByRole('button', { name: /10:00–10:55.*Мельниченко Оксана/ }).waitFor();
  assert.notEqual(await tileOf(page, own.id).getAttribute('data-drag'), null);
  assert.equal(await tileOf(page, others.id).getAttribute('data-status'), 'busy');
  assert.match(await labelOf(page, others.id), /Зайнято/);
  assert.equal(await tileOf(page, others.id).getAttribute('data-drag'), null);
  await tileOf(page, others.id).click();
  await panel(page).getByText('У цей час тренер зайнятий.').waitFor();
  assert.deepEqual([await panel(page).getByRole('button').count(), await panel(page).getByRole('button', { name: 'Закрити' }).count()], [1, 1], 'only the cross');
  const everything = await page.content();
  for (const secret of ['Шевчук', 'Таємна', '+380671110002', '067 111 00 02']) assert.ok(!everything.includes(secret), `the page of a trainer holds ${secret}`);
  await page.goto('/trainers');
  await page.getByRole('heading', { name: 'Такої сторінки немає' }).waitFor();
});

test('a client sees the own lessons and the open ones, no names of others, and nothing to change them with', async () => {
  const page = await stage.open('client');
  await tileOf(page, own.id).waitFor();
  await tileOf(page, open.id).waitFor();
  assert.equal(await tileOf(page, others.id).count(), 0);
  assert.equal(await page.locator('[data-drag]').count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Нове заняття' }).count(), 0);
  await page.keyboard.press('n');
  for (const { id } of [open, own]) {
    await tileOf(page, id).click();
    await panel(page).getByRole('button', { name: 'Закрити' }).waitFor();
    assert.equal(await panel(page).getByRole('button').count(), 1, 'only the cross');
  }
  await panel(page).getByText('Мельниченко Оксана').first().waitFor();
  assert.equal(await page.getByTestId('lesson-form').count(), 0);
  const everything = await page.content();
  for (const secret of ['Шевчук', 'Тарас', 'Таємна', '+380671110002', '067 111 00 02', 'hanna@studio.example', '+380501110001']) assert.ok(!everything.includes(secret), `the page of a client holds ${secret}`);
  assert.deepEqual((await page.getByRole('navigation', { name: 'Розділи' }).getByRole('link').allInnerTexts()).map((text) => text.trim()), ['Мій кабінет', 'Календар', 'Профіль']);
  for (const path of ['/clients', '/trainers', '/groups']) {
    await page.goto(path);
    await page.getByRole('heading', { name: 'Такої сторінки немає' }).waitFor();
  }
});

test('who signs out is at the sign-in, the way back shows nothing, and the address wanted is kept for the next', async () => {
  const page = await stage.blank({ at: '/clients' });
  await page.getByLabel('Логін').fill('administrator');
  await page.getByRole('textbox', { name: 'Пароль' }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Клієнти' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/clients');

  await page.getByRole('button', { name: /Марія Дейнека/ }).click();
  await page.getByRole('menuitem', { name: 'Вийти' }).click();
  await page.getByRole('heading', { name: 'Вхід' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Вхід' }).waitFor();
  assert.ok(!(await page.content()).includes('Мельниченко'));
});

test('a session ended from another device shows the sign-in at once, and a sign-in there goes on with the same screen', async () => {
  const page = await stage.blank({ at: WEEK });
  await page.getByLabel('Логін').fill('trainer2');
  await page.getByRole('textbox', { name: 'Пароль' }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await tileOf(page, others.id).waitFor();
  const here = await stage.open('trainer2', { at: '/settings/me' });
  await here.getByRole('button', { name: /^Вийти на цьому пристрої/ }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Увійти' });
  await dialog.waitFor({ timeout: 2000 });
  await dialog.getByLabel('Логін').fill('trainer2');
  await dialog.getByRole('textbox', { name: 'Пароль' }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Увійти' }).click();
  await dialog.waitFor({ state: 'detached' });
  await app.call('lesson.move', { id: others.id, seenRev: others.rev, onDate: '2026-11-25', startMin: 780 });
  await eventually(async () => assert.equal(await page.locator('[data-key="2026-11-25"]').locator(`[data-lesson-id="${others.id}"]`).count(), 1));
});

test('after signing out in one tab and in again over another, the next visit is no stranger either', async () => {
  const page = await stage.blank({ at: WEEK, keepsProgram: true });
  await page.getByLabel('Логін').fill('trainer2');
  await page.getByRole('textbox', { name: 'Пароль' }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByTestId('calendar').waitFor();
  await page.evaluate('navigator.serviceWorker.ready');
  const tab = await page.context().newPage();
  await tab.goto('/settings/me');
  await tab.locator('main').getByRole('button', { name: 'Вийти', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Увійти' });
  await dialog.getByLabel('Логін').fill('trainer2');
  await dialog.getByRole('textbox', { name: 'Пароль' }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Увійти' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.notEqual(await page.evaluate('document.activeElement?.id'), 'main', 'the focus goes back to where it was');
  await page.reload();
  await page.getByTestId('calendar').waitFor();
});
