// What the studio sells and the rules of visits, set up in the settings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aGroup, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { message } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
await aGroup(app);
const AT = '/settings/subscriptions';
const types = () => app.sql<{ id: number; name: string }>('select id::int as id, name from subscription_type order by id');

test('the first type is added with every field, and what is wrong in the form says how', async () => {
  const page = await stage.open('administrator', { at: AT });
  await page.getByRole('heading', { name: 'Додайте перший абонемент' }).waitFor();
  assert.deepEqual(await violations(page, 'no types'), []);
  await page.getByRole('button', { name: 'Новий тип' }).click();
  const form = page.getByTestId('type-form');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Створити' }).click();
  await form.getByText('Введіть суму', { exact: true }).waitFor();
  await form.getByText('треба заповнити').waitFor();
  const price = form.getByLabel('Ціна');
  for (const [typed, said] of [['-1', 'Сума не буває від’ємною'], ['0.001', 'Не більше двох знаків після коми'], ['1000000000000', 'Забагато: найбільше 10 000 000']] as const) {
    await price.fill(typed);
    await form.getByText(said).waitFor();
  }
  await form.getByLabel('Назва').fill('8 занять');
  await price.fill('3 200,50');
  await form.getByLabel('Кількість занять').fill('0');
  await form.getByText('Ціле число від 1 до 500').waitFor();
  await form.getByLabel('Кількість занять').fill('8');
  await form.getByLabel('Одиниця терміну').selectOption('months');
  await form.getByLabel('Термін дії').fill('2');
  await form.getByLabel('Термін починається').selectOption('afterDays');
  await form.getByLabel('За скільки днів').fill('14');
  await form.getByLabel('Днів заморозки').fill('14');
  await form.getByRole('switch', { name: 'На двох' }).check();
  await form.getByRole('button', { name: 'Групове' }).click();
  await form.getByRole('button', { name: 'Ранкова група' }).click();
  await form.getByRole('button', { name: 'Додати день' }).click();
  await form.getByRole('button', { name: 'Додати день' }).click();
  await form.getByLabel('Початок 2').fill('25');
  assert.deepEqual(await violations(page, 'form of a type'), []);
  await dialog.getByRole('button', { name: 'Створити' }).click();
  await form.getByText('Перевірте час і тривалість').waitFor();
  await form.getByLabel('Початок 2').fill('18.30');
  await dialog.getByRole('button', { name: 'Створити' }).dblclick();
  await message(page, 'Збережено').waitFor();
  const [only, ...more] = await types();
  assert.ok(only && !more.length);
  const { id: _i, rev: _r, ...row } = await rowOf(app, 'subscriptionType', only.id);
  const group = (await app.sql<{ id: number }>('select id::int as id from client_group'))[0]?.id;
  assert.deepEqual(row, {
    name: '8 занять', priceMinor: 320_050, lessonCount: 8, termMonths: 2, starts: 'afterDays', startsAfterDays: 14, kindIds: [app.kinds.group], groupIds: [group], persons: 2, freezeDays: 14, isArchived: false,
    slots: [{ weekday: 1, startMin: 1080, durationMin: 55 }, { weekday: 2, startMin: 1110, durationMin: 55 }],
  });
  await page.getByText('8 занять · 2 місяці · за кілька днів після продажу · на двох · заморозка до 14 днів · лише: Групове, Ранкова група').waitFor();
});

test('a type is changed by two at once without loss, goes to the archive and comes back; on a phone, in the dark, in English', async () => {
  const id = (await types())[0]?.id ?? 0;
  const page = await stage.open('owner', { at: AT, isPhone: true, theme: 'dark', language: 'en' });
  await page.getByRole('button', { name: /8 занять/ }).tap();
  const dialog = page.getByRole('dialog');
  const form = page.getByTestId('type-form');
  await form.getByRole('switch', { name: 'Unlimited lessons' }).check();
  await form.getByLabel('Price').fill('4000');
  const now = await rowOf(app, 'subscriptionType', id);
  const { id: _i, rev: _r, isArchived: _a, ...terms } = now;
  await app.do('administrator', 'subscriptionType.update', { id, seenRev: now.rev, ...terms, lessonCount: terms.lessonCount ?? null, slots: terms.slots ?? null, priceMinor: 350_000 });
  await dialog.getByRole('button', { name: 'Save' }).tap();
  await dialog.getByText('What you typed is kept in the form').waitFor();
  assert.equal(await form.getByLabel('Price').inputValue(), '4000');
  assert.deepEqual(await violations(page, 'form of a type on a phone'), []);
  await dialog.getByRole('button', { name: 'Save' }).tap();
  await message(page, 'Saved').waitFor();
  assert.deepEqual([(await rowOf(app, 'subscriptionType', id)).priceMinor, (await rowOf(app, 'subscriptionType', id)).lessonCount], [400_000, undefined]);
  await page.getByRole('button', { name: /8 занять/ }).tap();
  await dialog.getByRole('button', { name: 'Archive' }).tap();
  await page.getByRole('heading', { name: 'Add the first subscription' }).waitFor();
  await page.getByRole('switch', { name: 'Show the archive' }).check();
  await page.getByRole('button', { name: /8 занять.*Archived/ }).waitFor();
  await message(page).getByRole('button', { name: 'Undo' }).first().tap();
  await eventually(async () => assert.equal((await rowOf(app, 'subscriptionType', id)).isArchived, false));
  assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'));
});

test('the owner sets the rules of visits and the pay of a kind; an administrator reads them', async () => {
  const reading = await stage.open('administrator', { at: AT });
  await reading.getByText('за 12 годин до заняття або раніше').waitFor();
  assert.equal(await reading.getByRole('region', { name: 'Правила відвідувань' }).getByRole('button').count(), 0);
  const page = await stage.open('owner', { at: AT });
  await page.getByRole('region', { name: 'Правила відвідувань' }).getByRole('button', { name: 'Змінити' }).click();
  const form = page.getByTestId('rules-form');
  await form.getByLabel('Пізнє скасування').selectOption('half');
  await form.getByLabel('Вчасно, якщо не пізніше ніж за').fill('200');
  await form.getByLabel('Хто лишився без позначки').selectOption('ask');
  await form.getByLabel('Повернення без власника до').fill('1 000,50');
  await page.getByRole('dialog').getByRole('button', { name: 'Зберегти' }).click();
  await form.getByText('Ціле число від 0 до 168').waitFor();
  assert.deepEqual(await violations(page, 'rules'), []);
  await form.getByLabel('Вчасно, якщо не пізніше ніж за').fill('24');
  await page.getByRole('dialog').getByRole('button', { name: 'Зберегти' }).click();
  await message(page, 'Збережено').waitFor();
  const { policy } = await rowOf(app, 'studio', app.studioId);
  assert.deepEqual([policy?.takes.cancelledLate, policy?.cancelHours, policy?.afterGrace, policy?.refundLimitMinor, policy?.takes.attended], ['half', 24, 'ask', 100_050, 'one']);
  await reading.getByText('за 24 години до заняття або раніше').waitFor();
  await page.goto('/settings/kinds');
  await page.getByRole('button', { name: /Групове/ }).click();
  await page.getByRole('dialog').getByLabel('Ставка тренера за заняття').fill('300');
  await page.getByRole('dialog').getByRole('button', { name: 'Зберегти' }).click();
  await message(page, 'Збережено').waitFor();
  assert.equal((await rowOf(app, 'lessonKind', app.kinds.group)).payMinor, 30_000);
});
