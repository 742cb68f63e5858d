// What this device has changed lately and can still take back or do again, tied to its screen.
import { layOver, takeOff } from '../sync/client.svelte.ts';
import { store } from '../sync/store.svelte.ts';
import { OwnChanges } from './own-changes.ts';

let isEmpty = $state(true);
export const ownChanges = new OwnChanges({ layOver, takeOff, revOf: (id) => store.lessons.get(id)?.rev ?? 0, listed: (count) => { isEmpty = count === 0; } });
export const undoable = { get isEmpty() { return isEmpty; } };
/** One that has been taken back. */
export interface Undone { readonly redo: () => void }
/** The latest last; something new empties it. */
let undone = $state.raw<readonly Undone[]>([]);
export const redoable = {
  get isEmpty() { return !undone.length; },
  get last() { return undone.at(-1); },
  add(one: Undone) { undone = [...undone, one]; },
  remove(one: Undone) { undone = undone.filter((u) => u !== one); },
  clear() { undone = []; },
};
