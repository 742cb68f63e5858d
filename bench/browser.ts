// A browser for the figures, and the pages it opens: built for the run, served from its folder without a server.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { ensureWholeBrowser } from '../bin/browser.js';
import type { Bench } from './setup.ts';

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--js-flags=--expose-gc'];
/** A wide screen of a desk. */
export const SCREEN = { width: 1920, height: 1080 };
const ORIGIN = 'http://localhost:1';
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

/** Closes with the figure. */
export async function openBrowser(bench: Bench): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: ensureWholeBrowser(), args: ARGS });
  bench.endWithFigure(() => browser.close());
  return browser;
}

/** Builds a script of this folder with what it imports, as the product is built, and opens it. Resolves when it has offered `bench`. */
export async function openPage(bench: Bench, browser: Browser, entry: string): Promise<Page> {
  const folder = path.join(bench.folder, entry.replaceAll(/\W/g, '-'));
  await build({
    configFile: false, logLevel: 'error', root: fileURLToPath(new URL('.', import.meta.url)), publicDir: false,
    // Classes by the names of their components: the bare boxes wear the same. Libraries are taken as they are shipped.
    plugins: entry.startsWith('libraries/') ? [] : [svelte({ configFile: false, compilerOptions: { runes: true, cssHash: ({ name }) => `s-${name}` } })],
    build: {
      outDir: folder, emptyOutDir: true, target: 'es2023', modulePreload: { polyfill: false }, assetsInlineLimit: 0, reportCompressedSize: false, cssCodeSplit: false,
      rolldownOptions: { input: fileURLToPath(new URL(entry, import.meta.url)), output: { entryFileNames: 'page.js', assetFileNames: 'page[extname]' } },
    },
  });
  fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html><html lang="uk"><meta charset="utf-8"><style>body { margin: 0; font: 14px system-ui }</style><link rel="stylesheet" href="/page.css"><body><div id="app" style="height:100vh"></div><script type="module" src="/page.js"></script></body></html>');
  const context = await browser.newContext({ viewport: SCREEN, locale: 'uk-UA', timezoneId: 'Europe/Kyiv', colorScheme: 'light', serviceWorkers: 'block' });
  await context.route(`${ORIGIN}/**`, (route) => {
    const file = path.join(folder, new URL(route.request().url()).pathname.replace(/\/$/, '/index.html'));
    if (!fs.existsSync(file)) return route.fulfill({ status: 404 });
    // Isolated pages have a clock of microseconds.
    return route.fulfill({ path: file, contentType: TYPES[path.extname(file)] ?? 'application/octet-stream', headers: { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' } });
  });
  const page = await context.newPage();
  const failed = new Promise<never>((_, reject) => page.on('pageerror', reject));
  await page.goto(`${ORIGIN}/`);
  await Promise.race([page.waitForFunction('globalThis.bench'), failed]);
  return page;
}
