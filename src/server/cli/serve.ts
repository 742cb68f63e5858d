// rytm serve: database, application, listener, in this order; on a signal everything ends in the opposite one, once.
import { pino, type Logger } from 'pino';
import { createApp, type App } from '../app.ts';
import type { Config } from '../config.ts';
import { startJobs } from '../jobs/jobs.ts';
import { StartupError } from '../startup-error.ts';
import { openSetup } from '../studio/setup.ts';
import { fillAndTell } from './demo.ts';
import { openInstallation } from './open.ts';
import { webFolder } from './operator.ts';

export async function run(argv: string[], readConfig: () => Config): Promise<void> {
  if (argv[0] !== undefined) throw new StartupError(`rytm serve does not know "${argv[0]}": see rytm help.`);
  const config = readConfig();
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const stopping = stopOnSignals(log);
  const installation = await openInstallation(config, { log, onGivenUp: (error) => stopping.fail(error) });
  stopping.add(installation.stop);
  try {
    const app = await createApp({ db: installation.db, log, publicUrl: config.publicUrl, webFolder });
    stopping.add(app.close);
    const at = await listen(app, config);
    const jobs = startJobs(app, log);
    stopping.add(async () => jobs.stop());
    if (config.demo) for (const line of await fillIfEmpty(app)) console.log(line);
    console.log((await greeting(app, config, at.port)).join('\n'));
  } catch (error) {
    await stopping.stop();
    throw error;
  }
}

/** A second start with the same flag finds the clients of the first. */
async function fillIfEmpty(app: App): Promise<string[]> {
  const isFilled = (await app.db.read('select 1 from client limit 1')).length > 0;
  return isFilled ? ['There are clients already, so the demo has left them as they are.'] : fillAndTell(app);
}
async function listen(app: App, { port, host }: Config): Promise<{ port: number }> {
  try {
    return await app.listen(port, host);
  } catch (error) {
    const { code } = error as { code?: string }; // errors of the system carry one
    if (code === 'EADDRINUSE') throw new StartupError(`Port ${port} at ${host} is already in use by another program: end it, or choose another port with --port.`);
    if (code === 'EACCES') throw new StartupError(`Port ${port} may not be opened by this user: choose one above 1023 with --port.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') throw new StartupError(`This machine has no address ${host}: choose another with --host.`);
    throw error;
  }
}

async function greeting(app: App, config: Config, port: number): Promise<string[]> {
  const isAnywhere = config.host === '0.0.0.0' || config.host === '::';
  const host = isAnywhere ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host;
  const address = config.publicUrl ?? `http://${host}:${port}`;
  const token = await openSetup(app.db);
  return [`Rytm runs at ${address}/`, ...(token === null ? [] : ['There is no studio yet. Open this link once to set it up:', `${address}/setup/${token}`])];
}

const LONGEST_STOP_MS = 30_000;
const REPEAT_MS = 1000;

/** Ends what was added, the latest first. A second signal ends the process at once; the database's watchdog then stops that. */
function stopOnSignals(log: Logger) {
  const closers: (() => Promise<void>)[] = [];
  let stopped: Promise<void> | null = null;
  const stop = () => (stopped ??= (async () => { for (let close = closers.pop(); close; close = closers.pop()) await close(); })());
  const stopAndExit = (code: number) => {
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    stop().then(() => process.exit(code), (error: unknown) => {
      log.error({ err: error }, 'stopping failed');
      process.exit(1);
    });
  };
  let firstAt = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Ctrl-C under npm reaches us twice at once; only a later one is a person who will not wait.
      if (firstAt && performance.now() - firstAt > REPEAT_MS) process.exit(130);
      if (firstAt) return;
      firstAt = performance.now();
      log.info({ signal }, 'stopping');
      stopAndExit(0);
    });
  }
  return {
    stop,
    add: (close: () => Promise<void>) => { closers.push(close); },
    fail(error: unknown) {
      log.fatal({ err: error }, 'the database is gone');
      stopAndExit(1);
    },
  };
}
