// Reading the change log: what became of which rows after a rev, with the rows as they are at the end of it.
import { TABLES, type Row, type Table } from '../../contract/entities.ts';
import type { Database } from '../db/database.ts';
import { readRows } from '../db/rows.ts';

/** One row's part in a turn: the first "before" and the last "after" of all its changes. */
export interface RowChange {
  table: Table;
  id: number;
  /** Rev of the latest change folded in. */
  rev: number;
  before: readonly string[];
  after: readonly string[];
  /** The full row; null when it is gone. */
  row: Row<Table> | null;
}
export interface Turn { fromRev: number; toRev: number; changes: RowChange[] }

interface LogRow { rev: number; tbl: number; id: number; before: string[]; after: string[] }

/** Everything in (after, present rev] as one moment of the database. `pruned` when the log does not reach back so far. */
export function readTurn(db: Database, studioId: number, after: number): Promise<Turn | 'pruned'> {
  return db.snapshot(async (query) => {
    const [head, log] = await Promise.all([
      query<{ rev: number; prunedTo: number }>('select rev, pruned_to as "prunedTo" from studio_rev where studio_id = $1', [studioId]),
      query<LogRow>('select rev, tbl, id, aud_before as before, aud_after as after from change where studio_id = $1 and rev > $2 order by rev, ord', [studioId, after]),
    ]);
    const at = head[0];
    if (!at || after < at.prunedTo || after > at.rev) return 'pruned';
    const folded = fold(log);
    const ids = new Map<Table, number[]>();
    for (const c of folded.values()) if (c.after.length) ids.set(c.table, [...(ids.get(c.table) ?? []), c.id]);
    await Promise.all([...ids].map(async ([table, wanted]) => {
      for (const { row } of await readRows(query, table, studioId, wanted)) {
        const change = folded.get(`${table} ${row.id}`);
        if (change) change.row = row;
      }
    }));
    return { fromRev: after, toRev: at.rev, changes: [...folded.values()] };
  });
}
function fold(log: readonly LogRow[]): Map<string, RowChange> {
  const folded = new Map<string, RowChange>();
  for (const l of log) {
    const table = TABLES[l.tbl];
    if (!table) throw new Error(`change of unknown table ${l.tbl}`);
    const known = folded.get(`${table} ${l.id}`);
    // A device in the middle of the turn may have got the row from any of its states, so all of them count as before.
    if (known) Object.assign(known, { rev: l.rev, before: [...new Set([...known.before, ...l.before])], after: l.after });
    else folded.set(`${table} ${l.id}`, { table, id: l.id, rev: l.rev, before: l.before, after: l.after, row: null });
  }
  return folded;
}
