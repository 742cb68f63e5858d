// Keeps the built-in database running under a running server: when it dies without having been asked to, it is started again.
// The application stays; its pools connect anew to the same socket.
import type { Logger } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres, type PgConfig } from '../db/embedded.ts';

export interface SupervisedDatabase {
  /** The owner's connection; stays the same over restarts. */
  config: PgConfig;
  stop(): Promise<void>;
}
const RESTARTS = 10;
/** A database that ran for this long has recovered: the count begins again. */
const STEADY_MS = 60_000;
const pauseMs = (attempt: number) => Math.min(5000, 100 * 2 ** attempt);

/** Throws StartupError when the first start fails. `onGivenUp` is called when restarting has failed for good. */
export async function superviseDatabase(dataDir: string, log: Logger, onGivenUp: (error: unknown) => void): Promise<SupervisedDatabase> {
  const start = () => startEmbeddedPostgres({ dataDir, log: (line) => log.debug({ postgres: line }) });
  let server = await start();
  let isStopping = false;
  let restarting: Promise<void> = Promise.resolve();

  const restart = async () => {
    for (let attempt = 0; !isStopping; attempt++) {
      await sleep(pauseMs(attempt));
      if (isStopping) return;
      try {
        server = await start();
        log.warn('the database runs again');
        return watch(server);
      } catch (error) {
        log.error({ err: error }, 'the database could not be started again');
        if (attempt + 1 >= RESTARTS) return onGivenUp(error);
      }
    }
  };
  let failures = 0;
  const watch = (running: EmbeddedPostgres): void => {
    const startedAt = performance.now();
    void running.exited.then(({ expected, code, signal }) => {
      if (expected || isStopping) return;
      failures = performance.now() - startedAt > STEADY_MS ? 1 : failures + 1;
      log.error({ code, signal }, 'the database has died');
      if (failures > RESTARTS) return onGivenUp(new Error('the database dies again and again'));
      restarting = restart();
    });
  };
  watch(server);
  return {
    config: server.config,
    async stop() {
      isStopping = true;
      await restarting;
      await server.stop();
    },
  };
}
