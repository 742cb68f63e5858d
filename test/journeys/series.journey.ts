// A regular schedule: looked at, made, changed from one lesson on, ended; two windows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { clickTime, drag, form, message, panel, standsAt, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const dialog = (page: Page) => page.getByRole('dialog').filter({ has: page.getByTestId('series') });
const members = async () => (await app.sql<{ id: number; at: string }>(`select id::int, on_date::text || ' ' || start_min / 60 || ' ' || coalesce(trainer_id::text, '-') as at from lesson where series_id is not null order by during`));
const places = async () => (await members()).map((m) => m.at);

test('a lesson comes back every week: conflicts are shown first, then all are made at once and can all be taken back', async () => {
  const { trainer, trainer2 } = app.trainers;
  await aLesson(app, { onDate: '2026-12-01', startMin: 1090, trainerId: trainer });
  await aLesson(app, { onDate: '2026-12-10', startMin: 1090, trainerId: trainer });
  await app.call('trainer.setDayHours', { id: trainer, seenRev: (await rowOf(app, 'trainer', trainer)).rev, onDate: '2026-11-26', spans: [{ startMin: 600, endMin: 1080 }] });
  const [mine, other] = await Promise.all([stage.open('owner'), stage.open('administrator')]);
  await clickTime(mine, '2026-11-24', '18:10');
  await form(mine).getByRole('combobox', { name: 'Клієнт' }).click();
  await mine.keyboard.type('ок');
  await mine.getByRole('option', { name: 'Мельниченко Оксана' }).click();
  await form(mine).getByLabel('Тренер').selectOption({ label: 'Ганна Коваленко' });
  await form(mine).getByRole('switch', { name: 'Повторювати щотижня' }).check();
  await form(mine).getByRole('button', { name: 'четвер' }).click();
  await form(mine).getByLabel('До якого дня').fill('11.12.2026');
  await mine.keyboard.press('Tab');
  await form(mine).getByRole('button', { name: 'Переглянути дати' }).click();
  const rows = dialog(mine).locator('[data-series-date]');
  await eventually(async () => assert.equal(await rows.count(), 6));
  assert.deepEqual(await rows.evaluateAll((all) => all.map((r) => r.getAttribute('data-series-state'))), ['free', 'free', 'taken', 'free', 'free', 'taken']);
  // Outside the trainer's hours is said, and hinders nothing.
  await dialog(mine).getByText('6 дат, 1 поза робочими годинами. 2 дати позначено').waitFor();
  await rows.nth(1).getByText('поза робочими годинами').waitFor();
  assert.equal(await dialog(mine).locator('li').getByText('поза робочими годинами').count(), 1);
  if (process.env['JOURNEY_PICTURES']) await mine.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/series-outside-hours.png` });
  assert.deepEqual(await violations(mine, 'dates of a regular schedule'), []);
  // The first that clashes gets another trainer, the second is left out.
  await rows.nth(2).getByLabel('Інший тренер').selectOption({ label: 'Ігор Бондаренко' });
  await dialog(mine).getByRole('button', { name: 'Створити 5 занять' }).click();
  await message(mine, 'Створено 5 занять').waitFor();
  await form(mine).waitFor({ state: 'detached' });
  assert.deepEqual(await places(), [`2026-11-24 18 ${trainer}`, `2026-11-26 18 ${trainer}`, `2026-12-01 18 ${trainer2}`, `2026-12-03 18 ${trainer}`, `2026-12-08 18 ${trainer}`]);
  const [first] = await members();
  assert.ok(first);
  await standsAt(other, first.id, '2026-11-24 18:00–18:55');

  await message(mine, 'Створено 5 занять').getByRole('button', { name: 'Повернути як було' }).click();
  await eventually(async () => assert.deepEqual(await members(), []));
  await message(mine).getByRole('button', { name: 'Повторити' }).click();
  await eventually(async () => assert.equal((await members()).length, 5));
});

test('where no room is free on its first date, a lesson that repeats gets the usual one, and the dates say where it clashes', async () => {
  for (const roomId of [app.rooms.reformers, app.rooms.mats]) await aLesson(app, { onDate: '2026-11-25', startMin: 780, kindId: app.kinds.group, roomId });
  const page = await stage.open('owner');
  await clickTime(page, '2026-11-25', '13:00');
  const room = form(page).getByLabel('Зал', { exact: true });
  assert.equal(await room.inputValue(), '');
  await form(page).getByRole('switch', { name: 'Повторювати щотижня' }).check();
  await eventually(async () => assert.equal(await room.inputValue(), String(app.rooms.reformers)));
  await form(page).getByRole('button', { name: 'Переглянути дати' }).click();
  await dialog(page).locator('[data-series-date="2026-11-25"][data-series-state="taken"]').waitFor();
  assert.equal(await dialog(page).locator('[data-series-state="taken"]').count(), 1);
  await dialog(page).getByText('Тренера не вибрано.').waitFor();
});

test('where every date is free, Enter after Enter makes the schedule', async () => {
  const page = await stage.open('owner', { at: '/?view=week&date=2027-02-10' });
  const before = (await members()).length;
  await clickTime(page, '2027-02-10', '13:00');
  await form(page).getByLabel('Тренер').selectOption({ label: 'Ганна Коваленко' });
  await form(page).getByRole('switch', { name: 'Повторювати щотижня' }).check();
  await form(page).getByRole('button', { name: 'Переглянути дати' }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).locator('[data-series-date]').first().waitFor();
  assert.equal(await dialog(page).getByText('Тренера не вибрано.').count(), 0);
  await page.keyboard.press('Enter');
  await message(page, 'Створено').waitFor();
  assert.ok((await members()).length > before);
});

test('a drag moves one lesson, and its message offers the following ones; the panel tells the schedule and ends it', async () => {
  const { trainer } = app.trainers;
  const id = app.newId();
  await app.call('series.create', { id, kindId: app.kinds.individual, trainerId: trainer, slots: [{ weekday: 3, startMin: 600, durationMin: 55 }], fromOn: '2027-01-13', count: 4 });
  const own = async () => (await app.sql<{ id: number; at: string }>(`select id::int, on_date::text || ' ' || start_min as at from lesson where series_id = $1 order by during`, [id]));
  const [, second, third] = await own();
  assert.ok(second && third);
  const page = await stage.open('owner', { at: '/?view=week&date=2027-01-20' });
  await drag(page, second.id, '2027-01-21', '12:00');
  await message(page, 'Перенесено').waitFor();
  const cut = await page.evaluate<string[]>(`(() => {
    const toast = document.querySelector('[popover] .toast');
    const { left, right } = toast.getBoundingClientRect();
    return [...toast.querySelectorAll('p, button')].filter((e) => { const box = e.getBoundingClientRect(); return box.left < left || box.right > right || (e.matches('p') && box.width < 300); }).map((e) => e.textContent);
  })()`);
  assert.deepEqual(cut, [], 'a message with three ways on shows all of itself');
  await message(page, 'Перенесено').getByRole('button', { name: 'Наступні — так само' }).click();
  await message(page, 'Так само змінено ще 2 заняття').waitFor();
  assert.deepEqual((await own()).map((m) => m.at), ['2027-01-13 600', '2027-01-21 720', '2027-01-28 720', '2027-02-04 720']);
  await tileOf(page, second.id).focus();
  await message(page, 'Так само змінено').getByRole('button', { name: 'Повернути як було' }).focus();
  await page.keyboard.press('Enter');
  await eventually(async () => assert.deepEqual((await own()).map((m) => m.at), ['2027-01-13 600', '2027-01-21 720', '2027-01-27 600', '2027-02-03 600']));
  assert.equal(await page.evaluate('document.activeElement.dataset.lessonId'), String(second.id), 'the keyboard is where it was before the message');
  await message(page, 'Повернуто, як було').waitFor();

  await tileOf(page, second.id).click();
  await panel(page).getByText('це заняття змінено окремо').waitFor();
  await panel(page).locator('[data-more-actions] button').first().click();
  await page.getByRole('menuitem', { name: 'Завершити постійний запис після цього заняття' }).click();
  await message(page, 'прибрано 2 заняття').waitFor();
  assert.deepEqual((await own()).map((m) => m.at), ['2027-01-13 600', '2027-01-21 720']);
  assert.equal((await rowOf(app, 'series', id)).untilOn, '2027-01-21');
});

test('a closed day among the following ones is told, and they go there all the same when that is meant', async () => {
  const id = app.newId();
  await app.call('series.create', { id, kindId: app.kinds.individual, trainerId: app.trainers.trainer2, slots: [{ weekday: 3, startMin: 600, durationMin: 55 }], fromOn: '2027-04-07', count: 3 });
  await app.call('studio.update', { seenRev: (await rowOf(app, 'studio', app.studioId)).rev, closedDays: [{ onDate: '2027-04-15', reason: 'Ремонт' }] });
  const own = async () => (await app.sql<{ id: number; at: string }>(`select id::int, on_date::text || ' ' || start_min as at from lesson where series_id = $1 order by during`, [id]));
  const [first] = await own();
  assert.ok(first);
  const page = await stage.open('owner', { at: '/?view=week&date=2027-04-07' });
  await drag(page, first.id, '2027-04-08', '12:00');
  await message(page, 'Перенесено').getByRole('button', { name: 'Наступні — так само' }).click();
  const refused = message(page, /На цей час не можна.*15 квіт/);
  await refused.waitFor();
  assert.deepEqual((await own()).map((m) => m.at), ['2027-04-08 720', '2027-04-14 600', '2027-04-21 600']);
  await refused.getByRole('button', { name: 'Усе одно так само' }).click();
  await message(page, 'Так само змінено ще 2 заняття').waitFor();
  assert.deepEqual((await own()).map((m) => m.at), ['2027-04-08 720', '2027-04-15 720', '2027-04-22 720']);
});

test('edited or cancelled with a choice of how far it goes; without a schedule there is no such choice', async () => {
  const { trainer } = app.trainers;
  const id = app.newId();
  await app.call('series.create', { id, kindId: app.kinds.individual, trainerId: trainer, slots: [{ weekday: 2, startMin: 600, durationMin: 55 }, { weekday: 5, startMin: 600, durationMin: 55 }], fromOn: '2027-01-12', count: 6 });
  const single = await aLesson(app, { onDate: '2027-01-20', startMin: 800, trainerId: trainer });
  const own = async () => app.sql<{ id: number; at: string }>(`select id::int, to_char(on_date, 'MM-DD') || ' ' || start_min || ' ' || status as at from lesson where series_id = $1 order by during`, [id]);
  const [, , third] = await own();
  assert.ok(third);
  const page = await stage.open('owner', { at: '/?view=week&date=2027-01-20' });
  await tileOf(page, third.id).click();
  await panel(page).getByRole('button', { name: 'Змінити' }).click();
  await panel(page).getByLabel('Початок').fill('11:00');
  await panel(page).getByRole('radio', { name: 'Це і наступні' }).check();
  await panel(page).getByText('того самого дня тижня й години').waitFor();
  assert.deepEqual(await violations(page, 'edit form of a regular lesson'), []);
  await panel(page).getByRole('button', { name: 'Зберегти' }).click();
  await message(page, 'Наступні — так само').waitFor();
  assert.equal(await message(page, 'Наступні — так само').getByRole('button', { name: 'Усі майбутні' }).count(), 0, 'nothing more is offered');
  assert.deepEqual((await own()).map((m) => m.at), ['01-12 600 planned', '01-15 600 planned', '01-19 660 planned', '01-22 600 planned', '01-26 660 planned', '01-29 600 planned']);
  await message(page, 'Наступні — так само').getByRole('button', { name: 'Повернути як було' }).click();
  await eventually(async () => assert.equal((await own())[4]?.at, '01-26 600 planned'));
  await standsAt(page, third.id, '2027-01-19 10:00–10:55');

  await panel(page).getByRole('button', { name: 'Скасувати заняття' }).click();
  await panel(page).getByRole('radio', { name: 'Усі майбутні' }).focus();
  await page.keyboard.press('Space');
  await panel(page).getByTestId('lesson-cancel').getByRole('button', { name: 'Скасувати заняття' }).click();
  await message(page, 'Усі майбутні — так само').waitFor();
  assert.deepEqual((await own()).map((m) => m.at.split(' ')[2]), ['cancelled', 'planned', 'cancelled', 'planned', 'cancelled', 'planned']);
  await message(page, 'Усі майбутні — так само').getByRole('button', { name: 'Повернути як було' }).click();
  await eventually(async () => assert.ok((await own()).every((m) => m.at.endsWith('planned'))));

  await tileOf(page, single.id).click();
  await panel(page).getByRole('button', { name: 'Скасувати заняття' }).click();
  assert.equal(await panel(page).getByTestId('scope').count(), 0);
});
test('on a phone, in English and in the dark the choice fits', async () => {
  const id = app.newId();
  await app.call('series.create', { id, kindId: app.kinds.individual, trainerId: app.trainers.trainer2, slots: [{ weekday: 4, startMin: 700, durationMin: 55 }], fromOn: '2027-01-21', count: 2 });
  const [first] = await app.sql<{ id: number }>('select id::int as id from lesson where series_id = $1 order by on_date', [id]);
  assert.ok(first);
  const page = await stage.open('administrator', { isPhone: true, theme: 'dark', language: 'en', at: '/?view=day&date=2027-01-21' });
  await tileOf(page, first.id).tap();
  await panel(page).getByRole('button', { name: 'Cancel the lesson' }).tap();
  await panel(page).getByRole('radio', { name: 'This and the following' }).tap();
  assert.deepEqual(await violations(page, 'cancel form on a phone'), []);
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  if (process.env.JOURNEY_PICTURES) await page.screenshot({ path: `${process.env.JOURNEY_PICTURES}/scope-phone.png` });
});
