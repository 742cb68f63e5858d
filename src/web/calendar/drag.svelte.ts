// The pointer's part in the grid: press, wait, drag, let go. Nothing but the ghost changes while it lasts.
// 4 px before a mouse drag starts; on touch a hold of 350 ms that 8 px of movement cancels; Esc cancels; edges scroll, and held there turn the page.
import type { LessonView } from '../sync/store.svelte.ts';
import { isSame, moved, propose, stretchedBottom, type DragKind, type Grab, type Placed, type Spot } from './drag-math.ts';

const MOUSE_START_PX = 4;
const TOUCH_HOLD_MS = 350;
const TOUCH_SLACK_PX = 8;
const STRETCH_PX = 7;
const TOUCH_STRETCH_PX = 12;
const LOW_STRETCH_PX = 5;
const LOW_TILE_PX = 35;
const EDGE_PX = 40;
const EDGE_SPEED_PX = 9;
/** Nearer than this to the left or right edge, that long, turns to the days before or after; the next turn takes longer. */
const TURN_PX = 24;
const TURN_MS = 600;
const NEXT_TURN_MS = 1000;

/** `reason` is asked anew, so that what others do is said while the hand is still. */
export interface Ghost extends Placed { readonly lesson: LessonView | null; readonly reason: string }
export interface DragHost {
  surface(): HTMLElement;
  scroller(): HTMLElement;
  columnCount(): number;
  /** Every column is another day: what goes past midnight goes on in the next. */
  isDaily?(): boolean;
  /** The lesson of a tile, when it may be dragged. */
  draggable(id: number): LessonView | null;
  canCreate(): boolean;
  /** Why it would not fit there; empty when it does. */
  reason(lesson: LessonView | null, placed: Placed): string;
  dropped(lesson: LessonView, from: Placed, to: Placed): void;
  drawn(placed: Placed): void;
  stopped(): void;
  /** Where the pointer is, for a grid that is no row of columns. */
  spotAt?(x: number, y: number): Spot;
  /** Turns to other days while the drag goes on; how many columns the old ones now lie to the left. 0: there is nothing to turn. */
  turn?(direction: 1 | -1): number;
}
interface Press { pointer: number; isTouch: boolean; /** It was taken by the part after midnight. */ isAfter: boolean; target: Element; x: number; y: number; lesson: LessonView | null; grab: Grab; timer: number }

export class Drag {
  /** Where the thing in the hand would land; changes as it moves. */
  ghost = $state.raw<Ghost | null>(null);
  /** The lesson in the hand; changes only when a drag begins and ends. */
  lessonId = $state.raw<number | null>(null);

  #host: DragHost;
  #press: Press | null = null;
  #isActive = false;
  #last = { x: 0, y: 0 };
  #frame = 0;
  #swallowsClick = false;
  #keys: { lesson: LessonView; from: Placed } | null = null;
  #edge: { direction: 1 | -1; dueAt: number } | null = null;
  #isTurning = false;
  constructor(host: DragHost) { this.#host = host; }

  get isActive() { return this.#isActive || this.#keys !== null; }
  /** Measured once and again after anything has scrolled or changed its size: to ask in every frame would lay the page out in the middle of it. */
  get #boxes(): { surface: DOMRect; frame: DOMRect; scrollsAside: boolean } {
    const scroller = this.#host.scroller();
    return (this.#measured ??= { surface: this.#host.surface().getBoundingClientRect(), frame: scroller.getBoundingClientRect(), scrollsAside: scroller.scrollWidth > scroller.clientWidth });
  }
  #measured: { surface: DOMRect; frame: DOMRect; scrollsAside: boolean } | null = null;
  #forget = () => { this.#measured = null; };
  #resizes = new ResizeObserver(this.#forget);
  /** Other columns than before: the end of a drag, unless it has turned to them itself. */
  columnsChanged() {
    this.#forget();
    if (!this.#isTurning) return this.cancel();
    this.#isTurning = false;
    this.ghost = null;
    this.#follow();
  }

  press = (event: PointerEvent) => {
    if (!event.isPrimary) return;
    this.#swallowsClick = false;
    if (event.button !== 0 || this.#press || !(event.target instanceof Element)) return;
    if (this.#keys) this.cancel();
    const tile = event.target.closest<HTMLElement>('[data-lesson-id]');
    if (!tile && (event.target.closest('button, a, [data-inert]') || !this.#host.canCreate())) return;
    const lesson = tile ? this.#host.draggable(Number(tile.dataset['lessonId'])) : null;
    if (tile && !lesson) return;
    const isAfter = lesson !== null && tile?.dataset['continuation'] !== undefined;
    // Beside one another stand the columns of one day: that of the eve is not there.
    if (isAfter && !this.#host.isDaily?.()) return;
    const spot = this.#spotAt(event.clientX, event.clientY, isAfter);
    const edge = !tile || this.#host.spotAt ? null : edgeAt(tile, event);
    const kind: DragKind = !lesson ? 'create' : edge && !(isAfter && edge === 'top') ? edge : 'move';
    const from: Placed = lesson ? { column: spot.column, startMin: lesson.startMin, durationMin: lesson.durationMin } : { column: spot.column, startMin: 0, durationMin: 0 };
    const isTouch = event.pointerType !== 'mouse';
    this.#press = { pointer: event.pointerId, isTouch, isAfter, target: event.target, x: event.clientX, y: event.clientY, lesson, grab: { kind, from, ...spot }, timer: isTouch ? window.setTimeout(this.#start, TOUCH_HOLD_MS) : 0 };
    this.#last = { x: event.clientX, y: event.clientY };
    this.#listen(true);
  };
  /** True once after a drag: the click that follows it is not one. */
  swallowsClick(): boolean {
    const swallows = this.#swallowsClick;
    this.#swallowsClick = false;
    return swallows;
  }
  cancel = () => {
    if (!this.#press && !this.#keys) return;
    const wasActive = this.isActive;
    this.#end();
    if (wasActive) this.#host.stopped();
  };

  /** Moves or stretches by keys; the ghost shows it until `commitKeys`. Over the edge of the days it turns to the next ones, puts it down there at once, and says so. */
  nudge(lesson: LessonView, column: number, columns: number, steps: number, isStretch: boolean): boolean {
    if (this.#press) return false;
    if (this.#keys?.lesson.id !== lesson.id) this.commitKeys();
    this.#keys ??= { lesson, from: { column, startMin: lesson.startMin, durationMin: lesson.durationMin } };
    this.lessonId = lesson.id;
    const now = this.ghost ?? this.#keys.from;
    const placed = isStretch ? stretchedBottom(now, steps) : moved(now, steps);
    const target = Math.max(0, Math.min(this.#host.columnCount() - 1, placed.column + columns));
    if (target !== placed.column + columns && this.#host.turn && (this.#host.isDaily?.() ?? true)) {
      const { from } = this.#keys;
      this.#end();
      const gone = this.#host.turn(columns < 0 ? -1 : 1);
      this.#host.dropped(lesson, { ...from, column: from.column - gone }, { ...placed, column: placed.column + columns - gone });
      return true;
    }
    this.#show({ column: target, startMin: placed.startMin, durationMin: placed.durationMin });
    return false;
  }
  commitKeys() {
    const keys = this.#keys;
    if (!keys) return;
    const ghost = this.ghost;
    this.#end();
    if (ghost && !isSame(keys.from, ghost)) this.#host.dropped(keys.lesson, keys.from, ghost);
  }

  #start = () => {
    const press = this.#press;
    if (!press) return;
    this.#isActive = true;
    this.lessonId = press.lesson?.id ?? null;
    if (press.isTouch) navigator.vibrate?.(10);
    try {
      this.#host.surface().setPointerCapture(press.pointer);
    } catch {
      // The pointer may be gone already; pointerup then arrives at the window.
    }
    this.#follow();
    this.#frame = requestAnimationFrame(this.#scrollAtEdges);
  };
  #move = (event: PointerEvent) => {
    const press = this.#press;
    if (!press || event.pointerId !== press.pointer) return;
    this.#last = { x: event.clientX, y: event.clientY };
    if (this.#isActive) return this.#follow();
    const distance = Math.hypot(event.clientX - press.x, event.clientY - press.y);
    if (press.isTouch ? distance > TOUCH_SLACK_PX : false) this.#end();
    else if (!press.isTouch && distance >= MOUSE_START_PX) this.#start();
  };
  #follow() {
    const press = this.#press;
    if (press) this.#show(propose(press.grab, this.#spotAt(this.#last.x, this.#last.y, press.isAfter)));
  }
  #show(placed: Placed) {
    if (this.ghost && isSame(this.ghost, placed)) return;
    const lesson = this.#press?.lesson ?? this.#keys?.lesson ?? null;
    const host = this.#host;
    this.ghost = { ...placed, lesson, get reason() { return host.reason(lesson, placed); } };
  }
  #release = (event: PointerEvent) => {
    const press = this.#press;
    if (!press || event.pointerId !== press.pointer) return;
    const ghost = this.ghost;
    const wasActive = this.#isActive;
    this.#end();
    if (!wasActive) return;
    this.#swallowsClick = true;
    if (!ghost) return;
    if (!press.lesson) this.#host.drawn(ghost);
    else if (!isSame(press.grab.from, ghost)) this.#host.dropped(press.lesson, press.grab.from, ghost);
  };
  /** A second finger means something else, whatever the first one holds. */
  #second = (event: PointerEvent) => {
    if (event.pointerId === this.#press?.pointer) return;
    this.cancel();
    this.#swallowsClick = true;
  };
  #escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault();
    this.cancel();
    this.#swallowsClick = true;
  };
  /** A hold that became a drag must not scroll the page. */
  holdStill = (event: Event) => { if (this.#isActive && event.cancelable) event.preventDefault(); };

  /** `isAfter`: as seen from the day before, whose minutes go on. */
  #spotAt(x: number, y: number, isAfter: boolean): Spot {
    if (this.#host.spotAt) return this.#host.spotAt(x, y);
    const box = this.#boxes.surface;
    const columns = this.#host.columnCount();
    const column = Math.max(0, Math.min(columns - 1, Math.floor(((x - box.left) / box.width) * columns)));
    const minute = ((y - box.top) / box.height) * 1440;
    return isAfter ? { column: column - 1, minute: minute + 1440 } : { column, minute };
  }
  #scrollAtEdges = () => {
    if (!this.#isActive) return;
    const scroller = this.#host.scroller();
    const { frame, scrollsAside } = this.#boxes;
    const down = pull(this.#last.y, frame.top + Number(scroller.dataset['headHeight'] ?? 0), frame.bottom);
    const right = scrollsAside ? pull(this.#last.x, frame.left, frame.right) : 0;
    if (down || right) {
      scroller.scrollBy(right, down);
      this.#forget();
      this.#follow();
    }
    this.#turnAtEdges(scroller);
    this.#frame = requestAnimationFrame(this.#scrollAtEdges);
  };
  #turnAtEdges(scroller: HTMLElement) {
    const press = this.#press;
    if (!press?.lesson || press.grab.kind !== 'move' || !this.#host.turn) return;
    const { surface: box, frame } = this.#boxes;
    const { x } = this.#last;
    // What can still be scrolled to comes first.
    const isAtRight = x > Math.min(box.right, frame.right) - TURN_PX && scroller.scrollLeft >= scroller.scrollWidth - scroller.clientWidth - 1;
    const isAtLeft = x < Math.max(box.left, frame.left) + TURN_PX && scroller.scrollLeft <= 1;
    const direction = isAtRight ? 1 : isAtLeft ? -1 : 0;
    const now = performance.now();
    if (!direction) this.#edge = null;
    else if (this.#edge?.direction !== direction) this.#edge = { direction, dueAt: now + TURN_MS };
    else if (now >= this.#edge.dueAt) {
      this.#edge = { direction, dueAt: now + NEXT_TURN_MS };
      const columns = this.#host.turn(direction);
      if (!columns) return;
      this.#isTurning = true;
      const { grab } = press;
      press.grab = { ...grab, column: grab.column - columns, from: { ...grab.from, column: grab.from.column - columns } };
    }
  }
  #listen(on: boolean) {
    const change = on ? window.addEventListener.bind(window) : window.removeEventListener.bind(window);
    change('pointermove', this.#move as EventListener); // the names say which event each one gets
    change('pointerup', this.#release as EventListener); // as above
    change('pointercancel', this.cancel);
    change('pointerdown', this.#second as EventListener, true); // as above
    change('keydown', this.#escape as EventListener, true); // as above
    change('scroll', this.#forget, true);
    // A finger's events go to what it first touched, also when that stands there no more.
    if (on) this.#press?.target.addEventListener('touchmove', this.holdStill, { passive: false });
    else this.#press?.target.removeEventListener('touchmove', this.holdStill);
    if (on) this.#resizes.observe(this.#host.scroller());
    else this.#resizes.disconnect();
  }
  #end() {
    if (this.#press) clearTimeout(this.#press.timer);
    cancelAnimationFrame(this.#frame);
    this.#listen(false);
    this.#forget();
    this.#press = null;
    this.#keys = null;
    this.#edge = null;
    this.#isTurning = false;
    this.#isActive = false;
    this.ghost = null;
    this.lessonId = null;
  }
}
/** The edge of a tile that stretches it; a finger gets more of it, a low tile gives less. */
function edgeAt(tile: HTMLElement, { clientY, pointerType }: PointerEvent): 'top' | 'bottom' | null {
  const box = tile.getBoundingClientRect();
  const reach = box.height < LOW_TILE_PX ? LOW_STRETCH_PX : pointerType === 'mouse' ? STRETCH_PX : TOUCH_STRETCH_PX;
  return clientY < box.top + reach ? 'top' : clientY >= box.bottom - reach ? 'bottom' : null;
}
/** Pixels a frame towards an edge, more the nearer the pointer is. */
function pull(at: number, least: number, most: number): number {
  if (at < least + EDGE_PX) return -EDGE_SPEED_PX * Math.min(1, (least + EDGE_PX - at) / EDGE_PX);
  if (at > most - EDGE_PX) return EDGE_SPEED_PX * Math.min(1, (at - most + EDGE_PX) / EDGE_PX);
  return 0;
}
