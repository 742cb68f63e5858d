// Regular places for which nobody pays: read for the list of renewals, and read again soon after lessons or subscriptions have changed.
import type { RegularPlace } from '../../contract/regular-place.ops.ts';
import { call, Refused } from '../sync/client.svelte.ts';

/** Many changes in a row ask once. */
const REST_MS = 400;
let all = $state.raw<readonly RegularPlace[] | null>(null);
let timer = 0;

export const regularPlaces = {
  /** Null until they have been read. */
  get all() { return all; },
  /** Something they follow from has changed. */
  refresh() {
    clearTimeout(timer);
    timer = window.setTimeout(() => void load(), all ? REST_MS : 0);
  },
  stop() { clearTimeout(timer); },
};
async function load() {
  try {
    ({ places: all } = (await call('regularPlace.list', {})).output);
  } catch (error) {
    if (!(error instanceof Refused)) throw error; // what is shown stays; the next change asks again
  }
}
