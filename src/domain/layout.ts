// Lane packing: puts overlapping intervals of one column side by side.
// Invariant: two intervals in one lane never overlap, and an interval keeps its lane count within its cluster.
interface Span { readonly start: number; readonly end: number }
/** `isLast`: of a cluster that needs more lanes than there are, the others are laid first. */
export interface Interval extends Span { readonly id: number; readonly isLast?: boolean }
export interface Packed<T extends Interval> {
  readonly item: T;
  /** Lane from 0, of `lanes` in this cluster; `span` lanes wide. `reach` lanes wide where its beginning is what has to be seen: the others there begin later. */
  readonly lane: number; readonly lanes: number; readonly span: number; readonly reach: number;
}
/** Those of a cluster that found no lane within the limit. */
export interface Overflow<T extends Interval> extends Span { readonly items: readonly T[]; readonly all: readonly T[] }

/**
 * Packs intervals into lanes, in order of start, longer first. With `maxLanes`, clusters that need more keep `maxLanes - 1`
 * and give the rest as overflows, which stand in the last lane one below the other. `headMin`: how long the beginning of one is
 * that nothing may cover.
 */
export function packLanes<T extends Interval>(items: readonly T[], maxLanes = Infinity, headMin = Infinity): { packed: Packed<T>[]; overflows: Overflow<T>[] } {
  const sorted = [...items].sort((a, b) => a.start - b.start || b.end - a.end || a.id - b.id);
  const packed: Packed<T>[] = [];
  const overflows: Overflow<T>[] = [];
  for (const cluster of clustersOf(sorted)) packCluster(cluster, maxLanes, headMin, packed, overflows);
  return { packed, overflows };
}

function clustersOf<T extends Interval>(sorted: readonly T[]): T[][] {
  const clusters: T[][] = [];
  let end = -Infinity;
  for (const item of sorted) {
    if (item.start >= end) clusters.push([]);
    clusters.at(-1)?.push(item);
    end = Math.max(end, item.end);
  }
  return clusters;
}

function packCluster<T extends Interval>(cluster: readonly T[], maxLanes: number, headMin: number, packed: Packed<T>[], overflows: Overflow<T>[]) {
  const all = assign(cluster, Infinity);
  const isLimited = all.length > maxLanes;
  const kept = isLimited ? assignLimited(cluster, Math.max(1, maxLanes - 1)) : all;
  const placed = new Set(kept.flat());
  const rest = overflowsOf(cluster.filter((item) => !placed.has(item)), cluster);
  const lanes: (readonly Span[])[] = isLimited ? [...kept, rest] : kept;
  kept.forEach((lane, index) => {
    for (const item of lane) {
      const span = widthOf(lanes, index, 1, item, item.end);
      packed.push({ item, lane: index, lanes: lanes.length, span, reach: widthOf(lanes, index, span, item, Math.min(item.end, item.start + headMin)) });
    }
  });
  overflows.push(...rest);
}

/** What found no lane, cut where the first of a run has ended, so that each part tells of its own time. */
function overflowsOf<T extends Interval>(rest: readonly T[], cluster: readonly T[]): Overflow<T>[] {
  const runs: T[][] = [];
  for (const item of rest) {
    const first = runs.at(-1)?.[0];
    if (first && item.start < first.end) runs.at(-1)?.push(item);
    else runs.push([item]);
  }
  return runs.map((items, i) => {
    const start = items[0]?.start ?? 0;
    const end = Math.min(runs[i + 1]?.[0]?.start ?? Infinity, Math.max(...items.map((item) => item.end)));
    return { start, end, items, all: cluster.filter((item) => items.includes(item) || (item.start < end && start < item.end)) };
  });
}

/** First free lane each, in order of start; items beyond `limit` lanes stay out. */
function assign<T extends Interval>(cluster: readonly T[], limit: number): T[][] {
  const lanes: T[][] = [];
  for (const item of cluster) {
    const free = lanes.find((lane) => (lane.at(-1)?.end ?? 0) <= item.start);
    if (free) free.push(item);
    else if (lanes.length < limit) lanes.push([item]);
  }
  return lanes;
}
/** Those that are laid last take what the others leave. */
function assignLimited<T extends Interval>(cluster: readonly T[], limit: number): T[][] {
  const late = cluster.filter((item) => item.isLast);
  const lanes = assign(late.length ? cluster.filter((item) => !item.isLast) : cluster, limit);
  for (const item of late) {
    const free = lanes.find((lane) => lane.every((other) => other.end <= item.start || other.start >= item.end));
    if (free) free.push(item);
    else if (lanes.length < limit) lanes.push([item]);
  }
  return lanes;
}

/** How many lanes are free for the item until then, from its own to the right; so many are known to be. */
function widthOf(lanes: readonly (readonly Span[])[], index: number, known: number, item: Span, until: number): number {
  let width = known;
  while (lanes[index + width]?.every((other) => other.end <= item.start || other.start >= until)) width++;
  return width;
}
