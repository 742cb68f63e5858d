// Notices in words: to the desk about a client, to a client about oneself. Reads the store and the language.
import type { Notice } from '../../contract/entities.ts';
import { windowOn } from '../../domain/subscription.ts';
import { titleOf } from '../calendar/lesson-words.svelte.ts';
import { studioClock } from '../calendar/studio-clock.svelte.ts';
import { timeText } from '../calendar/time-text.ts';
import { formatDate } from '../i18n/index.svelte.ts';
import { t } from '../i18n/pages.svelte.ts';
import { store } from '../sync/store.svelte.ts';
import { lessonsText } from '../visits/visit-model.ts';

/** What it is about, as it stands now: «8 занять», залишилось 2. */
export function noticeText(n: Notice): string {
  if (n.kind === 'placeOffered') return t('notice.placeOffered', { what: placeText(n) });
  const s = n.subscriptionId === undefined ? undefined : store.subscription.get(n.subscriptionId);
  const name = s?.name ?? '';
  if (n.kind === 'endsSoon') return t('notice.endsSoon', { name, date: s ? formatDate(windowOn(s, studioClock.today).toOn, 'day') : '' });
  return t(`notice.${n.kind}`, { name, left: lessonsText(s?.leftHalves ?? 0) });
}
function placeText(n: Notice): string {
  const lesson = n.lessonId === undefined ? undefined : store.lessons.get(n.lessonId);
  if (lesson) return `${titleOf(lesson)}, ${formatDate(lesson.onDate, 'weekdayShort')}, ${timeText(lesson.startMin)}`;
  return (n.groupId === undefined ? undefined : store.group.get(n.groupId)?.name) ?? t('notice.aLesson');
}
/** Whether the place of an offer is still kept. */
export const isStillOffered = (n: Notice): boolean =>
  store.waiting.all().some((w) => w.clientId === n.clientId && w.offeredUntil !== undefined && (n.lessonId !== undefined ? w.lessonId === n.lessonId : w.groupId === n.groupId));
/** Newest first. */
export const inOrder = (notices: readonly Notice[]): Notice[] => [...notices].sort((a, b) => b.at - a.at || b.id - a.id);
