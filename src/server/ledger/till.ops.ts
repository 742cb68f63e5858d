// The drawer with the cash: opened with a float, counted at the end. One drawer, one shift at a time.
import { isStaff, refuse, type Handlers, type ReadContext } from '../context.ts';
import { findRow, updateRow } from '../db/rows.ts';
import { getVisible, requireFresh } from '../edit.ts';
import { requireOwnId } from '../ids.ts';
import { accountOf, addLines, balanceOf, EXPENSE, findOpenShift, INCOME, OPENING, openShift, TILL, type Line } from './ledger.store.ts';
import { readLines } from './lines.ts';

type Names = 'ledger.openShift' | 'ledger.spend' | 'ledger.putIn' | 'ledger.sellGoods' | 'ledger.closeShift' | 'ledger.shift';
export const tillHandlers: Pick<Handlers<'ledger'>, Names> = {
  async 'ledger.openShift'(ctx, { id, floatMinor }) {
    if (await findOpenShift(ctx)) refuse('wrongStatus', { reason: 'open' });
    await requireOwnId(ctx, id, 'shift');
    const before = await balanceOf(ctx, TILL);
    await openShift(ctx, id, floatMinor);
    // The first float comes from outside; later ones are what lies there, and a difference is somebody's mistake that is written down.
    const isFirst = before === 0;
    const line: Line = floatMinor >= before
      ? { from: isFirst ? OPENING : INCOME, to: TILL, amountMinor: floatMinor - before, what: isFirst ? 'float' : 'surplus' }
      : { from: TILL, to: EXPENSE, amountMinor: before - floatMinor, what: 'shortage' };
    await addLines(ctx, 'ledger.openShift', [line]);
    return {};
  },
  async 'ledger.spend'(ctx, { amountMinor, what, note }) {
    const to = what === 'expense' ? EXPENSE : ({ name: what } as const);
    const [lineId = 0] = await addLines(ctx, 'ledger.spend', [{ from: TILL, to, amountMinor, what: what === 'expense' ? 'expense' : 'cashOut', note }]);
    return { lineId };
  },
  async 'ledger.putIn'(ctx, { amountMinor, from, note }) {
    const [lineId = 0] = await addLines(ctx, 'ledger.putIn', [{ from: { name: from }, to: TILL, amountMinor, what: 'float', note }]);
    return { lineId };
  },
  async 'ledger.sellGoods'(ctx, { amountMinor, method, note, fiscalNumber }) {
    const [lineId = 0] = await addLines(ctx, 'ledger.sellGoods', [{ from: INCOME, to: accountOf(method), amountMinor, what: 'goods', note, fiscalNumber }]);
    return { lineId };
  },
  async 'ledger.closeShift'(ctx, { id, seenRev, countedMinor, handedOverMinor, note }) {
    const before = await getVisible(ctx, 'shift', id);
    if (before.row.closedAt !== undefined) refuse('wrongStatus', { reason: 'closed' });
    await requireFresh(ctx, 'shift', before, seenRev, ['closedAt']);
    if (handedOverMinor > countedMinor) refuse('invalid', { field: 'handedOverMinor', reason: 'range' });
    const expectedMinor = await balanceOf(ctx, TILL);
    const differenceMinor = countedMinor - expectedMinor;
    await addLines(ctx, 'ledger.closeShift', [
      differenceMinor < 0 ? { from: TILL, to: EXPENSE, amountMinor: -differenceMinor, what: 'shortage', note } : { from: INCOME, to: TILL, amountMinor: differenceMinor, what: 'surplus', note },
      { from: TILL, to: { name: 'safe' }, amountMinor: handedOverMinor, what: 'cashOut', note },
    ]);
    const fields = { closedAt: ctx.now, closedBy: (ctx.actor.name || '—').slice(0, 80), countedMinor, expectedMinor, handedOverMinor, note: note || undefined };
    await updateRow(ctx.query, 'shift', ctx.studioId, id, fields, ctx.rev, before.aud);
    const { note: text, ...rest } = fields;
    ctx.record('shift', id, before, { row: { ...before.row, ...rest, ...(text && { note: text }), rev: ctx.rev }, aud: before.aud });
    return { expectedMinor, differenceMinor };
  },
  async 'ledger.shift'(ctx, { id }) {
    const shift = id === undefined ? await findOpenShift(ctx) : await findRow(ctx.query, 'shift', ctx.studioId, id);
    if (!shift) return id === undefined && isStaff(ctx.actor) ? { tillMinor: await balanceOf(ctx, TILL), lines: [] } : refuse('notFound');
    if (!mayLook(ctx, shift.row.openedById)) refuse('notFound');
    // A trainer answers for the drawer, and reads of it what went through the own hands.
    const lines = await readLines(ctx, 'l.shift_id = $2 and ($3::bigint is null or l.user_id = $3)', [shift.row.id, isStaff(ctx.actor) ? null : ctx.actor.userId], 1000);
    return { shiftId: shift.row.id, openedBy: shift.row.openedBy, tillMinor: await balanceOf(ctx, TILL), lines };
  },
};
/** Staff look into every shift, a trainer into the own one. */
const mayLook = (ctx: ReadContext, openedById: number | undefined): boolean => isStaff(ctx.actor) || openedById === ctx.actor.userId;
