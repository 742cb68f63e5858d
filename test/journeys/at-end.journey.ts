// A lesson that was cancelled in time is added at the end of its schedule: from the message, by keys, and from the panel on a phone; a move beyond the term warns.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message, panel, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer } = app.trainers;
const client = (await aClient(app, { trainerId: trainer })).id;
const type = app.newId();
await app.call('subscriptionType.create', { id: type, name: '8 занять', priceMinor: 100_000, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
await app.call('subscription.sell', { id: app.newId(), clientId: client, typeId: type, seenPriceMinor: 100_000, payments: [] });
const id = app.newId();
await app.call('series.create', { id, kindId: app.kinds.individual, trainerId: trainer, clientIds: [client], slots: [{ weekday: 3, startMin: 720, durationMin: 55 }], fromOn: '2026-11-25', count: 4 });
await aLesson(app, { onDate: '2026-12-23', startMin: 740, trainerId: trainer });
await app.call('trainer.setDayHours', { id: trainer, seenRev: (await rowOf(app, 'trainer', trainer)).rev, onDate: '2026-12-30', spans: [] });
const days = async () => (await app.sql<{ id: number; at: string }>(`select id::int, on_date || ' ' || status as at from lesson where series_id = $1 order by during`, [id]));
const picture = async (page: import('playwright-core').Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png` }); };

test('from the message after cancelling: the next free date, what is in the way of those before, a warning of the term', async () => {
  const [first] = await days();
  assert.ok(first);
  const page = await stage.open('administrator', { at: '/?view=week&date=2026-11-25' });
  await tileOf(page, first.id).click();
  await panel(page).getByRole('button', { name: 'Скасувати заняття' }).click();
  await panel(page).getByTestId('lesson-cancel').getByLabel('Причина').fill('Відрядження');
  await page.keyboard.press('Enter');
  await message(page).getByRole('button', { name: 'Додати в кінець розкладу' }).click();
  const form = page.getByTestId('at-end');
  await form.getByText('Іван Франко: абонемент діє лише до 22 грудня').waitFor();
  assert.equal(await form.getByRole('radio').first().isDisabled(), true);
  assert.equal(await form.getByRole('radio', { name: 'середа, 30 грудня' }).isChecked(), true);
  assert.equal(await form.getByRole('radio', { name: /середа, 30 грудня.*поза робочими годинами/ }).isDisabled(), false);
  assert.deepEqual(await violations(page, 'one more at the end'), []);
  await picture(page, 'at-end');
  await page.getByRole('dialog').getByRole('button', { name: 'Додати заняття' }).click();
  await message(page, 'Додано в кінець розкладу: ср, 30 груд., 12:00–12:55.').waitFor();
  assert.deepEqual((await days()).map((d) => d.at), ['2026-11-25 cancelled', '2026-12-02 planned', '2026-12-09 planned', '2026-12-16 planned', '2026-12-30 planned']);
  await message(page, 'Додано в кінець розкладу').getByRole('button', { name: 'Повернути як було' }).click();
  await eventually(async () => assert.equal((await days()).length, 4));
});

test('from the panel of a cancelled lesson on a phone, in English and in the dark', async () => {
  const [first] = await days();
  assert.ok(first);
  const page = await stage.open('trainer', { isPhone: true, theme: 'dark', language: 'en', at: `/?view=day&date=2026-11-25&lesson=${first.id}` });
  await panel(page).getByRole('button', { name: 'Add one at the end' }).tap();
  const form = page.getByTestId('at-end');
  await form.getByText('the subscription will be over by then').waitFor();
  assert.deepEqual(await violations(page, 'one more at the end, on a phone'), []);
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  await picture(page, 'at-end-phone');
  await form.getByRole('radio', { name: 'Wednesday 6 January' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Add the lesson' }).tap();
  await message(page, 'Added at the end of the schedule').waitFor();
  assert.equal((await days()).at(-1)?.at, '2027-01-06 planned');
  // Once.
  await panel(page).getByRole('button', { name: 'Add one at the end' }).tap();
  await form.getByText('Another lesson has been added for this one already.').waitFor();
});

test('a lesson moved beyond the term says so in its message', async () => {
  const second = (await days())[1];
  assert.ok(second);
  const page = await stage.open('owner', { at: '/?view=week&date=2026-12-02' });
  await tileOf(page, second.id).click();
  await panel(page).getByRole('button', { name: 'Змінити' }).click();
  await panel(page).getByLabel('День').fill('24.12.2026');
  await panel(page).getByRole('button', { name: 'Зберегти' }).click();
  await message(page, 'Іван Франко: абонемент діє лише до 22 грудня').waitFor();
});
