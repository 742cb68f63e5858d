// The line goes and comes back: it is said where nobody works, and nothing moves because of it.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { aLesson } from '../factories.ts';
import { violations } from './axe.ts';
import { banner, drag, ghost, message, take } from './calendar.ts';
import { openLine } from './line.ts';
import { openStage, painted } from './stage.ts';

const stage = await openStage();
const { app } = stage;
const line = await openLine(app.url);
beforeEach(() => line.restore());
const LOST = { uk: 'Немає зв’язку', en: 'No connection' };
const BACK_MS = 25_000;
const picture = async (page: Page, name: string) => { if (process.env['JOURNEY_PICTURES']) await page.screenshot({ path: `${process.env['JOURNEY_PICTURES']}/${name}.png` }); };

/** Where everything stands that a hand may be on. */
const places = (page: Page) => page.evaluate<string[]>(`[...document.querySelectorAll('nav, #main, #main button, #main a, #main input, .toast, [data-head-height], [data-column]')].map((e) => {
  const box = e.getBoundingClientRect();
  return [e.tagName, e.className, e.dataset.lessonId ?? '', box.left, box.top, box.width, box.height].join(' ');
})`);
/** Controls that lie under the sentence, other than hours of the grid, which scroll. */
const covered = (page: Page) => page.evaluate<string[]>(`(() => {
  const under = document.querySelector('.place .banner').getBoundingClientRect();
  return [...document.querySelectorAll('nav a, nav button, header button, [data-strip-date], .toast button')].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.left < under.right && under.left < box.right && box.top < under.bottom && under.top < box.bottom;
  }).map((e) => e.textContent);
})()`);

const windows = [
  { name: 'desk', language: 'uk', theme: 'light', size: { width: 1280, height: 800 } },
  { name: 'desk in English', language: 'en', theme: 'light', size: { width: 1280, height: 800 } },
  { name: 'low', language: 'en', theme: 'dark', size: { width: 1280, height: 640 } },
  { name: 'tablet', language: 'en', theme: 'dark', size: { width: 820, height: 1100, isTouch: true } },
  { name: 'phone', language: 'uk', theme: 'light', isPhone: true },
] as const;
for (const [i, { name, ...options }] of windows.entries()) {
  test(`nothing moves and nothing needed is covered when the line goes: ${name}`, async () => {
    const { id } = await aLesson(app, { onDate: '2026-11-24', startMin: 600 + i * 60 });
    const page = await stage.open('owner', { ...options, url: line.url, at: name === 'phone' ? '/?view=day&date=2026-11-24' : '/?view=week&date=2026-11-24' });
    const region = page.locator('.place[role="status"]');
    await region.waitFor({ state: 'attached' });
    // With a message that offers to take back what has been done.
    await drag(page, id, '2026-11-24', `${11 + i}:30`);
    await message(page).waitFor();
    await page.mouse.move(0, 0);
    await painted(page);
    const before = await places(page);
    line.cut();
    await banner(page, LOST[options.language]).waitFor();
    await painted(page);
    assert.deepEqual(await places(page), before);
    assert.deepEqual(await covered(page), []);
    assert.ok(await region.locator('.text').evaluate((e) => e.clientWidth >= 100), 'words stand whole');
    assert.match(await region.innerText(), new RegExp(LOST[options.language]), 'it is read aloud');
    assert.deepEqual(await violations(page, `no line, ${name}`), []);
    await picture(page, `lost-line-${name}`);
    line.restore();
    await region.filter({ hasText: LOST[options.language] }).waitFor({ state: 'detached', timeout: BACK_MS });
    assert.deepEqual(await places(page), before);
  });
}

test('a lesson in the hand stays under it while the line goes', async () => {
  const { id } = await aLesson(app, { onDate: '2026-11-26', startMin: 600 });
  const page = await stage.open('owner', { url: line.url });
  const held = await take(page, id);
  await held.over('2026-11-26', '11:00');
  const before = await ghost(page).boundingBox();
  line.cut();
  await banner(page, LOST.uk).waitFor();
  await painted(page);
  assert.deepEqual(await ghost(page).boundingBox(), before);
  await held.drop();
});
