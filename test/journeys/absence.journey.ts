// A trainer is away: declared by the desk with one press for the usual answer, seen at once by others, ended early; a trainer's own illness in two touches.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays } from '../../src/domain/calendar-day.ts';
import { aClient, aLesson, aTrainer, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { clickTime, form, labelOf, message, panel, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer, trainer2 } = app.trainers;
const dialog = (page: Page, testId: string) => page.getByRole('dialog').filter({ has: page.getByTestId(testId) });
const asTyped = (date: string) => date.split('-').reverse().join('.');
const lesson = (id: number) => rowOf(app, 'lesson', id);
/** Opens an action by its name, as people do who type. */
async function ask(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await page.getByTestId('palette').waitFor();
  await page.keyboard.type(text);
  await eventually(async () => assert.match((await page.getByTestId('palette').locator('[aria-selected="true"]').textContent()) ?? '', new RegExp(text, 'i')));
  await page.keyboard.press('Enter');
}

test('an absence of some days: the proposals are there, one press applies them, both screens follow, one press takes them back', async () => {
  const client = await aClient(app, { firstName: 'Лілія', lastName: 'Костенко' });
  const first = await aLesson(app, { onDate: '2026-11-25', startMin: 600, trainerId: trainer, clientIds: [client.id] });
  const second = await aLesson(app, { onDate: '2026-11-26', startMin: 600, trainerId: trainer });
  await aLesson(app, { onDate: '2026-11-26', startMin: 610, trainerId: trainer2 });
  const [mine, other] = await Promise.all([stage.open('owner'), stage.open('administrator', { at: '/?view=day&date=2026-11-26' })]);
  await ask(mine, 'Позначити відсутність');
  const declare = dialog(mine, 'absence-form');
  assert.equal(await declare.getByLabel('Тренер').locator('option:checked').textContent(), 'Виберіть тренера', 'nobody is away by default');
  assert.ok(await declare.getByRole('button', { name: 'Заявити відсутність' }).isDisabled());
  await declare.getByLabel('Тренер').selectOption({ label: 'Ганна Коваленко' });
  await declare.getByLabel('Причина відсутності').selectOption({ label: 'Відпустка' });
  await declare.getByLabel('З дня').fill('25.11.2026');
  await declare.getByLabel('До дня включно').fill('27.11.2026');
  await mine.keyboard.press('Tab');
  await declare.getByText('Зачіпає 2 заняття').waitFor();
  assert.deepEqual(await violations(mine, 'the form of an absence'), []);
  await declare.getByRole('button', { name: 'Заявити відсутність' }).click();

  const list = dialog(mine, 'work-list');
  await list.locator('[data-hit]').nth(1).waitFor();
  await eventually(async () => assert.match(await labelOf(other, second.id), /чекає рішення/));
  // The time of that trainer is hatched.
  await other.locator(`[data-key="2026-11-26/${trainer}"] [data-away]`).first().waitFor();
  assert.equal(await other.locator(`[data-key="2026-11-26/${trainer2}"] [data-away]`).count(), 0);
  // The first has a substitute, the second has nobody free and waits.
  assert.deepEqual(await list.locator('select').evaluateAll((all) => all.map((s) => (s as unknown as { value: string }).value)), [`substitute ${trainer2}`, 'later']);
  assert.deepEqual(await violations(mine, 'the list of an absence'), []);
  await list.locator(`[data-hit="${second.id}"] select`).selectOption('cancel');
  await list.getByRole('button', { name: 'Застосувати 2 рішення' }).click();
  await message(mine, 'Вирішено: 2 заняття').waitFor();
  assert.deepEqual([(await lesson(first.id)).trainerId, (await lesson(first.id)).meantTrainerId, (await lesson(second.id)).status, (await lesson(second.id)).cancelReason], [trainer2, trainer, 'cancelled', 'Відпустка тренера']);
  await message(mine, 'Вирішено').getByRole('button', { name: 'Кого повідомити' }).click();
  await mine.getByTestId('tell-list').getByText('Костенко Лілія').waitFor();
  await mine.getByTestId('tell-list').getByText(/зміни в розкладі\. Чекаємо на вас: .* \(тренер: /).first().waitFor();
  assert.equal(await mine.getByTestId('selection-bar').count(), 0, 'nothing is left picked for the next move');
  await mine.keyboard.press('Escape');
  await mine.getByTestId('tell-list').waitFor({ state: 'detached' });
  await mine.keyboard.press('Control+KeyZ');
  await eventually(async () => assert.deepEqual([(await lesson(first.id)).isUndecided, (await lesson(second.id)).isUndecided], [true, true]));

  // From the panel of a lesson back to the list, and what two do at once.
  await tileOf(other, second.id).click();
  await panel(other).getByRole('button', { name: 'Вирішити' }).click();
  const theirs = dialog(other, 'work-list');
  await theirs.locator('[data-hit]').nth(1).waitFor();
  const { rev, absenceId } = await lesson(first.id);
  await app.call('absence.resolve', { id: absenceId ?? 0, decisions: [{ lessonId: first.id, seenRev: rev, how: 'leave' }] });
  await theirs.getByRole('button', { name: 'Застосувати 1 рішення' }).click();
  await theirs.getByText('Тим часом інша людина вже щось вирішила').waitFor();
  await eventually(async () => assert.equal(await theirs.locator('[data-hit]').count(), 1));
  await other.keyboard.press('Escape');
});

test('nothing new enters it without a reason, and with one it does', async () => {
  const page = await stage.open('owner');
  await clickTime(page, '2026-11-27', '12:00');
  await form(page).getByLabel('Тренер').selectOption({ label: 'Ганна Коваленко' });
  await form(page).getByRole('button', { name: 'Зберегти' }).click();
  await form(page).getByText('На цей час не можна: Ганна Коваленко: відсутність з 25 листопада').waitFor();
  await form(page).getByLabel('Причина, щоб усе одно записати').fill('Домовились');
  await form(page).getByRole('button', { name: 'Зберегти' }).click();
  await message(page, 'Додано').waitFor();
});

test('extended from the trainer’s card: what it hits besides is shown, and the list follows', async () => {
  const [absence] = await app.sql<{ id: number; on: string }>('select id::int as id, to_on::text as on from absence where trainer_id = $1', [trainer]);
  assert.ok(absence);
  const before = await rowOf(app, 'absence', absence.id);
  const { id } = await aLesson(app, { onDate: addDays(before.toOn, 2), startMin: 960, trainerId: trainer });
  const page = await stage.open('administrator', { at: `/trainers/${trainer}`, isPhone: true, theme: 'dark' });
  await page.getByRole('button', { name: 'Подовжити' }).tap();
  const extend = dialog(page, 'extend-absence');
  const until = extend.locator('input[name="toOn"]');
  await until.fill(asTyped(before.toOn));
  await page.keyboard.press('Tab');
  await extend.getByText('Виберіть пізніший кінець').waitFor();
  assert.ok(await extend.getByRole('button', { name: 'Подовжити' }).isDisabled());
  await until.fill(asTyped(addDays(before.toOn, 2)));
  await page.keyboard.press('Tab');
  await extend.getByText('Зачіпає 1 заняття').waitFor();
  assert.deepEqual(await violations(page, 'extending an absence'), []);
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  if (process.env.JOURNEY_PICTURES) await page.screenshot({ path: `${process.env.JOURNEY_PICTURES}/extend-phone.png` });
  await extend.getByRole('button', { name: 'Подовжити' }).tap();
  await dialog(page, 'work-list').locator(`[data-hit="${id}"]`).waitFor();
  assert.equal((await lesson(id)).isUndecided, true);
  await page.keyboard.press('Escape');
  await message(page, 'Відсутність подовжено').getByRole('button', { name: 'Повернути як було' }).tap();
  await eventually(async () => assert.deepEqual([(await rowOf(app, 'absence', absence.id)).toOn, (await lesson(id)).isUndecided], [before.toOn, undefined]));
});

test('ended early from the trainer’s card: what was taken is offered back', async () => {
  const page = await stage.open('administrator', { at: `/trainers/${trainer}`, language: 'en', theme: 'dark' });
  const [taken] = await app.sql<{ id: number }>(`select id::int as id from lesson where on_date = '2026-11-26' and is_undecided`);
  assert.ok(taken);
  const { rev, absenceId } = await lesson(taken.id);
  await app.call('absence.resolve', { id: absenceId ?? 0, decisions: [{ lessonId: taken.id, seenRev: rev, how: 'cancel' }], reason: 'Vacation' });
  await page.getByRole('button', { name: 'End early' }).click();
  const end = dialog(page, 'end-absence');
  await end.getByTestId('restorable').getByRole('checkbox').waitFor();
  assert.deepEqual(await violations(page, 'the end of an absence'), []);
  await end.getByRole('button', { name: 'Remove' }).click();
  await message(page, 'Absence ended, 1 lesson restored.').waitFor();
  assert.equal((await lesson(taken.id)).status, 'planned');
  await page.getByText('No absence ahead').waitFor();
});

for (const theme of ['light', 'dark'] as const) {
  test(`a trainer on a phone sees today first and is ill in two touches: ${theme}`, async () => {
    const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: theme === 'light' ? 720 : 900, trainerId: trainer2 });
    const page = await stage.open('trainer2', { at: '/', isPhone: true, theme });
    await tileOf(page, id).waitFor();
    await page.getByRole('button', { name: 'Я хворію' }).click();
    await page.getByTestId('ill-now').waitFor();
    assert.ok(!(await page.evaluate(`[...document.querySelectorAll('.toolbar button')].some((b) => b.getBoundingClientRect().right > innerWidth)`)), 'every button of the toolbar is in the window');
    assert.deepEqual(await violations(page, 'ill now'), []);
    await page.getByRole('button', { name: 'До кінця дня' }).click();
    await message(page, 'Відсутність позначено').waitFor();
    await eventually(async () => assert.match(await labelOf(page, id), /чекає рішення/));
    await page.locator('[data-away]').first().waitFor();
    await message(page, 'Відсутність позначено').getByRole('button', { name: 'Закрити' }).click();
    assert.deepEqual(await violations(page, 'the day of somebody who is ill'), []);
    const [absence] = await app.sql<{ id: number; rev: number }>('select id::int as id, rev::int as rev from absence where trainer_id = $1 order by id desc limit 1', [trainer2]);
    assert.ok(absence);
    await app.call('absence.end', { id: absence.id, seenRev: absence.rev });
    await eventually(async () => assert.doesNotMatch(await labelOf(page, id), /чекає рішення/));
  });
}

test('on a phone the list fits and can be decided', async () => {
  const other = await aTrainer(app, { firstName: 'Надія', lastName: 'Світла' });
  const { id } = await aLesson(app, { onDate: '2026-12-02', startMin: 600, trainerId: other.id });
  const absenceId = app.newId();
  await app.call('absence.create', { id: absenceId, trainerId: other.id, kind: 'illness', fromOn: '2026-12-02', fromMin: 0, toOn: '2026-12-02', toMin: 1440 });
  const page = await stage.open('administrator', { at: '/?view=day&date=2026-12-02', isPhone: true });
  await tileOf(page, id).click();
  await panel(page).getByRole('button', { name: 'Вирішити' }).click();
  const list = dialog(page, 'work-list');
  await list.locator('[data-hit]').waitFor();
  assert.deepEqual(await violations(page, 'the list on a phone'), []);
  assert.ok(!(await page.evaluate('document.documentElement.scrollWidth > innerWidth')));
  await list.getByRole('button', { name: 'Застосувати 1 рішення' }).click();
  await message(page, 'Вирішено: 1 заняття').waitFor();
  assert.equal((await lesson(id)).meantTrainerId, other.id);
});

test('a trainer finds the own absences in the profile and ends one there', async () => {
  const id = app.newId();
  await app.call('absence.create', { id, trainerId: trainer2, kind: 'vacation', fromOn: '2026-12-20', fromMin: 0, toOn: '2026-12-21', toMin: 1440, note: 'Море' });
  const page = await stage.open('trainer2', { at: '/settings/me' });
  await page.getByText('Відпустка · Море').waitFor();
  assert.deepEqual(await violations(page, 'absences in the profile'), []);
  await page.getByRole('button', { name: 'Завершити раніше' }).click();
  await dialog(page, 'end-absence').getByRole('button', { name: 'Прибрати' }).click();
  await page.getByText('Найближчих відсутностей немає').waitFor();
  assert.equal((await app.sql('select 1 from absence where id = $1', [id])).length, 0);
});

for (const [language, words] of [['uk', ['Відсутність тренера: чекає рішення', 'Рішення через відсутність тренера', 'Створено постійним записом']], ['en', ['The trainer is away: waits for a decision', 'Decided because the trainer is away', 'Made by a regular schedule']]] as const) {
  test(`the history says in words what absences and schedules did, and a substitute is marked: ${language}`, async () => {
    const meant = await aTrainer(app, { firstName: 'Віра', lastName: 'Холодна' });
    const onDate = language === 'uk' ? '2027-01-04' : '2027-01-05';
    await app.call('series.create', { id: app.newId(), kindId: app.kinds.individual, trainerId: meant.id, slots: [{ weekday: language === 'uk' ? 1 : 2, startMin: 600, durationMin: 55 }], fromOn: onDate, count: 1 });
    const absenceId = app.newId();
    await app.call('absence.create', { id: absenceId, trainerId: meant.id, kind: 'illness', fromOn: onDate, fromMin: 0, toOn: onDate, toMin: 1440 });
    const [found] = await app.sql<{ id: number; rev: number }>('select id::int as id, rev::int as rev from lesson where trainer_id = $1', [meant.id]);
    assert.ok(found);
    await app.call('absence.resolve', { id: absenceId, decisions: [{ lessonId: found.id, seenRev: found.rev, how: 'substitute', trainerId: trainer }] });
    const page = await stage.open('owner', { at: `/?view=week&date=${onDate}`, language, theme: language === 'uk' ? 'light' : 'dark' });
    assert.match(await labelOf(page, found.id), language === 'uk' ? /заміна, за розкладом Віра Холодна/ : /substitute, meant for Віра Холодна/);
    assert.equal(await tileOf(page, found.id).locator('[data-substitute]').count(), 1);
    await tileOf(page, found.id).click();
    await panel(page).getByText(language === 'uk' ? 'замість: Віра Холодна' : 'instead of: Віра Холодна').waitFor();
    await panel(page).getByTestId('lesson-history').locator('summary').click();
    for (const text of words) await panel(page).getByText(text).first().waitFor();
    assert.deepEqual(await violations(page, 'history in words'), []);
    if (process.env.JOURNEY_PICTURES) await page.screenshot({ path: `${process.env.JOURNEY_PICTURES}/history-${language}.png` });
  });
}
