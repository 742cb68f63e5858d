// Where the unix socket lies: in the cluster folder, or, when that path is longer than a socket address may be, in a short
// private folder of the system's temporary one.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { StartupError } from '../../startup-error.ts';
import type { ServerUser } from './server-user.ts';

/** macOS allows 103 bytes, Linux 107. */
const maxSocketPathBytes = 100;
export const socketPort = 5432;

/** Returns the socket's folder, made if needed. The same cluster gets the same folder at every start. */
export function socketDirOf(clusterDir: string, user: ServerUser): string {
  const socket = path.join(clusterDir, `.s.PGSQL.${socketPort}`);
  if (Buffer.byteLength(socket) <= maxSocketPathBytes) return clusterDir;
  const uid = user?.uid ?? process.getuid?.() ?? 0;
  const name = createHash('sha256').update(clusterDir).digest('hex').slice(0, 12);
  const folder = path.join(os.tmpdir(), `rytm-${name}`);
  if (fs.mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined && user !== null) fs.chownSync(folder, user.uid, user.gid);
  const { uid: owner, mode } = fs.lstatSync(folder);
  // Anyone may make names in the temporary folder: a folder of somebody else's must not get our socket.
  if (owner !== uid || (mode & 0o77) !== 0 || !fs.lstatSync(folder).isDirectory()) {
    throw new StartupError(`The folder ${folder}, needed for the database socket, belongs to somebody else: choose a shorter data path with --data.`);
  }
  return folder;
}

/** Removes a temporary socket folder after the server has left it. */
export function removeSocketDir(clusterDir: string, socketDir: string): void {
  if (socketDir !== clusterDir) fs.rmSync(socketDir, { recursive: true, force: true });
}
