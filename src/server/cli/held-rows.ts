// What a client holds of the studio, kept by the rules every client follows.
// Invariant: knowledge of a later rev wins, in whatever order snapshots, changes and loaded months arrive.
import { TABLES, type Lesson, type Row, type Table } from '../../contract/entities.ts';
import type { Change, Snapshot } from '../../contract/frames.ts';

type AnyRow = Row<Table>;

export class HeldRows {
  readonly tables = new Map<Table, Map<number, AnyRow>>(TABLES.map((t) => [t, new Map<number, AnyRow>()]));
  /** Months asked for (year * 12 + month - 1). */
  readonly months = new Set<number>();
  /** Rows known to be gone as of a rev, while an older answer may still be under way. */
  #gone = new Map<string, number>();
  #loads = 0;

  of<T extends Table>(table: T): Map<number, Row<T>> { return this.tables.get(table) as Map<number, Row<T>>; } // filled by table in put

  clear(): void {
    for (const rows of this.tables.values()) rows.clear();
    this.#gone.clear();
  }
  /** A part of a snapshot; rows only come with it, since everything was forgotten at the welcome. */
  applySnapshot(part: Snapshot): void {
    for (const table of TABLES) for (const row of part[table]) this.#put(table, row);
  }
  applyChanges(toRev: number, changes: readonly Change[]): void {
    for (const c of changes) {
      if (c.isGone) this.#leave(c.table, c.id, toRev);
      else this.#put(c.table, c.row);
    }
  }
  /** Call before months are asked for, and `applyMonths` or `loadFailed` afterwards. */
  loadBegins(months: readonly number[]): void {
    for (const m of months) this.months.add(m);
    this.#loads++;
  }
  loadFailed(): void { this.#loadEnded(); }
  /** These months hold exactly these lessons as of `rev`. */
  applyMonths(rev: number, months: readonly number[], lessons: readonly Lesson[]): void {
    const named = new Set(lessons.map((l) => l.id));
    for (const l of lessons) if ((this.#gone.get(`lesson ${l.id}`) ?? -1) < rev) this.#put('lesson', l);
    const held = this.of('lesson');
    for (const l of [...held.values()]) if (!named.has(l.id) && l.rev <= rev && months.includes(monthOf(l.onDate))) held.delete(l.id);
    this.#loadEnded();
  }

  #loadEnded(): void {
    if (--this.#loads === 0) this.#gone.clear();
  }
  #put(table: Table, row: AnyRow): void {
    const rows = this.tables.get(table) as Map<number, AnyRow>; // every table is there
    const held = rows.get(row.id);
    if (held && held.rev > row.rev) return;
    const isWanted = table !== 'lesson' || this.months.has(monthOf((row as Lesson).onDate));
    if (isWanted) rows.set(row.id, row);
    else rows.delete(row.id);
  }
  #leave(table: Table, id: number, toRev: number): void {
    if (this.#loads) this.#gone.set(`${table} ${id}`, toRev);
    const rows = this.tables.get(table) as Map<number, AnyRow>; // every table is there
    const held = rows.get(id);
    if (held && held.rev <= toRev) rows.delete(id);
  }
}

/** year * 12 + month - 1 of a studio date. */
export const monthOf = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
