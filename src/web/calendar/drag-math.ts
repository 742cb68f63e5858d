// What a drag proposes, as pure arithmetic: quarter hours of movement, the lesson's own minutes kept (08:05 → 08:20).
export const STEP_MIN = 15;
export const SHORTEST_MIN = 5;
export const LONGEST_MIN = 720;
const LAST_START = 1439;

export type DragKind = 'move' | 'top' | 'bottom' | 'create';
/** Place in the grid: column by index, time by the minute of its day. */
export interface Spot { readonly column: number; readonly minute: number }
export interface Grab extends Spot {
  readonly kind: DragKind;
  /** Column and interval the drag began with; for `create` only the grabbed spot counts. */
  readonly from: Placed;
}
export interface Placed { readonly column: number; readonly startMin: number; readonly durationMin: number }

/** Where the lesson would be if the pointer were let go at `spot`. */
export function propose(grab: Grab, spot: Spot): Placed {
  const { from } = grab;
  const steps = Math.round((spot.minute - grab.minute) / STEP_MIN);
  if (grab.kind === 'create') return proposeNew(grab, spot);
  if (grab.kind === 'move') {
    return { ...moved(from, steps), column: spot.column };
  }
  return grab.kind === 'top' ? stretchedTop(from, steps) : stretchedBottom(from, steps);
}

/** Moves by quarter hours and stays within the day. */
export function moved(from: Placed, steps: number): Placed {
  const k = clamp(steps, -Math.floor(from.startMin / STEP_MIN), Math.floor((LAST_START - from.startMin) / STEP_MIN));
  return { ...from, startMin: from.startMin + k * STEP_MIN };
}
/** The end stays, the start moves. */
export function stretchedTop(from: Placed, steps: number): Placed {
  const earliest = -Math.min(Math.floor(from.startMin / STEP_MIN), Math.floor((LONGEST_MIN - from.durationMin) / STEP_MIN));
  const latest = Math.min(Math.floor((from.durationMin - SHORTEST_MIN) / STEP_MIN), Math.floor((LAST_START - from.startMin) / STEP_MIN));
  const k = clamp(steps, earliest, latest);
  return { ...from, startMin: from.startMin + k * STEP_MIN, durationMin: from.durationMin - k * STEP_MIN };
}
/** The start stays, the end moves. */
export function stretchedBottom(from: Placed, steps: number): Placed {
  const k = clamp(steps, -Math.floor((from.durationMin - SHORTEST_MIN) / STEP_MIN), Math.floor((LONGEST_MIN - from.durationMin) / STEP_MIN));
  return { ...from, durationMin: from.durationMin + k * STEP_MIN };
}
export const isSame = (a: Placed, b: Placed): boolean => a.column === b.column && a.startMin === b.startMin && a.durationMin === b.durationMin;

/** Half-hour a click on empty time means. */
export const clickedStart = (minute: number): number => clamp(Math.floor(minute / 30) * 30, 0, 1410);

function proposeNew(grab: Grab, spot: Spot): Placed {
  const first = clamp(Math.floor(Math.min(grab.minute, spot.minute) / STEP_MIN) * STEP_MIN, 0, 1440 - STEP_MIN);
  const last = clamp(Math.ceil(Math.max(grab.minute, spot.minute) / STEP_MIN) * STEP_MIN, first + STEP_MIN, Math.min(1440, first + LONGEST_MIN));
  return { column: grab.column, startMin: first, durationMin: last - first };
}
function clamp(value: number, least: number, most: number): number {
  // `+ 0` so that a clamp to nothing is 0 and never -0.
  return Math.max(least, Math.min(most, value)) + 0;
}
