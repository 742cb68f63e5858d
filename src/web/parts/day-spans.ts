// Hours of one day as people write them: «10–14, 15:30–18».
import { parseTime, timeText } from '../calendar/time-text.ts';

export interface Span { startMin: number; endMin: number }
/** «10–14, 15:30–18» as intervals in order; null when it cannot be read, is out of order or overlaps. */
export function parseSpans(text: string): Span[] | null {
  const spans: Span[] = [];
  for (const part of text.split(/[,;]+/).map((p) => p.trim()).filter(Boolean)) {
    const [from = '', to = '', ...more] = part.split(/\s*[-–—]\s*/);
    const startMin = parseTime(from);
    // Midnight at the end means the end of the day.
    const endMin = /^(24|0|00)([:.]?00)?$/.test(to) ? 1440 : parseTime(to);
    if (more.length || startMin === null || endMin === null || endMin <= startMin) return null;
    spans.push({ startMin, endMin });
  }
  spans.sort((a, b) => a.startMin - b.startMin);
  return spans.some((s, i) => (spans[i - 1]?.endMin ?? 0) > s.startMin) ? null : spans;
}
export const spansText = (spans: readonly Span[]): string => spans.map((s) => `${timeText(s.startMin)}–${timeText(s.endMin)}`).join(', ');
