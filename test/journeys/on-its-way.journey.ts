// While something is on its way over a slow line: nothing is shown that is not so, nothing typed is lost, and nobody loses the focus to an answer.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson, rowOf } from '../factories.ts';
import { drag, message, panel, scrollTo, standsAt, tileOf } from './calendar.ts';
import { openLine } from './line.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { client, client2 } = app.clients;
const line = await openLine(app.url);
beforeEach(() => line.restore());
/** One way; the message of what is under way comes in between. */
const WAY_MS = 700;
const typeId = app.newId();
await app.call('subscriptionType.create', { id: typeId, name: '8 занять', priceMinor: 320_000, lessonCount: 8, termDays: 30, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 0 });
await app.call('subscription.sell', { id: app.newId(), clientId: client, typeId, seenPriceMinor: 320_000, payments: [{ method: 'card', amountMinor: 320_000 }] });
const GROUP = { kindId: app.kinds.group, capacity: 4 };
const desk = async (id: number, at?: string) => {
  const page = await stage.open('administrator', { url: line.url, ...(at && { at }) });
  await tileOf(page, id).click();
  await panel(page).waitFor(); // the part of the program that draws it is here before the line is held
  return page;
};
const row = (page: Page, id: number) => panel(page).locator(`[data-people] [data-visit="${id}"]`);
const came = (page: Page, id: number, pressed?: boolean) => row(page, id).getByRole('button', { name: /^Прийшли/, ...(pressed !== undefined && { pressed }) });
const add = async (page: Page, letters: string) => {
  await panel(page).getByTestId('add-person').getByRole('combobox').click();
  await page.keyboard.type(letters);
  await page.keyboard.press('Enter');
};
const reason = (page: Page) => panel(page).locator('input[name="reason"]');
const answered = (page: Page, text: string | RegExp) => message(page, text).filter({ hasNotText: 'Надсилається' }).waitFor();
const states = async (id: number) => Object.fromEntries(((await rowOf(app, 'lesson', id)).bookings ?? []).map((b) => [b.clientId, b.state ?? 'booked']));

test('whoever is being added is not called unpaid before anybody knows, and is in the lesson once', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-26', startMin: 540, ...GROUP, clientIds: [client2, client] });
  await app.call('attendance.mark', { lessonId: id, clientId: client, outcome: 'cancelled' });
  const page = await desk(id);
  await panel(page).locator('[data-called-off]').waitFor();
  line.delay(WAY_MS);
  await add(page, 'мельн');
  await row(page, client).waitFor();
  assert.doesNotMatch(await row(page, client).innerText(), /не оплачено/);
  assert.equal(await panel(page).locator(`[data-visit="${client}"]`).count(), 1);
  await answered(page, 'додано');
  await eventually(async () => assert.match(await row(page, client).innerText(), /залишилось 8/));
});

test('an answer takes neither the focus nor a reason that is being typed', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-28', startMin: 840, ...GROUP });
  const page = await desk(id);
  line.delay(WAY_MS);
  await add(page, 'мельн');
  await panel(page).locator('[data-cancel]').click();
  await reason(page).pressSequentially('Хвор');
  await answered(page, 'додано');
  await page.keyboard.type('оба');
  assert.equal(await reason(page).inputValue(), 'Хвороба');
  line.restore();
  const before = await aLesson(app, { onDate: '2026-11-20', startMin: 600, clientIds: [client2] });
  const other = await desk(before.id, '/?view=week&date=2026-11-20');
  line.delay(WAY_MS);
  await came(other, client2).click();
  await came(other, client2, true).click();
  const why = panel(other).getByLabel(/^Чому/);
  await why.fill('Переплутали');
  await answered(other, 'відвідано');
  assert.equal(await why.inputValue(), 'Переплутали');
});

test('a mark shows nothing of what another outcome had taken, and taking somebody out or in again leaves the marks of others alone', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 425, ...GROUP, clientIds: [client, client2] });
  await app.call('attendance.mark', { lessonId: id, clientId: client, outcome: 'noShow' });
  await app.call('attendance.forgive', { lessonId: id, clientId: client });
  const page = await desk(id);
  await row(page, client).getByText('пробачено').first().waitFor();
  line.delay(WAY_MS);
  await came(page, client).click();
  await came(page, client, true).waitFor();
  assert.doesNotMatch(await row(page, client).innerText(), /пробачено/);
  await answered(page, 'відвідано');
  line.restore();
  await row(page, client2).getByRole('button', { name: /^Інше/ }).click();
  await page.getByRole('menuitem', { name: 'Прибрати із заняття' }).click();
  await answered(page, 'прибрано');
  line.delay(WAY_MS);
  await came(page, client, true).click();
  await came(page, client, false).waitFor();
  await message(page, 'прибрано').getByRole('button', { name: 'Повернути як було' }).click();
  await row(page, client2).waitFor();
  assert.equal(await came(page, client, false).count(), 1);
  // The places have changed since: the server says that it is too late, and the screen is as it says.
  await message(page, 'Повернути вже не можна').waitFor();
  await row(page, client2).waitFor({ state: 'detached' });
  assert.deepEqual([await states(id), await came(page, client, false).count()], [{ [client]: 'booked' }, 1]);
});

test('a cancelling that is refused because the lesson is held by then says so and leaves nothing behind; after one that went through the next begins anew', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-23', startMin: 600, clientIds: [client2] });
  const page = await desk(id);
  const cancel = async (why: string) => {
    await panel(page).locator('[data-cancel]').click();
    await panel(page).getByRole('radio', { name: 'Тренер' }).check({ force: true });
    await reason(page).fill(why);
    await panel(page).locator('[data-confirm-cancel]').click();
  };
  await cancel('Хвороба');
  await message(page, 'скасовано').getByRole('button', { name: 'Повернути як було' }).click();
  await answered(page, 'Повернуто');
  await panel(page).locator('[data-cancel]').click();
  assert.deepEqual([await reason(page).inputValue(), await panel(page).getByRole('radio', { name: 'Клієнт' }).isChecked()], ['', true]);
  await page.keyboard.press('Escape');
  // Held meanwhile, there is nothing to cancel: a message says so.
  await page.keyboard.press('Escape');
  await eventually(async () => assert.equal(await panel(page).count(), 0));
  await tileOf(page, id).click();
  line.delay(WAY_MS);
  await cancel('Трамвай');
  await app.call('lesson.hold', { id, seenRev: (await rowOf(app, 'lesson', id)).rev });
  await message(page).filter({ hasNotText: /скасовано|Повернуто/ }).first().waitFor();
  assert.equal(await panel(page).getByTestId('lesson-cancel').count(), 0);
  line.restore();
  await panel(page).locator('[data-restore]').click();
  await panel(page).locator('[data-panel-status="planned"]').waitFor();
  assert.equal(await panel(page).getByTestId('lesson-cancel').count(), 0, 'nothing of it comes up later');
});

test('what is done again can be taken back while it is on its way, and is done again once', async () => {
  const [first, second] = [await aLesson(app, { onDate: '2026-11-25', startMin: 1080 }), await aLesson(app, { onDate: '2026-11-27', startMin: 1080 })];
  const page = await stage.open('owner', { url: line.url });
  await scrollTo(page, '17:00');
  for (const [id, day] of [[first.id, '2026-11-24'], [second.id, '2026-11-28']] as const) {
    await drag(page, id, day, '18:00');
    await eventually(async () => assert.equal((await rowOf(app, 'lesson', id)).onDate, day));
  }
  await answered(page, 'Перенесено');
  await page.keyboard.press('Control+KeyZ');
  await standsAt(page, second.id, '2026-11-27 18:00–18:55');
  await answered(page, 'Повернуто');
  line.delay(WAY_MS);
  await page.keyboard.press('Control+Shift+KeyZ');
  await standsAt(page, second.id, '2026-11-28 18:00–18:55');
  assert.equal(await message(page, 'Повернуто').count(), 0, 'what offers the same is gone');
  await page.keyboard.press('Control+KeyZ');
  await standsAt(page, second.id, '2026-11-27 18:00–18:55');
  await answered(page, 'Повернуто');
  line.restore();
  assert.deepEqual(await Promise.all([first, second].map(async ({ id }) => (await rowOf(app, 'lesson', id)).onDate)), ['2026-11-24', '2026-11-27']);
  assert.equal(await message(page).filter({ hasText: /не можна/ }).count(), 0);
});

test('the message of what was under way becomes that of what is done, under the same finger, and is read aloud once', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-25', startMin: 1140 });
  const page = await stage.open('owner', { url: line.url });
  await page.evaluate(`globalThis.said = []; { const status = document.querySelector('.carrier > [role=status]'); new MutationObserver(() => { if (status.textContent) said.push(status.textContent); }).observe(status, { childList: true, characterData: true, subtree: true }); }`);
  await scrollTo(page, '19:00');
  line.delay(WAY_MS);
  await drag(page, id, '2026-11-26', '19:00');
  const undo = message(page, /Перенесено/).getByRole('button', { name: 'Повернути як було' });
  await message(page, /Надсилається/).waitFor();
  await undo.focus();
  await answered(page, 'Перенесено');
  assert.equal(await undo.evaluate((button) => button === button.ownerDocument.activeElement), true);
  assert.equal((await page.evaluate<string[]>('said')).length, 1);
  await page.keyboard.press('Enter');
  await standsAt(page, id, '2026-11-25 19:00–19:55');
});

test('the form of a change lets the person go on; what is refused then comes back as it was typed', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-27', startMin: 480 });
  const page = await desk(id);
  const edit = async (length: string) => {
    await panel(page).locator('[data-edit]').click();
    await panel(page).getByLabel('Тривалість').fill(length);
    await panel(page).locator('[data-save]').click();
  };
  line.hold();
  await edit('45');
  await panel(page).locator('[data-edit]').waitFor();
  await standsAt(page, id, '2026-11-27 08:00–08:45');
  line.restore();
  await answered(page, 'Збережено');

  const { rev } = await rowOf(app, 'lesson', id);
  line.hold();
  await app.call('lesson.resize', { id, seenRev: rev, durationMin: 50 });
  await edit('60');
  await panel(page).locator('[data-edit]').waitFor();
  line.restore();
  await message(page, /Зараз: .*08:00–08:50/).getByRole('button', { name: 'Змінити' }).click();
  assert.equal(await panel(page).getByLabel('Тривалість').inputValue(), '60');
  await panel(page).locator('[data-save]').click();
  await standsAt(page, id, '2026-11-27 08:00–09:00');
});
