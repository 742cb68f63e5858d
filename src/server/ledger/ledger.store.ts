// The only way money moves: lines that take an amount from one account to another. The database counts the accounts and refuses to change a line.
import type { Row } from '../../contract/entities.ts';
import type { Method, What } from '../../contract/ledger.ops.ts';
import { isStaff, refuse, type ReadContext, type WriteContext } from '../context.ts';
import { insertRow, selectRows, stored, type Stored } from '../db/rows.ts';
import { resend } from '../edit.ts';
import { requireOpenMonth } from '../open-month.ts';
import { shiftAudiences } from '../../domain/visibility.ts';
import { todayOf } from '../today.ts';
import { takeIds } from '../transport/outside.ts';

export type AccountName = 'client' | 'till' | 'card' | 'bank' | 'safe' | 'prepaid' | 'income' | 'expense' | 'opening';
export interface Account { name: AccountName; id?: number }
export interface Line {
  from: Account; to: Account; amountMinor: number; what: What;
  note?: string | undefined; clientId?: number | undefined; payerId?: number | undefined; subscriptionId?: number | undefined; lessonId?: number | undefined;
  reversesId?: number | undefined; fiscalNumber?: string | undefined; onDate?: string | undefined;
}
export const ofClient = (id: number): Account => ({ name: 'client', id });
export const TILL: Account = { name: 'till' }, PREPAID: Account = { name: 'prepaid' }, INCOME: Account = { name: 'income' }, EXPENSE: Account = { name: 'expense' }, OPENING: Account = { name: 'opening' };
/** Where money lies that was paid in this way. */
export const accountOf = (method: Method): Account => ({ name: method === 'cash' ? 'till' : method === 'card' ? 'card' : 'bank' });

const DRAWER: readonly AccountName[] = ['till'];
/** Where money lies; what moves in or out of them belongs to the shift that is open. */
const PURSES: readonly AccountName[] = ['till', 'card', 'bank'];
const touches = (l: Line, accounts: readonly AccountName[]): boolean => accounts.includes(l.from.name) || accounts.includes(l.to.name);

const ADD = `insert into ledger(studio_id, rev, at, on_date, from_account, from_id, to_account, to_id, amount_minor, what, note, client_id, payer_id, subscription_id, lesson_id, shift_id, reverses_id, fiscal_number, user_id, operation)
  select $1, $2, to_timestamp($3::float8 / 1000), x.on_date, x.fa, x.fi, x.ta, x.ti, x.amount, x.what, x.note, x.client, x.payer, x.subscription, x.lesson, x.shift, x.reverses, x.fiscal, $4, $5
  from unnest($6::date[], $7::text[], $8::bigint[], $9::text[], $10::bigint[], $11::bigint[], $12::text[], $13::text[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[], $20::text[])
    with ordinality as x(on_date, fa, fi, ta, ti, amount, what, note, client, payer, subscription, lesson, shift, reverses, fiscal, n) order by x.n returning id`;

/** Writes the lines; amounts of nothing are left out. Refuses monthClosed, and wrongStatus `notInTill` where the drawer would give more than lies in it. Sends the clients anew whose balance has moved, and the shift they belong to. Gives the lines' numbers in their order. */
export async function addLines(ctx: WriteContext, operation: string, given: readonly Line[]): Promise<number[]> {
  const lines = given.filter((l) => l.amountMinor > 0);
  if (!lines.length) return [];
  requireOpenMonth(ctx, ...lines.map((l) => l.onDate));
  await requireCash(ctx, lines);
  const shift = lines.some((l) => touches(l, DRAWER)) ? await findOrOpenShift(ctx) : lines.some((l) => touches(l, PURSES)) ? (await findOpenShift(ctx))?.row : undefined;
  const today = todayOf(ctx);
  const column = <T>(of: (l: Line) => T | undefined) => lines.map((l) => of(l) ?? null);
  const found = await ctx.query<{ id: number }>(ADD, [
    ctx.studioId, ctx.rev, ctx.now, ctx.actor.userId, operation, column((l) => l.onDate ?? today), column((l) => l.from.name), column((l) => l.from.id ?? 0), column((l) => l.to.name), column((l) => l.to.id ?? 0), column((l) => l.amountMinor),
    column((l) => l.what), column((l) => l.note), column((l) => l.clientId), column((l) => l.payerId), column((l) => l.subscriptionId), column((l) => l.lessonId),
    column((l) => (touches(l, PURSES) ? shift?.id : undefined)), column((l) => l.reversesId), column((l) => l.fiscalNumber),
  ]);
  await resend(ctx, 'client', [...new Set(lines.flatMap((l) => [l.from, l.to]).flatMap((a) => (a.name === 'client' && a.id ? [a.id] : [])))]);
  // Whoever looks at the till sees what goes through it.
  if (shift && shift.rev < ctx.rev) await resend(ctx, 'shift', [shift.id]);
  return found.map((f) => f.id);
}

/** Cash is given out of what lies in the drawer now, whatever went through it in earlier shifts. All lines of a write count together. */
async function requireCash(ctx: ReadContext, lines: readonly Line[]): Promise<void> {
  const changeMinor = lines.reduce((sum, l) => sum + (l.to.name === 'till' ? l.amountMinor : 0) - (l.from.name === 'till' ? l.amountMinor : 0), 0);
  if (changeMinor >= 0) return;
  const there = await balanceOf(ctx, TILL);
  // How much there is, the desk alone is told.
  if (there + changeMinor < 0) refuse('wrongStatus', { reason: 'notInTill', field: 'method', ...(isStaff(ctx.actor) && { count: Math.max(0, there) }) });
}

export interface Found {
  id: number; onDate: string; fromAccount: AccountName; fromId: number; toAccount: AccountName; toId: number; amountMinor: number; what: What;
  clientId: number | null; subscriptionId: number | null; lessonId: number | null; shiftId: number | null; isReversed: boolean;
}
export const FIELDS = `l.id, l.on_date as "onDate", l.from_account as "fromAccount", l.from_id as "fromId", l.to_account as "toAccount", l.to_id as "toId", l.amount_minor as "amountMinor", l.what, l.client_id as "clientId",
  l.subscription_id as "subscriptionId", l.lesson_id as "lessonId", l.shift_id as "shiftId", exists(select from ledger x where x.studio_id = l.studio_id and x.reverses_id = l.id) as "isReversed"`;
/** Lines as the opposite of others, which they name. */
export const reversalsOf = (found: readonly Found[], note?: string): Line[] => found.map((l) => ({
  from: { name: l.toAccount, id: l.toId }, to: { name: l.fromAccount, id: l.fromId }, amountMinor: l.amountMinor, what: 'reversal', note, reversesId: l.id,
  clientId: l.clientId ?? undefined, subscriptionId: l.subscriptionId ?? undefined, lessonId: l.lessonId ?? undefined,
}));

/** The balance of an account as people mean it: of a client what is left of what they paid, of a drawer what lies in it. */
export async function balanceOf(ctx: ReadContext, account: Account): Promise<number> {
  const [found] = await ctx.query<{ balance: number }>('select balance_minor as balance from account where studio_id = $1 and account = $2 and id = $3', [ctx.studioId, account.name, account.id ?? 0]);
  const balance = found?.balance ?? 0;
  return account.name === 'client' || account.name === 'prepaid' || account.name === 'income' || account.name === 'opening' ? -balance : balance;
}

export async function findOpenShift(ctx: ReadContext): Promise<Stored<'shift'> | null> {
  const [found] = await ctx.query(`${selectRows('shift')}where r.studio_id = $1 and r.closed_at is null`, [ctx.studioId]);
  return found ? stored('shift', found) : null;
}
/** Whoever takes money first opens the drawer, with what lies in it. */
async function findOrOpenShift(ctx: WriteContext): Promise<Row<'shift'>> {
  const open = await findOpenShift(ctx);
  return open?.row ?? openShift(ctx, await takeIds(ctx.query, ctx.studioId, 1), await balanceOf(ctx, TILL));
}
export async function openShift(ctx: WriteContext, id: number, floatMinor: number): Promise<Row<'shift'>> {
  const row: Row<'shift'> = { id, rev: ctx.rev, openedAt: ctx.now, openedBy: (ctx.actor.name || '—').slice(0, 80), ...(ctx.actor.userId && { openedById: ctx.actor.userId }), floatMinor: Math.max(0, floatMinor) };
  const aud = shiftAudiences(row);
  await insertRow(ctx.query, 'shift', ctx.studioId, row, aud);
  ctx.record('shift', id, null, { row, aud });
  return row;
}
/** The line with that number. Refuses notFound. */
export async function getLine(ctx: ReadContext, id: number): Promise<Found> {
  const [found] = await ctx.query<Found>(`select ${FIELDS} from ledger l where l.studio_id = $1 and l.id = $2`, [ctx.studioId, id]);
  return found ?? refuse('notFound');
}
