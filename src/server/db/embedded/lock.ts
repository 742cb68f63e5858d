// One live process per data folder. The lock is the kernel's own (taken through SQLite on an empty file), so it ends with
// the process however that dies, holds between containers sharing a volume, and can never be stale.
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError, fileErrorReason } from '../../startup-error.ts';

const sqliteBusy = 5;
/** A predecessor that is just stopping gets this long to finish. */
const patienceMs = 1000;

/** Takes the lock of the data folder. Throws `StartupError` when another live process holds it. */
export async function lockDataDir(dataDir: string): Promise<{ release(): void }> {
  const deadline = performance.now() + patienceMs;
  const pidFile = path.join(dataDir, 'rytm.pid');
  for (;;) {
    const lock = tryLock(path.join(dataDir, 'rytm.lock'));
    if (lock !== null) {
      fs.writeFileSync(pidFile, `${process.pid}\n`);
      return { release: once(() => { fs.rmSync(pidFile, { force: true }); lock.close(); }) };
    }
    if (performance.now() > deadline) {
      throw new StartupError(`Another Rytm${holderOf(pidFile)} is already using the data folder ${dataDir}; stop it first, or choose another folder with --data.`);
    }
    await sleep(50);
  }
}

function tryLock(file: string): DatabaseSync | null {
  let database: DatabaseSync | null = null;
  try {
    fs.closeSync(fs.openSync(file, 'a'));
    database = new DatabaseSync(file);
    database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return null;
    throw new StartupError(`The data folder ${path.dirname(file)} cannot be locked: ${fileErrorReason(error)}.`);
  }
}

function holderOf(pidFile: string): string {
  try {
    return ` (process ${Number.parseInt(fs.readFileSync(pidFile, 'utf8'), 10)})`;
  } catch {
    return '';
  }
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
