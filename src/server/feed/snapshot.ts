// The base set: every row but lessons that a session may see, at one moment.
import type { Row, Table } from '../../contract/entities.ts';
import { encodeSnapshot, type Snapshot } from '../../contract/frames.ts';
import { matching, project } from '../../domain/visibility.ts';
import type { Database, Query } from '../db/database.ts';
import { readVisibleRows } from '../db/rows.ts';

const FIRST = ['studio', 'user', 'trainer', 'room', 'lessonKind', 'group', 'series', 'waiting'] as const;

/** Two messages, clients last, so that the calendar can be drawn before the long list has come; and the rev they show. */
export function readSnapshot(db: Database, studioId: number, keys: ReadonlySet<string>): Promise<{ rev: number; messages: Uint8Array[] }> {
  return db.snapshot(async (query) => {
    const rev = (await query<{ rev: number }>('select rev from studio_rev where studio_id = $1', [studioId]))[0]?.rev ?? 0;
    const set: Snapshot = { rev, studio: [], user: [], trainer: [], room: [], lessonKind: [], group: [], client: [], series: [], waiting: [] };
    await Promise.all(FIRST.map(async (table) => Object.assign(set, { [table]: await visible(query, table, studioId, keys) })));
    const clients: Snapshot = { rev, studio: [], user: [], trainer: [], room: [], lessonKind: [], group: [], series: [], waiting: [], client: await visible(query, 'client', studioId, keys) };
    return { rev, messages: [encodeSnapshot(set), encodeSnapshot(clients)] };
  });
}
async function visible<T extends Table>(query: Query, table: T, studioId: number, keys: ReadonlySet<string>): Promise<Row<T>[]> {
  const found = await readVisibleRows(query, table, studioId, [...keys]);
  return found.map(({ row, aud }) => project(table, row, matching(aud, keys)));
}
