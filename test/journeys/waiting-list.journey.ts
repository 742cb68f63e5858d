// The line for a place: at the desk, in a client's own window, and in the card of a group.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aClient, aGroup, aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message, panel, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { client, client2 } = app.clients;

test('a full lesson has a line: two letters and Enter join it, a freed place is offered, and the client accepts in the own window', async () => {
  const { id } = await aLesson(app, { kindId: app.kinds.group, capacity: 1, onDate: '2026-11-26', trainerId: app.trainers.trainer, clientIds: [client2] });
  const [desk, own] = await Promise.all([stage.open('administrator'), stage.open('client')]);
  await tileOf(desk, id).click();
  await panel(desk).getByRole('combobox', { name: 'До списку очікування' }).focus();
  await desk.keyboard.type('ок');
  await desk.getByRole('option', { name: 'Мельниченко Оксана' }).waitFor();
  await desk.keyboard.press('Enter');
  const line = panel(desk).getByTestId('waiting-list');
  await line.getByText('Мельниченко Оксана').waitFor();
  await tileOf(own, id).click();
  await panel(own).getByText('Ви у списку очікування, за чергою 1').waitFor();
  assert.equal(await panel(own).getByRole('button', { name: 'Погодитися на місце' }).count(), 0, 'nothing is offered yet');

  await panel(desk).getByRole('button', { name: 'Прибрати: Шевчук-Гай Тарас' }).click();
  await line.getByText('тримаємо місце до').waitFor();
  await message(desk).getByRole('button', { name: 'Закрити' }).click();
  assert.deepEqual(await violations(desk, 'panel with a line'), []);
  await panel(own).getByRole('button', { name: 'Погодитися на місце' }).click();
  await eventually(async () => assert.deepEqual((await rowOf(app, 'lesson', id)).bookings?.map((b) => b.clientId), [client]));
  await line.getByText('Мельниченко Оксана').waitFor({ state: 'detached' });
  await panel(desk).getByRole('button', { name: 'Прибрати: Мельниченко Оксана' }).waitFor();
});

test('a client joins the line of a full lesson and leaves it', async () => {
  const { id } = await aLesson(app, { kindId: app.kinds.group, capacity: 1, onDate: '2026-11-27', startMin: 720, clientIds: [client2] });
  const page = await stage.open('client', { isPhone: true, at: '/?view=day&date=2026-11-27', theme: 'dark' });
  await tileOf(page, id).tap();
  await panel(page).getByRole('button', { name: 'Стати у список очікування' }).tap();
  await panel(page).getByText('за чергою 1').waitFor();
  assert.deepEqual(await violations(page, 'a client in line'), []);
  await panel(page).getByRole('button', { name: 'Вийти зі списку' }).tap();
  await panel(page).getByRole('button', { name: 'Стати у список очікування' }).waitFor();
  assert.equal((await app.sql('select 1 from waiting where lesson_id = $1', [id])).length, 0);
});

test('a full group offers its waiting list, on a phone and in English', async () => {
  const group = await aGroup(app, { capacity: 1 });
  const member = await aClient(app, { firstName: 'Леся', lastName: 'Ярова' });
  await app.call('group.addMember', { id: group.id, clientId: member.id, fromOn: '2026-11-01' });
  const page = await stage.open('owner', { isPhone: true, at: `/groups/${group.id}`, theme: 'dark', language: 'en' });
  await page.getByRole('button', { name: 'Add a member' }).tap();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Client' }).tap();
  await page.keyboard.type('та');
  await page.getByRole('option', { name: 'Шевчук-Гай Тарас' }).tap();
  await dialog.getByRole('button', { name: 'Add', exact: true }).tap();
  await dialog.getByText('No free places').waitFor();
  await dialog.getByRole('button', { name: 'To the waiting list' }).tap();
  const line = page.getByTestId('waiting-list');
  await message(page).getByRole('button', { name: 'Close' }).tap();
  await line.getByText('Шевчук-Гай Тарас').waitFor();
  assert.deepEqual(await violations(page, 'a group with a line'), []);
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  await app.call('group.removeMember', { id: group.id, clientId: member.id, toOn: '2026-11-22' });
  await line.getByText('place kept until').waitFor();
  await line.getByRole('button', { name: 'Book' }).tap();
  await eventually(async () => assert.equal((await rowOf(app, 'group', group.id)).members?.at(-1)?.clientId, client2));
});
