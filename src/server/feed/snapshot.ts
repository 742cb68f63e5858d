// What a session may see, at one moment: every row, of the lessons those of the months it asks for.
import { TABLES, type Row, type Table } from '../../contract/entities.ts';
import { encodeSnapshot, type Snapshot } from '../../contract/frames.ts';
import { matching, project } from '../../domain/visibility.ts';
import type { Database, Query } from '../db/database.ts';
import { readVisibleRows } from '../db/rows.ts';
import { readMonths } from '../lessons/calendar.ops.ts';

const FIRST = ['studio', 'user', 'trainer', 'room', 'lessonKind', 'group', 'series', 'telling', 'absence', 'closure', 'waiting'] as const;
const LAST = ['client', 'subscriptionType', 'subscription', 'expectedPayment', 'shift', 'notice'] as const;

/** Two messages, clients and money last, so that the calendar can be drawn before the long list has come; and the rev they show. */
export function readSnapshot(db: Database, studioId: number, keys: ReadonlySet<string>, months: number[]): Promise<{ rev: number; messages: Uint8Array[] }> {
  return db.snapshot(async (query) => {
    const { rev, lessons } = await readMonths(query, studioId, keys, months);
    const none = { rev, months: [], ...Object.fromEntries(TABLES.map((t) => [t, []])) } as unknown as Snapshot; // a list for every table
    const first: Snapshot = { ...none, months, lesson: lessons };
    await Promise.all(FIRST.map(async (table) => Object.assign(first, { [table]: await visible(query, table, studioId, keys) })));
    const last: Snapshot = { ...none };
    await Promise.all(LAST.map(async (table) => Object.assign(last, { [table]: await visible(query, table, studioId, keys) })));
    return { rev, messages: [encodeSnapshot(first), encodeSnapshot(last)] };
  });
}
async function visible<T extends Table>(query: Query, table: T, studioId: number, keys: ReadonlySet<string>): Promise<Row<T>[]> {
  const found = await readVisibleRows(query, table, studioId, [...keys]);
  return found.map(({ row, aud }) => project(table, row, matching(aud, keys)));
}
