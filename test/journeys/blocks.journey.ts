// Time that is no lesson: made in the calendar's form, moved, changed, removed, taken back; a hold that goes by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runDueJobs } from '../../src/server/jobs/jobs.ts';
import { violations } from './axe.ts';
import { clickTime, form, ghost, labelOf, message, panel, pointAt, scrollTo, standsAt, take, tileOf } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const blocks = async () => app.sql<{ id: number; at: string; block: string; title: string | null }>(`select id::int, on_date::text || ' ' || start_min || ' ' || duration_min as at, block, title from lesson where block is not null order by id`);

test('a break is made from free time, carried to another day, renamed, removed and brought back; a colleague sees busy time', async () => {
  const [page, other] = await Promise.all([stage.open('owner'), stage.open('trainer2')]);
  await clickTime(page, '2026-11-24', '13:00');
  await form(page).getByRole('button', { name: 'Не заняття: перерва, оренда, ремонт…' }).click();
  await form(page).getByText('Виберіть тренера або зал').waitFor();
  assert.ok(await form(page).getByRole('button', { name: 'Зберегти' }).isDisabled());
  await form(page).getByLabel('Тренер').selectOption({ label: 'Ганна Коваленко' });
  assert.match(await ghost(page).innerText(), /Перерва/, 'the ghost says what is being made');
  await form(page).getByLabel('Слова на плитці').fill('Обід');
  assert.match(await ghost(page).innerText(), /Обід/);
  assert.deepEqual(await violations(page, 'form of a block'), []);
  await page.keyboard.press('Enter');
  await form(page).waitFor({ state: 'detached' });
  const [made] = await eventually(async () => { const found = await blocks(); assert.equal(found.length, 1); return found; });
  assert.ok(made);
  assert.deepEqual([made.at, made.block, made.title], ['2026-11-24 780 30', 'break', 'Обід']);
  await standsAt([page, other], made.id, '2026-11-24 13:00–13:30');
  assert.match(await labelOf(page, made.id), /Обід.*Ганна Коваленко.*Перерва/);
  assert.match(await labelOf(other, made.id), /Зайнято/);

  const held = await take(page, made.id, { toward: '14:00' });
  await held.over('2026-11-25', '14:00');
  assert.match(await ghost(page).innerText(), /14:00–14:30\s*Обід/);
  await held.drop();
  await standsAt([page, other], made.id, '2026-11-25 14:00–14:30');
  await tileOf(page, made.id).click();
  await panel(page).getByRole('button', { name: 'Змінити' }).click();
  await panel(page).getByLabel('Слова на плитці').fill('Кава');
  await panel(page).getByLabel('Початок').fill('15:00');
  await page.keyboard.press('Enter');
  await message(page, 'Кава: змінено').waitFor();
  await standsAt(other, made.id, '2026-11-25 15:00–15:30');
  assert.deepEqual(await violations(page, 'a message beside an open panel'), []);
  await message(page, 'Кава: змінено').getByRole('button', { name: 'Повернути як було' }).click();
  await eventually(async () => assert.deepEqual((await blocks()).map((b) => [b.at, b.title]), [['2026-11-25 840 30', 'Обід']]));
  // What the panel removes is what it has seen: it must have seen the way back first.
  await standsAt([page, other], made.id, '2026-11-25 14:00–14:30');
  await panel(page).getByRole('button', { name: 'Прибрати', exact: true }).click();
  await tileOf(other, made.id).waitFor({ state: 'detached' });
  await message(page, 'Обід: прибрано').getByRole('button', { name: 'Повернути як було' }).click();
  await standsAt([page, other], made.id, '2026-11-25 14:00–14:30');
  // The same from the keyboard.
  await tileOf(page, made.id).focus();
  await page.keyboard.press('Delete');
  await tileOf(other, made.id).waitFor({ state: 'detached' });
});

test('a hold tells until when it stands and goes by itself; on a phone, in English and in the dark', async () => {
  const page = await stage.open('administrator', { isPhone: true, at: '/?view=day&date=2026-11-26', theme: 'dark', language: 'en' });
  await scrollTo(page, '12:00');
  const { x, y } = await pointAt(page, '2026-11-26', '12:10');
  await page.touchscreen.tap(x, y);
  await form(page).getByRole('button', { name: 'Not a lesson: a break, a rent, a repair…' }).tap();
  await form(page).getByLabel('What it is').selectOption({ label: 'On hold' });
  await form(page).getByLabel('Room').selectOption({ label: 'Реформери' });
  await form(page).getByLabel('How long to hold').selectOption({ label: '2 hours' });
  await form(page).getByLabel('How many places').fill('1');
  assert.deepEqual(await violations(page, 'form of a hold'), []);
  await form(page).getByRole('button', { name: 'Save' }).tap();
  await form(page).waitFor({ state: 'detached' });
  const hold = (await blocks()).find((b) => b.block === 'hold');
  assert.ok(hold);
  await tileOf(page, hold.id).tap();
  await panel(page).getByText('Held until Mon').waitFor();
  assert.deepEqual(await violations(page, 'panel of a hold'), []);
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
  await app.clock.advance(2 * 3_600_000 + 60_000);
  await runDueJobs(app.app, app.clock.now());
  await tileOf(page, hold.id).waitFor({ state: 'detached' });
});

test('a hold becomes a lesson in one step: the form knows its time, trainer, room and client; one press brings the hold back', async () => {
  const { trainer } = app.trainers;
  const id = app.newId();
  await app.call('block.create', { id, what: 'hold', onDate: '2026-11-27', startMin: 960, durationMin: 60, trainerId: trainer, roomId: app.rooms.reformers, title: 'Оксана Мельниченко', expiresAt: app.clock.now() + 86_400_000 });
  const [page, other] = await Promise.all([stage.open('administrator'), stage.open('owner')]);
  await tileOf(page, id).click();
  await panel(page).getByRole('button', { name: 'Зробити заняттям' }).click();
  await form(page).getByText('Мельниченко').first().waitFor();
  assert.equal(await form(page).locator('[data-clash-hint]').count(), 0, 'the hold does not stand in its own way');
  assert.equal(await form(page).getByLabel('Початок').inputValue(), '16:00');
  assert.equal(await form(page).locator('select[name="roomId"] option:checked').textContent(), 'Реформери');
  assert.equal(await form(page).locator('select[name="trainerId"] option:checked').textContent(), 'Ганна Коваленко');
  if (process.env.JOURNEY_PICTURES) await page.screenshot({ path: `${process.env.JOURNEY_PICTURES}/hold-to-lesson.png` });
  assert.deepEqual(await violations(page, 'the form of a hold that becomes a lesson'), []);
  await page.keyboard.press('Escape');
  await tileOf(page, id).waitFor();
  await tileOf(page, id).click();
  await panel(page).getByRole('button', { name: 'Зробити заняттям' }).click();
  await form(page).getByRole('button', { name: 'Зберегти' }).click();
  await message(page, 'Додано').waitFor();
  await tileOf(other, id).waitFor({ state: 'detached' });
  const [made] = await app.sql<{ id: number; length: number; trainer: number; client: number }>(`select l.id::int, duration_min::int as length, trainer_id::int as trainer, b.client_id::int as client from lesson l join booking b on b.lesson_id = l.id where on_date = '2026-11-27' and start_min = 960`);
  assert.deepEqual([made?.length, made?.trainer, made?.client], [60, trainer, app.clients.client]);
  await message(page, 'Додано').getByRole('button', { name: 'Повернути як було' }).click();
  await tileOf(other, id).waitFor();
  assert.equal((await app.sql('select 1 from lesson where id = $1', [made?.id])).length, 0);
});
