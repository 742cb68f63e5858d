// Money that comes from a client: at once, or noted as expected until it has come.
import type { ExpectedPayment } from '../../contract/entities.ts';
import type { Method, Payment } from '../../contract/ledger.ops.ts';
import { ownAudiences } from '../../domain/visibility.ts';
import { refuseField, type WriteContext } from '../context.ts';
import { insertRow, type Stored } from '../db/rows.ts';
import { todayOf } from '../today.ts';
import { takeIds } from '../transport/outside.ts';
import { accountOf, addLines, ofClient, type Line } from './ledger.store.ts';

export interface About { clientId: number; payerId?: number | undefined; note?: string | undefined; onDate?: string | undefined; subscriptionId?: number | undefined }
/** Takes payments for a client; those that are only expected are noted and count nothing yet. Gives the numbers of the lines. */
export async function takePayments(ctx: WriteContext, operation: string, about: About, payments: readonly Payment[]): Promise<number[]> {
  const { clientId, onDate, ...rest } = about;
  for (const p of payments) {
    if (!p.isExpected) continue;
    if (p.method === 'cash') refuseField('method', 'range');
    const row: ExpectedPayment = { id: await takeIds(ctx.query, ctx.studioId, 1), rev: ctx.rev, clientId, amountMinor: p.amountMinor, method: p.method as Exclude<Method, 'cash'>, onDate: onDate ?? todayOf(ctx), ...(about.note && { note: about.note }) }; // cash was refused above
    const stored: Stored<'expectedPayment'> = { row, aud: ownAudiences(row) };
    await insertRow(ctx.query, 'expectedPayment', ctx.studioId, row, stored.aud);
    ctx.record('expectedPayment', row.id, null, stored);
  }
  return addLines(ctx, operation, payments.filter((p) => !p.isExpected).map((p): Line => ({ from: ofClient(clientId), to: accountOf(p.method), amountMinor: p.amountMinor, what: 'payment', clientId, onDate, fiscalNumber: p.fiscalNumber, ...rest })));
}
