// Short messages that follow an action, shown by Toasts.svelte. The newest stands last; three are shown at most.
export interface ToastOptions {
  text: string;
  tone?: 'plain' | 'danger';
  /** A button in the message, such as undo; pressing it closes the message. */
  action?: { label: string; run: () => void };
  /** How long it stays: 5 s, with an action 10 s unless said otherwise. It waits while pointed at or focused. */
  seconds?: number;
}
export interface Toast extends ToastOptions { readonly id: number; readonly seconds: number }

const MOST = 3;
let list = $state.raw<readonly Toast[]>([]);
let next = 1;

export const toasts = {
  get list() { return list; },
};
/** Shows a message; gives its number for `dismiss`. */
export function toast(options: ToastOptions): number {
  const id = next++;
  list = [...list, { ...options, id, seconds: options.seconds ?? (options.action ? 10 : 5) }].slice(-MOST);
  return id;
}
export function dismiss(id: number) {
  list = list.filter((t) => t.id !== id);
}
