// What the signed-in person may do in the calendar, for showing the right controls. The server decides again.
import type { Lesson } from '../../contract/entities.ts';
import type { Role } from '../../contract/limits.ts';

export interface Viewer { readonly roles: readonly Role[]; readonly trainerId?: number | undefined; readonly clientId?: number | undefined }

export const isStaff = (me: Viewer | null): boolean => !!me && (me.roles.includes('owner') || me.roles.includes('administrator'));
export const isTrainer = (me: Viewer | null): boolean => !!me && me.roles.includes('trainer');
export const canCreate = (me: Viewer | null): boolean => isStaff(me) || (isTrainer(me) && me?.trainerId !== undefined);
/** Somebody else's lesson of which only the time is told. */
export const isBusy = (lesson: Pick<Lesson, 'status'>): boolean => lesson.status === undefined;
export const canEdit = (me: Viewer | null, lesson: Pick<Lesson, 'status' | 'trainerId'>): boolean =>
  !isBusy(lesson) && (isStaff(me) || (isTrainer(me) && me?.trainerId !== undefined && lesson.trainerId === me.trainerId));
/** Only what is planned may be dragged: what is held or cancelled has happened. */
export const canDrag = (me: Viewer | null, lesson: Pick<Lesson, 'status' | 'trainerId'>): boolean => lesson.status === 'planned' && canEdit(me, lesson);
