// PostgreSQL refuses to run as root. As root it runs under the owner of the cluster, or `nobody` for a new one.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { StartupError } from '../../startup-error.ts';

/** The user the server runs under; null means: as we are. */
export type ServerUser = { uid: number; gid: number } | null;

/** Chooses the user for a cluster folder, which need not exist yet. */
export function chooseServerUser(clusterDir: string): ServerUser {
  if (process.getuid?.() !== 0) return null;
  const owner = fs.statSync(clusterDir, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return findNobody();
}

function findNobody(): { uid: number; gid: number } {
  const entry = fs.readFileSync('/etc/passwd', 'utf8').split('\n').find((line) => line.startsWith('nobody:'));
  const [, , uid, gid] = entry?.split(':') ?? [];
  if (uid !== undefined && gid !== undefined) return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
  try {
    const ask = (what: string) => Number(execFileSync('id', [what, 'nobody'], { encoding: 'utf8', stdio: 'pipe' })) >>> 0;
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    throw new StartupError('The built-in database cannot run as root and this system has no user "nobody": start Rytm as an ordinary user.');
  }
}

/** Whether the user may walk down to a folder and read it, judged by the modes of the folders on the way. */
export function canReach(user: ServerUser, target: string): boolean {
  if (user === null) return true;
  const real = fs.realpathSync(target);
  for (let folder = real; ; folder = path.dirname(folder)) {
    const { mode, uid, gid } = fs.statSync(folder);
    const bits = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode;
    const needed = folder === real ? 5 : 1;
    if ((bits & needed) !== needed) return false;
    if (folder === path.dirname(folder)) return true;
  }
}
