// Two desks at one calendar: what one of them closes, filters, copies or takes back while the other works, on a line that dies in between.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { aLesson, aRoom, rowOf } from '../factories.ts';
import { banner, drag, ghost, labelOf, message, panel, standsAt, take, tileOf } from './calendar.ts';
import { openLine } from './line.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const line = await openLine(app.url);
beforeEach(() => line.restore());
const BACK_MS = 25_000; // the longest pause between attempts is 20 s
const LOST = 'Немає зв’язку';
const written = async (operation: string, id: number) => (await app.sql('select 1 from audit where id = $1 and operation = $2', [id, operation])).length;

test('a room that is closed meanwhile is said under the hand and in the open lesson, and lets nothing in', async () => {
  const room = await aRoom(app, { name: 'Зал на воді' });
  const { id, rev } = await aLesson(app, { onDate: '2026-11-26', startMin: 600, roomId: room.id });
  const page = await stage.open('owner');
  const held = await take(page, id);
  await held.over('2026-11-27', '12:00');
  assert.equal(await ghost(page).getAttribute('data-clash'), null);
  const closure = app.newId();
  await app.call('closure.create', { id: closure, cancels: false, roomId: room.id, fromOn: '2026-11-27', fromMin: 600, toOn: '2026-11-27', toMin: 900, reason: 'Прорвало трубу' });
  await ghost(page).getByText(/зачинено \(Прорвало трубу\)/).waitFor();
  await held.drop();
  const refused = message(page, /зачинено \(Прорвало трубу\)/);
  await refused.waitFor();
  await standsAt(page, id, '2026-11-26 10:00–10:55');
  assert.equal((await rowOf(app, 'lesson', id)).rev, rev);
  // With a reason it may.
  await refused.getByRole('button', { name: 'Змінити' }).click();
  await panel(page).getByTestId('lesson-edit').waitFor();
  await panel(page).getByLabel('Причина').fill('Уже сухо');
  await panel(page).getByRole('button', { name: 'Зберегти' }).click();
  await standsAt(page, id, '2026-11-27 12:00–12:55');
});

test('two desks that take back the same change at the same instant take it back once, and neither loses anything', async () => {
  const { id, rev } = await aLesson(app, { onDate: '2026-11-23', startMin: 600 });
  await app.do('administrator', 'lesson.move', { id, seenRev: rev, onDate: '2026-11-25', startMin: 720 });
  const pages = await Promise.all([stage.open('owner'), stage.open('administrator')]);
  for (const page of pages) {
    await tileOf(page, id).click();
    await panel(page).getByTestId('lesson-history').locator('summary').click();
    await panel(page).getByTestId('lesson-history').locator('[data-undo]').first().waitFor();
  }
  await Promise.all(pages.map((page) => panel(page).getByTestId('lesson-history').locator('[data-undo]').first().click()));
  await standsAt(pages, id, '2026-11-23 10:00–10:55');
  await Promise.all(pages.map((page) => message(page).first().waitFor()));
  const told = (await Promise.all(pages.map((page) => message(page).allInnerTexts()))).flat();
  assert.equal(told.filter((text) => /Повернуто, як було/.test(text)).length, 1, told.join(' | '));
  assert.equal(told.filter((text) => /Повернути вже не можна/.test(text)).length, 1, told.join(' | '));
  assert.equal(await written('change.undo', id), 1);
});

test('a lesson that another desk moves into or out of what is filtered comes and goes', async () => {
  const { trainer, trainer2 } = app.trainers;
  const { id, rev } = await aLesson(app, { onDate: '2026-11-28', startMin: 600, trainerId: trainer });
  const page = await stage.open('owner');
  await tileOf(page, id).waitFor();
  await page.locator('button[data-filter]').click();
  await page.locator(`[data-filter-choice="trainers:${trainer2}"]`).check();
  await page.keyboard.press('Escape');
  await tileOf(page, id).waitFor({ state: 'detached' });
  const moved = await app.do('administrator', 'lesson.move', { id, seenRev: rev, onDate: '2026-11-28', startMin: 660, trainerId: trainer2 });
  await standsAt(page, id, '2026-11-28 11:00–11:55');
  await app.do('administrator', 'lesson.move', { id, seenRev: moved.rev, onDate: '2026-11-28', startMin: 660, trainerId: trainer });
  await tileOf(page, id).waitFor({ state: 'detached' });
});

test('a week that is being copied when the line dies is copied whole and once when it is back', async () => {
  const lessons = await Promise.all([480, 600, 720, 840, 960].map((startMin) => aLesson(app, { onDate: '2027-01-12', startMin })));
  const [page, other] = await Promise.all([stage.open('owner', { url: line.url, at: '/?view=week&date=2027-01-12' }), stage.open('administrator', { at: '/?view=week&date=2027-01-19' })]);
  await tileOf(page, (lessons[0] as { id: number }).id).waitFor(); // five were made
  await page.keyboard.press('Control+KeyK');
  await page.getByTestId('palette').waitFor();
  await page.keyboard.type('так само');
  await page.getByRole('option', { name: /Так само на наступний тиждень/ }).waitFor();
  await page.keyboard.press('Enter');
  line.delay(150);
  await page.locator('[data-create-week]').click();
  await page.getByText(/Створено \d з 5/).waitFor();
  line.cut();
  await banner(page, LOST).waitFor();
  line.restore();
  await message(page, 'Створено 5 занять').waitFor({ timeout: BACK_MS });
  const copies = () => app.sql('select id from lesson where on_date = $1 order by id', ['2027-01-19']);
  assert.equal((await copies()).length, 5);
  await eventually(async () => assert.equal(await other.locator('[data-date="2027-01-19"] [data-lesson-id]').count(), 5));
  // All of it goes back in one press, also when the line dies again.
  line.delay(150);
  await message(page, 'Створено 5 занять').getByRole('button', { name: 'Повернути як було' }).click();
  await eventually(async () => assert.ok((await copies()).length < 5));
  line.cut();
  await banner(page, LOST).waitFor();
  line.restore();
  await eventually(async () => assert.equal((await copies()).length, 0), BACK_MS);
  await eventually(async () => assert.equal(await other.locator('[data-date="2027-01-19"] [data-lesson-id]').count(), 0));
});

test('several that are moved together when the line dies stand where they were put on both desks when it is back', async () => {
  const lessons = await Promise.all([540, 660, 780].map((startMin) => aLesson(app, { onDate: '2027-02-02', startMin })));
  const [page, other] = await Promise.all([stage.open('owner', { url: line.url, at: '/?view=week&date=2027-02-02' }), stage.open('administrator', { at: '/?view=week&date=2027-02-02' })]);
  for (const { id } of lessons) await tileOf(page, id).click({ modifiers: ['Control'] });
  const [first] = lessons as [typeof lessons[number]];
  line.cut();
  await banner(page, LOST).waitFor();
  await drag(page, first.id, '2027-02-04', '10:00');
  // The other desk takes one of them away meanwhile.
  const [, , third] = lessons as [unknown, unknown, typeof lessons[number]];
  await app.do('administrator', 'lesson.cancel', { id: third.id, seenRev: third.rev, reason: 'Захворіла', askedBy: 'client' });
  line.restore();
  await standsAt([page, other], first.id, '2027-02-04 10:00–10:55', BACK_MS);
  await message(page, /Перенесено 2 заняття/).waitFor({ timeout: BACK_MS });
  for (const { id } of lessons) await eventually(async () => assert.doesNotMatch(await labelOf(page, id), /надсилається/));
  await standsAt([page, other], third.id, '2027-02-02 13:00–13:55');
  await eventually(async () => assert.equal(await tileOf(page, third.id).getAttribute('data-status'), 'cancelled'));
});

test('a lesson that another desk takes out of its schedule while it is in the hand is put down nowhere, and says so', async () => {
  const { id, rev } = await aLesson(app, { onDate: '2026-12-03', startMin: 600 });
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-03' });
  const held = await take(page, id);
  await held.over('2026-12-04', '11:00');
  await app.do('administrator', 'lesson.cancel', { id, seenRev: rev, reason: 'Помилка', askedBy: 'studio' });
  await ghost(page).getByText('Тим часом скасовано').waitFor();
  await held.drop();
  await message(page, /скасовано/).waitFor();
  await standsAt(page, id, '2026-12-03 10:00–10:55');
});
