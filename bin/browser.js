// Finds a Chromium for journeys and figures, or gets one. Plain JavaScript for Node 20 and newer.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fail, resolvePackage, root } from './bootstrap.js';

/** Chromium without its own windows: draws the same, and journeys are quicker in it. */
const SHELL = 'chromium-headless-shell';
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPlaces = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** Path of a browser for the tests; null when the chosen ones (`--only PATTERN`) need none. Ends with a sentence when there is none to be had. @param {string[]} args */
export function ensureBrowser(args) {
  return needsBrowser(args) ? ensureOneOf([SHELL, ...names]) : null;
}
/** Path of a browser as people have it, for figures. */
export function ensureWholeBrowser() {
  return ensureOneOf(names);
}

/** @param {string[]} wanted names, the best first @returns {string} */
function ensureOneOf(wanted) {
  const found = findBrowser(wanted) ?? installBrowser(wanted);
  if (found === null) fail('Chromium is needed and could not be installed: install it, or set CHROMIUM_PATH to one.');
  return found;
}

/** @param {string[]} args */
function needsBrowser(args) {
  const folder = path.join(root, 'test', 'journeys');
  const journeys = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.journey.ts')) : [];
  const pattern = args[args.indexOf('--only') + 1];
  const isSubset = args.includes('--only') && pattern !== undefined;
  return journeys.some((name) => !isSubset || `test/journeys/${name}`.includes(pattern));
}

/** @param {string[]} wanted @returns {string | null} */
function findBrowser(wanted) {
  const { CHROMIUM_PATH: given } = process.env;
  if (given) return fs.existsSync(given) ? given : fail(`CHROMIUM_PATH names ${given}, and there is nothing there.`);
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const onPath = wanted.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const inHome = macPlaces.map((place) => path.join(os.homedir(), place));
  return [...onPath, ...macPlaces, ...inHome, playwrightBrowser()].find((file) => file !== null && fs.existsSync(file)) ?? null;
}

/** Where playwright keeps the browser it installs. @returns {string | null} */
function playwrightBrowser() {
  const ask = 'process.stdout.write(require(process.argv[1]).chromium.executablePath())';
  const { status, stdout } = spawnSync(process.execPath, ['-e', ask, resolvePackage('playwright-core')], { encoding: 'utf8' });
  return status === 0 && stdout !== '' ? stdout : null;
}

/** @param {string[]} wanted @returns {string | null} */
function installBrowser(wanted) {
  process.stderr.write('Installing Chromium, which happens once…\n');
  if (process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = (/** @type {string | undefined} */ name) => `apt-get install -y -qq --no-install-recommends ${name}`;
    spawnSync('/bin/sh', ['-c', `apt-get update -qq && { ${install(wanted[0])} || ${install('chromium')}; }`], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const found = findBrowser(wanted);
    if (found !== null) return found;
  }
  const cli = path.join(path.dirname(resolvePackage('playwright-core')), 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  return findBrowser(wanted);
}
