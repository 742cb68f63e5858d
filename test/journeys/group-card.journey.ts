// The card of a group: when it meets, what comes next, and handing it over to another trainer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aGroup, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message, panel } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer, trainer2 } = app.trainers;
const group = await aGroup(app, { trainerId: trainer });
await app.call('group.addMember', { id: group.id, clientId: app.clients.client, fromOn: '2026-11-01' });

test('an empty card says what to do; with a schedule it shows days, times and the next lessons, and leads to them', async () => {
  const page = await stage.open('owner', { at: `/groups/${group.id}` });
  const schedule = page.getByTestId('group-schedule');
  await schedule.getByText('Постійного запису ще немає').waitFor();
  await schedule.getByText('Найближчого місяця занять немає').waitFor();
  await app.call('series.create', { id: app.newId(), kindId: app.kinds.group, groupId: group.id, trainerId: trainer, roomId: app.rooms.mats, slots: [{ weekday: 2, startMin: 1080, durationMin: 60 }, { weekday: 4, startMin: 1080, durationMin: 60 }], fromOn: '2026-11-24', count: 4 });
  await schedule.getByText('вт 18:00, чт 18:00').waitFor();
  await eventually(async () => assert.equal(await schedule.getByRole('listitem').count(), 4));
  assert.match((await schedule.getByRole('listitem').first().textContent()) ?? '', /Ганна Коваленко · 1\/8/);
  assert.deepEqual(await violations(page, 'group card'), []);
  await schedule.getByRole('listitem').getByRole('link').first().click();
  await panel(page).getByRole('heading', { name: 'Ранкова група' }).waitFor();
});

test('handed over from a day on, its lessons go along, and the message takes it back; on a phone, in the dark, in English', async () => {
  const page = await stage.open('administrator', { isPhone: true, theme: 'dark', language: 'en', at: `/groups/${group.id}` });
  await page.locator('main').getByRole('button', { name: 'More' }).last().tap();
  await page.getByRole('menuitem', { name: 'Hand over to another trainer' }).tap();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Hand over' }).tap();
  await dialog.getByText('has to be filled in').waitFor();
  await dialog.getByRole('combobox', { name: 'Trainer' }).tap();
  await page.keyboard.type('бо');
  await page.getByRole('option', { name: /Ігор Бондаренко/ }).tap();
  await dialog.getByLabel('From which day').fill('26.11.2026');
  await page.keyboard.press('Tab');
  assert.deepEqual(await violations(page, 'handing over'), []);
  await dialog.getByRole('button', { name: 'Hand over' }).tap();
  await message(page, 'handed over with 3 lessons').waitFor();
  const trainers = async () => (await app.sql<{ id: number }>('select trainer_id::int as id from lesson where group_id = $1 order by on_date', [group.id])).map((l) => l.id);
  assert.deepEqual(await trainers(), [trainer, trainer2, trainer2, trainer2]);
  await message(page, 'handed over').getByRole('button', { name: 'Undo' }).tap();
  await eventually(async () => assert.deepEqual(await trainers(), [trainer, trainer, trainer, trainer]));
  assert.equal((await rowOf(app, 'group', group.id)).trainerId, trainer);
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
});
