// Modal dialogs: opened here alone. Whatever lies outside of the topmost one cannot be pressed, so messages are told which one that is.
import { swallowSecondTap } from './second-tap.ts';

type Follower = (dialog: HTMLDialogElement | null) => void;
const open: HTMLDialogElement[] = [];
let follower: Follower | null = null;
let top: HTMLDialogElement | null = null;

/** Opens it over everything. `onbackdrop` runs on a press beside it. Returns a function that closes it, to be called once at least, whether the browser has closed it meanwhile or not. */
export function openModal(dialog: HTMLDialogElement, onbackdrop?: () => void): () => void {
  dialog.showModal();
  open.push(dialog);
  settle();
  const left = swallowSecondTap(dialog);
  const stop = onbackdrop && onPressBeside(dialog, onbackdrop);
  // Told late: it may have been opened again.
  const closed = () => { if (!dialog.open) settle(); };
  dialog.addEventListener('close', closed);
  return () => {
    const at = open.indexOf(dialog);
    if (at < 0) return;
    open.splice(at, 1);
    left();
    stop?.();
    dialog.removeEventListener('close', closed);
    // Before it closes: what it takes with it loses the focus.
    settle();
    dialog.close();
  };
}
/** The topmost modal dialog; null: none is open. */
export const topModal = () => top;
/** Tells which modal dialog is the topmost, at once and whenever another one is; null: none is open. Returns a function that ends it. */
export function followModals(follow: Follower): () => void {
  follower = follow;
  follow(top);
  return () => { if (follower === follow) follower = null; };
}
function settle() {
  const now = open.findLast((dialog) => dialog.open && dialog.isConnected) ?? null;
  if (now === top) return;
  top = now;
  follower?.(now);
}

/** A press that begins and ends beside the element, on its backdrop. Runs with the click, so that nothing beneath is pressed. */
export function onPressBeside(element: HTMLElement, run: () => void): () => void {
  let hasBegun = false;
  const isBeside = ({ target, clientX, clientY }: MouseEvent) => {
    const { left, right, top: upper, bottom } = element.getBoundingClientRect();
    return target === element && (clientX < left || clientX > right || clientY < upper || clientY > bottom);
  };
  const pressed = (event: PointerEvent) => { hasBegun = isBeside(event); };
  const clicked = (event: MouseEvent) => {
    if (hasBegun && isBeside(event)) run();
    hasBegun = false;
  };
  element.addEventListener('pointerdown', pressed);
  element.addEventListener('click', clicked);
  return () => {
    element.removeEventListener('pointerdown', pressed);
    element.removeEventListener('click', clicked);
  };
}
