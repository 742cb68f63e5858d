// Short messages that follow an action, shown by Toasts.svelte. The newest stands last; three are shown at most.
export interface ToastOptions {
  text: string;
  tone?: 'plain' | 'danger';
  /** A button in the message, such as undo; pressing it closes the message. */
  action?: { label: string; run: () => void };
  /** Further buttons beside it. */
  more?: readonly { label: string; run: () => void }[];
  /** How long it stays: 5 s, with an action 10 s unless said otherwise. It waits while pointed at or focused. */
  seconds?: number;
}
export interface Toast extends ToastOptions { readonly id: number; readonly seconds: number }

const MOST = 3;
let list = $state.raw<readonly Toast[]>([]);
/** The same outside of effects: what is shown while a component goes away would else be added to an older list. */
let present: readonly Toast[] = [];
const show = (toasts: readonly Toast[]) => { list = present = toasts; };
let heightPx = $state(0);
let next = 1;

export const toasts = {
  get list() { return list; },
  /** How much of the screen they take together; 0 when there is none. */
  get heightPx() { return heightPx; },
  set heightPx(px: number) { heightPx = px; },
};
const withTime = (id: number, options: ToastOptions): Toast => ({ ...options, id, seconds: options.seconds ?? (options.action ? 10 : 5) });
/** Shows a message; gives its number for `dismiss`. */
export function toast(options: ToastOptions): number {
  const id = next++;
  show([...present, withTime(id, options)].slice(-MOST));
  return id;
}
/** Says something else in a message that is still shown; false where it is not. Its time begins anew, and it is not read aloud again. */
export function retell(id: number, options: ToastOptions): boolean {
  if (!present.some((t) => t.id === id)) return false;
  show(present.map((t) => (t.id === id ? withTime(id, options) : t)));
  return true;
}
export function dismiss(id: number) {
  show(present.filter((t) => t.id !== id));
}
