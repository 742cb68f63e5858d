// The places of a room as a list to edit. Invariant: the number of a place never changes its meaning and is never given again.
import type { Room } from '../contract/entities.ts';

export type Place = Room['places'][number];
export interface WantedPlace { slot?: number | undefined; name: string }
export type PlaceList = { places: Place[]; /** Slots that are no longer there. */ dropped: number[] } | { reason: 'unknownSlot' | 'repeatedSlot' | 'repeatedName' | 'tooMany' };
const MOST_PLACES = 200;

/** Those with a slot are renamed (or come back from the archive), those without get the next number, those left out are archived. */
export function arrangePlaces(present: readonly Place[], wanted: readonly WantedPlace[]): PlaceList {
  const known = new Map(present.map((p) => [p.slot, p]));
  const slots = wanted.flatMap((w) => w.slot ?? []);
  if (slots.some((s) => !known.has(s))) return { reason: 'unknownSlot' };
  if (new Set(slots).size < slots.length) return { reason: 'repeatedSlot' };
  if (new Set(wanted.map((w) => w.name.toLocaleLowerCase())).size < wanted.length) return { reason: 'repeatedName' };
  let next = Math.max(0, ...known.keys());
  const kept = wanted.map((w): Place => {
    const old = w.slot === undefined ? undefined : known.get(w.slot);
    return { slot: w.slot ?? ++next, name: w.name, ...(old?.isOutOfOrder && { isOutOfOrder: true }) };
  });
  const gone = present.filter((p) => !slots.includes(p.slot));
  const places = [...kept, ...gone.map((p): Place => ({ ...p, isArchived: true }))];
  if (places.length > MOST_PLACES || next > MOST_PLACES) return { reason: 'tooMany' };
  return { places, dropped: gone.filter((p) => !p.isArchived).map((p) => p.slot) };
}
