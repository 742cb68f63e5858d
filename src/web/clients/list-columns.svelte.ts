// Which columns of the list of clients this person likes, on this device.
import { COLUMNS, USUAL_COLUMNS, type Column } from './list-model.ts';

const keyOf = (userId: number) => `rytm.clients.columns.${userId}`;
let owner = 0;
let shown = $state.raw<readonly Column[]>(USUAL_COLUMNS);

export const columns = {
  get shown() { return shown; },
  /** Takes what this person chose before; once for each person. */
  load(userId: number) {
    if (userId === owner) return;
    owner = userId;
    shown = read(userId);
  },
  toggle(column: Column) {
    shown = COLUMNS.filter((c) => (c === column) !== shown.includes(c));
    try {
      localStorage.setItem(keyOf(owner), JSON.stringify(shown));
    } catch {
      // Storage may be refused in private windows; the choice then lasts for the page.
    }
  },
};
function read(userId: number): readonly Column[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? 'null');
    return Array.isArray(kept) ? COLUMNS.filter((c) => kept.includes(c)) : USUAL_COLUMNS;
  } catch {
    return USUAL_COLUMNS; // as above, or what is not ours
  }
}
