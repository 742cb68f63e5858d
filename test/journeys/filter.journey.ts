// What a person chooses to see: which lessons, how high an hour, how dense. What a filter leaves: the columns of a day, and what a new lesson begins with.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson } from '../factories.ts';
import { clickTime, form, standsAt, tileOf } from './calendar.ts';
import { eventually, openStage, WEEK } from './stage.ts';

const stage = await openStage();
const { trainer, trainer2 } = stage.app.trainers;

test('a day has the columns of the chosen trainers, and a new lesson is that of the only one', async () => {
  const page = await stage.open('owner', { at: '/?view=day&date=2026-11-25' });
  const columns = () => page.locator('[data-head-trainer]').evaluateAll((heads) => heads.map((h) => h.getAttribute('data-head-trainer')));
  assert.ok((await columns()).length > 2);
  await page.locator('[data-filter]').click();
  await page.locator(`[data-filter-choice="trainers:${trainer}"]`).check();
  await eventually(async () => assert.deepEqual(await columns(), [String(trainer)]));
  await page.locator(`[data-filter-choice="trainers:${trainer2}"]`).check();
  await eventually(async () => assert.equal((await columns()).length, 2));
  await page.locator(`[data-filter-choice="trainers:${trainer2}"]`).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('2');
  await page.locator('[data-key="2026-11-26"]').waitFor();
  await clickTime(page, '2026-11-26', '18:10');
  assert.equal(await form(page).getByLabel('Тренер').inputValue(), String(trainer));
});

test('by keys and by words: the height of an hour, density, one trainer or one room alone; each person finds it again', async () => {
  const { app } = stage;
  const room = app.rooms.mats;
  const inRoom = await aLesson(app, { startMin: 600, roomId: room, trainerId: trainer });
  const elsewhere = await aLesson(app, { startMin: 780, trainerId: trainer2 });
  const page = await stage.open('owner', { at: WEEK });
  const palette = async (words: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Пошук і команди' }).fill(words);
  };
  await standsAt(page, inRoom.id, '2026-11-24 10:00–10:55');
  const heightOf = async () => (await tileOf(page, inRoom.id).boundingBox())?.height ?? 0;
  const usual = await heightOf();
  await page.keyboard.press('Shift+Equal');
  await eventually(async () => assert.ok((await heightOf()) > usual * 1.1));
  await page.getByTestId('calendar-live').getByText('Висота години 121 %').waitFor();
  const higher = await heightOf();
  await palette('зменшити');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.ok(Math.abs((await heightOf()) - usual) < 1));
  await page.keyboard.press('Equal');
  await palette('щільна');
  await page.keyboard.press('Enter');
  await page.locator('.scroller.isCompact').waitFor();
  await page.locator('[data-looks]').click();
  await page.locator('[data-density="compact"][aria-pressed="true"]').waitFor();
  await page.keyboard.press('Escape');

  await palette('великий');
  await page.locator(`[data-choice="room:${room}"]`).click();
  await tileOf(page, elsewhere.id).waitFor({ state: 'detached' });
  await tileOf(page, inRoom.id).waitFor();
  await page.reload();
  await standsAt(page, inRoom.id, '2026-11-24 10:00–10:55');
  assert.ok(Math.abs((await heightOf()) - higher) < 1, 'the height is remembered');
  await page.locator('.scroller.isCompact').waitFor();
  assert.equal(await tileOf(page, elsewhere.id).count(), 0, 'the filter is remembered');
  await palette('показати всі');
  await page.keyboard.press('Enter');
  await tileOf(page, elsewhere.id).waitFor();

  await palette('показати лише вел');
  await page.locator(`[data-choice="only:room:${room}"][aria-selected="true"]`).waitFor();
  await page.keyboard.press('Enter');
  await tileOf(page, elsewhere.id).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Повернути як було' }).click();
  await tileOf(page, elsewhere.id).waitFor();
  await palette('ганна');
  await page.locator(`[data-choice="only:trainer:${trainer}"]`).click();
  await tileOf(page, elsewhere.id).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Повернути як було' }).click();
  await tileOf(page, elsewhere.id).waitFor();
  await page.keyboard.press('f');
  await page.getByRole('dialog', { name: 'Фільтр' }).locator('input:focus').waitFor();
  await page.keyboard.press('Space');
  await tileOf(page, inRoom.id).waitFor({ state: 'detached' });
  assert.ok(await page.getByRole('checkbox', { name: 'Без тренера' }).isChecked());
  const other = await stage.open('administrator', { at: WEEK });
  assert.ok(Math.abs(((await tileOf(other, inRoom.id).boundingBox())?.height ?? 0) - usual) < 1, 'another person has her own');
});

test('a trainer who looks at the own lessons alone finds it so again, beside a colleague who does not', async () => {
  const own = await aLesson(stage.app, { onDate: '2026-11-27', startMin: 600, trainerId: trainer });
  const others = await aLesson(stage.app, { onDate: '2026-11-27', startMin: 780, trainerId: trainer2 });
  const page = await stage.open('trainer', { at: WEEK });
  await tileOf(page, others.id).waitFor();
  const toggle = page.getByRole('button', { name: 'Лише мої' });
  await toggle.click();
  await tileOf(page, others.id).waitFor({ state: 'detached' });
  await tileOf(page, own.id).waitFor();
  await page.reload();
  await tileOf(page, own.id).waitFor();
  assert.equal(await tileOf(page, others.id).count(), 0);
  assert.equal(await toggle.getAttribute('aria-pressed'), 'true');
  const colleague = await stage.open('trainer2', { at: WEEK });
  await Promise.all([own, others].map(({ id }) => tileOf(colleague, id).waitFor()));
});
