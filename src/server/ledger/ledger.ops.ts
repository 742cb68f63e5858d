// Money between clients and the studio. Each operation writes lines and lets the rest follow.
import type { LedgerLine } from '../../contract/ledger.ops.ts';
import { planFor } from '../attendance/payment-plan.store.ts';
import { isStaff, refuse, refuseField, type Handlers, type ReadContext, type WriteContext } from '../context.ts';
import { deleteRows } from '../db/rows.ts';
import { getVisible, resend } from '../edit.ts';
import { requireOpenMonth } from '../open-month.ts';
import { todayOf } from '../today.ts';
import { accountOf, addLines, balanceOf, getLine, INCOME, ofClient, reversalsOf, type Line } from './ledger.store.ts';
import { readLines } from './lines.ts';
import { monthHandlers } from './month.ops.ts';
import { takePayments } from './payments.ts';
import { tillHandlers } from './till.ops.ts';

const PAGE = 50;
/** Lines that people write by themselves. What a visit or a sale entails is taken back by taking those back. */
const BY_HAND: ReadonlySet<string> = new Set(['payment', 'charge', 'goods', 'payout', 'expense', 'cashOut', 'opening']);

/** What a fiscal receipt is given for. */
const RECEIPTED: ReadonlySet<string> = new Set(['payment', 'goods']);

export const ledgerHandlers: Handlers<'ledger'> = {
  ...tillHandlers,
  ...monthHandlers,
  async 'ledger.topUp'(ctx, { clientId, payerId, isExpected, onDate, note, ...given }) {
    const client = await requirePayer(ctx, clientId);
    if (payerId !== undefined) await requirePayer(ctx, payerId);
    if (onDate !== undefined && onDate > todayOf(ctx) && !isExpected) refuseField('onDate', 'range');
    const [lineId] = await takePayments(ctx, 'ledger.topUp', { clientId: client, payerId, note, onDate }, [{ ...given, ...(isExpected && { isExpected }) }]);
    await planFor(ctx, [clientId]);
    return lineId === undefined ? {} : { lineId };
  },
  async 'ledger.settleExpected'(ctx, { id, hasCome, fiscalNumber }) {
    const before = await getVisible(ctx, 'expectedPayment', id);
    await deleteRows(ctx.query, 'expectedPayment', ctx.studioId, [id]);
    ctx.record('expectedPayment', id, before, null);
    if (!hasCome) return {};
    const { clientId, method, amountMinor, note } = before.row;
    const [lineId] = await takePayments(ctx, 'ledger.settleExpected', { clientId, note }, [{ method, amountMinor, ...(fiscalNumber && { fiscalNumber }) }]);
    await planFor(ctx, [clientId]);
    return lineId === undefined ? {} : { lineId };
  },
  async 'ledger.charge'(ctx, { clientId, amountMinor, isGoods, note }) {
    await getVisible(ctx, 'client', clientId);
    return one(ctx, clientId, 'ledger.charge', { from: INCOME, to: ofClient(clientId), amountMinor, what: isGoods ? 'goods' : 'charge', note, clientId });
  },
  async 'ledger.payOut'(ctx, { clientId, method, amountMinor, note }) {
    await getVisible(ctx, 'client', clientId);
    const there = await balanceOf(ctx, ofClient(clientId));
    if (there < amountMinor) refuse('wrongStatus', { reason: 'notEnough', field: 'amountMinor', count: Math.max(0, there) });
    return one(ctx, clientId, 'ledger.payOut', { from: accountOf(method), to: ofClient(clientId), amountMinor, what: 'payout', note, clientId });
  },
  async 'ledger.reverse'(ctx, { lineId, reason }) {
    const found = await getLine(ctx, lineId);
    if (!BY_HAND.has(found.what)) refuse('wrongStatus', { reason: 'followsFromOther' });
    if (found.isReversed) refuse('wrongStatus', { reason: 'reversed' });
    requireOpenMonth(ctx, found.onDate);
    const [id = 0] = await addLines(ctx, 'ledger.reverse', reversalsOf([found], reason));
    ctx.because.reason = reason;
    await planFor(ctx, [found.fromId, found.toId].filter((x) => x > 0));
    return { lineId: id };
  },
  async 'ledger.setFiscalNumber'(ctx, { lineId, fiscalNumber }) {
    const found = await getLine(ctx, lineId);
    if (!RECEIPTED.has(found.what)) refuse('wrongStatus', { reason: 'noReceipt' });
    await ctx.query('insert into fiscal_number(studio_id, line_id, number, rev, at, user_id, source) values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000), $6, $7)', [ctx.studioId, lineId, fiscalNumber, ctx.rev, ctx.now, ctx.actor.userId, ctx.actor.source]);
    // Whoever looks at the client's money or at the till reads it again.
    if (found.clientId) await resend(ctx, 'client', [found.clientId]);
    if (found.shiftId) await resend(ctx, 'shift', [found.shiftId]);
    return {};
  },
  async 'ledger.list'(ctx, { clientId, beforeId }) {
    if (!isStaff(ctx.actor) && ctx.actor.clientId !== clientId) refuse('notFound');
    await getVisible(ctx, 'client', clientId);
    const lines = await readLines(ctx, `(l.client_id = $2 or (l.from_account = 'client' and l.from_id = $2) or (l.to_account = 'client' and l.to_id = $2)) and (l.from_account = 'client' or l.to_account = 'client') and ($3::bigint is null or l.id < $3)`, [clientId, beforeId ?? null], PAGE + 1, clientId);
    // What a lesson earns of what was prepaid does not move the client's balance, and is the studio's own affair.
    const shown = lines.slice(0, PAGE);
    return { lines: isStaff(ctx.actor) ? shown : shown.map((l) => withoutOthers(l, clientId)), hasMore: lines.length > PAGE };
  },
};

/** A client reads what was moved, and of nobody else who moved or paid it. */
function withoutOthers({ payerId, clientId, ...line }: LedgerLine, own: number): LedgerLine {
  return { ...line, by: '', ...(clientId === own && { clientId }), ...(payerId === own && { payerId }) };
}
async function one(ctx: WriteContext, clientId: number, operation: string, line: Line): Promise<{ lineId: number }> {
  const [lineId = 0] = await addLines(ctx, operation, [line]);
  await planFor(ctx, [clientId]);
  return { lineId };
}
/** A client whose money the caller may take: staff anybody's, a trainer the own clients'. */
async function requirePayer(ctx: ReadContext, id: number): Promise<number> {
  return (await getVisible(ctx, 'client', id)).row.id;
}
