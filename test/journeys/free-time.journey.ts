// Looking for free time: from the form of a lesson, and from a trainer's card.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLesson, rowOf } from '../factories.ts';
import { violations } from './axe.ts';
import { clickTime, form, ghost, message, scrollTo } from './calendar.ts';
import { eventually, openStage } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const { trainer, trainer2 } = app.trainers;
const hours = [{ weekday: 2, startMin: 540, endMin: 780 }, { weekday: 4, startMin: 540, endMin: 780 }];
for (const id of [trainer, trainer2]) await app.call('trainer.setHours', { id, seenRev: (await rowOf(app, 'trainer', id)).rev, hours });
await aLesson(app, { onDate: '2026-11-24', startMin: 540, durationMin: 200, trainerId: trainer });

test('the first free hour with a trainer is one press away; another trainer is found as well', async () => {
  const page = await stage.open('owner');
  await clickTime(page, '2026-11-24', '15:00');
  await form(page).getByLabel('Тренер').selectOption({ label: 'Ганна Коваленко' });
  await form(page).getByRole('button', { name: 'Знайти вільний час' }).click();
  const times = form(page).getByTestId('free-times').locator('[data-free-time]');
  await eventually(async () => assert.deepEqual(await times.evaluateAll((all) => all.map((x) => x.getAttribute('data-free-time'))), ['2026-11-26 540', '2026-12-01 540', '2026-12-03 540']));
  assert.deepEqual(await violations(page, 'free times in the form'), []);
  await form(page).getByRole('switch', { name: 'У будь-якого тренера' }).check();
  await scrollTo(page, '20:00');
  await times.filter({ hasText: 'Ігор' }).first().click();
  assert.deepEqual([await form(page).getByLabel('День', { exact: true }).inputValue(), await form(page).getByLabel('Початок').inputValue(), await form(page).getByLabel('Тренер').inputValue()], ['24.11.2026', '09:00', String(trainer2)]);
  await eventually(async () => {
    const { y, height } = (await ghost(page).boundingBox()) ?? { y: 0, height: 0 };
    const grid = page.locator('[data-head-height]');
    const { y: top, height: gridPx } = (await grid.boundingBox()) ?? { y: 0, height: 0 };
    const bottom = top + gridPx;
    assert.ok(y >= top + Number(await grid.getAttribute('data-head-height')) && y + height <= bottom, 'the draft is in sight');
  });
  await form(page).getByRole('button', { name: 'Зберегти' }).click();
  await message(page, 'Додано').waitFor();
  const [made] = await app.sql<{ at: string }>(`select on_date::text || ' ' || start_min || ' ' || trainer_id as at from lesson order by id desc limit 1`);
  assert.equal(made?.at, `2026-11-24 540 ${trainer2}`);
});

for (const [theme, isPhone] of [['light', false], ['dark', true]] as const) {
  test(`the card of a trainer shows the next free hours and leads to a lesson then: ${theme}`, async () => {
    const page = await stage.open('administrator', { at: `/trainers/${trainer}`, theme, isPhone });
    const free = page.getByTestId('free-times');
    await free.locator('[data-free-time]').first().waitFor();
    assert.deepEqual(await violations(page, 'free times of a trainer'), []);
    assert.ok(!(await page.evaluate('document.documentElement.scrollWidth > innerWidth')));
    await free.locator('[data-free-time="2026-11-26 540"]').click();
    await form(page).waitFor();
    assert.equal(await form(page).getByLabel('День', { exact: true }).inputValue(), '26.11.2026');
  });
}

test('no free time in two weeks says so', async () => {
  const page = await stage.open('owner', { language: 'en', at: `/trainers/${trainer}` });
  await page.getByLabel('Length').selectOption('60');
  await page.getByTestId('free-times').locator('[data-free-time]').first().waitFor();
  await app.call('trainer.setHours', { id: trainer, seenRev: (await rowOf(app, 'trainer', trainer)).rev, hours: [{ weekday: 1, startMin: 0, endMin: 10 }] });
  await page.getByLabel('Length').selectOption('55');
  await page.getByText('No free time of that length in two weeks.').waitFor();
});
