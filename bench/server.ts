// The server under test, in a process of its own: the application as it is, and questions about time, memory and moments.
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { createApp } from '../src/server/app.ts';
import { openDatabase, type Database, type Query } from '../src/server/db/database.ts';
import { answer, cpuMicros, residentBytes, sharedMicros } from './child.ts';

/** Of the first write since these were asked for, in microseconds on the clock that all processes share; 0 while it has not come so far. */
interface Moments { committedAt: number; readAt: number }
const moments: Moments = { committedAt: 0, readAt: 0 };
const webFolder = fileURLToPath(new URL('../dist/web', import.meta.url));
let reads = 0;
const statements: { text: string; values: readonly unknown[] | undefined }[] = [];

answer({
  async start({ config, isWatched }: { config: pg.ClientConfig; isWatched: boolean }) {
    const db = openDatabase(config);
    const app = await createApp({ db: isWatched ? watched(db) : db, upgrades: { burst: 1e9, perSecond: 1e9 }, webFolder });
    return (await app.listen(0, '127.0.0.1')).port;
  },
  cpu: cpuMicros,
  memory: residentBytes,
  collect: () => globalThis.gc?.(),
  moments() {
    const found = { ...moments };
    Object.assign(moments, { committedAt: 0, readAt: 0 });
    return found;
  },
  reads: () => reads,
  /** Statements of the writer since the last time this was asked: how bench/bare/move.ts was written. */
  statements: () => statements.splice(0).map(({ text, values = [] }) => ({ text, values: values.map((v) => (Buffer.isBuffer(v) ? v.toString('hex') : v)) })),
});

/** The same database, noting what passes. */
function watched(db: Database): Database {
  return {
    ...db,
    read: (text, values) => {
      reads++;
      return noted(() => db.read<never>(text, values));
    },
    snapshot: (run) => noted(() => db.snapshot(run)),
    async writer() {
      const connection = await db.writer();
      const query: Query = async (text, values) => {
        if (statements.length < 100) statements.push({ text, values });
        const rows = await connection.query<never>(text, values);
        if (text === 'commit') moments.committedAt ||= sharedMicros();
        return rows;
      };
      return { query, release: (error) => connection.release(error) };
    },
  };
}

/** The first read that begins after a commit is the feed's. */
async function noted<T>(read: () => Promise<T>): Promise<T> {
  const isAfter = moments.committedAt > 0;
  const result = await read();
  if (isAfter) moments.readAt ||= sharedMicros();
  return result;
}
