// What else putting a lesson down can mean: with Alt a copy there, with several picked the same way for all of them.
import { daysBetween } from '../../domain/calendar-day.ts';
import type { LessonView } from '../sync/store.svelte.ts';
import { copyTo } from './action-place.svelte.ts';
import { moveMany } from './batch-actions.ts';
import type { Placed } from './drag-math.ts';
import type { Column } from './grid-model.ts';
import { tellRefusal } from './lesson-actions.ts';
import { pickedLessons } from './picked.svelte.ts';
import type { CalendarScreen } from './screen.svelte.ts';

/** True when it was one of these, and nothing more is to be done. */
export function dropOtherwise(screen: CalendarScreen, lesson: LessonView, to: Placed, column: Column, from: Placed): boolean {
  const isMove = to.durationMin === from.durationMin;
  if (screen.isCopying && isMove) {
    screen.isCopying = false;
    void copyTo(lesson, { onDate: column.date, startMin: to.startMin, trainerId: column.trainerId, roomId: column.roomId }).then((outcome) => { if (!outcome.isDone) tellRefusal(outcome.refusal); });
    return true;
  }
  if (!isMove || screen.picked.size < 2 || !screen.picked.has(lesson.id)) return false;
  const all = pickedLessons(screen);
  // Over to another trainer go all, where all had the same one.
  const isOneTrainer = column.trainerId !== undefined && column.trainerId !== (lesson.trainerId ?? null) && all.every((l) => l.trainerId === lesson.trainerId);
  void moveMany(screen, { days: daysBetween(lesson.onDate, column.date), minutes: to.startMin - lesson.startMin, ...(isOneTrainer && { trainerId: column.trainerId }) });
  return true;
}
