// Tomorrow's people are called and asked whether they come; what they say stands on the tile, in the panel and on the page of the day, and a client says it alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { labelOf, message, panel, tileOf } from './calendar.ts';
import { DAY, eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer, trainer2 } = app.trainers;
const { client, client2 } = app.clients;
const TODAY = '2026-11-23', TOMORROW = '2026-11-24';
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png`, fullPage: true }); };
const answerOf = async (lessonId: number, clientId: number) => (await rowOf(app, 'lesson', lessonId)).bookings?.find((b) => b.clientId === clientId)?.answer;

const lesya = await aClient(app, { firstName: 'Леся', lastName: 'Українка', phone: '+380671112233' });
const olena = await aClient(app, { firstName: 'Олена', lastName: 'Нечуй-Левицька-Старосвітська' });
const group = await aLesson(app, { onDate: TOMORROW, startMin: 540, kindId: app.kinds.group, trainerId: trainer, roomId: app.rooms.mats, clientIds: [client, client2, lesya.id] });
const single = await aLesson(app, { onDate: TOMORROW, startMin: 630, trainerId: trainer2, clientIds: [olena.id] });

test('one touch a person, with the keyboard from person to person; the message has the way back', async () => {
  const page = await stage.open('administrator', { at: '/today' });
  const list = page.getByTestId('tomorrow');
  const press = (who: string, what = 'Буде') => list.getByRole('button', { name: `${what}: ${who}`, exact: true });
  await press('Українка Леся').click();
  await message(page, 'Українка Леся: підтверджено.').waitFor();
  await page.getByText('Підтвердили 1 із 4').waitFor();
  assert.equal(await answerOf(group.id, lesya.id), 'confirmed');
  assert.equal(await press('Українка Леся').getAttribute('aria-pressed'), 'true');
  assert.equal(await list.locator('a[href="tel:+380671112233"]').count(), 1);
  await message(page).getByRole('button', { name: 'Повернути як було' }).click();
  await page.getByText('Підтвердили 0 із 4').waitFor();
  await eventually(async () => assert.equal(await answerOf(group.id, lesya.id), undefined));

  // Only those not asked yet: who is asked leaves, and the focus goes on to the next one.
  await press('Мельниченко Оксана').focus();
  await page.keyboard.press('ArrowDown');
  await eventually(async () => assert.equal(await page.evaluate('document.activeElement.closest("li")?.dataset.tomorrow'), String(client2)));
  await page.keyboard.press('ArrowUp');
  await page.getByRole('switch', { name: 'Лише неспитані' }).check();
  await press('Мельниченко Оксана').focus();
  await page.keyboard.press('Enter');
  await page.getByText('Підтвердили 1 із 4').waitFor();
  await eventually(async () => assert.equal(await page.evaluate('document.activeElement.closest("li")?.dataset.tomorrow'), String(client2)));
  await page.keyboard.press('Enter');
  await page.getByText('Підтвердили 2 із 4').waitFor();
  await press('Нечуй-Левицька-Старосвітська Олена', 'Немає відповіді').click();
  await press('Нечуй-Левицька-Старосвітська Олена').waitFor({ state: 'detached' });
  await eventually(async () => assert.equal(await answerOf(single.id, olena.id), 'noAnswer'));
  await page.getByRole('switch', { name: 'Лише неспитані' }).uncheck();
  await eventually(async () => assert.equal(await list.locator('[data-tomorrow]').count(), 4));
  // Who says that they will not come gives the place up, and has it again.
  await press('Українка Леся', 'Не буде').click();
  await message(page, 'Українка Леся: скасовано вчасно').waitFor();
  await press('Українка Леся').waitFor({ state: 'detached' });
  await message(page).getByRole('button', { name: 'Повернути як було' }).click();
  await press('Українка Леся').waitFor();
  await message(page).getByRole('button', { name: 'Закрити' }).click();
  await picture(page, 'tomorrow-desk');
  assert.deepEqual(await violations(page, 'tomorrow'), []);
});

test('the text for a messenger is ready', async () => {
  const page = await stage.open('administrator', { at: '/today' });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Скопіювати текст: Українка Леся' }).click();
  await message(page, 'Текст скопійовано').waitFor();
  assert.equal(await page.evaluate('navigator.clipboard.readText()'), 'Леся, нагадуємо про заняття 24 листопада (вт) о 09:00. Чи будете?');
});

test('the tile of tomorrow says who has not confirmed, in a shape and in words; the panel beside each person; moved to another time all are asked anew', async () => {
  const page = await stage.open('administrator', { at: DAY });
  const mark = (id: number) => tileOf(page, id).locator('[data-unconfirmed]');
  await mark(group.id).waitFor();
  assert.match(await labelOf(page, group.id), /заплановано, не підтверджено/);
  await picture(page, 'confirmation-tile');
  await tileOf(page, group.id).click();
  await panel(page).getByRole('button', { name: 'Буде: Українка Леся' }).click();
  await eventually(async () => assert.equal(await mark(group.id).count(), 0));
  assert.equal(await mark(single.id).count(), 1);
  await message(page).getByRole('button', { name: 'Закрити' }).click();
  await picture(page, 'confirmation-panel');
  assert.deepEqual(await violations(page, 'confirmation in the panel'), []);
  await panel(page).getByText('Історія').click();
  await panel(page).getByText('не спитано → підтверджено').first().waitFor();
  const { rev } = await rowOf(app, 'lesson', group.id);
  await app.call('lesson.move', { id: group.id, seenRev: rev, onDate: TOMORROW, startMin: 560 });
  await mark(group.id).waitFor();
  await eventually(async () => assert.match(await labelOf(page, group.id), /не підтвердили: 3/));
});

test('a client says «Буду» on a phone, the desk sees it at once, and it can be taken back', async () => {
  const desk = await stage.open('administrator', { at: '/today' });
  const page = await stage.open('client', { isPhone: true, at: '/cabinet' });
  await page.getByRole('button', { name: 'Буду' }).click();
  await page.getByText('Ви підтвердили, що будете').waitFor();
  await desk.getByText('Підтвердили 1 із 4').waitFor();
  await picture(page, 'cabinet-confirmed');
  assert.deepEqual(await violations(page, 'a confirmed lesson'), []);
  await page.getByRole('button', { name: 'Повернути як було' }).click();
  await page.getByRole('button', { name: 'Буду' }).waitFor();
  await desk.getByText('Підтвердили 0 із 4').waitFor();
});

test('on a phone in the dark and in English; of today those who have not confirmed are counted', async () => {
  const soon = await aLesson(app, { onDate: TODAY, startMin: 900, kindId: app.kinds.group, trainerId: trainer, roomId: app.rooms.mats, clientIds: [client, lesya.id] });
  await app.call('attendance.answer', { lessonId: soon.id, clientId: client, answer: 'confirmed' });
  const page = await stage.open('administrator', { isPhone: true, at: '/today', theme: 'dark', language: 'en' });
  const open = page.locator('[data-problem="unconfirmed"]');
  await open.getByText('Not confirmed for today yet: 1 person').waitFor();
  await picture(page, 'tomorrow-phone');
  assert.deepEqual(await violations(page, 'confirmation on a phone'), []);
  assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
  await open.getByRole('button', { name: 'Coming: Українка Леся' }).click();
  await open.waitFor({ state: 'detached' });
  const own = await stage.open('trainer', { isPhone: true, at: '/today' });
  await own.getByTestId('tomorrow').getByRole('button', { name: 'Буде: Українка Леся', exact: true }).click();
  await eventually(async () => assert.equal(await answerOf(group.id, lesya.id), 'confirmed'));
});
