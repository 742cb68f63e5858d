// The page of the design system: it hinders nobody, looks as it did, and is no part of what people get.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PARTS } from '../../src/web/design/parts.ts';
import { violations } from './axe.ts';
import { buildDesignPage, DESIGN, serveDesignPage } from './design-page.ts';
import { lookOf, prepareLooks } from './looks.ts';
import { openWindows } from './stage.ts';

const folder = await buildDesignPage();
const windows = openWindows();
const webFolder = process.env.JOURNEY_WEB ?? path.join(import.meta.dirname, '../../dist/web');

for (const [language, theme, isPhone] of [['uk', 'light', false], ['en', 'dark', false], ['en', 'light', true], ['uk', 'dark', true]] as const) {
  test(`the design page hinders nobody and looks as it did: ${language}, ${theme}, ${isPhone ? 'phone' : 'desktop'}`, async () => {
    const page = await windows.blank(DESIGN, { at: 'about:blank', isPhone });
    await serveDesignPage(page, folder);
    await page.goto(`${DESIGN}/design.html?lang=${language}&theme=${theme}`);
    await page.locator('main h1').waitFor(); // a language of its own comes after the page
    const open = (await Promise.all((await page.locator('iframe').elementHandles()).map((element) => element.contentFrame()))).filter((frame) => frame !== null);
    assert.equal(open.length, PARTS.length);
    await Promise.all(open.map((frame) => frame.locator('html[data-ready]').waitFor()));
    const wrong = await violations(page, 'design');
    for (const frame of open) wrong.push(...await violations(frame, frame.url().replace(DESIGN, '')));
    if (await page.evaluate('document.documentElement.scrollWidth > innerWidth')) wrong.push('it scrolls sideways');
    await prepareLooks(page);
    // As high as the page: what lies below a window is not drawn.
    await page.setViewportSize({ width: isPhone ? 390 : 1280, height: await page.evaluate<number>('document.documentElement.scrollHeight') });
    const sections = await page.locator('main > section').all();
    if (!isPhone) for (const [i, section] of sections.entries()) wrong.push(...await lookOf(section, `design-${language}-${theme}-${i + 1}`));
    assert.deepEqual(wrong, []);
  });
}

test('nothing of the design page is among the files that people get', () => {
  const files = fs.readdirSync(webFolder, { recursive: true, encoding: 'utf8' });
  assert.ok(files.includes('index.html'));
  const texts = files.filter((name) => /\.(js|html|css)$/.test(name)).map((name) => fs.readFileSync(path.join(webFolder, name), 'utf8'));
  assert.deepEqual(files.filter((name) => /design/i.test(name)), []);
  assert.equal(texts.some((text) => text.includes('Система вигляду')), false);
});
