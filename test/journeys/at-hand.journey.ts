// What was seen stands there at once: the program and the lessons open from the device, with no line at all, and leave it with the person.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson } from '../factories.ts';
import { banner, drag, standsAt, tileOf } from './calendar.ts';
import { openLine } from './line.ts';
import { eventually, openStage, WEEK } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const line = await openLine(app.url);
beforeEach(() => line.restore());
const OFFLINE = 'Немає зв’язку';
const BACK_MS = 25_000; // the longest pause between attempts is 20 s

const hasProgram = (page: Page) => page.evaluate('navigator.serviceWorker.controller !== null') as Promise<boolean>;
/** How many rows of the studio are kept on this device. */
const rowsKept = (page: Page) => page.evaluate(`new Promise(async (done) => {
  // Opening it would make it, and without what the program puts into it.
  if (!(await indexedDB.databases()).some(({ name }) => name === 'rytm')) return done(0);
  const opening = indexedDB.open('rytm');
  opening.onsuccess = () => {
    const db = opening.result;
    if (!db.objectStoreNames.contains('kept')) { db.close(); return done(0); }
    const found = db.transaction('kept').objectStore('kept').get('seen');
    found.onsuccess = () => { db.close(); done(Object.values(found.result?.snapshot ?? {}).reduce((n, rows) => n + (rows.length ?? 0), 0)); };
  };
})`) as Promise<number>;

test('a calendar that was open before opens without a line, and goes on where others are when the line is back', async () => {
  const lesson = await aLesson(app, { startMin: 600 });
  const mine = await stage.open('owner', { url: line.url, keepsProgram: true });
  const other = await stage.open('administrator');
  await standsAt(mine, lesson.id, '2026-11-24 10:00–10:55');
  await eventually(async () => assert.ok((await hasProgram(mine)) && (await rowsKept(mine)) > 0), 15_000);

  line.cut();
  await banner(mine, OFFLINE).waitFor();
  await drag(other, lesson.id, '2026-11-26', '11:00');
  await mine.reload();
  await standsAt(mine, lesson.id, '2026-11-24 10:00–10:55');
  await banner(mine, OFFLINE).waitFor();
  // The panel, a part that is loaded later, opens as well.
  await tileOf(mine, lesson.id).click();
  await mine.getByTestId('lesson-panel').waitFor();

  line.restore();
  await standsAt([mine, other], lesson.id, '2026-11-26 11:00–11:55', BACK_MS);
  await banner(mine, OFFLINE).waitFor({ state: 'detached', timeout: BACK_MS });
});

test('a file of the server opened in a window is that file, and the calendar afterwards is the calendar', async () => {
  const page = await stage.open('owner', { url: line.url, keepsProgram: true });
  await eventually(async () => assert.ok(await hasProgram(page)), 15_000);
  await page.goto('/build.json');
  assert.match(await page.content(), /isEntry/);
  await page.goto(WEEK);
  await page.getByTestId('calendar').waitFor();
});

test('signing out leaves nothing of the studio on the device, and neither does a session ended elsewhere', async () => {
  const page = await stage.open('owner', { url: line.url });
  await eventually(async () => assert.ok((await rowsKept(page)) > 0), 10_000);
  await page.goto('/settings/me');
  await page.getByRole('main').getByRole('button', { name: 'Вийти', exact: true }).click();
  await page.waitForURL('**/sign-in');
  assert.equal(await rowsKept(page), 0);

  const ended = await stage.open('owner', { url: line.url });
  await eventually(async () => assert.ok((await rowsKept(ended)) > 0), 10_000);
  await app.sql('update session set revoked_at = now() where studio_id = 1');
  await ended.goto(WEEK);
  await ended.waitForURL('**/sign-in**');
  await eventually(async () => assert.equal(await rowsKept(ended), 0));
});
