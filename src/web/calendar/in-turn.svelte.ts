// How many columns show their lessons. A view that somebody has turned to is drawn a few columns a frame, so that a key or a click
// meanwhile is answered and painted; everything else is drawn whole.
import { untrack } from 'svelte';
import { store } from '../sync/store.svelte.ts';
import { afterPaint } from '../ui/after-paint.ts';
import { belongs, type Column } from './grid-model.ts';

/** Lessons for which a frame of a slow device has time. */
const MOST_AT_ONCE = 20;

/** From a component: `columns` and `isInTurn` are read reactively. Gives the number, reactive too. */
export function columnsInTurn(columns: () => readonly Column[], isInTurn: () => boolean): () => number {
  let shown = $state.raw<{ columns: readonly Column[]; count: number } | null>(null);
  const drawn = $derived(!isInTurn() ? columns().length : shown?.columns === columns() ? shown.count : next(columns(), 0));
  $effect(() => {
    const all = columns();
    if (!isInTurn()) return;
    let isOver = false;
    const step = () => {
      if (isOver || drawn >= all.length) return;
      shown = { columns: all, count: next(all, drawn) };
      afterPaint(step);
    };
    untrack(() => afterPaint(step));
    return () => { isOver = true; };
  });
  return () => drawn;
}
/** At least one column more, and as many as there is time for. */
function next(columns: readonly Column[], drawn: number): number {
  return untrack(() => {
    let count = drawn;
    for (let lessons = 0; count < columns.length && lessons < MOST_AT_ONCE; count++) {
      const column = columns[count];
      if (column) lessons += store.lessons.onDate(column.date).filter((l) => belongs(column, l)).length;
    }
    return count;
  });
}
