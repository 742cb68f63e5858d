// What this device has changed lately and can still take back, the newest last. Only for the way back by key and palette: the history has everything.
export interface Undoable { readonly text: string; /** In the order in which they are taken back. */ readonly revs: readonly number[] }
const MOST = 50;
let list = $state.raw<readonly Undoable[]>([]);

export const undoable = {
  get last(): Undoable | undefined { return list.at(-1); },
  add(change: Undoable) { list = [...list, change].slice(-MOST); },
  /** Forgets changes that have been taken back, or cannot be. */
  forget(revs: readonly number[]) { list = list.map((u) => ({ ...u, revs: u.revs.filter((r) => !revs.includes(r)) })).filter((u) => u.revs.length); },
};
