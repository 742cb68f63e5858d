// Keeps the keyboard where it is while pushes rebuild tiles: the tile that Tab reaches always exists, and a focused lesson
// that moved to another column, or was replaced, has the focus again. Works on the tiles as they stand in the page.
// Invariant: only a key of the person scrolls; what a push brings, and what is in the hand, never does.
import { neighbour, type Direction, type Stop } from './keyboard.ts';
import type { CalendarScreen } from './screen.svelte.ts';

/** Tiles or whole columns have come or gone; what else changes in the grid concerns no focus. */
const isAboutTiles = ({ addedNodes, removedNodes }: MutationRecord): boolean => [...addedNodes, ...removedNodes].some((node) => node instanceof Element && node.matches('[data-lesson-id], [data-column]'));
const TILE = '[data-lesson-id]:not([data-continuation])';
const EMPTY = '[data-cursor], [data-month-day][tabindex="0"]';

export class GridFocus {
  #screen: CalendarScreen;
  #surface: HTMLElement;
  /** The lesson that had the focus when it was last inside the grid. */
  #focused: { id: number; column: string; element: HTMLElement } | null = null;
  #isInEmpty = false;
  /** The lesson that the focus goes to as soon as it is drawn. */
  #awaited: number | null = null;
  #observer = new MutationObserver((records) => this.#changed(records));
  #isHeld: () => boolean;
  /** `isHeld`: something is being dragged. */
  constructor(surface: HTMLElement, screen: CalendarScreen, isHeld: () => boolean) {
    this.#surface = surface;
    this.#screen = screen;
    this.#isHeld = isHeld;
  }
  /** Watches the grid until the returned function is called. */
  watch(): () => void {
    this.#observer.observe(this.#surface, { childList: true, subtree: true });
    this.#surface.addEventListener('focusin', this.#enter);
    this.#surface.addEventListener('focusout', this.#leave);
    this.#surface.addEventListener('keydown', this.#awaitNothing);
    this.settle();
    return () => {
      this.#observer.disconnect();
      this.#surface.removeEventListener('focusin', this.#enter);
      this.#surface.removeEventListener('focusout', this.#leave);
      this.#surface.removeEventListener('keydown', this.#awaitNothing);
    };
  }
  #changed(records: readonly MutationRecord[]) {
    const own = this.#focused?.element;
    // Put elsewhere among its neighbours it has lost the focus as well.
    if (records.some(isAboutTiles)) this.settle(records.some(({ removedNodes }) => [...removedNodes].some((node) => node === own)));
  }
  focusLesson(id: number): boolean {
    const tile = this.#take(id);
    tile?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return tile !== null;
  }
  #take(id: number): HTMLElement | null {
    const tile = this.#tile(id);
    if (!tile) return null;
    this.#screen.focus = { id, column: keyOf(tile) };
    tile.tabIndex = 0;
    tile.focus({ preventScroll: true });
    return tile;
  }
  /** Where the focus was when it was last inside: at the lesson, or in empty time. */
  back({ scrolls = true } = {}) {
    const { focus } = this.#screen;
    if (!this.#isInEmpty && focus && (scrolls ? this.focusLesson(focus.id) : this.#take(focus.id))) return;
    this.#surface.querySelector<HTMLElement>(EMPTY)?.focus({ preventScroll: true });
  }
  /** When the view has just come: to the lesson, and until it is drawn to empty time. */
  come(id: number | null) {
    if (!this.#surface.isConnected) return;
    if (id !== null && this.focusLesson(id)) return;
    this.#isInEmpty = true;
    this.back();
    this.#awaited = id;
  }
  go(from: HTMLElement, direction: Direction): boolean {
    const column = Number(from.closest<HTMLElement>('[data-column]')?.dataset['column']);
    const next = neighbour(this.#stops(), column, Number(from.dataset['lessonId']), direction);
    return next !== null && this.focusLesson(next.id);
  }

  #awaitNothing = () => { this.#awaited = null; };
  #enter = (event: FocusEvent) => {
    const tile = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(TILE) : null;
    this.#isInEmpty = !tile;
    this.#focused = tile ? { id: Number(tile.dataset['lessonId']), column: keyOf(tile), element: tile } : null;
    if (this.#focused) this.#screen.focus = { id: this.#focused.id, column: this.#focused.column };
  };
  #leave = (event: FocusEvent) => {
    const { target } = event;
    if (event.relatedTarget) this.#focused = null;
    // Focus that goes nowhere: either the person left, or the tile was taken away; a moment later the page tells which.
    else queueMicrotask(() => {
      this.#changed(this.#observer.takeRecords());
      if (target instanceof Node && target.isConnected && document.activeElement !== target) this.#focused = null;
    });
  };
  /** After tiles have come or gone, or what was in the hand has been let go. */
  settle(hasMoved = false) {
    const awaited = this.#awaited !== null && (isNowhere() || document.activeElement?.matches(EMPTY)) ? this.#tile(this.#awaited) : null;
    if (awaited) {
      this.#awaited = null;
      this.focusLesson(Number(awaited.dataset['lessonId']));
    }
    const lost = this.#focused;
    if (lost && (hasMoved || !lost.element.isConnected) && isNowhere()) {
      if (this.#take(lost.id)) return;
      // What is in the hand comes down somewhere.
      if (this.#isHeld()) return;
      const next = this.#surface.querySelector<HTMLElement>(`[data-key="${CSS.escape(lost.column)}"] ${TILE}`) ?? this.#surface.querySelector<HTMLElement>(TILE);
      this.#focused = null;
      if (next) this.#take(Number(next.dataset['lessonId']));
      else this.#surface.querySelector<HTMLElement>('[data-cursor]')?.focus({ preventScroll: true });
      return;
    }
    const { focus } = this.#screen;
    const held = focus && this.#tile(focus.id);
    const reached = held || this.#surface.querySelector<HTMLElement>(TILE);
    const want = reached ? { id: Number(reached.dataset['lessonId']), column: keyOf(reached) } : null;
    if (want?.id !== focus?.id || want?.column !== focus?.column) this.#screen.focus = want;
  }
  #tile(id: number): HTMLElement | null { return this.#surface.querySelector<HTMLElement>(`${TILE}[data-lesson-id="${id}"]`); }
  #stops(): Stop[][] {
    return [...this.#surface.querySelectorAll<HTMLElement>('[data-column]')].map((column) =>
      [...column.querySelectorAll<HTMLElement>(TILE)].map((tile) => ({
        id: Number(tile.dataset['lessonId']), from: tile.offsetTop, to: tile.offsetTop + tile.offsetHeight, lane: tile.offsetLeft,
      })));
  }
}
const keyOf = (tile: HTMLElement): string => tile.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? '';
/** Nothing of the page has the focus. */
export const isNowhere = (): boolean => !document.activeElement || document.activeElement === document.body;
