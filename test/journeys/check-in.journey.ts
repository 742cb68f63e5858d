// A trainer on a phone checks a full group in: everybody in one look, one touch each, and whatever else there is to know or do one touch further.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { aClient, aLesson, aRoom, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message, panel } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer } = app.trainers;
const PEOPLE = 12;
const ROW_PX = 76, TAP_PX = 44;
const NAMES = [['Оксана', 'Бойчук'], ['Тарас', 'Вовк'], ['Леся', 'Грінченко'], ['Олександра', 'Нечуй-Левицька-Старосвітська'], ['Ія', 'Хо'], ['Ольга', 'Кобилянська'], ['Марія', 'Заньковецька'], ['Наталія', 'Ужвій'], ['Соломія', 'Крушельницька'], ['Катерина', 'Білокур'], ['Людмила', 'Старицька'], ['Ганна', 'Барвінок']] as const;
const typeId = app.newId();
await app.call('subscriptionType.create', { id: typeId, name: '8 занять', priceMinor: 320_000, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
const people: number[] = [];
for (const [i, [firstName, lastName]] of NAMES.entries()) {
  const { id } = await aClient(app, { firstName, lastName, trainerId: trainer, ...(i === 1 && { note: 'Коліно, без стрибків' }), ...(i === 2 && { description: 'Грижа L5–S1: без скручувань', phone: '+380671112233' }) });
  people.push(id);
  if (i % 2 === 0) await app.call('subscription.sell', { id: app.newId(), clientId: id, typeId, seenPriceMinor: 320_000, payments: [{ method: 'card', amountMinor: 320_000 }] });
}
const room = await aRoom(app, { places: Array.from({ length: PEOPLE }, (_, i) => ({ name: `Реформер ${i + 1}` })) });
const lesson = await aLesson(app, { onDate: '2026-11-23', startMin: 480, kindId: app.kinds.group, capacity: PEOPLE, trainerId: trainer, roomId: room.id, clientIds: people });
const AT = `/?view=day&date=2026-11-23&lesson=${lesson.id}`;

const list = (page: Page) => panel(page).locator('[data-people]');
const row = (page: Page, n: number) => list(page).locator(`[data-visit="${people[n]}"]`);
const came = (page: Page, n: number, word = 'Прийшли') => row(page, n).getByRole('button', { name: `${word}: ${NAMES[n]?.[1]} ${NAMES[n]?.[0]}`, exact: true });
const tops = (page: Page) => list(page).locator('li').evaluateAll((rows) => rows.map((r) => Math.round(r.getBoundingClientRect().top)));
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png` }); };
const states = async () => (await rowOf(app, 'lesson', lesson.id)).bookings?.map((b) => b.state);
const boxOf = async (what: Locator) => {
  const box = await what.boundingBox();
  assert.ok(box);
  return box;
};

test('twelve people are twelve short lines, everybody at once above them; a touch marks one, a second takes it back, and nobody moves', async () => {
  const page = await stage.open('trainer', { isPhone: true, at: AT });
  await came(page, 0).waitFor();
  const heights = await list(page).locator('li').evaluateAll((rows) => rows.map((r) => r.getBoundingClientRect().height));
  assert.equal(heights.length, PEOPLE);
  assert.ok(Math.max(...heights) <= ROW_PX, String(heights));
  const all = await boxOf(panel(page).getByRole('button', { name: 'Усі прийшли' }));
  assert.ok(all.y + all.height < (await boxOf(list(page))).y && all.height >= TAP_PX);
  assert.ok((await boxOf(came(page, 5))).y < 844, 'half of them are seen at once');
  const small = await list(page).locator('button:visible').evaluateAll((buttons, least) => buttons.filter((b) => Math.min(b.getBoundingClientRect().width, b.getBoundingClientRect().height) < least).map((b) => b.getAttribute('aria-label')), TAP_PX);
  assert.deepEqual(small, []);
  assert.deepEqual(await violations(page, 'a full group on a phone'), []);
  await picture(page, 'check-in-before');

  const before = await tops(page);
  await came(page, 1).tap();
  await eventually(async () => assert.equal((await states())?.[1], 'attended'));
  assert.equal(await came(page, 1).getAttribute('aria-pressed'), 'true');
  await panel(page).locator('[data-came="1"]').waitFor();
  await panel(page).locator('[data-panel-status="held"]').waitFor();
  assert.deepEqual(await tops(page), before);
  await picture(page, 'check-in-one');
  await message(page).getByRole('button', { name: 'Закрити' }).tap();
  await came(page, 1).tap();
  await message(page, 'Вовк Тарас: повернуто, як було').waitFor();
  await eventually(async () => assert.equal((await states())?.[1], undefined));
  await row(page, 1).locator("[aria-pressed='false']").first().waitFor();
  assert.deepEqual(await tops(page), before);
  await message(page).getByRole('button', { name: 'Закрити' }).tap();
});

test('what is pinned and health stand in the line; a touch on the name opens the rest, the menu has the other outcomes; all the others come at once', async () => {
  const page = await stage.open('trainer', { isPhone: true, at: AT, language: 'en', theme: 'dark' });
  await row(page, 1).getByText('Коліно, без стрибків').waitFor();
  await row(page, 2).getByText('Грижа L5–S1').waitFor();
  await row(page, 2).getByRole('button', { name: 'Details: Грінченко Леся' }).tap();
  await row(page, 2).getByRole('link', { name: '067 111 22 33' }).waitFor();
  await row(page, 2).getByText('place Реформер 3').waitFor();
  assert.deepEqual(await violations(page, 'an open line'), []);
  await picture(page, 'check-in-open');
  const before = await tops(page);
  await row(page, 2).getByRole('button', { name: 'More: Грінченко Леся' }).tap();
  await page.getByRole('menuitem', { name: 'Did not come' }).tap();
  await row(page, 2).getByText('no-show').waitFor();
  assert.deepEqual(await tops(page), before);
  await message(page).getByRole('button', { name: 'Close' }).tap();
  await panel(page).getByRole('button', { name: 'All came' }).tap();
  await panel(page).locator('[data-came="11"]').waitFor();
  assert.deepEqual(await tops(page), before);
  assert.equal(await panel(page).getByRole('button', { name: 'All came' }).isDisabled(), true);
  await eventually(async () => assert.deepEqual((await states())?.map((s) => s === 'attended'), people.map((_, i) => i !== 2)));
  await message(page).getByRole('button', { name: 'Undo' }).tap();
  await panel(page).locator('[data-came="0"]').waitFor();
  await eventually(async () => assert.deepEqual((await states())?.filter((s) => s === 'attended'), []));
});

test('at the desk the keyboard goes from person to person, a name leads to the card, and an outcome that took something is forgiven with one press', async () => {
  const page = await stage.open('administrator', { at: AT });
  assert.equal(await row(page, 0).getByRole('link').first().getAttribute('href'), `/clients/${people[0]}`);
  await came(page, 0).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal((await states())?.[0], 'attended'));
  assert.equal(await came(page, 0).evaluate((b) => b.matches(':focus')), true);
  await row(page, 2).getByRole('button', { name: 'Пробачити: Грінченко Леся' }).click();
  await row(page, 2).getByText('пробачено').waitFor();
  await row(page, 4).getByRole('button', { name: /^Інше/ }).click();
  for (const name of ['Картка клієнта', 'Прибрати із заняття']) await page.getByRole('menuitem', { name }).waitFor();
  await page.getByRole('menuitem', { name: 'Прибрати із заняття' }).click();
  await message(page, 'Хо Ія: прибрано').getByRole('button', { name: 'Повернути як було' }).click();
  await row(page, 4).waitFor();
  await picture(page, 'check-in-desk');
  assert.deepEqual(await violations(page, 'a full group at the desk'), []);
});
