// The first free intervals for a trainer, any trainer, a room and the people who come.
import { MOST_FREE, MOST_SEARCH_DAYS } from '../../contract/schedule.ops.ts';
import { daysBetween } from '../../domain/calendar-day.ts';
import { freeWindows } from '../../domain/free-time.ts';
import { isStaff, refuse, refuseField, type Handlers } from '../context.ts';
import { requireNamed } from '../lessons/lesson.rules.ts';
import { loadTimeline, localWindow } from './timeline.ts';

/** What begins now cannot be reached any more: from the next quarter of an hour on. */
const STEP_MS = 15 * 60_000;

export const scheduleHandlers: Handlers<'schedule'> = {
  async 'schedule.findFree'(ctx, { fromOn, toOn, durationMin, isAnyTrainer = false, roomId, clientIds = [], capacity = 1, takesWholeRoom = false, lessonId, most = MOST_FREE, ...input }) {
    const days = daysBetween(fromOn, toOn);
    if (days < 0 || days >= MOST_SEARCH_DAYS) refuseField('toOn', 'range');
    const own = isStaff(ctx.actor) ? undefined : ctx.actor.trainerId ?? refuse('notFound', { field: 'trainerId' });
    const trainerId = own === undefined ? input.trainerId : (input.trainerId ?? own);
    await requireNamed(ctx, { trainerId, roomId, clientIds });
    const trainerIds = trainerId !== undefined ? [trainerId] : isAnyTrainer ? 'all' : [];
    const timeline = await loadTimeline(ctx.query, ctx.studioId, { fromOn, toOn, trainerIds, clientIds, roomIds: roomId === undefined ? [] : [roomId] });
    const wanted = { durationMin, fromOn, toOn, notBeforeMs: Math.ceil(ctx.now / STEP_MS) * STEP_MS, roomId, need: capacity, isWhole: takesWholeRoom, clientIds, exceptLessonId: lessonId };
    const whose: (number | undefined)[] = trainerIds.length ? [...timeline.trainerHours.keys()] : [undefined];
    const found = whose.flatMap((id) => freeWindows(timeline, { ...wanted, trainerId: id }).map((window) => ({ window, id })));
    found.sort((a, b) => a.window.fromMs - b.window.fromMs || (a.id ?? 0) - (b.id ?? 0));
    return { free: found.slice(0, most).map(({ window, id }) => ({ ...(id !== undefined && { trainerId: id }), ...localWindow(window, timeline.zone) })) };
  },
};
