// A regular schedule out of a lesson's draft, and what one asks of it.
import type { Input, Output } from '../../contract/ops.ts';
import type { Draft } from './draft.ts';

/** Weekdays, Monday 1 … Sunday 7, and the last day or how many lessons; with neither it has no end. */
export interface Repeat { readonly days: readonly number[]; readonly untilOn?: string; readonly count?: number }
/** What the dialog is asked to make; `made` closes the form it came from. `paidUntil`: the last day of what is to pay for it. */
export interface SeriesAsk { readonly plan: Input<'series.preview'>; readonly more?: Pick<Input<'series.create'>, 'title' | 'note' | 'priceMinor'>; readonly paidUntil?: string | undefined; made(): void }
/** The rest of a draft, which stands in no one's way. */
export const moreOf = ({ title, note, priceMinor }: Draft): NonNullable<SeriesAsk['more']> => ({ ...(title && { title }), ...(note && { note }), ...(priceMinor !== null && { priceMinor }) });
export type SeriesDate = Output<'series.preview'>['dates'][number];
/** What shall be otherwise on one date. */
export interface Otherwise { readonly isSkipped?: boolean; readonly trainerId?: number | null; readonly toMin?: number }

/** null while no kind is chosen. */
export function planOf(draft: Draft, { days, untilOn, count }: Repeat): Input<'series.preview'> | null {
  if (draft.kindId === null) return null;
  const { startMin, durationMin } = draft;
  return {
    kindId: draft.kindId, ...(draft.trainerId !== null && { trainerId: draft.trainerId }), ...(draft.roomId !== null && { roomId: draft.roomId }), ...(draft.groupId !== null && { groupId: draft.groupId }),
    ...(draft.clientIds.length && { clientIds: draft.clientIds }), ...(draft.capacity !== null && { capacity: draft.capacity }), ...(draft.takesWholeRoom !== null && { takesWholeRoom: draft.takesWholeRoom }),
    slots: days.map((weekday) => ({ weekday, startMin, durationMin })), fromOn: draft.onDate, ...(untilOn !== undefined && { untilOn }), ...(count !== undefined && { count }),
  };
}
export const isFree = (date: SeriesDate): boolean => !date.problem && !date.conflicts?.length;
export const keyOf = (date: SeriesDate): string => `${date.onDate} ${date.startMin}`;

/** What differs from the rule, as the server wants it told. */
type Exceptions = NonNullable<Input<'series.create'>['exceptions']>;
export function exceptionsOf(dates: readonly SeriesDate[], otherwise: ReadonlyMap<string, Otherwise>): Exceptions {
  return dates.flatMap((date): Exceptions => {
    const { onDate, startMin } = date;
    const wish = otherwise.get(keyOf(date)) ?? { isSkipped: !isFree(date) };
    if (wish.isSkipped) return [{ onDate, startMin, isSkipped: true }];
    const isOther = wish.trainerId !== undefined || (wish.toMin !== undefined && wish.toMin !== startMin);
    return isOther ? [{ onDate, startMin, ...(wish.trainerId !== undefined && { trainerId: wish.trainerId }), ...(wish.toMin !== undefined && { toMin: wish.toMin }) }] : [];
  });
}
