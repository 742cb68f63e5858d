// The second tap of a double tap on a button that takes away what it stands in: it would fall on whatever lies beneath, and means nothing.
const AGAIN_MS = 400;
const NEAR_PX = 24;

/** Watches an element that will be closed. Call what it gives when it is: a second press there, soon after the last one within it, then does nothing. */
export function swallowSecondTap(element: HTMLElement): () => void {
  let last = { at: -Infinity, x: 0, y: 0 };
  const pressed = ({ timeStamp, clientX, clientY }: PointerEvent) => { last = { at: timeStamp, x: clientX, y: clientY }; };
  element.addEventListener('pointerdown', pressed, true);
  return () => {
    element.removeEventListener('pointerdown', pressed, true);
    const left = last.at + AGAIN_MS - performance.now();
    if (left <= 0) return;
    const stop = new AbortController();
    const before = { capture: true, signal: stop.signal };
    let isAgain = false;
    const swallow = (event: MouseEvent) => {
      // A key that presses a button.
      if (event.type === 'click' && event.detail === 0) return;
      if (event.type === 'pointerdown') isAgain = event.button === 0 && event.timeStamp - last.at < AGAIN_MS && Math.hypot(event.clientX - last.x, event.clientY - last.y) < NEAR_PX;
      if (!isAgain) return stop.abort();
      event.stopPropagation();
      if (event.type !== 'click') return;
      event.preventDefault();
      stop.abort();
    };
    for (const type of ['pointerdown', 'click'] as const) addEventListener(type, swallow, before);
    // What becomes a scroll is no tap.
    addEventListener('pointercancel', () => stop.abort(), before);
    setTimeout(() => { if (!isAgain) stop.abort(); }, left);
  };
}
