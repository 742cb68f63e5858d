// Two people and one lesson at the same moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { aClient, aLesson, aRoom, rowOf } from '../factories.ts';
import { clickTime, drag, form, ghost, message, panel, placeOf, standsAt, take, tileOf } from './calendar.ts';
import { openLine } from './line.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const line = await openLine(app.url);
/** It stands whole in the window and in whatever is scrolled around it. */
const isInSight = (what: Locator) => eventually(async () => assert.ok(await what.evaluate((node) => {
  const box = node.getBoundingClientRect();
  const top = node.ownerDocument.elementFromPoint(box.x + box.width / 2, box.top + 2);
  const end = node.ownerDocument.elementFromPoint(box.x + box.width / 2, box.bottom - 2);
  return [top, end].every((found) => found !== null && node.contains(found));
}), 'out of sight'));
const isFocused = (what: Locator) => eventually(async () => assert.ok(await what.evaluate((node) => node === node.ownerDocument.activeElement), 'the focus is elsewhere'));

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

test('what is refused is said in sight, however far down the button was, and the focus stays at it', async () => {
  const { id } = await aLesson(app, { startMin: 480 });
  const other = await stage.open('administrator', { size: { width: 1280, height: 600 } });
  await tileOf(other, id).click();
  await panel(other).getByRole('button', { name: 'Змінити' }).click();
  await panel(other).getByLabel('Тривалість').fill('60');
  await panel(other).locator('summary').click();
  await panel(other).getByLabel('Нотатка').fill('Рушник');
  const { rev } = await rowOf(app, 'lesson', id);
  await app.call('lesson.move', { id, seenRev: rev, onDate: '2026-11-24', startMin: 490 });
  await standsAt(other, id, '2026-11-24 08:10–09:05');
  const save = panel(other).getByRole('button', { name: 'Зберегти' });
  await save.click();
  await isInSight(panel(other).getByRole('alert').filter({ hasText: 'початок' }));
  await isFocused(save);
  await other.keyboard.press('Enter');
  await standsAt(other, id, '2026-11-24 08:10–09:10');
});

test('who finds no place among many is told so in sight', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, (_, i) => aClient(app, { lastName: `Учасниця ${i}` })));
  const late = await aClient(app, { lastName: 'Запізніла' });
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: 480, kindId: app.kinds.group, clientIds: people.map((p) => p.id), capacity: 10 });
  await aLesson(app, { onDate: '2026-11-25', startMin: 500, clientIds: [late.id] });
  const page = await stage.open('owner', { size: { width: 1280, height: 600 } });
  await tileOf(page, id).click({ position: { x: 6, y: 6 } });
  await panel(page).getByTestId('add-person').getByRole('combobox').fill('Запізн');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await isInSight(panel(page).getByRole('alert').filter({ hasText: 'Запізніла' }));
});

test('a lesson called off while it is in the hand is not offered to be put down all the same', async () => {
  const { id, rev } = await aLesson(app, { startMin: 1140 });
  const page = await stage.open('owner');
  const held = await take(page, id);
  await held.over('2026-11-26', '19:00');
  await app.call('lesson.cancel', { id, seenRev: rev, reason: 'Захворіла', askedBy: 'client' });
  await eventually(async () => assert.equal(await tileOf(page, id).getAttribute('data-status'), 'cancelled'));
  await held.drop();
  const told = message(page, /Зараз: скасовано/);
  await told.waitFor();
  assert.equal(await told.getByText('Все одно').count() + (await told.getByRole('button').count()), 1, 'only the way to close it');
});

test('what somebody else has changed since cannot be taken back, and the refusal names the lesson', async () => {
  const client = await aClient(app, { firstName: 'Ада', lastName: 'Поворотна' });
  const { id } = await aLesson(app, { onDate: '2026-11-26', startMin: 480, clientIds: [client.id] });
  const page = await stage.open('owner');
  await drag(page, id, '2026-11-26', '09:00');
  const undo = message(page).getByRole('button', { name: 'Повернути як було' });
  await undo.waitFor();
  const { rev } = await rowOf(app, 'lesson', id);
  await app.call('lesson.move', { id, seenRev: rev, onDate: '2026-11-26', startMin: 600 });
  await standsAt(page, id, '2026-11-26 10:00–10:55');
  await undo.click();
  await message(page, /^Поворотна Ада — Повернути вже не можна/).waitFor();
});

test('a new client whose lesson is refused stays in the form, and the focus with it', async () => {
  await aLesson(app, { onDate: '2026-11-27', startMin: 660, trainerId: app.trainers.trainer2 });
  const page = await stage.open('owner', { at: '/?view=day&date=2026-11-27' });
  await clickTime(page, `2026-11-27/${app.trainers.trainer2}`, '13:00');
  await form(page).getByLabel('Початок').fill('11:00');
  await form(page).getByRole('combobox', { name: 'Клієнт' }).fill('Незнана Зоряна');
  await page.getByRole('option', { name: /Незнана/ }).click();
  await form(page).getByLabel('Прізвище').press('Enter');
  await form(page).getByRole('alert').waitFor();
  await isFocused(form(page).getByRole('combobox', { name: 'Додати клієнта' }));
});

test('an edge is drawn where the lesson stands by now, whoever has moved it meanwhile, and be it a moment ago', async () => {
  const { id, rev } = await aLesson(app, { onDate: '2026-11-30', startMin: 480 });
  const page = await stage.open('owner', { at: '/?view=week&date=2026-11-30', url: line.url });
  const held = await take(page, id, { by: 'bottom' });
  await held.over('2026-11-30', '09:25');
  await app.do('administrator', 'lesson.move', { id, seenRev: rev, onDate: '2026-12-02', startMin: 840 });
  await ghost(page).getByText('Тим часом перенесено').waitFor();
  await held.drop();
  await standsAt(page, id, '2026-12-02 14:00–15:25');
  await message(page, /14:00–15:25/).waitFor();

  // The news of the move have not come yet when the edge is let go.
  const again = await take(page, id, { by: 'top' });
  await again.over('2026-12-02', '13:30');
  line.hold();
  await app.do('administrator', 'lesson.move', { id, seenRev: (await rowOf(app, 'lesson', id)).rev, onDate: '2026-12-03', startMin: 600 });
  await again.drop();
  await standsAt(page, id, '2026-12-02 13:30–15:25');
  line.restore();
  await standsAt(page, id, '2026-12-03 09:30–11:25');
  await message(page, /09:30–11:25/).waitFor();
  assert.equal(await message(page, 'Марія Дейнека').count(), 0, 'nothing is refused on the way');

  // Two lengths for one lesson: that is for people to decide.
  const third = await take(page, id, { by: 'bottom' });
  await third.over('2026-12-03', '12:25');
  await app.do('administrator', 'lesson.resize', { id, seenRev: (await rowOf(app, 'lesson', id)).rev, durationMin: 60 });
  await ghost(page).getByText('Тим часом перенесено').waitFor();
  await third.drop();
  const refused = message(page, /Марія Дейнека/);
  await refused.waitFor();
  await standsAt(page, id, '2026-12-03 09:30–10:30');
  await refused.getByRole('button', { name: 'Усе одно сюди' }).click();
  await standsAt(page, id, '2026-12-03 09:30–12:25');
});

test('an absence or a closure entered at another desk is said in an open form and under a still hand at once', async () => {
  const { trainer2 } = app.trainers;
  const room = await aRoom(app, { name: 'Зал на ремонт' });
  const { id } = await aLesson(app, { onDate: '2026-12-08', startMin: 600, trainerId: trainer2, roomId: room.id });
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-08' });
  await tileOf(page, id).click();
  await panel(page).getByRole('button', { name: 'Змінити' }).click();
  await panel(page).getByLabel('Початок').fill('12:00');
  const hint = panel(page).locator('[data-clash-hint]');
  await panel(page).getByText('до 12:55').waitFor();
  assert.equal(await hint.count(), 0);
  const closure = app.newId();
  await app.call('closure.create', { id: closure, cancels: false, roomId: room.id, fromOn: '2026-12-08', fromMin: 700, toOn: '2026-12-08', toMin: 800, reason: 'Ремонт' });
  await hint.getByText(/зачинено \(Ремонт\)/).waitFor();
  // What only gets longer enters with its new part alone, what stays with nothing.
  await panel(page).getByLabel('Початок').fill('10:00');
  await hint.waitFor({ state: 'detached' });
  await panel(page).getByLabel('Тривалість').fill('120');
  await hint.getByText(/зачинено/).waitFor();
  await app.call('closure.resolve', { id: closure, seenRev: (await rowOf(app, 'closure', closure)).rev, isOver: true });
  await hint.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await clickTime(page, '2026-12-10', '15:00');
  await form(page).getByLabel('Тренер').selectOption({ label: 'Ігор Бондаренко' });
  const asked = form(page).locator('[data-clash-hint]');
  assert.equal(await asked.count(), 0);
  await app.call('absence.create', { id: app.newId(), trainerId: trainer2, kind: 'illness', fromOn: '2026-12-10', fromMin: 0, toOn: '2026-12-10', toMin: 1440 });
  await asked.getByText(/Ігор Бондаренко: відсутність з/).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  const held = await take(page, id);
  await held.over('2026-12-11', '10:00');
  assert.equal(await ghost(page).getAttribute('data-clash'), null);
  await app.call('absence.create', { id: app.newId(), trainerId: trainer2, kind: 'vacation', fromOn: '2026-12-11', fromMin: 0, toOn: '2026-12-11', toMin: 1440 });
  await ghost(page).getByText(/Ігор Бондаренко: відсутність з/).waitFor();
  await page.keyboard.press('Escape');
  await held.drop();
});
