// From a letter in the search until the frame with what it finds is painted, over five thousand clients.
import type { Page } from 'playwright-core';
import { ensureWebBuilt } from '../../bin/bootstrap.js';
import { openBrowser, SCREEN } from '../browser.ts';
import { cookieOf, type Fill } from '../data.ts';
import { digits, shown, type Figure } from '../figure.ts';
import { insertManyClients, MANY_CLIENTS } from '../people.ts';
import { startServer } from '../setup.ts';
import { quantile, spread } from '../stats.ts';

const FIRST_DAY = '2031-02-03';
const FILL: Fill = { lessons: 1000, firstDay: FIRST_DAY, bookings: 4, sessions: { staff: 1, client: 0 } };
/** Names, a wrong layout, other spellings, phones, and what nobody is called. */
const QUERIES = ['шевченко нат', 'yfnfksz', 'наталья', 'дем’ян', 'галаган', '0501234', 'ькос', 'ніхтотакий'];
const KEY_MS = 100;
/** Notes for each letter how long it took until its frame was on the screen. */
const WATCH = `
  globalThis.keyTimes = [];
  addEventListener('beforeinput', (event) => {
    const startedAt = event.timeStamp;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => keyTimes.push(performance.now() - startedAt);
      port2.postMessage(0);
    });
  }, true);`;

export const clientSearch: Figure = async (bench) => {
  if (!ensureWebBuilt(process.execPath)) throw new Error('the web part could not be built');
  const server = await startServer(await bench.database('many_clients', FILL, insertManyClients));
  const browser = await openBrowser(bench);
  const url = `http://127.0.0.1:${server.port}`;
  const context = await browser.newContext({ viewport: SCREEN, locale: 'uk-UA', timezoneId: 'Europe/Kyiv', baseURL: url });
  await context.addCookies([{ name: 'rytm', value: cookieOf('staff', 0).split('=')[1] ?? '', url }]);
  const page = await context.newPage();
  await page.goto(`/?view=week&date=${FIRST_DAY}`);
  await page.locator('[data-lesson-id]').nth(50).waitFor();
  await page.evaluate(WATCH);
  const rounds: number[][] = [];
  for (let round = 0; round <= (bench.isQuick ? 2 : 5); round++) {
    const times = await typeAll(page);
    // The first round folds the names.
    if (round) rounds.push(times);
  }
  const p95 = rounds.map((times) => quantile(times, 0.95));
  const median = rounds.map((times) => quantile(times, 0.5));
  return [{
    what: `Search over ${MANY_CLIENTS} clients, from a letter to the painted frame, p95`, unit: 'ms', reach: { most: 30 }, figure: spread(p95), ours: shown(p95, 'ms'), baseline: '—',
    notes: [`${rounds[0]?.length ?? 0} letters a round: names, phones, the wrong layout, other spellings. The median is ${shown(median, 'ms')}, the slowest of all ${digits(Math.max(...rounds.flat()))} ms; up to 17 ms of each are waiting for the next frame.`],
  }];
};

/** Every query letter by letter. Gives the times of the letters, in order of length. */
async function typeAll(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (const query of QUERIES) {
    await page.keyboard.press('Control+k');
    const input = page.locator('[data-palette-input]');
    await input.waitFor();
    await page.waitForTimeout(KEY_MS);
    await page.evaluate('keyTimes.length = 0');
    for (const letter of query) {
      await page.keyboard.type(letter);
      await page.waitForTimeout(KEY_MS);
    }
    times.push(...(await page.evaluate<number[]>('keyTimes')));
    await page.keyboard.press('Escape');
    await input.waitFor({ state: 'detached' });
  }
  return times.sort((a, b) => a - b);
}
