// Two processes of the application on one database: a window at each sees what is done at the other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson } from '../factories.ts';
import { drag, message, panel, standsAt, tileOf } from './calendar.ts';
import { openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const second = await app.second();

test('windows at two servers follow each other in both directions', async () => {
  const { id } = await aLesson(app, { startMin: 600, clientIds: [app.clients.client] });
  const [here, there] = await Promise.all([stage.open('owner'), stage.open('administrator', { url: second.url })]);
  await standsAt([here, there], id, '2026-11-24 10:00–10:55');

  await drag(here, id, '2026-11-26', '12:00');
  await standsAt([here, there], id, '2026-11-26 12:00–12:55', 2000);
  await drag(there, id, '2026-11-27', '13:00');
  await standsAt([here, there], id, '2026-11-27 13:00–13:55', 2000);
  await message(there).getByRole('button', { name: 'Повернути як було' }).click();
  await standsAt([here, there], id, '2026-11-26 12:00–12:55', 2000);

  await tileOf(here, id).click();
  await panel(here).getByRole('button', { name: 'Скасувати заняття' }).click();
  await panel(here).getByLabel('Причина').fill('Захворіла');
  await panel(here).getByRole('button', { name: 'Скасувати заняття' }).click();
  await there.getByRole('button', { name: /12:00–12:55.*скасовано/ }).waitFor({ timeout: 2000 });
});

test('a session ended at one server ends the windows at the other', async () => {
  const there = await stage.open('administrator', { url: second.url });
  const { rev } = (await app.sql<{ rev: number }>('select rev::int as rev from studio_user where id = $1', [app.users.administrator]))[0] ?? assert.fail();
  await app.call('user.disable', { userId: app.users.administrator, seenRev: rev, isDisabled: true });
  await there.getByRole('dialog', { name: 'Увійти' }).waitFor({ timeout: 3000 });
});
