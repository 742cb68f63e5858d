// The product at rest: `rytm serve` with the demo studio and its built-in database, all processes together.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { digits, type Figure } from '../figure.ts';
import { spread } from '../stats.ts';

const program = fileURLToPath(new URL('../../src/server/cli/main.ts', import.meta.url));
const START_WITHIN_MS = 120_000;

export const atRest: Figure = async (bench) => {
  const dataDir = path.join(bench.folder, 'at-rest');
  const start = (...flags: string[]) => spawn(process.execPath, [program, 'serve', '--data', dataDir, '--port', '0', ...flags], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LOG_LEVEL: 'warn', NODE_ENV: 'production' } });
  // Filled by one process, measured in the next: a server at rest has been started, not just filled.
  await stop(await running(start('--demo')));
  const server = await running(start());
  try {
    await new Promise((done) => setTimeout(done, bench.isQuick ? 5000 : 30_000));
    const processes = familyOf(server.pid ?? 0).map((pid) => ({ name: nameOf(pid), ...memoryOf(pid) }));
    const megabytes = processes.reduce((sum, p) => sum + p.bytes, 0) / 1e6;
    const own = processes[0]?.bytes ?? 0;
    const isShared = processes.every((p) => p.isProportional);
    return [{
      what: 'Server at rest, built-in database included', unit: 'MB', reach: { most: 250 }, figure: spread([megabytes]), ours: `${digits(megabytes)} MB`, baseline: '—',
      notes: [`${isShared ? 'Proportional set size' : 'Resident set size (this system does not tell the proportional one, so shared pages count more than once)'} of ${processes.length} processes with the demo studio: Node ${digits(own / 1e6)} MB, the database ${digits(megabytes - own / 1e6)} MB.`],
    }];
  } finally {
    await stop(server);
  }
};

/** Resolves when it says where it runs. */
async function running(server: ChildProcess): Promise<ChildProcess> {
  let said = '';
  const late = setTimeout(() => server.kill('SIGKILL'), START_WITHIN_MS);
  try {
    await new Promise<void>((done, failed) => {
      server.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('Rytm runs at')) done();
      });
      server.once('exit', (code) => failed(new Error(`rytm serve ended with ${code}: ${said}`)));
    });
  } finally {
    clearTimeout(late);
  }
  return server;
}
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
}

/** The process and all that descend from it. */
function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of fs.readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
    // The name, in brackets, may hold anything; the parent is the second field after it.
    const parent = readProc(name, 'stat').split(') ').at(-1)?.split(' ')[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  const family = [pid];
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}
function memoryOf(pid: number): { bytes: number; isProportional: boolean } {
  const proportional = /^Pss:\s+(\d+) kB/m.exec(readProc(pid, 'smaps_rollup'))?.[1];
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(readProc(pid, 'status'))?.[1];
  return { bytes: Number(proportional ?? resident ?? 0) * 1024, isProportional: proportional !== undefined };
}
const nameOf = (pid: number) => readProc(pid, 'comm').trim();
function readProc(pid: number | string, file: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
