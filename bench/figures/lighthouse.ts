// What Lighthouse says of the sign-in and of the calendar: its own folder, installed when this figure is first asked for.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext } from 'playwright-core';
import { ensureWebBuilt } from '../../bin/bootstrap.js';
import { ensureWholeBrowser } from '../../bin/browser.js';
import { cookieOf } from '../data.ts';
import { shown, type Figure, type Row } from '../figure.ts';
import { startServer, type Bench } from '../setup.ts';
import { spread } from '../stats.ts';
import { insertWeek, WEEK } from '../week.ts';

const folder = fileURLToPath(new URL('../lighthouse', import.meta.url));
const ROUNDS = { quick: 1, whole: 3 } as const;
const ONE_RUN_MS = 120_000;
/** As Lighthouse has them: a slow phone on a slow line (simulated, the standard), and a desk. */
const DEVICES = [{ name: 'phone', flags: [] }, { name: 'desk', flags: ['--preset=desktop'] }] as const;

/** The part of its report that is read here. Scores are 0 … 1. */
interface Report {
  categories: Record<'performance' | 'accessibility' | 'best-practices', { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; displayValue?: string }>;
  /** How quick the machine was at that moment: with others at work on it a phone is simulated slower than it is. */
  environment: { benchmarkIndex: number };
}
interface Page { name: string; at: string; isSignedIn: boolean }
const PAGES: readonly Page[] = [{ name: 'sign-in', at: '/sign-in', isSignedIn: false }, { name: 'calendar', at: `/?view=week&date=${WEEK.firstDay}`, isSignedIn: true }];

export const lighthouse: Figure = async (bench) => {
  if (!ensureWebBuilt(process.execPath)) throw new Error('the web part could not be built');
  await install();
  const server = await startServer(await bench.database('week', WEEK, insertWeek));
  const origin = `http://localhost:${server.port}`;
  const rows: Row[] = [];
  for (const page of PAGES) {
    const { browser, port } = await openBrowser(bench, page.name);
    try {
      const [name = '', value = ''] = cookieOf('staff', 0).split('=');
      if (page.isSignedIn) await browser.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Strict' }]);
      rows.push(...await rowsOf(page, bench, (flags) => report(`${origin}${page.at}`, port, flags)));
    } finally {
      await browser.close();
    }
  }
  await server.stop();
  return rows;
};

async function rowsOf({ name }: Page, bench: Bench, run: (flags: readonly string[]) => Promise<Report>): Promise<Row[]> {
  const all: Report[] = [];
  const rows: Row[] = [];
  for (const device of DEVICES) {
    const reports: Report[] = [];
    for (let i = 0; i < (bench.isQuick ? ROUNDS.quick : ROUNDS.whole); i++) reports.push(await run(device.flags));
    const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'].map((id) => `${id.replaceAll('-', ' ')} ${reports[0]?.audits[id]?.displayValue ?? '—'}`);
    rows.push(row(`Lighthouse, performance of the ${name} on a ${device.name}`, reports.map((r) => points(r, 'performance')), 95, [`In the first run: ${times.join(', ')}. Benchmark index of the machine: ${shown(reports.map((r) => r.environment.benchmarkIndex), '')}.`]));
    all.push(...reports);
  }
  const least = all.map((r) => Math.min(points(r, 'accessibility'), points(r, 'best-practices')));
  const missed = [...new Set(all.flatMap(missedOf))];
  return [...rows, row(`Lighthouse, accessibility and best practices of the ${name}, the lower one`, least, 100, missed.length ? [`Missed: ${missed.join(', ')}.`] : [])];
}
function row(what: string, values: number[], least: number, notes: string[]): Row {
  return { what, unit: 'points', reach: { least }, figure: spread(values), ours: `${spread(values).median} points`, baseline: '—', notes };
}
const points = (r: Report, category: keyof Report['categories']) => Math.round(r.categories[category].score * 100);
const missedOf = (r: Report) => (['accessibility', 'best-practices'] as const).flatMap((c) => r.categories[c].auditRefs.filter(({ id, weight }) => weight > 0 && r.audits[id]?.score === 0).map(({ id }) => id));

/** A browser in which nobody has been yet, with the port by which Lighthouse takes it over. */
async function openBrowser(bench: Bench, name: string): Promise<{ browser: BrowserContext; port: number }> {
  const port = await freePort();
  const executablePath = ensureWholeBrowser();
  const browser = await chromium.launchPersistentContext(path.join(bench.folder, `browser-${name}`), { executablePath, args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${port}`] });
  return { browser, port };
}
const freePort = () => new Promise<number>((done) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => done(typeof address === 'object' && address ? address.port : 0));
  });
});

async function report(url: string, port: number, flags: readonly string[]): Promise<Report> {
  const cli = path.join(folder, 'node_modules', 'lighthouse', 'cli', 'index.js');
  const text = await output(process.execPath, [
    cli, url, `--port=${port}`, '--output=json', '--output-path=stdout', '--quiet', '--no-enable-error-reporting', '--only-categories=performance,accessibility,best-practices', ...flags,
  ]);
  return JSON.parse(text) as Report; // what Lighthouse promises
}
/** Installed anew when the lock file is another one. */
async function install(): Promise<void> {
  const stamp = path.join(folder, 'node_modules', '.rytm-lock');
  const wanted = fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  await output('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  fs.writeFileSync(stamp, wanted);
}
function output(command: string, args: readonly string[]): Promise<string> {
  // The Node of node_modules/.bin goes away while npm works, so npm must not be run by it.
  const { PATH = '', ...env } = process.env;
  const paths = PATH.split(path.delimiter).filter((place) => !place.includes('node_modules'));
  const child = spawn(command, args, { cwd: folder, env: { ...env, PATH: paths.join(path.delimiter) }, stdio: ['ignore', 'pipe', 'inherit'], timeout: ONE_RUN_MS });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => (code === 0 ? done(said) : failed(new Error(`${path.basename(command)} ${args[0]} ended with ${code}: ${said.slice(-500)}`))));
  });
}
