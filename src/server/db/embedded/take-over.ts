// What a killed predecessor may have left: its server still running, a zombie, or a pid file whose number now belongs to a
// stranger. Called under the lock of the data folder, so any server found on it is nobody's.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../../startup-error.ts';

const politeMs = 30_000;
const forcedMs = 10_000;
const zombieMs = 1000;
const pollMs = 20;

/** Leaves the cluster folder without a running server and without a pid file that would stop the next one. */
export async function takeOver(clusterDir: string, log: (line: string) => void): Promise<void> {
  const pid = readPid(path.join(clusterDir, 'postmaster.pid'));
  if (pid === null) return forgetReusedPids(clusterDir);
  const found = inspect(pid, clusterDir);
  if (found === 'server') {
    log(`ending the database server ${pid} of a Rytm that was killed`);
    await endOrphan(pid, clusterDir);
  } else if (found === 'zombie') {
    await waitWhile(() => inspect(pid, clusterDir) === 'zombie', zombieMs);
  }
  forgetReusedPids(clusterDir);
}

async function endOrphan(pid: number, clusterDir: string): Promise<void> {
  const isRunning = () => inspect(pid, clusterDir) === 'server';
  signal(pid, 'SIGINT');
  if (await waitWhile(isRunning, politeMs)) return;
  signal(pid, 'SIGQUIT');
  if (await waitWhile(isRunning, forcedMs)) return;
  throw new StartupError(`The database server ${pid} of an earlier Rytm does not stop: end that process, then start again.`);
}

/** PostgreSQL takes any live process of that number for a server, and refuses; a dead one it handles itself. */
function forgetReusedPids(clusterDir: string): void {
  for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
    const file = path.join(clusterDir, name);
    const pid = readPid(file);
    if (pid !== null && inspect(pid, clusterDir) !== 'gone') fs.rmSync(file, { force: true });
  }
}

function readPid(file: string): number | null {
  try {
    const pid = Math.abs(Number.parseInt(fs.readFileSync(file, 'utf8'), 10));
    return Number.isSafeInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

type Found = 'gone' | 'zombie' | 'server' | 'stranger';

function inspect(pid: number, clusterDir: string): Found {
  return process.platform === 'linux' ? inspectProc(pid, clusterDir) : inspectPs(pid, clusterDir);
}

function inspectProc(pid: number, clusterDir: string): Found {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const nameEnd = stat.lastIndexOf(')');
    if ('ZX'.includes(stat.charAt(nameEnd + 2))) return 'zombie';
    if (stat.slice(stat.indexOf('(') + 1, nameEnd) !== 'postgres') return 'stranger';
    const isOurs = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(clusterDir)
      || fs.readlinkSync(`/proc/${pid}/cwd`) === clusterDir;
    return isOurs ? 'server' : 'stranger';
  } catch (error) {
    // Another user's process shows its state but not its folder; a server of ours would be ours to read.
    return error instanceof Error && 'code' in error && error.code === 'EACCES' ? 'stranger' : 'gone';
  }
}

function inspectPs(pid: number, clusterDir: string): Found {
  try {
    const line = execFileSync('ps', ['-ww', '-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
    if (line.trimStart().startsWith('Z')) return 'zombie';
    return line.includes('postgres') && line.includes(clusterDir) ? 'server' : 'stranger';
  } catch {
    return 'gone';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself meanwhile, or is not ours to end; the wait that follows tells which.
  }
}

async function waitWhile(condition: () => boolean, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (condition()) {
    if (performance.now() > deadline) return false;
    await sleep(pollMs);
  }
  return true;
}
