// The places of a room as one person of a lesson may take them. Who sits unpinned gives way; a pinned place or one out of order is not for the taking.
// A hint only: the server decides, and sees more.
import type { Room } from '../../contract/entities.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { doOverlap } from './conflicts.ts';

export interface PlaceChoice {
  readonly slot: number;
  readonly name: string;
  readonly state: 'own' | 'free' | 'givesWay' | 'pinned' | 'broken';
  /** Who sits there now. */
  readonly clientId?: number | undefined;
}
/** Every place that is not archived, in order. `others` begin on the day before, the day, or the day after. */
export function placeChoices(lesson: LessonView, clientId: number, room: Room, others: readonly LessonView[]): PlaceChoice[] {
  const beside = others.filter((o) => o.id !== lesson.id && o.roomId === room.id && o.status !== undefined && o.status !== 'cancelled' && doOverlap(lesson, o));
  const seats = [lesson, ...beside].flatMap((l) => (l.bookings ?? []).map((b) => ({ ...b, isFixed: b.isPinned === true || l.status === 'held' })));
  return room.places.filter((p) => !p.isArchived).map(({ slot, name, isOutOfOrder }) => {
    const there = seats.find((s) => s.slot === slot);
    const isOwn = there?.clientId === clientId;
    const state = isOwn ? 'own' : isOutOfOrder ? 'broken' : !there ? 'free' : there.isFixed ? 'pinned' : 'givesWay';
    return { slot, name, state, ...(there && !isOwn && { clientId: there.clientId }) };
  });
}
