// Swipe between days on a phone: a sideways stroke of one finger on the grid. A held lesson (a drag) is never a swipe.
const START_PX = 12;
const ENOUGH_PX = 56;

/** Calls `step` with 1 for the next day, -1 for the one before. Gives the function that stops listening. */
export function onSwipe(element: HTMLElement, options: { isBlocked: () => boolean; step: (direction: 1 | -1) => void }): () => void {
  let from: { x: number; y: number } | null = null;
  let isSwipe = false;
  const start = (event: TouchEvent) => {
    const touch = event.touches[0];
    from = event.touches.length === 1 && touch ? { x: touch.clientX, y: touch.clientY } : null;
    isSwipe = false;
  };
  const move = (event: TouchEvent) => {
    const touch = event.touches[0];
    if (!from || !touch) return;
    if (options.isBlocked()) return end();
    const dx = touch.clientX - from.x;
    const dy = touch.clientY - from.y;
    if (!isSwipe && Math.abs(dy) > START_PX) from = null;
    else if (Math.abs(dx) > START_PX && Math.abs(dx) > Math.abs(dy) * 1.5) isSwipe = true;
    if (isSwipe) element.style.translate = `${dx}px 0`;
  };
  const lift = (event: TouchEvent) => {
    const touch = event.changedTouches[0];
    const dx = from && touch ? touch.clientX - from.x : 0;
    const goes = isSwipe && Math.abs(dx) > ENOUGH_PX;
    end();
    if (goes) options.step(dx < 0 ? 1 : -1);
  };
  const end = () => {
    from = null;
    isSwipe = false;
    element.style.translate = '';
  };
  const quiet = { passive: true } as const;
  element.addEventListener('touchstart', start, quiet);
  element.addEventListener('touchmove', move, quiet);
  element.addEventListener('touchend', lift, quiet);
  element.addEventListener('touchcancel', end, quiet);
  return () => {
    element.removeEventListener('touchstart', start);
    element.removeEventListener('touchmove', move);
    element.removeEventListener('touchend', lift);
    element.removeEventListener('touchcancel', end);
  };
}
