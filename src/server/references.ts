// Rows that other rows name: they must be there, and in use when they are newly named.
import type { Table } from '../contract/entities.ts';
import { refuse, refuseField, type WriteContext } from './context.ts';
import { findRow } from './db/rows.ts';

type Named = Extract<Table, 'trainer' | 'client' | 'lessonKind' | 'group'>;

/** Refuses an id that names nothing (notFound) or something archived (invalid). Undefined, null and the present one pass. */
export async function requireNamed(ctx: WriteContext, table: Named, field: string, id: number | null | undefined, presentId?: number): Promise<void> {
  if (id === undefined || id === null || id === presentId) return;
  const found = await findRow(ctx.query, table, ctx.studioId, id);
  if (!found) refuse('notFound', { field });
  if (found.row.isArchived) refuseField(field, 'archived');
}
