// Who has given up the regular place for a day by freezing.
import { isReleasedOn, isValidFor, usersOf, type Visit } from '../../domain/subscription.ts';
import type { ReadContext } from '../context.ts';
import { subscriptionsOf } from './subscription.store.ts';

/** Those of the clients whose frozen subscription would have paid for that visit, and none other does. */
export async function awayOn(ctx: ReadContext, clientIds: readonly number[], visit: Omit<Visit, 'clientId'>): Promise<number[]> {
  const all = clientIds.length ? (await subscriptionsOf(ctx, clientIds)).map((s) => s.row) : [];
  return clientIds.filter((clientId) => {
    const own = all.filter((s) => usersOf(s).includes(clientId));
    return own.some((s) => isReleasedOn(s, visit)) && !own.some((s) => isValidFor(s, { ...visit, clientId }));
  });
}
