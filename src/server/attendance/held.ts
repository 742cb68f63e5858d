// A lesson becomes held: by a person, by somebody's arrival, or by itself.
import type { Lesson } from '../../contract/entities.ts';
import type { WriteContext } from '../context.ts';

/** A lesson that has taken place, with what its trainer gets for one of its kind now. */
export async function asHeld(ctx: WriteContext, row: Lesson): Promise<Lesson> {
  const [kind] = await ctx.query<{ payMinor: number | null }>('select pay_minor as "payMinor" from lesson_kind where studio_id = $1 and id = $2', [ctx.studioId, row.kindId ?? 0]);
  return { ...row, status: 'held', ...(kind?.payMinor != null && row.payMinor === undefined && { payMinor: kind.payMinor }) };
}
