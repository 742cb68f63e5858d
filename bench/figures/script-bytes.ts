// JavaScript a browser loads before sign-in, and until the calendar stands: the built files' own imports, followed.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ensureWebBuilt } from '../../bin/bootstrap.js';
import type { Figure, Row } from '../figure.ts';
import { spread } from '../stats.ts';

const web = fileURLToPath(new URL('../../dist/web', import.meta.url));
/** Components that are loaded on demand, from the entry on: each page before sign-in, and the calendar of somebody signed in. */
const BEFORE_SIGN_IN = [['gate', 'SignIn'], ['gate', 'Setup'], ['gate', 'Invite']];
const CALENDAR = ['early', 'app'];

export const scriptBytes: Figure = async () => {
  if (!ensureWebBuilt(process.execPath)) throw new Error('the web part could not be built');
  const pages = BEFORE_SIGN_IN.map(loadedWith).sort((a, b) => kilobytesOf(b) - kilobytesOf(a));
  const calendar = loadedWith(CALENDAR);
  const later = partsOf(calendar.find((file) => isPart(file, 'app')) ?? '');
  return [
    row('JavaScript before sign-in, gzipped', pages[0] ?? [], 30, `The largest of its pages; the others take ${pages.slice(1).map((files) => kilobytesOf(files).toFixed(1)).join(' and ')} kB.`),
    row('JavaScript of the whole calendar, gzipped', calendar, 110, `Until it is on screen for an owner. With all that it opens on demand (${later.join(', ')}): ${kilobytesOf(loadedWith([...CALENDAR, ...later])).toFixed(1)} kB.`),
  ];
};
function row(what: string, files: readonly string[], most: number, note: string): Row {
  const kilobytes = kilobytesOf(files);
  const listed = files.map((file) => `${nameOf(file)} ${kilobytesOf([file]).toFixed(1)}`).join(', ');
  return { what, unit: 'kB', reach: { most }, figure: spread([kilobytes]), ours: `${kilobytes.toFixed(1)} kB`, baseline: '—', notes: [`${note} ${files.length} files: ${listed}.`] };
}
const kilobytesOf = (files: readonly string[]) => files.reduce((sum, file) => sum + gzipSync(fs.readFileSync(path.join(web, file)), { level: 9 }).length, 0) / 1000;
/** Name without the hash of its content. */
const nameOf = (file: string) => path.basename(file).replace(/-[\w-]{8}\.js$/, '');
const isPart = (file: string, part: string) => nameOf(file) === part;

/** The entry with what it imports, and the named parts with what they import; files relative to the web folder. */
function loadedWith(parts: readonly string[]): string[] {
  const html = fs.readFileSync(path.join(web, 'index.html'), 'utf8');
  const waiting = [...html.matchAll(/<script[^>]+src="\/([^"]+\.js)"/g)].map(([, file]) => file ?? '');
  const loaded = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    waiting.push(...imports(file, STATIC), ...imports(file, DYNAMIC).filter((name) => parts.some((part) => isPart(name, part))));
  }
  for (const part of parts) if (![...loaded].some((file) => isPart(file, part))) throw new Error(`nothing in the build is called ${part}`);
  return [...loaded];
}
const STATIC = /(?:from|import)\s*["'`](\.\/[^"'`]+\.js)["'`]/g;
const DYNAMIC = /import\(\s*["'`](\.\/[^"'`]+\.js)["'`]\s*\)/g;
const imports = (file: string, pattern: RegExp) => [...fs.readFileSync(path.join(web, file), 'utf8').matchAll(pattern)].map(([, name]) => path.posix.join(path.posix.dirname(file), name ?? ''));
const partsOf = (file: string) => [...new Set(imports(file, DYNAMIC).map(nameOf))].sort();
