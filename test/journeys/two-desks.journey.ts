// Two desks at one calendar: what one of them closes, filters, copies or takes back while the other works, on a line that dies in between.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson, aRoom, rowOf } from '../factories.ts';
import { banner, drag, ghost, labelOf, message, panel, placeOf, scrollTo, standsAt, take, tileOf } from './calendar.ts';
import { openLine } from './line.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer, trainer2 } = app.trainers;
const line = await openLine(app.url);
beforeEach(() => line.restore());
const BACK_MS = 25_000; // the longest pause between attempts is 20 s
const LOST = 'Немає зв’язку';
const written = async (operation: string, id: number) => (await app.sql('select 1 from audit where id = $1 and operation = $2', [id, operation])).length;
const pick = async (page: Page, ids: readonly number[]) => {
  await scrollTo(page, '12:00');
  for (const id of ids) await tileOf(page, id).click({ modifiers: ['Control'] });
};

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
  assert.equal(told.filter((text) => /Це вже повернуто, як було/.test(text)).length, 1, told.join(' | '));
  assert.equal(await written('change.undo', id), 1);
});

test('a lesson that another desk moves into or out of what is filtered comes and goes', async () => {
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

test('several lessons go together at once however late the server answers; when the line dies none of them is done twice, and what the other desk took away is named', async () => {
  const lessons = await Promise.all([540, 660, 780, 900].map((startMin) => aLesson(app, { onDate: '2026-12-01', startMin, trainerId: trainer })));
  const ids = lessons.map((l) => l.id);
  const page = await stage.open('owner', { url: line.url, at: '/?view=week&date=2026-12-01' });
  await pick(page, ids);
  line.delay(150);
  await drag(page, ids[0]!, '2026-12-03', '09:00');
  const there = ['09:00–09:55', '11:00–11:55', '13:00–13:55', '15:00–15:55'].map((time) => `2026-12-03 ${time}`);
  await eventually(async () => assert.deepEqual(await Promise.all(ids.map((id) => placeOf(page, id))), there), 250);
  line.cut();
  await banner(page, LOST).waitFor();
  await message(page, 'Перенесено 4 заняття. Надсилається…').waitFor();
  assert.deepEqual(await Promise.all(ids.map((id) => placeOf(page, id))), there);

  const rows = await Promise.all(ids.map((id) => rowOf(app, 'lesson', id)));
  const waiting = rows.filter((l) => l.onDate === '2026-12-01');
  assert.ok(waiting.length, 'something is still on its way');
  const [taken] = waiting;
  await app.do('administrator', 'lesson.move', { id: taken!.id, seenRev: taken!.rev, onDate: '2026-12-04', startMin: 1000 });
  line.restore();
  await message(page, /Перенесено 3 заняття\. Не вийшло 1:\s.*Марія Дейнека/).waitFor({ timeout: BACK_MS });
  await Promise.all(ids.map((id, i) => standsAt(page, id, id === taken!.id ? '2026-12-04 16:40–17:35' : there[i]!)));
  await eventually(async () => assert.deepEqual(await Promise.all(ids.map((id) => written('lesson.move', id))), [1, 1, 1, 1]));
});

test('several are cancelled on the screen at once, and one press takes all of it back while the first is still on its way', async () => {
  const ids = (await Promise.all([540, 660, 780].map((startMin) => aLesson(app, { onDate: '2026-12-09', startMin, trainerId: trainer2 })))).map((l) => l.id);
  const page = await stage.open('owner', { url: line.url, at: '/?view=week&date=2026-12-09' });
  const states = (want: string) => eventually(async () => assert.deepEqual(await Promise.all(ids.map((id) => tileOf(page, id).getAttribute('data-status'))), ids.map(() => want)), 400);
  await pick(page, ids);
  await page.keyboard.press('Delete');
  await page.getByRole('dialog').getByLabel('Причина').fill('Немає води');
  line.delay(500);
  await page.getByRole('dialog').locator('[data-confirm-cancel]').click();
  await states('cancelled');
  await message(page, 'Скасовано 3 заняття. Надсилається…').getByRole('button', { name: 'Повернути як було' }).click();
  await states('planned');
  await message(page, 'Повернуто, як було').waitFor({ timeout: BACK_MS });
  line.restore();
  await eventually(async () => assert.deepEqual(await Promise.all(ids.map(async (id) => (await rowOf(app, 'lesson', id)).status)), ['planned', 'planned', 'planned']));
  await states('planned');
  assert.deepEqual(await Promise.all(ids.slice(1).map((id) => written('lesson.cancel', id))), [0, 0], 'what had not been sent never is');
});

test('under a still hand it is said at once that the lesson was cancelled, went to another trainer or is no more', async () => {
  const id = app.newId();
  await app.call('series.create', { id, kindId: app.kinds.individual, trainerId: trainer, slots: [{ weekday: 3, startMin: 600, durationMin: 55 }], fromOn: '2026-12-16', count: 2 });
  const ofSeries = async () => (await app.sql<{ id: number }>(`select id::int as id from lesson where series_id = $1 order by on_date`, [id])).map((l) => l.id);
  const [first, second] = await ofSeries() as [number, number];
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-16' });
  const held = await take(page, first);
  await held.over('2026-12-18', '10:00');
  await app.do('administrator', 'lesson.move', { id: first, seenRev: (await rowOf(app, 'lesson', first)).rev, onDate: '2026-12-16', startMin: 600, trainerId: trainer2 });
  await ghost(page).getByText('Тим часом перенесено: ср, 16 груд., 10:00–10:55, Ігор Бондаренко').waitFor();
  await app.do('administrator', 'lesson.cancel', { id: first, seenRev: (await rowOf(app, 'lesson', first)).rev, reason: 'Застуда', askedBy: 'client', scope: 'following' });
  await ghost(page).getByText('Тим часом скасовано').waitFor();
  assert.notEqual(await ghost(page).getAttribute('data-clash'), null);
  await held.drop();
  await message(page, /Марія Дейнека.*Зараз: скасовано/).waitFor();
  await standsAt(page, first, '2026-12-16 10:00–10:55');
  assert.deepEqual(await Promise.all([first, second].map(async (l) => (await rowOf(app, 'lesson', l)).status)), ['cancelled', 'cancelled']);

  // A trainer whose lesson goes to somebody else has only busy time in the hand.
  const own = await aLesson(app, { onDate: '2026-12-17', startMin: 840, trainerId: trainer });
  const mine = await stage.open('trainer', { at: '/?view=week&date=2026-12-17' });
  const theirs = await take(mine, own.id);
  await theirs.over('2026-12-19', '14:00');
  await app.do('administrator', 'lesson.move', { id: own.id, seenRev: own.rev, onDate: '2026-12-17', startMin: 840, trainerId: trainer2 });
  await ghost(mine).getByText('Цього заняття вже немає або воно вам недоступне').waitFor();
  await theirs.drop();
  await message(mine, /Індивідуальне — Цього запису вже немає/).waitFor();
  await standsAt(mine, own.id, '2026-12-17 14:00–14:55');
});

test('who came, marked by two at once, is one mark, and only the one who made it is offered to take it back', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 450, clientIds: [app.clients.client2] });
  const [late, first] = await Promise.all([stage.open('owner', { url: line.url, at: '/?view=week&date=2026-11-23' }), stage.open('administrator', { at: '/?view=week&date=2026-11-23' })]);
  const came = (page: Page) => panel(page).locator(`[data-people] [data-visit="${app.clients.client2}"] [data-main="attended"]`);
  for (const page of [late, first]) {
    await tileOf(page, id).click();
    await came(page).waitFor();
  }
  line.delay(400);
  await came(late).click();
  await came(first).click();
  await message(first, 'відвідано').getByRole('button', { name: 'Повернути як було' }).waitFor();
  await eventually(async () => assert.deepEqual((await rowOf(app, 'lesson', id)).bookings?.map((b) => b.state), ['attended']));
  await eventually(async () => assert.doesNotMatch(await labelOf(late, id), /надсилається/));
  assert.deepEqual([await written('attendance.mark', id), await message(late).count()], [1, 0]);
});

test('two different marks at once: the second desk is told whose stands and may still decide otherwise', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 440, durationMin: 10, clientIds: [app.clients.client2] });
  const [late, first] = await Promise.all([stage.open('owner', { url: line.url, at: '/?view=week&date=2026-11-23' }), stage.open('administrator', { at: '/?view=week&date=2026-11-23' })]);
  const row = (page: Page) => panel(page).locator(`[data-people] [data-visit="${app.clients.client2}"]`);
  for (const page of [late, first]) {
    await tileOf(page, id).click();
    await row(page).waitFor();
  }
  const state = async () => (await rowOf(app, 'lesson', id)).bookings?.map((b) => b.state);
  line.delay(700);
  await row(first).locator('[data-main="attended"]').click();
  await row(late).getByRole('button', { name: /^Не прийшли/ }).click();
  const told = message(late, /: .* — відвідано, раніше за вас\./);
  await told.waitFor();
  assert.deepEqual([await state(), await written('attendance.mark', id)], [['attended'], 1]);
  await told.getByRole('button', { name: 'Усе одно: Не прийшли' }).click();
  await eventually(async () => assert.deepEqual(await state(), ['noShow']));
  assert.equal(await written('attendance.mark', id), 2);
});

test('what leaves the filter stays picked and is counted, and what is done to it says so', async () => {
  const [one, two] = await Promise.all([540, 660].map((startMin) => aLesson(app, { onDate: '2026-12-22', startMin, trainerId: trainer })));
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-22' });
  await page.locator('button[data-filter]').click();
  await page.locator(`[data-filter-choice="trainers:${trainer}"]`).check();
  await page.keyboard.press('Escape');
  await pick(page, [one!.id, two!.id]);
  assert.equal(await page.locator('[data-picked-hidden]').count(), 0);
  await app.do('administrator', 'lesson.move', { id: two!.id, seenRev: two!.rev, onDate: '2026-12-22', startMin: 660, trainerId: trainer2 });
  await tileOf(page, two!.id).waitFor({ state: 'detached' });
  await page.locator('[data-picked="2"]').waitFor();
  await page.locator('[data-picked-hidden]').getByText('Фільтр приховує: 1.').waitFor();
  await drag(page, one!.id, '2026-12-23', '09:00');
  await message(page, 'Перенесено 2 заняття. Фільтр приховує: 1.').waitFor();
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', two!.id)).onDate, '2026-12-23'));
});

test('a trainer whose lesson goes to somebody else while it is being changed is told so, and one press closes what is left of it', async () => {
  const { id, rev } = await aLesson(app, { onDate: '2026-12-30', startMin: 600, trainerId: trainer });
  const page = await stage.open('trainer', { at: '/?view=week&date=2026-12-30' });
  await tileOf(page, id).click();
  await panel(page).getByRole('button', { name: 'Змінити' }).click();
  await panel(page).getByLabel('Початок').fill('11:00');
  const moved = await app.do('administrator', 'lesson.move', { id, seenRev: rev, onDate: '2026-12-30', startMin: 600, trainerId: trainer2 });
  await panel(page).getByText('Цього заняття вже немає або воно вам недоступне').waitFor();
  // Given back, it is as it was left.
  const again = await app.do('administrator', 'lesson.move', { id, seenRev: moved.rev, onDate: '2026-12-30', startMin: 600, trainerId: trainer });
  await eventually(async () => assert.equal(await panel(page).getByLabel('Початок').inputValue(), '11:00'));
  await app.do('administrator', 'lesson.move', { id, seenRev: again.rev, onDate: '2026-12-30', startMin: 600, trainerId: trainer2 });
  await panel(page).getByText('Цього заняття вже немає або воно вам недоступне').waitFor();
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });
});
