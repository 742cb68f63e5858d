// By keyboard alone: wherever something comes, goes or moves, the focus stays at the work, and what has come is said.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson } from '../factories.ts';
import { form, message, panel, placeOf, standsAt, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
/** The lesson, day or label that has the focus. */
const focused = (page: Page) => page.evaluate<string>(`(() => {
  const e = document.activeElement;
  return e === document.body ? 'nowhere' : (e.dataset.lessonId ?? e.dataset.rowLessonId ?? e.dataset.monthDay ?? e.getAttribute('aria-label') ?? e.textContent.trim());
})()`);
const isFocused = (page: Page, what: string | number) => eventually(async () => assert.equal(await focused(page), String(what)));
const isInside = (page: Page, selector: string) => eventually(async () => assert.equal(await page.evaluate(`!!document.activeElement.closest('${selector}')`), true, `the focus is at "${(await focused(page)).slice(0, 60)}"`));
const said = (page: Page, what: RegExp) => eventually(async () => assert.match((await page.getByTestId('calendar-live').textContent()) ?? '', what));
async function alt(page: Page, ...keys: string[]): Promise<void> {
  await page.keyboard.down('Alt');
  for (const key of keys) await page.keyboard.press(key);
  await page.keyboard.up('Alt');
}
/** Nothing lies over the middle of what has the focus. */
const isUncovered = (page: Page) => eventually(async () => assert.equal(await page.evaluate(`(() => {
  const e = document.activeElement;
  const { left, top, width, height } = e.getBoundingClientRect();
  const above = document.elementFromPoint(left + width / 2, top + height / 2);
  return e.contains(above) ? 'uncovered' : e.outerHTML.slice(0, 80) + ' is under ' + above?.outerHTML.slice(0, 80);
})()`), 'uncovered'));

test('a lesson that is moved past another of its day, and back, keeps the focus', async () => {
  const [mine, other] = await Promise.all([aLesson(app, { onDate: '2026-11-23', startMin: 600 }), aLesson(app, { onDate: '2026-11-23', startMin: 660 })]);
  const page = await stage.open('owner');
  await tileOf(page, mine.id).focus();
  await alt(page, ...Array.from({ length: 10 }, () => 'ArrowDown'));
  await standsAt(page, mine.id, '2026-11-23 12:30–13:25');
  await isFocused(page, mine.id);
  await page.keyboard.press('Control+KeyZ');
  await standsAt(page, mine.id, '2026-11-23 10:00–10:55');
  await isFocused(page, mine.id);
  await page.keyboard.press('ArrowDown');
  await isFocused(page, other.id);
});

test('the focused lesson is taken along to another view, in sight, and the view is said', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: 380 });
  const page = await stage.open('owner');
  await tileOf(page, id).focus();
  for (const [key, words] of [['3', /^Місяць, листопад 2026/], ['2', /^Тиждень, 23–29 листопада 2026/], ['3', /^Місяць/], ['1', /^День, середа, 25 листопада, Тренери/], ['4', /^День, середа, 25 листопада, Зали/], ['2', /^Тиждень/]] as const) {
    await page.keyboard.press(key);
    await said(page, words);
    await isFocused(page, id);
    await isUncovered(page);
  }
  await page.locator('[data-next]').focus();
  await page.keyboard.press('Enter');
  await said(page, /^Тиждень, 30 лист\. – 6 груд\. 2026/);
  await isFocused(page, 'Наступний тиждень');
  await page.keyboard.press('t');
  await said(page, /^Тиждень, 23–29 листопада 2026/);
  await page.keyboard.press('g');
  await page.locator('[data-day]:focus, button.day:focus').waitFor();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('Enter');
  await said(page, /^Тиждень, 21–27 грудня 2026/);
});

test('over the edge of the days a lesson goes on to the next ones, and the keyboard with it', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-29', startMin: 600 });
  const page = await stage.open('owner');
  await tileOf(page, id).focus();
  await alt(page, 'ArrowRight');
  await standsAt(page, id, '2026-11-30 10:00–10:55');
  await isFocused(page, id);
  await message(page, 'Перенесено').waitFor();
  await alt(page, 'ArrowDown');
  await standsAt(page, id, '2026-11-30 10:15–11:10');
  await alt(page, 'ArrowLeft');
  await standsAt(page, id, '2026-11-29 10:15–11:10');
  await isFocused(page, id);

  await page.keyboard.press('3');
  await page.locator('[data-month]').waitFor();
  await isFocused(page, id);
  // The last row of November ends with the 6th of December.
  await alt(page, 'ArrowDown');
  await eventually(async () => assert.match(await placeOf(page, id), /^2026-12-06/));
  await alt(page, 'ArrowDown');
  await eventually(async () => assert.match(await placeOf(page, id), /^2026-12-13/));
  await isFocused(page, id);
});

test('what filters the focused lesson away, lets go of the picked ones or copies a week gives the focus back to the calendar', async () => {
  const { id } = await aLesson(app, { onDate: '2026-12-08', startMin: 600, trainerId: app.trainers.trainer });
  await aLesson(app, { onDate: '2026-12-09', startMin: 600, trainerId: app.trainers.trainer2 });
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-08' });
  await tileOf(page, id).focus();
  await page.keyboard.press('f');
  await page.locator(`[data-filter-choice="trainers:${app.trainers.trainer2}"]`).check();
  await tileOf(page, id).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await isInside(page, '[data-filter], [data-grid]');
  await page.keyboard.press('f');
  await page.locator(`[data-filter-choice="trainers:${app.trainers.trainer2}"]`).uncheck();
  await page.keyboard.press('Escape');

  await tileOf(page, id).focus();
  await page.keyboard.press('x');
  await page.locator('[data-move-many]').focus();
  await page.keyboard.press('Escape');
  await page.locator('[data-move-many]').waitFor({ state: 'detached' });
  await isFocused(page, id);

  await page.keyboard.press('Control+KeyK');
  await page.getByTestId('palette').waitFor();
  await page.keyboard.type('так само');
  await page.getByRole('option', { name: /Так само на наступний тиждень/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-create-week]').focus();
  await page.keyboard.press('Enter');
  await message(page, /Створено \d занят/).waitFor();
  await isFocused(page, id);
});

test('a form that was opened from a day of the month gives the focus back to that day', async () => {
  const page = await stage.open('owner', { at: '/?view=month&date=2026-11-24' });
  await page.locator('[data-month-day="2026-11-18"]').focus();
  await page.keyboard.press('n');
  await form(page).waitFor();
  await page.keyboard.press('Escape');
  await form(page).waitFor({ state: 'detached' });
  await isFocused(page, '2026-11-18');
});

test('the list of a busy day is walked with arrows, has the menu of its lessons, and leads back to its button', async () => {
  const lessons = [];
  for (let i = 0; i < 10; i++) lessons.push(await aLesson(app, { onDate: '2026-12-17', startMin: 480 + i * 60 }));
  const [first, second] = lessons as [typeof lessons[number], typeof lessons[number]];
  const page = await stage.open('owner', { at: '/?view=month&date=2026-12-17' });
  const more = page.locator('[data-date="2026-12-17"] [data-more]');
  await more.focus();
  await page.keyboard.press('Enter');
  await isFocused(page, first.id);
  await page.keyboard.press('ArrowDown');
  await isFocused(page, second.id);
  await page.keyboard.press('ArrowUp');
  await isFocused(page, first.id);
  await page.keyboard.press('Escape');
  await isInside(page, '[data-more]');
  await page.keyboard.press('Enter');
  await isFocused(page, first.id);
  await page.keyboard.press('ArrowDown');
  await isFocused(page, second.id);
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menu').getByRole('menuitem', { name: /Скасувати заняття/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await isInside(page, '[data-more]');
  await page.keyboard.press('Enter');
  await isFocused(page, first.id);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await panel(page).waitFor();
  await eventually(async () => assert.match(page.url(), new RegExp(`lesson=${second.id}`)));
});

test('the sheet for print keeps the keyboard, scrolls with it, and Esc closes it wherever the focus is', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-24', startMin: 720 });
  const page = await stage.open('owner', { size: { width: 640, height: 400 }, at: '/?view=day&date=2026-11-24' });
  const sheet = page.getByTestId('print-screen');
  await tileOf(page, id).focus();
  await page.keyboard.press('Control+KeyP');
  await sheet.waitFor();
  const seen = new Set<string>();
  for (let i = 0; i < 16; i++) {
    await page.keyboard.press('Tab');
    seen.add(await page.evaluate<string>(`document.activeElement.closest('[data-testid=print-screen]') || document.activeElement === document.body ? document.activeElement.getAttribute('role') ?? '' : document.activeElement.outerHTML.slice(0, 90)`));
  }
  assert.deepEqual([...seen].sort(), ['', 'group'], 'nothing of the page behind it, and the sheet itself');
  const desk = sheet.getByRole('group', { name: 'Аркуш A4' });
  await desk.focus();
  await page.keyboard.press('PageDown');
  await eventually(async () => assert.ok((await desk.evaluate((e) => e.scrollTop + (e.parentElement?.scrollTop ?? 0))) > 0));
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await isFocused(page, id);
});

test('a message is closed with Esc at its button, hides no lesson from the keyboard, and an empty field says that there is nothing to take back', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-26', startMin: 1000 });
  const page = await stage.open('owner', { size: { width: 640, height: 400 }, at: '/?view=day&date=2026-11-26' });
  await tileOf(page, id).focus();
  await isUncovered(page);
  await alt(page, 'ArrowUp');
  await standsAt(page, id, '2026-11-26 16:25–17:20');
  await message(page, 'Перенесено').waitFor();
  await isUncovered(page);
  await message(page, 'Перенесено').getByRole('button').first().focus();
  await page.keyboard.press('Escape');
  await message(page).waitFor({ state: 'detached' });

  const wide = await stage.open('administrator');
  await wide.locator('[data-cursor]').focus();
  await wide.keyboard.press('n');
  await form(wide).waitFor();
  await wide.keyboard.press('Control+KeyZ');
  await message(wide, 'Повертати нічого').waitFor();
  // What has been typed is the browser's to take back.
  await form(wide).getByLabel('Тривалість').fill('45');
  await form(wide).getByLabel('Тривалість').press('Control+KeyZ');
  assert.equal(await message(wide, 'Повертати нічого').count(), 1);
});

test('a key that does nothing here says so, and so do the last lesson, another density and the way back of the browser', async () => {
  const { id } = await aLesson(app, { onDate: '2027-02-10', startMin: 600 });
  const page = await stage.open('owner', { at: '/?view=week&date=2027-02-10' });
  await tileOf(page, id).focus();
  // It has not taken place yet.
  await page.keyboard.press('h');
  await said(page, /^Тут і зараз це неможливо/);
  await page.keyboard.press('ArrowDown');
  await said(page, /^У цей бік занять більше немає/);
  await isFocused(page, id);
  for (const [density, words] of [['compact', /^Щільність: Щільно/], ['roomy', /^Щільність: Просторо/]] as const) {
    await page.locator('button[data-looks]').click();
    await page.locator(`[data-density="${density}"]`).click();
    await said(page, words);
    await page.keyboard.press('Escape');
  }
  await page.locator('[data-next]').click();
  await said(page, /^Тиждень, 15–21 лютого 2027/);
  await page.goBack();
  await said(page, /^Тиждень, 8–14 лютого 2027/);

  const english = await stage.open('administrator', { at: '/?view=week&date=2027-02-10', language: 'en' });
  await tileOf(english, id).focus();
  await english.keyboard.press('h');
  await said(english, /^That is not possible here and now/);
  await english.keyboard.press('ArrowUp');
  await said(english, /^There are no more lessons that way/);
  await english.locator('[data-next]').click();
  await said(english, /^Week, 15 – 21 February 2027|^Week, 15–21 February 2027/);
});

test('from an empty day the month that comes has the focus at that day', async () => {
  await aLesson(app, { onDate: '2027-03-02', startMin: 600 });
  const page = await stage.open('owner', { at: '/?view=month&date=2027-03-02' });
  await page.locator('[data-month-day="2027-03-18"]').focus();
  await page.keyboard.press('1');
  await said(page, /^День, четвер, 18 березня/);
  await isInside(page, '[data-cursor]');
  await page.keyboard.press('3');
  await said(page, /^Місяць, березень 2027/);
  await isFocused(page, '2027-03-18');
});
