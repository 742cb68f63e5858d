// A line that breaks, tears and crawls: nothing is lost, nothing happens twice, and the screen says how it stands.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { aLesson, rowOf } from '../factories.ts';
import { banner, drag, labelOf, message, panel, placeOf, standsAt, tileOf } from './calendar.ts';
import { openLine } from './line.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const line = await openLine(app.url);
beforeEach(() => line.restore());
const OFFLINE = 'Немає зв’язку';
const BACK_MS = 25_000; // the longest pause between attempts is 20 s
const written = async (id: number, operation: string) => (await app.sql('select rev from audit where id = $1 and operation = $2', [id, operation])).length;

test('what is moved while the line is cut waits, and afterwards both windows and the server agree', async () => {
  const [queued, theirs] = await Promise.all([aLesson(app, { startMin: 600 }), aLesson(app, { startMin: 780 })]);
  const [mine, other] = await Promise.all([stage.open('owner', { url: line.url }), stage.open('administrator')]);
  await standsAt([mine, other], queued.id, '2026-11-24 10:00–10:55');

  line.cut();
  await banner(mine, OFFLINE).waitFor();
  await drag(mine, queued.id, '2026-11-26', '11:00');
  await standsAt(mine, queued.id, '2026-11-26 11:00–11:55');
  await banner(mine, '1 зміна чекає на надсилання').waitFor();
  await drag(other, theirs.id, '2026-11-25', '14:00');
  const added = await aLesson(app, { onDate: '2026-11-28', startMin: 600 });
  await standsAt(other, added.id, '2026-11-28 10:00–10:55');
  assert.equal(await placeOf(other, queued.id), '2026-11-24 10:00–10:55');

  line.restore();
  await Promise.all([
    standsAt([mine, other], queued.id, '2026-11-26 11:00–11:55', BACK_MS), standsAt([mine, other], theirs.id, '2026-11-25 14:00–14:55', BACK_MS), standsAt([mine, other], added.id, '2026-11-28 10:00–10:55', BACK_MS),
    banner(mine, OFFLINE).waitFor({ state: 'detached', timeout: BACK_MS }),
  ]);
  const row = await rowOf(app, 'lesson', queued.id);
  assert.deepEqual([row.onDate, row.startMin, await written(queued.id, 'lesson.move'), await written(theirs.id, 'lesson.move')], ['2026-11-26', 660, 1, 1]);
});

test('a lesson moved twice while the line is cut shows the second place at once, and ends there', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-24', startMin: 960 });
  const [mine, other] = await Promise.all([stage.open('owner', { url: line.url }), stage.open('administrator')]);
  await standsAt(mine, id, '2026-11-24 16:00–16:55');
  line.cut();
  await banner(mine, OFFLINE).waitFor();
  await drag(mine, id, '2026-11-26', '16:00');
  await standsAt(mine, id, '2026-11-26 16:00–16:55');
  await drag(mine, id, '2026-11-27', '17:00');
  await standsAt(mine, id, '2026-11-27 17:00–17:55', 1000);
  await banner(mine, '2 зміни чекають на надсилання').waitFor();
  line.restore();
  await standsAt([mine, other], id, '2026-11-27 17:00–17:55', BACK_MS);
  assert.equal(await written(id, 'lesson.move'), 2);
});

test('a change whose answer was lost on the way is applied once', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 600 });
  const [mine, other] = await Promise.all([stage.open('owner', { url: line.url }), stage.open('administrator')]);
  await standsAt(mine, id, '2026-11-23 10:00–10:55');
  line.mute();
  await drag(mine, id, '2026-11-23', '15:00');
  await standsAt(other, id, '2026-11-23 15:00–15:55');
  line.cut();
  await banner(mine, OFFLINE).waitFor();
  const now = await mine.getByRole('button', { name: 'Спробувати зараз' }).elementHandle({ timeout: BACK_MS });
  line.restore();
  // Pressed at once, unless the page has tried again by itself in this very moment.
  await now?.evaluate((button) => (button as unknown as { click(): void }).click());
  await banner(mine, OFFLINE).waitFor({ state: 'detached', timeout: BACK_MS });
  await standsAt([mine, other], id, '2026-11-23 15:00–15:55');
  await eventually(async () => assert.doesNotMatch(await labelOf(mine, id), /надсилається/));
  assert.equal(await written(id, 'lesson.move'), 1);
});

test('an answer torn in the middle is asked for again', async () => {
  const mine = await stage.open('owner', { url: line.url });
  line.cut();
  await banner(mine, OFFLINE).waitFor();
  const { id } = await aLesson(app, { onDate: '2026-11-29', startMin: 600, clientIds: [app.clients.client2] });
  await Promise.all(Array.from({ length: 30 }, (_, i) => aLesson(app, { onDate: '2026-11-29', startMin: 660, note: `Довга нотатка ${i} `.repeat(20) })));
  line.restore();
  line.tearAfter(700);
  const before = line.bytes;
  await eventually(() => assert.ok(line.bytes - before > 1500, 'it has tried more than once'), BACK_MS);
  line.restore();
  await standsAt(mine, id, '2026-11-29 10:00–10:55', BACK_MS);
  await banner(mine, OFFLINE).waitFor({ state: 'detached', timeout: BACK_MS });
  await eventually(async () => assert.equal(await shown(mine), 31));
});
async function shown(page: Awaited<ReturnType<typeof stage.open>>): Promise<number> {
  const column = page.locator('[data-key="2026-11-29"]');
  const more = await column.locator('[data-more]').allInnerTexts();
  return (await column.locator('[data-lesson-id]').count()) + more.reduce((sum, text) => sum + Number(text.match(/\+(\d+)/)?.[1] ?? 0), 0);
}

test('what is taken back while it is still on its way is the last change, not the one before', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-26', startMin: 480 });
  const mine = await stage.open('owner', { url: line.url });
  await drag(mine, id, '2026-11-26', '09:00');
  await message(mine, 'Перенесено').waitFor();
  line.hold();
  await drag(mine, id, '2026-11-27', '12:00');
  await standsAt(mine, id, '2026-11-27 12:00–12:55');
  await mine.keyboard.press('Control+KeyZ');
  line.restore();
  await message(mine, 'Повернуто, як було').waitFor();
  await standsAt(mine, id, '2026-11-26 09:00–09:55');
  assert.deepEqual([await written(id, 'lesson.move'), await written(id, 'change.undo')], [2, 1]);
});

test('a crawling line shows what was done at once and says that it is slow', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: 480 });
  const mine = await stage.open('owner', { url: line.url });
  // The panel's program comes while the line is good, as it does for anybody who has looked at the screen for two seconds.
  await tileOf(mine, id).click();
  await panel(mine).waitFor();
  await mine.keyboard.press('Escape');
  await panel(mine).waitFor({ state: 'detached' });
  line.delay(300);
  await drag(mine, id, '2026-11-25', '09:00');
  await standsAt(mine, id, '2026-11-25 09:00–09:55', 500);
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', id)).startMin, 540));
  assert.equal(await banner(mine, 'Зв’язок повільний').count(), 0, '600 ms there and back are not worth a word');

  line.delay(1600);
  await tileOf(mine, id).click();
  await panel(mine).getByRole('button', { name: 'Змінити' }).click();
  await panel(mine).getByLabel('Початок').fill('10:10');
  await panel(mine).getByRole('button', { name: 'Зберегти' }).click();
  await standsAt(mine, id, '2026-11-25 10:10–11:05', 2000);
  await banner(mine, 'Зв’язок повільний').waitFor();
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', id)).startMin, 610), 10_000);
  line.restore();
  await banner(mine, 'Зв’язок повільний').waitFor({ state: 'detached', timeout: 10_000 });
});

test('a part that nobody asked for and that did not arrive is not spoken of, and comes when the line is there again', async () => {
  const page = await stage.open('owner', { url: line.url });
  const bell = page.locator('[data-telling]');
  await bell.waitFor();
  const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('/TellingBell'));
  await page.route('**/TellingBell*.js', (route) => route.abort());
  await page.reload();
  await failed;
  await standsAt(page, (await aLesson(app, { onDate: '2026-11-26', startMin: 1080 })).id, '2026-11-26 18:00–18:55');
  assert.deepEqual([await message(page).allTextContents(), await bell.count()], [[], 0]);
  await page.unroute('**/TellingBell*.js');
  line.cut();
  await banner(page, OFFLINE).waitFor();
  line.restore();
  await bell.waitFor({ timeout: BACK_MS });
});
