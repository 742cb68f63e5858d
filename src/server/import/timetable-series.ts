// The regular schedules of a timetable: the classes of one group in one room with one trainer are one rule.
import type { Series } from '../../contract/entities.ts';
import type { SeriesSlot } from '../../domain/series.ts';
import { seriesAudiences } from '../../domain/visibility.ts';
import type { WriteContext } from '../context.ts';
import { takeIds } from '../transport/outside.ts';
import { insertRows } from './insert-rows.ts';
import type { NamedClass } from './timetable-names.ts';

const MOST_SLOTS = 21;
/** From a day to a day, or without an end and filled up to a day. */
export type RuleSpan = { fromOn: string } & ({ untilOn: string } | { filledTo: string });
export interface LeftOut { date: NamedClass & { onDate: string }; why: 'closedDay' | 'room' }

const slotOf = ({ class: { weekday, startMin, durationMin } }: NamedClass): SeriesSlot => ({ weekday, startMin, durationMin });
const keyOf = (groupId: number, roomId: number, { weekday, startMin, durationMin }: SeriesSlot) => [groupId, roomId, weekday, startMin, durationMin].join(' ');

/** Classes that no schedule of the studio has from that day on. */
export async function withoutSchedule(ctx: WriteContext, classes: readonly NamedClass[], fromOn: string): Promise<NamedClass[]> {
  const found = await ctx.query<{ groupId: number; roomId: number; slots: SeriesSlot[] }>(`select group_id as "groupId", room_id as "roomId", slots from series
    where studio_id = $1 and group_id is not null and room_id is not null and (until_on is null or until_on >= $2::date)`, [ctx.studioId, fromOn]);
  const there = new Set(found.flatMap((s) => s.slots.map((slot) => keyOf(s.groupId, s.roomId, slot))));
  return classes.filter((c) => !there.has(keyOf(c.group.id, c.room.id, slotOf(c))));
}
/** The number of the schedule that each class belongs to. */
export async function numberSeries(ctx: WriteContext, classes: readonly NamedClass[]): Promise<Map<NamedClass['class'], number>> {
  const alike = [...Map.groupBy(classes, (c) => `${c.group.id} ${c.room.id} ${c.trainerId}`).values()];
  const rules = alike.flatMap((all) => Array.from({ length: Math.ceil(all.length / MOST_SLOTS) }, (_, i) => all.slice(i * MOST_SLOTS, (i + 1) * MOST_SLOTS)));
  const first = await takeIds(ctx.query, ctx.studioId, rules.length);
  return new Map(rules.flatMap((rule, i) => rule.map((c) => [c.class, first + i] as const)));
}
/** Inserts the schedules; dates that are closed or have such a lesson already are left out. Gives how many. */
export async function insertSeries(ctx: WriteContext, classes: readonly NamedClass[], ids: ReadonlyMap<NamedClass['class'], number>, span: RuleSpan, leftOut: readonly LeftOut[]): Promise<number> {
  const idOf = (c: NamedClass) => ids.get(c.class) ?? 0;
  const left = Map.groupBy(leftOut, ({ date }) => idOf(date));
  const rows = [...Map.groupBy(classes, idOf)].flatMap(([id, [one, ...more]]) => {
    if (!one) return [];
    const { group, room, kind, trainerId } = one;
    const without = (left.get(id) ?? []).map(({ date, why }) => ({ onDate: date.onDate, startMin: date.class.startMin, why }));
    const row: Series = {
      id, rev: ctx.rev, kindId: kind.id, roomId: room.id, groupId: group.id, clientIds: [], priceMinor: kind.priceMinor, capacity: group.capacity, takesWholeRoom: true,
      slots: [one, ...more].map(slotOf), ...span, ...(trainerId !== undefined && { trainerId }), ...(without.length && { leftOut: without }),
    };
    return [{ row, aud: seriesAudiences(row) }];
  });
  await insertRows(ctx, 'series', rows);
  return rows.length;
}
