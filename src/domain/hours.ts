// Working hours of a studio or a trainer: intervals of weekdays. Within a day none overlap; back-to-back is fine.
export interface OpenHours { weekday: number; startMin: number; endMin: number }

/** In order of the week, or why they cannot be: an interval ends before it begins, or two overlap. */
export function arrangeHours(hours: readonly OpenHours[]): { hours: OpenHours[] } | { reason: 'order' | 'overlap' } {
  if (hours.some((h) => h.startMin >= h.endMin)) return { reason: 'order' };
  const sorted = [...hours].sort((a, b) => a.weekday - b.weekday || a.startMin - b.startMin);
  const doOverlap = sorted.some((h, i) => {
    const earlier = sorted[i - 1];
    return earlier !== undefined && earlier.weekday === h.weekday && earlier.endMin > h.startMin;
  });
  return doOverlap ? { reason: 'overlap' } : { hours: sorted };
}
