// A span of local time as a form holds it.
import type { Span } from '../../domain/studio-time.ts';

/** What a form of a span holds; whole days leave the times out. */
export interface SpanDraft { fromOn: string; fromMin: number | null; toOn: string; toMin: number | null; isWholeDays: boolean }

/** null while something is missing or it ends before it begins. */
export function spanOf({ fromOn, fromMin, toOn, toMin, isWholeDays }: SpanDraft): Span | null {
  if (!fromOn || !toOn) return null;
  const span = isWholeDays ? { fromOn, fromMin: 0, toOn, toMin: 1440 } : fromMin !== null && toMin !== null ? { fromOn, fromMin, toOn, toMin: toMin === 0 ? 1440 : toMin } : null;
  return span && (span.fromOn < span.toOn || (span.fromOn === span.toOn && span.fromMin < span.toMin)) ? span : null;
}
/** Whether it lies behind a local moment. */
export const isOver = (span: { toOn?: string | undefined; toMin?: number | undefined }, now: { date: string; minute: number }): boolean =>
  span.toOn !== undefined && (span.toOn < now.date || (span.toOn === now.date && (span.toMin ?? 0) <= now.minute));
export const hasBegun = (span: { fromOn: string; fromMin: number }, now: { date: string; minute: number }): boolean => span.fromOn < now.date || (span.fromOn === now.date && span.fromMin <= now.minute);
