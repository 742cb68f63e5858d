// Where an arrow leads in a month: down and up through the stops of one weekday (day, its lessons, "+N", next week's day), sideways to the same place of the next day.
interface Arrow { readonly columns: number; readonly steps: number }

/** Null at the edge of the month. */
export function nextStop(surface: HTMLElement, from: HTMLElement, arrow: Arrow): HTMLElement | null {
  const cells = [...surface.querySelectorAll<HTMLElement>('[data-column]')].map((cell) => [...cell.querySelectorAll<HTMLElement>('[data-stop]')]);
  const cell = cells.findIndex((stops) => stops.includes(from));
  const at = stepFrom(cells.map((stops) => stops.length), { cell, stop: cells[cell]?.indexOf(from) ?? 0 }, arrow);
  return at ? (cells[at.cell]?.[at.stop] ?? null) : null;
}
export interface StopPlace { readonly cell: number; readonly stop: number }
/** The same by numbers: how many stops each day of the month has, seven days a week. */
export function stepFrom(stops: readonly number[], from: StopPlace, arrow: Arrow): StopPlace | null {
  if (arrow.columns) {
    const cell = from.cell + arrow.columns;
    const count = stops[cell];
    return count ? { cell, stop: Math.min(from.stop, count - 1) } : null;
  }
  const stop = from.stop + arrow.steps;
  if (stop >= 0 && stop < (stops[from.cell] ?? 0)) return { cell: from.cell, stop };
  const cell = from.cell + arrow.steps * 7;
  const count = stops[cell];
  return count ? { cell, stop: arrow.steps > 0 ? 0 : count - 1 } : null;
}
