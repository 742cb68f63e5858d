// Somebody goes out of a regular schedule for good: out of its lessons ahead and out of the rule. A lesson of nobody else goes, and so does what is left of the rule.
import { addDays } from '../../domain/calendar-day.ts';
import { seriesAudiences } from '../../domain/visibility.ts';
import type { WriteContext } from '../context.ts';
import { applyEdit } from '../edit.ts';
import type { LoadedLesson } from '../lessons/lesson.load.ts';
import { removeLessons } from '../lessons/lesson.store.ts';
import { removeClientFromLessons } from '../lessons/participants.ts';
import { todayOf } from '../today.ts';
import { membersAhead, requireSeries } from './spread.ts';

/** Gives how many lessons it was. */
export async function leaveSeries(ctx: WriteContext, id: number, clientId: number): Promise<number> {
  const series = await requireSeries(ctx, id);
  const theirs = (await membersAhead(ctx, id, { includesChanged: true })).filter(({ row }) => row.status === 'planned' && row.bookings?.some((b) => b.clientId === clientId));
  const [alone, shared] = [theirs.filter(isOfOne), theirs.filter((l) => !isOfOne(l))];
  await removeLessons(ctx, alone);
  await removeClientFromLessons(ctx, shared.map((l) => l.row.id), clientId);
  const clientIds = series.row.clientIds.filter((c) => c !== clientId);
  const { untilOn } = series.row;
  const yesterday = addDays(todayOf(ctx), -1);
  const isOver = !clientIds.length && !theirs.some(isOpen);
  await applyEdit(ctx, 'series', series, series.row.rev, isOver ? { untilOn: untilOn !== undefined && untilOn < yesterday ? untilOn : yesterday } : { clientIds }, seriesAudiences);
  return theirs.length;
}
/** An open class goes on without anybody in it. */
const isOpen = ({ row, format }: LoadedLesson): boolean => row.groupId !== undefined || format === 'group';
const isOfOne = (l: LoadedLesson): boolean => l.row.bookings?.length === 1 && !isOpen(l);
