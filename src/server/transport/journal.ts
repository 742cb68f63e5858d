// What one write did to rows: collected while it runs, stored in its transaction as the change log and the history.
import { isDeepStrictEqual } from 'node:util';
import type { Table } from '../../contract/entities.ts';
import type { Query } from '../db/database.ts';
import { codeOf, type Stored } from '../db/rows.ts';

export interface Author { studioId: number; name: string; userId: number; source: string; now: number; reason?: string | undefined; askedBy?: string | undefined }
export interface Receipt { instance: number; request: number; hash: Uint8Array; message: Uint8Array }

// change: for the feed. audit: for people. write_answer: so that a repeat is answered and not applied.
const STORE = `with c as (
    insert into change(studio_id, rev, ord, tbl, id, aud_before, aud_after)
    select $1, $2, x.n, x.tbl, x.id, string_to_array(x.b, ' '), string_to_array(x.a, ' ')
    from unnest($3::smallint[], $4::bigint[], $5::text[], $6::text[]) with ordinality as x(tbl, id, b, a, n)),
  d as (
    insert into audit(studio_id, rev, ord, tbl, id, before, after, operation, user_id, source, at, reason, asked_by)
    select $1, $2, x.n, x.tbl, x.id, x.b::jsonb, x.a::jsonb, $11, $12, $13, to_timestamp($14::float8 / 1000), $20, $21
    from unnest($7::smallint[], $8::bigint[], $9::text[], $10::text[]) with ordinality as x(tbl, id, b, a, n))
  insert into write_answer(studio_id, user_id, instance, request, request_hash, answer)
  select $1, $12, $15, $16, $17, $18 where $19`;

interface Entry { tbl: number; id: number; before: string | null; after: string | null }

export class Journal {
  readonly rev: number;
  #changes: Entry[] = [];
  #audits: Entry[] = [];
  constructor(rev: number) { this.rev = rev; }

  record<T extends Table>(table: T, id: number, before: Stored<T> | null, after: Stored<T> | null): void {
    const tbl = codeOf(table);
    this.#changes.push({ tbl, id, before: (before?.aud ?? []).join(' '), after: (after?.aud ?? []).join(' ') });
    const diff = difference(before?.row ?? null, after?.row ?? null);
    if (diff) this.#audits.push({ tbl, id, ...diff });
  }
  /** Change log and history, and where there is a receipt the stored answer. */
  storeLog(query: Query, by: Author, receipt?: Receipt): Promise<unknown> {
    const c = this.#changes;
    const a = this.#audits;
    return query(STORE, [
      by.studioId, this.rev, c.map((x) => x.tbl), c.map((x) => x.id), c.map((x) => x.before), c.map((x) => x.after),
      a.map((x) => x.tbl), a.map((x) => x.id), a.map((x) => x.before), a.map((x) => x.after),
      by.name, by.userId, by.source, by.now, receipt?.instance ?? 0, receipt?.request ?? 0, receipt?.hash ?? null, receipt?.message ?? null, !!receipt, by.reason ?? null, by.askedBy ?? null,
    ]);
  }
}

/** Only the fields that differ, as JSON; null when nothing a person would notice did. */
export function difference(before: object | null, after: object | null): { before: string | null; after: string | null } | null {
  if (!before || !after) return { before: before && JSON.stringify(before), after: after && JSON.stringify(after) };
  const old: Record<string, unknown> = {};
  const now: Record<string, unknown> = {};
  let count = 0;
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (key === 'rev') continue;
    const x = (before as Record<string, unknown>)[key]; // rows are plain records
    const y = (after as Record<string, unknown>)[key];
    if (x === y || (typeof x === 'object' && isDeepStrictEqual(x, y))) continue;
    old[key] = x ?? null;
    now[key] = y ?? null;
    count++;
  }
  return count ? { before: JSON.stringify(old), after: JSON.stringify(now) } : null;
}
