// Finds a Chromium for the journeys, or gets one. Plain JavaScript for Node 20 and newer.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fail, resolvePackage, root } from './bootstrap.js';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPlaces = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** Path of a browser; null when the chosen tests (`--only PATTERN`) need none. Ends with a sentence when there is none to be had. @param {string[]} args */
export function ensureBrowser(args) {
  if (!needsBrowser(args)) return null;
  const found = findBrowser() ?? installBrowser();
  if (found === null) fail('The browser tests need Chromium, which could not be installed: install it, or set CHROMIUM_PATH to one.');
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

/** @returns {string | null} */
function findBrowser() {
  const { CHROMIUM_PATH: given } = process.env;
  if (given) return fs.existsSync(given) ? given : fail(`CHROMIUM_PATH names ${given}, and there is nothing there.`);
  const onPath = (process.env.PATH ?? '').split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
  const inHome = macPlaces.map((place) => path.join(os.homedir(), place));
  return [...onPath, ...macPlaces, ...inHome, playwrightBrowser()].find((file) => file !== null && fs.existsSync(file)) ?? null;
}

/** Where playwright keeps the browser it installs. @returns {string | null} */
function playwrightBrowser() {
  const ask = 'process.stdout.write(require(process.argv[1]).chromium.executablePath())';
  const { status, stdout } = spawnSync(process.execPath, ['-e', ask, resolvePackage('playwright-core')], { encoding: 'utf8' });
  return status === 0 && stdout !== '' ? stdout : null;
}

/** @returns {string | null} */
function installBrowser() {
  process.stderr.write('Installing Chromium for the browser tests, which happens once…\n');
  if (process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('/bin/sh', ['-c', 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const found = findBrowser();
    if (found !== null) return found;
  }
  const cli = path.join(path.dirname(resolvePackage('playwright-core')), 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  return findBrowser();
}
