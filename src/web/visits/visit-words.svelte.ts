// Visits in words: what a mark has taken, who pays for a place. Reads the store and the language.
import type { Taking } from '../../contract/attendance.ops.ts';
import type { Answer } from '../../contract/entities.ts';
import { marksUnpaid } from '../calendar/lesson-words.svelte.ts';
import { formatMoney } from '../i18n/index.svelte.ts';
import { t } from '../i18n/later.svelte.ts';
import { store, type LessonView } from '../sync/store.svelte.ts';
import { lessonsText, stateOf, type Act, type Place, type State } from './visit-model.ts';

export const stateText = (state: State): string => t(`visit.state.${state}`);
export const answerText = (answer: Answer | undefined): string => t(`visit.answer.${answer ?? 'none'}`);
export const actText = (act: Act): string => t(`visit.do.${act}`);
const money = (minor: number) => formatMoney(minor, store.studio?.currency);

/** «− 1 з «8 занять», залишилось 3»; empty when nothing was taken. */
export function takingText({ halves, name, leftHalves, chargedMinor }: Taking): string {
  if (name && !halves) return t('visit.tookShared', { name });
  if (name) return leftHalves === undefined ? t('visit.took', { n: lessonsText(halves), name }) : t('visit.tookLeft', { n: lessonsText(halves), name, left: lessonsText(leftHalves) });
  return chargedMinor ? t('visit.tookMoney', { sum: money(chargedMinor) }) : '';
}
/** What a marked place has taken, as far as the viewer may know. `isNow`: with what is left at present. */
export function takenText(place: Place, isNow = false): string {
  const n = lessonsText(place.takenHalves ?? 0);
  const { name, leftHalves } = (place.subscriptionId === undefined ? undefined : store.subscription.get(place.subscriptionId)) ?? {};
  const taken = place.takenHalves ? (name ? (isNow && leftHalves !== undefined ? t('visit.tookLeft', { n, name, left: lessonsText(leftHalves) }) : t('visit.took', { n, name })) : t('visit.tookSome', { n })) : place.chargedMinor ? t('visit.tookMoney', { sum: money(place.chargedMinor) }) : '';
  return [taken, place.isForgiven ? t('visit.forgiven') : ''].filter(Boolean).join(', ');
}
/** Who pays for a place that is not marked yet; empty when nobody does. */
export function payerText(place: Place): string {
  if (stateOf(place) !== 'booked' || !('isPaid' in place) || !place.isPaid) return '';
  const payer = place.subscriptionId === undefined ? undefined : store.subscription.get(place.subscriptionId);
  if (payer) return payer.leftHalves === undefined ? t('visit.payerOpen', { name: payer.name }) : t('visit.payer', { name: payer.name, left: lessonsText(payer.leftHalves) });
  return t(store.client.get(place.clientId)?.balanceMinor === undefined ? 'visit.payer.paid' : 'visit.payer.account');
}
/** In two words: what is left of what pays, or what the mark has taken. */
export function leftText(place: Place, isNow: boolean): string {
  const { name, leftHalves } = (place.subscriptionId === undefined ? undefined : store.subscription.get(place.subscriptionId)) ?? {};
  const left = leftHalves === undefined ? '' : t('visit.left', { left: lessonsText(leftHalves) });
  if (stateOf(place) === 'booked') return left || (name && 'isPaid' in place && place.isPaid ? t('visit.payerOpen', { name }) : payerText(place));
  if (place.isForgiven) return t('visit.forgiven');
  if (place.takenHalves) return [`− ${lessonsText(place.takenHalves)}`, isNow ? left : ''].filter(Boolean).join(', ');
  return place.chargedMinor ? `− ${money(place.chargedMinor)}` : '';
}
/** Nobody pays for a place in a lesson that costs something. */
export const isUnpaid = (lesson: LessonView, { clientId }: Place): boolean =>
  marksUnpaid() && lesson.status !== 'cancelled' && lesson.priceMinor !== 0 && (lesson.bookings ?? []).some((b) => b.clientId === clientId && !b.isPaid) && !lesson.joining?.includes(clientId);
/** Debts are told to staff, whose rows have them. */
export function debtText(clientId: number): string {
  const balance = store.client.get(clientId)?.balanceMinor ?? 0;
  return balance < 0 ? t('visit.debt', { sum: money(-balance) }) : '';
}
