// Today and now in the studio, whatever the zone of this browser. Ticks only while somebody watches.
import { localNow } from './local-now.ts';

let today = $state(localNow('', Date.now()).date);
let nowMin = $state(localNow('', Date.now()).minute);
let isOfStudio = $state(false);

export const studioClock = {
  get today() { return today; },
  get nowMin() { return nowMin; },
  /** False while the studio's zone is not known yet, and the device's own stands for it. */
  get isOfStudio() { return isOfStudio; },
};
/** Keeps the clock right in a zone; `offsetMs` is what the server's clock is ahead. Gives the function that stops it. */
export function runStudioClock(zone: string, offsetMs = 0): () => void {
  const read = () => {
    const now = localNow(zone, Date.now() + offsetMs);
    today = now.date;
    nowMin = now.minute;
  };
  read();
  isOfStudio = zone !== '';
  const timer = setInterval(read, 10_000);
  return () => clearInterval(timer);
}
