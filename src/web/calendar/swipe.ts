// Swipe between days on a phone: a sideways stroke of one finger on the grid. A held lesson (a drag) is never a swipe.
const START_PX = 12;
const ENOUGH_PX = 56;
/** A short stroke that is as quick as this means it, too. */
const FLICK_PX = 24;
const FLICK_PX_PER_MS = 0.5;
const SLIDE_MS = 180;

interface Options {
  isBlocked: () => boolean;
  step: (direction: 1 | -1) => void;
  /** What lies on both sides is wanted from true until false, and comes in with the finger. Without it nothing stands there, and a step is made at once. */
  sides?: (areSeen: boolean) => void;
}
/** Calls `step` with 1 for the next day, -1 for the one before. Gives the function that stops listening. */
export function onSwipe(element: HTMLElement, { isBlocked, step, sides }: Options): () => void {
  /** Stays while the element slides away from under the next finger. */
  const ground = (sides && element.parentElement) || element;
  let leave = () => {};
  let from: { x: number; y: number; at: number } | null = null;
  /** From where the stroke counts: what is under the finger stays there. */
  let startX: number | null = null;
  /** While it slides: puts it where it is going, at once. */
  let settle: (() => void) | null = null;
  let sliding: Animation | null = null;
  const start = (event: TouchEvent) => {
    settle?.();
    // A second finger ends it.
    if (startX !== null) end();
    const touch = event.touches[0];
    from = event.touches.length === 1 && touch ? { x: touch.clientX, y: touch.clientY, at: event.timeStamp } : null;
    startX = null;
    leave();
    leave = follow(event.target, { touchmove: move, touchend: lift, touchcancel: end });
  };
  const move = (event: TouchEvent) => {
    const touch = event.touches[0];
    if (!from || !touch) return;
    if (isBlocked()) return end();
    const dx = touch.clientX - from.x;
    const dy = touch.clientY - from.y;
    if (startX === null && Math.abs(dy) > START_PX) from = null;
    else if (startX === null && Math.abs(dx) > START_PX && Math.abs(dx) > Math.abs(dy) * 1.5) {
      startX = touch.clientX;
      sides?.(true);
    }
    if (startX !== null) element.style.translate = `${touch.clientX - startX}px 0`;
  };
  const lift = (event: TouchEvent) => {
    const touch = event.changedTouches[0];
    if (!from || !touch || startX === null) return end();
    const dx = touch.clientX - from.x;
    const isFlick = Math.abs(dx) > FLICK_PX && Math.abs(dx) / (event.timeStamp - from.at) > FLICK_PX_PER_MS;
    const direction = dx < 0 ? 1 : -1;
    if (Math.abs(dx) > ENOUGH_PX || isFlick) slide(`${-direction * 100}% 0`, () => step(direction));
    else slide('0 0');
  };
  function slide(to: string, then?: () => void) {
    const arrived = () => {
      settle = sliding = null;
      then?.();
      end();
    };
    if (!sides || matchMedia('(prefers-reduced-motion: reduce)').matches) return arrived();
    const going = sliding = element.animate({ translate: [element.style.translate, to] }, { duration: SLIDE_MS, easing: 'ease-out', fill: 'forwards' });
    settle = () => {
      going.cancel();
      arrived();
    };
    going.onfinish = settle;
  }
  const end = () => {
    if (startX !== null) sides?.(false);
    from = startX = null;
    element.style.translate = '';
  };
  ground.addEventListener('touchstart', start, { passive: true });
  return () => {
    sliding?.cancel();
    leave();
    end();
    ground.removeEventListener('touchstart', start);
  };
}
/** Listens where the finger came down: that may be gone with its day by the next move, and is told of it all the same. */
function follow(target: EventTarget | null, heard: Record<string, (event: TouchEvent) => void>): () => void {
  const stop = new AbortController();
  for (const [type, hear] of Object.entries(heard)) target?.addEventListener(type, (event) => hear(event as TouchEvent), { passive: true, signal: stop.signal }); // types as named
  return () => stop.abort();
}
