// Lines of the ledger as sentences: what happened, and who wrote it when and why.
import type { LedgerLine } from '../../contract/ledger.ops.ts';
import { instantText } from '../calendar/local-instant.svelte.ts';
import { localNow } from '../calendar/local-now.ts';
import { isMoneyKey, t } from '../i18n/money.svelte.ts';
import { money } from '../subscriptions/type-words.svelte.ts';
import { store } from '../sync/store.svelte.ts';
import { clientName, dayText } from './subscription-words.svelte.ts';

/** Written by people, so that people may take them back here (server/ledger/ledger.ops.ts). */
const BY_HAND: ReadonlySet<string> = new Set(['payment', 'charge', 'goods', 'payout', 'expense', 'cashOut', 'opening']);
export const canReverse = (l: LedgerLine): boolean => BY_HAND.has(l.what) && !l.isReversed;

/** `isOwn`: read by the client who moved it. */
export function lineText(l: LedgerLine, isOwn = false): string {
  const name = l.subscriptionId === undefined ? undefined : store.subscription.get(l.subscriptionId)?.name;
  if (l.what === 'sale' || l.what === 'refund') {
    // What is still owed for a subscription goes from hand to hand with it.
    const what = l.from === 'client' && l.to === 'client' ? 'along' : isOwn && l.what === 'sale' ? 'bought' : l.what;
    return name === undefined ? t(`line.${what}Some`) : t(`line.${what}`, { name });
  }
  if (l.what === 'visit') return l.lessonOn ? t('line.visit', { date: dayText(l.lessonOn) }) : t('line.visitSome');
  const narrow = `line.${l.what}.${l.what === 'payout' ? l.from : l.to}`;
  if (isMoneyKey(narrow)) return t(narrow);
  const plain = `line.${l.what}`;
  return isMoneyKey(plain) ? t(plain) : l.what;
}
/** «пн, 23 лист., 08:12 · Олена Власенко · платить … · нотатка». */
export function aboutText(l: LedgerLine): string {
  const day = localNow(store.studio?.zone ?? '', l.at).date;
  return [
    instantText(l.at), l.by, l.onDate === day ? '' : t('ledger.forDay', { date: dayText(l.onDate) }), l.payerId === undefined ? '' : t('ledger.payer', { name: clientName(l.payerId) }),
    l.note, l.fiscalNumber && t('ledger.fiscal', { number: l.fiscalNumber }),
  ].filter(Boolean).join(' · ');
}
/** With its sign: + 500 ₴, − 320 ₴. */
export const signed = (minor: number): string => `${minor < 0 ? '' : '+\u00a0'}${money(minor)}`;
