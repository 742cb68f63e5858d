// Who came: one touch in the panel of a lesson, at the desk and on a trainer's phone; what it took, the way back, and what is not paid.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { labelOf, message, panel, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { client, client2 } = app.clients;
const MONDAY = '/?view=week&date=2026-11-23';
const type = app.newId();
await app.call('subscriptionType.create', { id: type, name: '8 занять', priceMinor: 320_000, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
const sold = app.newId();
await app.call('subscription.sell', { id: sold, clientId: client, typeId: type, seenPriceMinor: 320_000, payments: [{ method: 'card', amountMinor: 320_000 }] });
const others = [];
for (const [firstName, lastName] of [['Леся', 'Українка'], ['Ольга', 'Кобилянська']] as const) others.push((await aClient(app, { firstName, lastName, trainerId: app.trainers.trainer })).id);
const group = await aLesson(app, { onDate: '2026-11-23', startMin: 420, kindId: app.kinds.group, trainerId: app.trainers.trainer, clientIds: [client, client2, ...others] });
const ahead = await aLesson(app, { onDate: '2026-11-25', startMin: 720, trainerId: app.trainers.trainer, clientIds: [client2] });

const of = (page: Page, clientId: number) => panel(page).locator(`[data-visit="${clientId}"]`);
const left = async () => (await rowOf(app, 'subscription', sold)).leftHalves;
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png` }); };

test('one touch marks somebody, says what it took, and is taken back; all the others at once; a second desk sees it live', async () => {
  const [desk, other] = [await stage.open('administrator', { at: MONDAY }), await stage.open('owner', { at: MONDAY })];
  await tileOf(desk, group.id).locator('[data-unpaid]').waitFor();
  assert.equal(await tileOf(desk, group.id).locator('[data-unpaid]').innerText(), '₴!3');
  assert.match(await labelOf(desk, group.id), /не оплачено: 3/);
  assert.equal(await tileOf(desk, ahead.id).locator('[data-unpaid]').innerText(), '₴!');
  await tileOf(desk, group.id).click();
  await tileOf(other, group.id).click();
  await of(desk, client).getByText('залишилось 8').waitFor();
  await picture(desk, 'visits-before');
  await of(desk, client).getByRole('button', { name: 'Прийшли: Мельниченко Оксана', exact: true }).click();
  await message(desk, 'Мельниченко Оксана: відвідано. − 1 з «8 занять», залишилось 7').waitFor();
  await of(other, client).getByRole('button', { name: 'Прийшли: Мельниченко Оксана', pressed: true }).waitFor();
  assert.equal(await left(), 14);
  await message(desk).getByRole('button', { name: 'Повернути як було' }).click();
  await of(desk, client).getByRole('button', { name: /^Прийшли/, pressed: false }).waitFor();
  await eventually(async () => assert.equal(await left(), 16));

  await of(desk, client2).getByRole('button', { name: 'Інше: Шевчук-Гай Тарас' }).click();
  await desk.getByRole('menuitem', { name: 'Не прийшли' }).click();
  await message(desk, 'Шевчук-Гай Тарас: неявка. − 333').waitFor();
  await of(desk, client2).getByRole('button', { name: /^Пробачити/ }).click();
  await message(desk, 'пробачено').waitFor();
  await of(desk, client2).getByText('пробачено').waitFor();
  await panel(desk).locator('[data-all="attended"]').click();
  await message(desk, 'Відвідано: 3 людини. З абонементів: 1, з балансу: 2.').waitFor();
  await of(desk, client).getByText('− 1, залишилось 7').waitFor();
  assert.equal((await rowOf(app, 'lesson', group.id)).status, 'held');

  await of(desk, client).getByRole('button', { name: 'Інше: Мельниченко Оксана' }).click();
  await desk.getByRole('menuitem', { name: 'Пізнє скасування' }).click();
  await panel(desk).locator('[data-called-off]').getByText('пізнє скасування').waitFor();
  await panel(desk).getByTestId('lesson-history').locator('summary').click();
  await panel(desk).getByText('Відмічено всіх').waitFor();
  await panel(desk).getByRole('listitem').filter({ hasText: /^Мельниченко Оксана: відвідано → пізнє скасування$/ }).waitFor();
  await picture(desk, 'visits-after');
  await message(desk).getByRole('button', { name: 'Закрити' }).click();
  assert.deepEqual(await violations(desk, 'panel'), []);
});

test('ahead of a lesson a place is called off, in time as the clock says, and taken back', async () => {
  const desk = await stage.open('administrator', { at: MONDAY });
  await tileOf(desk, ahead.id).click();
  await panel(desk).getByText('не оплачено').first().waitFor();
  await of(desk, client2).getByRole('button', { name: 'Скасовано вчасно: Шевчук-Гай Тарас' }).click();
  await message(desk, 'Шевчук-Гай Тарас: скасовано вчасно.').waitFor();
  await panel(desk).locator('[data-called-off]').getByRole('button', { name: /^Повернути як було/ }).click();
  await of(desk, client2).getByRole('button', { name: /^Скасовано вчасно/ }).waitFor();
  assert.deepEqual((await rowOf(app, 'lesson', ahead.id)).bookings?.map((b) => b.clientId), [client2]);
});

test('a trainer marks on a phone and learns of no sums', async () => {
  const lesson = await aLesson(app, { onDate: '2026-11-23', startMin: 485, trainerId: app.trainers.trainer, clientIds: [client2] });
  const page = await stage.open('trainer', { isPhone: true, language: 'en', theme: 'dark', at: '/?view=day&date=2026-11-23' });
  await tileOf(page, lesson.id).click();
  await of(page, client2).getByRole('button', { name: /^Came/ }).click();
  await message(page, 'attended.').waitFor();
  await of(page, client2).getByRole('button', { name: /^Came/, pressed: true }).waitFor();
  await picture(page, 'visits-phone');
  assert.deepEqual(await violations(page, 'panel on a phone'), []);
  const text = await page.locator('body').innerText();
  assert.ok(!/₴(?!!)|777|333|owes/.test(text), 'no sums');
});

test('a mark of another day is taken back with a reason', async () => {
  const before = await aLesson(app, { onDate: '2026-11-20', startMin: 600, trainerId: app.trainers.trainer, clientIds: [client] });
  await app.call('attendance.mark', { lessonId: before.id, clientId: client, outcome: 'attended' });
  const desk = await stage.open('administrator', { at: '/?view=week&date=2026-11-20' });
  await tileOf(desk, before.id).click();
  await of(desk, client).getByRole('button', { name: /^Повернути як було/ }).click();
  await panel(desk).getByLabel('Чому: Мельниченко Оксана').fill('Переплутали');
  await desk.keyboard.press('Enter');
  await of(desk, client).getByRole('button', { name: /^Прийшли/, pressed: false }).waitFor();
  await eventually(async () => assert.equal((await app.sql<{ reason: string }>(`select reason from audit where operation = 'attendance.undo' order by rev desc limit 1`))[0]?.reason, 'Переплутали'));
});

test('marked all at once, those whose lessons have run out are named', async () => {
  const typeId = app.newId(), last = await aClient(app, { firstName: 'Ада', lastName: 'Остання' }), rich = await aClient(app, { firstName: 'Ія', lastName: 'Запасна' });
  await app.call('subscriptionType.create', { id: typeId, name: 'Разове', priceMinor: 50_000, lessonCount: 1, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
  for (const { id: clientId } of [last, rich]) await app.call('subscription.sell', { id: app.newId(), clientId, typeId: clientId === last.id ? typeId : type, seenPriceMinor: clientId === last.id ? 50_000 : 320_000, payments: [] });
  const lesson = await aLesson(app, { onDate: '2026-11-23', startMin: 360, kindId: app.kinds.group, trainerId: app.trainers.trainer2, clientIds: [last.id, rich.id] });
  const desk = await stage.open('administrator', { at: MONDAY });
  await tileOf(desk, lesson.id).click();
  await panel(desk).locator('[data-all="attended"]').click();
  await message(desk, 'З абонементів: 2, з балансу: 0. Занять не залишилося: Остання Ада.').waitFor();
});
