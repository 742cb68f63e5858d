// From an empty folder to a week full of lessons: the first start, the first page, the first import.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violations } from './axe.ts';
import { eventually, openWindows } from './stage.ts';
import { install } from './program.ts';

const rytm = install();
const windows = openWindows();
const PASSWORD = 'три кити і черепаха';
const serving = rytm.serve();

test('the link of the first start makes a studio and its owner, keeps what is typed through mistakes, and works once', async () => {
  const server = await serving;
  const link = await server.setupLink();
  const page = await windows.blank(server.url, { at: link });
  await page.getByRole('heading', { name: 'Нова студія' }).waitFor();
  await page.getByLabel('Назва студії').fill('Пілатес на Подолі');
  await page.getByLabel('Логін для входу').fill('о');
  await page.getByRole('textbox', { name: 'Пароль' }).fill('коротке');
  await page.getByRole('button', { name: 'Створити студію' }).click();
  await page.getByText('Заповніть це поле').waitFor();
  await page.getByText('Закоротко').waitFor();
  assert.equal(await page.getByLabel('Ваше ім’я').getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await violations(page, 'setup'), []);

  await page.getByLabel('Ваше ім’я').fill('Олена Власенко');
  await page.getByRole('textbox', { name: 'Пароль' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Створити студію' }).click();
  await page.getByText('Закоротко').waitFor();
  await eventually(async () => assert.equal(await page.getByLabel('Логін для входу').getAttribute('aria-invalid'), 'true', 'the login of one letter is refused by the server, at its field'));
  assert.deepEqual(await Promise.all(['Назва студії', 'Ваше ім’я', 'Логін для входу'].map((label) => page.getByLabel(label).inputValue())), ['Пілатес на Подолі', 'Олена Власенко', 'о']);
  assert.equal(await page.getByRole('textbox', { name: 'Пароль' }).inputValue(), PASSWORD);

  await page.getByLabel('Логін для входу').fill('olena');
  await page.getByRole('button', { name: 'Створити студію' }).click();
  await page.getByTestId('calendar').waitFor();
  await page.getByText('Пілатес на Подолі').waitFor();
  assert.equal(new URL(page.url()).pathname, '/');
  assert.equal(await page.locator('[data-lesson-id]').count(), 0);
  await page.getByTestId('calendar').getByText(/[Дд]одайте|[Пп]очніть|[Сс]творіть/).first().waitFor(); // an empty calendar says what to do next

  await page.goto(link);
  await page.getByRole('heading', { name: 'Це посилання вже використано або воно застаріло' }).waitFor();
  await page.getByRole('link', { name: 'До входу' }).click();
  await page.getByRole('heading', { name: 'Вхід' }).waitFor();
  await page.getByLabel('Логін').fill('olena');
  await page.getByRole('textbox', { name: 'Пароль' }).fill('не той пароль');
  await page.getByRole('button', { name: 'Увійти' }).click();
  await page.getByText('Логін або пароль неправильний').waitFor();
  assert.equal(await page.getByLabel('Логін').inputValue(), 'olena');
  await page.getByRole('textbox', { name: 'Пароль' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Увійти' }).click();
  await page.getByTestId('calendar').waitFor();
});

test('a timetable imported at the terminal appears in the open calendar, without a reload', async () => {
  const server = await serving;
  const page = await windows.blank(server.url, { at: '/sign-in', height: 1500 });
  await page.getByLabel('Логін').fill('olena');
  await page.getByRole('textbox', { name: 'Пароль' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Увійти' }).click();
  await page.getByTestId('calendar').waitFor();
  await page.goto('/?view=week&date=2027-03-01');
  await page.getByTestId('calendar').waitFor();
  await page.evaluate('globalThis.isSamePage = true');

  const summary = await rytm.run('import', 'timetable', 'examples/real-timetable.csv', '--from', '2027-03-01', '--weeks', '2');
  assert.match(summary, /92/, 'two weeks of 46 classes');
  await page.getByRole('button', { name: /07:30–08:10.*Total Body Workout/ }).waitFor({ timeout: 2000 });
  await eventually(async () => assert.equal(await classesOfWeek(page), 46));
  await page.getByRole('button', { name: 'Наступний тиждень' }).click();
  await page.getByRole('button', { name: /07:30–08:10, понеділок, 8 березня.*Total Body Workout/ }).waitFor();
  await eventually(async () => assert.equal(await classesOfWeek(page), 46));

  await page.getByRole('button', { name: /понеділок, 8 березня/ }).first().click();
  await page.getByText('Без тренера', { exact: true }).waitFor();
  await page.locator('[data-trainer="none"]').getByRole('button', { name: /13:10–13:50.*Stretch 2 Harmony/ }).waitFor();
  assert.equal(await page.evaluate('globalThis.isSamePage'), true);
});

/** Every lesson on the screen, those behind a "+2" included. */
async function classesOfWeek(page: Awaited<ReturnType<typeof windows.blank>>): Promise<number> {
  const tiles = await page.locator('[data-lesson-id]').count();
  const hidden = await page.locator('[data-more]').allInnerTexts();
  return tiles + hidden.reduce((sum, text) => sum + Number(/\+(\d+)/.exec(text)?.[1] ?? 0), 0);
}
