// What else putting a lesson down can mean: with Alt a copy there, with several picked the same way for all of them.
import type { LessonView } from '../sync/store.svelte.ts';
import { copyTo } from './action-place.svelte.ts';
import { moveMany } from './batch-actions.ts';
import { shiftOf } from './drop-hint.svelte.ts';
import type { Placed } from './drag-math.ts';
import type { Column } from './grid-model.ts';
import { tellRefusal } from './lesson-actions.ts';
import { pickedWith } from './picked.svelte.ts';
import type { CalendarScreen } from './screen.svelte.ts';

/** True when it was one of these, and nothing more is to be done. */
export function dropOtherwise(screen: CalendarScreen, lesson: LessonView, to: Placed, column: Column, from: Placed): boolean {
  const isMove = to.durationMin === from.durationMin;
  if (screen.isCopying && isMove) {
    screen.isCopying = false;
    void copyTo(lesson, { onDate: column.date, startMin: to.startMin, trainerId: column.trainerId, roomId: column.roomId }).then((outcome) => { if (!outcome.isDone) tellRefusal(outcome.refusal, undefined, lesson); });
    return true;
  }
  const all = isMove ? pickedWith(screen, lesson.id) : [];
  if (all.length) void moveMany(screen, shiftOf(all, lesson, to, column));
  return all.length > 0;
}
