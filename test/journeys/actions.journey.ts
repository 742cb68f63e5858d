// Every action by another way than its button: the palette, the menu at the pointer, several lessons at once, a whole week.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aGroup, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { form, message, minuteOf, panel, pointAt, scrollTo, standsAt, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const palette = (page: Page) => page.getByTestId('palette');
async function ask(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await palette(page).waitFor();
  await page.keyboard.type(text);
}
const chosen = (page: Page) => palette(page).locator('[aria-selected="true"]');
const statusOf = async (id: number) => (await rowOf(app, 'lesson', id)).status;

test('the palette finds people, days, the next lesson and actions, and does them', async () => {
  const client = await aClient(app, { firstName: 'Олена', lastName: 'Пчілка', phone: '+380630000077' });
  const { id } = await aLesson(app, { onDate: '2026-11-27', startMin: 1080, clientIds: [client.id] });
  const page = await stage.open('owner');

  await ask(page, 'олен');
  await palette(page).locator(`[data-choice="client:${client.id}"]`).waitFor();
  await palette(page).locator(`[data-choice="next:client:${client.id}"]`).click();
  await panel(page).waitFor();
  assert.match((await panel(page).textContent()) ?? '', /Пчілка Олена/);
  assert.match(await page.evaluate<string>('location.search'), /date=2026-11-27/);
  await page.keyboard.press('Escape');
  await tileOf(page, id).waitFor();

  await tileOf(page, id).focus();
  await ask(page, '');
  await palette(page).locator('[data-choice="action:lesson.cancel"]').waitFor();
  await page.keyboard.press('Escape');
  await palette(page).waitFor({ state: 'detached' });

  // By the last digits of the phone.
  await ask(page, '0077');
  await eventually(async () => assert.match((await chosen(page).textContent()) ?? '', /Пчілка Олена/));
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await page.evaluate<string>('location.pathname'), `/clients/${client.id}`));

  await ask(page, 'четвер');
  await eventually(async () => assert.match((await chosen(page).textContent()) ?? '', /Четвер, 26 листопада/));
  await page.keyboard.press('Enter');
  await page.getByTestId('calendar').waitFor();
  await eventually(async () => assert.match(await page.evaluate<string>('location.search'), /date=2026-11-26/));

  await ask(page, 'new les');
  await eventually(async () => assert.match((await chosen(page).textContent()) ?? '', /Нове заняття/));
  await page.keyboard.press('Enter');
  await form(page).waitFor();
  await page.keyboard.press('Escape');

  // Nothing else begins with the name of a view; with nothing to take back nothing is done again.
  await ask(page, 'день');
  await eventually(async () => assert.equal(await chosen(page).getAttribute('data-choice'), 'action:view.day'));
  await page.keyboard.press('Enter');
  await eventually(async () => assert.match(await page.evaluate<string>('location.search'), /view=day/));
  await ask(page, 'сьогодні');
  await eventually(async () => assert.deepEqual(await palette(page).locator('[data-choice="action:today"] .detail, [data-choice="action:page.today"] .detail').allTextContents(), ['Календар', 'Сторінки']));
  await page.keyboard.press('Escape');

  await ask(page, 'вільний час');
  await eventually(async () => assert.match((await chosen(page).textContent()) ?? '', /Нове заняття/));
  await page.keyboard.press('Escape');

  await ask(page, 'щось, чого немає');
  await palette(page).getByText('Нічого не знайдено').waitFor();
  await page.keyboard.press('Escape');
  await palette(page).waitFor({ state: 'detached' });
});

test('in English a view is opened by its name, and undo never does again what was undone', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-28', startMin: 420 });
  const page = await stage.open('owner', { language: 'en' });
  await ask(page, 'week');
  await eventually(async () => assert.equal(await chosen(page).getAttribute('data-choice'), 'action:view.week'));
  await page.keyboard.press('Escape');
  await scrollTo(page, '07:00');
  await tileOf(page, id).focus();
  await page.keyboard.press('Delete');
  await page.locator('[data-confirm-cancel]').click();
  await eventually(async () => assert.equal(await statusOf(id), 'cancelled'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+KeyZ');
  await eventually(async () => assert.equal(await statusOf(id), 'planned'));
  for (const text of ['undo', 'повернути']) {
    await ask(page, text);
    await eventually(async () => assert.equal(await palette(page).getByRole('combobox').inputValue(), text));
    assert.equal(await palette(page).locator('[data-choice="action:redo"], [data-choice="action:undo"]').count(), 0, text);
    await page.keyboard.press('Escape');
  }
  await ask(page, 'redo');
  await eventually(async () => assert.equal(await chosen(page).getAttribute('data-choice'), 'action:redo'));
});

test('the menu at the pointer offers what may be done with a lesson and with empty time, and nothing else', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 540 });
  const later = await aLesson(app, { onDate: '2026-11-25', startMin: 540 });
  const page = await stage.open('owner');
  await scrollTo(page, '09:30');
  const menu = page.getByRole('menu');
  const names = async () => (await menu.getByRole('menuitem').allTextContents()).map((s) => s.trim());

  await tileOf(page, later.id).click({ button: 'right' });
  await menu.waitFor();
  assert.ok(!(await names()).some((n) => n.startsWith('Проведено')), 'what lies ahead has not been held');
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });

  // The first is focused; arrows go round.
  await tileOf(page, id).click({ button: 'right' });
  await menu.waitFor();
  await page.keyboard.press('ArrowUp');
  await eventually(async () => assert.match(await page.evaluate<string>('document.activeElement.textContent'), /Скасувати/));
  await menu.getByRole('menuitem', { name: 'Скопіювати заняття' }).click();
  await message(page, 'Скопійовано').waitFor();

  const { x, y } = await pointAt(page, '2026-11-26', '11:00');
  await page.mouse.click(x, y + 4, { button: 'right' });
  await menu.waitFor();
  await menu.getByRole('menuitem', { name: 'Вставити скопійоване заняття' }).click();
  await eventually(async () => {
    const made = await app.sql<{ id: number }>(`select id from lesson where on_date = '2026-11-26' and start_min = $1`, [minuteOf('11:00')]);
    assert.equal(made.length, 1);
  });
  await page.keyboard.press('Control+KeyZ');
  await eventually(async () => assert.equal((await app.sql(`select 1 from lesson where on_date = '2026-11-26' and start_min = $1`, [minuteOf('11:00')])).length, 0));

  // Shift+F10 opens the same at the focus; a client has nothing to do here.
  await tileOf(page, later.id).focus();
  await page.keyboard.press('Shift+F10');
  await menu.waitFor();
  assert.ok((await names()).some((n) => n.startsWith('Скасувати')));
});

test('several lessons are picked, moved, held, told and cancelled at once, and taken back at once', async () => {
  const at = async (onDate: string, startMin: number) => aLesson(app, { onDate, startMin, clientIds: [(await aClient(app, { phone: '+380630000000' })).id] });
  const lessons = [await at('2026-11-24', 600), await at('2026-11-24', 700), await at('2026-11-25', 600)];
  const [page, other] = await Promise.all([stage.open('owner'), stage.open('administrator')]);
  const bar = page.getByTestId('selection-bar');
  await scrollTo(page, '11:00');
  for (const { id } of lessons.slice(0, 2)) await tileOf(page, id).click({ modifiers: ['Control'] });
  assert.equal(await bar.locator('[data-picked]').getAttribute('data-picked'), '2');
  await tileOf(page, lessons[2]!.id).focus();
  await page.keyboard.press('x');
  await bar.locator('[data-picked="3"]').waitFor();

  await bar.getByRole('button', { name: 'Перенести' }).click();
  const move = page.getByTestId('move-many');
  await move.getByRole('button', { name: 'На день', exact: true }).click();
  await move.getByLabel('На скільки хвилин').fill('-30');
  await page.getByRole('dialog').getByRole('button', { name: 'Перенести', exact: true }).click();
  await standsAt([page, other], lessons[0]!.id, '2026-11-25 09:30–10:25');
  await standsAt([page, other], lessons[2]!.id, '2026-11-26 09:30–10:25');
  await message(page, 'Перенесено 3 заняття').getByRole('button', { name: 'Повернути як було' }).click();
  await standsAt([page, other], lessons[0]!.id, '2026-11-24 10:00–10:55');
  await standsAt([page, other], lessons[1]!.id, '2026-11-24 11:40–12:35');
  await standsAt([page, other], lessons[2]!.id, '2026-11-25 10:00–10:55');

  // Into another week: the message leads there, and the bar has the way on and back.
  await bar.getByRole('button', { name: 'Перенести' }).click();
  await move.getByRole('button', { name: 'На тиждень', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Перенести', exact: true }).click();
  await message(page, 'Перенесено 3 заняття').getByRole('button', { name: 'Показати' }).click();
  await standsAt(page, lessons[0]!.id, '2026-12-01 10:00–10:55');
  await bar.getByRole('button', { name: 'Попередній тиждень' }).click();
  await page.locator('[data-key="2026-11-24"]').waitFor();
  await bar.getByRole('button', { name: 'Наступний тиждень' }).click();
  await standsAt(page, lessons[0]!.id, '2026-12-01 10:00–10:55');
  await bar.locator('[data-picked="3"]').waitFor();
  await page.keyboard.press('Control+KeyZ');
  await bar.getByRole('button', { name: 'Попередній тиждень' }).click();
  await standsAt([page, other], lessons[0]!.id, '2026-11-24 10:00–10:55');

  await bar.getByRole('button', { name: 'Повідомити' }).click();
  const told = page.getByTestId('tell-list');
  await told.getByText('063 000 00 00').nth(2).waitFor();
  assert.equal(await told.getByText('063 000 00 00').count(), 3);
  await page.keyboard.press('Escape');

  await bar.getByRole('button', { name: 'Скасувати' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Причина').fill('Тренер захворів');
  await dialog.locator('[data-confirm-cancel]').click();
  await dialog.waitFor({ state: 'detached' });
  await eventually(async () => assert.deepEqual(await Promise.all(lessons.map((l) => statusOf(l.id))), ['cancelled', 'cancelled', 'cancelled']));
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
});

test('Delete, H and the menu of one of several picked lessons are about all of them, and the focus stays with it', async () => {
  const lessons = [await aLesson(app, { onDate: '2026-11-23', startMin: 360 }), await aLesson(app, { onDate: '2026-11-23', startMin: 430 })];
  const last = lessons[1]!.id;
  const page = await stage.open('owner');
  const dialog = page.getByRole('dialog', { name: 'Скасувати 2 заняття?' });
  const are = (status: string) => eventually(async () => {
    assert.deepEqual(await Promise.all(lessons.map((l) => statusOf(l.id))), [status, status]);
    assert.deepEqual(await Promise.all(lessons.map((l) => tileOf(page, l.id).getAttribute('data-status'))), [status, status]);
  });
  const isOnTile = () => eventually(async () => assert.equal(await page.evaluate<string>('document.activeElement.dataset.lessonId ?? document.activeElement.outerHTML.slice(0, 80)'), String(last)));
  await scrollTo(page, '07:00');
  for (const { id } of lessons) {
    await tileOf(page, id).focus();
    await page.keyboard.press('x');
  }
  await page.locator('[data-picked="2"]').waitFor();
  await tileOf(page, last).click({ button: 'right' });
  const item = (id: string) => page.getByRole('menu').locator(`[data-action="lesson.${id}"] span`);
  assert.deepEqual(await Promise.all(['hold', 'pick', 'cancel'].map((id) => item(id).innerText())), ['Позначити проведеними 2 заняття', 'Зняти вибір', 'Скасувати 2 заняття']);
  await item('cancel').click();
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await isOnTile();

  await page.keyboard.press('Delete');
  await dialog.getByLabel('Причина').fill('Хвороба');
  await page.keyboard.press('Enter');
  await are('cancelled');
  await isOnTile();
  await page.keyboard.press('Control+KeyZ');
  await are('planned');

  // From the bar, whose button is not to be pressed any more.
  await page.locator('[data-cancel-many]').click();
  await dialog.locator('[data-confirm-cancel]').click();
  await are('cancelled');
  await isOnTile();
  await page.keyboard.press('Control+KeyZ');
  await are('planned');

  await page.keyboard.press('h');
  await are('held');
  await isOnTile();
  await page.locator('[data-clear]').click();
  await page.getByTestId('selection-bar').waitFor({ state: 'detached' });
  await isOnTile();
});

test('of several moved lessons those that could not be moved stay picked, each with its reason on a line', async () => {
  const { trainer } = app.trainers;
  const free = await aLesson(app, { onDate: '2026-11-26', startMin: 900, trainerId: trainer });
  const stuck = await aLesson(app, { onDate: '2026-11-26', startMin: 1000, trainerId: trainer });
  await aLesson(app, { onDate: '2026-11-27', startMin: 1000, trainerId: trainer });
  const page = await stage.open('owner');
  await scrollTo(page, '15:00');
  for (const { id } of [free, stuck]) await tileOf(page, id).click({ modifiers: ['Control'] });
  await page.getByTestId('selection-bar').getByRole('button', { name: 'Перенести' }).click();
  await page.getByTestId('move-many').getByRole('button', { name: 'На день', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Перенести', exact: true }).click();
  await standsAt(page, free.id, '2026-11-27 15:00–15:55');
  assert.match(await message(page, 'Перенесено 1 заняття').locator('p').innerText(), /Не вийшло 1:\nчт, 26 лист\. 16:40/);
  await page.locator('[data-picked="1"]').waitFor();
  await page.getByTestId('selection-bar').getByRole('button', { name: 'Скасувати' }).click();
  await page.locator('[data-confirm-cancel]').click();
  await eventually(async () => assert.deepEqual([await statusOf(free.id), await statusOf(stuck.id)], ['planned', 'cancelled']));
});

test('a week is copied to the next: what is there already is left out, what clashes is said, one press takes it all back', async () => {
  const group = await aGroup(app, { name: 'Вечірні спини' });
  const trainerId = app.trainers.trainer;
  await aLesson(app, { onDate: '2026-12-07', startMin: 1080, kindId: app.kinds.group, groupId: group.id, trainerId });
  await aLesson(app, { onDate: '2026-12-08', startMin: 600, trainerId });
  await aLesson(app, { onDate: '2026-12-09', startMin: 660, trainerId });
  await aLesson(app, { onDate: '2026-12-10', startMin: 660, trainerId });
  const off = await aLesson(app, { onDate: '2026-12-17', startMin: 660, trainerId });
  await app.call('lesson.cancel', { id: off.id, seenRev: off.rev, askedBy: 'studio', reason: 'Свято' });
  // The same group stands there already; another lesson of the trainer is in the way.
  await aLesson(app, { onDate: '2026-12-14', startMin: 1080, kindId: app.kinds.group, groupId: group.id, trainerId });
  await aLesson(app, { onDate: '2026-12-15', startMin: 610, trainerId });
  const count = async () => Number((await app.sql<{ n: string }>(`select count(*) as n from lesson where on_date between '2026-12-14' and '2026-12-20'`))[0]?.n);
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-07' });
  await ask(page, 'так само');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog').filter({ has: page.getByTestId('copy-week') });
  await dialog.locator('[data-copy-state]').nth(3).waitFor();
  assert.deepEqual(await dialog.locator('[data-copy-state]').evaluateAll((rows) => rows.map((r) => r.getAttribute('data-copy-state'))), ['exists', 'clash', 'free', 'cancelled']);
  await dialog.getByText('там скасовано').waitFor();
  await eventually(async () => assert.equal(await dialog.locator('.all input').evaluate((input) => input === input.ownerDocument.activeElement), true));
  await dialog.getByRole('button', { name: 'Створити 1 заняття' }).click();
  await message(page, 'Створено 1 заняття').waitFor();
  assert.equal(await count(), 4);
  await message(page, 'Створено 1 заняття').getByRole('button', { name: 'До того тижня' }).click();
  await page.locator('[data-key="2026-12-16"]').waitFor();
  await page.keyboard.press('Control+KeyZ');
  await eventually(async () => assert.equal(await count(), 3));
});

test('a week is copied with what stands in the way marked beforehand: absences and closed time with their reason, breaks too, holds named as left', async () => {
  const { trainer, trainer2 } = app.trainers;
  const on = (onDate: string, startMin: number, trainerId: number) => aLesson(app, { onDate, startMin, trainerId });
  await on('2027-01-04', 600, trainer);
  await on('2027-01-05', 600, trainer2);
  const hour = { durationMin: 60, onDate: '2027-01-06', trainerId: trainer };
  await app.call('block.create', { id: app.newId(), what: 'break', startMin: 780, ...hour, title: 'Обід' });
  await app.call('block.create', { id: app.newId(), what: 'hold', startMin: 900, ...hour, expiresAt: app.clock.now() + 86_400_000 * 90 });
  await app.call('absence.create', { id: app.newId(), trainerId: trainer, kind: 'vacation', fromOn: '2027-01-11', fromMin: 0, toOn: '2027-01-11', toMin: 1440 });
  await app.call('closure.create', { id: app.newId(), fromOn: '2027-01-12', fromMin: 480, toOn: '2027-01-12', toMin: 720, reason: 'Ремонт', cancels: false });
  const copied = async () => (await app.sql<{ at: string }>(`select on_date || ' ' || start_min || coalesce(' ' || block, '') as at from lesson where on_date between '2027-01-11' and '2027-01-17' order by on_date`)).map((f) => f.at);
  const page = await stage.open('owner', { at: '/?view=week&date=2027-01-04', theme: 'dark' });
  await ask(page, 'так само');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog').filter({ has: page.getByTestId('copy-week') });
  await dialog.locator('[data-copy-state]').nth(2).waitFor();
  assert.deepEqual(await dialog.locator('[data-copy-state]').evaluateAll((rows) => rows.map((r) => r.getAttribute('data-copy-state'))), ['absence', 'closure', 'free']);
  await dialog.getByText('відсутність тренера').waitFor();
  await dialog.getByText('зачинено на час: Ремонт').waitFor();
  await dialog.getByText('«Тримаємо час» не копіюється').waitFor();
  await dialog.locator('[data-copy-state="closure"] input').check();
  assert.ok(await dialog.getByRole('button', { name: 'Створити: 2' }).isDisabled(), 'closed time is entered with a reason only');
  await dialog.getByLabel('Причина, щоб усе одно записати').fill('Онлайн');
  assert.deepEqual(await violations(page, 'copying a week'), []);
  if (process.env.JOURNEY_PICTURES) await page.screenshot({ path: `${process.env.JOURNEY_PICTURES}/copy-week.png` });
  await dialog.getByRole('button', { name: 'Створити: 2' }).click();
  await message(page, 'Створено: 2.').waitFor();
  assert.deepEqual(await copied(), ['2027-01-12 600', '2027-01-13 780 break']);
  await message(page, 'Створено: 2.').getByRole('button', { name: 'Повернути як було' }).click();
  await eventually(async () => assert.deepEqual(await copied(), []));
});
