// Runs one test file in a process group of its own, so that whatever it leaves or hangs on can be ended with it.
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { summarize, type FileResult, type ReportedEvent } from './report.ts';

const reporter = fileURLToPath(new URL('./events-reporter.ts', import.meta.url));
const keptOutputChars = 20_000;
/** After its process has ended, what still holds the file's output open is a leftover. */
const leftoverGraceMs = 1000;
const running = new Set<ChildProcess>();
let reportsFolder: string | null = null;
let reportCount = 0;

export type RunOptions = { root: string; env: NodeJS.ProcessEnv; testTimeoutMs: number; fileTimeoutMs: number };

/** Runs a file and counts what it did; a crash, a hang and a silent early exit are failures. */
export async function runFile(file: string, { root, env, testTimeoutMs, fileTimeoutMs }: RunOptions): Promise<FileResult> {
  const startedAt = performance.now();
  const report = newReportFile();
  const child = spawn(process.execPath, [
    `--test-timeout=${testTimeoutMs}`, `--test-reporter=${reporter}`, `--test-reporter-destination=${report}`, path.join(root, file),
  ], { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  const keep = (chunk: Buffer) => { output = (output + chunk.toString()).slice(-keptOutputChars); };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);

  let isHanging = false;
  const deadline = setTimeout(() => { isHanging = true; endGroup(child); }, fileTimeoutMs);
  const { code, signal } = await endOf(child);
  clearTimeout(deadline);
  endGroup(child);
  running.delete(child);
  const events = readEvents(report);
  const trouble = isHanging ? `It did not end within ${fileTimeoutMs / 1000} s and was stopped.` : troubleOf(code, signal, events);
  return summarize(file, events, trouble, performance.now() - startedAt, output);
}

/** Ends every file still running, with what it has started in its group. */
export function endRunningFiles(): void {
  for (const child of running) endGroup(child);
}

/** Outside of the file's own output, where anything may be written; the folder goes with us. */
function newReportFile(): string {
  if (reportsFolder === null) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rytm-report-'));
    process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
    reportsFolder = folder;
  }
  return path.join(reportsFolder, String((reportCount += 1)));
}

/** A last line cut short by a crash is no event. */
function readEvents(report: string): ReportedEvent[] {
  if (!fs.existsSync(report)) return [];
  const lines = fs.readFileSync(report, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as ReportedEvent); // Written by our reporter.
}

function endOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null }));
    child.once('exit', () => setTimeout(() => endGroup(child), leftoverGraceMs).unref());
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is empty, as it should be.
  }
}

function troubleOf(code: number | null, signal: NodeJS.Signals | null, events: ReportedEvent[]): string | null {
  const tests = events.filter((event) => event.kind === 'test');
  if (signal !== null) return `Its process was ended by ${signal}.`;
  if (!events.some((event) => event.kind === 'end')) return `Its process ended with code ${code} before its tests did, if it holds any.`;
  if (code !== 0 && !tests.some((test) => test.outcome === 'failed')) return `Its process ended with code ${code} although no test had failed.`;
  if (tests.length === 0) return 'It holds no test.';
  return null;
}
