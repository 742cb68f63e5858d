// Two cards of one person: merged from the card, seen by another desk at once, explained in the history.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const dialog = (page: Page) => page.getByRole('dialog').filter({ has: page.getByTestId('merge-form') });
const path = (page: Page) => page.evaluate<string>('location.pathname');
const picture = (page: Page, name: string) => (process.env.JOURNEY_PICTURES ? page.screenshot({ path: `${process.env.JOURNEY_PICTURES}/${name}.png` }) : null);
async function openMerge(page: Page, typed: string, name: string, more = 'Ще', item = 'Обʼєднати з іншою карткою') {
  await page.locator('main').getByRole('button', { name: more, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
  await dialog(page).getByRole('combobox').and(page.locator(':focus')).waitFor();
  await page.keyboard.type(typed);
  await page.getByRole('option', { name }).click();
}

test('a duplicate becomes part of the card that is kept, and the other desk sees it at once', async () => {
  const keep = await aClient(app, { firstName: 'Наталія', lastName: 'Гончар', phone: '+380672000001' });
  const gone = await aClient(app, { firstName: 'Наталья', lastName: 'Гончар', phone: '0672000001', email: 'n@post.example' });
  const lesson = await aLesson(app, { onDate: '2026-11-26', startMin: 600, clientIds: [gone.id] });
  const [mine, other] = await Promise.all([stage.open('administrator', { at: `/clients/${gone.id}` }), stage.open('owner', { at: `/clients/${gone.id}`, language: 'en', theme: 'dark' })]);
  await other.getByRole('heading', { name: 'Гончар Наталья' }).waitFor();
  await openMerge(mine, 'гончар натал', 'Гончар Наталія');
  // The one that was typed carefully stays.
  await dialog(mine).getByRole('radio', { name: /Гончар Наталія/ }).check();
  assert.deepEqual(await violations(mine, 'merging'), []);
  await picture(mine, 'merge');
  await dialog(mine).getByRole('button', { name: 'Обʼєднати' }).click();
  await message(mine, 'Картки обʼєднано: Гончар Наталія').waitFor();
  await eventually(async () => assert.equal(await path(mine), `/clients/${keep.id}`));
  await mine.getByText('n@post.example').waitFor();
  await mine.getByRole('link', { name: /26 лист/ }).waitFor();
  assert.deepEqual((await rowOf(app, 'lesson', lesson.id)).bookings?.map((b) => b.clientId), [keep.id]);
  await other.getByText('This card was merged into another:').waitFor();
  await other.getByRole('link', { name: 'Гончар Наталія' }).click();
  await eventually(async () => assert.equal(await path(other), `/clients/${keep.id}`));

  await other.getByText('Who changed the card, and when').click();
  const history = other.getByTestId('client-history');
  await history.getByText('Cards merged').first().waitFor();
  assert.match((await history.textContent()) ?? '', /Email: none → n@post\.example/);
  assert.match((await history.textContent()) ?? '', /a merged card/);
  assert.deepEqual(await violations(other, 'history of a card'), []);
  await picture(other, 'history');
  // A change shows without asking again.
  await app.call('client.update', { id: keep.id, seenRev: 0, note: 'Коліно!' });
  await history.getByText(/Short note: none → Коліно!/).waitFor();
});

test('lessons at the same time are said, and nothing is merged; on a phone', async () => {
  const keep = await aClient(app, { firstName: 'Іван', lastName: 'Дубль' });
  const gone = await aClient(app, { firstName: 'Ваня', lastName: 'Дубль' });
  for (const { id } of [keep, gone]) await aLesson(app, { onDate: '2026-11-27', startMin: 600, clientIds: [id] });
  const page = await stage.open('owner', { at: `/clients/${keep.id}`, isPhone: true });
  await openMerge(page, 'ваня', 'Дубль Ваня');
  await dialog(page).getByRole('button', { name: 'Обʼєднати' }).click();
  await dialog(page).getByText('Обидві картки записано на заняття в той самий час.').waitFor();
  assert.ok(!(await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')));
  assert.deepEqual(await violations(page, 'merging on a phone'), []);
  await picture(page, 'merge-phone');
  assert.equal((await rowOf(app, 'client', gone.id)).isArchived, false);
});
