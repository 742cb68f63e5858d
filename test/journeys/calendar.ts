// Hands and eyes in the calendar: where a lesson stands on a screen, and how it is taken, carried and put down.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { eventually, painted, PATIENCE_MS } from './stage.ts';

interface Box { x: number; y: number; width: number; height: number }
export interface Point { x: number; y: number }
/** A lesson in the hand of the mouse. */
export interface Held {
  /** Carries it over a column (`2026-11-24`, or `2026-11-24/7` where trainers stand side by side), to begin at `time`. */
  over(column: string, time: string): Promise<void>;
  drop(): Promise<void>;
}
const TILE = (id: number) => `[data-lesson-id="${id}"]:not([data-continuation])`;
const GRID = '[data-grid]';

export const tileOf = (page: Page, id: number): Locator => page.locator(TILE(id));
export const ghost = (page: Page): Locator => page.locator('[data-ghost]');
/** The message that follows an action. */
export const message = (page: Page, text?: string | RegExp): Locator => page.locator('[popover] .toast', text === undefined ? {} : { hasText: text });
export const form = (page: Page): Locator => page.getByTestId('lesson-form');
export const panel = (page: Page): Locator => page.getByTestId('lesson-panel');
export const banner = (page: Page, text: string | RegExp): Locator => page.getByRole('status').filter({ hasText: text }).first();
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** What a screen reader says of a lesson, once it is there. */
export const labelOf = async (page: Page, id: number): Promise<string> => (await tileOf(page, id).first().getByRole('img').getAttribute('aria-label')) ?? '';
/** Column and time of a lesson as a person and a screen reader find them: '2026-11-24 10:00–10:55'. */
export const placeOf = (page: Page, id: number): Promise<string> => page.evaluate<string>(`(() => {
  const tile = document.querySelector('${TILE(id)}');
  return tile ? tile.closest('[data-key]').dataset.key + ' ' + (tile.querySelector('[aria-label]')?.getAttribute('aria-label') ?? tile.textContent).trim().split(',')[0] : 'not there';
})()`);
/** Waits until the lesson stands there, in every window given. */
export async function standsAt(pages: Page | readonly Page[], id: number, place: string, withinMs = PATIENCE_MS): Promise<void> {
  await Promise.all([pages].flat().map((page) => eventually(async () => assert.equal(await placeOf(page, id), place), withinMs)));
}

/** Scrolls so that this time stands in the middle of the window. */
export async function scrollTo(page: Page, time: string): Promise<void> {
  await page.locator(GRID).waitFor(); // another view may still be on its way out
  await page.evaluate(`(() => {
    const grid = document.querySelector('${GRID}');
    const scroller = grid.closest('[data-head-height]');
    const y = grid.getBoundingClientRect().top + grid.getBoundingClientRect().height * ${minuteOf(time)} / 1440;
    scroller.scrollBy(0, y - (scroller.getBoundingClientRect().top + scroller.clientHeight / 2));
  })()`);
}
/** Waits until nothing is scrolled any more, by a finger that has flung it or by the page. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(`new Promise((done) => {
    const scroller = document.querySelector('[data-head-height]');
    let [top, still] = [scroller.scrollTop, 0];
    const look = () => {
      still = scroller.scrollTop === top ? still + 1 : 0;
      top = scroller.scrollTop;
      if (still < 20) requestAnimationFrame(look);
      else done();
    };
    look();
  })`);
}
/** Where a time of a column is in the window. */
export async function pointAt(page: Page, column: string, time: string): Promise<Point> {
  const grid = await boxOf(page.locator(GRID));
  const box = await boxOf(page.locator(`[data-key="${column}"]`));
  return { x: box.x + box.width / 2, y: grid.y + (grid.height * minuteOf(time)) / 1440 };
}
/** Clicks a time of a column in which nothing stands. */
export async function clickTime(page: Page, column: string, time: string): Promise<void> {
  await scrollTo(page, time);
  const { x, y } = await pointAt(page, column, time);
  await page.mouse.click(x, y);
}

/** Takes a lesson, or one of its edges, with the mouse and pulls it a little. */
export async function take(page: Page, id: number, { by = 'middle', toward }: { by?: 'middle' | 'top' | 'bottom'; toward?: string } = {}): Promise<Held> {
  const startTime = await eventually(async () => {
    const place = await placeOf(page, id);
    assert.notEqual(place, 'not there');
    return place.split(' ')[1]?.slice(0, 5) ?? '';
  });
  await scrollTo(page, middleOf(startTime, toward ?? startTime));
  const tile = await boxOf(tileOf(page, id));
  const at = { x: tile.x + Math.min(tile.width / 2, 60), y: by === 'middle' ? tile.y + tile.height / 2 : by === 'top' ? tile.y + 2 : tile.y + tile.height - 3 };
  const grabbedMin = (by === 'bottom' ? tile.y + tile.height + 2 : tile.y) - at.y;
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 2, at.y + 5, { steps: 2 });
  await ghost(page).waitFor();
  return {
    async over(column, time) {
      // Near an edge the grid scrolls under the hand, which follows the place it means.
      for (;;) {
        const { x, y } = await pointAt(page, column, time);
        await page.mouse.move(x, y - grabbedMin, { steps: 6 });
        await painted(page);
        const now = await pointAt(page, column, time);
        if (Math.hypot(now.x - x, now.y - y) <= 1) return;
      }
    },
    drop: () => page.mouse.up(),
  };
}
/** Carries a lesson over a column to begin at that time, and lets go. */
export async function drag(page: Page, id: number, column: string, time: string): Promise<void> {
  const held = await take(page, id, { toward: time });
  await held.over(column, time);
  await held.drop();
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  assert.ok(box, 'it is not in the window');
  return box;
}
function middleOf(a: string, b: string): string {
  const minute = Math.round((minuteOf(a) + minuteOf(b)) / 2);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
