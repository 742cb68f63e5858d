// What a person has changed in a form, kept apart from the row: untouched fields follow the row, touched ones are never lost.
import type { Lesson, LessonKind } from '../../contract/entities.ts';
import type { Input } from '../../contract/ops.ts';
import { clientIdsOf } from './conflicts.ts';

/** Every field of a lesson that can be set by hand. null is "none". */
export interface Draft {
  onDate: string; startMin: number; fold: number; durationMin: number; trainerId: number | null; roomId: number | null;
  kindId: number | null; groupId: number | null; clientIds: number[]; title: string; priceMinor: number | null; note: string;
  /** null follows the kind or the group. */
  capacity: number | null; takesWholeRoom: boolean | null;
}
export type Changes = Partial<Draft>;
/** What a block of time has beside its place. */
export interface BlockDraft { readonly what: NonNullable<Lesson['block']>; readonly title: string; /** null: the whole room. */ readonly places: number | null; readonly holdHours: number }
export const NEW_BLOCK: BlockDraft = { what: 'break', title: '', places: null, holdHours: 24 };

export const draftOf = (l: Lesson): Draft => ({
  onDate: l.onDate, startMin: l.startMin, fold: l.fold ?? 0, durationMin: l.durationMin, trainerId: l.trainerId ?? null, roomId: l.roomId ?? null,
  kindId: l.kindId ?? null, groupId: l.groupId ?? null, clientIds: clientIdsOf(l), title: l.title ?? '', priceMinor: l.priceMinor ?? null, note: l.note ?? '',
  capacity: l.capacity ?? null, takesWholeRoom: l.takesWholeRoom ?? false,
});
/** Only what really differs from the row. */
export function realChanges(lesson: Lesson, changes: Changes): Changes {
  const base = draftOf(lesson);
  return Object.fromEntries(Object.entries(changes).filter(([key, value]) => !isEqual(base[key as keyof Draft], value))); // keys of Changes are keys of Draft
}
function isEqual(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((v) => b.includes(v)) : a === b;
}

type Place = Pick<Draft, 'onDate' | 'startMin' | 'fold' | 'durationMin' | 'trainerId' | 'roomId'>;
const PLACE = ['onDate', 'startMin', 'fold', 'durationMin', 'trainerId', 'roomId'] as const satisfies (keyof Place)[];

/** Input of lesson.move for changes of time, trainer or room; null when there are none. */
export function moveInput(lesson: Lesson, changes: Changes, seenRev = lesson.rev): Input<'lesson.move'> | null {
  const real = realChanges(lesson, changes);
  if (!PLACE.some((key) => key in real)) return null;
  const base = draftOf(lesson);
  const isNewTime = real.onDate !== undefined || real.startMin !== undefined;
  const fold = changes.fold ?? (isNewTime ? 0 : base.fold);
  return {
    id: lesson.id, seenRev, onDate: real.onDate ?? base.onDate, startMin: real.startMin ?? base.startMin,
    ...(fold && { fold }),
    ...(real.durationMin !== undefined && { durationMin: real.durationMin }),
    ...(real.trainerId !== undefined && { trainerId: real.trainerId }),
    ...(real.roomId !== undefined && { roomId: real.roomId }),
  };
}
/** Input of lesson.update for all other changes; null when there are none. */
export function updateInput(lesson: Lesson, changes: Changes, seenRev = lesson.rev): Input<'lesson.update'> | null {
  const real = realChanges(lesson, changes);
  const input: Input<'lesson.update'> = { id: lesson.id, seenRev };
  if (real.kindId) input.kindId = real.kindId;
  if (real.groupId !== undefined) input.groupId = real.groupId;
  if (real.clientIds) input.clientIds = real.clientIds;
  if (real.title !== undefined) input.title = real.title || null;
  if (real.priceMinor !== undefined && real.priceMinor !== null) input.priceMinor = real.priceMinor;
  if (real.note !== undefined) input.note = real.note || null;
  if (typeof real.capacity === 'number') input.capacity = real.capacity;
  if (typeof real.takesWholeRoom === 'boolean') input.takesWholeRoom = real.takesWholeRoom;
  return Object.keys(input).length > 2 ? input : null;
}
/** What such an input changes of a row; of the people only that it does. */
export const updatedFields = ({ id: _id, seenRev: _seen, clientIds, ...fields }: Input<'lesson.update'>): Partial<Lesson> =>
  ({ ...fields, ...(clientIds && { bookings: undefined, headCount: undefined }) }) as Partial<Lesson>; // null means "none", which a row tells by absence
/** What the screen may show before the server answers: time, trainer and room only. */
export function moveOverlay(changes: Changes): Partial<Lesson> {
  const shown = Object.fromEntries(PLACE.filter((key) => changes[key] !== undefined).map((key) => [key, changes[key] ?? undefined]));
  return shown as Partial<Lesson>; // null means "none", which a row tells by absence
}
/** Input of lesson.create; null while something needed is missing. */
export function createInput(id: number, draft: Draft, kind: LessonKind | undefined): Input<'lesson.create'> | null {
  if (draft.kindId === null || !kind) return null;
  return {
    id, onDate: draft.onDate, startMin: draft.startMin, durationMin: draft.durationMin, kindId: draft.kindId,
    ...(draft.fold && { fold: draft.fold }),
    ...(draft.trainerId !== null && { trainerId: draft.trainerId }),
    ...(draft.roomId !== null && { roomId: draft.roomId }),
    ...(draft.groupId !== null && { groupId: draft.groupId }),
    ...(draft.clientIds.length && { clientIds: draft.clientIds }),
    ...(draft.title && { title: draft.title }),
    ...(draft.priceMinor !== null && draft.priceMinor !== kind.priceMinor && { priceMinor: draft.priceMinor }),
    ...(draft.note && { note: draft.note }),
    ...(draft.capacity !== null && { capacity: draft.capacity }),
    ...(draft.takesWholeRoom !== null && draft.takesWholeRoom !== kind.takesWholeRoom && { takesWholeRoom: draft.takesWholeRoom }),
  };
}
/** The lesson as it will look, shown until the server's row arrives. */
export const newLessonOf = (id: number, draft: Draft): Lesson => ({
  id, rev: 0, onDate: draft.onDate, startMin: draft.startMin, durationMin: draft.durationMin, status: 'planned',
  ...(draft.fold && { fold: draft.fold }),
  ...(draft.kindId !== null && { kindId: draft.kindId }),
  ...(draft.trainerId !== null && { trainerId: draft.trainerId }),
  ...(draft.roomId !== null && { roomId: draft.roomId }),
  ...(draft.groupId !== null && { groupId: draft.groupId }),
  ...(draft.title && { title: draft.title }),
  bookings: draft.clientIds.map((clientId) => ({ clientId })),
});
