// A month that was closed stays as it is: its lessons, what they took, and every line of money dated in it.
import { monthOf } from '../domain/calendar-day.ts';
import { refuse, type WriteContext } from './context.ts';

/** Refuses monthClosed when one of these days belongs to a closed month, naming it. */
export function requireOpenMonth(ctx: Pick<WriteContext, 'studio'>, ...days: readonly (string | undefined)[]): void {
  const closed = days.find((day) => day !== undefined && isClosed(ctx, day));
  if (closed) refuse('monthClosed', { count: monthOf(closed) });
}
export const isClosed = ({ studio }: Pick<WriteContext, 'studio'>, day: string): boolean => studio.closedTo !== undefined && day <= studio.closedTo;
