// From one lesson to the others of its regular schedule; each with one way back.
import type { SCOPES } from '../../contract/entities.ts';
import type { Refusal } from '../../contract/operation.ts';
import { addDays } from '../../domain/calendar-day.ts';
import { t } from '../i18n/index.svelte.ts';
import { call, Refused, sync } from '../sync/client.svelte.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { tellDone, tellRefusal, type Way } from './lesson-actions.ts';
import { isStaff } from './permissions.ts';
import { canOverride } from './refusal-words.svelte.ts';

export type Scope = (typeof SCOPES)[number];
/** Makes the lessons after this one, or all that are still ahead, as this one is now. `override`: although some of them fall on closed time. */
export const spread = (lesson: LessonView, scope: Scope, override?: string): Promise<void> =>
  withSeries(lesson, (id, seenRev) => call('series.update', { id, seenRev, lessonId: lesson.id, scope, ...(override && { override }) }), 'series.spread', () => void spread(lesson, scope, t('series.byRule')));
/** This lesson is the last. */
export const endAfter = (lesson: LessonView): Promise<void> =>
  withSeries(lesson, (id, seenRev) => call('series.end', { id, seenRev, fromOn: addDays(lesson.onDate, 1) }), 'series.ended');

async function withSeries(lesson: LessonView, run: (id: number, seenRev: number) => Promise<{ output: { count: number }; rev: number }>, text: 'series.spread' | 'series.ended', anyway?: () => void) {
  const series = lesson.seriesId === undefined ? undefined : store.series.get(lesson.seriesId);
  if (!series) return;
  try {
    const { output, rev } = await run(series.id, series.rev);
    tellDone(t(text, { n: output.count }), [rev]);
  } catch (error) {
    const refusal: Refusal = error instanceof Refused ? error.refusal : { code: 'failed' };
    tellRefusal(refusal, anyway && canOverride(refusal) && isStaff(sync.me) ? { label: t('series.anyway'), run: anyway } : undefined);
  }
}
/** What a message about a lesson says when the change has gone to others, too. */
export const scopeText = (text: string, scope: Scope | null): string => (scope ? `${text} ${t(`series.${scope}`)}.` : text);
/** What a message about a changed lesson of a regular schedule offers besides the way back. */
export const spreadOffers = (lessonId: number): Way[] => {
  const now = () => store.lessons.get(lessonId);
  const lesson = now();
  if (lesson?.seriesId === undefined || !store.series.get(lesson.seriesId)) return [];
  const offer = (scope: Scope, label: string) => ({ label, run: () => { const l = now(); if (l) void spread(l, scope); } });
  return [offer('following', t('series.following')), offer('all', t('series.all'))];
};
