// How this person likes the calendar on this device: height of an hour, density, the filter, a trainer's own lessons alone. Kept in the browser by login.
import { NO_FILTER, readFilter, type Filter } from './filter.ts';
import { nearestZoom, USUAL_HOUR_PX } from './zoom.ts';

export type Density = 'compact' | 'roomy';
interface Kept { hourPx: number; density: Density; filter: Filter; isOwnOnly: boolean | null }

const key = (userId: number) => `rytm.calendar.${userId}`;
let owner = 0;
let hourPx = $state(USUAL_HOUR_PX);
let density = $state<Density>('roomy');
let filter = $state.raw<Filter>(NO_FILTER);
let isOwnOnly = $state<boolean | null>(null);

export const choices = {
  get hourPx() { return hourPx; },
  set hourPx(next: number) { hourPx = next; keep(); },
  get density() { return density; },
  set density(next: Density) { density = next; keep(); },
  get filter() { return filter; },
  set filter(next: Filter) { filter = next; keep(); },
  /** A trainer sees the own lessons only; null: not said yet, then so on a phone and not on a wide screen. */
  get isOwnOnly() { return isOwnOnly; },
  set isOwnOnly(next: boolean | null) { isOwnOnly = next; keep(); },
  /** Takes what this person chose before; once for each person. */
  load(userId: number) {
    if (userId === owner) return;
    owner = userId;
    const kept = read(userId);
    hourPx = nearestZoom(kept.hourPx);
    density = kept.density === 'compact' ? 'compact' : 'roomy';
    filter = readFilter(kept.filter);
    isOwnOnly = typeof kept.isOwnOnly === 'boolean' ? kept.isOwnOnly : null;
  },
};
function keep() {
  if (!owner) return;
  try {
    localStorage.setItem(key(owner), JSON.stringify({ hourPx, density, filter, isOwnOnly } satisfies Kept));
  } catch {
    // Storage may be refused in private windows; the choice then lasts for the page.
  }
}
function read(userId: number): Partial<Record<keyof Kept, unknown>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(userId)) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {}; // As above, or not ours.
  }
}
