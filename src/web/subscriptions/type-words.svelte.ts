// A type of subscription, or one that was sold, in words.
import type { Subscription, SubscriptionType } from '../../contract/entities.ts';
import { formatMoney } from '../i18n/index.svelte.ts';
import { t } from '../i18n/money.svelte.ts';
import { store } from '../sync/store.svelte.ts';

/** In the studio's currency; reactive. */
export const money = (minor: number): string => formatMoney(minor, store.studio?.currency);
type Terms = Pick<Subscription, 'lessonCount' | 'termDays' | 'termMonths'>;
export const countText = (x: Terms): string => (x.lessonCount === undefined ? t('type.unlimited') : t('type.lessons', { n: x.lessonCount }));
export const termText = (x: Terms): string => (x.termMonths === undefined ? t('type.days', { n: x.termDays ?? 0 }) : t('type.months', { n: x.termMonths }));
/** «8 занять · 30 днів · з першого візиту · заморозка до 14 днів». */
export const typeText = (x: SubscriptionType): string => [
  countText(x), termText(x), x.starts === 'sale' ? '' : t(`type.starts.${x.starts}`), x.persons === 2 ? t('type.pair').toLocaleLowerCase() : '', x.isTrial ? t('type.trial').toLocaleLowerCase() : '',
  x.freezeDays ? t('type.freezeSay', { n: x.freezeDays }) : '', limitText(x),
].filter(Boolean).join(' · ');
const MOST_NAMED = 3;
/** For which kinds and groups alone; empty where for all. */
function limitText({ kindIds, groupIds }: SubscriptionType): string {
  const names = [...kindIds.map((id) => store.lessonKind.get(id)?.name), ...groupIds.map((id) => store.group.get(id)?.name)].filter((name) => name !== undefined);
  return !names.length ? '' : names.length > MOST_NAMED ? t('type.limited') : t('type.only', { what: names.join(', ') });
}
