// Where actions happen: the calendar that is on the screen, what lies over it, and the context that every action is given.
import { navigate, page } from '../router.svelte.ts';
import { sync } from '../sync/client.svelte.ts';
import type { LedgerLine } from '../../contract/ledger.ops.ts';
import type { ActionContext, CalendarPlace, PrintKind } from './action.ts';

let calendar = $state.raw<CalendarPlace | null>(null);
/** What is to be done as soon as the calendar is there. */
let waiting: ((calendar: CalendarPlace) => void) | null = null;

export type Overlay = { kind: 'palette'; text?: string } | { kind: 'help' } | { kind: 'print'; what: PrintKind; date: string; trainerId?: number | undefined }
  /** An absence to be entered, or (with its id) decided about, given a later end, or ended. */
  | { kind: 'absence'; trainerId?: number | undefined; absenceId?: number | undefined; isIll?: boolean; isEnding?: boolean; isExtending?: boolean }
  /** Closed time to be entered, or (with its id) decided about and ended. */
  | { kind: 'closure'; closureId?: number | undefined }
  /** The first steps with a new client; with a step, that one alone. */
  | { kind: 'newcomer'; clientId: number; step?: 'people' | 'schedule' }
  /** A cancelled lesson to be made up for at the end of its regular schedule. */
  | { kind: 'atEnd'; lessonId: number }
  /** Why something is taken back on another day; `note`: whose change it was, where it was somebody else's. */
  | { kind: 'undo'; revs: readonly number[]; isRedo: boolean; note?: string | undefined }
  /** Something of money: of a client, a subscription, a line of the ledger. */
  | { kind: 'money'; what: MoneyAsk; clientId?: number | undefined; subscriptionId?: number | undefined; line?: LedgerLine };
export type MoneyAsk = 'sell' | 'renew' | 'pay' | 'charge' | 'goods' | 'payOut' | 'freeze' | 'unfreeze' | 'extend' | 'transfer' | 'refund' | 'giveBack' | 'history' | 'reverse' | 'receipt';
let shown = $state.raw<Overlay | null>(null);
export const overlay = {
  get shown() { return shown; },
  open(next: Overlay) { shown = next; },
  close() { shown = null; },
};

/** The calendar says that it is there; the returned function says that it is gone. */
export function offerCalendar(place: CalendarPlace): () => void {
  calendar = place;
  const run = waiting;
  waiting = null;
  if (run) queueMicrotask(() => run(place));
  return () => { if (calendar === place) calendar = null; };
}
/** Does it in the calendar, going there first when another page is open. */
export function inCalendar(run: (calendar: CalendarPlace) => void) {
  if (calendar) {
    // Another page has been asked for and is still on its way: the calendar stays.
    if (page.path !== '/') navigate('/');
    return run(calendar);
  }
  waiting = run;
  navigate('/');
}
/** The context of now; a menu adds what it was opened on. */
export function contextNow(on: Partial<Pick<ActionContext, 'lesson' | 'slot'>> = {}): ActionContext {
  return { me: sync.me, path: page.path, calendar, lesson: calendar?.lessonHere() ?? null, slot: calendar?.slotHere() ?? null, ...on };
}
export const isMac = /Mac|iPhone|iPad/.test(typeof navigator === 'undefined' ? '' : navigator.userAgent);
