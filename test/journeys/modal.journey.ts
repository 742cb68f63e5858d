// Over an open dialog: messages can be read and pressed, by every hand, and a press on what is dimmed closes without pressing what lies beneath.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { drag, form, message, panel, scrollTo, standsAt, tileOf } from './calendar.ts';
import { eventually, openStage, painted } from './stage.ts';
import { fingerOn } from './touch.ts';

const stage = await openStage();
const { app } = stage;
const UNDO = { uk: 'Повернути як було', en: 'Undo' };
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png` }); };
interface Box { x: number; y: number; width: number; height: number }
const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox();
  assert.ok(box, 'it is not in the window');
  return box;
};
/** What a finger there would press. */
const isOnTop = (locator: Locator): Promise<boolean> => locator.evaluate((e) => {
  const seen = e as unknown as { getBoundingClientRect(): Box; contains(other: unknown): boolean; ownerDocument: { elementFromPoint(x: number, y: number): unknown } }; // tests know no DOM
  const { x, y, width, height } = seen.getBoundingClientRect();
  return seen.contains(seen.ownerDocument.elementFromPoint(x + width / 2, y + height / 2));
});
/** Collects what a screen reader is told by the messages, wherever they stand. */
const listen = (page: Page) => page.evaluate(`void (() => {
  globalThis.said = [];
  const region = document.querySelector('.toasts').previousElementSibling;
  new MutationObserver(() => { if (region.textContent && region.isConnected) said.push([region.textContent, !document.querySelector('dialog:modal') || !!region.closest('dialog:modal')]); }).observe(region, { childList: true, characterData: true, subtree: true });
})()`);
const said = (page: Page) => page.evaluate<[text: string, isHeard: boolean][]>('said');
const openDay = (date: string, language: 'uk' | 'en' = 'uk', theme: 'light' | 'dark' = 'light') => stage.open('owner', { isPhone: true, at: `/?view=day&date=${date}`, language, theme });
/** A lesson of that day is held, on a phone, in its panel. */
async function holdOne(page: Page, id: number, time: string): Promise<void> {
  await scrollTo(page, time);
  await tileOf(page, id).tap();
  await panel(page).locator('[data-hold]').tap();
  await panel(page).locator('[data-panel-status="held"]').waitFor();
}

for (const [language, theme, startMin] of [['uk', 'light', 420], ['en', 'dark', 480]] as const) {
  test(`on a phone a message over a sheet leaves its head free, is pressed, and outlives it: ${language}, ${theme}`, async () => {
    const { id } = await aLesson(app, { onDate: '2026-11-23', startMin, clientIds: [app.clients.client2] });
    const page = await openDay('2026-11-23', language, theme);
    await listen(page);
    await holdOne(page, id, '07:30');
    await message(page).waitFor();
    await painted(page);
    for (const button of [panel(page).locator('[data-close]'), panel(page).locator('[data-more-actions] button').first(), message(page).getByRole('button').first(), message(page).getByRole('button').last()]) await eventually(async () => assert.ok(await isOnTop(button)));
    await eventually(async () => assert.equal((await said(page)).length, 1));
    assert.ok((await said(page))[0]?.[1], 'it is said where it can be heard');
    assert.deepEqual(await violations(page, 'message over a sheet'), []);
    await picture(page, `message-sheet-${language}-${theme}`);
    // Closing the sheet takes nothing of it along, and says nothing twice.
    await panel(page).locator('[data-close]').tap();
    await panel(page).waitFor({ state: 'detached' });
    await message(page).waitFor();
    // Nor does one that opens over it bury it.
    await page.locator('[data-new]').tap();
    await form(page).waitFor();
    await painted(page);
    const [bottom, foot] = [await boxOf(page.locator('.toasts')), await boxOf(form(page).locator('footer'))];
    assert.ok(bottom.y + bottom.height <= foot.y, 'the buttons of the form are free');
    assert.ok(await isOnTop(form(page).locator('header button')));
    // What stands last in the form can be scrolled out from under it.
    const last = form(page).locator('[data-turn-block]');
    await form(page).locator('.body').evaluate((e) => e.scrollTo(0, e.scrollHeight));
    await eventually(async () => assert.ok(await isOnTop(last)));
    await picture(page, `message-form-${language}-${theme}`);
    await message(page).getByRole('button', { name: UNDO[language] }).tap();
    await eventually(async () => assert.equal((await rowOf(app, 'lesson', id)).status, 'planned'));
    assert.equal(await form(page).count(), 1, 'the sheet stays');
    await eventually(async () => assert.ok(await isOnTop(message(page).getByRole('button').last())));
    await message(page).getByRole('button', { name: language === 'uk' ? 'Закрити повідомлення' : 'Close the message' }).tap();
    await message(page).waitFor({ state: 'detached' });
    await form(page).locator('header button').tap();
    await form(page).waitFor({ state: 'detached' });
    const all = (await said(page)).map(([text]) => text);
    assert.equal(new Set(all).size, all.length, `said once each: ${all.join(' · ')}`);
  });
}

test('over a dialog and the palette of a desk a message is pressed with the mouse and reached with Tab', async () => {
  const { id } = await aLesson(app, { startMin: 600 });
  const page = await stage.open('administrator', { theme: 'dark' });
  await drag(page, id, '2026-11-25', '11:00');
  await standsAt(page, id, '2026-11-25 11:00–11:55');
  await page.keyboard.press('Control+k');
  const palette = page.getByTestId('palette');
  await palette.waitFor();
  const undo = message(page, 'Перенесено').getByRole('button', { name: UNDO.uk });
  await eventually(async () => assert.ok(await isOnTop(undo)));
  assert.deepEqual(await violations(page, 'message over the palette'), []);
  await picture(page, 'message-palette');
  await undo.click();
  await standsAt(page, id, '2026-11-24 10:00–10:55');
  assert.equal(await palette.count(), 1);
  // What it says now is there for the keyboard, after the dialog's own.
  const again = message(page, 'Повернуто, як було').getByRole('button', { name: 'Повторити' });
  await again.waitFor();
  await palette.locator('input').focus();
  for (let i = 0; i < 4 && (await again.and(page.locator(':focus')).count()) === 0; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await standsAt(page, id, '2026-11-25 11:00–11:55');
  assert.equal(await palette.count(), 1, 'the palette stays');
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'detached' });
  await message(page, 'Повторено').waitFor();

  await page.keyboard.press('Shift+Slash');
  const help = page.getByRole('dialog');
  await help.waitFor();
  const close = message(page).getByRole('button', { name: 'Закрити повідомлення' });
  await eventually(async () => assert.ok(await isOnTop(close)));
  await picture(page, 'message-dialog');
  await close.click();
  await message(page).waitFor({ state: 'detached' });
  assert.equal(await help.count(), 1);
});

test('a tap on what a sheet dims closes it, and presses nothing beneath', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-27', startMin: 600 });
  const page = await openDay('2026-11-27');
  await scrollTo(page, '10:30');
  const address = () => page.evaluate<string>('location.href');
  const before = await address();
  const day = await boxOf(page.locator('[data-strip-date="2026-11-26"]'));
  await tileOf(page, id).tap();
  await panel(page).waitFor();
  const finger = await fingerOn(page);
  const beside = { x: day.x + day.width / 2, y: day.y + day.height / 2 };
  // Held there, it is only about to close: the browser gives the click with the end.
  await finger.down(beside);
  assert.equal(await panel(page).count(), 1);
  await finger.up();
  await panel(page).waitFor({ state: 'detached' });
  await painted(page);
  assert.equal(await address(), before, 'the day is the same');
  assert.equal(await page.locator('[data-key]').first().getAttribute('data-date'), '2026-11-27');

  // The month of a field, over the form.
  await page.locator('[data-new]').tap();
  const name = form(page).getByLabel('День');
  const grid = page.getByRole('dialog', { name: 'Вибрати дату' }).getByRole('grid');
  await form(page).getByRole('button', { name: 'Вибрати дату' }).first().tap();
  await grid.waitFor();
  const cross = await boxOf(form(page).locator('header button'));
  await page.touchscreen.tap(cross.x + cross.width / 2, cross.y + cross.height / 2);
  await grid.waitFor({ state: 'detached' });
  await painted(page);
  assert.equal(await form(page).count(), 1, 'only the month closes');
  assert.equal(await name.inputValue(), '27.11.2026');
});

test('the palette closes by a click beside it, which opens nothing; one that begins inside closes nothing', async () => {
  const page = await stage.open('owner');
  await scrollTo(page, '12:00');
  await page.keyboard.press('Control+k');
  const palette = page.getByTestId('palette');
  const input = palette.locator('input');
  await input.fill('Олена');
  const field = await boxOf(input);
  // Text is marked, out to the side.
  await page.mouse.move(field.x + 40, field.y + field.height / 2);
  await page.mouse.down();
  await page.mouse.move(field.x - 120, field.y + field.height / 2, { steps: 4 });
  await page.mouse.up();
  await painted(page);
  assert.equal(await palette.count(), 1);
  // And begun beside it, but taken back.
  await page.mouse.down();
  await page.mouse.move(field.x + 40, field.y + field.height / 2, { steps: 4 });
  await page.mouse.up();
  await painted(page);
  assert.equal(await palette.count(), 1);

  const { x, y } = { x: 1100, y: 820 };
  await page.mouse.move(x, y);
  await page.mouse.down();
  await painted(page);
  assert.equal(await palette.count(), 1, 'not before the press has ended');
  await page.mouse.up();
  await palette.waitFor({ state: 'detached' });
  await painted(page);
  assert.equal(await page.getByRole('dialog').count(), 0);
});

test('a dialog closes by a click beside it, unless the press began inside', async () => {
  const page = await stage.open('owner');
  await page.keyboard.press('Shift+Slash');
  const help = page.getByRole('dialog');
  const title = await boxOf(help.getByRole('heading').first());
  await page.mouse.move(title.x + 40, title.y + title.height / 2);
  await page.mouse.down();
  await page.mouse.move(30, title.y + 40, { steps: 4 });
  await page.mouse.up();
  await painted(page);
  assert.equal(await help.count(), 1);
  await page.mouse.move(1150, 420);
  await page.mouse.down();
  await painted(page);
  assert.equal(await help.count(), 1, 'not before the press has ended');
  await page.mouse.up();
  await help.waitFor({ state: 'detached' });
  await painted(page);
  assert.equal(await page.getByRole('dialog').count(), 0);
});
