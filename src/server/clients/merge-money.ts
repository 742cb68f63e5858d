// Money and subscriptions of two cards that become one. Lines are never changed: what stood on one account is moved to the other by lines of its own.
import type { Subscription } from '../../contract/entities.ts';
import type { WriteContext } from '../context.ts';
import { selectRows, stored, updateRow } from '../db/rows.ts';
import { addLines, balanceOf, FIELDS, ofClient, reversalsOf, type Found, type Line } from '../ledger/ledger.store.ts';
import { isClosed } from '../open-month.ts';
import { changeSubscription, subscriptionsOf } from '../subscriptions/subscription.store.ts';
import type { Pair } from './merge.ts';

const OPERATION = 'client.merge';

/** What visits took from the account is written anew on the kept one, on the same days, so that a visit can still be taken back. */
export async function moveVisitCharges(ctx: WriteContext, { keepId, goneId }: Pair): Promise<void> {
  const found = await ctx.query<Found & { note: string | null }>(`select ${FIELDS}, l.note from ledger l where l.studio_id = $1 and l.client_id = $2 and l.what = 'visit' and l.to_account = 'client' and l.to_id = $2 and l.lesson_id is not null
    and not exists(select from ledger x where x.studio_id = l.studio_id and x.reverses_id = l.id) order by l.id`, [ctx.studioId, goneId]);
  // Both in one month: of a closed one in the present.
  const dayOf = ({ onDate }: { onDate: string }) => (isClosed(ctx, onDate) ? undefined : onDate);
  const back = found.flatMap((l) => reversalsOf([l]).map((line): Line => ({ ...line, onDate: dayOf(l) })));
  const again = found.map((l): Line => ({ from: { name: l.fromAccount, id: l.fromId }, to: ofClient(keepId), amountMinor: l.amountMinor, what: 'visit', clientId: keepId, lessonId: l.lessonId ?? undefined, note: l.note ?? undefined, onDate: dayOf(l) }));
  await addLines(ctx, OPERATION, [...back, ...again]);
}

export async function mergeMoney(ctx: WriteContext, pair: Pair): Promise<void> {
  const { keepId, goneId } = pair;
  const balance = await balanceOf(ctx, ofClient(goneId));
  const [from, to] = balance > 0 ? [keepId, goneId] : [goneId, keepId];
  // A balance is what went out of an account: it goes to the kept one with a line from there.
  await addLines(ctx, OPERATION, [{ from: ofClient(from), to: ofClient(to), amountMinor: Math.abs(balance), what: 'merged', clientId: keepId }]);
  await moveSubscriptions(ctx, pair);
  for (const table of ['expectedPayment', 'notice'] as const) {
    const found = await ctx.query(`${selectRows(table)}where r.studio_id = $1 and r.client_id = $2 order by r.id`, [ctx.studioId, goneId]);
    for (const before of found.map((f) => stored(table, f))) {
      const aud = before.aud.map((a) => (a === `c${goneId}` ? `c${keepId}` : a));
      await updateRow(ctx.query, table, ctx.studioId, before.row.id, { clientId: keepId }, ctx.rev, aud);
      ctx.record(table, before.row.id, before, { row: { ...before.row, clientId: keepId, rev: ctx.rev }, aud } as typeof before); // the same row of another client
    }
  }
}
/** Closed ones as well. A second trial becomes an ordinary one: nothing that was paid for is lost. */
async function moveSubscriptions(ctx: WriteContext, { keepId, goneId }: Pair): Promise<void> {
  const all = await subscriptionsOf(ctx, [keepId, goneId], true);
  const hasTrial = all.some(({ row }) => row.clientId === keepId && row.isTrial && row.closedAs !== 'refunded');
  for (const before of all) {
    const owner = before.row.clientId === goneId ? keepId : before.row.clientId;
    const others = [...new Set((before.row.otherClientIds ?? []).map((id) => (id === goneId ? keepId : id)))].filter((id) => id !== owner);
    const isSame = owner === before.row.clientId && others.join() === (before.row.otherClientIds ?? []).join();
    if (isSame) continue;
    const fields: { [K in keyof Subscription]?: Subscription[K] | undefined } = { clientId: owner, otherClientIds: others.length ? others : undefined };
    if (hasTrial && before.row.isTrial && before.row.clientId === goneId && before.row.closedAs !== 'refunded') fields.isTrial = undefined;
    await changeSubscription(ctx, before, fields);
  }
}
