// Compares what a window shows with the picture kept of it in looks/. New pictures: LOOKS=renew npm test -- --only looks, then look at them.
// On a machine that draws letters as the one the pictures come from (looks/machine.json), every pixel counts. Anywhere else,
// with another Chromium for instance, both pictures are compared roughly (picture.ts). What differs goes to the folder JOURNEY_PICTURES.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { decode, differByBlocks, differByPixels, encode, type Picture } from './picture.ts';

const folder = path.join(import.meta.dirname, 'looks');
const machineFile = path.join(folder, 'machine.json');
const isRenewing = process.env.LOOKS === 'renew';
const { JOURNEY_PICTURES: differences } = process.env;

/** The same letters on every machine, whatever fonts it has. */
const FONTS = ['latin', 'cyrillic'] as const;
const RANGES = { latin: 'U+0000-02BB, U+02BD-03FF, U+2000-20FF', cyrillic: 'U+02BC, U+0301, U+0400-04FF, U+2116' } as const;
const STYLE = `${FONTS.map((name) => `@font-face { font-family: Looks; font-weight: 100 900; src: url(/looks/${name}.woff2); unicode-range: ${RANGES[name]}; }`).join('\n')}
:root { --font: Looks, sans-serif; }
* { caret-color: transparent !important; transition: none !important; animation: none !important; }
[data-countdown] { visibility: hidden; }`;

const SETTLING_MS = 300;
const SETTLING_TRIES = 10;

interface Machine { browser: string; letters: string }

/** Puts the letters of the pictures into a window. */
export async function prepareLooks(page: Page): Promise<void> {
  await page.route('**/looks/*.woff2', (route) => route.fulfill({ path: path.join(folder, path.basename(new URL(route.request().url()).pathname)), contentType: 'font/woff2' }));
  for (const frame of page.frames()) {
    await frame.addStyleTag({ content: STYLE });
    await frame.evaluate(`Promise.all(['400', '500', '600', '700'].map((w) => document.fonts.load(w + ' 14px Looks', 'Аа Aa')))`);
  }
}

/** What is wrong with the look of the window, in words; nothing when it looks as it did. */
export async function lookOf(shown: Page | Locator, name: string): Promise<string[]> {
  const page = 'page' in shown ? shown.page() : shown;
  const file = path.join(folder, `${name}.png`);
  if (isRenewing) {
    await renew(page, file, await takeSettled(shown));
    return [];
  }
  if (!fs.existsSync(file)) return [`${name}: there is no picture of it; LOOKS=renew takes it`];
  const isSame = isDeepStrictEqual(await machineOf(page), JSON.parse(fs.readFileSync(machineFile, 'utf8')));
  const compare = (picture: Picture) => (isSame ? differByPixels : differByBlocks)(picture, decode(fs.readFileSync(file)));
  // What arrives late on a busy machine is no difference.
  for (let i = 0; ; i++) {
    const actual = await take(shown);
    const found = compare(actual);
    if (!found) return [];
    if (i < SETTLING_TRIES) await sleep(SETTLING_MS);
    else {
      keep(`${name}-actual`, actual);
      if (found.marked) keep(`${name}-diff`, found.marked);
      return [`${name}: ${found.words}`];
    }
  }
}
/** Where somebody wants to see what differs. */
function keep(name: string, picture: Picture): void {
  if (differences) fs.writeFileSync(path.join(differences, `${name}.png`), encode(picture));
}

const take = async (shown: Page | Locator): Promise<Picture> => decode(await shown.screenshot({ scale: 'css', caret: 'hide', animations: 'allow' }));
/** Once nothing moves any more. */
async function takeSettled(shown: Page | Locator): Promise<Picture> {
  let before = await take(shown);
  for (let i = 0; i < SETTLING_TRIES; i++) {
    await sleep(SETTLING_MS);
    const now = await take(shown);
    if (now.data.equals(before.data)) return now;
    before = now;
  }
  return before;
}
/** A picture that looks as it did stays as it is, so that a renewal changes only what has changed. */
async function renew(page: Page, file: string, actual: Picture): Promise<void> {
  fs.writeFileSync(machineFile, `${JSON.stringify(await machineOf(page), null, 2)}\n`);
  const isNew = !fs.existsSync(file) || !decode(fs.readFileSync(file)).data.equals(actual.data);
  if (isNew) fs.writeFileSync(file, encode(actual));
}

let machine: Promise<Machine> | null = null;
/** The browser, and how it draws: letters of ours and of the system's, round corners, shadows. */
function machineOf(page: Page): Promise<Machine> {
  return (machine ??= probe(page));
}
async function probe(page: Page): Promise<Machine> {
  const browser = page.context().browser();
  assert.ok(browser);
  const context = await browser.newContext({ viewport: { width: 400, height: 200 }, locale: 'uk-UA' });
  try {
    const blank = await context.newPage();
    await blank.route('**/*', (route) => route.fulfill({ body: PROBE, contentType: 'text/html' }));
    await blank.goto('http://looks.example/');
    await blank.unroute('**/*');
    await prepareLooks(blank);
    const { data } = await take(blank);
    return { browser: browser.version(), letters: createHash('sha256').update(data).digest('hex') };
  } finally {
    await context.close();
  }
}
const PROBE = `<!doctype html><meta charset="utf-8"><body style="margin:8px;font:14px/1.4 var(--font)">
<p>Щоденний розклад, їжак і ґанок. Quick brown fox 0123456789 <b>напівжирне</b> <span style="font:13px sans-serif">✓ ₴ ↑ sans</span></p>
<input value="Поле" style="font:inherit"> <select><option>Вибір</option></select>
<div style="margin:16px;width:120px;height:40px;border:1px solid #678;border-radius:14px;box-shadow:0 8px 28px #0004;background:linear-gradient(135deg,#0aa,#eff)"></div>`;
