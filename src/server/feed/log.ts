// Reading the change log: what became of which rows after a rev, with the rows as they are at the end of it.
import { TABLES, type Row, type Table } from '../../contract/entities.ts';
import type { Database, Query } from '../db/database.ts';
import { codeOf, readRows, selectRows, stored } from '../db/rows.ts';

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
export async function readTurn(db: Database, studioId: number, after: number): Promise<Turn | 'pruned'> {
  return (await readLessonTurn(db.read, studioId, after)) ?? readAnyTurn(db, studioId, after);
}

// Most turns are moved lessons. One statement is one moment by itself, and costs a quarter of a transaction with five.
const LESSON_TURN = `select h.rev as "headRev", h.pruned_to as "prunedTo", c.rev as "changeRev", c.tbl, c.id as "changeId", c.aud_before as before, c.aud_after as after, l.*
  from studio_rev h left join change c on c.studio_id = h.studio_id and c.rev > $2
  left join lateral (${selectRows('lesson')} where c.tbl = ${codeOf('lesson')} and r.studio_id = $1 and r.id = c.id) l on true
  where h.studio_id = $1 order by c.rev, c.ord`;
interface LessonTurnRow { headRev: number; prunedTo: number; changeRev: number | null; tbl: number; changeId: number; before: string[]; after: string[]; id: number | null }

/** A turn of nothing but lessons; null when other rows changed too. */
async function readLessonTurn(query: Query, studioId: number, after: number): Promise<Turn | 'pruned' | null> {
  const found = await query<LessonTurnRow>(LESSON_TURN, [studioId, after]);
  const head = found[0];
  if (!head || after < head.prunedTo || after > head.headRev) return 'pruned';
  const turn = { fromRev: after, toRev: head.headRev };
  if (head.changeRev === null) return { ...turn, changes: [] };
  if (found.some((f) => f.tbl !== codeOf('lesson'))) return null;
  const folded = fold(found.map((f) => ({ rev: f.changeRev ?? 0, tbl: f.tbl, id: f.changeId, before: f.before, after: f.after })));
  for (const { headRev: _h, prunedTo: _p, changeRev: _c, tbl: _t, changeId, before: _b, after: _a, ...columns } of found) {
    const change = folded.get(`lesson ${changeId}`);
    if (change && columns.id !== null && !change.row) change.row = stored('lesson', columns).row;
  }
  return { ...turn, changes: [...folded.values()] };
}

function readAnyTurn(db: Database, studioId: number, after: number): Promise<Turn | 'pruned'> {
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
