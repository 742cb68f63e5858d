// How long a signed-in person waits for the calendar on a poor phone line with a slow processor: until the lessons of the week are
// painted and a click has opened the form. On a new device, and again on one that has kept the program and what was seen.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext } from 'playwright-core';
import { ensureWebBuilt } from '../../bin/bootstrap.js';
import { serveBarePage } from '../bare/page.ts';
import { openBrowser } from '../browser.ts';
import { cookieOf } from '../data.ts';
import { digits, shown, type Figure, type Row } from '../figure.ts';
import { startServer, type Bench } from '../setup.ts';
import { openSlowLine, type SlowLine } from '../slow-line.ts';
import { quantile, ratios, spread } from '../stats.ts';
import { USUAL } from '../usual.ts';

const LINE = { kilobits: 400, roundTripMs: 300 };
const SLOWER = 4;
/** The program and what was seen are kept a few seconds after the calendar stands. */
const KEPT_AFTER_MS = 12_000;
const WEEK = '/?view=week&date=2026-11-10';
/** Milliseconds since the address was entered; script and layout are times of the main thread. */
interface Visit { lessonsMs: number; usableMs: number; frameMs: number; bytes: number; connections: number; requests: number; scriptMs: number; layoutMs: number }

export const coldStart: Figure = async (bench) => {
  if (!ensureWebBuilt(process.execPath)) throw new Error('the web part could not be built');
  const server = await startServer(await bench.database('usual', USUAL));
  const browser = await openBrowser(bench);
  const ours = await openSide(bench, browser, server.port, KEPT_AFTER_MS);
  const page = await serveBarePage((await ours.visitNew()).bytes);
  bench.endWithFigure(() => page.close());
  const bare = await openSide(bench, browser, page.port, 0);
  const [cold, again, bareCold, bareAgain]: [Visit[], Visit[], Visit[], Visit[]] = [[], [], [], []];
  for (let round = 0; round < (bench.isQuick ? 3 : 7); round++) {
    cold.push(await ours.visitNew());
    bareCold.push(await bare.visitNew());
    again.push(await ours.visitKnown());
    bareAgain.push(await bare.visitKnown());
  }
  const where = `on ${LINE.kilobits} kbit/s with ${LINE.roundTripMs} ms a round trip and a ${SLOWER} times slower processor`;
  return [
    row(`Cold start of the calendar, ${where}`, 2.5, cold, bareCold, 'a page of as many bytes that draws plain buttons'),
    row('The same again, on a device that was here before', 0.8, again, bareAgain, 'that page from the browser’s cache'),
  ];
};
/** A slow line to a port. Behind it devices on which nobody has been yet, but for the session's cookie, and one where somebody was on a good line, `keptAfterMs` long. */
async function openSide(bench: Bench, browser: Browser, port: number, keptAfterMs: number) {
  const line = await openSlowLine(port, LINE);
  bench.endWithFigure(() => line.close());
  const url = `http://127.0.0.1:${line.port}`;
  const device = async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'uk-UA', timezoneId: 'Europe/Kyiv', baseURL: url });
    await context.addCookies([{ name: 'rytm', value: cookieOf('staff', 0).split('=')[1] ?? '', url }]);
    await context.addInitScript(PROBE);
    return context;
  };
  const known = await device();
  await visit(known, line, { staysMs: keptAfterMs });
  line.isSlow = true;
  const visitNew = async () => {
    const fresh = await device();
    const visited = await visit(fresh, line);
    await fresh.close();
    return visited;
  };
  return { visitNew, visitKnown: () => visit(known, line) };
}

/** Everything a page needs to say when it is usable: clicks the first free hour of the third day once the lessons stand there. */
const PROBE = `globalThis.usable = new Promise((usable) => {
  const marks = {};
  const afterPaint = (run) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = run; port2.postMessage(null); };
  const look = () => {
    if (!marks.lessonsMs) {
      const columns = [...document.querySelectorAll('[data-column]')];
      if (columns.length === 7 && columns.every((c) => c.querySelector('[data-lesson-id]'))) afterPaint(() => {
        if (marks.lessonsMs) return;
        marks.lessonsMs = performance.now();
        const box = document.querySelector('[data-grid]').getBoundingClientRect();
        columns[2].dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: box.left + box.width * 0.35, clientY: box.top + box.height * 13.1 / 24 }));
      });
    } else if (document.querySelector('[data-testid=lesson-form] input')) return afterPaint(() => usable({ ...marks, usableMs: performance.now(), frameMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? marks.lessonsMs }));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})`;

async function visit(context: BrowserContext, line: SlowLine, { staysMs = 0 } = {}): Promise<Visit> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const before = { ...line.passed };
  await page.goto(WEEK, { waitUntil: 'commit', timeout: 60_000 });
  const marks = await page.evaluate<Pick<Visit, 'lessonsMs' | 'usableMs' | 'frameMs'>>('usable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const metric = (name: string) => (metrics.find((m) => m.name === name)?.value ?? 0) * 1000;
  const requests = await page.evaluate<number>(`performance.getEntriesByType('resource').filter((r) => r.transferSize > 0).length + 1`);
  const visited = { ...marks, bytes: line.passed.bytes - before.bytes, connections: line.passed.connections - before.connections, requests, scriptMs: metric('ScriptDuration'), layoutMs: metric('LayoutDuration') + metric('RecalcStyleDuration') };
  if (staysMs) await sleep(staysMs);
  await page.close();
  line.cut();
  return visited;
}

const secondsOf = (visits: readonly Visit[]): number[] => visits.map((v) => v.usableMs / 1000);
function row(what: string, most: number, visits: readonly Visit[], bare: readonly Visit[], bareIs: string): Row {
  const [seconds, least] = [secondsOf(visits), secondsOf(bare)];
  const middle = (of: keyof Visit) => quantile(visits.map((v) => v[of]).sort((a, b) => a - b), 0.5);
  return {
    what, unit: 's', reach: { most }, figure: spread(seconds), ours: shown(seconds, 's'), baseline: `${shown(least, 's')} ${bareIs}`,
    notes: [
      `${shown(ratios(seconds, least), '×')} of that page. The frame of the application is painted after ${digits(middle('frameMs') / 1000)} s, the lessons after ${digits(middle('lessonsMs') / 1000)} s. ${digits(middle('bytes') / 1000)} kB in ${middle('requests')} requests on ${middle('connections')} connections, the socket's included; ${digits(middle('scriptMs'))} ms of script and ${digits(middle('layoutMs'))} ms of style and layout.`,
    ],
  };
}
