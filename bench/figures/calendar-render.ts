// A week of 60, 500 and 3,000 lessons in our grid with the real client and store, against the same boxes as plain DOM in the same page:
// the first render, one change by somebody else, and a frame of a drag under ten changes a second.
import type { Page } from 'playwright-core';
import { openBrowser, openPage } from '../browser.ts';
import { digits, shown, type Figure, type Row } from '../figure.ts';
import { quantile, ratios, spread } from '../stats.ts';

/** Boxes: beyond what fits side by side, lessons stand behind a "+N" of each hour. */
const WEEKS = [{ lessons: 60, boxes: 60 }, { lessons: 500, boxes: 500 }, { lessons: 3000, boxes: 504 }];
const SIDES = ['ours', 'bare'] as const;
type Times = Record<(typeof SIDES)[number], { render: number[]; update: number[]; drag: number[]; worst: number[] }>;
const noTimes = () => ({ render: [], update: [], drag: [], worst: [] });

export const calendarRender: Figure = async (bench) => {
  const page = await openPage(bench, await openBrowser(bench), 'browser/own-page.ts');
  const rounds = bench.isQuick ? 3 : 7;
  const rows: Row[] = [];
  for (const { lessons, boxes } of WEEKS) {
    const times: Times = { ours: noTimes(), bare: noTimes() };
    // The first round warms both up.
    for (let round = 0; round <= rounds; round++) {
      const places = [];
      for (const side of round % 2 ? SIDES : SIDES.toReversed()) {
        const measured = await measure(page, `'${side}', 'week${lessons}'`, boxes);
        places.push(measured.places);
        if (round) for (const what of ['render', 'update', 'drag', 'worst'] as const) times[side][what].push(measured[what]);
      }
      if (places[0] !== places[1]) throw new Error(`the boxes of ${lessons} lessons stand elsewhere than the bare ones`);
    }
    rows.push(...rowsOf(lessons, boxes, times));
  }
  await page.context().close();
  return rows;
};

async function measure(page: Page, side: string, boxes: number) {
  await page.evaluate(`bench.clear('ours'), bench.clear('bare')`);
  const render = await page.evaluate<number>(`bench.render(${side}, ${boxes})`);
  const update = await page.evaluate<number>(`bench.update(${side})`);
  const frames = (await page.evaluate<number[]>(`bench.drag(${side})`)).sort((a, b) => a - b);
  const places = await page.evaluate<string>(`bench.places(${side}).join()`);
  return { render, update, drag: frames.reduce((sum, ms) => sum + ms, 0) / frames.length, worst: quantile(frames, 0.95), places };
}
function rowsOf(lessons: number, boxes: number, { ours, bare }: Times): Row[] {
  const row = (what: string, of: 'render' | 'update' | 'drag', notes: string[] = []): Row => ({
    what, unit: '×', reach: { most: 1.5 }, figure: spread(ratios(ours[of], bare[of])), ours: shown(ours[of], 'ms'), baseline: `${shown(bare[of], 'ms')} bare DOM`, notes,
  });
  const week = `Week of ${lessons.toLocaleString('en')} lessons`;
  return [
    row(`${week}, first render`, 'render', boxes < lessons ? [`${boxes} of them are boxes, the others wait behind a "+N" of their hour, on both sides.`] : []),
    row(`${week}, one lesson moved by somebody else`, 'update'),
    row(`${week}, a frame of a drag under ten such changes a second`, 'drag', [`The mean of the frames. p95: ours ${shown(ours.worst, 'ms')}, bare ${shown(bare.worst, 'ms')}; a screen of 60 Hz has ${digits(1000 / 60)} ms.`]),
  ];
}
