// Edits of one row: found only where it may be seen, refused when the same field was changed meanwhile, recorded.
// In edits undefined leaves a field, null and empty text clear it.
import { isDeepStrictEqual } from 'node:util';
import type { AnyRow, Row, Table } from '../contract/entities.ts';
import { matching, project } from '../domain/visibility.ts';
import { refuse, type ReadContext, type WriteContext } from './context.ts';
import { bumpRows, codeOf, findRow, readRows, updateRow, type Stored } from './db/rows.ts';

export type Edits<T extends Table> = { [K in Exclude<keyof Row<T>, 'id' | 'rev'>]?: Row<T>[K] | null | undefined };
export interface Edited<T extends Table> { before: Stored<T>; after: Stored<T>; isChanged: boolean }
type AudienceOf<T extends Table> = (row: Row<T>) => string[];

/** Changes the row as asked. Refuses notFound and changedMeanwhile. `audFor` where the audiences follow from the fields. */
export async function editRow<T extends Table>(ctx: WriteContext, table: T, id: number, seenRev: number, edits: Edits<T>, audFor?: AudienceOf<T>): Promise<Edited<T>> {
  return applyEdit(ctx, table, await getVisible(ctx, table, id), seenRev, edits, audFor);
}

/** The row, for those who may see it; everyone else is told notFound, whether it exists or not. */
export async function getVisible<T extends Table>(ctx: ReadContext, table: T, id: number): Promise<Stored<T>> {
  const found = await findRow(ctx.query, table, ctx.studioId, id);
  return found && matching(found.aud, ctx.keys).length ? found : refuse('notFound');
}

/** Like editRow, for a row that has just been read in this transaction. */
export async function applyEdit<T extends Table>(ctx: WriteContext, table: T, before: Stored<T>, seenRev: number, edits: Edits<T>, audFor?: AudienceOf<T>): Promise<Edited<T>> {
  const changed = differing(before.row, edits);
  const fields = Object.keys(changed);
  if (!fields.length) return { before, after: before, isChanged: false };
  await requireFresh(ctx, table, before, seenRev, fields);
  const row = withFields(before.row, changed, ctx.rev);
  const after = { row, aud: audFor?.(row) ?? before.aud };
  await updateRow(ctx.query, table, ctx.studioId, before.row.id, changed, ctx.rev, after.aud);
  ctx.record(table, before.row.id, before, after);
  return { before, after, isChanged: true };
}

/** Sends rows anew: they are as they were, and what is read together with them (a balance, lessons left, who pays) is not. The history does not mention it. */
export async function resend(ctx: WriteContext, table: Table, ids: readonly number[]): Promise<void> {
  if (!ids.length) return;
  const [found] = await Promise.all([readRows(ctx.query, table, ctx.studioId, ids), bumpRows(ctx.query, table, ctx.studioId, ids, ctx.rev)]);
  for (const before of found) ctx.record(table, before.row.id, before, { row: { ...before.row, rev: ctx.rev }, aud: before.aud });
}

/** Refuses when one of these fields was changed by somebody after the caller saw the row. A system actor that saw nothing (0) is let through. */
export async function requireFresh<T extends Table>(ctx: WriteContext, table: T, before: Stored<T>, seenRev: number, touched: readonly string[]): Promise<void> {
  if (before.row.rev <= seenRev || (ctx.actor.isSystem && seenRev === 0)) return;
  const later = await ctx.query<{ fields: string[]; by: string | null }>(`select array(select jsonb_object_keys(coalesce(a.after, a.before))) as fields, u.name as by
    from audit a left join studio_user u on u.studio_id = a.studio_id and u.id = a.user_id
    where a.studio_id = $1 and a.tbl = $2 and a.id = $3 and a.rev > $4 order by a.rev desc, a.ord desc`, [ctx.studioId, codeOf(table), before.row.id, seenRev]);
  const fields = touched.filter((f) => later.some((l) => l.fields.includes(f)));
  if (!fields.length) return;
  const by = later.find((l) => l.fields.some((f) => fields.includes(f)))?.by;
  const current = { table, row: project(table, before.row, matching(before.aud, ctx.keys)) } as unknown as AnyRow; // row belongs to table by its type
  refuse('changedMeanwhile', { fields, current, ...(by != null && { by }) });
}

/** A row for an insert: what is undefined, null or empty text is left out. */
export function filled<R extends object>(row: { [K in keyof R]: R[K] | null | undefined }): R {
  return Object.fromEntries(Object.entries(row).filter(([, v]) => v !== undefined && v !== null && v !== '')) as R; // only what optional fields may lack is left out
}

/** Edits that are really changes; undefined now stands for "cleared". */
function differing<T extends Table>(row: Row<T>, edits: Edits<T>): Partial<Record<keyof Row<T>, unknown>> {
  const changed: Record<string, unknown> = {};
  for (const [field, given] of Object.entries(edits)) {
    if (given === undefined) continue;
    const value = given === null || given === '' ? undefined : given;
    if (!isDeepStrictEqual((row as Record<string, unknown>)[field], value)) changed[field] = value; // rows are plain records
  }
  return changed as Partial<Record<keyof Row<T>, unknown>>; // keys of Edits are keys of the row
}
function withFields<T extends Table>(row: Row<T>, changed: Partial<Record<keyof Row<T>, unknown>>, rev: number): Row<T> {
  const next: Record<string, unknown> = { ...row, ...changed, rev };
  for (const field of Object.keys(changed)) if (next[field] === undefined) delete next[field];
  return next as Row<T>; // the same row with fields of its own types
}
