// The page of the design system, built aside and served to a window without a server.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Page } from 'playwright-core';
import { build } from 'vite';

export const DESIGN = 'http://design.example';
const root = path.join(import.meta.dirname, '../..');
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** Gives the folder it lies in, which goes with the file's tests. Call it at the top of a file. */
export async function buildDesignPage(): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rytm-design-'));
  after(() => fs.rmSync(folder, { recursive: true, force: true }));
  await build({
    root, configFile: false, plugins: [svelte()], publicDir: false, logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, minify: false, reportCompressedSize: false, rolldownOptions: { input: path.join(root, 'design.html') } },
  });
  return folder;
}
/** Answers for DESIGN from that folder. */
export async function serveDesignPage(page: Page, folder: string): Promise<void> {
  await page.route(`${DESIGN}/**`, (route) => {
    const file = path.join(folder, new URL(route.request().url()).pathname);
    return fs.existsSync(file) ? route.fulfill({ path: file, contentType: TYPES[path.extname(file)] ?? 'application/octet-stream' }) : route.fulfill({ status: 404 });
  });
}
