// presence.look: whoever may edit a lesson may know who else has it open.
import { isStaff, refuse, type Handlers } from '../context.ts';
import { findRow } from '../db/rows.ts';
import { isOwn } from '../lessons/lesson.rules.ts';
import type { Presence } from './presence.ts';

export const presenceHandlers = (presence: Presence): Handlers<'presence'> => ({
  async 'presence.look'({ device, query, studioId, actor }, { lessonId }) {
    const turn = device ? presence.begin(device) : 0;
    if (lessonId !== undefined) {
      const lesson = await findRow(query, 'lesson', studioId, lessonId);
      if (!lesson || !(isStaff(actor) || isOwn({ actor }, lesson.row))) return refuse('notFound');
    }
    return { others: device ? presence.look(device, lessonId ?? null, turn) : [] };
  },
});
