// Two people and one lesson at the same moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson, rowOf } from '../factories.ts';
import { drag, ghost, message, panel, placeOf, standsAt, take, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;

test('a drag goes on while somebody else moves the lesson, and its end says by whom it had been moved', async () => {
  const { id } = await aLesson(app, { startMin: 600 });
  const [mine, other] = await Promise.all([stage.open('owner'), stage.open('administrator')]);
  const held = await take(mine, id, { toward: '12:00' });
  await held.over('2026-11-26', '12:00');

  await drag(other, id, '2026-11-25', '15:00');
  await standsAt(other, id, '2026-11-25 15:00–15:55');
  await eventually(async () => assert.match((await ghost(mine).textContent()) ?? '', /Тим часом перенесено: .*25 лист.*15:00–15:55/));
  assert.match((await ghost(mine).textContent()) ?? '', /12:00–12:55/, 'the drag is not thrown away');
  await held.drop();

  await message(mine, 'Марія Дейнека').waitFor();
  await eventually(async () => {
    const places = await Promise.all([mine, other].map((page) => placeOf(page, id)));
    const row = await rowOf(app, 'lesson', id);
    assert.deepEqual(places, Array(2).fill(row.startMin === 720 ? '2026-11-26 12:00–12:55' : '2026-11-25 15:00–15:55'));
  });
});

test('two drops at the same instant end in one truth, and the one who lost is told by name', async () => {
  const { id } = await aLesson(app, { startMin: 840 });
  const [mine, other] = await Promise.all([stage.open('owner'), stage.open('administrator')]);
  const [first, second] = await Promise.all([take(mine, id), take(other, id)]);
  await Promise.all([first.over('2026-11-26', '15:00'), second.over('2026-11-27', '16:00')]);
  await Promise.all([first.drop(), second.drop()]);
  await eventually(async () => {
    const places = await Promise.all([mine, other].map((page) => placeOf(page, id)));
    const { startMin } = await rowOf(app, 'lesson', id);
    assert.deepEqual(places, Array(2).fill(startMin === 900 ? '2026-11-26 15:00–15:55' : '2026-11-27 16:00–16:55'));
  });
  await eventually(async () => {
    const texts = await Promise.all([mine, other].map(async (page) => (await message(page).allTextContents()).join(' ')));
    assert.ok(texts.some((text) => /(Марія Дейнека|Олена Власенко)/.test(text)), texts.join(' | '));
  });
});

test('a form that is open keeps what is typed while the lesson moves under it, and saves on top of that', async () => {
  const { id } = await aLesson(app, { startMin: 1020 });
  const [mine, other] = await Promise.all([stage.open('owner'), stage.open('administrator')]);
  await tileOf(other, id).click();
  await panel(other).getByRole('button', { name: 'Змінити' }).click();
  await panel(other).locator('summary').click();
  await panel(other).getByLabel('Нотатка').fill('Болить плече');

  await drag(mine, id, '2026-11-25', '18:00');
  await standsAt([mine, other], id, '2026-11-25 18:00–18:55');
  await eventually(async () => assert.equal(await panel(other).getByLabel('Початок').inputValue(), '18:00'));
  assert.equal(await panel(other).getByLabel('Нотатка').inputValue(), 'Болить плече');
  await panel(other).getByRole('button', { name: 'Зберегти' }).click();
  await eventually(async () => {
    const row = await rowOf(app, 'lesson', id);
    assert.deepEqual([row.onDate, row.startMin, row.note], ['2026-11-25', 1080, 'Болить плече']);
  });
});

test('the same field changed by two is told before it is saved, and saving again means it', async () => {
  const { id } = await aLesson(app, { startMin: 540 });
  const [mine, other] = await Promise.all([stage.open('owner'), stage.open('administrator')]);
  await tileOf(other, id).click();
  await panel(other).getByRole('button', { name: 'Змінити' }).click();
  await panel(other).getByLabel('Початок').fill('11:11');
  await drag(mine, id, '2026-11-24', '13:00');
  await panel(other).getByText(/Тим часом це змінено на сервері: .*початок/).waitFor();
  assert.equal(await panel(other).getByLabel('Початок').inputValue(), '11:11');

  await panel(other).getByRole('button', { name: 'Зберегти' }).click();
  await panel(other).getByRole('alert').filter({ hasText: 'Олена Власенко' }).waitFor();
  assert.equal(await panel(other).getByLabel('Початок').inputValue(), '11:11');
  await panel(other).getByRole('button', { name: 'Зберегти' }).click();
  await standsAt([mine, other], id, '2026-11-24 11:11–12:06');
});
