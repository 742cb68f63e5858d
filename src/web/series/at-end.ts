// What was cancelled in time can be made up for at the end of its regular schedule.
import { overlay } from '../actions/place.svelte.ts';
import type { Way } from '../calendar/lesson-actions.ts';
import { t } from '../i18n/later.svelte.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';

/** Nobody paid for it, and its schedule has an end. */
export const mayAddAtEnd = (l: LessonView): boolean =>
  l.status === 'cancelled' && l.seriesId !== undefined && store.series.get(l.seriesId)?.untilOn !== undefined && !l.calledOff?.some((b) => b.takenHalves || b.chargedMinor);
/** What the message about a cancelled lesson offers besides the way back. */
export function atEndOffers(lessonId: number): Way[] {
  const lesson = store.lessons.get(lessonId);
  return lesson && mayAddAtEnd(lesson) ? [{ label: t('atEnd.add'), run: () => addAtEnd(lessonId) }] : [];
}
export const addAtEnd = (lessonId: number) => overlay.open({ kind: 'atEnd', lessonId });
