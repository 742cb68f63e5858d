// The libraries that figures compare with: installed into a folder of their own when one of them is first measured.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('libraries', import.meta.url));

/** Throws when they are not there and cannot be had. */
export function ensureLibraries(): void {
  const wanted = fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8');
  const stamp = path.join(folder, 'node_modules', '.installed-lock');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  const { status, stderr, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the libraries to compare with could not be installed: ${error?.message ?? stderr}`);
  fs.writeFileSync(stamp, wanted);
}
/** `5.15.0`, as installed. */
export const versionOf = (library: string): string => (JSON.parse(fs.readFileSync(path.join(folder, 'node_modules', library, 'package.json'), 'utf8')) as { version: string }).version; // npm's own file
