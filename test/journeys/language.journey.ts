// Two languages, each whole: nothing Ukrainian is left on an English screen, nothing English on a Ukrainian one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aGroup, aLesson } from '../factories.ts';
import { form, message, panel, drag, tileOf } from './calendar.ts';
import { eventually, openStage, visit, WEEK } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const lesson = await aLesson(app, { startMin: 600, trainerId: app.trainers.trainer, clientIds: [app.clients.client] });
const past = await aLesson(app, { onDate: '2026-11-23', startMin: 420 });
await app.call('subscriptionType.create', { id: app.newId(), name: 'Вісімка', priceMinor: 320_000, lessonCount: 8, termDays: 30, starts: 'firstVisit', kindIds: [app.kinds.individual], groupIds: [], persons: 2, freezeDays: 14, isTrial: true, slots: [{ weekday: 1, startMin: 1080, durationMin: 55 }] });
await app.call('subscription.sell', { id: app.newId(), clientId: app.clients.client, typeId: (await app.sql<{ id: number }>('select id::int from subscription_type'))[0]?.id ?? 0, seenPriceMinor: 320_000, otherClientIds: [app.clients.client2], payments: [{ method: 'cash', amountMinor: 100_000 }, { method: 'transfer', amountMinor: 50_000, isExpected: true }] });
const group = await aGroup(app, { trainerId: app.trainers.trainer });
await app.call('group.addMember', { id: group.id, clientId: app.clients.client, fromOn: '2026-11-01' });
await app.call('studio.update', { seenRev: await app.rev(), closedDays: [{ onDate: '2026-11-28', reason: 'Ремонт' }] });

/** Everything written on the screen and read aloud. */
const texts = (page: Page) => page.evaluate<string[]>(`(() => {
  const found = [document.title];
  for (const e of document.querySelectorAll('body *')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'aria-roledescription', 'alt']) if (e.hasAttribute(name)) found.push(e.getAttribute(name));
    for (const node of e.childNodes) if (node.nodeType === 3 && node.textContent.trim() && !/^(SCRIPT|STYLE|NOSCRIPT)$/.test(e.tagName)) found.push(node.textContent.trim());
  }
  return found;
})()`);
/** What the studio itself has written: names, notes, reasons. */
const data = await app.sql<{ word: string }>(`
  select unnest(array[first_name, last_name, position, about, email, phone]) as word from trainer union select unnest(array[first_name, last_name, note, description, email, phone]) from client
  union select name from subscription_type union select name from room union select name from lesson_kind union select name from client_group union select unnest(array[name, currency, zone]) from studio union select unnest(array[name, login]) from studio_user`);
const places = ['Реформер', 'Килимок', 'Ремонт', 'Причина така'];
/** Who wrote what no person did. */
const system = ['Ритм'];
const languages = ['Українська', 'English'];
const words = [...data.map((row) => row.word), ...places, ...system, ...languages].filter(Boolean).sort((a, b) => b.length - a.length);
/** Initials in the round pictures are data as well. */
const withoutData = (text: string) => words.reduce((left, word) => left.replaceAll(word, ''), text).replace(/^\p{Lu}{1,2}$/u, '');

const PATHS = ['/?view=week&date=2026-11-24', '/?view=day&date=2026-11-24', '/clients', `/clients/${app.clients.client}`, '/trainers', `/trainers/${app.trainers.trainer}`, '/groups', `/groups/${group.id}`, '/settings', '/settings/rooms', '/settings/kinds', '/settings/subscriptions', '/till', '/settings/logins', '/settings/me'];
/** Walks through screens, forms and messages; gives every text that `isStrange`. */
async function walk(page: Page, isStrange: (text: string) => boolean, add: RegExp): Promise<string[]> {
  const strange: string[] = [];
  const look = async (where: string) => { for (const text of await texts(page)) if (isStrange(withoutData(text))) strange.push(`${where}: ${text}`); };
  for (const path of PATHS) {
    await visit(page, path);
    await look(path);
    const button = page.locator('main').getByRole('button', { name: add }).first();
    if (path.startsWith('/?') || await button.count() === 0) continue;
    await button.click();
    await page.getByRole('dialog').waitFor();
    await look(`${path} dialog`);
    await page.keyboard.press('Escape');
  }
  await visit(page, WEEK);
  await page.locator('[data-new]').click();
  await form(page).waitFor();
  await look('new lesson');
  await page.keyboard.press('Escape');
  await tileOf(page, lesson.id).click();
  await panel(page).getByTestId('lesson-history').locator('summary').click();
  await panel(page).locator('[data-history-rev]').first().waitFor();
  await look('panel');
  await panel(page).locator('[data-edit]').click();
  await look('edit');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await drag(page, past.id, '2026-11-28', '14:00');
  await message(page).waitFor();
  await look('refusal');
  await page.locator('[data-title]').click();
  await page.locator('[data-day]').first().waitFor();
  await look('month');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Олена Власенко/ }).click();
  await page.getByRole('menuitem').first().waitFor();
  await look('menu');
  return [...new Set(strange)];
}
const isKey = (text: string) => /\b(calendar|nav|sync|do|say|client|clients|trainer|group|groups|settings|studio|room|kind|login|logins|me|refusal|conflict|field|shape|hours|invite|person|theme|role)\.[a-z]\w+/.test(text);

test('in English no Ukrainian letter is left but in the data', async () => {
  const page = await stage.open('owner');
  await page.getByRole('button', { name: /Олена Власенко/ }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await page.getByRole('button', { name: 'New lesson' }).waitFor();
  await eventually(async () => assert.equal(await page.locator('html').getAttribute('lang'), 'en'));
  const found = await walk(page, (text) => /[а-яіїєґ]/i.test(text) || isKey(text), /^(New|Invite)/);
  assert.deepEqual(found, []);
});

test('in Ukrainian no English word is left but in the data', async () => {
  const page = await stage.open('owner');
  const found = await walk(page, (text) => /[a-z]{3,}/i.test(text.replace(/[\w./-]+\/[\w./-]+/g, '').replace(/\b(Alt|Shift|Ctrl|Enter|Delete|Esc|Tab|Chrome|Headless|Chromium|Linux|HeadlessChrome)\b/g, '')) || isKey(text), /^(Нов|Запросити)/);
  assert.deepEqual(found, []);
});

test('the page before the sign-in speaks both languages, and the choice stays', async () => {
  const page = await stage.blank({ at: '/sign-in' });
  await page.getByRole('heading', { name: 'Вхід' }).waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Fill in this field').first().waitFor();
  const left = (await texts(page)).filter((text) => /[а-яіїєґ]/i.test(text.replace('Українська', '')));
  assert.deepEqual(left, []);
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});
