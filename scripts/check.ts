// The type checks: TypeScript 7 over the server's side, svelte-check over the browser's. Run alone by `npm run check`.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export type CheckResult = { name: string; isPassed: boolean; output: string; durationMs: number };

const root = path.dirname(import.meta.dirname);

/** Runs every check at once and reports each as it ends. */
export async function runChecks(onResult: (result: CheckResult) => void): Promise<CheckResult[]> {
  const tsc = (name: string, project: string) => check(name, '@typescript/native/bin/tsc', ['--noEmit', '-p', project, '--pretty', 'false']);
  const checks = [tsc('types of server, contract, domain and tests', 'tsconfig.json')];
  if (fs.existsSync(path.join(root, 'src', 'web'))) {
    checks.push(tsc("types of the web part's tests", 'tsconfig.web-test.json'), check('types and markup of the web part', 'svelte-check/bin/svelte-check', [
      '--tsconfig', 'tsconfig.web.json', '--fail-on-warnings', '--output', 'human', '--no-color']));
  }
  for (const pending of checks) void pending.then(onResult);
  return Promise.all(checks);
}

function check(name: string, tool: string, args: string[]): Promise<CheckResult> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'node_modules', tool), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  return new Promise((resolve) => {
    const end = (isPassed: boolean) => resolve({ name, isPassed, output, durationMs: performance.now() - startedAt });
    child.on('error', (error) => { output += error.message; end(false); });
    child.on('close', (code) => end(code === 0));
  });
}

/** Prints a check as one line, and below it what is wrong. */
export function printCheck({ name, isPassed, output, durationMs }: CheckResult): void {
  console.log(`${isPassed ? 'ok    ' : 'FAILED'} ${name} (${(durationMs / 1000).toFixed(1)} s)`);
  if (!isPassed) console.log(output.trimEnd());
}

if (import.meta.main) {
  const results = await runChecks(printCheck);
  process.exitCode = results.every(({ isPassed }) => isPassed) ? 0 : 1;
}
