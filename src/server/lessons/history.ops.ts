// A lesson's history for people: who changed what and when, newest first.
import { ops, type Output } from '../../contract/ops.ts';
import { isStaff, refuse, type ReadContext } from '../context.ts';
import { codeOf, findRow } from '../db/rows.ts';
import { isOwn } from './lesson.rules.ts';

const MOST = 500;
interface Found { rev: number; at: number; by: string | null; operation: string; reason: string | null; askedBy: 'studio' | 'trainer' | 'client' | null; before: Record<string, unknown> | null; after: Record<string, unknown> | null }

export async function readHistory(ctx: ReadContext, { id }: { id: number }): Promise<Output<'lesson.history'>> {
  const lesson = await findRow(ctx.query, 'lesson', ctx.studioId, id);
  if (!lesson || !(isStaff(ctx.actor) || isOwn(ctx, lesson.row))) return refuse('notFound');
  const found = await ctx.query<Found>(`select a.rev, a.at, u.name as by, a.operation, a.reason, a.asked_by as "askedBy", a.before, a.after
    from audit a left join studio_user u on u.studio_id = a.studio_id and u.id = a.user_id
    where a.studio_id = $1 and a.tbl = $2 and a.id = $3 order by a.rev desc, a.ord desc limit ${MOST}`, [ctx.studioId, codeOf('lesson'), id]);
  const later = new Set<string>();
  const entries = found.map((f) => {
    const fields = fieldsOf(f).filter((field) => isStaff(ctx.actor) || (field !== 'priceMinor' && field !== 'payMinor'));
    // What a later change touched again cannot simply be taken back.
    const canUndo = f.operation in ops && f.operation !== SALE && f.after !== null && !fields.some((field) => later.has(field)) && !(f.before === null && later.size > 0);
    for (const field of fields) later.add(field);
    return {
      rev: f.rev, at: f.at, by: f.by ?? '', operation: f.operation, canUndo, ...(f.reason && { reason: f.reason.slice(0, 200) }), ...(f.askedBy && { askedBy: f.askedBy }),
      changes: fields.slice(0, 40).map((field) => ({ field, ...textOf('before', f.before?.[field]), ...textOf('after', f.after?.[field]) })),
    };
  });
  return { entries };
}
/** Money that was taken is not taken back with a lesson. */
const SALE = 'subscription.renew';
const SILENT = new Set(['id', 'rev', 'headCount', 'seriesId', 'seriesOn', 'seriesMin', 'isChanged', 'absenceId', 'closureId']);
const fieldsOf = (f: Found): string[] => [...new Set([...Object.keys(f.before ?? {}), ...Object.keys(f.after ?? {})])].filter((k) => !SILENT.has(k));
function textOf<K extends 'before' | 'after'>(key: K, value: unknown): { [P in K]?: string } {
  if (value === null || value === undefined) return {};
  const text = Array.isArray(value) ? value.map(placeText).join(',') : String(value);
  return { [key]: text.slice(0, 5000) } as { [P in K]?: string }; // one key, K
}
/** «12», «12 attended», «12 attended forgiven», «12 confirmed». */
const placeText = ({ clientId, state, isForgiven, answer }: { clientId?: number; state?: string; isForgiven?: boolean; answer?: string }): string => [clientId, state, isForgiven && 'forgiven', answer].filter(Boolean).join(' ');
