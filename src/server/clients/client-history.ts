// The history of a card for people: who changed what and when, newest first, those of merged duplicates among them.
import type { Output } from '../../contract/ops.ts';
import type { ReadContext } from '../context.ts';
import { codeOf } from '../db/rows.ts';
import { getVisible } from '../edit.ts';

const MOST = 500;
const SILENT = new Set(['id', 'rev']);
interface Found { rev: number; at: number; by: string | null; operation: string; reason: string | null; clientId: number; before: Record<string, unknown> | null; after: Record<string, unknown> | null }

export async function readClientHistory(ctx: ReadContext, { id }: { id: number }): Promise<Output<'client.history'>> {
  await getVisible(ctx, 'client', id);
  const found = await ctx.query<Found>(`select a.rev, a.at, u.name as by, a.operation, a.reason, a.id as "clientId", a.before, a.after from audit a left join studio_user u on u.studio_id = a.studio_id and u.id = a.user_id
    where a.studio_id = $1 and a.tbl = $2 and a.id in (select id from client where studio_id = $1 and (id = $3 or merged_into_id = $3)) order by a.rev desc, a.ord desc limit ${MOST}`, [ctx.studioId, codeOf('client'), id]);
  return {
    entries: found.map((f) => {
      const fields = [...new Set([...Object.keys(f.before ?? {}), ...Object.keys(f.after ?? {})])].filter((field) => !SILENT.has(field));
      return {
        rev: f.rev, at: f.at, by: (f.by ?? '').slice(0, 80), operation: f.operation.slice(0, 60), clientId: f.clientId, ...(f.reason && { reason: f.reason.slice(0, 200) }),
        changes: fields.slice(0, 40).map((field) => ({ field: field.slice(0, 40), ...textOf('before', f.before?.[field]), ...textOf('after', f.after?.[field]) })),
      };
    }),
  };
}
function textOf<K extends 'before' | 'after'>(key: K, value: unknown): { [P in K]?: string } {
  return value === null || value === undefined ? {} : { [key]: String(value).slice(0, 5000) } as { [P in K]?: string }; // one key, K
}
