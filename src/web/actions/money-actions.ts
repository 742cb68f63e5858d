// Actions of money: from the palette on any page, for the client whose card or lesson one is at.
import type { Action, ActionContext } from './action.ts';
import { overlay, type MoneyAsk } from './place.svelte.ts';

const isTeam = (c: ActionContext): boolean => c.me?.roles.some((r) => r !== 'client') ?? false;
/** Of the card that is open, or the only one in the lesson at hand. */
function clientHere(c: ActionContext): number | undefined {
  const card = /^\/clients\/(\d+)$/.exec(c.path);
  return card ? Number(card[1]) : c.lesson?.bookings?.length === 1 ? c.lesson.bookings[0]?.clientId : undefined;
}
const ask = (what: MoneyAsk) => (c: ActionContext) => overlay.open({ kind: 'money', what, clientId: clientHere(c) });

export const moneyActions = {
  sell: { id: 'money.sell', name: 'action.sell', icon: 'wallet', group: 'pages', words: 'sell subscription sale продаж абонемент', isAllowed: isTeam, run: ask('sell') },
  pay: { id: 'money.pay', name: 'action.pay', icon: 'wallet', group: 'pages', words: 'pay payment top up money оплата гроші поповнити', isAllowed: isTeam, run: ask('pay') },
} as const satisfies Record<string, Action>;
