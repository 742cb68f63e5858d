// A finger on the glass: the browser gets true touches, so that it scrolls, holds and swipes as on a phone.
import type { CDPSession, Page } from 'playwright-core';
import type { Point } from './calendar.ts';

export interface Finger {
  down(at: Point): Promise<void>;
  /** In steps, as a finger does it. */
  to(at: Point): Promise<void>;
  up(): Promise<void>;
}
/** Two fingers at once: down, then together to other places, then up. */
export interface TwoFingers {
  down(first: Point, second: Point): Promise<void>;
  to(first: Point, second: Point): Promise<void>;
  up(): Promise<void>;
}
const STEPS = 8;

type Touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) => Promise<unknown>;
async function glassOf(page: Page): Promise<Touch> {
  const session: CDPSession = await page.context().newCDPSession(page);
  return (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints.map((at, id) => ({ ...at, id })) });
}
const between = (from: Point, to: Point, part: number): Point => ({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });

export async function twoFingersOn(page: Page): Promise<TwoFingers> {
  const touch = await glassOf(page);
  let last: [Point, Point] = [{ x: 0, y: 0 }, { x: 0, y: 0 }];
  return {
    async down(first, second) {
      last = [first, second];
      await touch('touchStart', [first]);
      await touch('touchStart', [first, second]);
    },
    async to(first, second) {
      const from = last;
      for (let i = 1; i <= STEPS; i++) {
        last = [between(from[0], first, i / STEPS), between(from[1], second, i / STEPS)];
        await touch('touchMove', last);
      }
    },
    async up() {
      await touch('touchEnd', [last[0]]);
      await touch('touchEnd', []);
    },
  };
}
export async function fingerOn(page: Page): Promise<Finger> {
  const touch = await glassOf(page);
  let last: Point = { x: 0, y: 0 };
  return {
    async down(at) {
      last = at;
      await touch('touchStart', [at]);
    },
    async to(at) {
      const from = last;
      for (let i = 1; i <= STEPS; i++) {
        last = between(from, at, i / STEPS);
        await touch('touchMove', [last]);
      }
    },
    async up() { await touch('touchEnd', []); },
  };
}
