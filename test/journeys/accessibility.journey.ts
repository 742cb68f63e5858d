// Every screen through axe: light and dark, desktop and phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aClient, aGroup, aLesson } from '../factories.ts';
import { violations } from './axe.ts';
import { form, panel, tileOf } from './calendar.ts';
import { openStage, visit, WEEK, type WindowOptions } from './stage.ts';

const stage = await openStage();
const { app } = stage;

const own = await aLesson(app, { onDate: '2026-11-23', startMin: 600, trainerId: app.trainers.trainer, clientIds: [app.clients.client], note: 'Нотатка' });
const held = await aLesson(app, { onDate: '2026-11-23', startMin: 420, trainerId: app.trainers.trainer2, clientIds: [app.clients.client2] });
const gone = await aLesson(app, { startMin: 600 });
await app.call('lesson.hold', { id: held.id, seenRev: held.rev });
await app.call('lesson.cancel', { id: gone.id, seenRev: gone.rev, reason: 'Хвороба', askedBy: 'client' });
for (let i = 0; i < 12; i++) await aLesson(app, { onDate: '2026-11-25', startMin: 600 });
const group = await aGroup(app, { trainerId: app.trainers.trainer });
await app.call('group.addMember', { id: group.id, clientId: app.clients.client, fromOn: '2026-11-01' });
const series = app.newId();
await app.call('series.create', { id: series, kindId: app.kinds.individual, trainerId: app.trainers.trainer2, clientIds: [app.clients.client2], slots: [{ weekday: 4, startMin: 900, durationMin: 55 }], fromOn: '2026-11-19', exceptions: [{ onDate: '2026-12-03', startMin: 900, isSkipped: true }, { onDate: '2026-12-10', startMin: 900, toMin: 960 }] });
await aClient(app, { phone: '+380501234567', note: 'Коліно' });

const screens: [name: string, path: string, open?: (page: Page) => Promise<void>][] = [
  ['week', '/?view=week&date=2026-11-23'],
  ['day', '/?view=day&date=2026-11-23'],
  ['form', WEEK, async (page) => {
    await page.locator('[data-new]').click();
    await form(page).getByRole('combobox').first().click();
    await page.keyboard.type('ок');
    await page.getByRole('option').first().waitFor();
  }],
  ['panel', '/?view=week&date=2026-11-23', async (page) => {
    if (await tileOf(page, own.id).count() === 0) await page.locator('[data-strip-date="2026-11-23"]').click();
    await tileOf(page, own.id).click();
    await panel(page).getByTestId('lesson-history').locator('summary').click();
    await panel(page).getByText('Створено').waitFor();
  }],
  ['today', '/today'], ['notices', '/notices'], ['renewals', '/renewals'], ['clients', '/clients'], ['client', `/clients/${app.clients.client}`], ['trainers', '/trainers'], ['trainer', `/trainers/${app.trainers.trainer}`], ['regular schedule', `/series/${series}`], ['groups', '/groups'], ['group', `/groups/${group.id}`],
  ['settings', '/settings'], ['rooms', '/settings/rooms'], ['kinds', '/settings/kinds'], ['subscriptions', '/settings/subscriptions'], ['till', '/till'], ['logins', '/settings/logins'], ['me', '/settings/me'],
];
for (const theme of ['light', 'dark'] as const) {
  for (const isPhone of [false, true]) {
    test(`no screen hinders anybody: ${theme}, ${isPhone ? 'phone' : 'desktop'}`, async () => {
      const options: WindowOptions = { theme, isPhone };
      const page = await stage.open('owner', options);
      const wrong: string[] = [];
      // Colours and widths meet in the calendar; elsewhere one of each tells as much.
      const isWhole = (theme === 'light') !== isPhone;
      for (const [name, path, open] of screens.filter(([, at]) => isWhole || at.startsWith('/?'))) {
        await visit(page, path);
        await open?.(page);
        wrong.push(...await violations(page, name));
        if (await page.evaluate('document.documentElement.scrollWidth > innerWidth')) wrong.push(`${name}: scrolls sideways`);
        // The list, the form with letters in it, and the question about them.
        for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
      }
      assert.deepEqual(wrong, []);
    });
  }
}
test('the sign-in and a link that is used up hinder nobody either', async () => {
  const wrong: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    for (const isPhone of [false, true]) {
      const page = await stage.blank({ at: '/sign-in', theme, isPhone });
      await page.getByRole('button', { name: 'Увійти' }).click();
      await page.getByText('Заповніть це поле').first().waitFor();
      wrong.push(...await violations(page, `sign-in ${theme}`));
      await page.goto('/setup/used-up');
      await page.getByRole('heading').first().waitFor();
      wrong.push(...await violations(page, `used-up link ${theme}`));
    }
  }
  assert.deepEqual(wrong, []);
});
