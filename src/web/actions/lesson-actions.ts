// Actions on one lesson: the same objects in its panel, its menus, under keys and in the palette.
import type { LessonView } from '../sync/store.svelte.ts';
import { navigate } from '../router.svelte.ts';
import type { Action, ActionContext, ActionName, CalendarPlace } from './action.ts';

const mayEdit = (c: ActionContext, fits: (lesson: LessonView) => boolean = () => true): boolean => !!c.calendar && !!c.lesson && c.calendar.canEdit(c.lesson) && fits(c.lesson);
/** What only a lesson can do, and no block of time. */
const mayEditLesson = (c: ActionContext, fits: (lesson: LessonView) => boolean = () => true): boolean => mayEdit(c, (l) => !l.block && fits(l));
/** It is so of the lesson, or of one of those picked with it. */
const any = (c: ActionContext, lesson: LessonView, fits: (l: LessonView) => boolean): boolean => fits(lesson) || !!c.calendar?.pickedWith(lesson).some(fits);
/** Said of all that are picked with the lesson and that it is about. */
const many = (key: ActionName[0], fits: (c: ActionContext, l: LessonView) => boolean) => (c: ActionContext): ActionName | null => {
  const picked = c.lesson && c.calendar?.pickedWith(c.lesson);
  return picked?.length ? [key, { n: picked.filter((l) => fits(c, l)).length }] : null;
};
const isPlanned = (_: ActionContext, l: LessonView): boolean => l.status === 'planned';
const isToHold = (c: ActionContext, l: LessonView): boolean => isPlanned(c, l) && !!c.calendar?.isPast(l);
const on = (run: (calendar: CalendarPlace, lesson: LessonView) => void) => (c: ActionContext) => { if (c.calendar && c.lesson) run(c.calendar, c.lesson); };

export const lessonActions = {
  open: { id: 'lesson.open', name: 'action.lesson.open', icon: 'calendar', group: 'lesson', isAllowed: (c) => !!c.calendar && !!c.lesson, run: on((calendar, l) => calendar.show(l.id, 'show')) },
  edit: { id: 'lesson.edit', name: 'calendar.panel.edit', icon: 'edit', group: 'lesson', shortcut: [{ code: 'KeyE' }], words: 'edit change move перенести пересунути час', isAllowed: (c) => mayEdit(c, (l) => l.status !== 'cancelled'), run: on((calendar, l) => calendar.show(l.id, 'edit')) },
  hold: {
    id: 'lesson.hold', name: 'calendar.panel.hold', icon: 'check', group: 'lesson', shortcut: [{ code: 'KeyH' }], words: 'held done відбулося', namedFor: many('action.lesson.holdMany', isToHold),
    isAllowed: (c) => mayEditLesson(c, (lesson) => any(c, lesson, (l) => isToHold(c, l))), run: on((calendar, l) => calendar.hold(l)),
  },
  restore: { id: 'lesson.restore', name: 'calendar.panel.restore', icon: 'undo', group: 'lesson', words: 'restore bring back', isAllowed: (c) => mayEdit(c, (l) => l.status !== 'planned'), run: on((calendar, l) => calendar.restore(l)) },
  copy: { id: 'lesson.copy', name: 'action.lesson.copy', icon: 'copy', group: 'lesson', shortcut: [{ code: 'KeyC', isMod: true }], words: 'copy duplicate', isAllowed: (c) => mayEditLesson(c) && !!c.calendar?.canCreate(), run: on((calendar, l) => calendar.copy(l)) },
  pick: { id: 'lesson.pick', name: 'action.lesson.pick', icon: 'check', group: 'lesson', shortcut: [{ code: 'KeyX' }], words: 'select pick several вибрати', namedFor: (c) => (c.lesson && c.calendar?.isPicked(c.lesson) ? ['action.lesson.unpick'] : null), isAllowed: (c) => mayEdit(c), run: on((calendar, l) => calendar.pick(l)) },
  history: { id: 'lesson.history', name: 'calendar.history', icon: 'clock', group: 'lesson', words: 'history who changed', isAllowed: (c) => mayEdit(c), run: on((calendar, l) => calendar.show(l.id, 'history')) },
  series: { id: 'lesson.series', name: 'series.title', icon: 'calendar', group: 'lesson', words: 'series regular repeat розклад', isAllowed: (c) => mayEdit(c, (l) => l.seriesId !== undefined), run: (c) => navigate(`/series/${c.lesson?.seriesId}`) },
  cancel: { id: 'lesson.cancel', name: 'calendar.panel.cancel', icon: 'close', group: 'lesson', shortcut: [{ code: 'Delete' }, { code: 'Backspace' }], words: 'cancel', isDanger: true, namedFor: many('action.lesson.cancelMany', isPlanned), isAllowed: (c) => mayEditLesson(c, (lesson) => any(c, lesson, (l) => isPlanned(c, l))), run: on((calendar, l) => calendar.cancel(l)) },
  remove: { id: 'lesson.remove', name: 'block.remove', icon: 'close', group: 'lesson', shortcut: [{ code: 'Delete' }, { code: 'Backspace' }], words: 'remove delete', isDanger: true, namedFor: many('action.lesson.cancelMany', isPlanned), isAllowed: (c) => mayEdit(c, (l) => l.block !== undefined), run: on((calendar, l) => calendar.remove(l)) },
} as const satisfies Record<string, Action>;
