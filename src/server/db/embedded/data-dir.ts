// The data folder: made if absent, and proved writable before anything else is tried.
import fs from 'node:fs';
import path from 'node:path';
import { StartupError, fileErrorReason } from '../../startup-error.ts';

/** Makes the folder and returns its real path. Throws `StartupError` if it cannot be written. */
export function prepareDataDir(dataDir: string): string {
  const wanted = path.resolve(dataDir);
  try {
    fs.mkdirSync(wanted, { recursive: true });
    fs.accessSync(wanted, fs.constants.W_OK | fs.constants.X_OK);
    return fs.realpathSync(wanted);
  } catch (error) {
    throw new StartupError(`The data folder ${wanted} cannot be written: ${fileErrorReason(error)}.`);
  }
}
