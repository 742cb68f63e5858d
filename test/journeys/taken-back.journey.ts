// What is taken back stands there at once, whatever the line does: the server answers late, refuses, or is not there at all.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aLesson, rowOf } from '../factories.ts';
import { banner, drag, labelOf, message, panel, placeOf, scrollTo, standsAt, take, tileOf } from './calendar.ts';
import { openLine } from './line.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer } = app.trainers;
const line = await openLine(app.url);
beforeEach(() => line.restore());
/** There and back. */
const ANSWER_MS = 1200;
/** Long before the answer, even beside other work of the machine. */
const AT_ONCE_MS = 600;
const BACK_MS = 25_000; // the longest pause between attempts is 20 s
const written = async (operation: string, id: number) => (await app.sql('select 1 from audit where id = $1 and operation = $2', [id, operation])).length;
const undo = (page: Page) => page.keyboard.press('Control+KeyZ');

/** Presses, and waits for the first frame in which the tile is like that: column, state and label in one line. It may not wait for the answer. */
async function atOnce(page: Page, press: () => Promise<unknown>, tiles: readonly (readonly [id: number, like: RegExp])[]): Promise<void> {
  await page.evaluate(`void (globalThis.shownAfter = new Promise((done) => {
    const tiles = [${tiles.map(([id, like]) => `[${id}, ${like}]`).join()}];
    const text = (id) => {
      const tile = document.querySelector('[data-lesson-id="' + id + '"]:not([data-continuation])');
      return tile ? [tile.closest('[data-key]').dataset.key, tile.dataset.status, tile.querySelector('[aria-label]').getAttribute('aria-label')].join(' ') : 'not there';
    };
    const pressed = (event) => {
      if (event.type === 'keydown' && event.code !== 'KeyZ') return;
      for (const type of ['keydown', 'click']) removeEventListener(type, pressed, true);
      const from = performance.now();
      const look = () => {
        const isShown = tiles.every(([id, like]) => like.test(text(id)));
        if (isShown || performance.now() - from > 5000) done(isShown ? performance.now() - from : 'not within 5 s: ' + tiles.map(([id]) => text(id)).join('; '));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    for (const type of ['keydown', 'click']) addEventListener(type, pressed, true);
  }))`);
  await press();
  const shown = await page.evaluate<number | string>('globalThis.shownAfter');
  assert.ok(typeof shown === 'number' && shown < AT_ONCE_MS, `${tiles.join(' and ')}: ${shown}`);
}

test('a state, a move, a length, a name and a copy are taken back one after another, each at once, while the server answers late', async () => {
  const held = await aLesson(app, { onDate: '2026-11-23', startMin: 840 });
  const { id } = await aLesson(app, { startMin: 600, trainerId: trainer });
  const [mine, other] = await Promise.all([stage.open('owner', { url: line.url }), stage.open('administrator')]);
  await standsAt([mine, other], id, '2026-11-24 10:00–10:55');
  await tileOf(mine, held.id).focus();
  await mine.keyboard.press('h');
  await message(mine, 'Проведено').waitFor();
  await drag(mine, id, '2026-11-26', '12:00');
  await message(mine, 'Перенесено').waitFor();
  const bottom = await take(mine, id, { by: 'bottom' });
  await bottom.over('2026-11-26', '13:25');
  await bottom.drop();
  await standsAt(other, id, '2026-11-26 12:00–13:25');
  await tileOf(mine, id).click();
  await panel(mine).getByRole('button', { name: 'Змінити' }).click();
  await panel(mine).getByTestId('lesson-edit').locator('summary').click();
  await panel(mine).getByLabel('Назва').fill('Спина');
  await panel(mine).getByRole('button', { name: 'Зберегти' }).click();
  await eventually(async () => assert.match(await labelOf(other, id), /Спина/));
  await mine.keyboard.press('Escape');
  await panel(mine).waitFor({ state: 'detached' });
  await tileOf(mine, id).focus();
  await mine.keyboard.press('Control+KeyC');
  await mine.keyboard.press('Control+KeyV');
  await message(mine, 'Додано').waitFor();
  const [copy] = await app.sql<{ id: number }>(`select id from lesson where on_date = '2026-11-26' and start_min = 805`);
  assert.ok(copy);
  await standsAt([mine, other], copy.id, '2026-11-26 13:25–14:50');

  line.delay(ANSWER_MS / 2);
  await atOnce(mine, () => undo(mine), [[copy.id, /^not there$/]]);
  await atOnce(mine, () => undo(mine), [[id, /^2026-11-26 planned(?!.*Спина)/]]);
  await atOnce(mine, () => undo(mine), [[id, /^2026-11-26 planned 12:00–12:55/]]);
  await atOnce(mine, () => undo(mine), [[id, /^2026-11-24 planned 10:00–10:55/]]);
  await atOnce(mine, () => undo(mine), [[held.id, /^2026-11-23 planned/]]);
  assert.equal(await placeOf(other, copy.id), '2026-11-26 13:25–14:50', 'nothing of it has reached the server yet');

  await eventually(async () => assert.equal((await rowOf(app, 'lesson', held.id)).status, 'planned'), BACK_MS);
  line.restore();
  await standsAt([mine, other], id, '2026-11-24 10:00–10:55');
  await tileOf(other, copy.id).waitFor({ state: 'detached' });
  await eventually(async () => assert.doesNotMatch(`${await labelOf(mine, id)} ${await labelOf(mine, held.id)}`, /надсилається/));
  const row = await rowOf(app, 'lesson', id);
  assert.deepEqual([row.startMin, row.durationMin, row.title, await written('change.undo', id), await written('change.undo', held.id)], [600, 55, undefined, 3, 1]);
  assert.equal(await message(mine).filter({ hasNotText: 'Повернуто' }).count(), 0, 'nothing was refused');
});

test('what the server refuses to take back stands where it was again, says why, and keeps the focus', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: 600, trainerId: trainer });
  const mine = await stage.open('owner', { url: line.url });
  await drag(mine, id, '2026-11-27', '12:00');
  await message(mine, 'Перенесено').waitFor();
  await aLesson(app, { onDate: '2026-11-25', startMin: 630, trainerId: trainer });
  await tileOf(mine, id).focus();
  line.delay(ANSWER_MS / 2);
  await atOnce(mine, () => undo(mine), [[id, /^2026-11-25 planned 10:00/]]);
  await message(mine, /Час зайнято\. Ганна Коваленко має заняття о 10:30/).waitFor();
  await standsAt(mine, id, '2026-11-27 12:00–12:55', 500);
  assert.doesNotMatch(await labelOf(mine, id), /надсилається/);
  assert.equal(await mine.evaluate<string>('document.activeElement.dataset.lessonId'), String(id));
  // What somebody else has moved since stays where they have put it: what it would be then only the server knows.
  await drag(mine, id, '2026-11-27', '14:00');
  await message(mine, 'Перенесено').waitFor({ timeout: BACK_MS });
  await app.call('lesson.move', { id, seenRev: (await rowOf(app, 'lesson', id)).rev, onDate: '2026-11-28', startMin: 900 });
  await standsAt(mine, id, '2026-11-28 15:00–15:55');
  await atOnce(mine, () => message(mine, 'Перенесено').getByRole('button', { name: 'Повернути як було' }).click(), [[id, /^2026-11-28 planned 15:00.*надсилається/]]);
  await message(mine, 'Повернути вже не можна').waitFor();
  await standsAt(mine, id, '2026-11-28 15:00–15:55', 500);
});

test('a cancelled lesson comes back from its history at once, with who was called off late, and goes again from the message', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 660, clientIds: [app.clients.client] });
  const mine = await stage.open('owner', { url: line.url });
  const name = (await labelOf(mine, id)).split(', ')[2] ?? '';
  await tileOf(mine, id).focus();
  await mine.keyboard.press('Delete');
  await mine.getByTestId('lesson-cancel').getByLabel('Причина').fill('Хвороба');
  await mine.locator('[data-confirm-cancel]').click();
  await message(mine, 'Скасовано').waitFor();
  assert.deepEqual((await rowOf(app, 'lesson', id)).bookings, [], 'it is less than twelve hours ahead');
  const history = panel(mine).getByTestId('lesson-history');
  await history.locator('summary').click();
  const back = history.locator('[data-undo]').first();
  await back.waitFor();
  line.delay(ANSWER_MS / 2);
  await atOnce(mine, () => back.click(), [[id, new RegExp(`^2026-11-23 planned .*${name}`)]]);
  await message(mine, 'Повернуто, як було').waitFor();
  await eventually(async () => assert.doesNotMatch(await labelOf(mine, id), /надсилається/));
  await atOnce(mine, () => message(mine, 'Повернуто').getByRole('button', { name: 'Повторити' }).click(), [[id, /^2026-11-23 cancelled /]]);
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', id)).status, 'cancelled'));
});

test('while the line is dead a change is taken back at once, and both are applied once when it is there again', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: 840 });
  const [mine, other] = await Promise.all([stage.open('owner', { url: line.url }), stage.open('administrator')]);
  await drag(mine, id, '2026-11-26', '15:00');
  await message(mine, 'Перенесено').waitFor();
  line.cut();
  await banner(mine, 'Немає зв’язку').waitFor();
  await drag(mine, id, '2026-11-27', '16:00');
  await standsAt(mine, id, '2026-11-27 16:00–16:55');
  await atOnce(mine, () => undo(mine), [[id, /^2026-11-26 planned 15:00/]]);
  await atOnce(mine, () => undo(mine), [[id, /^2026-11-25 planned 14:00/]]);
  // So is a lesson that the server has never heard of.
  const ids = () => mine.locator('[data-lesson-id]').evaluateAll((tiles) => tiles.map((tile) => Number(tile.getAttribute('data-lesson-id'))));
  const known = await ids();
  await tileOf(mine, id).focus();
  await mine.keyboard.press('Control+KeyC');
  await mine.keyboard.press('Control+KeyV');
  const copy = await eventually(async () => {
    const made = (await ids()).find((one) => !known.includes(one));
    assert.ok(made);
    return made;
  });
  await atOnce(mine, () => undo(mine), [[copy, /^not there$/]]);
  // What is done to it next has seen all that.
  await drag(mine, id, '2026-11-28', '09:00');
  await standsAt(mine, id, '2026-11-28 09:00–09:55');
  line.restore();
  await standsAt([mine, other], id, '2026-11-28 09:00–09:55', BACK_MS);
  await eventually(async () => assert.doesNotMatch(await labelOf(mine, id), /надсилається/));
  await eventually(async () => assert.deepEqual([await written('lesson.move', id), await written('change.undo', id), await written('lesson.create', copy), await written('change.undo', copy)], [3, 2, 1, 1]));
  assert.deepEqual([await placeOf(mine, copy), await placeOf(other, copy)], ['not there', 'not there']);
});

test('of what is taken back while the line is dead and refused afterwards nothing is left over, and nothing is sent', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 1020, trainerId: trainer });
  const mine = await stage.open('owner', { url: line.url });
  await standsAt(mine, id, '2026-11-23 17:00–17:55');
  line.cut();
  await banner(mine, 'Немає зв’язку').waitFor();
  await drag(mine, id, '2026-11-24', '17:00');
  await standsAt(mine, id, '2026-11-24 17:00–17:55');
  await aLesson(app, { onDate: '2026-11-24', startMin: 1020, trainerId: trainer });
  await atOnce(mine, () => undo(mine), [[id, /^2026-11-23 planned 17:00/]]);
  line.restore();
  await banner(mine, 'Немає зв’язку').waitFor({ state: 'detached', timeout: BACK_MS });
  await eventually(async () => assert.doesNotMatch(await labelOf(mine, id), /надсилається/));
  await standsAt(mine, id, '2026-11-23 17:00–17:55');
  assert.deepEqual([await written('lesson.move', id), await written('change.undo', id), await message(mine).allTextContents()], [0, 0, []]);
});

test('several lessons go back together; one press while they are on their way stops the rest', async () => {
  const lessons = await Promise.all([540, 660, 780].map((startMin) => aLesson(app, { onDate: '2026-11-29', startMin })));
  const [first, second, third] = lessons.map((l) => l.id) as [number, number, number];
  const mine = await stage.open('owner', { url: line.url });
  await scrollTo(mine, '12:00');
  for (const id of [first, second, third]) await tileOf(mine, id).click({ modifiers: ['Control'] });
  await drag(mine, first, '2026-11-28', '10:00');
  await message(mine, 'Перенесено 3 заняття').waitFor();
  line.delay(ANSWER_MS / 2);
  await atOnce(mine, () => undo(mine), [[first, /^2026-11-29 planned 9:00|^2026-11-29 planned 09:00/], [second, /^2026-11-29 planned 11:00/], [third, /^2026-11-29 planned 13:00/]]);
  await message(mine, 'Повернуто, як було').waitFor({ timeout: BACK_MS });

  await drag(mine, first, '2026-11-27', '18:00');
  await eventually(async () => assert.match(await labelOf(mine, first), /надсилається/));
  await atOnce(mine, () => undo(mine), [[first, /^2026-11-29/], [second, /^2026-11-29/], [third, /^2026-11-29/]]);
  await eventually(async () => assert.doesNotMatch((await Promise.all([first, second, third].map((id) => labelOf(mine, id)))).join(), /надсилається/), BACK_MS);
  assert.deepEqual((await Promise.all([first, second, third].map(async (id) => (await rowOf(app, 'lesson', id)).onDate))), ['2026-11-29', '2026-11-29', '2026-11-29']);
  const moves = await Promise.all([first, second, third].map((id) => written('lesson.move', id)));
  assert.equal(moves.reduce((a, b) => a + b), 4, 'three, and the one that was on its way');
});

test('what has been done since something was taken back keeps its message and its way back', async () => {
  const a = await aLesson(app, { onDate: '2026-11-29', startMin: 540 });
  const b = await aLesson(app, { onDate: '2026-11-29', startMin: 720 });
  const mine = await stage.open('owner', { url: line.url });
  await standsAt(mine, b.id, '2026-11-29 12:00–12:55');
  line.delay(ANSWER_MS);
  await drag(mine, a.id, '2026-11-28', '13:00');
  await undo(mine);
  await drag(mine, b.id, '2026-11-28', '16:00');
  // The move of the second is answered before the first, which is on its way itself, can be taken back.
  await message(mine, 'Повернуто, як було').waitFor({ timeout: BACK_MS });
  await message(mine, 'Перенесено').getByRole('button', { name: 'Повернути як було' }).click();
  line.restore();
  await standsAt(mine, b.id, '2026-11-29 12:00–12:55', BACK_MS);
  await eventually(async () => assert.deepEqual(await Promise.all([a, b].map(async ({ id }) => (await rowOf(app, 'lesson', id)).onDate)), ['2026-11-29', '2026-11-29']));
});

test('who came, who was taken out and a break that was removed are back at once, too, while the server answers late', async () => {
  const { id: other } = await aClient(app, { firstName: 'Леся', lastName: 'Грінченко' });
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 540, kindId: app.kinds.group, capacity: 4, clientIds: [app.clients.client, other] });
  const breakId = app.newId();
  await app.call('block.create', { id: breakId, what: 'break', onDate: '2026-11-24', startMin: 900, durationMin: 30, trainerId: trainer });
  const mine = await stage.open('owner', { url: line.url });
  await tileOf(mine, id).click();
  const person = panel(mine).locator(`[data-people] [data-visit="${app.clients.client}"]`);
  const came = (isPressed: boolean) => person.locator(`[data-main="attended"][aria-pressed="${isPressed}"]`);
  const state = async () => (await rowOf(app, 'lesson', id)).bookings?.map((b) => b.state);
  await came(false).click();
  await message(mine, 'відвідано').waitFor();
  assert.deepEqual(await state(), ['attended', undefined]);
  line.delay(ANSWER_MS / 2);
  await came(true).click();
  await came(false).waitFor({ timeout: AT_ONCE_MS });
  assert.deepEqual(await state(), ['attended', undefined], 'the server has not heard of it');
  await message(mine, 'повернуто, як було').waitFor();
  assert.deepEqual(await state(), [undefined, undefined]);
  // Taken back by key, what was taken back is marked again; and once more it is not.
  await panel(mine).getByRole('heading').first().click();
  await undo(mine);
  await came(true).waitFor({ timeout: AT_ONCE_MS });
  await message(mine, 'Повернуто, як було').waitFor();
  await eventually(async () => assert.deepEqual(await state(), ['attended', undefined]));
  await undo(mine);
  await came(false).waitFor({ timeout: AT_ONCE_MS });
  await eventually(async () => assert.deepEqual(await state(), [undefined, undefined]));
  // Pressed twice before the first is answered, it is as it was, on the server as well.
  await came(false).click();
  await came(true).click({ timeout: AT_ONCE_MS });
  await came(false).waitFor({ timeout: AT_ONCE_MS });
  await eventually(async () => assert.equal(await written('attendance.undo', id), 2));
  assert.deepEqual(await state(), [undefined, undefined]);

  await person.getByRole('button', { name: /^Інше/ }).click();
  await mine.getByRole('menuitem', { name: 'Прибрати із заняття' }).click();
  await person.waitFor({ state: 'detached', timeout: AT_ONCE_MS });
  assert.equal(await mine.evaluate<string>(`document.activeElement.closest('[data-visit]')?.dataset.visit`), String(other), 'the next person has the focus');
  await message(mine, 'прибрано').getByRole('button', { name: 'Повернути як було' }).click();
  await person.waitFor({ timeout: AT_ONCE_MS });
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', id)).bookings?.length, 2));

  await mine.keyboard.press('Escape');
  await tileOf(mine, breakId).click();
  await panel(mine).getByRole('button', { name: 'Прибрати' }).click();
  await tileOf(mine, breakId).waitFor({ state: 'detached', timeout: AT_ONCE_MS });
  await panel(mine).waitFor({ state: 'detached', timeout: AT_ONCE_MS });
  await atOnce(mine, () => undo(mine), [[breakId, /^2026-11-24 /]]);
  await eventually(async () => assert.deepEqual([await written('block.remove', breakId), await written('change.undo', breakId)], [1, 1]));
  await eventually(async () => assert.doesNotMatch(await labelOf(mine, breakId), /надсилається/));
});

test('on a slow line what was done is told before it is answered, with its way back; what was taken back is named, and done again by key until something new is done', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: 1080 });
  const mine = await stage.open('owner', { url: line.url });
  await scrollTo(mine, '17:00');
  line.delay(ANSWER_MS);
  await drag(mine, id, '2026-11-26', '18:00');
  await atOnce(mine, () => message(mine, /Перенесено.*Надсилається/).getByRole('button', { name: 'Повернути як було' }).click(), [[id, /^2026-11-25 planned 18:00/]]);
  assert.equal(await message(mine).count(), 0);
  await message(mine, /^Повернуто, як було: Індивідуальне, ср[^:]*25[^:]*, 18:00–18:55/).waitFor({ timeout: BACK_MS });
  line.restore();
  const redo = (key: string) => mine.keyboard.press(`Control+${key}`);
  await redo('Shift+KeyZ');
  await message(mine, /^Повторено: .*чт[^:]*26/).waitFor();
  await standsAt(mine, id, '2026-11-26 18:00–18:55');
  await undo(mine);
  await standsAt(mine, id, '2026-11-25 18:00–18:55');
  await redo('KeyY');
  await standsAt(mine, id, '2026-11-26 18:00–18:55');
  await undo(mine);
  await message(mine, 'Повернуто').waitFor();
  await drag(mine, id, '2026-11-28', '18:00');
  await message(mine, 'Перенесено').waitFor();
  await redo('Shift+KeyZ');
  await standsAt(mine, id, '2026-11-28 18:00–18:55', 300);
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', id)).onDate, '2026-11-28'));
});

test('what is taken back from the history names whose change it was, where it was somebody else’s, and asks so where a reason is wanted', async () => {
  const { id, rev } = await aLesson(app, { onDate: '2026-11-30', startMin: 540 });
  await app.do('administrator', 'lesson.move', { id, seenRev: rev, onDate: '2026-11-30', startMin: 600 });
  const mine = await stage.open('owner', { at: '/?view=week&date=2026-11-30' });
  await tileOf(mine, id).click();
  const history = panel(mine).getByTestId('lesson-history');
  await history.locator('summary').click();
  await history.locator('[data-undo]').first().click();
  await message(mine, /Повернуто, як було\s+Автор зміни: Марія Дейнека/).waitFor();
  await standsAt(mine, id, '2026-11-30 09:00–09:55');
  await mine.keyboard.press('Escape');
  await drag(mine, id, '2026-12-01', '09:00');
  await message(mine, 'Перенесено').waitFor();
  await tileOf(mine, id).click();
  await history.locator('summary').click();
  await history.locator('[data-undo]').first().click();
  await message(mine, 'Повернуто, як було').waitFor();
  assert.equal(await message(mine, 'Автор зміни').count(), 0, 'one’s own');

  // A mark of an earlier day.
  const past = await aLesson(app, { onDate: '2026-11-22', startMin: 600, clientIds: [app.clients.client2] });
  await app.do('administrator', 'attendance.mark', { lessonId: past.id, clientId: app.clients.client2, outcome: 'attended' });
  const then = await stage.open('owner', { at: '/?view=week&date=2026-11-22' });
  await tileOf(then, past.id).click();
  await panel(then).getByTestId('lesson-history').locator('summary').click();
  await panel(then).getByTestId('lesson-history').locator('[data-undo]').first().click();
  await then.getByTestId('undo-reason').getByText('Автор зміни: Марія Дейнека').waitFor();
});
