// Sensible first values of a new lesson: the kind used last, the column's trainer, the room that is free first.
import type { LessonKind, Room } from '../../contract/entities.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { freeRoom, type Places } from './conflicts.ts';
import type { Draft } from './draft.ts';

/** How long a lesson that repeats does so until somebody says otherwise. */
export const USUAL_REPEAT_DAYS = 91;

export interface Slot { readonly onDate: string; readonly startMin: number; /** Drawn by a drag; a click leaves the length to the kind. */ readonly durationMin?: number | undefined; readonly trainerId?: number | null | undefined; /** Of a room's column; otherwise the room that is free. */ readonly roomId?: number | null | undefined; /** Who it is for. */ readonly clientIds?: readonly number[] | undefined }
export interface Surroundings { readonly kinds: readonly LessonKind[]; readonly rooms: readonly Room[]; readonly others: readonly LessonView[]; readonly places: Places }

const FALLBACK_MIN = 55;

export function newDraft(slot: Slot, lastKindId: number | null, around: Surroundings): Draft {
  const kind = chooseKind(around.kinds, lastKindId);
  const draft: Draft = {
    onDate: slot.onDate, startMin: slot.startMin, fold: 0, durationMin: slot.durationMin ?? kind?.durationMin ?? FALLBACK_MIN, trainerId: slot.trainerId ?? null, roomId: null,
    kindId: kind?.id ?? null, groupId: null, clientIds: [...(slot.clientIds ?? [])], title: '', priceMinor: kind?.priceMinor ?? null, note: '',
    capacity: null, takesWholeRoom: null,
  };
  return { ...draft, roomId: slot.roomId === undefined ? roomFor(draft, around) : slot.roomId };
}
export function roomFor(draft: Draft, around: Surroundings): number | null {
  const candidate = { ...draft, kindId: draft.kindId ?? undefined, capacity: draft.capacity ?? undefined, takesWholeRoom: draft.takesWholeRoom ?? undefined };
  return freeRoom(candidate, around.others, around.rooms, around.places) ?? null;
}
/** What choosing a kind sets, where the person has not said otherwise. */
export function kindChanges(kind: LessonKind, touched: ReadonlySet<keyof Draft>): Partial<Draft> {
  return {
    kindId: kind.id,
    ...(!touched.has('durationMin') && { durationMin: kind.durationMin }),
    ...(!touched.has('priceMinor') && { priceMinor: kind.priceMinor }),
    ...(kind.format !== 'group' && { groupId: null }),
  };
}
function chooseKind(kinds: readonly LessonKind[], lastKindId: number | null): LessonKind | undefined {
  const open = kinds.filter((k) => !k.isArchived);
  return open.find((k) => k.id === lastKindId) ?? open.find((k) => k.format === 'individual') ?? open[0];
}
