// How the browser of the journeys is started, by a run for many of them or by one journey for itself.
import type { LaunchOptions } from 'playwright-core';
import { ensureBrowser } from '../../bin/browser.js';

/** The last two: letters are placed alike whatever the machine's settings. */
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none', '--disable-lcd-text'];

export const browserOptions = (): LaunchOptions => ({ executablePath: process.env.CHROMIUM_PATH ?? ensureBrowser([]) ?? '', args: ARGS });
