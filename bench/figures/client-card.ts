// From a click on somebody in the list of clients until the card with what the device holds (name, contacts, subscription, lessons) is painted.
import type { Page } from 'playwright-core';
import { ensureWebBuilt } from '../../bin/bootstrap.js';
import { openBrowser, SCREEN } from '../browser.ts';
import { cookieOf, type Fill } from '../data.ts';
import { digits, shown, type Figure } from '../figure.ts';
import { startServer } from '../setup.ts';
import { quantile, spread } from '../stats.ts';
import { addVisitors, SUBSCRIPTION, VISITORS } from '../visitors.ts';

const FILL: Fill = { lessons: 1000, firstDay: '2031-02-03', bookings: 4, sessions: { staff: 1, client: 0 } };
const CARDS = 12;
/** A glance at each card and at the list. */
const LOOK_MS = 400;
/** Notes for each click on a row how long it took until the card of that person was on the screen. */
const WATCH = `
  globalThis.cardTimes = [];
  addEventListener('click', (event) => {
    const name = event.target.closest('[data-client-id]')?.querySelector('a').textContent;
    if (!name) return;
    const isThere = () => document.querySelector('main h1')?.textContent === name && document.querySelector('main').textContent.includes('${SUBSCRIPTION}');
    const frame = () => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => isThere() ? cardTimes.push(performance.now() - event.timeStamp) : frame();
      port2.postMessage(0);
    });
    frame();
  }, true);`;

export const clientCard: Figure = async (bench) => {
  if (!ensureWebBuilt(process.execPath)) throw new Error('the web part could not be built');
  const server = await startServer(await bench.database('client_cards', FILL, addVisitors));
  const browser = await openBrowser(bench);
  const url = `http://127.0.0.1:${server.port}`;
  const context = await browser.newContext({ viewport: SCREEN, locale: 'uk-UA', timezoneId: 'Europe/Kyiv', baseURL: url });
  await context.addCookies([{ name: 'rytm', value: cookieOf('staff', 0).split('=')[1] ?? '', url }]);
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto('/clients');
  await page.locator('[data-client-id]').nth(CARDS).waitFor();
  await page.evaluate(WATCH);
  const rounds: number[][] = [];
  for (let round = 0; round <= (bench.isQuick ? 2 : 5); round++) {
    const times = await openCards(page);
    // The first round brings the program of the card.
    if (round) rounds.push(times);
  }
  const p95 = rounds.map((times) => quantile(times, 0.95));
  const median = rounds.map((times) => quantile(times, 0.5));
  return [{
    what: 'Opening the card of a client from what the device holds, until it is painted, p95', unit: 'ms', reach: { most: 50 }, figure: spread(p95), ours: shown(p95, 'ms'), baseline: '—',
    notes: [`${CARDS} cards a round, from the list of ${VISITORS} and more, each of somebody with a subscription. The median is ${shown(median, 'ms')}, the slowest of all ${digits(Math.max(...rounds.flat()))} ms; up to 17 ms of each are waiting for the next frame.`],
  }];
};

/** One card after the other from the list and back. Gives the times in order of length. */
async function openCards(page: Page): Promise<number[]> {
  await page.evaluate('cardTimes.length = 0');
  for (let n = 0; n < CARDS; n++) {
    await page.waitForTimeout(LOOK_MS);
    await page.locator('[data-client-id] a').nth(n).click();
    await page.locator('main h1').waitFor();
    await page.waitForTimeout(LOOK_MS);
    if ((await page.evaluate<number>('cardTimes.length')) !== n + 1) throw new Error(`card ${n} did not come`);
    await page.goBack();
    await page.locator('[data-client-id]').nth(CARDS).waitFor();
  }
  return (await page.evaluate<number[]>('cardTimes')).sort((a, b) => a - b);
}
