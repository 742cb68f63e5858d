// Why a lesson in the hand would not fit where it is held, in words. Looks at every lesson, the hidden ones too; of several that go along, at each of them.
import { addDays, daysBetween } from '../../domain/calendar-day.ts';
import { t } from '../i18n/index.svelte.ts';
import { conflictsText } from '../sync/refusal-text.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { movedTime } from './batch.ts';
import type { Shift } from './batch-actions.ts';
import { closedTime } from './closed-time.svelte.ts';
import { candidateOf, findHint } from './conflicts.ts';
import type { Placed } from './drag-math.ts';
import type { Column } from './grid-model.ts';
import { hintText, places, titleOf } from './lesson-words.svelte.ts';

interface Target { readonly onDate: string; readonly startMin: number; readonly durationMin: number; readonly trainerId: number | null | undefined; readonly roomId: number | null | undefined }

/** Empty when it fits as far as this screen knows, and is still what was taken. `picked`: all that go along with it, itself among them; empty when it goes alone. */
export function dropHint(taken: LessonView, column: Column, placed: Placed, picked: readonly LessonView[] = []): string {
  const lesson = store.lessons.get(taken.id);
  if (!lesson?.status) return t('calendar.panel.gone');
  if (picked.length && placed.durationMin === lesson.durationMin) return hintOfMany(picked.filter((l) => l.status === 'planned'), lesson, shiftOf(picked, lesson, placed, column));
  if (lesson.status !== taken.status) return t('calendar.statusMeanwhile', { status: t(`calendar.status.${lesson.status}`) });
  const trainerId = column.trainerId === undefined ? lesson.trainerId : column.trainerId;
  const roomId = column.roomId === undefined ? lesson.roomId : column.roomId;
  return hintAt(lesson, { onDate: column.date, startMin: placed.startMin, durationMin: placed.durationMin, trainerId, roomId }, around(column.date));
}
/** How all that are picked move when one of them is put down there: over to another trainer go all, where all had the same one. */
export function shiftOf(picked: readonly LessonView[], lesson: LessonView, to: Placed, column: Column): Shift {
  const isOneTrainer = column.trainerId !== undefined && column.trainerId !== (lesson.trainerId ?? null) && picked.every((l) => l.trainerId === lesson.trainerId);
  return { days: daysBetween(lesson.onDate, column.date), minutes: to.startMin - lesson.startMin, ...(isOneTrainer && { trainerId: column.trainerId }) };
}
/** The first reason among them, that of the one in the hand before the others', which are named. */
function hintOfMany(moving: readonly LessonView[], inHand: LessonView, { days, minutes, trainerId }: Shift): string {
  if (!days && !minutes && trainerId === undefined) return '';
  // They keep their distances, so none of them is in another's way; what stands around a day is asked for once.
  const ids = new Set(moving.map((l) => l.id));
  const byDate = new Map<string, LessonView[]>();
  const others = (date: string): LessonView[] => {
    const known = byDate.get(date) ?? around(date).filter((o) => !ids.has(o.id));
    byDate.set(date, known);
    return known;
  };
  for (const l of [...moving.filter(({ id }) => id === inHand.id), ...moving.filter(({ id }) => id !== inHand.id)]) {
    const at = movedTime(l, days, minutes);
    const reason = hintAt(l, { ...at, durationMin: l.durationMin, trainerId: trainerId === undefined ? l.trainerId : trainerId, roomId: l.roomId }, others(at.onDate));
    if (reason) return l.id === inHand.id ? reason : `${titleOf(l)} — ${reason}`;
  }
  return '';
}
const around = (date: string): LessonView[] => [-1, 0, 1].flatMap((days) => store.lessons.onDate(addDays(date, days)));
function hintAt(lesson: LessonView, to: Target, others: readonly LessonView[]): string {
  const hint = findHint({ ...candidateOf(lesson), ...to }, others, places);
  if (hint) return hintText(hint);
  return conflictsText(closedTime(to, lesson).slice(0, 2));
}
