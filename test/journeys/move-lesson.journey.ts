// Moving and stretching a lesson with the mouse, seen in another window, and taken back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson, rowOf } from '../factories.ts';
import { clickTime, drag, form, ghost, message, scrollTo, standsAt, take, tileOf } from './calendar.ts';
import { DAY, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;

test('a lesson dragged to another day and hour moves in both windows, keeps its odd minutes, and comes back by undo', async () => {
  const { id } = await aLesson(app, { startMin: 485, trainerId: app.trainers.trainer, clientIds: [app.clients.client] });
  const [mine, other] = await Promise.all([stage.open('owner'), stage.open('administrator', { zone: 'America/Los_Angeles' })]);
  await standsAt([mine, other], id, '2026-11-24 08:05–09:00');

  await drag(mine, id, '2026-11-26', '10:12');
  await standsAt([mine, other], id, '2026-11-26 10:05–11:00', 2000);
  assert.deepEqual([(await rowOf(app, 'lesson', id)).onDate, (await rowOf(app, 'lesson', id)).startMin], ['2026-11-26', 605]);

  await message(mine, 'Перенесено').getByRole('button', { name: 'Повернути як було' }).click();
  await standsAt([mine, other], id, '2026-11-24 08:05–09:00', 2000);
  await message(mine, 'Повернуто, як було').waitFor();
  await app.call('lesson.cancel', { id, seenRev: (await rowOf(app, 'lesson', id)).rev, reason: 'кінець', askedBy: 'studio' });
});

test('Esc during a drag puts the lesson back, and the server never hears of it', async () => {
  const { id } = await aLesson(app, { startMin: 600 });
  const mine = await stage.open('owner');
  const rev = await app.rev();
  const held = await take(mine, id, { toward: '12:00' });
  await held.over('2026-11-27', '12:00');
  assert.match((await ghost(mine).textContent()) ?? '', /12:00–12:55/);
  await mine.keyboard.press('Escape');
  await ghost(mine).waitFor({ state: 'detached' });
  await held.drop();
  await standsAt(mine, id, '2026-11-24 10:00–10:55');
  assert.equal(await mine.getByRole('dialog').count(), 0, 'the click that ends it opens nothing');
  assert.equal(await app.rev(), rev);
  await app.call('lesson.cancel', { id, seenRev: rev, reason: 'кінець', askedBy: 'studio' });
});

test('a lesson dragged to the column of another trainer gets that trainer, in both windows', async () => {
  const { trainer, trainer2 } = app.trainers;
  const { id } = await aLesson(app, { startMin: 720, trainerId: trainer });
  const [mine, other] = await Promise.all([stage.open('owner', { at: DAY }), stage.open('administrator', { at: DAY })]);
  await standsAt([mine, other], id, `2026-11-24/${trainer} 12:00–12:55`);

  await drag(mine, id, `2026-11-24/${trainer2}`, '14:30');
  await standsAt([mine, other], id, `2026-11-24/${trainer2} 14:30–15:25`, 2000);
  assert.equal((await rowOf(app, 'lesson', id)).trainerId, trainer2);
  await message(mine, /Перенесено: .*14:30–15:25, Ігор/).waitFor();

  await message(mine).getByRole('button', { name: 'Повернути як було' }).click();
  await standsAt([mine, other], id, `2026-11-24/${trainer} 12:00–12:55`, 2000);

  await drag(mine, id, '2026-11-24/none', '12:00');
  await standsAt([mine, other], id, '2026-11-24/none 12:00–12:55', 2000);
  await message(mine, '12:00–12:55, Без тренера').waitFor();
  assert.equal((await rowOf(app, 'lesson', id)).trainerId, undefined);
});

test('a lesson that the filter hides once it is changed, made or done again says so, and one press shows it', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 720 });
  const page = await stage.open('owner', { at: '/?view=week&date=2026-11-23' });
  const filterTo = async (status: string) => {
    await page.locator('[data-filter]').click();
    await page.locator(`[data-filter-choice="statuses:${status}"]`).check();
    await page.keyboard.press('Escape');
  };
  await filterTo('planned');
  await tileOf(page, id).focus();
  await page.keyboard.press('h');
  await message(page, /Проведено.*Його приховує фільтр\./).getByRole('button', { name: 'Показати' }).click();
  await tileOf(page, id).waitFor();
  assert.equal(await page.locator('[data-filter-count]').count(), 0);

  await filterTo('held');
  await clickTime(page, '2026-11-27', '18:00');
  await form(page).locator('input:focus').waitFor();
  await page.keyboard.type('та');
  await page.getByRole('option', { name: 'Шевчук-Гай Тарас' }).waitFor();
  await page.keyboard.press('Enter');
  await form(page).getByRole('button', { name: 'Зберегти' }).click();
  await message(page, /Додано.*Його приховує фільтр/).getByRole('button', { name: 'Повернути як було' }).click();
  await message(page, 'Повернуто').getByRole('button', { name: 'Повторити' }).click();
  await message(page, /Повторено: Шевчук-Гай Тарас.* 18:00–18:55 Його приховує фільтр/).getByRole('button', { name: 'Показати' }).click();
  await page.getByRole('button', { name: /18:00–18:55.*Шевчук-Гай Тарас/ }).waitFor();
});

test('of several picked lessons in the hand the ghost says how many they are, and what stands in the way of any of them', async () => {
  const trainerId = app.trainers.trainer;
  const [first, second] = [await aLesson(app, { onDate: '2026-11-24', startMin: 960, trainerId }), await aLesson(app, { onDate: '2026-11-25', startMin: 960, trainerId })];
  await aLesson(app, { onDate: '2026-11-27', startMin: 970, trainerId });
  const mine = await stage.open('owner');
  await scrollTo(mine, '16:30');
  for (const { id } of [first, second]) await tileOf(mine, id).click({ modifiers: ['Control'] });
  const held = await take(mine, first.id);
  await held.over('2026-11-25', '16:00');
  assert.equal(await ghost(mine).locator('[data-more]').textContent(), '+1');
  assert.equal(await ghost(mine).getAttribute('data-clash'), null, 'what goes along is in nobody’s way');
  await held.over('2026-11-26', '16:00');
  assert.equal(await ghost(mine).getAttribute('data-clash'), '', 'the second one would stand on another');
  assert.match((await ghost(mine).textContent()) ?? '', /Ганна Коваленко.*16:10/);
  await held.over('2026-11-26', '14:00');
  assert.equal(await ghost(mine).getAttribute('data-clash'), null);
  await mine.keyboard.press('Escape');
  await held.drop();
  const alone = await take(mine, first.id, { by: 'bottom' });
  await alone.over('2026-11-24', '17:20');
  assert.equal(await ghost(mine).locator('[data-more]').count(), 0, 'one is stretched');
  await mine.keyboard.press('Escape');
  await alone.drop();
});

test('its bottom and its top edge stretch a lesson, and the other end stays', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: 605 });
  const [mine, other] = await Promise.all([stage.open('owner'), stage.open('administrator')]);
  await standsAt([mine, other], id, '2026-11-25 10:05–11:00');

  const bottom = await take(mine, id, { by: 'bottom' });
  await bottom.over('2026-11-25', '11:30');
  await bottom.drop();
  await standsAt([mine, other], id, '2026-11-25 10:05–11:30', 2000);

  const top = await take(mine, id, { by: 'top' });
  await top.over('2026-11-27', '09:35');
  await top.drop();
  await standsAt([mine, other], id, '2026-11-25 09:35–11:30', 2000);
  const row = await rowOf(app, 'lesson', id);
  assert.deepEqual([row.onDate, row.startMin, row.durationMin], ['2026-11-25', 575, 115]);
});
