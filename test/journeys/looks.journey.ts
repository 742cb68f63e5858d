// The main screens look as they did: each in both languages, light and dark, on a desk and on a phone. See looks.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { form, panel, scrollTo, tileOf } from './calendar.ts';
import { lookOf, prepareLooks } from './looks.ts';
import { fillLooksWeek } from './looks-week.ts';
import { openStage, visit } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const NOW = '2026-11-24T11:20+02:00';
await app.clock.set(NOW);
const { lesson, group, client } = await fillLooksWeek(app);

interface Screen { name: string; at: string; open?: (page: Page) => Promise<void>; close?: (page: Page) => Promise<void> }
const escape = async (page: Page) => {
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
};
const screens: readonly Screen[] = [
  { name: 'week', at: '/?view=week&date=2026-11-24' },
  { name: 'day', at: '/?view=day&date=2026-11-24' },
  { name: 'month', at: '/?view=month&date=2026-11-24' },
  {
    name: 'panel', at: '/?view=day&date=2026-11-24', close: escape,
    async open(page) {
      await scrollTo(page, '13:00');
      await tileOf(page, lesson.id).click();
      await panel(page).waitFor();
      await scrollTo(page, '13:00');
    },
  },
  {
    name: 'form', at: '/?view=week&date=2026-11-24', close: escape,
    async open(page) {
      await page.locator('[data-new]').click();
      await form(page).waitFor();
    },
  },
  { name: 'clients', at: '/clients' }, { name: 'client', at: `/clients/${client}` }, { name: 'trainers', at: '/trainers' },
  { name: 'groups', at: '/groups' }, { name: 'group', at: `/groups/${group.id}` }, { name: 'settings', at: '/settings' }, { name: 'rooms', at: '/settings/rooms' },
];
const windows = [
  { language: 'uk', theme: 'light', isPhone: false, has: () => true },
  { language: 'en', theme: 'dark', isPhone: false, has: () => true },
  // On a phone every screen once.
  { language: 'uk', theme: 'dark', isPhone: true, has: (at: number) => at % 2 === 0 },
  { language: 'en', theme: 'light', isPhone: true, has: (at: number) => at % 2 === 1 },
] as const;

for (const { language, theme, isPhone, has } of windows) {
  const place = `${isPhone ? 'phone' : 'desk'}-${language}-${theme}`;
  test(`the screens look as they did: ${place}`, async () => {
    const options = { language, theme, isPhone, height: 800, isClockStill: true };
    const out = await stage.blank({ ...options, at: '/sign-in' });
    await out.locator('form').waitFor();
    await prepareLooks(out);
    const wrong = await lookOf(out, `sign-in-${place}`);

    await app.clock.set(NOW);
    const page = await stage.open('owner', { ...options, at: screens[0]?.at ?? '/' });
    await prepareLooks(page);
    for (const { name, at, open, close } of screens.filter((_, i) => has(i))) {
      await visit(page, at);
      await open?.(page);
      await page.mouse.move(0, 0);
      wrong.push(...await lookOf(page, `${name}-${place}`));
      await close?.(page);
    }
    assert.deepEqual(wrong, []);
  });
}
