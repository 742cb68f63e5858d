// A lesson made again at another time: kind, people, price and note stay, status and history do not.
import type { Lesson, LessonKind } from '../../contract/entities.ts';
import type { Input } from '../../contract/ops.ts';
import { clientIdsOf } from './conflicts.ts';

export interface CopyPlace { readonly onDate: string; readonly startMin: number; /** Absent: the trainer of the original. */ readonly trainerId?: number | null | undefined; /** As the trainer. */ readonly roomId?: number | null | undefined }

/** Input of lesson.create; null for a lesson of which only the time is known. A price equal to the kind's is left to the kind, and a trainer cannot see one. */
export function copyInput(id: number, original: Lesson, at: CopyPlace, kind: LessonKind | undefined): Input<'lesson.create'> | null {
  if (original.kindId === undefined || !kind) return null;
  const trainerId = at.trainerId === undefined ? original.trainerId : (at.trainerId ?? undefined);
  const roomId = at.roomId === undefined ? original.roomId : (at.roomId ?? undefined);
  const clientIds = clientIdsOf(original);
  return {
    id, onDate: at.onDate, startMin: at.startMin, durationMin: original.durationMin, kindId: original.kindId,
    ...(trainerId !== undefined && { trainerId }),
    ...(roomId !== undefined && { roomId }),
    ...(original.groupId !== undefined && { groupId: original.groupId }),
    ...(clientIds.length && { clientIds }),
    ...(original.title && { title: original.title }),
    ...(original.priceMinor !== undefined && original.priceMinor !== kind.priceMinor && { priceMinor: original.priceMinor }),
    ...(original.capacity !== undefined && original.capacity !== kind.capacity && original.groupId === undefined && { capacity: original.capacity }),
    ...(original.takesWholeRoom !== undefined && original.takesWholeRoom !== kind.takesWholeRoom && { takesWholeRoom: original.takesWholeRoom }),
    ...(original.note && { note: original.note }),
  };
}
/** The copy as it will look, until the server's row arrives. */
export function copyOf(input: Input<'lesson.create'>, original: Lesson): Lesson {
  const { id, onDate, startMin, trainerId, roomId } = input;
  const { fold: _fold, cancelReason: _reason, cancelAskedBy: _askedBy, meantTrainerId: _meant, isUndecided: _isUndecided, absenceId: _absence, closureId: _closure, trainerId: _trainer, roomId: _room, bookings, ...rest } = original;
  return { ...rest, id, rev: 0, onDate, startMin, status: 'planned', ...(trainerId !== undefined && { trainerId }), ...(roomId !== undefined && { roomId }), bookings: (bookings ?? []).map(({ clientId }) => ({ clientId })) };
}
