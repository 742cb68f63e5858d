// The stage of a journey: one application, one browser, a window for each person, and a check that no window met an error.
import assert from 'node:assert/strict';
import { after, afterEach } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { createTestApp, type TestApp, type Who } from '../test-app.ts';
import { browserOptions } from './browser-options.ts';
import { openLine } from './line.ts';

export interface WindowOptions {
  /** Path and query to open. */
  at?: string;
  /** Origin, when it is not that of the first app: another app, or a broken line to it. */
  url?: string;
  isPhone?: boolean;
  theme?: 'light' | 'dark';
  language?: 'uk' | 'en';
  /** Zone of the browser; lessons must not care. */
  zone?: string;
  /** How far the device's clock is wrong. */
  clockOffMs?: number;
  height?: number;
  /** Another window than a desk's or a phone's, in CSS pixels; `isTouch` for one under fingers. */
  size?: { width: number; height: number; isTouch?: boolean };
  hasForcedColors?: boolean;
  /** The device's clock stands still; for pictures. */
  isClockStill?: boolean;
  /** Lets the service worker keep the program, as it does for people. */
  keepsProgram?: boolean;
}
export interface Windows {
  /** A window of a browser in which nobody is signed in. */
  blank(url: string, options?: WindowOptions): Promise<Page>;
  /** A window with that cookie, `name=token`. */
  signedIn(url: string, cookie: string, options?: WindowOptions): Promise<Page>;
}
export interface Stage {
  app: TestApp;
  /** A window of somebody who is signed in, with the calendar or `at` in it. */
  open(who: Who, options?: WindowOptions): Promise<Page>;
  blank(options?: WindowOptions): Promise<Page>;
}
export const WEEK = '/?view=week&date=2026-11-24';
export const DAY = '/?view=day&date=2026-11-24';
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** Said by the browser itself about a line that a journey has cut, or a request refused on purpose. */
const EXPECTED = /WebSocket connection to|Failed to load resource|net::ERR_/;
/** How long anything may take that is not itself about time: a machine may be slow, and have others to serve. */
export const PATIENCE_MS = 15_000;

/** The test studio on its Monday at eight. Call it at the top of a file. */
export async function openStage(): Promise<Stage> {
  const windows = openWindows(() => app.clock.now());
  const { JOURNEY_WEB: webFolder, JOURNEY_LAG_MS: lagMs } = process.env; // a build elsewhere, for a run beside somebody who builds; a slower line, which shows what a journey does not wait for
  const app = await createTestApp(webFolder ? { webFolder } : {});
  const line = lagMs ? await openLine(app.url) : null;
  line?.delay(Number(lagMs));
  const origin = line?.url ?? app.url;
  return {
    app,
    async open(who, options = {}) {
      const page = await windows.signedIn(options.url ?? origin, await app.session(who), { at: WEEK, ...options });
      await complete(page);
      if (!options.at || options.at.startsWith('/?')) await calm(page);
      return page;
    },
    blank: (options = {}) => windows.blank(options.url ?? origin, options),
  };
}

/** Windows that close with their test. `now`: what their clock shows; the machine's own when absent. Call it at the top of a file. */
export function openWindows(now?: () => number): Windows {
  const contexts: BrowserContext[] = [];
  const problems: string[] = [];
  const { JOURNEY_BROWSER: lent } = process.env; // the address of one that a whole run uses
  // At once: it comes up while the application does.
  const browser: Promise<Browser> = lent ? chromium.connect(lent) : chromium.launch(browserOptions());
  const started = browser.catch(() => null); // told to whoever opens a window
  after(async () => (await started)?.close());
  afterEach(async (context) => {
    const isFailed = 'error' in context && context.error !== null && context.error !== undefined;
    if (isFailed) await keepPictures(contexts, context.name);
    await Promise.all(contexts.splice(0).map((c) => c.close()));
    if (!isFailed) assert.deepEqual(problems, []);
    problems.length = 0;
  });
  const open = async (url: string, cookie: string | null, options: WindowOptions) => {
    const { isPhone = false, theme = 'light', language = 'uk', zone = 'Europe/Kyiv', clockOffMs = 0, height = DESKTOP.height, size, hasForcedColors = false, isClockStill = false, keepsProgram = false } = options;
    const context = await (await browser).newContext({
      baseURL: url, locale: language === 'uk' ? 'uk-UA' : 'en-GB', timezoneId: zone, colorScheme: theme, reducedMotion: 'reduce', serviceWorkers: keepsProgram ? 'allow' : 'block', forcedColors: hasForcedColors ? 'active' : 'none',
      ...(isPhone ? { viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : { viewport: size ?? { ...DESKTOP, height }, hasTouch: size?.isTouch ?? false }),
    });
    contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    if (now) await context.addInitScript(shiftClock(isClockStill ? `${now()}` : `Real.now() + ${now() - Date.now() + clockOffMs}`));
    const value = cookie?.split('=')[1] ?? ''; // also takes that of the prefixed cookie, which a browser accepts over https only
    if (cookie) await context.addCookies([{ name: 'rytm', value, url, httpOnly: true, sameSite: 'Strict' }]);
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(String(error.stack ?? error)));
    page.on('console', (message) => { if (message.type() === 'error' && !EXPECTED.test(message.text())) problems.push(message.text()); });
    await page.goto(options.at ?? '/');
    return page;
  };
  return { blank: (url, options = {}) => open(url, null, options), signedIn: (url, cookie, options = {}) => open(url, cookie, options) };
}

/** Waits until all rows of the studio are in the window. */
export async function complete(page: Page): Promise<void> {
  await page.locator('#main:not([aria-busy])').waitFor({ state: 'attached' });
}
/** Waits until the calendar has drawn its lessons and stands at the hour it opens at: from now on it moves for nobody but the person. */
async function calm(page: Page): Promise<void> {
  await page.getByTestId('calendar').waitFor();
  await page.locator('[data-date], [data-month-day]').first().waitFor({ state: 'attached' });
  await page.locator('[data-head-height]:not([data-placed])').waitFor({ state: 'detached' });
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}
/** Waits until what has been changed is on the screen. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}
/** Goes to another screen as a link within the page does, and waits until something new stands there. */
export async function visit(page: Page, address: string): Promise<void> {
  // A section of the settings changes within its screen; any other address brings a screen of its own.
  const fresh = await page.evaluate<string>(`(() => {
    const before = location.pathname;
    for (const e of document.querySelectorAll('main *')) e.dataset.before = '';
    history.pushState(null, '', '${address}');
    dispatchEvent(new PopStateEvent('popstate'));
    if (location.pathname === before) return 'main';
    return [before, location.pathname].every((p) => p.startsWith('/settings')) ? 'main *:not([data-before])' : 'main > *:not([data-before])';
  })()`);
  await page.locator(fresh).first().waitFor();
  await painted(page);
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}

/** Today in the window is the test's Monday, while its timers stay the browser's own. */
const shiftClock = (at: string) => `(() => {
  const Real = Date;
  globalThis.Date = class Date extends Real {
    constructor(...given) { given.length ? super(...given) : super(${at}); }
    static now() { return ${at}; }
  };
})()`;

/** Pictures of a failed journey go to the folder JOURNEY_PICTURES, when it is set. */
async function keepPictures(contexts: BrowserContext[], name: string): Promise<void> {
  const folder = process.env.JOURNEY_PICTURES;
  if (!folder) return;
  const pages = contexts.flatMap((c) => c.pages());
  await Promise.all(pages.map((page, i) => page.screenshot({ path: path.join(folder, `${name.replace(/[^\p{L}\d]+/gu, '-').slice(0, 60)}-${i + 1}.png`) }).catch(() => {})));
}

/** Tries again until `check` holds; throws what it threw last. */
export async function eventually<T>(check: () => Promise<T> | T, withinMs = PATIENCE_MS): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await sleep(20);
  }
}
