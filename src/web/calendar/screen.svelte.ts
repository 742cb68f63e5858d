// What the calendar screen is showing: view, date and open lesson (kept in the address), the form, focus, and what is said aloud.
import { SvelteSet } from 'svelte/reactivity';
import type { Refusal } from '../../contract/operation.ts';
import { addDays, isDay } from '../../domain/calendar-day.ts';
import { afterPaint } from '../ui/after-paint.ts';
import type { Slot } from './defaults.ts';
import type { Changes, Draft } from './draft.ts';
import type { By, View } from './grid-model.ts';
import type { NewPerson } from './new-person.ts';
import type { SeriesAsk } from './series.ts';
import { addMonths } from './month-model.ts';

/** A block of time that becomes a lesson: the words on it, and who they name, go into the form. */
export interface BlockTaken { readonly id: number; readonly seenRev: number; readonly words?: Changes }
/** A new lesson to be filled in, or one on the screen; `changes`, `draft` and `refusal` carry over what was refused, so that nothing typed is lost. */
export type Open =
  | { kind: 'new'; slot: Slot; draft?: Draft; people?: readonly NewPerson[]; refusal?: Refusal; insteadOf?: BlockTaken }
  | { kind: 'lesson'; id: number; mode: 'show' | 'cancel'; changes?: Changes; /** They were put down in the grid, not typed. */ isPlaced?: true; people?: readonly NewPerson[]; refusal?: Refusal; /** Of a cancelling that was refused. */ reason?: string };

export type PanelPart = 'show' | 'edit' | 'cancel' | 'history';
/** What lies over the calendar; each part is loaded when it is first wanted. */
export type CalendarDialog = { kind: 'copyWeek'; monday: string } | { kind: 'moveMany' } | { kind: 'cancelMany' } | { kind: 'tell'; /** Lessons that have just been changed; absent for the picked ones. */ of?: readonly number[] } | { kind: 'telling' } | { kind: 'series'; ask: SeriesAsk };

export class CalendarScreen {
  view = $state<View>('week');
  date = $state('');
  /** What stands side by side in a day. */
  by = $state<By>('trainer');
  /** Where the person is going: the toolbar says it at once, the lessons follow in the next frame. */
  heading = $state.raw<{ view: View; date: string; by: By }>({ view: 'week', date: '', by: 'trainer' });
  /** The lessons of where the person has gone may be drawn one column after the other. */
  isInTurn = $state(false);
  /** Something that says itself where it is has led here: a lesson in the hand, the keyboard in a month. */
  isFollowed = false;
  open = $state.raw<Open | null>(null);
  /** The lesson that Tab reaches, and the column it stands in. */
  focus = $state.raw<{ id: number; column: string } | null>(null);
  /** Where the keyboard is in empty time. */
  cursor = $state.raw<{ column: number; startMin: number } | null>(null);
  /** Lessons picked to do something with all of them. */
  readonly picked = new SvelteSet<number>();
  /** Where Shift reaches from. */
  pickAnchor: number | null = null;
  /** Alt was held when the pointer let go. */
  isCopying = false;
  /** Gives the focus back to where it was in the grid. */
  focusGrid: (() => void) | null = null;
  /** The same, where what had the focus has just gone. */
  keepFocus: (() => void) | null = null;
  /** Scrolls the hours of the grid so that this time is in sight. */
  showTime: ((startMin: number, durationMin: number) => void) | null = null;
  dialog = $state.raw<CalendarDialog | null>(null);
  announcement = $state('');
  /** Interval of the form that is open, drawn in the grid while it is typed. */
  draftSlot = $state.raw<{ onDate: string; startMin: number; durationMin: number; trainerId: number | null; roomId: number | null; /** What it is, where it is no lesson. */ words?: string | undefined } | null>(null);

  #today: () => string;
  constructor(today: () => string) {
    this.#today = today;
    this.readAddress();
  }
  /** Takes view, date and lesson from the address: at the start, on Back, and when a link leads here. */
  readAddress() {
    // Back from where a lesson was closed leads to the same screen without it: one more step, or the press would seem lost.
    const wasSpent = this.#isSpent;
    this.#isSpent = history.state?.isSpent === true;
    if (wasSpent && location.search === this.#written) return history.back();
    const query = new URLSearchParams(location.search);
    const date = query.get('date') ?? '';
    const view = query.get('view');
    this.view = view === 'day' || view === 'month' ? view : 'week';
    this.by = query.get('by') === 'room' ? 'room' : 'trainer';
    this.date = isDay(date) ? date : this.#today();
    this.heading = { view: this.view, date: this.date, by: this.by };
    this.isInTurn = false;
    this.isFollowed = false;
    const lesson = Number(query.get('lesson')) || null;
    if (lesson === this.#openLesson) return;
    if (lesson !== null) this.showLesson(lesson);
    else this.open = null;
  }
  /** Goes to a view and date; a step of the browser's history each. `isAtOnce` where the lessons have to follow before anything else happens. */
  go(view: View, date: string, { by = this.heading.by, isAtOnce = false }: { by?: By; isAtOnce?: boolean } = {}) {
    if (!isDay(date) || (view === this.heading.view && date === this.heading.date && by === this.heading.by)) return;
    this.heading = { view, date, by };
    this.#write('pushState', null);
    this.isFollowed = isAtOnce;
    if (isAtOnce) this.#arrive(false);
    else afterPaint(() => this.#arrive(true));
  }
  #arrive(isInTurn: boolean) { Object.assign(this, this.heading, { isInTurn }); }
  #isSpent = false;
  #written = '';
  #write(how: 'pushState' | 'replaceState', state: { isOpened: true } | { isSpent: true } | null) {
    history[how](state, '', this.#address());
    this.#isSpent = state !== null && 'isSpent' in state;
    this.#written = location.search;
  }
  get #openLesson() { return this.open?.kind === 'lesson' ? this.open.id : null; }
  #address() { return `/?view=${this.heading.view}&date=${this.heading.date}${this.heading.by === 'room' ? '&by=room' : ''}${this.#openLesson ? `&lesson=${this.#openLesson}` : ''}`; }
  /** Brings the open lesson into the address. Opening is a step of the browser's history, so that Back closes. */
  writeLesson() {
    const written = Number(new URLSearchParams(location.search).get('lesson')) || null;
    const open = this.#openLesson;
    if (open === written) return;
    if (open === null) this.#write('replaceState', history.state?.isOpened ? { isSpent: true } : null);
    else if (written === null) this.#write(history.state?.isSpent ? 'replaceState' : 'pushState', { isOpened: true });
    else this.#write('replaceState', history.state);
  }
  /** One day, week or month on or back; `days` where the screen shows another span. */
  step(direction: 1 | -1, { days, isAtOnce = false }: { days?: number | undefined; isAtOnce?: boolean } = {}) {
    const { view, date } = this.heading;
    this.go(view, view === 'month' ? addMonths(date, direction) : addDays(date, direction * (days ?? (view === 'week' ? 7 : 1))), { isAtOnce });
  }
  /** The day with its rooms side by side, or with its trainers. */
  turnBy() {
    const { view, date, by } = this.heading;
    this.go('day', date, { by: view === 'day' && by === 'trainer' ? 'room' : 'trainer' });
  }
  goToday() { this.go(this.heading.view, this.#today()); }
  /** The same text twice in a row is still read twice. */
  say(text: string) { this.announcement = this.announcement === text ? `${text}\u00a0` : text; }
  /** A form that is open takes a newly chosen time instead of being thrown away with what is typed in it. */
  takeSlot: ((slot: Slot) => void) | null = null;
  /** An open panel turns to another part of itself instead of being made anew. */
  turnPanel: ((to: PanelPart) => void) | null = null;
  slotsTaken = $state(0);
  openNew(slot: Slot) {
    if (this.takeSlot && this.open?.kind === 'new') {
      this.takeSlot(slot);
      this.slotsTaken++;
    } else this.open = { kind: 'new', slot };
  }
  togglePicked(id: number) {
    if (!this.picked.delete(id)) this.picked.add(id);
    this.pickAnchor = id;
  }
  addPicked(ids: readonly number[]) { for (const id of ids) this.picked.add(id); }
  clearPicked() {
    this.picked.clear();
    this.pickAnchor = null;
  }
  showLesson(id: number) { this.open = { kind: 'lesson', id, mode: 'show' }; }
  /** True while the open form holds something typed that closing would lose. */
  guard: (() => boolean) | null = null;
  isAsking = $state(false);
  /** The field of the open form that had the focus last. */
  typedIn: HTMLElement | null = null;
  /** Closes what is open; where something typed would be lost it asks once, and closes when asked again. */
  close() {
    if (this.guard?.() && !this.isAsking) {
      this.isAsking = true;
      return;
    }
    this.isAsking = false;
    this.open = null;
    this.draftSlot = null;
  }
}
