// What this device has changed lately and can still take back, the newest last. Only for the way back by key and palette: the history has everything.
export interface Undoable { readonly text: string; /** In the order in which they are taken back. */ readonly revs: readonly number[] }
const MOST = 50;
let list = $state.raw<readonly Undoable[]>([]);
/** Changes whose answer is still awaited. */
let awaited = $state.raw<readonly Promise<unknown>[]>([]);

export const undoable = {
  get last(): Undoable | undefined { return list.at(-1); },
  get isEmpty() { return !list.length && !awaited.length; },
  /** Resolves when what was awaited is in the list, or refused. */
  get settled(): Promise<unknown> { return Promise.all(awaited); },
  /** Takes note of a change on its way; it never rejects and adds itself. */
  awaiting<T>(change: Promise<T>): Promise<T> {
    awaited = [...awaited, change];
    void change.finally(() => { awaited = awaited.filter((a) => a !== change); });
    return change;
  },
  add(change: Undoable) { list = [...list, change].slice(-MOST); },
  /** Forgets changes that have been taken back, or cannot be. */
  forget(revs: readonly number[]) { list = list.map((u) => ({ ...u, revs: u.revs.filter((r) => !revs.includes(r)) })).filter((u) => u.revs.length); },
};
