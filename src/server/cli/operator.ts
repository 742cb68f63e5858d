// What commands of the operator share: the application on this machine's installation, without a listener, and its studio.
import path from 'node:path';
import { pino } from 'pino';
import { createApp, type App } from '../app.ts';
import type { Config } from '../config.ts';
import { StartupError } from '../startup-error.ts';
import { openInstallation } from './open.ts';

/** Where the built web part lies, from whatever folder the program was started. */
export const webFolder = path.resolve(import.meta.dirname, '../../../dist/web');

/** Runs with the application, beside a running server or alone, and closes everything. */
export async function withApp<T>(config: Config, run: (app: App) => Promise<T>): Promise<T> {
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const installation = await openInstallation(config, { log, mayShare: true });
  try {
    const app = await createApp({ db: installation.db, log, publicUrl: config.publicUrl, webFolder });
    try {
      return await run(app);
    } finally {
      await app.close();
    }
  } finally {
    await installation.stop();
  }
}

/** The studio named by `--studio`, or the only one. */
export async function chooseStudio(app: App, given: string | undefined): Promise<number> {
  const studios = await app.db.read<{ id: number; name: string }>('select id, name from studio order by id');
  const [only] = studios;
  if (!only) throw new StartupError('There is no studio yet: start Rytm and open the link it prints.');
  if (given === undefined && studios.length === 1) return only.id;
  const found = studios.find((s) => String(s.id) === given);
  if (!found) throw new StartupError(`Say which studio with --studio: ${studios.map((s) => `${s.id} (${s.name})`).join(', ')}.`);
  return found.id;
}
