// «Кого повідомити»: two minutes after a lesson was moved its people stand there with a ready text, and a tick takes them off every screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { drag, standsAt, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const bell = (page: Page) => page.locator('[data-telling]');
const countOf = (page: Page) => bell(page).getAttribute('data-telling');
const MINUTE_MS = 60_000;
/** Time passes for everybody: for the server at once, for a page when it next asks, which it does a moment after any change. */
async function later() {
  await app.clock.advance(2 * MINUTE_MS);
  const nudge = await aLesson(app, { onDate: '2026-11-30', startMin: 300 });
  await app.call('lesson.cancel', { id: nudge.id, seenRev: nudge.rev, reason: 'ні', askedBy: 'studio' });
}

test('a drag puts the people on the list after two minutes; one administrator ticks, the other sees it; taken back in time it stays silent', async () => {
  const { id: clientId } = await aClient(app, { firstName: 'Олена', lastName: 'Сірко', phone: '+380671112233' });
  const [moved, undone] = await Promise.all([aLesson(app, { startMin: 600, trainerId: app.trainers.trainer, clientIds: [clientId] }), aLesson(app, { startMin: 840, clientIds: [(await aClient(app)).id] })]);
  const [mine, theirs] = await Promise.all([stage.open('owner'), stage.open('administrator')]);
  await drag(mine, moved.id, '2026-11-25', '11:00');
  await standsAt([mine, theirs], moved.id, '2026-11-25 11:00–11:55');
  await drag(mine, undone.id, '2026-11-25', '15:00');
  await standsAt(mine, undone.id, '2026-11-25 15:00–15:55');
  await eventually(async () => assert.equal((await rowOf(app, 'lesson', undone.id)).onDate, '2026-11-25'));
  await app.call('change.undo', { rev: await app.rev() });
  await standsAt(mine, undone.id, '2026-11-24 14:00–14:55');
  await later();
  // The client and the trainer.
  await eventually(async () => assert.deepEqual([await countOf(mine), await countOf(theirs)], ['2', '2']));
  await bell(mine).click();
  const row = mine.locator(`[data-person="c${clientId}"]`);
  await row.getByText('Олена, ваше заняття 24 листопада (вт) о 10:00 перенесено на 25 листопада (ср) о 11:00.').waitFor();
  assert.equal(await row.getByRole('link').getAttribute('href'), 'tel:+380671112233');
  assert.deepEqual(await violations(mine, 'whom to tell'), []);
  await row.getByLabel('Повідомлено').check();
  await eventually(async () => assert.deepEqual([await countOf(mine), await countOf(theirs)], ['1', '1']));
  // The lesson itself says from where it was moved and by whom.
  await tileOf(theirs, moved.id).click();
  await theirs.locator('[data-moved-from]').getByText('Перенесено, було: вт, 24 лист., 10:00 · Олена Власенко', { exact: false }).waitFor();
  // A wrong tick is taken back while the list is open.
  await row.getByLabel('Повідомлено').uncheck();
  await eventually(async () => assert.equal(await countOf(theirs), '2'));
});

test('the texts are in the language of the studio, whatever language the screen is in', async () => {
  const text = (page: Page) => page.getByTestId('telling').locator('.text').first();
  const english = await stage.open('owner', { language: 'en' });
  await bell(english).click();
  await english.getByText('Whom to tell').first().waitFor();
  await eventually(async () => assert.match((await text(english).textContent()) ?? '', /заняття .* о 1\d:00/));
  await app.call('studio.update', { seenRev: await app.rev(), language: 'en' });
  const ukrainian = await stage.open('administrator');
  await bell(ukrainian).click();
  for (const page of [english, ukrainian]) await eventually(async () => assert.match((await text(page).textContent()) ?? '', /lesson on \w+ \d+ \w+ at 1\d:00/));
  await app.call('studio.update', { seenRev: await app.rev(), language: 'uk' });
});

test('on a phone the list fits, by the palette as well; trainers have none', async () => {
  const page = await stage.open('owner', { isPhone: true });
  await bell(page).waitFor();
  await eventually(async () => assert.equal(await countOf(page), '2'));
  await bell(page).tap();
  await page.getByTestId('telling').waitFor();
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  assert.deepEqual(await violations(page, 'whom to tell, phone'), []);
  const trainer = await stage.open('trainer');
  assert.equal(await bell(trainer).count(), 0);
});
