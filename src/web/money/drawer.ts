// What lines of the ledger do to the drawer with the cash, and beside it to cards and transfers.
import type { LedgerLine, Method } from '../../contract/ledger.ops.ts';

type Moved = Pick<LedgerLine, 'from' | 'to' | 'amountMinor'>;
/** Into the drawer above zero, out of it below. */
const drawerChange = (l: Moved): number => (l.to === 'till' ? l.amountMinor : l.from === 'till' ? -l.amountMinor : 0);
/** What it did to the drawer or, beside it, to the card's account and the bank's. */
export const moneyChange = (l: Moved): number => drawerChange(l) || (isPurse(l.to) ? l.amountMinor : isPurse(l.from) ? -l.amountMinor : 0);
const isPurse = (account: string): boolean => account === 'card' || account === 'bank';
/** How a line moved money: what touches the drawer is cash, wherever it went. */
export const methodOf = (l: Moved): Method => (drawerChange(l) ? 'cash' : l.from === 'card' || l.to === 'card' ? 'card' : 'transfer');
/** What came in and what went out, each summed by itself. */
export const movedOf = (lines: readonly Moved[]): { inMinor: number; outMinor: number } => ({
  inMinor: lines.reduce((sum, l) => sum + Math.max(0, moneyChange(l)), 0), outMinor: lines.reduce((sum, l) => sum - Math.min(0, moneyChange(l)), 0),
});
