// The same lessons in our calendar and in two libraries, in turns, each in a page of its own: first render, and one lesson moved
// through what each takes changes by. Pages, frames and clock are the same for all.
import type { Page } from 'playwright-core';
import { openBrowser, openPage } from '../browser.ts';
import { shown, type Figure, type Row } from '../figure.ts';
import { ensureLibraries, versionOf } from '../installed.ts';
import { ratios, spread } from '../stats.ts';

const WEEK = 500;
const MONTH = 800;
interface Side { name: string; who: 'ours' | 'library'; page: Page; week: number[]; update: number[]; month: number[] | null; monthBoxes: number }

export const calendarLibraries: Figure = async (bench) => {
  ensureLibraries();
  const browser = await openBrowser(bench);
  const side = async (name: string, who: Side['who'], entry: string, month: number[] | null): Promise<Side> => ({ name, who, page: await openPage(bench, browser, entry), week: [], update: [], month, monthBoxes: 0 });
  const ours = await side('ours', 'ours', 'browser/own-page.ts', []);
  const event = await side(`EventCalendar ${versionOf('@event-calendar/core')}`, 'library', 'libraries/event-calendar.ts', null);
  const full = await side(`FullCalendar ${versionOf('fullcalendar')}`, 'library', 'libraries/full-calendar.ts', []);
  for (let round = 0; round <= (bench.isQuick ? 3 : 7); round++) {
    for (const one of [ours, event, full]) await measure(one, round);
  }
  await browser.close();
  return [
    ...[event, full].map((theirs) => row(`Week of ${WEEK} lessons, first render`, 0.6, ours.week, theirs.week, theirs.name)),
    ...[event, full].map((theirs) => row(`Week of ${WEEK} lessons, one of them moved`, 0.3, ours.update, theirs.update, theirs.name)),
    row(`Month of ${MONTH} lessons, first render`, 0.8, ours.month ?? [], full.month ?? [], full.name, [`As many as fit into a day, the others behind a "+N": ours shows ${ours.monthBoxes}, ${full.name} ${full.monthBoxes}.`]),
  ];
};

async function measure(side: Side, round: number): Promise<void> {
  const { page, who } = side;
  await page.bringToFront();
  const week = await page.evaluate<number>(`bench.render('${who}', 'week${WEEK}', ${WEEK})`);
  const update = await page.evaluate<number>(`bench.update('${who}', 'week${WEEK}')`);
  if (side.month) {
    // The first round, which warms up, finds out how many boxes a month has here.
    const boxes = round ? await page.evaluate<number>('globalThis.monthBoxes') : null;
    const month = await page.evaluate<number>(`bench.render('${who}', 'month${MONTH}', ${boxes})`);
    if (round) side.month.push(month);
    else side.monthBoxes = await settled(page, who);
  }
  await page.evaluate(`bench.clear('${who}')`);
  if (!round) return;
  side.week.push(week);
  side.update.push(update);
}
/** Boxes in sight when nothing more is coming. */
async function settled(page: Page, who: string): Promise<number> {
  await page.waitForTimeout(300);
  await page.evaluate(`globalThis.monthBoxes = bench.count('${who}')`);
  return page.evaluate<number>(`[...document.querySelectorAll('[data-lesson-id], .bench-lesson')].filter((box) => box.checkVisibility({ visibilityProperty: true })).length`);
}
const row = (what: string, most: number, ours: number[], theirs: number[], name: string, notes: string[] = []): Row =>
  ({ what: `${what}, against ${name.split(' ')[0]}`, unit: '×', reach: { most }, figure: spread(ratios(ours, theirs)), ours: shown(ours, 'ms'), baseline: `${shown(theirs, 'ms')} ${name}`, notes });
