// Who comes to one lesson, changed in its panel with two letters and Enter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message, panel, tileOf } from './calendar.ts';
import { DAY, eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const peopleIn = async (id: number) => (await rowOf(app, 'lesson', id)).bookings?.map((b) => b.clientId);

test('two letters and Enter add a person, a cross takes out, the message takes back; another window sees it all', async () => {
  const { id } = await aLesson(app, { kindId: app.kinds.group, trainerId: app.trainers.trainer, roomId: app.rooms.mats });
  const [mine, other] = await Promise.all([stage.open('owner'), stage.open('trainer')]);
  await tileOf(mine, id).click();
  const field = panel(mine).getByRole('combobox', { name: 'Додати клієнта' });
  for (const [typed, name] of [['ок', 'Мельниченко Оксана'], ['та', 'Шевчук-Гай Тарас']] as const) {
    await field.focus();
    await mine.keyboard.type(typed);
    await mine.getByRole('option', { name }).waitFor();
    await mine.keyboard.press('Enter');
    await panel(mine).getByRole('button', { name: `Прибрати: ${name}` }).waitFor();
  }
  await tileOf(other, id).filter({ hasText: '2/8' }).waitFor();
  await panel(mine).getByRole('button', { name: 'Прибрати: Мельниченко Оксана' }).click();
  await eventually(async () => assert.deepEqual(await peopleIn(id), [app.clients.client2]));
  await message(mine, 'Мельниченко Оксана: прибрано').getByRole('button', { name: 'Повернути як було' }).click();
  await eventually(async () => assert.deepEqual(await peopleIn(id), [app.clients.client, app.clients.client2]));
  await message(mine).getByRole('button', { name: 'Закрити' }).click();
  assert.deepEqual(await violations(mine, 'panel with people'), []);
});

test('on a phone, in English and in the dark, a finger does the same', async () => {
  const { id } = await aLesson(app, { kindId: app.kinds.group, startMin: 720 });
  const page = await stage.open('administrator', { isPhone: true, at: DAY, theme: 'dark', language: 'en' });
  await tileOf(page, id).tap();
  await panel(page).getByRole('combobox', { name: 'Add a client' }).tap();
  await page.keyboard.type('ок');
  await page.getByRole('option', { name: 'Мельниченко Оксана' }).tap();
  await panel(page).getByRole('button', { name: 'Remove: Мельниченко Оксана' }).tap();
  await message(page, 'taken out').waitFor();
  await eventually(async () => assert.deepEqual(await peopleIn(id), []));
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  assert.deepEqual(await violations(page, 'panel on a phone'), []);
});
