// The line for a place: who is offered one that is free, and until when. Nobody is given a place here; an offer only keeps it.
const HOUR_MS = 3_600_000;
/** How long a place is kept for the person it is offered to. */
export const OFFER_MS = 6 * HOUR_MS;
/** Nothing is offered later than this before a lesson: who is in it could no longer cancel in time. */
export const OFFERS_END_MS = 12 * HOUR_MS;

export interface Waiter { offeredUntil?: number | undefined; hasLapsed?: boolean | undefined }
/** `free`: places nobody is booked for. `lastMs`: offers end here; Infinity for a group. */
export interface FreePlaces { free: number; nowMs: number; lastMs: number }

/** The line, in its order, as it shall be: offers that ran out lapse, those without a place are taken back, and free places are offered to the first who have none and have not let one lapse. */
export function settleLine<W extends Waiter>(line: readonly W[], { free, nowMs, lastMs }: FreePlaces): W[] {
  let left = lastMs > nowMs ? free : 0;
  const kept = line.map((w) => {
    if (w.offeredUntil === undefined) return w;
    if (w.offeredUntil <= nowMs) return without(w, true);
    if (left <= 0) return without(w, false);
    left--;
    return w.offeredUntil > lastMs ? { ...w, offeredUntil: lastMs } : w;
  });
  return kept.map((w) => (left <= 0 || w.offeredUntil !== undefined || w.hasLapsed ? w : (left--, { ...w, offeredUntil: Math.min(nowMs + OFFER_MS, lastMs) })));
}
function without<W extends Waiter>({ offeredUntil: _, ...rest }: W, hasLapsed: boolean): W {
  return { ...rest, ...(hasLapsed && { hasLapsed }) } as W; // the same entry without its offer
}
/** Places that are free and kept for nobody but, perhaps, this one. */
export const freeFor = (line: readonly (Waiter & { clientId: number })[], clientId: number, free: number, nowMs: number): number =>
  free - line.filter((w) => w.clientId !== clientId && w.offeredUntil !== undefined && w.offeredUntil > nowMs).length;
