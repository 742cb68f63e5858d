// The whole calendar without a mouse, and a focus that news do not take away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson, rowOf } from '../factories.ts';
import { form, ghost, labelOf, message, panel, placeOf, pointAt, scrollTo, standsAt, tileOf } from './calendar.ts';
import { eventually, openStage, painted } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const focused = (page: Page) => page.evaluate<string>(`(() => {
  const e = document.activeElement;
  return e?.dataset.lessonId ?? e?.getAttribute('aria-label') ?? (e?.id && document.querySelector('label[for="' + e.id + '"]')?.textContent) ?? e?.textContent?.trim() ?? '';
})()`);
const isFocused = (page: Page, what: string | RegExp) => eventually(async () => assert.match(await focused(page), typeof what === 'string' ? new RegExp(`^${what}$`) : what));
/** Presses Tab until the focus stands there. */
async function tabTo(page: Page, what: string): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    seen.push(await focused(page));
    if (seen.at(-1) === what) return;
  }
  assert.fail(`Tab does not lead to ${what}: ${seen.join(' · ')}`);
}

test('a lesson is reached, read, moved, stretched, opened, cancelled and brought back with keys alone', async () => {
  const first = await aLesson(app, { startMin: 600, trainerId: app.trainers.trainer, clientIds: [app.clients.client] });
  const second = await aLesson(app, { startMin: 720 });
  const [page, other] = await Promise.all([stage.open('owner'), stage.open('administrator')]);
  await standsAt(page, first.id, '2026-11-24 10:00–10:55');
  await tabTo(page, String(first.id));
  const label = await labelOf(page, first.id);
  assert.match(label, /^10:00–10:55, вівторок, 24 листопада, Мельниченко Оксана, Індивідуальне, Ганна Коваленко, .*заплановано/);
  await page.keyboard.press('ArrowDown');
  await isFocused(page, String(second.id));
  await page.keyboard.press('ArrowUp');
  await isFocused(page, String(first.id));

  await page.keyboard.down('Alt');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.match((await ghost(page).textContent()) ?? '', /10:30–11:25/);
  await page.keyboard.up('Alt');
  await standsAt([page, other], first.id, '2026-11-25 10:30–11:25');
  await isFocused(page, String(first.id));

  await page.keyboard.down('Alt');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.up('Alt');
  await standsAt([page, other], first.id, '2026-11-25 10:30–11:40');
  await page.keyboard.press('Enter');
  await panel(page).waitFor();
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });
  await isFocused(page, String(first.id));

  await page.keyboard.press('Delete');
  await isFocused(page, 'Причина');
  await page.keyboard.type('Не прийде');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await tileOf(other, first.id).getAttribute('data-status'), 'cancelled'));
  assert.equal((await rowOf(app, 'lesson', first.id)).cancelReason, 'Не прийде');
  await message(page, 'Заняття скасовано').getByRole('button', { name: 'Повернути як було' }).focus();
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await tileOf(other, first.id).getAttribute('data-status'), 'planned'));
});

test('Tab through the days of the head leaves the hours where they are', async () => {
  const page = await stage.open('owner', { size: { width: 1280, height: 800 } });
  const scrolled = () => page.evaluate<number>(`document.querySelector('[data-head-height]').scrollTop`);
  const before = await scrolled();
  assert.ok(before > 100);
  await page.locator('[data-new]').focus();
  for (let i = 0; i < 7; i++) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(`document.activeElement.dataset.headDate`), `${i}`);
    await painted(page);
    assert.equal(await scrolled(), before);
  }
});

test('Esc before Alt is let go leaves the lesson where it was', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-26', startMin: 600 });
  const page = await stage.open('owner');
  await standsAt(page, id, '2026-11-26 10:00–10:55');
  const rev = await app.rev();
  await tileOf(page, id).focus();
  await page.keyboard.down('Alt');
  await page.keyboard.press('ArrowDown');
  await ghost(page).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.up('Alt');
  await ghost(page).waitFor({ state: 'detached' });
  assert.deepEqual([await placeOf(page, id), await app.rev()], ['2026-11-26 10:00–10:55', rev]);
});

test('N makes a lesson where the keyboard is, and keys change view and day', async () => {
  const page = await stage.open('owner');
  await tabTo(page, await page.locator('[data-cursor]').getAttribute('aria-label') ?? '');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('n');
  await form(page).waitFor();
  await isFocused(page, 'Клієнт');
  assert.deepEqual([await form(page).getByLabel('День', { exact: true }).inputValue(), await form(page).getByLabel('Початок').inputValue()], ['24.11.2026', '10:30']);
  await page.keyboard.type('ше');
  await page.getByRole('option', { name: 'Шевчук-Гай Тарас' }).waitFor();
  await page.keyboard.press('Enter');
  await form(page).getByRole('button', { name: 'Прибрати: Шевчук-Гай Тарас' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /10:30–11:25.*Шевчук-Гай Тарас/ }).waitFor();
  await form(page).waitFor({ state: 'detached' });

  const at = () => page.evaluate<string>('location.search');
  await page.keyboard.press('1');
  await eventually(async () => assert.equal(await at(), '?view=day&date=2026-11-24'));
  await page.locator('[data-key^="2026-11-24/"]').first().waitFor();
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('ArrowRight');
  await eventually(async () => assert.equal(await at(), '?view=day&date=2026-11-25'));
  await page.keyboard.press('2');
  await page.keyboard.press('ArrowLeft');
  await eventually(async () => assert.equal(await at(), '?view=week&date=2026-11-18'));
  await page.keyboard.press('t');
  await eventually(async () => assert.equal(await at(), '?view=week&date=2026-11-23'));
  await page.goBack();
  await eventually(async () => assert.equal(await page.locator('[data-key]').first().getAttribute('data-date'), '2026-11-16'));
});

test('what others do takes the focus neither from a lesson, nor from a field, and is read aloud', async () => {
  const [mine, moved] = await Promise.all([aLesson(app, { onDate: '2026-11-27', startMin: 600 }), aLesson(app, { onDate: '2026-11-27', startMin: 720 })]);
  const page = await stage.open('owner');
  await standsAt(page, mine.id, '2026-11-27 10:00–10:55');
  await tileOf(page, mine.id).focus();
  await app.call('lesson.move', { id: moved.id, seenRev: moved.rev, onDate: '2026-11-28', startMin: 600 });
  await standsAt(page, moved.id, '2026-11-28 10:00–10:55');
  await isFocused(page, String(mine.id));
  await eventually(async () => assert.match((await page.getByTestId('calendar-live').textContent()) ?? '', /Змінено: 10:00–10:55, субота, 28 листопада/));

  await app.call('lesson.move', { id: mine.id, seenRev: mine.rev, onDate: '2026-11-26', startMin: 900 });
  await standsAt(page, mine.id, '2026-11-26 15:00–15:55');
  await isFocused(page, String(mine.id));

  await page.keyboard.press('Enter');
  await panel(page).getByRole('button', { name: 'Змінити' }).focus();
  await page.keyboard.press('Enter');
  await panel(page).getByLabel('Тривалість').focus();
  await page.keyboard.press('End');
  await page.keyboard.type('0');
  const again = await rowOf(app, 'lesson', mine.id);
  await app.call('lesson.update', { id: mine.id, seenRev: again.rev, note: 'Від іншої людини' });
  await eventually(async () => assert.equal(await panel(page).locator('textarea').inputValue(), 'Від іншої людини'));
  await isFocused(page, 'Тривалість');
  assert.equal(await panel(page).getByLabel('Тривалість').inputValue(), '550');
});

test('a lesson that somebody takes to another day, or adds, is read aloud as well; several at once are counted', async () => {
  const made = await Promise.all([600, 700, 800].map((startMin) => aLesson(app, { onDate: '2026-11-24', startMin, trainerId: app.trainers.trainer2 })));
  const page = await stage.open('owner', { at: '/?view=day&date=2026-11-24' });
  const heard = (what: RegExp) => eventually(async () => assert.match((await page.getByTestId('calendar-live').textContent()) ?? '', what));
  const [first] = made as [typeof made[number]];
  await tileOf(page, first.id).waitFor();
  await app.call('lesson.move', { id: first.id, seenRev: first.rev, onDate: '2026-11-28', startMin: 600 });
  await heard(/Змінено: 10:00–10:55, субота, 28 листопада/);
  await app.call('absence.create', { id: app.newId(), trainerId: app.trainers.trainer2, kind: 'illness', fromOn: '2026-11-24', fromMin: 0, toOn: '2026-11-24', toMin: 1440 });
  await heard(/Змінено: 2 заняття/);
  await aLesson(app, { onDate: '2026-11-24', startMin: 900 });
  await heard(/З’явилося: 15:00–15:55/);
});

test('the menu of empty time leaves the focus at that time when it is closed', async () => {
  const page = await stage.open('owner');
  await scrollTo(page, '11:00');
  await page.locator('[data-cursor]').focus();
  const { x, y } = await pointAt(page, '2026-11-26', '11:00');
  await page.mouse.click(x, y + 4, { button: 'right' });
  const menu = page.getByRole('menu');
  for (const key of ['ArrowUp', 'Shift+F10']) {
    if (key === 'Shift+F10') await page.keyboard.press(key);
    await menu.waitFor();
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    await isFocused(page, /четвер, 26 листопада, 11:00/);
    await page.keyboard.press('ArrowUp');
    await isFocused(page, /четвер, 26 листопада, 10:30/);
    await page.keyboard.press('ArrowDown');
  }
});

test('in the panel every step leaves the focus in the panel', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 420 });
  const page = await stage.open('owner');
  const isInside = () => eventually(async () => assert.equal(await page.evaluate(`!!document.activeElement.closest('[data-testid=lesson-panel]')`), true, `the focus is at "${(await focused(page)).slice(0, 40)}"`));
  const press = async (name: string) => {
    await panel(page).getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
  };
  await tileOf(page, id).focus();
  await page.keyboard.press('Enter');
  await isInside();
  await press('Змінити');
  await panel(page).getByLabel('Початок').waitFor();
  await isInside();
  await press('Не зберігати');
  await panel(page).getByRole('button', { name: 'Змінити' }).waitFor();
  await isInside();
  await press('Скасувати заняття');
  await isInside();
  await press('Залишити');
  await isInside();
  await press('Проведено');
  await panel(page).getByRole('button', { name: 'Повернути в розклад' }).waitFor();
  await isInside();
});

test('while a lesson is open beside the grid its keys and those of the calendar work in it, and in its form they are letters', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-26', startMin: 600 });
  const page = await stage.open('owner');
  await tileOf(page, id).click();
  await eventually(async () => assert.ok(await page.evaluate(`document.activeElement.matches('[data-testid=lesson-panel] h2')`)));
  await page.keyboard.press('e');
  await panel(page).getByTestId('lesson-edit').waitFor();
  assert.equal(await page.evaluate(`document.activeElement.matches('[data-testid=lesson-edit] *')`), true, 'what is typed next goes into the form');
  await panel(page).getByRole('button', { name: 'Не зберігати' }).focus();
  await page.keyboard.press('n');
  assert.equal(await form(page).count(), 0, 'N in a form makes no lesson');
  await page.keyboard.press('Enter');
  await panel(page).getByRole('button', { name: 'Змінити' }).focus();
  await page.keyboard.press('Delete');
  await isFocused(page, 'Причина');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await tileOf(page, id).getAttribute('data-status'), 'cancelled'));
  await panel(page).getByRole('heading').first().focus();
  await page.keyboard.press('Control+KeyZ');
  await eventually(async () => assert.equal(await tileOf(page, id).getAttribute('data-status'), 'planned'));
  await page.keyboard.press('Shift+Slash');
  await page.getByRole('dialog', { name: 'Гарячі клавіші' }).waitFor();
});
