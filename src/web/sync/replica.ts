// What this device holds of the studio, and the rules by which news from several sources become one truth.
// Invariant: what is known of a row is as of some rev, and knowledge as of a later rev wins, whatever order it arrives in.
import { TABLES, type Lesson, type Row, type Table } from '../../contract/entities.ts';
import type { Change, Snapshot } from '../../contract/frames.ts';

export type Tables = { readonly [T in Table]: Map<number, Row<T>> };
export type OnTouch = (table: Table, id: number, before: Row<Table> | undefined, after: Row<Table> | undefined) => void;
/** Most months held at once; the longest unasked goes first. */
export const MOST_MONTHS = 36;

/** Rows of the previous epoch or snapshot: anything replaces them. */
const STALE = -1;
const perTable = <V>() => Object.fromEntries(TABLES.map((t) => [t, new Map<number, V>()])) as Record<Table, Map<number, V>>; // one map a table

export class Replica {
  readonly tables = perTable<unknown>() as unknown as Tables; // filled by put, which keeps table and row together
  /** Months asked for (year * 12 + month - 1), in order of asking. */
  readonly months = new Set<number>();
  readonly #asOf = perTable<number>();
  /** Rows known to be gone as of a rev; kept while something older may still arrive. */
  readonly #gone = perTable<number>();
  #underWay = 0;
  #touch: OnTouch;
  constructor(touch: OnTouch) { this.#touch = touch; }

  /** Something computed earlier may arrive from now on (a load, a snapshot, a message in pieces). Pair with `settled`. */
  underWay() { this.#underWay++; }
  settled() {
    if (--this.#underWay === 0) for (const t of TABLES) this.#gone[t].clear();
  }

  applyChanges(toRev: number, changes: readonly Change[]) {
    for (const c of changes) {
      if (c.isGone) this.#leave(c.table, c.id, toRev);
      else this.#put(c.table, c.row, Math.max(toRev, c.row.rev));
    }
  }
  /** The answer of calendar.load at `rev`: these months hold exactly these lessons. */
  applyMonths(rev: number, months: readonly number[], lessons: readonly Lesson[]) {
    const named = new Set<number>();
    for (const l of lessons) {
      named.add(l.id);
      this.#put('lesson', l, rev);
    }
    const wanted = new Set(months);
    for (const l of this.tables.lesson.values()) {
      if (!named.has(l.id) && wanted.has(monthOf(l.onDate))) this.#leave('lesson', l.id, rev);
    }
  }
  /** A part of the base set at its rev: the tables named hold exactly these rows. */
  applySnapshot(part: Snapshot, tables: readonly Exclude<Table, 'lesson'>[]) {
    for (const table of tables) {
      const rows = part[table];
      const named = new Set(rows.map((r) => r.id));
      for (const row of rows) this.#put(table, row, part.rev);
      for (const id of [...this.tables[table].keys()]) if (!named.has(id)) this.#leave(table, id, part.rev);
    }
  }
  /** What is held may be out of date altogether; it stays in sight until replaced. */
  markStale() {
    for (const t of TABLES) {
      for (const id of this.#asOf[t].keys()) this.#asOf[t].set(id, STALE);
      this.#gone[t].clear();
    }
  }
  clear() {
    for (const t of TABLES) {
      for (const id of [...this.tables[t].keys()]) this.#remove(t, id);
      this.#gone[t].clear();
    }
  }
  /** Notes months as held; gives those that were not. */
  hold(months: readonly number[]): number[] {
    const fresh: number[] = [];
    for (const m of months) {
      if (!this.months.delete(m)) fresh.push(m);
      this.months.add(m);
    }
    for (const m of this.months) {
      if (this.months.size <= MOST_MONTHS) break;
      this.release(m);
    }
    return fresh;
  }
  release(month: number) {
    this.months.delete(month);
    for (const l of [...this.tables.lesson.values()]) if (monthOf(l.onDate) === month) this.#remove('lesson', l.id);
  }

  #put(table: Table, row: Row<Table>, asOf: number) {
    if ((this.#gone[table].get(row.id) ?? STALE) > asOf) return;
    const rows = this.tables[table] as Map<number, Row<Table>>; // table and row belong together by the caller's type
    const held = rows.get(row.id);
    const heldAsOf = this.#asOf[table].get(row.id) ?? STALE;
    if (held && heldAsOf !== STALE && (row.rev < held.rev || asOf < heldAsOf)) return;
    // A lesson outside the months held is for this device the same as gone.
    if (table === 'lesson' && !this.months.has(monthOf((row as Lesson).onDate))) return this.#leave(table, row.id, asOf);
    rows.set(row.id, row);
    this.#asOf[table].set(row.id, asOf);
    this.#touch(table, row.id, held, row);
  }
  #leave(table: Table, id: number, asOf: number) {
    if (this.#underWay) this.#gone[table].set(id, Math.max(asOf, this.#gone[table].get(id) ?? STALE));
    if ((this.#asOf[table].get(id) ?? STALE) <= asOf) this.#remove(table, id);
  }
  #remove(table: Table, id: number) {
    const before = this.tables[table].get(id);
    this.#asOf[table].delete(id);
    if (!before) return;
    this.tables[table].delete(id);
    this.#touch(table, id, before, undefined);
  }
}

/** year * 12 + month - 1 of a studio date. */
export const monthOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
/** The dates of a month. */
export function datesOf(month: number): string[] {
  const year = Math.floor(month / 12);
  const days = new Date(Date.UTC(year, (month % 12) + 1, 0)).getUTCDate();
  const start = `${year}-${String((month % 12) + 1).padStart(2, '0')}-`;
  return Array.from({ length: days }, (_, i) => start + String(i + 1).padStart(2, '0'));
}
