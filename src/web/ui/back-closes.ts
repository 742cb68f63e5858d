// Back closes what lies on top, a menu or a dialog, and leaves the page beneath where it was. What has an address of its own (an open lesson) goes with its address.
import { topModal } from './modal.ts';

/** A way back to the address takes no longer than this: later it is another press. */
const RETURN_MS = 1000;

/** Stands before whoever follows Back; gives the function that ends it. */
export function closeWithBack(): () => void {
  const follow = window.onpopstate;
  let returningAt = -Infinity;
  window.onpopstate = (event) => {
    const isReturned = performance.now() - returningAt < RETURN_MS;
    if (!isReturned && !topmost()) return follow?.call(window, event);
    returningAt = isReturned ? -Infinity : performance.now();
    // Closed only when its own address is here again: what closes may write it.
    if (isReturned) close(topmost());
    else history.forward();
  };
  return () => { window.onpopstate = follow; };
}
function topmost(): HTMLElement | null {
  const popover = [...document.querySelectorAll<HTMLElement>('[popover=auto]:popover-open')].at(-1);
  const modal = topModal();
  if (popover || modal) return popover ?? (modal?.hasAttribute('data-in-address') ? null : modal);
  // Under fingers what stands beside is on top as well; a mouse goes back through the days that were shown meanwhile.
  return matchMedia('(pointer: coarse)').matches ? document.querySelector<HTMLElement>('dialog[open]:not([data-in-address])') : null;
}
function close(top: HTMLElement | null) {
  if (top instanceof HTMLDialogElement) top.dispatchEvent(new Event('cancel', { cancelable: true }));
  else top?.hidePopover();
}
