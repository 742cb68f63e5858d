// Arrow keys of the grids, as pure decisions. All other keys belong to actions (web/actions).
export interface Key { readonly key: string; readonly code: string; readonly altKey: boolean; readonly shiftKey: boolean; readonly ctrlKey: boolean; readonly metaKey: boolean }
export type Direction = 'up' | 'down' | 'left' | 'right';
export type TileCommand =
  | { do: 'nudge'; columns: number; steps: number }
  | { do: 'stretch'; steps: number }
  | { do: 'go'; direction: Direction };

const ARROWS: Record<string, { direction: Direction; columns: number; steps: number }> = {
  ArrowUp: { direction: 'up', columns: 0, steps: -1 }, ArrowDown: { direction: 'down', columns: 0, steps: 1 },
  ArrowLeft: { direction: 'left', columns: -1, steps: 0 }, ArrowRight: { direction: 'right', columns: 1, steps: 0 },
};
export const arrowOf = (e: Key) => ARROWS[e.key];

/** What a key does on a lesson: arrows go to neighbours, Alt moves, Alt+Shift stretches. */
export function tileCommand(e: Key): TileCommand | null {
  if (e.ctrlKey || e.metaKey) return null;
  const arrow = ARROWS[e.key];
  if (arrow && e.altKey && e.shiftKey) return arrow.steps ? { do: 'stretch', steps: arrow.steps } : null;
  if (arrow && e.altKey) return { do: 'nudge', columns: arrow.columns, steps: arrow.steps };
  if (e.altKey) return null;
  return arrow && !e.shiftKey ? { do: 'go', direction: arrow.direction } : null;
}

export interface Stop { readonly id: number; readonly from: number; readonly to: number; readonly lane: number }
/** The lesson an arrow leads to: above or below in the column, or the nearest in time in the next column that has any. */
export function neighbour(columns: readonly (readonly Stop[])[], column: number, id: number, direction: Direction): Stop | null {
  const own = columns[column] ?? [];
  const at = own.find((s) => s.id === id);
  if (!at) return null;
  if (direction === 'up' || direction === 'down') return own[own.indexOf(at) + (direction === 'down' ? 1 : -1)] ?? null;
  const step = direction === 'right' ? 1 : -1;
  const beside = own.filter((s) => s.from < at.to && at.from < s.to && Math.sign(s.lane - at.lane) === step);
  if (beside.length) return nearest(beside, (s) => Math.abs(s.lane - at.lane));
  for (let i = column + step; i >= 0 && i < columns.length; i += step) {
    const there = columns[i] ?? [];
    if (there.length) return nearest(there, (s) => Math.abs(s.from - at.from));
  }
  return null;
}
function nearest(stops: readonly Stop[], distance: (s: Stop) => number): Stop | null {
  let best: Stop | null = null;
  for (const s of stops) if (!best || distance(s) < distance(best)) best = s;
  return best;
}
