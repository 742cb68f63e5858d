// Adding a lesson by a click on empty time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { rowOf } from '../factories.ts';
import { clickTime, form, ghost, message, standsAt, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
/** Takes down which lessons glow in this window from now on, and how. */
const watchGlow = (page: Page) => page.evaluate(`new MutationObserver((changes) => {
  for (const { target: { dataset } } of changes) if (dataset.flashed) glowed.push(dataset.lessonId + ' ' + dataset.flashed);
}).observe(document.body, { subtree: true, attributeFilter: ['data-flashed'] }); globalThis.glowed = []; 0`);
const glowed = (page: Page, id: number) => page.evaluate<string[]>('glowed').then((all) => all.filter((what) => what.startsWith(`${id} `)));
const lastLesson = async () => Number((await app.sql<{ id: string }>('select max(id) as id from lesson'))[0]?.id);

test('a click, two letters and Enter make a lesson, which others see within two seconds, softly marked', async () => {
  const [mine, other] = await Promise.all([stage.open('owner'), stage.open('administrator', { zone: 'Asia/Tokyo' })]);
  await clickTime(mine, '2026-11-25', '12:10');
  const opened = form(mine);
  assert.equal(await opened.getByLabel('День', { exact: true }).inputValue(), '25.11.2026');
  assert.equal(await opened.getByLabel('Початок').inputValue(), '12:00');
  assert.equal(await opened.getByLabel('Тривалість').inputValue(), '55');
  assert.equal(await opened.getByLabel('Вид заняття').locator('option:checked').textContent(), 'Індивідуальне');
  assert.equal(await opened.getByLabel('Ціна').inputValue(), '777');
  assert.match((await ghost(mine).textContent()) ?? '', /12:00–12:55/, 'the interval is drawn in the grid while the form is open');

  await Promise.all([watchGlow(mine), watchGlow(other)]);
  await opened.locator('input:focus').waitFor();
  await mine.keyboard.type('ок');
  await mine.getByRole('option', { name: 'Мельниченко Оксана' }).waitFor();
  await mine.keyboard.press('Enter');
  await opened.getByRole('button', { name: 'Прибрати: Мельниченко Оксана' }).waitFor();
  const asked = performance.now();
  await mine.keyboard.press('Enter');
  await other.getByRole('button', { name: /12:00–12:55.*Мельниченко Оксана/ }).waitFor({ timeout: 2000 });
  const tookMs = performance.now() - asked;
  assert.ok(tookMs < 2000, `it took ${tookMs} ms`);
  const id = await lastLesson();
  await standsAt([mine, other], id, '2026-11-25 12:00–12:55');
  await eventually(async () => assert.deepEqual([...new Set(await glowed(other, id))], [`${id} still`], 'what others do glows'));
  await opened.waitFor({ state: 'detached' });
  await message(mine, 'Додано: Мельниченко Оксана').waitFor();
  assert.equal(await mine.evaluate('document.activeElement?.dataset.lessonId'), String(id), 'the keyboard goes on from the new lesson');
  await eventually(async () => assert.equal(await tileOf(other, id).getAttribute('data-flashed'), null));
  assert.deepEqual(await glowed(mine, id), [], 'what one does oneself does not');

  const lesson = await rowOf(app, 'lesson', id);
  assert.deepEqual([lesson.onDate, lesson.startMin, lesson.durationMin, lesson.bookings?.[0]?.clientId], ['2026-11-25', 720, 55, app.clients.client]);
  assert.equal(lesson.roomId, app.rooms.reformers, 'the first free room is chosen');
});

test('an interval drawn with the mouse becomes the length of the new lesson, and undo takes the lesson away', async () => {
  const [mine, other] = await Promise.all([stage.open('owner'), stage.open('administrator')]);
  await clickTime(mine, '2026-11-27', '15:10');
  await mine.keyboard.press('Escape');
  await form(mine).waitFor({ state: 'detached' });
  const box = await mine.locator('[data-key="2026-11-27"]').boundingBox();
  const grid = await mine.locator('[data-grid]').boundingBox();
  assert.ok(box && grid);
  const y = (minute: number) => grid.y + (grid.height * minute) / 1440;
  await mine.mouse.move(box.x + 60, y(905));
  await mine.mouse.down();
  await mine.mouse.move(box.x + 60, y(985), { steps: 6 });
  await mine.mouse.up();
  const opened = form(mine);
  assert.equal(await opened.getByLabel('Початок').inputValue(), '15:00');
  assert.equal(await opened.getByLabel('Тривалість').inputValue(), '90');
  await opened.getByLabel('Тренер').selectOption({ label: 'Ганна Коваленко' });
  await opened.getByRole('button', { name: 'Зберегти' }).click();
  await other.getByRole('button', { name: /15:00–16:30.*Ганна Коваленко/ }).waitFor({ timeout: 2000 });
  const id = await lastLesson();
  await message(mine, 'Додано').getByRole('button', { name: 'Повернути як було' }).click();
  await Promise.all([mine, other].map((page) => tileOf(page, id).waitFor({ state: 'detached', timeout: 2000 })));
});

test('a time that cannot be read is said by its field, and everything typed stays', async () => {
  const mine = await stage.open('owner');
  await clickTime(mine, '2026-11-26', '17:10');
  const opened = form(mine);
  await opened.getByLabel('Початок').fill('25:70');
  await opened.locator('summary').click();
  await opened.getByLabel('Нотатка').fill('Принести м’яч');
  await opened.getByText('Введіть час, наприклад 17:25').waitFor();
  assert.equal(await opened.getByRole('button', { name: 'Зберегти' }).isDisabled(), true);
  assert.equal(await opened.getByLabel('Початок').inputValue(), '25:70');
  await opened.getByLabel('Початок').fill('1725');
  await opened.getByLabel('Нотатка').press('Tab');
  await opened.getByRole('button', { name: 'Зберегти' }).click();
  await mine.getByRole('button', { name: /17:25–18:20/ }).waitFor();
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', await lastLesson())).note, 'Принести м’яч'));
});
