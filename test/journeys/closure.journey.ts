// A power cut on an administrator's phone: closed with one press, seen by everybody at once, open again with what can be restored.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { form, labelOf, message, panel, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer, trainer2 } = app.trainers;
const dialog = (page: Page, testId: string) => page.getByRole('dialog').filter({ has: page.getByTestId(testId) });
const lesson = (id: number) => rowOf(app, 'lesson', id);
const isWide = (page: Page) => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');

test('the power goes: on a phone all of today is cancelled with one press, and comes back when it is over', async () => {
  const begun = await aLesson(app, { onDate: '2026-11-23', startMin: 470, trainerId: trainer });
  const next = await aLesson(app, { onDate: '2026-11-23', startMin: 600, trainerId: trainer, clientIds: [app.clients.client] });
  const tomorrow = await aLesson(app, { onDate: '2026-11-24', startMin: 600, trainerId: trainer });
  const [phone, other] = await Promise.all([stage.open('administrator', { at: '/settings', isPhone: true }), stage.open('owner', { at: '/?view=day&date=2026-11-23', theme: 'dark' })]);
  await phone.getByRole('button', { name: 'Зачинити', exact: true }).click();
  const close = dialog(phone, 'closure-form');
  await close.getByText('Зачіпає 2 заняття').waitFor();
  await close.getByLabel('Заняття, що вже почалися').selectOption('half');
  assert.deepEqual(await violations(phone, 'closing'), []);
  assert.ok(!(await isWide(phone)));
  await close.getByRole('button', { name: 'Зачинити й скасувати 2 заняття' }).click();
  await message(phone, 'Зачинено: Уся студія, Немає світла. Зачеплено 2 заняття.').waitFor();
  assert.deepEqual([(await lesson(begun.id)).status, (await lesson(next.id)).status, (await lesson(next.id)).cancelAskedBy, (await lesson(tomorrow.id)).status], ['held', 'cancelled', 'studio', 'planned']);

  // The other window: a banner, the hatched rest of the day, and nothing new goes in.
  await other.locator('[data-closed-now]').getByText('Зачинено: Уся студія, Немає світла').waitFor();
  await eventually(async () => assert.equal(await tileOf(other, next.id).getAttribute('data-status'), 'cancelled'));
  assert.ok(await other.locator(`[data-key="2026-11-23/${trainer2}"] [data-away]`).count());
  assert.deepEqual(await violations(other, 'a day that is closed'), []);
  await other.keyboard.press('n');
  await form(other).getByLabel('Початок').fill('15:00');
  await form(other).getByRole('button', { name: 'Зберегти' }).click();
  await form(other).getByText('На цей час не можна: зачинено (Немає світла)').waitFor();
  await form(other).getByRole('button', { name: 'Закрити' }).first().click();
  await form(other).getByRole('button', { name: 'Закрити' }).last().click();
  await form(other).waitFor({ state: 'detached' });

  await other.locator('[data-closed-now]').getByRole('button', { name: 'Уже відчинено' }).click();
  const list = dialog(other, 'closure-list');
  await list.getByTestId('restorable').getByRole('checkbox').waitFor();
  assert.deepEqual(await violations(other, 'what can be restored'), []);
  await list.getByRole('button', { name: 'Уже відчинено' }).click();
  await message(other, 'Відчинено, повернуто 1 заняття.').waitFor();
  assert.equal((await lesson(next.id)).status, 'planned');
  await other.locator('[data-closed-now]').waitFor({ state: 'detached' });
  await message(other, 'Відчинено').getByRole('button', { name: 'Повернути як було' }).click();
  await other.locator('[data-closed-now]').waitFor();
  await eventually(async () => assert.equal((await lesson(next.id)).status, 'cancelled'));
  await message(phone, 'Зачинено').getByRole('button', { name: 'Закрити' }).click();
  await phone.getByRole('button', { name: 'Уже відчинено' }).click();
  await dialog(phone, 'closure-list').getByTestId('restorable').waitFor();
  await dialog(phone, 'closure-list').getByRole('button', { name: 'Уже відчинено' }).click();
  await message(phone, 'Відчинено').waitFor();
});

test('a room is closed for some days: its lessons wait, marked, and are decided one by one', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-26', startMin: 600, roomId: app.rooms.mats });
  const other = await aLesson(app, { onDate: '2026-11-26', startMin: 700, roomId: app.rooms.mats });
  const page = await stage.open('owner', { language: 'en', at: '/?view=day&date=2026-11-26&by=room' });
  await page.keyboard.press('Control+KeyK');
  await page.getByTestId('palette').waitFor();
  await page.keyboard.type('Close the studio');
  await page.keyboard.press('Enter');
  const close = dialog(page, 'closure-form');
  await close.getByLabel('What is closed').selectOption({ label: 'Великий зал' });
  await close.getByRole('button', { name: 'Repairs' }).click();
  await close.getByLabel('Until when').selectOption('other');
  await close.getByRole('switch', { name: 'Whole days' }).check();
  await close.getByLabel('From day').fill('26/11/2026');
  await close.getByLabel('Until day, inclusive').fill('27/11/2026');
  await close.getByText('It hits 2 lessons').waitFor();
  await close.getByRole('button', { name: 'Close, decide later' }).click();
  await message(page, 'Closed: Великий зал, Repairs. 2 lessons hit.').waitFor();
  await eventually(async () => assert.match(await labelOf(page, id), /waits for a decision/));
  assert.equal(await page.locator(`[data-key="2026-11-26/room-${app.rooms.mats}"] [data-away]`).count(), 1);
  assert.equal(await page.locator(`[data-key="2026-11-26/room-${app.rooms.reformers}"] [data-away]`).count(), 0);
  await tileOf(page, id).click();
  await panel(page).getByRole('button', { name: 'Decide' }).click();
  const list = dialog(page, 'closure-list');
  await list.locator(`[data-waiting="${id}"] select`).selectOption('leave');
  await list.locator(`[data-waiting="${other.id}"] select`).selectOption('cancel');
  assert.deepEqual(await violations(page, 'decisions about a closed room'), []);
  await list.getByRole('button', { name: 'Apply 2 decisions' }).click();
  await message(page, '2 lessons decided.').waitFor();
  assert.deepEqual([(await lesson(id)).isUndecided, (await lesson(other.id)).status], [undefined, 'cancelled']);
});
