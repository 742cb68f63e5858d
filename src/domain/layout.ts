// Lane packing: puts overlapping intervals of one column side by side.
// Invariant: two intervals in one lane never overlap, and an interval keeps its lane count within its cluster.
export interface Interval { readonly id: number; readonly start: number; readonly end: number }
export interface Packed<T extends Interval> {
  readonly item: T;
  /** Lane from 0, of `lanes` in this cluster; `span` lanes wide. */
  readonly lane: number; readonly lanes: number; readonly span: number;
}
/** Those of a cluster that found no lane within the limit. */
export interface Overflow<T extends Interval> { readonly start: number; readonly end: number; readonly items: readonly T[]; readonly all: readonly T[] }

/**
 * Packs intervals into lanes, in order of start, longer first. With `maxLanes`, clusters that need more keep `maxLanes - 1`
 * and give the rest as one overflow, which takes the last lane.
 */
export function packLanes<T extends Interval>(items: readonly T[], maxLanes = Infinity): { packed: Packed<T>[]; overflows: Overflow<T>[] } {
  const sorted = [...items].sort((a, b) => a.start - b.start || b.end - a.end || a.id - b.id);
  const packed: Packed<T>[] = [];
  const overflows: Overflow<T>[] = [];
  for (const cluster of clustersOf(sorted)) packCluster(cluster, maxLanes, packed, overflows);
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

function packCluster<T extends Interval>(cluster: readonly T[], maxLanes: number, packed: Packed<T>[], overflows: Overflow<T>[]) {
  const lanes = assign(cluster, Infinity);
  const limited = lanes.length > maxLanes;
  const kept = limited ? assign(cluster, Math.max(1, maxLanes - 1)) : lanes;
  const count = limited ? kept.length + 1 : kept.length;
  const placed = new Set<T>();
  kept.forEach((lane, index) => {
    for (const item of lane) {
      placed.add(item);
      packed.push({ item, lane: index, lanes: count, span: spanOf(kept, index, item) });
    }
  });
  const rest = cluster.filter((item) => !placed.has(item));
  if (rest.length) overflows.push({ start: Math.min(...rest.map((r) => r.start)), end: Math.max(...rest.map((r) => r.end)), items: rest, all: cluster });
}

/** First free lane each; items beyond `limit` lanes stay out. */
function assign<T extends Interval>(cluster: readonly T[], limit: number): T[][] {
  const lanes: T[][] = [];
  for (const item of cluster) {
    const free = lanes.find((lane) => (lane.at(-1)?.end ?? 0) <= item.start);
    if (free) free.push(item);
    else if (lanes.length < limit) lanes.push([item]);
  }
  return lanes;
}

/** How many lanes to the right are free for the whole of the item, itself included. */
function spanOf<T extends Interval>(lanes: readonly T[][], index: number, item: T): number {
  let span = 1;
  while (lanes[index + span]?.every((other) => other.end <= item.start || other.start >= item.end)) span++;
  return span;
}
