// Many lessons at once: one call after another, within what a connection may send, and one account of how it went.
// Invariant: what is taken back is taken back in reverse, so that lessons which moved through each other's time can return.
import { addDays, daysBetween } from '../../domain/calendar-day.ts';
import type { Conflict, Refusal } from '../../contract/operation.ts';

interface Sent { readonly revs: readonly number[]; readonly warnings: readonly Conflict[]; readonly refusal: Refusal | null }
export interface BatchResult<T> {
  /** Newest first: the order of taking back. */
  readonly revs: readonly number[];
  readonly warnings: readonly Conflict[];
  readonly done: readonly T[];
  readonly refused: readonly { readonly item: T; readonly refusal: Refusal }[];
}
interface Pace { readonly burst: number; readonly everyMs: number; wait(ms: number): Promise<void> }
/** Below the allowance of a connection, which other calls share. */
const PACE: Pace = { burst: 50, everyMs: 60, wait: (ms) => new Promise((done) => setTimeout(done, ms)) };

/** `send` for each in its turn; `progress` hears how many are through. `isStopped` is asked before each. */
export async function runBatch<T>(items: readonly T[], send: (item: T) => Promise<Sent>, options: { progress?: (through: number) => void; isStopped?: () => boolean; pace?: Pace } = {}): Promise<BatchResult<T>> {
  const { progress, isStopped, pace = PACE } = options;
  const revs: number[] = [];
  const warnings: Conflict[] = [];
  const done: T[] = [];
  const refused: { item: T; refusal: Refusal }[] = [];
  for (const [i, item] of items.entries()) {
    if (isStopped?.()) break;
    if (i >= pace.burst) await pace.wait(pace.everyMs);
    const sent = await send(item);
    revs.unshift(...sent.revs);
    warnings.push(...sent.warnings);
    if (sent.refusal) refused.push({ item, refusal: sent.refusal });
    else done.push(item);
    progress?.(i + 1);
  }
  return { revs, warnings, done, refused };
}

interface Timed { readonly onDate: string; readonly startMin: number }
/** The order in which lessons make room for each other: the foremost in the direction of the move goes first. */
export function moveOrder<T extends Timed>(lessons: readonly T[], byMin: number): T[] {
  const first = lessons[0];
  const at = (l: Timed): number => (first ? daysBetween(first.onDate, l.onDate) * 1440 : 0) + l.startMin;
  return lessons.toSorted((a, b) => (byMin > 0 ? at(b) - at(a) : at(a) - at(b)));
}
/** A time moved by days and minutes, over midnight where it has to be. */
export function movedTime(l: Timed, days: number, minutes: number): { onDate: string; startMin: number } {
  const total = l.startMin + minutes;
  const over = Math.floor(total / 1440);
  return { onDate: addDays(l.onDate, days + over), startMin: total - over * 1440 };
}
