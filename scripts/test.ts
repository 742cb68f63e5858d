// The whole test run: checks, build, test files two at a time, browser journeys likewise but for some, and the count.
// With `--only PATTERN` just the files whose path contains PATTERN. Leaves no process and no temporary folder.
import fs from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { ensureWebBuilt } from '../bin/bootstrap.js';
import { StartupError } from '../src/server/startup-error.ts';
import { printCheck, runChecks, type CheckResult } from './check.ts';
import { closeBrowsers, withBrowser } from './testing/browsers.ts';
import { printFile, type FileResult } from './testing/report.ts';
import { endRunningFiles, runFile } from './testing/run-file.ts';
import { startTestServer } from './testing/test-server.ts';

const root = path.dirname(import.meta.dirname);
const limits = {
  tests: { concurrency: 2, testTimeoutMs: 60_000, fileTimeoutMs: 120_000 },
  journeys: { concurrency: 2, testTimeoutMs: 120_000, fileTimeoutMs: 300_000 },
};
/** Journeys about time, movement, lost lines or many windows: each has the machine to itself. */
const ALONE = /\/(actions|add-lesson|at-hand|crash|crowd|feel|first-run|keyboard|move-lesson|phone|race|reconnect|roles|telling|together|two-servers|windows)\.journey/;
const total = { passed: 0, failed: 0, skipped: 0 };

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupt(signal));
await main(readPattern(process.argv.slice(2)));

async function main(pattern: string | null): Promise<void> {
  const isChosen = (file: string) => pattern === null || file.includes(pattern);
  const tests = [...findFiles('src', '.test.ts'), ...findFiles('test', '.test.ts')].filter(isChosen);
  const journeys = findFiles('test/journeys', '.journey.ts').filter(isChosen);
  if (pattern === null) await runChecks(count);
  const isBuilt = pattern !== null && journeys.length === 0 ? true : build();
  if (tests.length + journeys.length === 0) console.log('No test file was found.');
  else await runOnServer(tests, isBuilt ? journeys : []);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.passed > 0 && total.failed === 0 && total.skipped === 0 ? 0 : 1;
}

function count(result: CheckResult): void {
  printCheck(result);
  total[result.isPassed ? 'passed' : 'failed'] += 1;
}

/** Journeys need what the browser gets; a build that fails counts as a failed check, one that works is no test. */
function build(): boolean {
  const startedAt = performance.now();
  const isPassed = ensureWebBuilt(process.execPath);
  if (!isPassed) count({ name: 'build of the web part', isPassed, output: 'The reason is above.', durationMs: performance.now() - startedAt });
  return isPassed;
}

async function runOnServer(tests: string[], journeys: string[]): Promise<void> {
  const server = await startServer();
  // Without a server the tests that need none still run; the others say that it is missing.
  const env = { ...process.env, RYTM_TEST_PG: server === null ? '' : JSON.stringify(server.config) };
  try {
    await runFiles(tests, limits.tests, (file) => runFile(file, { root, env, ...limits.tests }));
    const run = (file: string) => withBrowser((address) => runFile(file, { root, env: { ...env, JOURNEY_BROWSER: address }, ...limits.journeys }));
    await runFiles(journeys.filter((file) => !ALONE.test(file)), limits.journeys, run);
    await runFiles(journeys.filter((file) => ALONE.test(file)), { concurrency: 1 }, run);
  } finally {
    await closeBrowsers();
    await server?.stop();
  }
}

async function startServer(): Promise<Awaited<ReturnType<typeof startTestServer>> | null> {
  const startedAt = performance.now();
  try {
    return await startTestServer();
  } catch (error) {
    const output = error instanceof StartupError ? error.message : inspect(error);
    count({ name: 'database for the tests', isPassed: false, output, durationMs: performance.now() - startedAt });
    return null;
  }
}

async function runFiles(files: string[], { concurrency }: { concurrency: number }, run: (file: string) => Promise<FileResult>): Promise<void> {
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const result = await run(file);
      printFile(result);
      total.passed += result.passed;
      total.failed += result.failures.length;
      total.skipped += result.skipped;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

function findFiles(folder: string, ending: string): string[] {
  if (!fs.existsSync(path.join(root, folder))) return [];
  return fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending)).map((name) => path.join(folder, name)).sort();
}

function readPattern(args: string[]): string | null {
  if (args.length === 0) return null;
  const [flag, pattern] = args;
  if (flag === '--only' && pattern !== undefined && args.length === 2) return pattern;
  console.error('Usage: node bin/test.js [--only PATTERN]');
  process.exit(1);
}

/** The watchdog of the server stops it, and the folder goes with us. */
function interrupt(signal: NodeJS.Signals): void {
  endRunningFiles();
  console.error(`Interrupted by ${signal}.`);
  process.exit(1);
}
