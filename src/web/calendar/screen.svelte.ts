// What the calendar screen is showing: view and date (kept in the address), the open lesson or form, focus, and what is said aloud.
import type { Refusal } from '../../contract/operation.ts';
import { addDays, isDay } from '../../domain/calendar-day.ts';
import type { Slot } from './defaults.ts';
import type { Changes, Draft } from './draft.ts';
import type { View } from './grid-model.ts';

/** A new lesson to be filled in, or one on the screen; `changes`, `draft` and `refusal` carry over what was refused, so that nothing typed is lost. */
export type Open =
  | { kind: 'new'; slot: Slot; draft?: Draft; refusal?: Refusal }
  | { kind: 'lesson'; id: number; mode: 'show' | 'cancel'; changes?: Changes; refusal?: Refusal };

export class CalendarScreen {
  view = $state<View>('week');
  date = $state('');
  open = $state.raw<Open | null>(null);
  /** The lesson that Tab reaches, and the column it stands in. */
  focus = $state.raw<{ id: number; column: string } | null>(null);
  /** Where the keyboard is in empty time. */
  cursor = $state.raw<{ column: number; startMin: number } | null>(null);
  /** A trainer sees the own lessons only; until chosen, so on a phone and not on a wide screen. */
  isOwnOnly = $state<boolean | null>(null);
  announcement = $state('');
  /** Interval of the form that is open, drawn in the grid while it is typed. */
  draftSlot = $state.raw<{ onDate: string; startMin: number; durationMin: number; trainerId: number | null } | null>(null);

  #today: () => string;
  constructor(today: () => string) {
    this.#today = today;
    this.readAddress();
  }
  /** Takes view and date from the address: at the start, on Back, and when a link leads here. */
  readAddress() {
    const query = new URLSearchParams(location.search);
    const date = query.get('date') ?? '';
    this.view = query.get('view') === 'day' ? 'day' : 'week';
    this.date = isDay(date) ? date : this.#today();
  }
  /** Goes to a view and date; a step of the browser's history each. */
  go(view: View, date: string) {
    if (!isDay(date) || (view === this.view && date === this.date)) return;
    this.view = view;
    this.date = date;
    history.pushState(null, '', `/?view=${view}&date=${date}`);
  }
  step(direction: 1 | -1, days = this.view === 'week' ? 7 : 1) { this.go(this.view, addDays(this.date, direction * days)); }
  goToday() { this.go(this.view, this.#today()); }
  /** The same text twice in a row is still read twice. */
  say(text: string) { this.announcement = this.announcement === text ? `${text}\u00a0` : text; }
  /** A form that is open takes a newly chosen time instead of being thrown away with what is typed in it. */
  takeSlot: ((slot: Slot) => void) | null = null;
  slotsTaken = $state(0);
  openNew(slot: Slot) {
    if (this.takeSlot && this.open?.kind === 'new') {
      this.takeSlot(slot);
      this.slotsTaken++;
    } else this.open = { kind: 'new', slot };
  }
  showLesson(id: number) { this.open = { kind: 'lesson', id, mode: 'show' }; }
  close() {
    this.open = null;
    this.draftSlot = null;
  }
}
