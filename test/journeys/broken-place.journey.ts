// A place out of order: the room is lower by one, and the settings name whom it hits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson, aRoom, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { panel } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;

test('turning a place off moves whom it can and lists the rest, each with its lesson', async () => {
  const room = await aRoom(app, { name: 'Кадилаки' });
  await aLesson(app, { roomId: room.id, clientIds: [app.clients.client] });
  await aLesson(app, { roomId: room.id, clientIds: [app.clients.client2] });
  const page = await stage.open('owner', { at: '/settings/rooms' });
  await page.getByRole('button', { name: /Кадилаки/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('switch', { name: 'Кадилак 1' }).click();
  const hits = dialog.getByTestId('hits');
  await hits.getByText('Мельниченко Оксана').waitFor();
  assert.equal(await hits.getByRole('listitem').count(), 1);
  assert.deepEqual((await rowOf(app, 'room', room.id)).places[0], { slot: 1, name: 'Кадилак 1', isOutOfOrder: true });
  assert.deepEqual(await violations(page, 'room with a broken place'), []);
  await dialog.getByRole('switch', { name: 'Кадилак 1' }).click();
  await hits.waitFor({ state: 'detached' });
  await dialog.getByRole('switch', { name: 'Кадилак 1' }).click();
  await hits.getByRole('link').click();
  await panel(page).getByRole('heading', { name: 'Мельниченко Оксана' }).waitFor();
});

test('by thumb, in English and in the dark', async () => {
  const room = await aRoom(app, { name: 'Мала', places: [{ name: 'Місце 1' }] });
  await aLesson(app, { roomId: room.id, startMin: 900, clientIds: [app.clients.client2] });
  const page = await stage.open('administrator', { isPhone: true, theme: 'dark', language: 'en', at: '/settings/rooms' });
  await page.getByRole('button', { name: /Мала/ }).tap();
  await page.getByRole('dialog').getByRole('switch', { name: 'Місце 1' }).tap();
  await eventually(async () => assert.match((await page.getByTestId('hits').textContent()) ?? '', /Tue 24 Nov, 15:00 Шевчук-Гай Тарас/));
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  assert.deepEqual(await violations(page, 'room on a phone'), []);
});
