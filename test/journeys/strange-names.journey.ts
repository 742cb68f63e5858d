// Names nobody expects: endless, right to left, full of signs; shown as they are, and nothing breaks or runs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aGroup, aLesson } from '../factories.ts';
import { panel, tileOf } from './calendar.ts';
import { DAY, eventually, openStage, visit, WEEK } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const NAMES = {
  long: 'Щ'.repeat(80),
  emoji: '🧘🏽‍♀️ Соня 👩‍👩‍👧‍👦',
  override: 'Ліва\u202eкінь\u202c',
  script: '<script>alert(1)</script>',
  quotes: `"'\`&quot; O’Ніл & «ко» {{x}} \${y}`,
};
const names = Object.values(NAMES);
const isWide = (page: Page, selector: string) => page.evaluate<boolean>(`(() => { const e = document.querySelector('${selector}'); return e.scrollWidth > e.clientWidth + 1; })()`);
const fits = async (page: Page, where: string) => assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${where} scrolls sideways`);

test('clients and groups of any name are made in the forms and shown as text, on a desk and on a phone', async () => {
  const page = await stage.open('owner', { at: '/clients' });
  const alerts: string[] = [];
  page.on('dialog', (dialog) => { alerts.push(dialog.message()); void dialog.dismiss(); });
  for (const name of names) {
    await visit(page, '/clients');
    await page.getByRole('button', { name: 'Новий клієнт' }).click();
    await page.getByRole('dialog').getByLabel('Ім’я').fill(name);
    await page.getByRole('dialog').getByRole('button', { name: 'Додати', exact: true }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await visit(page, '/groups');
    await page.getByRole('button', { name: 'Нова група' }).first().click();
    await page.getByRole('dialog').getByLabel('Назва').fill(name);
    await page.getByRole('dialog').getByRole('button', { name: /Додати|Створити|Зберегти/ }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }
  assert.deepEqual((await app.sql<{ first_name: string }>('select first_name from client')).map((r) => r.first_name).filter((n) => names.includes(n)).sort(), [...names].sort());
  assert.deepEqual(alerts, []);
});

test('a calendar full of them holds its shape at 390 pixels, in tiles, panel, lists and cards', async () => {
  const clients = (await app.sql<{ id: string; first_name: string }>('select id, first_name from client')).filter((c) => names.includes(c.first_name));
  const lessons = await Promise.all(clients.map((c, i) => aLesson(app, { startMin: 540 + i * 60, clientIds: [Number(c.id)], title: i % 2 ? c.first_name : '' })));
  const group = await aGroup(app, { name: NAMES.long, trainerId: app.trainers.trainer });
  await Promise.all(clients.map((c) => app.call('group.addMember', { id: group.id, clientId: Number(c.id), fromOn: '2026-11-01' })));
  for (const isPhone of [true, false]) {
    const page = await stage.open('owner', { isPhone, at: DAY });
    await fits(page, 'day');
    for (const [i, lesson] of lessons.entries()) {
      await tileOf(page, lesson.id).click();
      await panel(page).getByRole('heading', { name: clients[i]?.first_name ?? '' }).waitFor();
      await fits(page, 'panel');
      assert.equal(await isWide(page, '[data-testid=lesson-panel]'), false, 'the panel scrolls sideways');
      await panel(page).getByRole('button', { name: 'Закрити' }).click();
    }
    for (const path of [WEEK, '/clients', '/groups', `/groups/${group.id}`, ...clients.map((c) => `/clients/${c.id}`)]) {
      await visit(page, path);
      await fits(page, path);
      assert.equal(await isWide(page, '#main'), false, `${path} scrolls sideways inside`);
    }
  }
});

test('a name of ten thousand letters is refused at its field, and is still there to be shortened', async () => {
  const page = await stage.open('owner', { at: '/clients' });
  await page.getByRole('button', { name: 'Новий клієнт' }).click();
  const field = page.getByRole('dialog').getByLabel('Ім’я');
  const endless = 'Я'.repeat(10_000);
  await field.fill(endless);
  assert.equal((await field.inputValue()).length, 10_000, 'nothing is cut off in silence');
  await page.getByRole('dialog').getByRole('button', { name: 'Додати', exact: true }).click();
  await eventually(async () => assert.equal(await field.getAttribute('aria-invalid'), 'true'));
  await page.getByText('Задовге').waitFor();
  assert.equal(await field.inputValue(), endless);
  await fits(page, 'dialog');
  await field.fill('Яна');
  await page.getByRole('dialog').getByRole('button', { name: 'Додати', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Яна' }).waitFor();
});
