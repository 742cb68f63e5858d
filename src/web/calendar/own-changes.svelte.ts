// What this device has changed lately and can still take back, tied to its screen.
import { layOver, takeOff } from '../sync/client.svelte.ts';
import { store } from '../sync/store.svelte.ts';
import { OwnChanges } from './own-changes.ts';

let isEmpty = $state(true);
export const ownChanges = new OwnChanges({ layOver, takeOff, revOf: (id) => store.lessons.get(id)?.rev ?? 0, listed: (count) => { isEmpty = count === 0; } });
export const undoable = { get isEmpty() { return isEmpty; } };
