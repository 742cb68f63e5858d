// Closed time as it lies in the database.
import type { Closure } from '../../contract/entities.ts';
import { PUBLIC } from '../../domain/visibility.ts';
import type { WriteContext } from '../context.ts';
import { deleteRows, insertRow, updateRow, type Stored } from '../db/rows.ts';
import { rangeOfSpan } from '../lessons/occupancy.ts';

export async function insertClosure(ctx: WriteContext, row: Closure): Promise<void> {
  await insertRow(ctx.query, 'closure', ctx.studioId, row, PUBLIC, { during: rangeOfSpan(row, ctx.studio.zone) });
  ctx.record('closure', row.id, null, { row, aud: [...PUBLIC] });
}
export async function updateClosure(ctx: WriteContext, before: Stored<'closure'>, row: Closure): Promise<void> {
  await updateRow(ctx.query, 'closure', ctx.studioId, row.id, { toOn: row.toOn, toMin: row.toMin, isOver: row.isOver }, ctx.rev, before.aud, { during: rangeOfSpan(row, ctx.studio.zone) });
  ctx.record('closure', row.id, before, { row, aud: before.aud });
}
export async function removeClosure(ctx: WriteContext, before: Stored<'closure'>): Promise<void> {
  await deleteRows(ctx.query, 'closure', ctx.studioId, [before.row.id]);
  ctx.record('closure', before.row.id, before, null);
}
