// How a subscription stands, in plain words: «залишилось 5, записано 3, вільно 2, до 14 грудня, заморожено 3 з 14 днів».
import type { Subscription } from '../../contract/entities.ts';
import { frozenDays, stateOn, type State } from '../../domain/subscription.ts';
import { formatDate, localeTag, todayIn } from '../i18n/index.svelte.ts';
import { t } from '../i18n/money.svelte.ts';
import { fullName } from '../parts/names.ts';
import { store } from '../sync/store.svelte.ts';
import { termText } from '../subscriptions/type-words.svelte.ts';

export const studioToday = (): string => todayIn(store.studio?.zone ?? 'Europe/Kyiv');
/** Lessons of halves: 5, 4,5. */
export const lessonsOf = (halves: number): string => new Intl.NumberFormat(localeTag()).format(halves / 2);
/** With the year where it is another one than now. */
export const dayText = (date: string): string => formatDate(date, date.slice(0, 4) === studioToday().slice(0, 4) ? 'day' : 'long');
export const clientName = (id: number | undefined): string => {
  const client = id === undefined ? undefined : store.client.get(id);
  return client ? fullName(client) : '';
};
const isShown = (state: State): boolean => state === 'active' || state === 'frozen' || state === 'waiting';
export const stateLabel = (s: Subscription): string => {
  const state = stateOn(s, studioToday());
  return t(`subs.state.${state === 'closed' ? (s.closedAs ?? 'refunded') : state}`);
};
/** Still to be used, now or later. */
export const isCurrent = (s: Subscription): boolean => isShown(stateOn(s, studioToday()));
export function stateText(s: Subscription): string {
  const today = studioToday();
  const state = stateOn(s, today);
  const isGoing = isShown(state);
  const count = s.leftHalves === undefined ? [isGoing ? t('subs.unlimited') : ''] : [
    s.closedAs ? '' : t('subs.left', { n: lessonsOf(s.leftHalves) }),
    ...(isGoing ? [t('subs.booked', { n: lessonsOf(s.bookedHalves) }), t('subs.free', { n: lessonsOf(Math.max(0, s.leftHalves - s.bookedHalves)) })] : []),
  ];
  return [...count, termOf(s, state), ...freezeOf(s, today, isGoing)].filter(Boolean).join(', ');
}
function termOf(s: Subscription, state: State): string {
  if (s.endOn) return t(state === 'ended' ? 'subs.was' : 'subs.until', { date: dayText(s.endOn) });
  return s.startByOn ? t('subs.firstVisitBy', { term: termText(s), date: dayText(s.startByOn) }) : t('subs.firstVisit', { term: termText(s) });
}
function freezeOf(s: Subscription, today: string, isGoing: boolean): string[] {
  const days = frozenDays(s, today);
  if (!s.freezes?.length) return [];
  const ahead = isGoing ? s.freezes.filter((f) => f.toOn === undefined || f.toOn >= today) : [];
  return [
    s.freezeDays ? t('subs.frozenOf', { n: days, of: s.freezeDays }) : t('subs.frozen', { n: days }),
    ...ahead.map((f) => (f.toOn === undefined ? t('subs.freezesOpen', { from: dayText(f.fromOn) }) : t('subs.freezes', { from: formatDate(f.fromOn, 'short'), to: formatDate(f.toOn, 'short') }))),
  ];
}
