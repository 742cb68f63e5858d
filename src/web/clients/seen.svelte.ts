// When each client was here last and comes next, and birthdays: read for the list, and read again soon after clients or lessons have changed.
import { call, Refused } from '../sync/client.svelte.ts';
import type { Seen } from './list-model.ts';

const AGAIN_MS = 1500;
let known = $state.raw<ReadonlyMap<number, Seen> | null>(null);
let owner = 0;
let timer: ReturnType<typeof setTimeout> | null = null;

export const seen = {
  /** By client; null until it has been read. */
  get rows() { return known; },
  /** Something it follows from has changed, or the list has been opened. */
  renew(userId: number) {
    if (userId !== owner) known = null;
    const isFirst = known === null;
    owner = userId;
    timer ??= setTimeout(() => void read(userId), isFirst ? 0 : AGAIN_MS);
  },
};
async function read(userId: number) {
  try {
    const rows = new Map<number, Seen>();
    for (let afterId = 0, hasMore = true; hasMore; ) {
      const { output } = await call('client.list', { afterId: afterId || undefined });
      for (const row of output.rows) rows.set(row.id, row);
      afterId = output.rows.at(-1)?.id ?? 0;
      hasMore = output.hasMore;
    }
    if (userId === owner) known = rows;
  } catch (error) {
    if (!(error instanceof Refused)) throw error; // the list does without
  } finally {
    timer = null;
  }
}
