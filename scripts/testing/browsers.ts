// Browsers of a run: one for each file that runs at a time, lent to journey after journey, since a start costs seconds of a processor.
import { chromium, type BrowserServer } from 'playwright-core';
import { browserOptions } from '../../test/journeys/browser-options.ts';

/** Each lent to one file at a time, so that no two share a clipboard. */
const idle: BrowserServer[] = [];

/** Runs `use` with the address of a browser, for `JOURNEY_BROWSER`; without one when none starts, which the journey then says itself. One that has ended is not lent again. */
export async function withBrowser<T>(use: (address: string) => Promise<T>): Promise<T> {
  const browser = idle.pop() ?? await chromium.launchServer(browserOptions()).catch(() => null);
  try {
    return await use(browser?.wsEndpoint() ?? '');
  } finally {
    if (browser?.process().exitCode === null && browser.process().signalCode === null) idle.push(browser);
  }
}

export async function closeBrowsers(): Promise<void> {
  await Promise.all(idle.splice(0).map((browser) => browser.close()));
}
