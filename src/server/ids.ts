// Row numbers that come from the client: taken from a block leased to this very login and client instance, and used once.
import type { Table } from '../contract/entities.ts';
import { ID_BLOCK } from '../contract/frames.ts';
import { refuseField, type WriteContext } from './context.ts';
import { findRow } from './db/rows.ts';

/** Refuses an id that this instance has not leased, or that a row of the table already has. Jobs and the operator lease nothing. */
export async function requireOwnId(ctx: WriteContext, id: number, table: Table): Promise<void> {
  if (!ctx.actor.isSystem) {
    const lease = await ctx.query('select 1 from id_lease where studio_id = $1 and user_id = $2 and instance = $3 and first_id <= $4::bigint and first_id > $4::bigint - $5::int limit 1',
      [ctx.studioId, ctx.actor.userId, ctx.actor.instance, id, ID_BLOCK]);
    if (!lease.length) refuseField('id', 'notLeased');
  }
  if (await findRow(ctx.query, table, ctx.studioId, id)) refuseField('id', 'used');
}
