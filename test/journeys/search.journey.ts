// Finding a person from anywhere: two letters, the wrong layout, another spelling, a phone that is typed or pasted; and adding who is not there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient } from '../factories.ts';
import { violations } from './axe.ts';
import { openLine } from './line.ts';
import { complete, eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const line = await openLine(app.url);
const palette = (page: Page) => page.getByTestId('palette');
const path = (page: Page) => page.evaluate<string>('location.pathname');
async function ask(page: Page, text: string): Promise<string[]> {
  await page.keyboard.press('Slash');
  await palette(page).waitFor();
  await page.keyboard.type(text);
  await eventually(async () => assert.equal(await palette(page).getByRole('combobox').inputValue(), text));
  return palette(page).locator('[data-choice^="client:"] .title').allTextContents();
}
const paste = async (page: Page, text: string) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(`navigator.clipboard.writeText('${text}')`);
  await page.keyboard.press('Control+V');
};

test('somebody is found by any part of the name, in the wrong layout and in other spellings, and opened with Enter', async () => {
  const natalia = await aClient(app, { firstName: 'Наталія', lastName: 'Дем’яненко', phone: '067 111-22-33' });
  await aClient(app, { firstName: 'Софія', lastName: 'Натальченко' });
  const page = await stage.open('administrator');
  for (const text of ['yfnfkmz', 'наталья дем', 'демян', 'яненко', '380671112233', '80671112233']) {
    assert.deepEqual(await ask(page, text), ['Дем’яненко Наталія'], text);
    await page.keyboard.press('Escape');
  }
  // What begins with it comes before what only has it inside.
  assert.deepEqual(await ask(page, 'натал'), ['Натальченко Софія', 'Дем’яненко Наталія']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await path(page), `/clients/${natalia.id}`));
});

test('in English names answer to Latin letters, in the search and in the list of clients', async () => {
  await aClient(app, { firstName: 'Андрій', lastName: 'Щебетько' });
  const page = await stage.open('owner', { language: 'en' });
  for (const text of ['Andriy', 'shchebetko', 'Schebet andrii', 'ot,tnmrj']) {
    assert.deepEqual(await ask(page, text), ['Щебетько Андрій'], text);
    await page.keyboard.press('Escape');
  }
  await page.goto('/clients?q=shchebetko');
  await page.getByText('Щебетько Андрій').first().waitFor();
});

test('a pasted phone opens the card, on the page and in the search; one that nobody has becomes a new client', async () => {
  const client = await aClient(app, { firstName: 'Богдан', lastName: 'Ступка', phone: '+380931234567' });
  const page = await stage.open('owner');
  await paste(page, '8 (093) 123-45-67');
  await eventually(async () => assert.equal(await path(page), `/clients/${client.id}`));
  await page.goto('/groups');
  await page.getByRole('heading', { name: 'Групи' }).waitFor();
  await complete(page);
  await page.keyboard.press('Control+KeyK');
  await palette(page).waitFor();
  await paste(page, '093.123.45.67');
  await eventually(async () => assert.equal(await path(page), `/clients/${client.id}`));

  await paste(page, '050 999 88 77');
  await palette(page).getByText('Додати клієнта «050 999 88 77»').waitFor();
  assert.deepEqual(await violations(page, 'search with nobody found'), []);
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Новий клієнт' });
  await form.waitFor();
  assert.equal(await form.getByLabel('Телефон').inputValue(), '050 999 88 77');
});

test('what is typed before the search has come is searched for; Esc does without it', async () => {
  const client = await aClient(app, { firstName: 'Ярина', lastName: 'Поспішна' });
  const page = await stage.open('owner', { url: line.url });
  line.hold();
  await page.keyboard.press('Slash');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Slash');
  await page.keyboard.type('gjcg'); // посп, in the wrong layout
  assert.equal(await palette(page).count(), 0, 'it is still on its way');
  line.restore();
  await palette(page).getByText('Поспішна Ярина', { exact: true }).waitFor();
  await page.keyboard.type('siyf');
  assert.equal(await palette(page).getByRole('combobox').inputValue(), 'gjcgsiyf');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await path(page), `/clients/${client.id}`));
});

test('all who answer are shown in the list of clients', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, i) => aClient(app, { firstName: 'Юстина', lastName: `Рій ${i}` })));
  const page = await stage.open('owner', { language: 'en' });
  await ask(page, 'юстина');
  await palette(page).getByText('Show all: 12 clients').click();
  await eventually(async () => assert.equal(await page.evaluate<string>('location.pathname + decodeURIComponent(location.search)'), '/clients?q=юстина'));
  await page.getByText('12 clients').waitFor();
});
