// Writes that come neither from a socket nor from a job: the first run and accepted invitations. Same lock, same log, own connection.
import type { Table } from '../../contract/entities.ts';
import type { Database, Query } from '../db/database.ts';
import type { Stored } from '../db/rows.ts';
import { Journal } from './journal.ts';

export interface OutsideContext { query: Query; rev: number; record<T extends Table>(table: T, id: number, before: Stored<T> | null, after: Stored<T> | null): void }
/** Takes a rev of the studio, runs, stores the log and commits. The rev is gone again when `run` throws. */
export function writeOutsideSocket<T>(db: Database, by: { studioId: number; userId: number; operation: string; now: number }, run: (ctx: OutsideContext) => Promise<T>): Promise<T> {
  return db.small(async (query) => {
    const rev = (await query<{ rev: number }>('update studio_rev set rev = rev + 1 where studio_id = $1 returning rev', [by.studioId]))[0]?.rev;
    if (rev === undefined) throw new Error(`studio ${by.studioId} is gone`);
    const journal = new Journal(rev);
    const result = await run({ query, rev, record: (table, id, before, after) => journal.record(table, id, before, after) });
    await journal.storeLog(query, { studioId: by.studioId, name: by.operation, userId: by.userId, source: '', now: by.now });
    return result;
  });
}
/** Takes `count` row numbers of the studio and gives the first. Within a transaction that holds the studio's lock. */
export async function takeIds(query: Query, studioId: number, count: number): Promise<number> {
  const next = await query<{ first: number }>('update studio_rev set next_id = next_id + $2 where studio_id = $1 returning next_id - $2 as first', [studioId, count]);
  const first = next[0]?.first;
  if (first === undefined) throw new Error(`studio ${studioId} is gone`);
  return first;
}
