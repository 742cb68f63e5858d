// Looking further and on paper: a month, a drag that leaves the week, a device whose clock is wrong, sheets of one page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays } from '../../src/domain/calendar-day.ts';
import { aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { ghost, message, panel, pointAt, standsAt, take, tileOf } from './calendar.ts';
import { openLine } from './line.ts';
import { DAY, eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const MONTH = '/?view=month&date=2026-11-24';
const line = await openLine(app.url);
const dayOf = (page: Page, id: number) => tileOf(page, id).evaluate((tile) => tile.closest('[data-date]')?.getAttribute('data-date'));
const placeOnServer = async (id: number) => {
  const { onDate, startMin } = await rowOf(app, 'lesson', id);
  return [onDate, startMin];
};

test('a month whose lessons are still on their way does not look free', async () => {
  const { id } = await aLesson(app, { onDate: '2027-03-10', startMin: 600 });
  const page = await stage.open('owner', { at: MONTH, url: line.url });
  const day = page.locator('[data-date="2027-03-10"]');
  line.hold();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  await day.and(page.locator('[aria-busy="true"]')).getByText('Завантажуємо…').waitFor({ state: 'attached' });
  line.restore();
  await tileOf(page, id).waitFor();
  await day.and(page.locator('[aria-busy="false"]')).waitFor();
  assert.equal(await day.getByText('Завантажуємо…').count(), 0);
});
test('on a phone neither: no day says that it has no lessons before they are here', async () => {
  const { id } = await aLesson(app, { onDate: '2027-01-01', startMin: 600 });
  const page = await stage.open('owner', { isPhone: true, language: 'en', theme: 'dark', at: MONTH, url: line.url });
  line.hold();
  await page.locator('[data-month-day="2026-12-01"]').tap();
  const day = page.locator('[data-month-day="2027-01-01"]');
  await day.tap();
  await day.and(page.locator('[aria-busy="true"][aria-pressed="true"]')).getByText('Friday 1 January, Loading…').waitFor({ state: 'attached' });
  assert.equal(await page.getByText('No lessons on this day').count(), 0);
  line.restore();
  await tileOf(page, id).waitFor();
  assert.match(await day.innerText(), /1 lesson/);
  await page.locator('[data-month-day="2027-01-02"]').tap();
  await page.getByText('No lessons on this day').waitFor();
});
test('in the month a lesson is dragged to another day and keeps its hour; a busy day says how many more there are', async () => {
  const { id } = await aLesson(app, { startMin: 605, trainerId: app.trainers.trainer });
  for (let i = 0; i < 12; i++) await aLesson(app, { onDate: '2026-11-18', startMin: 480 + i * 60 });
  const [mine, other] = await Promise.all([stage.open('owner', { at: MONTH }), stage.open('administrator', { at: MONTH })]);
  await eventually(async () => assert.equal(await dayOf(mine, id), '2026-11-24'));

  const from = await tileOf(mine, id).boundingBox();
  const to = await mine.locator('[data-date="2026-11-12"]').boundingBox();
  assert.ok(from && to);
  await mine.mouse.move(from.x + 20, from.y + 8);
  await mine.mouse.down();
  await mine.mouse.move(from.x + 30, from.y + 20, { steps: 3 });
  await mine.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 });
  await mine.mouse.up();
  await Promise.all([mine, other].map((page) => eventually(async () => assert.equal(await dayOf(page, id), '2026-11-12'))));
  await eventually(async () => assert.deepEqual(await placeOnServer(id), ['2026-11-12', 605]));
  await message(mine, 'Перенесено').getByRole('button', { name: 'Повернути як було' }).click();
  await Promise.all([mine, other].map((page) => eventually(async () => assert.equal(await dayOf(page, id), '2026-11-24'))));

  // "+N" shows all of them beside it: one opens its panel in the month, the last leads to the day.
  const more = mine.locator('[data-date="2026-11-18"] [data-more]');
  await eventually(async () => {
    const hidden = Number((await more.locator('[aria-hidden]').textContent())?.slice(1));
    assert.equal(hidden + (await mine.locator('[data-date="2026-11-18"] [data-lesson-id]').count()), 12);
  });
  await more.focus();
  await mine.keyboard.press('Enter');
  const rows = mine.getByRole('group', { name: /^Ще .* Показати всі$/ }).locator('[data-row-lesson-id]');
  await eventually(async () => assert.equal(await rows.count(), 12));
  assert.deepEqual(await violations(mine, 'the rest of a day in the month'), []);
  await mine.keyboard.press('Escape');
  await rows.first().waitFor({ state: 'detached' });
  await mine.locator('[data-date="2026-11-18"] [data-more]:focus').waitFor();
  await more.click();
  await rows.last().click();
  await panel(mine).waitFor();
  assert.match(await mine.evaluate<string>('location.search'), /view=month/);
  await mine.keyboard.press('Escape');
  await more.click();
  await mine.getByRole('button', { name: 'Відкрити день' }).click();
  await eventually(async () => assert.match(await mine.evaluate<string>('location.search'), /view=day&date=2026-11-18/));
  // Back is where one came from.
  await mine.goBack();
  await mine.locator('[data-date="2026-11-18"] [data-more]').waitFor();
});

test('in the month the menu at the pointer opens on a lesson and on a day, and Ctrl and Shift pick lessons', async () => {
  const ids = [];
  for (const onDate of ['2026-12-01', '2026-12-02', '2026-12-03']) ids.push((await aLesson(app, { onDate, startMin: 615 })).id);
  const [first = 0, second = 0, third = 0] = ids;
  const page = await stage.open('owner', { at: MONTH.replace('11-24', '12-10') });
  const menu = page.getByRole('menu');
  await tileOf(page, second).click({ button: 'right' });
  await menu.locator('[data-action="lesson.cancel"]').waitFor();
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });

  await tileOf(page, first).click({ modifiers: ['Control'] });
  await page.locator('[data-picked="1"]').waitFor();
  await tileOf(page, third).click({ modifiers: ['Shift'] });
  await page.locator('[data-picked="3"]').waitFor();
  assert.equal(await panel(page).count(), 0);
  await tileOf(page, second).click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Скасувати 3 заняття' }).waitFor();
  await menu.getByRole('menuitem', { name: 'Зняти вибір' }).click();
  await page.locator('[data-picked="2"]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-picked]').waitFor({ state: 'detached' });

  await page.locator('[data-date="2026-12-08"]').click({ button: 'right', position: { x: 60, y: 60 } });
  await menu.getByRole('menuitem', { name: 'Нове заняття' }).click();
  await page.getByRole('dialog').or(page.getByTestId('lesson-form')).first().waitFor();
  assert.equal(await page.locator('[data-date="2026-12-08"]').getAttribute('data-draft'), '');
});

test('held at the edge of the week a lesson goes over to the next', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-27', startMin: 840 });
  const page = await stage.open('owner');
  const held = await take(page, id);
  await held.over('2026-11-29', '14:00');
  const edge = await page.locator('[data-grid]').boundingBox();
  assert.ok(edge);
  const { y } = await pointAt(page, '2026-11-29', '14:00');
  await page.mouse.move(Math.min(1279, edge.x + edge.width) - 4, y, { steps: 4 });
  await page.locator('[data-key="2026-11-30"]').waitFor();
  // Away from the edge, where the next week would follow.
  await held.over('2026-12-02', '14:00');
  await ghost(page).waitFor();
  await held.drop();
  await standsAt(page, id, '2026-12-02 14:00–14:55');
  await eventually(async () => assert.deepEqual(await placeOnServer(id), ['2026-12-02', 840]));
});

test('a device in another zone whose clock is a day and a half wrong still shows the studio’s today and now', async () => {
  const page = await stage.open('owner', { zone: 'America/Los_Angeles', at: '/', clockOffMs: 36 * 3_600_000 });
  await page.locator('[data-now]').waitFor();
  const todayColumn = page.locator('.column.isToday');
  await eventually(async () => assert.equal(await todayColumn.getAttribute('data-date'), '2026-11-23'));
  await eventually(async () => assert.match((await page.locator('.nowTime').textContent()) ?? '', /^08:0\d$/));
});

test('week, day and a trainer’s week each print on one page of A4, however much is on them', async () => {
  const trainerId = app.trainers.trainer;
  for (let day = 0; day < 5; day++) for (let hour = 0; hour < 12; hour++) {
    await aLesson(app, { onDate: addDays('2026-12-07', day), startMin: 480 + hour * 60, clientIds: hour % 2 ? [app.clients.client] : [app.clients.client2], trainerId });
  }
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-07' });
  await page.keyboard.press('Control+KeyP');
  const sheets = page.getByTestId('print-screen');
  await sheets.waitFor();
  for (const [what, text] of [['week', /Розклад: 7–13 грудня/], ['day', /Шевчук-Гай Тарас.*067 111 00 02/], ['trainer', /Ганна Коваленко: 7–13 грудня/]] as const) {
    await sheets.locator(`[data-print="${what}"]`).click();
    if (what === 'trainer') await sheets.getByLabel('Тренер', { exact: true }).selectOption({ label: 'Ганна Коваленко' });
    const sheet = sheets.locator(`[data-sheet="${what}"]`);
    await sheet.waitFor();
    await eventually(async () => assert.match((await sheet.textContent()) ?? '', text));
    // Nothing is cut off, and the type is still readable.
    await eventually(async () => assert.ok(await page.evaluate(`(() => {
      const sheet = document.querySelector('[data-sheet="${what}"]');
      const inside = sheet.querySelector('.content');
      return inside.scrollHeight <= inside.clientHeight + 1 && parseFloat(getComputedStyle(sheet).fontSize) > 7;
    })()`)));
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1, `${what} is one page`);
  }
  await page.keyboard.press('Escape');
  await sheets.waitFor({ state: 'detached' });
});

test('paper says of each person who came, and of a hold that it is one', async () => {
  const { client, client2 } = app.clients;
  const lesson = await aLesson(app, { onDate: '2026-11-23', startMin: 360, kindId: app.kinds.group, roomId: app.rooms.mats, clientIds: [client, client2] });
  await app.call('attendance.mark', { lessonId: lesson.id, clientId: client, outcome: 'attended' });
  await app.call('attendance.mark', { lessonId: lesson.id, clientId: client2, outcome: 'noShow' });
  await app.call('block.create', { id: app.newId(), what: 'hold', onDate: '2026-11-23', startMin: 1200, durationMin: 60, roomId: app.rooms.reformers, title: 'Юля з оголошення', expiresAt: app.clock.now() + 86_400_000 });
  const page = await stage.open('owner', { at: '/?view=day&date=2026-11-23' });
  await page.keyboard.press('Control+KeyP');
  const sheets = page.getByTestId('print-screen');
  await sheets.locator('[data-print="day"]').click();
  const mark = (name: string) => sheets.getByRole('row', { name }).locator('td').last();
  await eventually(async () => assert.deepEqual([await mark('Мельниченко Оксана').textContent(), await mark('Шевчук-Гай Тарас').textContent()], ['✓', '–']));
  await sheets.getByText('Юля з оголошення · Тримаємо час').waitFor();
  await sheets.locator('[data-print="week"]').click();
  await sheets.getByText('Юля з оголошення · Тримаємо час').waitFor();
});

test('an address names the view and the day; what is no view or day falls back to now', async () => {
  const page = await stage.open('owner', { at: DAY });
  await page.locator('[data-key^="2026-11-24/"]').first().waitFor();
  await page.keyboard.press('2');
  await eventually(async () => assert.match(await page.evaluate<string>('location.search'), /view=week&date=2026-11-24/));
  await page.goto('/?view=year&date=2026-02-31');
  await page.locator('[data-key="2026-11-23"]').waitFor();
  assert.equal(await panel(page).count(), 0);
});

test('an open lesson is in the address: a link opens it, Back closes it and no press of Back is lost', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: 1000 });
  const page = await stage.open('owner', { isPhone: true, at: DAY });
  await page.locator('[data-key^="2026-11-24"]').first().waitFor();
  await page.locator('[data-strip-date="2026-11-25"]').tap();
  await tileOf(page, id).tap();
  await panel(page).waitFor();
  const link = await page.evaluate<string>('location.pathname + location.search');
  assert.match(link, new RegExp(`date=2026-11-25&lesson=${id}$`));

  await page.goBack();
  await panel(page).waitFor({ state: 'detached' });
  await tileOf(page, id).tap();
  await panel(page).waitFor();
  await panel(page).getByRole('button', { name: 'Закрити', exact: true }).tap();
  await panel(page).waitFor({ state: 'detached' });
  await page.goBack();
  await page.locator('[data-key^="2026-11-24"]').first().waitFor();

  const guest = await stage.open('administrator', { at: link });
  await panel(guest).getByText('16:40–17:35').waitFor();
  await guest.keyboard.press('Escape');
  await panel(guest).waitFor({ state: 'detached' });
  await eventually(async () => assert.doesNotMatch(await guest.evaluate<string>('location.search'), /lesson/));
});
