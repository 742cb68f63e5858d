// In which room most lessons like this one are.
import type { Room } from '../../contract/entities.ts';
import type { Draft } from './draft.ts';

/** A schedule, or a lesson as far as it may be seen. */
export interface Roomed { kindId?: number | undefined; trainerId?: number | undefined; groupId?: number | undefined; roomId?: number | undefined }
export type Wanted = Pick<Draft, 'kindId' | 'trainerId' | 'groupId'>;

/** Of the same group first, then of the same trainer and kind. Null where nothing is in a room that is open. */
export function mostUsedRoom(what: Wanted, known: readonly Roomed[], rooms: readonly Pick<Room, 'id' | 'isArchived'>[]): number | null {
  const open = new Set(rooms.filter((r) => !r.isArchived).map((r) => r.id));
  const likeness = (s: Roomed) => (what.groupId && s.groupId === what.groupId ? 4 : 0) + (what.trainerId && s.trainerId === what.trainerId ? 2 : 0) + (what.kindId && s.kindId === what.kindId ? 1 : 0);
  const inRooms = known.filter((s) => s.roomId && open.has(s.roomId));
  const most = Math.max(...inRooms.map(likeness));
  const alike = Map.groupBy(inRooms.filter((s) => likeness(s) === most), (s) => s.roomId ?? null);
  return [...alike].sort(([a, x], [b, y]) => y.length - x.length || (a ?? 0) - (b ?? 0))[0]?.[0] ?? null;
}
