// A shell of about a megabyte that holds one end of a pipe from us: when we die, however that happens, the pipe ends and it stops the server.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./watchdog.sh', import.meta.url));

/** Watches over the server until dismissed. The watchdog leads its own session, so a Ctrl-C does not reach it. */
export function startWatchdog(serverPid: number, clusterDir: string, socketDir: string): { dismiss(): void } {
  const args = [script, String(serverPid), path.join(clusterDir, 'postmaster.pid'), socketDir === clusterDir ? '' : socketDir];
  const shell = spawn('/bin/sh', args, { detached: true, cwd: '/', stdio: ['pipe', 'ignore', 'ignore'] });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return { dismiss: () => { shell.stdin.end('stopped\n'); } };
}
