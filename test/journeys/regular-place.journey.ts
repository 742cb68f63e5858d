// Regular places of people whose lessons are not paid on: held for a week, then released from the list of renewals, and taken back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aGroup, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png`, fullPage: true }); };
const type = app.newId();
await app.call('subscriptionType.create', { id: type, name: '2 заняття', priceMinor: 100_000, lessonCount: 2, termDays: 60, starts: 'sale', kindIds: [], groupIds: [], persons: 1, freezeDays: 14 });
const lesya = await aClient(app, { firstName: 'Леся', lastName: 'Українка', phone: '+380671112233' });
const olha = await aClient(app, { firstName: 'Ольга', lastName: 'Кобилянська' });
const group = await aGroup(app, { name: 'Ранок на маті' });
for (const client of [lesya, olha]) await app.call('subscription.sell', { id: app.newId(), clientId: client.id, typeId: type, seenPriceMinor: 100_000, payments: [], soldOn: '2026-11-09' });
const series = app.newId();
await app.call('series.create', { id: series, kindId: app.kinds.individual, trainerId: app.trainers.trainer, slots: [{ weekday: 2, startMin: 600, durationMin: 55 }], fromOn: '2026-11-10', clientIds: [lesya.id] });
await app.call('group.addMember', { id: group.id, clientId: olha.id, fromOn: '2026-11-01' });
await app.call('series.create', { id: app.newId(), kindId: app.kinds.group, groupId: group.id, slots: [{ weekday: 4, startMin: 540, durationMin: 60 }], fromOn: '2026-11-12', untilOn: '2026-12-31' });
const placesAhead = async (clientId: number) => Number((await app.sql<{ n: string }>(`select count(*) as n from booking b join lesson l on l.studio_id = b.studio_id and l.id = b.lesson_id where b.client_id = $1 and l.on_date > '2026-11-25'`, [clientId]))[0]?.n);

test('held at first, said until when; a sale takes the person off the list', async () => {
  const page = await stage.open('administrator', { at: '/renewals' });
  const row = page.locator(`[data-regular-place="${lesya.id}"]`);
  await row.getByText('тримаємо до 24 лист').waitFor();
  await row.getByText('вт 10:00').waitFor();
  await row.getByText(/оплачено до 17 лист/).waitFor();
  assert.equal(await page.getByRole('button', { name: /^Звільнити місце/ }).count(), 0);
});

test('after that the place is released by one touch, and one more brings it back', async () => {
  await app.clock.set('2026-11-25T08:00+02:00');
  const ahead = await placesAhead(lesya.id);
  const page = await stage.open('administrator', { at: '/renewals' });
  const row = (id: number) => page.locator(`[data-regular-place="${id}"]`);
  await row(olha.id).getByText(/тримаємо до 26 лист/).waitFor();
  await picture(page, 'places-desk');
  assert.deepEqual(await violations(page, 'regular places'), []);
  await page.getByRole('button', { name: 'Звільнити місце: Українка Леся, вт 10:00' }).click();
  await message(page, `Українка Леся: місце звільнено, ${ahead} занять.`).waitFor();
  await row(lesya.id).waitFor({ state: 'detached' });
  assert.deepEqual([await placesAhead(lesya.id), (await rowOf(app, 'series', series)).untilOn], [0, '2026-11-24']);
  await message(page).getByRole('button', { name: 'Повернути як було' }).click();
  await row(lesya.id).waitFor();
  assert.equal(await placesAhead(lesya.id), ahead);
  await app.call('subscription.sell', { id: app.newId(), clientId: lesya.id, typeId: type, seenPriceMinor: 100_000, payments: [] });
  await row(lesya.id).waitFor({ state: 'detached' });
});

test('a member of a group, on a phone in the dark and in English; the studio says how long it is held', async () => {
  await app.clock.set('2026-11-28T08:00+02:00');
  const page = await stage.open('owner', { isPhone: true, at: '/renewals', theme: 'dark', language: 'en' });
  const row = page.locator(`[data-regular-place="${olha.id}"]`);
  await row.getByRole('link', { name: 'Ранок на маті' }).waitFor();
  await picture(page, 'places-phone');
  assert.deepEqual(await violations(page, 'regular places on a phone'), []);
  assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
  const desk = await stage.open('owner', { at: '/settings/subscriptions' });
  await desk.getByRole('region', { name: 'Правила відвідувань' }).getByRole('button', { name: 'Змінити' }).click();
  await desk.getByLabel('Тримати постійне місце').fill('91');
  await desk.getByRole('button', { name: 'Зберегти' }).click();
  await desk.getByText('Ціле число від 0 до 90').waitFor();
  await desk.getByLabel('Тримати постійне місце').fill('14');
  await desk.getByRole('button', { name: 'Зберегти' }).click();
  await desk.getByText('тримаємо 14 днів після останнього оплаченого заняття').waitFor();
  await row.getByText('held until 3 Dec').waitFor();
  await desk.getByRole('region', { name: 'Правила відвідувань' }).getByRole('button', { name: 'Змінити' }).click();
  await desk.getByLabel('Тримати постійне місце').fill('0');
  await desk.getByRole('button', { name: 'Зберегти' }).click();
  await row.getByRole('button', { name: /^Release the place/ }).tap();
  await row.waitFor({ state: 'detached' });
  await eventually(async () => assert.equal((await rowOf(app, 'group', group.id)).members?.[0]?.toOn, '2026-11-27'));
});
