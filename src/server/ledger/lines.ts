// Lines of the ledger as people read them.
import type { LedgerLine } from '../../contract/ledger.ops.ts';
import type { ReadContext } from '../context.ts';
import { FIELDS, type Found } from './ledger.store.ts';

type Read = Found & { at: number; note: string | null; payerId: number | null; lessonOn: string | null; by: string | null; reversesId: number | null; fiscalNumber: string | null };
/** Lines that fit, latest first; with what each did to that client's balance. */
export async function readLines(ctx: ReadContext, where: string, values: readonly unknown[], most: number, clientId?: number): Promise<LedgerLine[]> {
  const found = await ctx.query<Read>(`select ${FIELDS}, (extract(epoch from l.at) * 1000)::float8 as at, l.note, l.payer_id as "payerId", u.name as by, (select x.on_date from lesson x where x.studio_id = l.studio_id and x.id = l.lesson_id) as "lessonOn", l.reverses_id as "reversesId", coalesce((select f.number from fiscal_number f where f.studio_id = l.studio_id and f.line_id = l.id order by f.id desc limit 1), l.fiscal_number) as "fiscalNumber"
    from ledger l left join studio_user u on u.studio_id = l.studio_id and u.id = l.user_id where l.studio_id = $1 and ${where} order by l.id desc limit ${most}`, [ctx.studioId, ...values]);
  return found.map((l) => {
    const changeMinor = l.fromAccount === 'client' && l.fromId === clientId ? l.amountMinor : l.toAccount === 'client' && l.toId === clientId ? -l.amountMinor : undefined;
    return {
      id: l.id, at: Math.round(l.at), onDate: l.onDate, what: l.what, amountMinor: l.amountMinor, from: l.fromAccount, to: l.toAccount, by: (l.by ?? '').slice(0, 80), ...(changeMinor !== undefined && { changeMinor }),
      ...(l.note && { note: l.note.slice(0, 200) }), ...(l.clientId && { clientId: l.clientId }), ...(l.payerId && { payerId: l.payerId }), ...(l.subscriptionId && { subscriptionId: l.subscriptionId }), ...(l.lessonId && { lessonId: l.lessonId }), ...(l.lessonOn && { lessonOn: l.lessonOn }),
      ...(l.reversesId && { reversesId: l.reversesId }), ...(l.isReversed && { isReversed: true }), ...(l.fiscalNumber && { fiscalNumber: l.fiscalNumber }),
    };
  });
}
