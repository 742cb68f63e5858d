// Whose subscription will be over by the day of a lesson: a warning for whoever puts it there, nothing that stops it.
import type { Conflict } from '../../contract/operation.ts';
import { coversLesson, isValidFor, usersOf, windowOn, type Visit } from '../../domain/subscription.ts';
import { localOf } from '../../domain/studio-time.ts';
import { isStaff, type ReadContext } from '../context.ts';
import { subscriptionsOf } from './subscription.store.ts';

const MOST = 20;
/** Those of the clients who have one that is valid now or later, all of which end before that day. Until when, the desk is told. `todayOn`: where the caller knows it. */
export async function endsBefore(ctx: ReadContext, clientIds: readonly number[], visit: Omit<Visit, 'clientId'>, todayOn?: string): Promise<Conflict[]> {
  if (!clientIds.length) return [];
  const today = todayOn ?? (await studioToday(ctx));
  const all = (await subscriptionsOf(ctx, clientIds)).map((s) => s.row);
  return clientIds.flatMap((clientId): Conflict[] => {
    const own = all.filter((s) => usersOf(s).includes(clientId) && coversLesson(s, visit));
    const ends = own.map((s) => windowOn(s, today).toOn).filter((toOn) => toOn >= today).sort();
    const last = ends.at(-1);
    if (last === undefined || last >= visit.onDate || own.some((s) => isValidFor(s, { ...visit, clientId }))) return [];
    return [{ what: 'subscription', id: clientId, ...(isStaff(ctx.actor) && { onDate: last }) }];
  }).slice(0, MOST);
}
async function studioToday(ctx: ReadContext): Promise<string> {
  const [studio] = await ctx.query<{ zone: string }>('select zone from studio where id = $1', [ctx.studioId]);
  return localOf(ctx.now, studio?.zone ?? 'UTC').onDate;
}
