// Why a lesson in the hand would not fit where it is held, in words. Looks at every lesson, the hidden ones too.
import { addDays } from '../../domain/calendar-day.ts';
import { t } from '../i18n/index.svelte.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { awayIn } from './away.ts';
import { candidateOf, findHint } from './conflicts.ts';
import type { Placed } from './drag-math.ts';
import { studioClock } from './studio-clock.svelte.ts';
import { closedDay, type Column } from './grid-model.ts';
import { hintText, places, trainerText } from './lesson-words.svelte.ts';

/** Empty when it fits as far as this screen knows. */
export function dropHint(lesson: LessonView, column: Column, placed: Placed): string {
  const others = [-1, 0, 1].flatMap((days) => store.lessons.onDate(addDays(column.date, days)));
  const closed = column.date === lesson.onDate ? undefined : closedDay(store.studio, column.date);
  const hint = findHint({
    ...candidateOf(lesson), onDate: column.date, startMin: placed.startMin, durationMin: placed.durationMin,
    trainerId: column.trainerId === undefined ? lesson.trainerId : column.trainerId,
    roomId: column.roomId === undefined ? lesson.roomId : column.roomId,
  }, others, places);
  const trainerId = column.trainerId === undefined ? lesson.trainerId : column.trainerId;
  const isAway = trainerId && awayIn({ key: '', date: column.date, trainerId }, store.absence.all(), [], studioClock.today).some((w) => w.from < placed.startMin + placed.durationMin && placed.startMin < w.to);
  return hint ? hintText(hint) : isAway ? t('calendar.away', { names: trainerText(trainerId) }) : closed ? [t('calendar.closedDay'), closed.reason].filter(Boolean).join(': ') : '';
}
