// FROZEN. Which lane each box of a day stands in, for the bare boxes: the least that puts them where our grid put them when this was written.
import type { Lesson } from '../../src/contract/entities.ts';

/** Shortest interval a box is drawn with, in minutes. */
export const SHORTEST_MIN = 22;
/** How long the first line of a box is, which nothing may cover. */
const HEAD_MIN = 15;
/** `reach`: lanes it may take where it lies under those that begin later. */
export interface Placed { lesson: Lesson; from: number; to: number; lane: number; lanes: number; span: number; reach: number }
/** Boxes that found no lane, under one "+N". */
export interface Rest { from: number; to: number; lanes: number; count: number }

export function placed(lessons: readonly Lesson[], most: number): { boxes: Placed[]; rests: Rest[] } {
  const boxes: Placed[] = [];
  const rests: Rest[] = [];
  const all = lessons.map((lesson): Placed => ({ lesson, from: lesson.startMin, to: lesson.startMin + Math.max(SHORTEST_MIN, lesson.durationMin), lane: 0, lanes: 1, span: 1, reach: 1 }))
    .sort((a, b) => a.from - b.from || b.to - a.to || a.lesson.id - b.lesson.id);
  for (let first = 0, next = 0, end = 0; first < all.length; first = next, end = 0) {
    while (next < all.length && (next === first || (all[next] as Placed).from < end)) end = Math.max(end, (all[next++] as Placed).to); // within the list
    cluster(all.slice(first, next), most, boxes, rests);
  }
  boxes.sort((a, b) => a.from - b.from || a.lane - b.lane);
  return { boxes, rests };
}

function cluster(members: readonly Placed[], most: number, boxes: Placed[], rests: Rest[]) {
  let lanes = assign(members, members.length);
  if (lanes.length > most) lanes = assignLate(members.filter(isLate), assign(members.filter((m) => !isLate(m)), most - 1), most - 1);
  const kept = new Set(lanes.flat());
  const left = members.filter((m) => !kept.has(m));
  const count = lanes.length + (left.length ? 1 : 0);
  for (const [lane, list] of lanes.entries()) {
    for (const box of list) {
      const isFree = (at: number, until: number) => at < lanes.length && lanes[at]?.every((other) => other.to <= box.from || other.from >= until);
      let span = 1;
      while (isFree(lane + span, box.to)) span++;
      let reach = span;
      while (isFree(lane + reach, box.from + HEAD_MIN)) reach++;
      boxes.push(Object.assign(box, { lane, lanes: count, span, reach }));
    }
  }
  let run: Placed[] = [];
  const close = (until: number) => { if (run[0]) rests.push({ from: run[0].from, to: Math.min(until, Math.max(...run.map((m) => m.to))), lanes: count, count: run.length }); };
  for (const box of left) {
    if (run[0] && box.from >= run[0].to) {
      close(box.from);
      run = [];
    }
    run.push(box);
  }
  close(Infinity);
}
function assign(members: readonly Placed[], limit: number): Placed[][] {
  const lanes: Placed[][] = [];
  for (const box of members) {
    const free = lanes.find((lane) => (lane.at(-1)?.to ?? 0) <= box.from);
    if (free) free.push(box);
    else if (lanes.length < limit) lanes.push([box]);
  }
  return lanes;
}
/** Cancelled ones take what the others leave. */
const isLate = ({ lesson }: Placed) => lesson.status === 'cancelled';
function assignLate(late: readonly Placed[], lanes: Placed[][], limit: number): Placed[][] {
  for (const box of late) {
    const free = lanes.find((lane) => lane.every((other) => other.to <= box.from || other.from >= box.to));
    if (free) free.push(box);
    else if (lanes.length < limit) lanes.push([box]);
  }
  return lanes;
}
