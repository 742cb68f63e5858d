// What stands in the way is said in words, and nothing that was typed or dragged is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aLesson, rowOf } from '../factories.ts';
import { clickTime, drag, form, ghost, message, panel, standsAt, take, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer } = app.trainers;

test('a lesson dragged onto one of the same trainer is outlined, refused by name and time, and stands where it stood', async () => {
  await aLesson(app, { startMin: 600, trainerId: trainer, clientIds: [app.clients.client] });
  const { id } = await aLesson(app, { startMin: 780, trainerId: trainer });
  const [mine, other] = await Promise.all([stage.open('owner'), stage.open('administrator')]);
  await standsAt([mine, other], id, '2026-11-24 13:00–13:55');
  const held = await take(mine, id, { toward: '10:30' });
  await held.over('2026-11-24', '10:30');
  assert.match((await ghost(mine).textContent()) ?? '', /Ганна Коваленко має заняття 10:00–10:55/, 'said while it is still in the hand');
  await held.drop();
  await message(mine, /Час зайнято\. Ганна Коваленко має заняття о 10:00/).waitFor();
  await standsAt([mine, other], id, '2026-11-24 13:00–13:55');
  assert.equal((await rowOf(app, 'lesson', id)).startMin, 780);

  await message(mine).getByRole('button', { name: 'Змінити' }).click();
  const opened = panel(mine);
  assert.equal(await opened.getByLabel('Початок').inputValue(), '10:30', 'the wish is kept for mending');
  await opened.locator('input[name="onDate"]:focus').waitFor();
  await mine.keyboard.press('Escape');
  await opened.waitFor({ state: 'detached' });
  assert.equal(await message(mine, 'Введене не збережено').count(), 0, 'nothing was typed');
  const again = await take(mine, id, { toward: '10:30' });
  await again.over('2026-11-24', '10:30');
  await again.drop();
  await message(mine).getByRole('button', { name: 'Змінити' }).click();
  await opened.getByLabel('Початок').fill('10:55');
  await opened.getByRole('button', { name: 'Зберегти' }).click();
  await standsAt([mine, other], id, '2026-11-24 10:55–11:50');
});

test('a break in the way is called what it is, in the hand and by the server', async () => {
  const { onDate, startMin } = { onDate: '2026-11-26', startMin: 780 };
  await app.call('block.create', { id: app.newId(), what: 'break', onDate, startMin, durationMin: 60, trainerId: trainer });
  const { id } = await aLesson(app, { onDate, startMin: 600, trainerId: trainer });
  const page = await stage.open('owner');
  const held = await take(page, id, { toward: '13:00' });
  await held.over(onDate, '13:00');
  assert.match((await ghost(page).textContent()) ?? '', /Ганна Коваленко: Перерва, 13:00–14:00/);
  await held.drop();
  await message(page, 'Час зайнято. Ганна Коваленко: зайнято о 13:00').waitFor();
});
test('who is busy several times is named once; a refusal names its lesson, replaces the one before it, and goes when the lesson has been moved', async () => {
  const onDate = '2026-11-28';
  for (const startMin of [600, 660]) await aLesson(app, { onDate, startMin, trainerId: trainer });
  const { id } = await aLesson(app, { onDate, startMin: 840, durationMin: 120, trainerId: trainer, clientIds: [(await aClient(app, { firstName: 'Марко', lastName: 'Вовк' })).id] });
  const page = await stage.open('owner');
  await drag(page, id, onDate, '10:00');
  await message(page, 'Вовк Марко — Час зайнято. Ганна Коваленко має заняття о 10:00, 11:00.').waitFor();
  await drag(page, id, onDate, '10:30');
  await message(page, 'Час зайнято').waitFor();
  await eventually(async () => assert.equal(await message(page, 'Час зайнято').count(), 1));
  await drag(page, id, onDate, '15:00');
  await message(page, 'Перенесено').waitFor();
  assert.equal(await message(page, 'Час зайнято').count(), 0);
});
test('a time typed in the form that is taken keeps everything typed, and the next attempt saves', async () => {
  await aLesson(app, { onDate: '2026-11-25', startMin: 600, trainerId: trainer });
  const mine = await stage.open('owner');
  await clickTime(mine, '2026-11-25', '16:10');
  const opened = form(mine);
  await opened.locator('input:focus').waitFor();
  await mine.keyboard.type('та');
  await mine.getByRole('option', { name: 'Шевчук-Гай Тарас' }).waitFor();
  await mine.keyboard.press('Enter');
  await opened.getByLabel('Початок').fill('10:05');
  await opened.getByLabel('Тренер').selectOption({ label: 'Ганна Коваленко' });
  await opened.getByLabel('Ціна').fill('512,50');
  await opened.locator('summary').click();
  await opened.getByLabel('Нотатка').fill('Дуже важливо');
  await opened.getByText(/Накладка: Ганна Коваленко має заняття 10:00–10:55/).waitFor();
  await opened.getByRole('button', { name: 'Зберегти' }).click();
  await opened.getByRole('alert').filter({ hasText: 'Ганна Коваленко має заняття о 10:00' }).waitFor();
  assert.deepEqual(await Promise.all(['Початок', 'Ціна', 'Нотатка'].map((label) => opened.getByLabel(label).inputValue())), ['10:05', '512,50', 'Дуже важливо']);
  await opened.getByRole('button', { name: 'Прибрати: Шевчук-Гай Тарас' }).waitFor();
  await opened.getByLabel('Початок').fill('11:00');
  await opened.getByRole('alert').waitFor({ state: 'detached' });
  await opened.getByRole('button', { name: 'Зберегти' }).click();
  await mine.getByRole('button', { name: /11:00–11:55.*Шевчук-Гай Тарас/ }).waitFor();
});

test('a closed day is named, and an administrator enters it with a reason', async () => {
  await app.call('studio.update', { seenRev: await app.rev(), closedDays: [{ onDate: '2026-11-27', reason: 'Прибирання' }] });
  const { id } = await aLesson(app, { onDate: '2026-11-26', startMin: 840 });
  const mine = await stage.open('administrator');
  await drag(mine, id, '2026-11-27', '14:00');
  await message(mine, /студію зачинено 27 листопада \(Прибирання\)/i).waitFor();
  await standsAt(mine, id, '2026-11-26 14:00–14:55');

  await message(mine).getByRole('button', { name: 'Змінити' }).click();
  await panel(mine).getByLabel('Причина, щоб усе одно записати').fill('Гості з Одеси');
  await panel(mine).getByRole('button', { name: 'Зберегти' }).click();
  await standsAt(mine, id, '2026-11-27 14:00–14:55');
  await eventually(async () => assert.equal((await app.sql<{ reason: string }>('select reason from audit where id = $1 order by rev desc limit 1', [id]))[0]?.reason, 'Гості з Одеси'));
});

test('outside the working hours a lesson is saved with a warning', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-26', startMin: 1020 });
  const mine = await stage.open('owner');
  await drag(mine, id, '2026-11-26', '22:30');
  await message(mine, /Перенесено.*Зверніть увагу: поза робочими годинами/).waitFor();
  await standsAt(mine, id, '2026-11-26 22:30–23:25');
  await tileOf(mine, id).waitFor();
});
