// JavaScript a browser loads before sign-in, and until the calendar stands: the built files' own imports, followed.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ensureWebBuilt } from '../../bin/bootstrap.js';
import type { Figure, Row } from '../figure.ts';
import { spread } from '../stats.ts';

const web = fileURLToPath(new URL('../../dist/web', import.meta.url));
/** Parts that are loaded on demand, by the names of their components, in the order in which one asks for the next. */
const BEFORE_SIGN_IN = ['Gate', 'SignInForm'];
const CALENDAR = ['Shell', 'Calendar'];

export const scriptBytes: Figure = async () => {
  if (!ensureWebBuilt(process.execPath)) throw new Error('the web part could not be built');
  const row = (what: string, parts: readonly string[], most: number): Row => {
    const files = loadedWith(parts);
    const bytes = files.map((file) => gzipSync(fs.readFileSync(path.join(web, file)), { level: 9 }).length);
    const kilobytes = bytes.reduce((a, b) => a + b, 0) / 1000;
    return {
      what, unit: 'kB', reach: { most }, figure: spread([kilobytes]), ours: `${kilobytes.toFixed(1)} kB`, baseline: '—',
      notes: [`${files.length} files: ${files.map((file, i) => `${path.basename(file).replace(/-[\w-]{8}\.js$/, '')} ${((bytes[i] ?? 0) / 1000).toFixed(1)}`).join(', ')}.`],
    };
  };
  return [row('JavaScript before sign-in, gzipped', BEFORE_SIGN_IN, 30), row('JavaScript of the whole calendar, gzipped', CALENDAR, 110)];
};

/** The entry with what it imports, and the named parts with what they import; files relative to the web folder. */
function loadedWith(parts: readonly string[]): string[] {
  const html = fs.readFileSync(path.join(web, 'index.html'), 'utf8');
  const entries = [...html.matchAll(/<script[^>]+src="\/([^"]+\.js)"/g)].map(([, file]) => file ?? '');
  const loaded = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    const text = fs.readFileSync(path.join(web, file), 'utf8');
    const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => path.posix.join(path.posix.dirname(file), name ?? ''));
    waiting.push(...found(/(?:from|import)\s*["'`](\.\/[^"'`]+\.js)["'`]/g));
    const isNamed = (name: string) => parts.some((part) => path.basename(name).startsWith(`${part}-`));
    waiting.push(...found(/import\(\s*["'`](\.\/[^"'`]+\.js)["'`]\s*\)/g).filter(isNamed));
  }
  for (const part of parts.slice(0, 1)) if (![...loaded].some((file) => path.basename(file).startsWith(`${part}-`))) throw new Error(`no part of the build is called ${part}`);
  return [...loaded];
}
