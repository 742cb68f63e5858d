// Where messages stand over an open dialog: below it, else above it, else over its content, but never on its head or its buttons.
const EDGE_PX = 20;
const GAP_PX = 8;
/** Narrower, their words would stand one below the other. */
const LEAST_PX = 280;

/** All in px from the top of the window; `footTop`: where the buttons of the dialog begin. */
export interface Stand { seenTop: number; seenBottom: number; top: number; bottom: number; footTop: number; height: number }
/** Where the lower edge of the messages is, and whether they cover what the dialog says. */
export function messagesPlace({ seenTop, seenBottom, top, bottom, footTop, height }: Stand): { bottom: number; isOver: boolean } {
  const below = Math.max(seenBottom - EDGE_PX, bottom + GAP_PX + height);
  if (below <= seenBottom - GAP_PX) return { bottom: below, isOver: false };
  if (top - GAP_PX - height >= seenTop + GAP_PX) return { bottom: top - GAP_PX, isOver: false };
  return { bottom: Math.min(footTop - GAP_PX, seenBottom - EDGE_PX), isOver: true };
}

/** Where messages are shown. */
let place: HTMLElement | null = null;
/** Names the element they are shown in; null when it goes. */
export function showMessagesIn(element: HTMLElement | null) { place = element; }

/** Keeps them off what stands open beside other things, on the side that has more room; where none is enough, above its buttons; `leftPx`: where that room begins. To be called again when it has moved. Returns a function that ends it. */
export function standBeside(element: HTMLElement, leftPx: number): () => void {
  const { left, right } = element.getBoundingClientRect();
  const windowPx = document.documentElement.clientWidth;
  const isLeft = left - leftPx >= windowPx - right;
  const [from, to] = isLeft ? [leftPx, left] : [right, windowPx];
  const mostPx = Math.round(to - from) - 2 * GAP_PX;
  // Theirs alone: a property of the whole page would have every tile of it styled anew.
  const set = (name: string, px: number | null) => (px === null ? place?.style.removeProperty(name) : place?.style.setProperty(name, `${px}px`));
  const isRoomy = mostPx >= LEAST_PX;
  set('--messages-at', isRoomy ? Math.round((from + to) / 2) : null);
  set('--messages-most', isRoomy ? mostPx : null);
  const foot = isRoomy ? undefined : [...element.querySelectorAll('footer')].at(-1)?.getBoundingClientRect();
  set('--messages-end', foot ? Math.round(innerHeight - foot.top) + GAP_PX : null);
  return () => { for (const name of ['--messages-at', '--messages-most', '--messages-end']) set(name, null); };
}

/** Keeps them there while the dialog, its buttons, the messages or the on-screen keyboard change. A dialog that they stand over has `data-under-messages` and, in `--messages`, how far its end must be scrolled to be free. Returns a function that ends it. */
export function standOver(messages: HTMLElement, dialog: HTMLDialogElement): () => void {
  const sizes = new ResizeObserver(() => { stand(); });
  let foot: HTMLElement | undefined;
  const findFoot = () => {
    const now = [...dialog.querySelectorAll('footer')].findLast((f) => f.closest('dialog') === dialog);
    if (now === foot) return;
    if (foot) sizes.unobserve(foot);
    if (now) sizes.observe(now);
    foot = now;
  };
  const steps = new MutationObserver(findFoot);
  function stand() {
    const view = window.visualViewport;
    const height = messages.offsetHeight;
    const windowPx = document.documentElement.clientHeight;
    const isKeyboardUp = view !== null && view.scale < 1.05;
    const seenTop = isKeyboardUp ? view.offsetTop : 0;
    const seenBottom = isKeyboardUp ? Math.min(windowPx, view.offsetTop + view.height) : windowPx;
    // Not what is drawn: while it appears it is elsewhere.
    const { offsetTop: top, offsetHeight } = dialog;
    const bottom = top + offsetHeight;
    const { bottom: at, isOver } = messagesPlace({ seenTop, seenBottom, top, bottom, footTop: bottom - (foot?.offsetHeight ?? 0), height });
    messages.style.bottom = `${Math.round(windowPx - at)}px`;
    dialog.toggleAttribute('data-under-messages', isOver && height > 0);
    dialog.style.setProperty('--messages', `${height + 2 * GAP_PX}px`);
  }
  findFoot();
  steps.observe(dialog, { childList: true, subtree: true });
  for (const element of [messages, dialog]) sizes.observe(element);
  window.visualViewport?.addEventListener('resize', stand);
  stand();
  return () => {
    steps.disconnect();
    sizes.disconnect();
    window.visualViewport?.removeEventListener('resize', stand);
    messages.style.bottom = '';
    dialog.removeAttribute('data-under-messages');
  };
}
