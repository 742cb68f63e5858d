// Names that are unique among what is in use, whatever their case. The database has the same rule as an index.
import { refuse, type WriteContext } from '../context.ts';

const LOOKUPS = {
  room: 'select 1 from room where studio_id = $1 and lower(name) = lower($2) and id <> $3 and not is_archived',
  lessonKind: 'select 1 from lesson_kind where studio_id = $1 and lower(name) = lower($2) and id <> $3 and not is_archived',
  subscriptionType: 'select 1 from subscription_type where studio_id = $1 and lower(name) = lower($2) and id <> $3 and not is_archived',
};
/** Refuses a name that another room, lesson kind or subscription type in use has. */
export async function requireFreeName(ctx: WriteContext, table: keyof typeof LOOKUPS, name: string | undefined, id: number): Promise<void> {
  if (name !== undefined && (await ctx.query(LOOKUPS[table], [ctx.studioId, name, id])).length) refuse('taken', { field: 'name' });
}
