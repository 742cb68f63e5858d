// A finger on the glass: the browser gets true touches, so that it scrolls, holds and swipes as on a phone.
import type { CDPSession, Page } from 'playwright-core';
import type { Point } from './calendar.ts';

export interface Finger {
  down(at: Point): Promise<void>;
  /** In steps, as a finger does it. */
  to(at: Point): Promise<void>;
  up(): Promise<void>;
}
const STEPS = 8;

export async function fingerOn(page: Page): Promise<Finger> {
  const session: CDPSession = await page.context().newCDPSession(page);
  let last: Point = { x: 0, y: 0 };
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  return {
    async down(at) {
      last = at;
      await touch('touchStart', [at]);
    },
    async to(at) {
      const from = last;
      for (let i = 1; i <= STEPS; i++) {
        last = { x: from.x + ((at.x - from.x) * i) / STEPS, y: from.y + ((at.y - from.y) * i) / STEPS };
        await touch('touchMove', [last]);
      }
    },
    async up() { await touch('touchEnd', []); },
  };
}
