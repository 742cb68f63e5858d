// Archiving: nothing with a history is deleted, and nothing goes while planned lessons from today on stand on it.
import type { Table } from '../contract/entities.ts';
import { refuse, type WriteContext } from './context.ts';
import { applyEdit, getVisible, type Edited, type Edits } from './edit.ts';
import type { Stored } from './db/rows.ts';
import { todayOf } from './today.ts';

type Archivable = Extract<Table, 'trainer' | 'room' | 'lessonKind' | 'group' | 'client' | 'subscriptionType'>;
interface Asked { id: number; seenRev: number; isArchived: boolean }
interface Rules<T extends Table> {
  /** Planned lessons that stand on the row. */
  countLessons?(ctx: WriteContext, id: number): Promise<number>;
  beforeRestore?(ctx: WriteContext, stored: Stored<T>): Promise<void>;
}

export async function setArchived<T extends Archivable>(ctx: WriteContext, table: T, asked: Asked, rules: Rules<T> = {}): Promise<Edited<T>> {
  const before = await getVisible(ctx, table, asked.id);
  if (before.row.isArchived !== asked.isArchived) {
    if (!asked.isArchived) await rules.beforeRestore?.(ctx, before);
    const count = asked.isArchived ? ((await rules.countLessons?.(ctx, asked.id)) ?? 0) : 0;
    if (count) refuse('inUse', { count });
  }
  return applyEdit(ctx, table, before, asked.seenRev, { isArchived: asked.isArchived } as Edits<T>); // every archivable table has the field
}

const PLANNED = `select count(*)::int as count from lesson l where l.studio_id = $1 and l.status = 'planned' and l.on_date >= $2::date and`;
const counting = (condition: string) => async (ctx: WriteContext, id: number, ...more: unknown[]): Promise<number> =>
  (await ctx.query<{ count: number }>(`${PLANNED} ${condition}`, [ctx.studioId, todayOf(ctx), id, ...more]))[0]?.count ?? 0;
export const countLessonsOfTrainer = counting('l.trainer_id = $3');
export const countLessonsOfGroup = counting('l.group_id = $3');
export const countLessonsOfRoom = counting('l.room_id = $3');
/** Planned lessons of a room that take one of the places, or have somebody sitting there. */
export const countLessonsAtPlaces: (ctx: WriteContext, roomId: number, slots: readonly number[]) => Promise<number> = counting(`l.room_id = $3 and (l.slots && $4::smallint[]
  or exists (select 1 from booking b where b.studio_id = l.studio_id and b.lesson_id = l.id and b.slot = any($4::smallint[])))`);
export const countLessonsOfClient = counting('exists (select 1 from booking b where b.studio_id = l.studio_id and b.lesson_id = l.id and b.client_id = $3 and b.state = \'booked\')');
