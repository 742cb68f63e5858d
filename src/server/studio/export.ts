// The studio's tables as lines of text for other programs, page by page, in the order of their numbers; for the owner alone.
import type { Subscription } from '../../contract/entities.ts';
import type { Input, Output } from '../../contract/ops.ts';
import { EXPORT_LINES } from '../../contract/studio-export.ops.ts';
import { sumText } from '../../domain/client-file/write.ts';
import { localOf } from '../../domain/studio-time.ts';
import { stateOn } from '../../domain/subscription.ts';
import type { ReadContext } from '../context.ts';
import { findRow, selectRows, stored } from '../db/rows.ts';
import { TABLES, WORDS } from './export-tables.ts';

type Page = Output<'studio.export'>;
type Language = 'uk' | 'en';
export async function exportTable(ctx: ReadContext, { what, language, after = { id: 0, other: 0 } }: Input<'studio.export'>): Promise<Page> {
  if (what === 'subscriptions') return exportSubscriptions(ctx, language, after.id);
  const { from, id, other = '0::bigint', by, columns } = TABLES[what];
  const found = await ctx.query<{ id: number; other: number; by: string; cells: (string | null)[] }>(`select ${id} as id, ${other} as other, ${by} as by, array[${columns.map((c) => c.sql).join(', ')}]::text[] as cells from ${from}
    and ${id} >= $2 and (${id}, ${other}) > ($2, $3::bigint) order by 1, 2 limit ${EXPORT_LINES + 1}`, [ctx.studioId, after.id, after.other]);
  const said = (cell: string) => cell.replace(/^~([\w.]+)/, (all, word: string) => WORDS[language][word] ?? all);
  return {
    heading: columns.map((c) => c[language]), hasMore: found.length > EXPORT_LINES,
    rows: found.slice(0, EXPORT_LINES).map((f) => ({ ...f, cells: f.cells.map((cell, i) => (!cell ? '' : columns[i]?.as === 'sum' ? sumText(Number(cell), language) : columns[i]?.as === 'word' ? said(cell) : cell)) })),
  };
}

type Sold = Subscription & { who: string };
const COLUMNS: readonly { uk: string; en: string; cell: (s: Sold, language: Language, today: string) => string | undefined }[] = [
  { uk: 'Клієнт', en: 'Client', cell: (s) => s.who },
  { uk: 'Абонемент', en: 'Subscription', cell: (s) => s.name },
  { uk: 'Стан', en: 'State', cell: (s, language, today) => WORDS[language][s.closedAs ? `closed.${s.closedAs}` : stateOn(s, today)] },
  { uk: 'Продано', en: 'Sold on', cell: (s) => s.soldOn },
  { uk: 'Діє з', en: 'Valid from', cell: (s) => s.startOn },
  { uk: 'Діє до', en: 'Valid until', cell: (s) => s.endOn },
  { uk: 'Занять', en: 'Lessons', cell: (s) => s.lessonCount?.toString() },
  { uk: 'Використано', en: 'Used', cell: (s) => String(s.usedHalves / 2) },
  { uk: 'Залишок', en: 'Left', cell: (s) => (s.leftHalves === undefined ? '' : String(s.leftHalves / 2)) },
  { uk: 'Записано наперед', en: 'Booked ahead', cell: (s) => String(s.bookedHalves / 2) },
  { uk: 'Ціна', en: 'Price', cell: (s, language) => sumText(s.priceMinor, language) },
  { uk: 'Знижка', en: 'Discount', cell: (s, language) => (s.discountMinor === undefined ? '' : sumText(s.discountMinor, language)) },
  { uk: 'Причина знижки', en: 'Why discounted', cell: (s) => s.discountReason },
];
/** How they stand today is worked out as everywhere else. */
async function exportSubscriptions(ctx: ReadContext, language: Language, afterId: number): Promise<Page> {
  const [found, studio] = await Promise.all([
    ctx.query(`${selectRows('subscription')}where r.studio_id = $1 and r.id > $2 order by r.id limit ${EXPORT_LINES + 1}`, [ctx.studioId, afterId]), findRow(ctx.query, 'studio', ctx.studioId, ctx.studioId),
  ]);
  const sold = found.slice(0, EXPORT_LINES).map((f) => stored('subscription', f).row);
  const names = new Map((await ctx.query<{ id: number; name: string }>(`select id, coalesce(last_name || ' ', '') || first_name as name from client where studio_id = $1 and id = any($2::bigint[])`, [ctx.studioId, sold.map((s) => s.clientId)])).map((c) => [c.id, c.name]));
  const today = localOf(ctx.now, studio?.row.zone ?? 'Europe/Kyiv').onDate;
  return {
    heading: COLUMNS.map((c) => c[language]), hasMore: found.length > EXPORT_LINES,
    rows: sold.map((s) => ({ id: s.id, other: 0, by: s.soldOn, cells: COLUMNS.map((c) => c.cell({ ...s, who: names.get(s.clientId) ?? '' }, language, today) || '') })),
  };
}
